"""The children of the team and their registers: details, family, workers, people and places."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.casework.corrections import standing
from desktop.casework.record_views import RecordLine
from desktop.casework.roles import Act
from desktop.casework.said import Said, words_said
from desktop.casework.session import Session
from desktop.casework.states import OPEN
from desktop.forms.answers import unfold
from desktop.forms.dates import PartialDate, read_stored
from desktop.forms.definition import Field, Form, UnknownField
from desktop.forms.kinds import KIND_OF, chosen
from desktop.forms.plaintext import one_line
from desktop.forms.values import Json, as_object
from desktop.storage.reading import Current, Order, Reader

CHILD = "child"
CONTACT = "contact"
PLACE = "place"

LIKE_LOOKED_AT = 100  # names that a picker looks at before it sorts this child's first
HARM = "harm"
"""In a contact's `role`: somebody who causes or may cause harm."""
SHORT_CONCERNS = 3  # how many kinds of exploitation a list names before it says "and more"


@dataclass(frozen=True)
class ChildRow:
    """One child in a list. Texts are ready to be shown; empty where nothing is known."""

    id: str
    name: str
    known_as: str
    age: str
    born: dt.date | None
    concerns: str
    status: str
    worker: str
    lcs: str
    alerts: tuple[str, ...]
    half_written: str
    last_record: datetime | None
    closed: bool
    mine: bool


@dataclass(frozen=True)
class Chip:
    """A short word on a child's header. `tone` is a tone of the theme, `icon` one of its icons."""

    text: str
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class ChildHeader:
    """The head of a child's page."""

    row: ChildRow
    pronouns: str
    born: str
    school: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class RegisterLine:
    """One person or place in a child's registers."""

    record: str
    kind: str
    title: str
    meta: str
    group: str


@dataclass(frozen=True)
class Found:
    """What a picker offers: a person or a place by name."""

    id: str
    name: str
    meta: str


class AlreadyHere(Exception):
    """A child who looks like one already in the team. Nothing was added; `matches` says who."""

    code = "child.already_here"

    def __init__(self, matches: tuple[ChildRow, ...]) -> None:
        self.matches = matches
        super().__init__("A child with this name or number is already here. Nothing was added.")


class NameMissing(ValueError):
    """A child needs a name, or a word to be known by, before being added."""

    code = "child.name_missing"
    told = (
        "A name is needed.",
        "Nothing was added yet, and what you typed is still here.",
        "Write the name, or a word such as “Unknown girl, Exampleton”.",
    )


