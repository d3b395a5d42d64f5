"""A date that is typed in a row: what no longer fits into its box goes on to the next one.

A full box alone moves nothing, so that Tab leads to the next box for whoever types it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop.views.parts.press import written_by

BETWEEN = "/.- "  # what people type between day, month and year
DIGITS = "0123456789"
FULL = 2  # figures of a day or a month


class Onward:
    """What is typed into some boxes. Asked by each box before it takes a key itself."""

    def __init__(self, boxes: Sequence[QLineEdit]) -> None:
        self._boxes = tuple(boxes)
        self._reached: QLineEdit | None = None
        self._anew: QLineEdit | None = None

    def takes(self, box: QLineEdit, event: QKeyEvent) -> bool:
        """Let a key go on to the next box; False where it belongs into this one."""
        key = written_by(event)
        if not key:
            return False
        unwritten = box.text() == box.selectedText()
        if key in BETWEEN and unwritten and box is self._reached:
            return True  # "26 / 11": the stroke has led here already
        self._reached = None
        if self._goes_on(box, key):
            return True
        if unwritten:
            self._anew = box
        elif box is not self._anew:
            self._anew = None
        return False

    def _goes_on(self, box: QLineEdit, key: str) -> bool:
        text, at = box.text(), self._boxes.index(box)
        ended = text and not box.hasSelectedText() and box.cursorPosition() == len(text)
        if not ended or box is self._boxes[-1]:
            return False
        after = self._boxes[at + 1]
        if key in BETWEEN:
            self._reached = after
            self._go(after)
            return True
        full = len(text) == FULL and text.isdigit()
        # What stands in the next box is replaced only by a date that is written from its beginning.
        if key in DIGITS and full and (box is self._anew or not after.text()):
            self._go(after)
            after.insert(key)
            after.textEdited.emit(after.text())
            self._anew = after
            return True
        return False

    @staticmethod
    def _go(after: QLineEdit) -> None:
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        after.selectAll()
