"""Banners: one line under the page's header that says what is the matter and offers one action."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.views.parts import paint
from desktop.views.parts.buttons import LinkButton
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import column, line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

KINDS = {
    "info": ("accent-soft", "accent", "info"),
    "due": ("due-bg", "due-fg", "clock"),
    "late": ("late-bg", "late-fg", "triangle-alert"),
    "done": ("done-bg", "done-fg", "circle-check"),
}


class Banner(QWidget):
    """A banner of one of `KINDS`; `acted` is sent when its action is pressed."""

    acted = Signal()

    def __init__(
        self,
        theme: Theme,
        kind: str,
        text: str,
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.kind = theme, kind
        _plane, ink, icon = KINDS[kind]
        px = theme.px
        layout = line(px(12), (px(16), px(12), px(16), px(12)))
        self._icon = Icon(theme, icon, ink)
        self.label = Label(theme, text, "body", wrap=True)
        layout.addLayout(_lowered(self._icon, px(2)))
        layout.addWidget(self.label, 1)
        self.action = LinkButton(theme, action, token=ink)
        self.action.clicked.connect(self.acted)
        layout.addLayout(_lowered(self.action, px(2)))
        self.setLayout(layout)
        self.action.setVisible(bool(action))  # not before: on its own it would be a window
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, kind: str, text: str, action: str = "") -> None:
        """Say something else."""
        self.kind = kind
        _plane, ink, icon = KINDS[kind]
        self._icon.show_icon(icon, ink)
        self.label.setText(text)
        self.action.token = ink
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        # A fixed height is capped at this hint, which has to know how many lines the width makes.
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        plane, _ink, _icon = KINDS[self.kind]
        painter = QPainter(self)
        paint.plane(painter, self.rect(), self.theme.px(8), self.theme.colour(plane))


def _lowered(widget: QWidget, by: int) -> QVBoxLayout:
    """Return the widget at the height of the first line of words."""
    layout = column(0, (0, by, 0, 0))
    layout.addWidget(widget)
    layout.addStretch(1)
    return layout
