"""Editors for what is typed on one line or many: text, long text, time, minutes, numbers."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QClipboard,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.forms.kinds import number_from_typed, time_from_typed
from desktop.forms.plaintext import clean_text
from desktop.forms.values import Json
from desktop.views.editors.area import TextArea, belongs_to_window
from desktop.views.editors.leaf import LeafEditor
from desktop.views.editors.pasting import LONGEST_LINE, pasted_text, refuse, too_long
from desktop.views.parts.clipboard import PrivateLine
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

LONG = 4_000  # characters; a longer text is not read at each key
SAY_EVERY = 50  # milliseconds between a key in a long text and `edited`
SAY_WITHIN = 150  # milliseconds at most, however long reading takes: a key is kept within 250
NEVER_CUT = 2_000_000_000  # characters; QLineEdit would otherwise cut at 32,767


def mark_wrong(control: QWidget, wrong: bool) -> None:
    """Give a field the red border of a wrong answer, or its own again."""
    if bool(control.property("wrong")) != wrong:
        control.setProperty("wrong", wrong)
        control.style().unpolish(control)
        control.style().polish(control)
        control.update()


class Line(PrivateLine):
    """A field of one line: pastes plain text, leaves undo and redo to the window."""

    touched = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFont(theme.font("body"))
        self.setMaxLength(NEVER_CUT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._told)

    def _told(self, _text: str) -> None:
        self.touched.emit()

    def caret(self) -> int:
        """Return where the caret is."""
        return self.cursorPosition()

    def set_caret(self, place: int) -> None:
        """Put the caret at a place without choosing any words."""
        self.deselect()
        self.setCursorPosition(place)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and belongs_to_window(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if belongs_to_window(event):
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_copied()
        else:
            super().keyPressEvent(event)

    # Qt has a way of its own for the menu, the middle button and what is dropped: each would put
    # text in unread, however long.

    def own_menu(self) -> QMenu:
        menu = super().own_menu()
        action = menu.findChild(QAction, "edit-paste")
        if action is not None:
            action.triggered.disconnect()
            action.triggered.connect(self.paste_copied)
        return menu

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clipboard = QGuiApplication.clipboard()
        middle = event.button() is Qt.MouseButton.MiddleButton
        if middle and clipboard.supportsSelection() and not self.isReadOnly():
            self.set_caret(self.cursorPositionAt(event.position().toPoint()))
            self.take(clipboard.mimeData(QClipboard.Mode.Selection))
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self or self.isReadOnly():
            super().dropEvent(event)
            return
        self.set_caret(self.cursorPositionAt(event.position().toPoint()))
        self.take(event.mimeData())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def paste_copied(self) -> None:
        """Paste what is on the clipboard."""
        if not self.isReadOnly():
            self.take(QGuiApplication.clipboard().mimeData())

    def take(self, data: QMimeData) -> None:
        """Put what was copied elsewhere in as plain text on one line."""
        text = " ".join(pasted_text(data, LONGEST_LINE).split("\n"))
        stays = len(self.text()) - len(self.selectedText())
        if against := too_long(len(text), LONGEST_LINE, stays):
            refuse(self, against)
        elif text:
            self.insert(text)
            self.touched.emit()


class TextEditor(LeafEditor):
    """A short answer on one line."""

    line: Line

    def build(self) -> None:
        row = QHBoxLayout(self.controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(8))
        self.line = Line(self.theme)
        self.line.touched.connect(self._touched)
        row.addWidget(self.line)
        if self.field.unit:
            row.addWidget(Label(self.theme, self.field.unit, tone="muted"))
        self.watch(self.line)
        self.fit(row)

    def fit(self, row: QHBoxLayout) -> None:
        """Give the field its width; a subclass with short answers makes it narrow."""

    def show_value(self, value: Json) -> None:
        text = self.as_text(value)
        if text != self.line.text():
            caret = self.line.cursorPosition()
            self.line.setText(text)
            self.line.setCursorPosition(min(caret, len(text)))

    def as_text(self, value: Json) -> str:
        """Return a stored value as it is typed."""
        return "" if value is None else str(value)

    def as_value(self, text: str) -> Json:
        """Return what is typed as it is stored."""
        return clean_text(text)

    def mark(self, wrong: bool) -> None:
        mark_wrong(self.line, wrong)

    def _touched(self) -> None:
        text = self.line.text()
        self.say(self.as_value(text) if text or self.value else None, typing=True)


class NarrowEditor(TextEditor):
    """A short answer of known length: the field is no wider than it needs to be."""

    width_at_100 = 112

    def fit(self, row: QHBoxLayout) -> None:
        self.line.setFixedWidth(self.theme.px(self.width_at_100))
        row.addStretch(1)

    def as_value(self, text: str) -> Json:
        return clean_text(text).strip() or None


class NumberEditor(NarrowEditor):
    """A whole number; anything else stays as it was typed and is marked by the kind's check."""

    def as_value(self, text: str) -> Json:
        return number_from_typed(clean_text(text))


