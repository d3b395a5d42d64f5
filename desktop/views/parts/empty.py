"""An empty place: one line of what comes here, and one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.parts.buttons import secondary
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Card
from desktop.views.parts.text import Label
from desktop.views.theme import Theme


class EmptyState(Card):
    """A card that says kindly what will come here; `acted` is sent by its button."""

    acted = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        token: str = "accent",
        turn: bool = False,
        action: str = "",
        action_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, padding=(28, 24), radius=8, fill="window", parent=parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.body.setSpacing(theme.px(8))
        self.body.addStretch(1)
        if icon:
            self.body.addWidget(Icon(theme, icon, token, 24, turn=turn), 0, middle)
        self.label = Label(theme, text, wrap=True)
        self.label.setAlignment(middle)
        self.body.addWidget(self.label)
        if action:
            self.body.addSpacing(theme.px(4))
            self.button = secondary(theme, action, action_icon)
            self.button.clicked.connect(self.acted)
            self.body.addWidget(self.button, 0, middle)
        self.body.addStretch(1)
