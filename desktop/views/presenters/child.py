"""Behind a child's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desktop.casework.children import CONTACT, ChildHeader, RegisterLine
from desktop.casework.record_views import RecordLine
from desktop.casework.roles import Act
from desktop.casework.said import Said
from desktop.casework.session import Session
from desktop.casework.states import OPEN
from desktop.views.go import Go
from desktop.views.pages.child import ChildPage
from desktop.views.pages.data import ChildShown, ChipShown, GlanceShown, Group, Line, Quote
from desktop.views.presenters.lines import (
    carry_on_line,
    record_lines,
    register_line,
    standing_line,
)
from desktop.views.tasks import Tasks

GROUPS = (
    "Family or carer",
    "Trusted adult",
    "Friend",
    "Worker",
    "Person who causes or may cause harm",
    "Other child possibly harmed",
    "Somebody else",
    "Others",
    "Places",
)
GROUP_TITLES = {
    "Family or carer": "Family and carers",
    "Trusted adult": "Trusted adults",
    "Friend": "Friends",
    "Worker": "Workers",
    "Person who causes or may cause harm": "People who cause or may cause harm",
    "Other child possibly harmed": "Other children possibly harmed",
    "Somebody else": "Others",
}
WHO_MATTERS = frozenset({"Family or carer", "Trusted adult", "Friend", "Worker"})
LATEST = 3
PEOPLE_AT_A_GLANCE = 6
WORDS = {"she": "In her words", "he": "In his words", "they": "In their words"}


@dataclass(frozen=True)
class _Seen:
    header: ChildHeader
    records: tuple[RecordLine, ...]
    mine: tuple[RecordLine, ...]
    said: tuple[Said, ...]
    register: tuple[RegisterLine, ...]


class ChildPresenter(QObject):
    """Fills the page of one child."""

    wanted = Signal(object)
    trouble = Signal(object)
    new_wanted = Signal()

    def __init__(self, page: ChildPage, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.page, self._session, self._tasks = page, session, tasks
        self._child = ""
        self._seen: _Seen | None = None
        page.wanted.connect(self.wanted)
        page.new_wanted.connect(self.new_wanted)
        page.entry_wanted.connect(self._add_entry)
        page.may_write(session.may(Act.WRITE_RECORD), registers=session.may(Act.EDIT_REGISTERS))

    def open(self, child: str, tab: str = "") -> None:
        """Show a child, at a tab when one is given."""
        new = child != self._child
        self._child = child
        if new or tab:
            self.page.show_tab(tab)
        self._tasks.run(lambda: self._look(child), self._show, self.trouble.emit)

    def look_again(self) -> None:
        """Show what has changed meanwhile; nothing moves where nothing has."""
        child = self._child
        if child:
            self._tasks.run(lambda: self._look(child), self._show_changed, self.trouble.emit)

    def _look(self, child: str) -> _Seen:
        session = self._session
        session.memory.opened(child)
        records = session.records.of_child(child)
        mine = session.records.mine_half_written()
        return _Seen(
            session.children.header(child),
            records,
            tuple(line for line in mine if line.child == child),
            session.children.words_of(child),
            session.children.register(child),
        )

    def _show_changed(self, seen: _Seen) -> None:
        if seen != self._seen:
            self._show(seen)

    def _show(self, seen: _Seen) -> None:
        if seen.header.row.id != self._child:
            return  # another child was opened meanwhile
        self._seen = seen
        self.page.show_child(child_shown(seen.header))
        self.page.show_glance(glance_shown(seen, self._session.clock.now()))
        self.page.show_records([one for line in seen.records for one in record_lines(line)])
        self.page.show_people(groups_of(seen.register))

    def _add_entry(self, kind: str) -> None:
        child = self._child
        self._tasks.run(
            lambda: self._session.children.add_entry(kind, child),
            self._entered,
            self.trouble.emit,
        )

    def _entered(self, record: str) -> None:
        self.wanted.emit(Go.record(record))


def child_shown(header: ChildHeader) -> ChildShown:
    """Return the band of a child's page."""
    row = header.row
    born = f"born {header.born}" if header.born else ""
    age = ", ".join(part for part in (row.age, born) if part)
    facts = [("", age), ("", row.status), ("LCS", row.lcs), ("", header.school)]
    return ChildShown(
        row.id,
        row.name,
        row.known_as,
        header.pronouns,
        tuple((before, fact) for before, fact in facts if fact),
        tuple(ChipShown(chip.text, chip.tone or "plain", chip.icon) for chip in header.chips),
        row.closed,
    )


def glance_shown(seen: _Seen, now: datetime) -> GlanceShown:
    """Return the first tab."""
    mine = {line.record for line in seen.mine}
    there = [
        line
        for line in seen.records
        if line.stands is not None or line.state not in OPEN or line.record not in mine
    ]
    latest = sorted(there, key=lambda line: line.since, reverse=True)[:LATEST]
    people = [
        register_line(line)
        for line in sorted(seen.register, key=lambda one: _place_of(one.group))
        if line.kind == CONTACT and line.group in WHO_MATTERS
    ]
    pronoun = seen.header.pronouns.casefold().split("/")[0].strip()
    return GlanceShown(
        half_written=tuple(carry_on_line(line, now) for line in seen.mine),
        latest=tuple(standing_line(line) for line in latest),
        words=tuple(Quote(said.words, said.line) for said in seen.said),
        words_title=WORDS.get(pronoun, "In the child’s words"),
        people=tuple(people[:PEOPLE_AT_A_GLANCE]),
    )


def groups_of(lines: tuple[RegisterLine, ...]) -> tuple[Group, ...]:
    """Return people and places in their groups, in the order of the page."""
    found: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda one: _place_of(one.group)):
        title = GROUP_TITLES.get(line.group, line.group)
        found.setdefault(title, []).append(register_line(line))
    return tuple(Group(title, tuple(rows)) for title, rows in found.items())


def _place_of(group: str) -> int:
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)
