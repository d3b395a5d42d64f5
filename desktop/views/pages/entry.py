"""Short forms outside records: a label over its hint, the control, and a line for what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from desktop.views.parts.checks import Radio
from desktop.views.parts.clipboard import PrivateLine
from desktop.views.parts.icon import Icon
from desktop.views.parts.label import grows_with_width
from desktop.views.parts.passphrase import PassphraseField
from desktop.views.parts.planes import Box, column, line
from desktop.views.parts.press import stop_once
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

FIELD_WIDTH = 320
COLUMN_WIDTH = 640


class TextField(PrivateLine):
    """One line of text, 36 high."""

    def __init__(
        self, theme: Theme, name: str, width: int = FIELD_WIDTH, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._wide = theme, width
        self.setFont(theme.font("body"))
        self.setAccessibleName(name)
        self.setFixedHeight(theme.px(36))
        across = QSizePolicy.Policy.Preferred if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        if width:
            self.setMaximumWidth(theme.px(width))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._wide or COLUMN_WIDTH), self.theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(96), self.theme.px(36))

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as wrong, or not."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)


class ErrorLine(QWidget):
    """One line under a control that says what is wrong with it; hidden until `say`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = line(theme.px(8))
        lowered = column(0, (0, theme.px(2), 0, 0))
        lowered.addWidget(Icon(theme, "triangle-alert", "late-fg", 16))
        lowered.addStretch(1)
        row.addLayout(lowered)
        self._words = Label(theme, "", "hint", "late", wrap=True)
        row.addWidget(self._words, 1)
        self.setLayout(row)
        self.hide()

    @property
    def message(self) -> str:
        """What is said now, "" for nothing."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, message: str) -> None:
        """Say what is wrong; "" says that nothing is."""
        self._words.setText(message)
        self.setAccessibleName(message)
        self.setVisible(bool(message))
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))


class Entry(QWidget):
    """A label, its hint, the control under them, and a line for what is wrong."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        control: QWidget,
        hint: str = "",
        *,
        gap: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.label = Label(theme, label, "label")
        self.label.setBuddy(control)
        self.error = ErrorLine(theme)
        layout = column(0)
        layout.addWidget(self.label)
        if hint:
            layout.addSpacing(theme.px(4))
            layout.addWidget(Label(theme, hint, "hint", "muted", wrap=True))
            control.setAccessibleDescription(hint)
        layout.addSpacing(theme.px(gap))
        layout.addWidget(control)
        layout.addWidget(self.error)
        self._gap = theme.px(8)
        self.error.setContentsMargins(0, self._gap, 0, 0)
        self.setLayout(layout)
        self.setSizePolicy(grows_with_width())

    def say_wrong(self, message: str) -> None:
        """Say what is wrong, and give the control the keyboard; "" says that nothing is."""
        self.error.say(message)
        if isinstance(self.control, TextField | PassphraseField):
            self.control.set_wrong(bool(message))
        if message:
            give_focus(self.control)


class RadioGrid(QWidget):
    """Radio buttons side by side, as many in a row as have room; nothing chosen at first.

    `chosen` carries the value. Arrow keys move, as in every radio group.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[str, str]],
        *,
        name: str,
        columns: int = 3,
        pitch: int = 220,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self._columns, self._pitch = theme, columns, theme.px(pitch)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._group = QButtonGroup(self)
        self.radios: dict[str, Radio] = {}
        for value, text in options:
            radio = Radio(theme, text)
            self.radios[value] = radio
            self._group.addButton(radio)
        self._group.buttonClicked.connect(self._clicked)
        self.setLayout(self._grid)
        self.setAccessibleName(name)
        self._across = 0
        self._arrange(columns)
        stop_once(self._group.buttons())

    def value(self) -> str:
        """Return the chosen value, "" while nothing is chosen."""
        return next((v for v, radio in self.radios.items() if radio.isChecked()), "")

    def take_focus(self) -> None:
        """Give the chosen one the keyboard, or the first."""
        first = self.radios.get(self.value()) or next(iter(self.radios.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_value(self, value: str) -> None:
        """Choose without a signal."""
        if value in self.radios:
            self.radios[value].setChecked(True)
            stop_once(self._group.buttons())

    def choose_none(self) -> None:
        """Choose nothing again, without a signal."""
        self._group.setExclusive(False)
        for radio in self.radios.values():
            radio.setChecked(False)
        self._group.setExclusive(True)
        stop_once(self._group.buttons())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(1, min(self._columns, (self.width() + self.theme.px(24)) // self._pitch)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), super().minimumSizeHint().height())

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for at in range(self._columns + 1):
            self._grid.setColumnMinimumWidth(at, 0)
            self._grid.setColumnStretch(at, 0)
        for at, radio in enumerate(self.radios.values()):
            self._grid.addWidget(radio, at // across, at % across)
        for at in range(across - 1):
            self._grid.setColumnMinimumWidth(at, self._pitch)
        self._grid.setColumnStretch(across - 1, 1)

    def _clicked(self, radio: Radio) -> None:
        self.chosen.emit(next(value for value, one in self.radios.items() if one is radio))


class OneOf(QWidget):
    """Several widgets of which one is shown, no higher than that one."""

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets, self._at = widgets, 0
        layout = column(0)
        for widget in widgets:
            layout.addWidget(widget)
        self.setLayout(layout)
        self.show_at(0)

    @property
    def at(self) -> int:
        """Which one is shown."""
        return self._at

    def show_at(self, at: int) -> None:
        """Show another one."""
        self._at = at
        for index, widget in enumerate(self._widgets):
            widget.setVisible(index == at)


def give_focus(widget: QWidget) -> None:
    """Give a control the keyboard; one that is made of several says itself which comes first.

    A focus proxy would do it too, but then Tab passes over what stands before the proxy.
    """
    take = getattr(widget, "take_focus", None)
    if callable(take):
        take()
    else:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


def boxed(theme: Theme, *widgets: QWidget, gap: int = 32) -> Box:
    """Return widgets below each other with the gap between questions."""
    layout = column(theme.px(gap))
    for widget in widgets:
        layout.addWidget(widget)
    return Box(layout)