class MinutesEditor(NumberEditor):
    """A length of time in minutes."""

    width_at_100 = 64

    def fit(self, row: QHBoxLayout) -> None:
        if not self.field.unit:
            row.addWidget(Label(self.theme, "minutes", tone="muted"))
        super().fit(row)


class TimeEditor(NarrowEditor):
    """A time of day. "1430" and "2.30" are read as 14:30 and 02:30 when the field is left."""

    width_at_100 = 72

    def build(self) -> None:
        super().build()
        self.line.setPlaceholderText("hh:mm")

    def focus_left(self, path: str) -> None:
        tidy = time_from_typed(self.line.text())
        if isinstance(tidy, str) and tidy != self.line.text():
            self.line.setText(tidy)
        self.say(tidy)
        super().focus_left(path)


class LongTextEditor(LeafEditor):
    """An answer of any length in an area that grows.

    Each key is told of at once. In a long text a key waits a moment for those that follow, so
    that it need not be read for each; all are told of when the focus goes or `flush` is called.
    """

    area: TextArea

    def build(self) -> None:
        box = QVBoxLayout(self.controls)
        box.setContentsMargins(0, 0, 0, 0)
        nested = "/" in self.path
        self.area = self.make_area(1 if nested or self.field.short else 2)
        self.area.touched.connect(self._touched)
        self.area.through.connect(self._through)
        self.area.selectionChanged.connect(self._selected)
        box.addWidget(self.area)
        self.watch(self.area)
        self._waits = False
        self._pause = SAY_EVERY
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.flush)

    def make_area(self, lines: int) -> TextArea:
        """Return the area that the words stand in."""
        return TextArea(self.theme, lines)

    def show_value(self, value: Json) -> None:
        text = "" if value is None else str(value)
        if self._waits:  # what was typed since is newer than what an older answer says
            self._timer.stop()
            self._waits = False
        if text == self.area.text():
            return
        caret = self.area.caret()
        self.area.set_text(text)
        self.area.set_caret(caret)

    def mark(self, wrong: bool) -> None:
        mark_wrong(self.area, wrong)

    def pending(self) -> bool:
        return self._waits

    def flush(self) -> None:
        if not self._waits:
            return
        self._waits = False
        self._timer.stop()
        began = time.perf_counter()
        text = self.area.text()
        self.say(text if text or self.value else None, typing=True)
        # A huge text takes long to read; then it is read less often.
        taken = (time.perf_counter() - began) * 1000
        self._pause = min(max(SAY_EVERY, round(taken * 8)), SAY_WITHIN)

    def set_marks(self, marks: list[tuple[int, int]]) -> None:
        """Draw dots under phrases of the text, each given as (start, length)."""
        self.area.set_marks(marks)

    def _touched(self) -> None:
        self._waits = True
        if not self._timer.isActive():
            self._timer.start(self._pause)

    def _selected(self) -> None:
        """Tell of what was typed before a selection can be cut: undo must bring back all of it."""
        if self._waits and self.area.textCursor().hasSelection():
            self.flush()

    def _through(self) -> None:
        if self.area.document().characterCount() < LONG:
            self.flush()
