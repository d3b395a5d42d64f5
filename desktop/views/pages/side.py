"""The frame of the first run: the program and its steps at the left, one step at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.views.pages.entry import COLUMN_WIDTH
from desktop.views.parts.icon import Icon, Logo
from desktop.views.parts.planes import Box, ScrollPage, column, line
from desktop.views.parts.stepper import Stepper
from desktop.views.parts.text import Heading, Label
from desktop.views.theme import Theme

WIDE = 336
PROMISE = "Everything stays on this laptop, encrypted. This program never goes online."


class SidePane(QWidget):
    """The pane at the left: icon, title, steps, and the promise at its foot."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        px = theme.px
        self._column = column(0, (px(40), px(32), px(40), px(28)))
        self._column.addWidget(Logo(theme, 40))
        self._column.addSpacing(px(20))
        self.title = Heading(theme, title, 1)
        self._column.addWidget(self.title)
        self.under = Label(theme, "", "body", "muted", wrap=True)
        self.under.hide()
        self._column.addSpacing(px(4))
        self._column.addWidget(self.under)
        self._column.addSpacing(px(20))
        self._column.addStretch(1)
        foot = line(px(12))
        foot.addWidget(Icon(theme, "laptop", "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(Label(theme, PROMISE, "hint", "muted", wrap=True), 1)
        self._column.addLayout(foot)
        self.setLayout(self._column)

    def add_steps(self, stepper: Stepper) -> None:
        """Put the steps under the title."""
        self._column.insertWidget(self._column.count() - 2, stepper)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("rail"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self.theme.colour("line"))


class BeginFrame(QWidget):
    """Both panes. `set_column` gives the right one its content, at most 640 wide."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.side = SidePane(theme, title)
        self.page = ScrollPage(theme, "card")
        layout = line(0)
        layout.addWidget(self.side)
        layout.addWidget(self.page, 1)
        self.setLayout(layout)
        self._content = Box(line(0))
        self.page.set_content(self._content)

    def say_under_title(self, text: str) -> None:
        """Say one sentence under the title."""
        self.side.under.setText(text)
        self.side.under.show()

    def set_column(self, layout: QBoxLayout) -> None:
        """Show this column of widgets at the right."""
        inner = Box(layout)
        inner.setMaximumWidth(self.theme.px(COLUMN_WIDTH))
        row = self._content.layout()
        assert isinstance(row, QBoxLayout)
        row.addWidget(inner, 1)
        row.addStretch(0)
        self._set_margins()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    def _set_margins(self) -> None:
        px = self.theme.px
        # Large text on a small screen: the step's own words are more use than the list of steps.
        roomy = self.width() >= px(WIDE + 480)
        self.side.setVisible(roomy)
        self.side.setFixedWidth(px(WIDE))
        room = px(64) if self.width() - px(WIDE) >= px(640 + 96) else px(24)
        row = self._content.layout()
        assert row is not None
        row.setContentsMargins(room, px(32), px(24), px(32))