class Children:
    """The use cases around children."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # Children

    def rows(self) -> tuple[ChildRow, ...]:
        """Return every child, by name."""
        everything = self._session.store.read(
            lambda r: r.listing(kind=CHILD, order=Order.TITLE)
        ).result()
        written = self._records_by_child()
        return tuple(self._row(current, written.get(current.record, ())) for current in everything)

    def row(self, child: str) -> ChildRow:
        """Return one child."""
        current = self._session.store.read(lambda reader: reader.current(child)).result()
        return self._row(current, self._records_by_child(child).get(child, ()))

    def find(self, text: str) -> tuple[ChildRow, ...]:
        """Return the children whose name, known-as name or LCS number contains the text."""
        wanted = _plain(text)
        return tuple(
            row for row in self.rows() if wanted in _plain(f"{row.name} {row.known_as} {row.lcs}")
        )

    def name_of(self, child: str) -> str:
        """Return a child's name, "" where there is no such child any more."""
        current = self._session.store.read(lambda reader: reader.find_current(child)).result()
        return current.title if current is not None else ""

    def add(self, given: str, family: str, *, sure: bool = False, **facts: Json) -> str:
        """Add a child and return the id. `facts` are answers of the details, by field id.

        Raises AlreadyHere when the name or the LCS number is here already, unless `sure`;
        NameMissing when there is no name at all.
        """
        self._session.require(Act.ADD_CHILD)
        given, family = one_line(given), one_line(family)
        if not given and not family:
            raise NameMissing
        lcs = facts.get("lcs_id")
        matches = self._like(f"{given} {family}", lcs if isinstance(lcs, str) else "")
        if matches and not sure:
            raise AlreadyHere(matches)
        answers: dict[str, Json] = {**facts, "given": given, "family": family}
        return self._session.records.start(CHILD, "", answers=_answered(answers))

    def header(self, child: str) -> ChildHeader:
        """Return what the head of a child's page says."""
        current = self._session.store.read(lambda reader: reader.current(child)).result()
        facts = _Facts(self._form(current), current.facts)
        row = self.row(child)
        alerts = tuple(
            Chip(alert, "late", "mail-x" if "write" in alert else "triangle-alert")
            for alert in row.alerts
        )
        concerns = tuple(Chip(text) for text in facts.labels("concerns"))
        return ChildHeader(
            row,
            facts.text("pronouns"),
            facts.text("dob"),
            facts.text("school"),
            (*alerts, *concerns),
        )

    def words_of(self, child: str, limit: int = 3) -> tuple[Said, ...]:
        """Return what a child said, from the newest records first."""
        found: list[Said] = []
        for line in self._session.records.of_child(child):
            reading = self._session.records.read_standing(line.record)
            found.extend(words_said(reading.form, reading.flat, (line.stands or line).at))
            if len(found) >= limit:
                break
        return tuple(found[:limit])

    # Registers

    def register(self, child: str) -> tuple[RegisterLine, ...]:
        """Return the people and places of a child, grouped as the page shows them."""
        rows = self._session.store.read(lambda r: r.listing(child=child)).result()
        return tuple(self._register_line(row) for row in rows if row.kind in {CONTACT, PLACE})

    def add_entry(self, kind: str, child: str, answers: Mapping[str, Json] | None = None) -> str:
        """Add a person or a place to a child's registers and return its record id."""
        return self._session.records.start(kind, child, answers=answers)

    def people_like(self, text: str, child: str, limit: int = 8) -> tuple[Found, ...]:
        """Return people whose name contains the text: the child, this child's people, the team.

        Who causes or may cause harm stands last among a child's people: hardly anybody who was
        there, told somebody or does something is one of them.
        """
        members = tuple(
            Found(m.id, m.name, m.role_name)
            for m in self._session.people.members()
            if _plain(text) in _plain(m.name)
        )
        found = (*self._itself(text, child), *self._like_kind(CONTACT, text, child), *members)
        return _told_apart(found)[:limit]

    def places_like(self, text: str, child: str, limit: int = 8) -> tuple[Found, ...]:
        """Return places whose name contains the text: this child's first."""
        return _told_apart(self._like_kind(PLACE, text, child))[:limit]

    # Inside

    def _like(self, name: str, lcs: str) -> tuple[ChildRow, ...]:
        wanted, number = _plain(name), _plain(lcs)
        return tuple(
            row
            for row in self.rows()
            if _plain(row.name) == wanted
            or _plain(f"{row.known_as} {row.name.split()[-1]}") == wanted
            or (number and _plain(row.lcs) == number)
        )

    def _itself(self, text: str, child: str) -> tuple[Found, ...]:
        """Return the child that a record is about, where its name contains the text."""
        row = self.row(child) if child else None
        if row is None or _plain(text) not in _plain(f"{row.name} {row.known_as}"):
            return ()
        return (Found(row.id, row.name, "The child"),)

    def _like_kind(self, kind: str, text: str, child: str) -> tuple[Found, ...]:

        def look(reader: Reader) -> list[Current]:
            if not text.strip():
                return list(reader.listing(kind=kind, child=child))
            hits = [hit for hit in reader.names(text, limit=LIKE_LOOKED_AT) if hit.kind == kind]
            return [reader.current(hit.record) for hit in hits]

        rows = self._session.store.read(look).result()
        near = sorted(rows, key=lambda row: (row.child != child, row.facts.get("role") == HARM))
        lines = [self._register_line(row) for row in near]
        return tuple(Found(line.record, line.title, line.meta) for line in lines)

    def _records_by_child(self, child: str | None = None) -> dict[str, tuple[RecordLine, ...]]:
        kinds = {form.id for form in self._session.catalogue.records()}
        rows = self._session.store.read(lambda r: r.listing(child=child)).result()
        found: dict[str, tuple[RecordLine, ...]] = {}
        rows = tuple(row for row in rows if row.kind in kinds and row.state != "discarded")
        stand = standing(self._session, rows)
        for row in rows:
            if row.child is None:
                continue
            form = self._form(row)
            line = RecordLine(
                row.record,
                form.id,
                row.title,
                form.short_title,
                row.child,
                "",
                row.state,
                row.author,
                "",
                row.at,
                stands=stand.get(row.record),
            )
            found[row.child] = (*found.get(row.child, ()), line)
        return found

    def _form(self, current: Current) -> Form:
        kind, version = current.form or current.kind, current.form_version
        return self._session.form(kind, version, current.facts)

    def _row(self, current: Current, lines: Iterable[RecordLine]) -> ChildRow:
        facts = _Facts(self._form(current), current.facts)
        lines = tuple(lines)
        drafts = [line for line in lines if line.state in OPEN]
        status = facts.text("status")
        born = facts.day("dob")
        worker = facts.text("worker")
        return ChildRow(
            id=current.record,
            name=current.title,
            known_as=facts.text("known_as"),
            age=_age(born, self._session.clock.now().date()),
            born=born,
            concerns=_short_list(facts.labels("concerns")),
            status=status,
            worker=worker,
            lcs=facts.text("lcs_id"),
            alerts=facts.labels("alerts"),
            half_written=", ".join(_half_written(line) for line in drafts),
            last_record=max((line.at for line in lines), default=None),
            closed=facts.value("status") == "closed",
            mine=(bool(worker) and worker == self._session.member.name)
            or any(line.author == self._session.member.id for line in lines)
            or current.author == self._session.member.id,
        )

    def _register_line(self, row: Current) -> RegisterLine:
        facts = _Facts(self._form(row), row.facts)
        if row.kind == PLACE:
            return RegisterLine(row.record, PLACE, row.title, facts.text("sort"), "Places")
        role = facts.text("role")
        meta = ", ".join(t for t in (facts.text("relationship") or role, facts.text("agency")) if t)
        return RegisterLine(row.record, CONTACT, row.title, meta, role or "Others")


