"""The error summary: what is still needed, each line a way to its field, in the field's words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.parts.buttons import LinkButton
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Card, column, empty, line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme


@dataclass(frozen=True)
class ErrorLine:
    """One thing that is missing or wrong: the path of its field, the words, the section."""

    path: str
    message: str
    where: str = ""


class ErrorSummary(Card):
    """Takes the focus when shown with `show_errors`; `jumped` carries the path of a line."""

    jumped = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=(16, 20), radius=8, parent=parent)
        px = theme.px
        self._title = Label(theme, "", "label")
        head = line(px(8))
        head.addWidget(Icon(theme, "triangle-alert", "late-fg"))
        head.addWidget(self._title, 1)
        self._lines = column(px(4), (px(28), px(8), 0, 0))
        self.body.addLayout(head)
        self.body.addLayout(self._lines)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_errors(self, title: str, lines: tuple[ErrorLine, ...], *, focus: bool = True) -> None:
        """Show these lines under a title, and take the focus."""
        self._title.setText(title)
        empty(self._lines)
        for one in lines:
            self._lines.addLayout(self._line(one))
        self.setAccessibleName(". ".join([title, *(one.message for one in lines)]))
        self.show()
        if focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_radius(self) -> int:
        return self.theme.px(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        fill, edge = theme.colour("card"), theme.colour("late-fg")
        paint.plane(painter, self.rect(), theme.px(8), fill, edge, theme.px(2))

    def _line(self, one: ErrorLine) -> QHBoxLayout:
        row = line(self.theme.px(4))
        jump = _Jump(self.theme, one)
        jump.asked.connect(self.jumped)
        row.addWidget(jump)
        row.addWidget(Label(self.theme, one.where, "hint", "muted"))
        row.addStretch(1)
        return row


class _Jump(LinkButton):
    asked = Signal(str)

    def __init__(self, theme: Theme, one: ErrorLine) -> None:
        name = f"{one.message}, {one.where}" if one.where else one.message
        super().__init__(
            theme, one.message, role="link", token="late-fg", underlined=True, name=name
        )
        self._path = one.path
        # A long question is shortened, the summary never grows past its page.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        self.asked.emit(self._path)
