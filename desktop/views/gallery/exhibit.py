"""How the gallery hangs its pieces: captions, sections, columns and held states."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.parts.focus import RingShape
from desktop.views.parts.planes import Rule, column, line
from desktop.views.parts.text import Heading, Label
from desktop.views.theme import Theme

GAP = 40


class Exhibit(QWidget):
    """A small caption over a piece."""

    def __init__(
        self, theme: Theme, caption: str, *pieces: QWidget, gap: int = 8, stretch: bool = False
    ) -> None:
        super().__init__()
        self.body = column(theme.px(gap))
        self.body.addWidget(Label(theme, caption, "small", "muted", wrap=True))
        for piece in pieces:
            self.body.addWidget(piece)
        if not stretch:
            self.body.addStretch(1)
        self.setLayout(self.body)


class Ringed(QWidget):
    """A piece with the focus ring held about it."""

    def __init__(self, theme: Theme, piece: QWidget) -> None:
        super().__init__()
        room = theme.px(4)
        layout = line(0, (room, room, room, room))
        layout.addWidget(piece)
        self.setLayout(layout)
        self.piece, self._ring = piece, RingShape(theme, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ring.surround(self.piece, self)


class Pinned(QWidget):
    """Shows a floating piece in its place on the page."""

    def __init__(self, piece: QWidget) -> None:
        super().__init__()
        layout = line(0)
        layout.addWidget(piece)
        layout.addStretch(1)
        self.setLayout(layout)
        piece.show()


class GalleryPage(QWidget):
    """One page: a title, a quiet word at its right, and sections below."""

    def __init__(self, theme: Theme, title: str, note: str) -> None:
        super().__init__()
        self.theme = theme
        px = theme.px
        self.body: QVBoxLayout = column(px(GAP), (px(GAP), px(32), px(GAP), px(GAP)))
        head = line(px(16))
        head.addWidget(Heading(theme, title, 1))
        head.addStretch(1)
        head.addWidget(Label(theme, note, "hint", "muted"))
        self.body.addLayout(head)
        self.setLayout(self.body)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("card"))

    def add_section(self, title: str) -> QVBoxLayout:
        """Add a section with a line under its heading and return where its pieces go."""
        px = self.theme.px
        section = column(px(8))
        section.addWidget(Heading(self.theme, title))
        section.addWidget(Rule(self.theme))
        section.addSpacing(px(8))
        self.body.addLayout(section)
        return section

    def add_columns(self, into: QBoxLayout, *pieces: QWidget, gap: int = GAP) -> None:
        """Add pieces side by side in equal columns, their tops aligned."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.theme.px(gap))
        for at, piece in enumerate(pieces):
            grid.addWidget(piece, 0, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, 1)
            grid.setColumnMinimumWidth(at, 1)
        into.addLayout(grid)


def loose(*pieces: QWidget, gap: int = 8) -> QWidget:
    """Return pieces in a line, at their own width."""
    box = QWidget()
    layout: QHBoxLayout = line(gap)
    for piece in pieces:
        layout.addWidget(piece)
    layout.addStretch(1)
    box.setLayout(layout)
    return box