class _Facts:
    """The facts that a list shows of one record, read by its form."""

    def __init__(self, form: Form, tree: Mapping[str, Any]) -> None:
        self._form = form
        self._flat = unfold(form, as_object(dict(tree)))

    def value(self, path: str) -> Json:
        return self._flat.get(path)

    def field(self, path: str) -> Field | None:
        try:
            return self._form.field(path)
        except UnknownField:
            return None

    def text(self, path: str) -> str:
        field = self.field(path)
        if field is None:
            return ""
        return KIND_OF[field.kind].printed(field, self._flat.get(path))

    def labels(self, path: str) -> tuple[str, ...]:
        field = self.field(path)
        if field is None:
            return ()
        kind, found = KIND_OF[field.kind], chosen(self._flat.get(path))
        return tuple(kind.printed(field, [one]) for one in found)

    def day(self, path: str) -> dt.date | None:
        found = read_stored(self._flat.get(path))
        if isinstance(found, PartialDate) and found.year and found.month and found.day:
            return dt.date(found.year, found.month, found.day)
        return None


def _half_written(line: RecordLine) -> str:
    """Name a draft; where the record itself is signed, only its correction is half written."""
    return f"{line.short_title} correction" if line.stands is not None else line.short_title


def _told_apart(found: Iterable[Found]) -> tuple[Found, ...]:
    """Return the first of those who look alike: the same worker stands in many registers."""
    first: dict[tuple[str, str], Found] = {}
    for one in found:
        first.setdefault((_plain(one.name), one.meta), one)
    return tuple(first.values())


def _answered(answers: Mapping[str, Json]) -> dict[str, Json]:
    return {path: value for path, value in answers.items() if value not in (None, "", [], {})}


def _age(born: dt.date | None, today: dt.date) -> str:
    if born is None or born > today:
        return ""
    return str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def _short_list(labels: tuple[str, ...]) -> str:
    return ", ".join(labels[:SHORT_CONCERNS]) + " and more" * (len(labels) > SHORT_CONCERNS)


def _plain(text: str) -> str:
    """Return text without accents and in small letters, for finding by name."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in split if not unicodedata.combining(c)).split())
