"""The versions of a record: which one is read, who wrote each and when, and comparing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.pages.read_paper import PaperPart
from desktop.views.parts.buttons import LinkButton
from desktop.views.parts.order import takes_tab
from desktop.views.parts.planes import Box, Rule, ScrollPage, column, empty, line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

NARROW, WIDE = 308, 360


@dataclass(frozen=True)
class VersionLine:
    """One version in words. `record` differs from the record that is read for the one before it."""

    record: str
    revision: str
    title: str
    detail: str
    here: bool = False
    before: bool = False


class VersionEntry(QWidget):
    """One version: its day, its writer, and the two things that can be done with it."""

    read_asked = Signal(str, str)
    compare_asked = Signal(str, str)

    def __init__(self, theme: Theme, shown: VersionLine) -> None:
        super().__init__()
        self.theme, self.shown = theme, shown
        px = theme.px
        layout = column(0, (px(12), px(12), 0, px(12)))
        layout.addWidget(Label(theme, shown.title, "strong", wrap=True))
        layout.addWidget(Label(theme, shown.detail, "hint", "muted", wrap=True))
        if shown.here:
            layout.addWidget(Label(theme, "You are reading this one", "hint", "accent"))
        else:
            layout.addSpacing(px(4))
            layout.addLayout(self._ways())
        self.setLayout(layout)
        self.setAccessibleName(f"{shown.title}, {shown.detail}")

    def _ways(self) -> QHBoxLayout:
        row = line(self.theme.px(16))
        for words, call in (("Read", self._read), ("Compare", self._compare)):
            button = LinkButton(self.theme, words, name=f"{words}: {self.shown.title}")
            button.clicked.connect(call)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _read(self) -> None:
        self.read_asked.emit(self.shown.record, self.shown.revision)

    def _compare(self) -> None:
        self.compare_asked.emit(self.shown.record, self.shown.revision)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.shown.here:
            bar = self.rect()
            bar.setWidth(self.theme.px(3))
            bar.adjust(0, self.theme.px(12), 0, -self.theme.px(12))
            QPainter(self).fillRect(bar, self.theme.colour("accent"))


class VersionsPanel(QWidget):
    """The right side of the read page."""

    read_asked = Signal(str, str)
    compare_asked = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._entries: list[VersionEntry] = []
        self.setAccessibleName("Versions")
        px = theme.px
        self.paper = PaperPart(theme)
        head = line(0, (px(20), px(9), px(20), px(5)))
        head.addWidget(Label(theme, "Versions", "label"), 1)
        self._lines = column(0, (px(8), 0, px(20), px(20)))
        inside = column(0)
        inside.addWidget(self.paper)
        inside.addSpacing(px(12))
        inside.addLayout(head)
        inside.addLayout(self._lines, 1)
        scroll = ScrollPage(theme, "window")
        scroll.set_content(Box(inside))
        layout = column(0, (1, 0, 0, 0))
        layout.addWidget(scroll, 1)
        self.setLayout(layout)
        self.set_wide(False)

    def show_versions(self, versions: Sequence[VersionLine]) -> None:
        """Show these, newest first; one that the record follows comes under its own heading."""
        empty(self._lines)
        told = False
        self._entries = []
        for at, shown in enumerate(versions):
            if shown.before and not told:
                told = True
                self._lines.addSpacing(self.theme.px(12))
                follows = Label(self.theme, "This one follows", "label")
                follows.setContentsMargins(self.theme.px(12), 0, 0, 0)
                self._lines.addWidget(follows)
            elif at:
                self._lines.addWidget(Rule(self.theme))
            entry = VersionEntry(self.theme, shown)
            entry.read_asked.connect(self.read_asked)
            entry.compare_asked.connect(self.compare_asked)
            self._lines.addWidget(entry)
            self._entries.append(entry)
        self._lines.addStretch(1)

    def entries(self) -> list[VersionEntry]:
        """Return the versions that are shown."""
        return list(self._entries)

    def focus_first(self) -> None:
        """Bring the keyboard to the first thing that can be done here."""
        there = next((one for one in self.findChildren(QWidget) if takes_tab(one)), None)
        if there is not None:
            there.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_wide(self, wide: bool) -> None:
        """Take the width of a wide or a narrow window."""
        self.setFixedWidth(self.theme.px(WIDE if wide else NARROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("window"))
        painter.fillRect(0, 0, 1, self.height(), self.theme.colour("line"))
