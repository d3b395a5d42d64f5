"""What the keyboard and a screen reader press: a row of a list, one button of a choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from desktop.views.theme import Theme

COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def written_by(event: QKeyEvent) -> str:
    """Return what a key writes, "" for one that does something instead."""
    text = event.text()
    return text if text.isprintable() and not event.modifiers() & COMMANDS else ""


def stop_once(buttons: Sequence[QAbstractButton]) -> None:
    """Let Tab stop once at a choice: at the chosen button, or at the first while none is chosen.

    Qt does so by itself only after one of them has had the keyboard.
    """
    stop = next((button for button in buttons if button.isChecked()), None)
    for button in buttons:
        here = button is (stop or buttons[0])
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)


class EnterPress(QPushButton):
    """A push button that Enter presses, as Space does; a key that is held presses it once.

    Qt gives buttons Enter in dialogs only. Elsewhere Enter on a link or a button would do nothing,
    or what the page behind it does.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class RowPress(EnterPress):
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw nothing: the row is drawn by its own words."""
