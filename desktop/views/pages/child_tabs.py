"""The tabs of a child's page: at a glance, records, people and places."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.views.pages.data import GlanceShown, Group, Line, Quote
from desktop.views.pages.frame import ListPage
from desktop.views.pages.rows import (
    AvatarLine,
    card_of,
    icon_of,
    note,
    open_row,
    person_row,
    work_row,
)
from desktop.views.parts import paint
from desktop.views.parts.buttons import link, secondary
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Box, Section, column, line
from desktop.views.parts.text import Label, Prose, escaped
from desktop.views.theme import Theme

PLACES = "Places"


class QuoteBlock(QWidget):
    """A child's exact words: a bar 4 px wide, the quote mark, the words, and the line under."""

    def __init__(self, theme: Theme, quote: Quote, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        px = theme.px
        row = line(px(12), (px(20), px(12), px(16), px(12)))
        lowered = column(0, (0, px(2), 0, 0))
        lowered.addWidget(Icon(theme, "quote", "words-fg", turn=True))
        lowered.addStretch(1)
        row.addLayout(lowered)
        words = column(px(4))
        self.words = Prose(theme, escaped(quote.words), content=True)
        words.addWidget(self.words)
        if quote.line:
            words.addWidget(Prose(theme, escaped(quote.line), "hint", "words"))
        row.addLayout(words, 1)
        self.setLayout(row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = paint.right_rounded(QRectF(self.rect()), theme.px(8))
        painter.fillPath(shape, theme.colour("words-bg"))
        painter.fillRect(0, 0, theme.px(4), self.height(), theme.colour("words-fg"))


class TabPage(ListPage):
    """A tab: a page without a title of its own."""

    wanted = Signal(object)
    TOP_WIDE = 28  # the band above has the title

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", None, parent)
        self.title.hide()
        inner = self._inner.layout()
        assert inner is not None
        # The band above has the title; its empty line would push the content down.
        inner.removeItem(self._head)

    def _go(self, go: object) -> None:
        self.wanted.emit(go)


class GlanceTab(TabPage):
    """What is half written, the child's words, the latest records; beside them, who matters."""

    new_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._may_write = True

    def may_write(self, on: bool) -> None:
        """Offer to start a record, or not."""
        self._may_write = on

    def show_glance(self, shown: GlanceShown) -> None:
        """Show this."""
        self.clear()
        main = column(self.theme.px(32))
        main.addWidget(self._half_written(shown))
        if shown.words:
            main.addWidget(self._words(shown))
        if shown.latest:
            main.addWidget(self._latest(shown.latest))
        self.add_row(Box(main), self._people(shown.people))

    def _half_written(self, shown: GlanceShown) -> QWidget:
        section = Section(self.theme, "Half written")
        if shown.half_written:
            rows = [work_row(self.theme, one, self._go) for one in shown.half_written]
            section.add(card_of(self.theme, rows))
        elif not self._may_write:
            section.add(note(self.theme, "You have nothing half written here."))
        else:
            start = link(self.theme, "Start a record", role="label")
            start.clicked.connect(self.new_wanted)
            section.add(note(self.theme, "You have nothing half written here.", start))
        return section

    def _words(self, shown: GlanceShown) -> QWidget:
        section = Section(self.theme, shown.words_title)
        section.body.setSpacing(self.theme.px(12))
        for quote in shown.words:
            section.add(QuoteBlock(self.theme, quote))
        return section

    def _latest(self, lines: Sequence[Line]) -> QWidget:
        section = Section(self.theme, "Latest records")
        section.add(card_of(self.theme, [open_row(self.theme, one, self._go) for one in lines]))
        return section

    def _people(self, lines: Sequence[Line]) -> QWidget:
        section = Section(self.theme, "People who matter")
        section.body.setSpacing(self.theme.px(8))
        for one in lines:
            row = AvatarLine(self.theme, one)
            row.wanted.connect(self.wanted)
            section.add(row)
        if not lines:
            section.add(
                Label(
                    self.theme,
                    "Family, workers and friends come here from People and places.",
                    tone="muted",
                    wrap=True,
                )
            )
        return section


class RecordsTab(TabPage):
    """Every record of the child, newest first, each with its state."""

    new_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._may_write = True

    def may_write(self, on: bool) -> None:
        """Offer to start a record, or not."""
        self._may_write = on

    def show_records(self, lines: Sequence[Line]) -> None:
        """Show these records."""
        self.clear()
        section = Section(self.theme, "Newest first")
        if lines:
            rows: list[QWidget] = [
                open_row(self.theme, one, self._go, Icon(self.theme, icon_of(one), "accent"))
                for one in lines
            ]
            section.add(card_of(self.theme, rows))
        elif self._may_write:
            start = link(self.theme, "Start the first one", role="label")
            start.clicked.connect(self.new_wanted)
            section.add(note(self.theme, "No record has been written yet.", start))
        else:
            section.add(note(self.theme, "No record has been written yet."))
        self.add_row(section)


class PeopleTab(TabPage):
    """The registers: people in their groups at the left, places at the right."""

    entry_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._may_add = True

    def may_add(self, on: bool) -> None:
        """Offer to add people and places, or not."""
        self._may_add = on

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show people in their groups; the group "Places" stands beside them."""
        self.clear()
        people = column(self.theme.px(32))
        shown = [group for group in groups if group.title != PLACES and group.lines]
        for at, group in enumerate(shown):
            add = self._add("Add a person", "contact") if at == 0 else None
            section = Section(self.theme, group.title, add)
            rows: list[QWidget] = [person_row(self.theme, one, self._go) for one in group.lines]
            section.add(card_of(self.theme, rows))
            people.addWidget(section)
        if not shown:
            section = Section(self.theme, "People")
            text = "Family, workers, friends, and people who may cause harm come here."
            section.add(self._none(text, "Add a person", "contact"))
            people.addWidget(section)
        self.add_row(Box(people), self._places(groups))

    def _places(self, groups: Sequence[Group]) -> QWidget:
        lines = [one for group in groups if group.title == PLACES for one in group.lines]
        section = Section(self.theme, PLACES, self._add("Add a place", "place") if lines else None)
        if lines:
            rows: list[QWidget] = [
                open_row(self.theme, one, self._go, Icon(self.theme, "map-pin", "accent"))
                for one in lines
            ]
            section.add(card_of(self.theme, rows))
        else:
            text = "Places that matter, safe or not, come here."
            section.add(self._none(text, "Add a place", "place"))
        return section

    def _none(self, text: str, action: str, kind: str) -> QWidget:
        layout = column(self.theme.px(12))
        layout.addWidget(Label(self.theme, text, tone="muted", wrap=True))
        add = self._add(action, kind)
        if add is not None:
            layout.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        return Box(layout)

    def _add(self, words: str, kind: str) -> QWidget | None:
        if not self._may_add:
            return None
        button = secondary(self.theme, words, "plus", size="small")
        button.clicked.connect(self._asker(kind))
        return button

    def _asker(self, kind: str) -> Callable[[], None]:
        def ask() -> None:
            self.entry_wanted.emit(kind)

        return ask
