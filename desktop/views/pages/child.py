"""A child: a band with the name and what must be seen first, and tabs under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.go import Go
from desktop.views.pages.child_tabs import GlanceTab, PeopleTab, RecordsTab
from desktop.views.pages.data import ChildShown, ChipShown, GlanceShown, Group, Line
from desktop.views.parts.buttons import primary
from desktop.views.parts.chip import Chip
from desktop.views.parts.flow import Flow
from desktop.views.parts.planes import column, line, page_side
from desktop.views.parts.tabs import Tabs
from desktop.views.parts.text import Prose, escaped, toned
from desktop.views.theme import Theme

TABS = ("At a glance", "Records", "People and places", "Details")
TAB_IDS = ("glance", "records", "people", "details")


NBSP = "\u00a0"


def unbroken(text: str) -> str:
    """Return markup of words that stay on one line."""
    return escaped(text).replace(" ", NBSP)


class Band(QWidget):
    """The header band on the card plane, a line under it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("card"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.colour("line"))


class ChildPage(QWidget):
    """The page. `wanted` carries a `Go`; `new_wanted` a new record for this child;
    `tab_shown` the id of the tab that one turned to; `entry_wanted` "contact" or "place".
    """

    wanted = Signal(object)
    new_wanted = Signal()
    tab_shown = Signal(str)
    entry_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        px = theme.px
        self.child = ""
        self._details = ""
        self._shown_chips: tuple[ChipShown, ...] = ()
        self._low = False
        self.name = Prose(theme, "", "title")
        self.facts = Prose(theme, "", "table")
        self.chips = Flow(theme)
        self.new = primary(theme, "New record", "plus")
        self.new.set_tip("New record for this child", "Ctrl+N")
        self.new.clicked.connect(self.new_wanted)
        self.tabs = Tabs(theme, TABS)
        self.tabs.currentChanged.connect(self._turned)
        self.glance = GlanceTab(theme)
        self.records = RecordsTab(theme)
        self.people = PeopleTab(theme)
        for tab in (self.glance, self.records, self.people):
            tab.wanted.connect(self.wanted)
        self.glance.new_wanted.connect(self.new_wanted)
        self.records.new_wanted.connect(self.new_wanted)
        self.people.entry_wanted.connect(self.entry_wanted)
        self._band = Band(theme)
        self._band_layout = column(0)
        top = line(px(16))
        words = column(0)
        words.addWidget(self.name)
        words.addSpacing(px(4))
        words.addWidget(self.facts)
        top.addLayout(words, 1)
        top.addWidget(self.new, 0, Qt.AlignmentFlag.AlignTop)
        self._band_layout.addLayout(top)
        self._band_layout.addSpacing(px(12))
        self._band_layout.addWidget(self.chips)
        self._band_layout.addSpacing(px(16))
        self._band_layout.addWidget(self.tabs)
        self._band.setLayout(self._band_layout)
        self._content = column(0)
        for tab in (self.glance, self.records, self.people):
            # What a tab would like to have must not squeeze the band: it scrolls.
            tab.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            self._content.addWidget(tab)
        layout = column(0)
        layout.addWidget(self._band)
        layout.addLayout(self._content, 1)
        self.setLayout(layout)
        self._shown_tab = "glance"
        self._show_tab()

    # Setters

    def show_child(self, shown: ChildShown, details: str = "") -> None:
        """Show the band; `details` is the record id of the child's details."""
        self.child, self._details = shown.id, details or shown.id
        quiet = ", ".join(part for part in (shown.known_as, shown.pronouns) if part)
        after = f'<span class="muted" style="font-weight:400"> {escaped(quiet)}</span>'
        self.name.set_markup(f"{escaped(shown.name)}{after if quiet else ''}")
        gap = NBSP * 5 + " "
        self.facts.set_markup(
            gap.join(
                f"{toned(before + NBSP, 'muted') if before else ''}{unbroken(fact)}"
                for before, fact in shown.facts
            )
        )
        self._shown_chips = shown.chips
        self._show_chips()

    def show_glance(self, shown: GlanceShown) -> None:
        """Show the first tab."""
        self.glance.show_glance(shown)

    def show_records(self, lines: Sequence[Line]) -> None:
        """Show the records, newest first."""
        self.records.show_records(lines)

    def show_people(self, groups: Sequence[Group]) -> None:
        """Show people and places in their groups."""
        self.people.show_groups(groups)

    def may_write(self, on: bool, *, registers: bool = True) -> None:
        """Offer what this person may do."""
        self.new.setVisible(on)
        self.people.may_add(registers)
        self.records.may_write(on)
        self.glance.may_write(on)

    def show_tab(self, tab: str) -> None:
        """Turn to a tab by its id; "" stays on the first."""
        at = TAB_IDS.index(tab) if tab in TAB_IDS[:3] else 0
        self.tabs.setCurrentIndex(at)

    @property
    def tab(self) -> str:
        """The id of the tab that is shown."""
        return self._shown_tab

    def begin(self) -> None:
        """Give the keyboard to the tabs."""
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, side = self.theme.px, page_side(self.theme, self.width())
        self._band_layout.setContentsMargins(side, px(20), side, 1)
        if self._is_low() != self._low:
            self._show_chips()

    def _is_low(self) -> bool:
        """Whether the page is so low that the band must leave room for the tab under it."""
        return self.height() < self.theme.px(480)

    def _show_chips(self) -> None:
        self._low = self._is_low()
        chips = [c for c in self._shown_chips if c.tone != "plain" or not self._low]
        self.chips.show_widgets(
            [Chip(self.theme, c.text, c.tone, c.icon, strong=c.tone != "plain") for c in chips]
        )
        self.chips.setVisible(bool(chips))

    def _turned(self, at: int) -> None:
        if TAB_IDS[at] == "details":
            # The details are a record like any other: the same page writes them.
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(TAB_IDS.index(self._shown_tab))
            self.tabs.blockSignals(False)
            self.wanted.emit(Go.record(self._details))
            return
        self._shown_tab = TAB_IDS[at]
        self._show_tab()
        self.tab_shown.emit(self._shown_tab)

    def _show_tab(self) -> None:
        pairs = zip(TAB_IDS, (self.glance, self.records, self.people), strict=False)
        for name, tab in pairs:
            tab.setVisible(name == self._shown_tab)
