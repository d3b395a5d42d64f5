"""The part of a list row that the keyboard and a screen reader press."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.views.theme import Theme


class RowPress(QPushButton):
    """What makes a row a thing to press for the keyboard and for a screen reader; draws nothing.

    The mouse goes through it to the row, so that links and buttons on the row stay within reach.
    """

    def __init__(self, theme: Theme, row: QWidget) -> None:
        super().__init__(row)
        self.theme = theme
        self.setProperty("drawn", True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(row.accessibleName())
        self.lower()

    def focus_area(self) -> QRect:
        """Where the focus ring stands: a little inside the row."""
        room = self.theme.px(4)
        return self.rect().adjusted(room, room, -room, -room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw nothing: the row is drawn by its own words."""
