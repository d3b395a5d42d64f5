"""The first page of all: start a team, look round with invented children, or open a store."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.pages.side import BeginFrame
from desktop.views.parts import paint
from desktop.views.parts.banner import Banner
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import column, line
from desktop.views.parts.progress import ProgressStrip
from desktop.views.parts.text import Heading, Label
from desktop.views.theme import Theme

ASKED = "How do you want to begin?"
MAKING = "The training team is being made: its people write and sign. Half a minute at most."


class WayIn(QPushButton):
    """A whole card to press: an icon, what one does, and what comes of it."""

    def __init__(
        self, theme: Theme, icon: str, title: str, detail: str, *, first: bool = False
    ) -> None:
        super().__init__()
        self.theme, self._first = theme, first
        self.setProperty("drawn", True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        px = theme.px
        row = line(px(16), (px(20), px(16), px(16), px(16)))
        row.addWidget(Icon(theme, icon, "on-accent" if first else "accent", 24))
        words = column(px(2))
        words.addWidget(Label(theme, title, "label", "on-accent" if first else "text"))
        tone = "on-accent" if first else "muted"
        words.addWidget(Label(theme, detail, "hint", tone, wrap=True))
        row.addLayout(words, 1)
        row.addWidget(Icon(theme, "chevron-right", "on-accent" if first else "muted", 20))
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setMinimumHeight(px(80))

    def focus_radius(self) -> int:
        return self.theme.px(10)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint().expandedTo(self.minimumSize())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        assert layout is not None
        return max(self.theme.px(80), layout.heightForWidth(width))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        step = 2 if self.isDown() else 1 if self.underMouse() else 0
        if self._first:
            fill = ("accent", "accent-hover", "accent-down")[step]
            edge = fill
        else:
            fill, edge = ("card", "hover", "down")[step], "edge"
        radius = theme.px(10)
        paint.plane(painter, QRectF(self.rect()), radius, theme.colour(fill), theme.colour(edge))


class ChoicePage(BeginFrame):
    """How to begin. `team_wanted`, `training_wanted`, and `folder_wanted` with a folder."""

    team_wanted = Signal()
    training_wanted = Signal()
    folder_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "CST Desktop", parent)
        self.say_under_title("Records for complex safeguarding teams, kept on this laptop.")
        self.start = WayIn(
            theme,
            "users-round",
            "Start a team",
            "You choose its name, your passphrase and your authority’s rules. About five minutes.",
            first=True,
        )
        self.training = WayIn(
            theme,
            "footprints",
            "Training, with invented children",
            "Look round and try everything. It is marked on every screen and never real.",
        )
        self.other = WayIn(
            theme,
            "folder-check",
            "Open another folder",
            "The team’s records are on this laptop already, in a folder of their own.",
        )
        self.start.clicked.connect(self.team_wanted)
        self.training.clicked.connect(self.training_wanted)
        self.other.clicked.connect(self._choose_folder)
        self.busy = ProgressStrip(theme)
        self.busy.hide()
        self.trouble = Banner(theme, "late", "")
        self.trouble.hide()
        self._asked = Heading(theme, ASKED, 1)
        self.set_column(self._ways())

    def _ways(self) -> QVBoxLayout:
        """Lay the ways in one under the other, with what is said of them below."""
        px = self.theme.px
        ways = column(px(12))
        ways.addWidget(self._asked)
        ways.addSpacing(px(8))
        for way in (self.start, self.training, self.other):
            ways.addWidget(way)
        ways.addSpacing(px(8))
        ways.addWidget(self.busy)
        ways.addWidget(self.trouble)
        ways.addStretch(1)
        return ways

    def begin(self) -> None:
        """Give the first way the keyboard."""
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_making(self) -> None:
        """Show that a training team is being made."""
        self.trouble.hide()
        self._show_ways(False)
        self.busy.start(MAKING, can_cancel=False)

    def show_trouble(self, problem: BaseException) -> None:
        """Say why no training team could be made."""
        from desktop.casework.troubles import explain

        self.busy.finish()
        self._show_ways(True)
        self.trouble.say("late", explain(problem).text)
        self.trouble.show()

    def _show_ways(self, there: bool) -> None:
        self._asked.setText(ASKED if there else "A team to try everything with")
        for way in (self.start, self.training, self.other):
            way.setVisible(there)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Open the folder of a team")
        if folder:
            self.folder_wanted.emit(folder)
