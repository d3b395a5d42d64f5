"""The status line at the foot of the window: saved when, where the store is, last backup, lock."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

HEIGHT = 28
SAVED = {
    "saved": ("check", "done-fg", "muted"),
    "saving": ("refresh-cw", "muted", "muted"),
    "failed": ("triangle-alert", "late-fg", "late"),
}


class StatusBar(QWidget):
    """The status line, 28 high. Nothing in it takes the focus; what is empty is not shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        px = theme.px
        self._layout = line(px(6), (px(16), 1, px(16), 0))
        self.saved_icon, self.saved = self._part("check", "clock")
        self.store_icon, self.store = self._part("hard-drive", "small")
        self.backup_icon, self.backup = self._part("archive", "small")
        self._layout.addStretch(1)
        self.idle = Label(theme, "", "small", "muted")
        self._layout.addWidget(self.idle)
        self.setLayout(self._layout)
        self.setFixedHeight(px(HEIGHT))
        self.setAccessibleName("Status")

    def set_saved(self, text: str, state: str = "saved") -> None:
        """Say what is saved: "All changes saved 14:02:31"; `state` is a key of `SAVED`."""
        icon, token, tone = SAVED[state]
        self.saved_icon.show_icon(icon, token)
        self.saved.set_tone(tone)
        self._show(self.saved_icon, self.saved, text)

    def set_store(self, text: str) -> None:
        """Say where the work lies: "Encrypted store, this laptop only"."""
        self._show(self.store_icon, self.store, text)

    def set_backup(self, text: str) -> None:
        """Say when the last backup was made."""
        self._show(self.backup_icon, self.backup, text)

    def set_idle(self, text: str) -> None:
        """Say when the program locks itself: "Locks after 10 idle minutes"."""
        self.idle.setText(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("rail"))
        painter.fillRect(0, 0, self.width(), 1, self.theme.colour("line"))

    def _part(self, icon: str, role: str) -> tuple[Icon, Label]:
        token = "done-fg" if icon == "check" else "muted"
        drawn, label = Icon(self.theme, icon, token, 16), Label(self.theme, "", role, "muted")
        for widget in (drawn, label):
            widget.hide()
            self._layout.addWidget(widget)
        self._layout.addSpacing(self.theme.px(17))
        return drawn, label

    def _show(self, icon: Icon, label: Label, text: str) -> None:
        label.setText(text)
        icon.setVisible(bool(text))
        label.setVisible(bool(text))
