"""A text area that grows with its text and never scrolls inside itself.

Typing must stay quick in very long answers. So nothing here reads the whole text when a key
comes: the layout of the edited paragraph is renewed, the exposed part is painted, and the owner
is told that something changed, not what.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QTextEdit, QWidget

from desktop.forms.plaintext import clean_text
from desktop.views.editors.pasting import (
    LONGEST_TEXT,
    pasted_text,
    refuse,
    too_long,
    too_long_a_paragraph,
)
from desktop.views.parts.clipboard import private_text
from desktop.views.theme import Theme

TALLEST = 16_000_000  # pixels; Qt's widgets end at 16,777,215, past this the area scrolls inside
DOT, DOT_STEP = 2, 4  # pixels at 100 % of the dots under a phrase
WINDOW_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def belongs_to_window(event: QEvent) -> bool:
    """Whether a key is the window's: undo and redo cross fields, so no field may eat them."""
    return isinstance(event, QKeyEvent) and (
        any(event.matches(key) for key in WINDOW_KEYS)
        or (
            event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y)
            and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        )
    )


class TextArea(QTextEdit):
    """Plain text with a true line height, as tall as its words.

    `touched` says that a person changed the text; read it with `text()`. `through` says so once
    the key or the paste is done with, the caret behind it.
    """

    touched = Signal()
    through = Signal()

    def __init__(
        self, theme: Theme, lines: int = 2, bare: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("bare", bare)
        self._covers = not bare
        # With a plane of its own a key paints this area alone, and none of the planes behind it.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, self._covers)
        self.theme, self.lines = theme, lines
        self._loading = self._new = False
        self._marks: tuple[tuple[int, int], ...] = ()
        self._page: QScrollArea | None = None
        self.setFont(theme.font("body"))
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(theme.px(2) if theme.scale > 1 else 2)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        document = self.document()
        document.setDefaultTextOption(option)
        document.setDocumentMargin(0 if bare else theme.px(2))
        document.documentLayout().documentSizeChanged.connect(self._follow)
        document.contentsChange.connect(self._changed)
        self.cursorPositionChanged.connect(self.show_caret)
        self.set_text("")

    # Text

    def text(self) -> str:
        """Return the whole text, lines ended by a line feed, every character as it was typed."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_text(self, text: str) -> None:
        """Show another text; `touched` keeps silent."""
        self._loading = True
        try:
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            cursor.setBlockFormat(self._line_height())
            cursor.insertText(text)
            self._marks = ()
        finally:
            self._loading = False
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._follow()

    def caret(self) -> int:
        """Return where the caret is, in characters of the text."""
        return self.textCursor().position()

    def set_caret(self, place: int) -> None:
        """Put the caret at a place, as far as the text goes."""
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(place, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self.show_caret()

    def set_marks(self, marks: Sequence[tuple[int, int]]) -> None:
        """Draw dots under phrases, each given as (start, length); typing moves them along."""
        self._marks = tuple(marks)
        self.viewport().update()

    def marks(self) -> tuple[tuple[int, int], ...]:
        """Return the phrases that have dots now."""
        return self._marks

    def _line_height(self) -> QTextBlockFormat:
        form = QTextBlockFormat()
        line = self.theme.line("body")
        form.setLineHeight(line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return form

    def _changed(self, at: int, removed: int, added: int) -> None:
        if self._loading:
            return
        if self._marks:
            self._marks = moved(self._marks, at, removed, added)
        self._new = True
        self.touched.emit()

    def _through(self) -> None:
        if self._new:
            self._new = False
            self.through.emit()

    # Size

    def _follow(self, size: QSizeF | None = None) -> None:
        size = size or self.document().documentLayout().documentSize()
        line = self.theme.line("body")
        words = max(
            round(size.height()), self.lines * line + 2 * round(self.document().documentMargin())
        )
        height = min(words + self._around(), TALLEST)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)
            self.setVerticalScrollBarPolicy(
                Qt.ScrollBarPolicy.ScrollBarAsNeeded
                if height == TALLEST
                else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        page = self._find_page()  # once, not at each key
        if page is not None and page is not self._page:
            # The page takes a new height of this area in a moment later than the area itself.
            page.verticalScrollBar().rangeChanged.connect(self.show_caret)
            self._page = page
        super().focusInEvent(event)
        self.show_caret()

    def _find_page(self) -> QScrollArea | None:
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        return page

    def _around(self) -> int:
        """Return the height of padding and border, which the style sheet gives."""
        if self.property("bare"):
            return 0
        return 2 * (self.theme.px(8) + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.hasFocus() and event.size().height() != event.oldSize().height():
            self.show_caret()

    def show_caret(self, *_range: int) -> None:
        """Scroll the page so that the caret is seen."""
        if not self.hasFocus() or self._loading:
            return
        page = self._page or self._find_page()
        content = page.widget() if page is not None else None
        if page is None or content is None or not content.isAncestorOf(self):
            return
        spot = self.viewport().mapTo(content, self.cursorRect().center())
        page.ensureVisible(spot.x(), spot.y(), 0, 2 * self.theme.line("body"))

    # Keys, wheel, paste

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and belongs_to_window(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if belongs_to_window(event):
            event.ignore()
            return
        super().keyPressEvent(event)
        self._through()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        committed = event.commitString()
        if committed and (clean := clean_text(committed)) != committed:
            event.setCommitString(clean, event.replacementStart(), event.replacementLength())
        super().inputMethodEvent(event)
        self._through()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = pasted_text(source, LONGEST_TEXT)
        if against := self._against(text):
            refuse(self, against)
            return
        self.insertPlainText(text)
        self.show_caret()
        self._through()

    def _against(self, text: str) -> str:
        """Return why a text cannot be put in place of what is chosen, "" where it can."""
        cursor, document = self.textCursor(), self.document()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        stays = document.characterCount() - 1 - (end - start)
        if against := too_long(len(text), LONGEST_TEXT, stays):
            return against
        lengths = [len(one) for one in text.split("\n")]
        last = document.findBlock(end)
        lengths[0] += start - document.findBlock(start).position()
        lengths[-1] += last.position() + last.length() - 1 - end
        return too_long_a_paragraph(max(lengths))

    def createMimeDataFromSelection(self) -> QMimeData:
        return private_text(self.textCursor().selection().toPlainText())

    # Dots under phrases

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._covers:
            plane = "field" if self.isEnabled() else "hover"
            painter = QPainter(self.viewport())
            painter.fillRect(event.rect(), self.theme.colour(plane))
            painter.end()
        super().paintEvent(event)
        if self._marks:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("due-fg"))
            for start, length in self._marks:
                self._dot(painter, start, length, event.rect())

    def _dot(self, painter: QPainter, start: int, length: int, exposed: QRect) -> None:
        layout = self.document().documentLayout()
        block = self.document().findBlock(start)
        box = layout.blockBoundingRect(block)
        if not block.isValid() or not box.intersects(QRectF(exposed)):
            return
        first, last = start - block.position(), start + length - block.position()
        for line in range(block.layout().lineCount()):
            self._dot_line(painter, block, line, (first, last), box)

    def _dot_line(
        self, painter: QPainter, block: QTextBlock, number: int, span: tuple[int, int], box: QRectF
    ) -> None:
        line = block.layout().lineAt(number)
        begin = max(span[0], line.textStart())
        end = min(span[1], line.textStart() + line.textLength(), block.length() - 1)
        if begin >= end:
            return
        one, other = line.cursorToX(begin), line.cursorToX(end)
        left, right = sorted((_number(one), _number(other)))
        dot, step = self.theme.px(DOT), self.theme.px(DOT_STEP)
        y = box.top() + line.y() + line.ascent() + self.theme.px(5)
        x = box.left() + left
        while x + dot <= box.left() + right:
            painter.drawEllipse(QRectF(x, y, dot, dot))
            x += step


def _number(place: object) -> float:
    """Return the x of `cursorToX`, which gives (x, position) or x."""
    return float(place[0] if isinstance(place, tuple) else place)  # type: ignore[arg-type]


def moved(
    marks: Sequence[tuple[int, int]], at: int, removed: int, added: int
) -> tuple[tuple[int, int], ...]:
    """Return marks after a change of the text; a phrase that was changed loses its mark."""
    kept: list[tuple[int, int]] = []
    for start, length in marks:
        if start + length <= at:
            kept.append((start, length))
        elif start >= at + removed:
            kept.append((start + added - removed, length))
    return tuple(kept)
