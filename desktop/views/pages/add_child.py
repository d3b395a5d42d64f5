"""Add a child: a name is enough; a child who seems to be here already is shown first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.forms.values import Json
from desktop.views.go import Go
from desktop.views.pages.datebox import DateBoxes
from desktop.views.pages.entry import COLUMN_WIDTH, Entry, RadioGrid, TextField
from desktop.views.pages.typed import show_typed, typed_in
from desktop.views.parts.banner import Banner
from desktop.views.parts.buttons import primary, quiet, secondary
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import (
    Box,
    Card,
    ScrollPage,
    column,
    empty,
    is_wide,
    line,
    no_wider,
    page_side,
)
from desktop.views.parts.text import Heading, Label, Prose, escaped
from desktop.views.theme import Theme


@dataclass(frozen=True)
class NewChild:
    """What was typed. `facts` are stored values by field; `sure` adds in spite of a likeness."""

    given: str
    family: str
    facts: Mapping[str, Json]
    sure: bool = False


class AddChildPage(ScrollPage):
    """The short form. `added` carries a `NewChild`; answer with `show_matches`, `show_trouble`,
    or take the page away. `left` is sent by Cancel, `wanted` carries a `Go` to a child found.
    """

    added = Signal(object)
    left = Signal()
    wanted = Signal(object)
    written = Signal()
    """Something was typed or chosen: `typed` says what stands here."""

    def __init__(
        self, theme: Theme, statuses: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "window", parent)
        self.given = TextField(theme, "Given name")
        self.family = TextField(theme, "Family name")
        self.known_as = TextField(theme, "Known as")
        self.born = DateBoxes(theme, "Date of birth")
        self.lcs = TextField(theme, "LCS number")
        self.given_entry = Entry(theme, "Given name", self.given)
        self.born_entry = Entry(
            theme, "Date of birth", self.born, "The year alone will do if that is all you know."
        )
        self.status = RadioGrid(theme, statuses, name="Status", columns=2, pitch=300)
        self.matches = Card(theme, padding=(16, 20), radius=8, gap=8)
        self.matches.hide()
        self.trouble = Banner(theme, "late", "")
        self.trouble.hide()
        self.add = primary(theme, "Add the child")
        self.cancel = quiet(theme, "Cancel")
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.cancel.clicked.connect(self.left)
        self.born.edited.connect(self._date_edited)
        for field in (self.given, self.family, self.known_as, self.lcs, *self.born.boxes):
            field.returnPressed.connect(self._add)
        for field in (self.given, self.family):
            field.textEdited.connect(self._name_edited)
        for field in self._fields().values():
            field.textEdited.connect(self.written)
        self.born.edited.connect(self.written)  # a whole date that is pasted edits no box
        self.status.chosen.connect(self.written)

    def show_matches(self, found: Sequence[tuple[str, str]]) -> None:
        """Say who is here already: ids, and sentences such as "Amelia Testcase, born 14 March
        2011, is already here."
        """
        theme, px = self.theme, self.theme.px
        empty(self.matches.body)
        for child, sentence in found:
            row = line(px(12))
            row.addWidget(Icon(theme, "triangle-alert", "due-fg"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Prose(theme, escaped(sentence)), 1)
            opens = secondary(theme, "Open", size="small")
            opens.setAccessibleName(f"Open: {sentence}")
            opens.clicked.connect(self._opener(child))
            row.addWidget(opens, 0, Qt.AlignmentFlag.AlignTop)
            self.matches.body.addLayout(row)
        anyway = secondary(theme, "Add anyway", size="small")
        anyway.clicked.connect(self._add_anyway)
        self.matches.body.addWidget(anyway, 0, Qt.AlignmentFlag.AlignLeft)
        self.matches.show()
        self._working(False)
        anyway.setFocus()

    def show_trouble(self, text: str) -> None:
        """Say why the child was not added; what was typed stays."""
        self.trouble.say("late", text)
        self.trouble.show()
        self._working(False)

    def typed(self) -> dict[str, Json]:
        """Return what stands here as it was typed, and where the caret is; empty for nothing."""
        return typed_in(self._fields(), {"status": self.status})

    def show_typed(self, typed: Mapping[str, Json]) -> None:
        """Show what was typed before, where nothing is typed now, and put the caret back."""
        show_typed(typed, self._fields(), {"status": self.status})

    def clear(self) -> None:
        """Take everything out: the next child begins with nothing of this one."""
        for field in self._fields().values():
            field.clear()
        self.status.choose_none()
        self.given_entry.say_wrong("")
        self.born_entry.say_wrong("")
        self.born.problem()
        self.matches.hide()
        self.trouble.hide()
        self._working(False)

    def begin(self) -> None:
        """Give the first field the keyboard."""
        self.given.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, side = self.theme.px, page_side(self.theme, self.width())
        top = px(56 if is_wide(self.theme, self.width()) else 28)
        self._outer.setContentsMargins(side, top, px(32), px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        theme, px = self.theme, self.theme.px
        names = line(px(16))
        # What is wrong with one name must not push the other one down.
        for entry in (self.given_entry, Entry(theme, "Family name", self.family)):
            names.addWidget(entry, 1, Qt.AlignmentFlag.AlignTop)
        rest = line(px(16))
        rest.addWidget(Entry(theme, "Known as", self.known_as), 1)
        rest.addWidget(Entry(theme, "LCS number", self.lcs), 1)
        foot = line(px(8))
        foot.addWidget(self.add)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        layout = column(px(28))
        head = column(px(4))
        head.addWidget(Heading(theme, "Add a child", 1))
        hint = "A name is enough. Everything else can follow on the child’s page."
        head.addWidget(Label(theme, hint, "lead", "muted", wrap=True))
        layout.addLayout(head)
        layout.addLayout(names)
        layout.addLayout(rest)
        layout.addWidget(self.born_entry)
        layout.addWidget(Entry(theme, "Status", self.status, gap=4))
        layout.addWidget(self.matches)
        layout.addWidget(self.trouble)
        layout.addLayout(foot)
        layout.addStretch(1)
        self._outer = no_wider(Box(layout), px(COLUMN_WIDTH))
        self.set_content(Box(self._outer))

    def _fields(self) -> dict[str, TextField]:
        return {
            "given": self.given,
            "family": self.family,
            "known_as": self.known_as,
            "lcs_id": self.lcs,
            **dict(zip(("day", "month", "year"), self.born.boxes, strict=True)),
        }

    def _add(self) -> None:
        self._send(sure=False)

    def _add_anyway(self) -> None:
        self._send(sure=True)

    def _send(self, *, sure: bool) -> None:
        given, family = self.given.text().strip(), self.family.text().strip()
        if not given and not family:
            self.given_entry.say_wrong("Type a name, or a word such as “Unknown girl, Exampleton”.")
            return
        wrong = self.born.problem()
        if wrong:
            self.born_entry.say_wrong(wrong)
            return
        self.matches.hide()
        self.trouble.hide()
        self._working(True)
        facts: dict[str, Json] = {
            "known_as": self.known_as.text().strip(),
            "dob": self.born.value(),
            "lcs_id": self.lcs.text().strip(),
            "status": self.status.value(),
        }
        self.added.emit(NewChild(given, family, {k: v for k, v in facts.items() if v}, sure))

    def _working(self, on: bool) -> None:
        if on:
            self.add.disable_because("The child is being added.")
        else:
            self.add.enable()

    def _name_edited(self) -> None:
        self.given_entry.say_wrong("")
        self.matches.hide()

    def _date_edited(self) -> None:
        self.born_entry.say_wrong("")

    def _opener(self, child: str) -> Callable[[], None]:
        def go() -> None:
            self.wanted.emit(Go.child(child))

        return go
