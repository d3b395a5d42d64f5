"""A text area outside a record: it undoes what was typed in it by itself.

Inside a record undo walks the journal across all answers, so its areas leave the keys to the page.
A comment, a reason or a note has no journal: here Ctrl+Z belongs to the area that one types in.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from desktop.views.editors.area import TextArea, belongs_to_window
from desktop.views.theme import Theme

PAUSE = 1.0  # seconds without a key that end a step
LONG_STEP = 40  # characters after which a step ends with the word
_TAKE = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class NoteArea(TextArea):
    """Undo with Ctrl+Z, redo with Ctrl+Y or Ctrl+Shift+Z, back to what was last shown in it.

    A step is what was typed, or deleted, in one go: it ends with a pause, a new place, or a long
    run of words.
    `clock` gives seconds.
    """

    def __init__(
        self,
        theme: Theme,
        lines: int = 2,
        bare: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = clock
        self._typed_at, self._typed, self._keyed = -1, 0, float("-inf")
        self._took = False
        super().__init__(theme, lines, bare)

    def set_text(self, text: str) -> None:
        self.setUndoRedoEnabled(False)  # what was shown before is nobody's to bring back
        super().set_text(text)
        self.setUndoRedoEnabled(True)

    def take_out(self) -> None:
        """Take the whole text out as a person would: Ctrl+Z brings it back."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and belongs_to_window(event):
            event.accept()  # no action of the page or the window may take the key from here
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if belongs_to_window(event):
            self._walk(event)
        elif event.text() and not self.textCursor().hasSelection():
            self._type(event)
        else:
            super().keyPressEvent(event)

    def _walk(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.redo() if shift or event.key() == Qt.Key.Key_Y else self.undo()
        self._typed_at = -1
        event.accept()
        self.show_caret()

    def _type(self, event: QKeyEvent) -> None:
        """Take a key into the step that is being typed, or begin the next one with it."""
        now, step = self._now(), QTextCursor(self.document())
        takes = event.key() in _TAKE
        if takes is self._took and self._goes_on(event, now):
            step.joinPreviousEditBlock()
        else:
            self._typed = 0
            step.beginEditBlock()
        super().keyPressEvent(event)
        step.endEditBlock()
        self._typed += 1
        self._typed_at, self._keyed, self._took = self.caret(), now, takes

    def _goes_on(self, event: QKeyEvent, now: float) -> bool:
        if self._typed_at != self.caret() or now - self._keyed > PAUSE:
            return False
        return self._typed < LONG_STEP or not event.text().isspace()
