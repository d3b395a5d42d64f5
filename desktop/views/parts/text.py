"""Wrapped prose in which some words stand out, with the true line height of the scale.

A `QLabel` clips rich text whose line height is set; so this draws itself, while screen readers
still meet static text. Plain words are `Label` (label.py), which is given from here too.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QWidget

from desktop.views.parts.clipboard import copy_text
from desktop.views.parts.label import (
    TONES,
    Heading,
    Label,
    grows_with_width,
    one_line,
    token_of,
)
from desktop.views.theme import TYPE_SCALE, Theme

__all__ = [
    "TONES",
    "Heading",
    "Label",
    "Prose",
    "escaped",
    "grows_with_width",
    "one_line",
    "sentence",
    "set_line_height",
    "strong",
    "style_of_markup",
    "token_of",
    "toned",
]


def strong(text: str, tone: str = "") -> str:
    """Return markup for semibold words inside a `Prose`, in a tone when one is given."""
    return f'<span class="strong {tone}">{html.escape(text)}</span>'


def toned(text: str, tone: str) -> str:
    """Return markup for words of regular weight in a tone inside a `Prose`."""
    return f'<span class="{tone}">{html.escape(text)}</span>'


def escaped(text: str) -> str:
    """Return plain words as markup, line ends kept."""
    return html.escape(text).replace("\n", "<br>")


class Prose(QLabel):
    """Wrapped words with a true line height, in which some may be strong or toned.

    `markup` is made with `escaped`, `strong` and `toned` (plain words may be given with
    `plain=True`). `content=True` makes the words selectable by mouse and keyboard.
    """

    def __init__(
        self,
        theme: Theme,
        markup: str = "",
        role: str = "body",
        tone: str = "text",
        *,
        plain: bool = False,
        content: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.role, self.tone, self.content = theme, role, tone, content
        self._said = ""
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._cursor = QTextCursor(self._document)
        self.setSizePolicy(grows_with_width())
        if content:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.IBeamCursor)
        self.set_markup(escaped(markup) if plain else markup)

    def set_markup(self, markup: str) -> None:
        """Show other words."""
        self._markup = markup
        self._read()
        self.updateGeometry()
        self.update()

    def set_plain(self, text: str) -> None:
        """Show other words that hold no markup."""
        self.set_markup(escaped(text))

    def words(self) -> str:
        """Return the words without markup."""
        return self._document.toPlainText()

    def fits(self) -> bool:
        """Whether every word is drawn."""
        return self.height() >= self.heightForWidth(self.width())

    def focus_area(self) -> QRect:
        """Return the part that the focus ring surrounds, with room beside the words."""
        room = self.theme.px(4)
        return self.rect().adjusted(-room, 0, room, 0)

    def words_width(self) -> int:
        """Return the width in pixels that the words need without wrapping."""
        return self._width

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Layouts ask for several widths in turn; breaking a long text anew each time is slow.
        width = max(width, 1)
        if width not in self._heights:
            self._document.setTextWidth(width)
            self._heights[width] = ceil(self._document.size().height() - 0.01)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = min(self.words_width(), self.theme.px(480))
        return QSize(width, self.heightForWidth(self.width() if self.isVisible() else width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(48), self.theme.line(self.role))

    def changeEvent(self, event: QEvent) -> None:
        # The colours of the markup are fixed when it is read, so a new theme reads it again.
        dressed = event.type() is QEvent.Type.StyleChange and hasattr(self, "_markup")
        if dressed and self._read_in is not self.theme.tokens:
            self._read()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._document.textWidth() != self.width():
            self._document.setTextWidth(self.width())
        painter = QPainter(self)
        painter.translate(0, -self._rise)
        self._paint_under(painter)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, self.theme.colour(token_of(self.tone)))
        if self._cursor.hasSelection():
            selection = QAbstractTextDocumentLayout.Selection()
            selection.cursor = self._cursor  # type: ignore[attr-defined]
            selection.format.setBackground(self.theme.colour("accent"))  # type: ignore[attr-defined]
            selection.format.setForeground(self.theme.colour("on-accent"))  # type: ignore[attr-defined]
            context.selections = [selection]
        self._document.documentLayout().draw(painter, context)

    def _read(self) -> None:
        step, document = TYPE_SCALE[self.role], self._document
        self._read_in = self.theme.tokens
        self._heights: dict[int, int] = {}
        document.setDefaultFont(self.theme.font(self.role))
        document.setDefaultStyleSheet(style_of_markup(self.theme))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setHtml(self._markup)
        set_line_height(document, self.theme.px(step.line))
        self._cursor = QTextCursor(document)
        self._rise = self._too_low()
        if self.accessibleName() == self._said:  # a name that somebody else gave stays
            self._said = document.toPlainText()
            self.setAccessibleName(self._said)

    def _paint_under(self, painter: QPainter) -> None:
        """Paint what lies under the words; nothing here."""

    def _too_low(self) -> float:
        """Return by how much Qt sets the first line below the middle of its fixed height."""
        self._document.setTextWidth(-1)
        self._width = ceil(self._document.idealWidth()) + 1
        first = self._document.firstBlock().layout()
        if first.lineCount() == 0:
            return 0.0
        line, metrics = first.lineAt(0), QFontMetricsF(self._document.defaultFont())
        room = self.theme.line(self.role) - metrics.ascent() - metrics.descent()
        return line.y() + line.ascent() - metrics.ascent() - round(room / 2)

    # Selecting and copying

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.content and event.button() is Qt.MouseButton.LeftButton:
            self._move_to(event.position().toPoint(), QTextCursor.MoveMode.MoveAnchor)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.content and event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(event.position().toPoint(), QTextCursor.MoveMode.KeepAnchor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.content:
            self._move_to(event.position().toPoint(), QTextCursor.MoveMode.MoveAnchor)
            self._cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.content:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self._cursor.selection().toPlainText())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._cursor.select(QTextCursor.SelectionType.Document)
            self.update()
        elif not self._extend(event):
            super().keyPressEvent(event)

    def _extend(self, event: QKeyEvent) -> bool:
        keys, moves = QKeySequence.StandardKey, QTextCursor.MoveOperation
        for key, move in (
            (keys.SelectNextChar, moves.NextCharacter),
            (keys.SelectPreviousChar, moves.PreviousCharacter),
            (keys.SelectNextWord, moves.NextWord),
            (keys.SelectPreviousWord, moves.PreviousWord),
            (keys.SelectNextLine, moves.Down),
            (keys.SelectPreviousLine, moves.Up),
            (keys.SelectEndOfLine, moves.EndOfLine),
            (keys.SelectStartOfLine, moves.StartOfLine),
        ):
            if event.matches(key):
                self._cursor.movePosition(move, QTextCursor.MoveMode.KeepAnchor)
                self.update()
                return True
        return False

    def _move_to(self, point: QPoint, mode: QTextCursor.MoveMode) -> None:
        place = self._document.documentLayout().hitTest(QPointF(point), Qt.HitTestAccuracy.FuzzyHit)
        if place >= 0:
            self._cursor.setPosition(place, mode)
            self.update()


def style_of_markup(theme: Theme) -> str:
    """Return the style sheet of `strong` and `toned` words, colours from the theme."""
    weight = int(QFont.Weight.DemiBold)
    rules = [f".strong {{ font-weight: {weight}; }}"]
    rules.append(f".removed {{ color: {theme.tokens['muted']}; text-decoration: line-through; }}")
    rules += [f".{tone} {{ color: {theme.tokens[token]}; }}" for tone, token in TONES.items()]
    return "\n".join(rules)


def set_line_height(document: QTextDocument, pixels: int) -> None:
    """Give every block of a document the same true line height."""
    form = QTextBlockFormat()
    form.setLineHeight(pixels, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(form)


def sentence(parts: Iterable[str]) -> str:
    """Join words to a sentence: "a, b and c"."""
    words = [part for part in parts if part]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
