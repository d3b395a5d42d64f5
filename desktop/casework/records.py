"""Records: starting, writing, leaving, reading, reviewing and comparing them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from desktop.casework.agreement import OutOfTurn
from desktop.casework.corrections import standing
from desktop.casework.drafts import is_empty
from desktop.casework.journal import Keeper, kept_place, kept_steps
from desktop.casework.record_views import (
    NotEmpty,
    NothingFollows,
    NotSaved,
    OpenRecord,
    PastAnswer,
    Reading,
    RecordHeader,
    RecordLine,
    Version,
    returned_from,
)
from desktop.casework.roles import Act
from desktop.casework.session import Session, body_of
from desktop.casework.states import DISCARDED, DRAFT, ENDED, OPEN, RETURNED, SIGNED
from desktop.casework.versions import past_answers, versions_of
from desktop.casework.working import Place, WorkingCopy
from desktop.forms.answers import fold, unfold
from desktop.forms.comparison import Change, compare
from desktop.forms.definition import Form
from desktop.forms.searchable import title_of
from desktop.forms.validation import State, completeness
from desktop.forms.values import Flat, Json, as_object
from desktop.storage import working as stored
from desktop.storage.reading import Current, Reader
from desktop.storage.revisions import NewRevision
from desktop.storage.writing import Writer

WRITER = "writer"
"""In the body of a returned record: who goes on writing it."""


class Records:
    """The use cases around one kind of thing: a record, or an entry of a register."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # Starting and opening

    def start(
        self,
        form_id: str,
        child: str,
        *,
        follows: str | None = None,
        answers: Mapping[str, Json] | None = None,
        record: str | None = None,
    ) -> str:
        """Start a record and return its id.

        A review names the ended record that it `follows`: its answers are carried over, all
        but those that the form asks afresh, and the page marks what differs from them.
        """
        settings = self._session.settings_of(self._session.form(form_id))
        form = self._session.form(form_id, answers=settings)
        if form.role == "record":
            self._session.require_author(form)
        else:
            self._session.require(Act.EDIT_REGISTERS)
        record = record or uuid.uuid4().hex
        flat: Flat = dict(answers or {})
        if follows is not None:
            flat = {**self._carried(form, follows), **flat}
        flat |= settings
        body = _body(form, flat, DRAFT if form.role == "record" else "", child, follows)
        self._session.append(_revision(record, form, body), form)
        return record

    def start_review(self, record: str) -> str:
        """Start what follows an ended record (a review, the next update); return its id.

        Raises NothingFollows where the form does not begin from the last one.
        """
        header = self.read(record).header
        on = self._session.form(header.form_id).follow_on
        if on is None:
            raise NothingFollows
        answers: dict[str, Json] = dict(on.answers)
        return self.start(header.form_id, header.child, follows=record, answers=answers)

    def open(self, record: str) -> OpenRecord:
        """Open a record for writing; read-only when ended or when a colleague is writing it."""
        session, me = self._session, self._session.member.id

        def look(reader: Reader) -> tuple[Current, dict[str, Any], stored.Working | None]:
            current = reader.current(record)
            return current, reader.body(current.revision), reader.working(record, me)

        current, body, mine = session.store.read(look).result()
        header = self._header(current)
        form = self._form_of(current)
        read_only = current.state in ENDED | {DISCARDED} or bool(header.others_draft)
        base_revision = current.revision
        if mine is not None and not read_only:
            form = session.form(mine.form, mine.form_version)
            base_revision = mine.base_revision or current.revision
            body = self._body(base_revision)
        base = unfold(form, as_object(body.get("answers")))
        form = session.form(form.id, form.version, base)
        copy = WorkingCopy(
            record=record,
            form=form,
            base=base,
            steps=kept_steps(mine) if mine and not read_only else (),
            place=kept_place(mine.place) if mine else Place(),
            keep=Keeper(session, record, form, base_revision),
            clock=session.clock,
            read_only=read_only,
        )
        now = self._body(current.revision)
        before = self._before(body_of(body, "follows"))
        return OpenRecord(copy, header, before, returned_from(now))

    def leave(self, copy: WorkingCopy) -> None:
        """Turn what was written since the last version into a version; nothing when unchanged.

        The journal stays, so that undo reaches back over leaving and locking.
        Raises NotSaved, and OutOfTurn for a record that has ended since: no ended version changes.
        """
        if copy.read_only:
            return
        if not copy.flush_all(5.0):
            raise NotSaved from copy.failure
        self._commit(copy, None)

    def discard(self, record: str) -> None:
        """Take an own draft without answers out of the lists (kept as discarded), no correction.

        Raises NotEmpty, NotAllowed, and OutOfTurn where it is no draft of one's own.
        """
        self._session.require(Act.WRITE_RECORD)
        opened = self.open(record)
        copy, header = opened.copy, opened.header
        if copy.read_only or header.state != DRAFT or header.stands is not None:
            raise OutOfTurn
        if not is_empty(copy):
            raise NotEmpty
        self._commit(copy, DISCARDED)

    def bring_back(self, record: str) -> None:
        """Put a draft that one discarded back into the lists. Raises OutOfTurn, NotAllowed."""
        session = self._session
        session.require(Act.WRITE_RECORD)
        current = session.store.read(lambda reader: reader.current(record)).result()
        if current.state != DISCARDED or current.author != session.member.id:
            raise OutOfTurn
        body = {**self._body(current.revision), "state": DRAFT}
        form = self._form_of(current)
        session.append(_revision(record, form, body), form)

    def adopt(self, record: str) -> None:
        """Take over a colleague's draft, typed in or not; a manager's act, and recorded.

        Raises OutOfTurn where it is nobody's draft or one's own.
        """
        session, me = self._session, self._session.member.id
        session.require(Act.ADOPT_DRAFT)
        current = session.store.read(lambda reader: reader.current(record)).result()
        giver = self.writer_of(current)
        if current.state not in OPEN or giver == me:
            raise OutOfTurn
        form = self._form_of(current)

        def take(writer: Writer) -> None:
            writer.begin_working(record, giver, form.id, form.version, current.revision)
            writer.adopt_working(record, giver, "taken over by a manager", session.signer)

        session.store.write(take).result()

    # Reading

    def read(self, record: str, revision: str | None = None) -> Reading:
        """Return a record as it stands in its current or an earlier version."""
        current = self._session.store.read(lambda reader: reader.current(record)).result()
        revision = revision or current.revision
        version = next(v for v in self.versions(record) if v.revision == revision)
        header_row = self._session.store.read(lambda r: r.header(revision)).result()
        body = self._body(revision)
        form = self._session.form(header_row.form or current.kind, header_row.form_version)
        flat = unfold(form, as_object(body.get("answers")))
        form = self._session.form(form.id, form.version, flat)
        return Reading(self._header(current), form, flat, version, body_of(body, "follows"))

    def read_standing(self, record: str) -> Reading:
        """Return a record as it counts: in its signed version while a correction is open."""
        reading = self.read(record)
        stands = reading.header.stands
        return self.read(record, stands.revision) if stands is not None else reading

    def versions(self, record: str) -> tuple[Version, ...]:
        """Return every version of a record, newest first."""
        return versions_of(self._session, record)

    def differences(self, older: Reading, newer: Reading) -> tuple[Change, ...]:
        """Return what changed between two versions, in reading order."""
        return compare(older.form, older.flat, newer.form, newer.flat)

    def history_of(self, record: str, path: str) -> tuple[PastAnswer, ...]:
        """Return what one answer was in earlier versions, newest first, repeats left out."""
        readings = (self.read(record, version.revision) for version in self.versions(record))
        return past_answers(readings, path)

    # Lists

    def of_child(self, child: str) -> tuple[RecordLine, ...]:
        """Return the records of one child, newest first."""
        rows = self._session.store.read(lambda r: r.listing(child=child)).result()
        forms = {form.id for form in self._session.catalogue.records()}
        lines = self._lines(r for r in rows if r.kind in forms and r.state != DISCARDED)
        return tuple(sorted(lines, key=lambda line: line.at, reverse=True))

    def mine_half_written(self) -> tuple[RecordLine, ...]:
        """Return this person's drafts, the one last written in first."""
        me = self._session.member.id
        rows = (row for row in self._in_states(OPEN) if self.writer_of(row) == me)
        lines = [self._with_progress(line) for line in self._lines(rows)]
        return tuple(sorted(lines, key=lambda line: line.at, reverse=True))

    def mine_returned(self) -> tuple[RecordLine, ...]:
        """Return the records that came back to this person with reasons, the oldest first."""
        me = self._session.member.id
        rows = sorted(self._in_states((RETURNED,)), key=lambda row: row.at)
        return self._lines(row for row in rows if self.writer_of(row) == me)

    def finished_lately(self, limit: int = 4) -> tuple[RecordLine, ...]:
        """Return the records that were signed, agreed or finished last, also if being corrected."""

        def look(reader: Reader) -> list[Current]:
            ended = [row for state in ENDED for row in reader.lately(state, limit)]
            return ended + [row for state in OPEN for row in reader.listing(state=state)]

        lines = self._lines(self._session.store.read(look).result())
        found = [line for line in lines if line.stands or line.state in ENDED]
        return tuple(sorted(found, key=lambda line: line.since, reverse=True)[:limit])

    def in_state(self, state: str) -> tuple[RecordLine, ...]:
        """Return every record in a state, the longest there first."""
        rows = sorted(self._in_states((state,)), key=lambda row: row.at)
        return self._lines(rows)

    def _in_states(self, states: Iterable[str]) -> list[Current]:
        def look(reader: Reader) -> list[Current]:
            return [row for state in states for row in reader.listing(state=state)]

        return self._session.store.read(look).result()

    # Inside

    def _carried(self, form: Form, follows: str) -> Flat:
        reading = self.read_standing(follows)
        fresh = set(form.fresh)
        return {
            path: value
            for path, value in reading.flat.items()
            if path.partition("/")[0] not in fresh
        }

    def _commit(self, copy: WorkingCopy, state: str | None) -> None:
        session = self._session
        current = session.store.read(lambda reader: reader.current(copy.record)).result()
        before = self._body(current.revision)
        new_state = state or current.state
        body = {**before, "answers": fold(copy.form, copy.flat), "state": new_state}
        if body == before:
            return
        if copy.form.role == "record" and current.state not in OPEN:
            raise OutOfTurn
        revision = _revision(copy.record, copy.form, body)

        def keep(writer: Writer) -> None:
            writer.keep_snapshot(copy.form)
            writer.append(revision, session.signer)
            if state == DISCARDED:
                writer.drop_working(copy.record, session.member.id)

        session.store.write(keep).result()

    def _body(self, revision: str) -> dict[str, Any]:
        return self._session.store.read(lambda reader: reader.body(revision)).result()

    def _form_of(self, current: Current) -> Form:
        kind, version = current.form or current.kind, current.form_version
        return self._session.form(kind, version, current.facts)

    def _workings(self) -> Sequence[stored.WorkingCard]:
        return self._session.store.read(lambda reader: reader.workings()).result()

    def writer_of(self, row: Current) -> str:
        """Return who goes on writing a record that is open."""
        cards = [card for card in self._workings() if card.record == row.record]
        if cards:
            return cards[0].person
        # A returned record was last kept by whoever returned it; it goes back to its writer.
        return body_of(self._body(row.revision), WRITER) or row.author

    def _header(self, current: Current) -> RecordHeader:
        session, me = self._session, self._session.member.id
        form = self._form_of(current)
        others = ""
        since: datetime | None = None
        if current.state in OPEN and form.role == "record":
            card = next((c for c in self._workings() if c.record == current.record), None)
            writer = self.writer_of(current)
            if writer != me:
                others = session.name_of(writer)
                since = card.begun if card else current.at
        child = current.child or (current.record if form.id == "child" else "")
        return RecordHeader(
            current.record,
            form.id,
            current.title or form.title,
            form.role,
            child,
            session.children.name_of(child) if child else "",
            current.state,
            current.author,
            session.name_of(current.author),
            current.at,
            others,
            since,
            standing(session, (current,)).get(current.record),
        )

    def _before(self, follows: str) -> Reading | None:
        return self.read_standing(follows) if follows else None

    def _lines(self, rows: Iterable[Current]) -> tuple[RecordLine, ...]:
        rows = tuple(rows)
        stand = standing(self._session, rows)
        return tuple(replace(self._line(r), stands=stand.get(r.record)) for r in rows)

    def _line(self, row: Current) -> RecordLine:
        form = self._form_of(row)
        child = row.child or ""
        return RecordLine(
            row.record,
            form.id,
            row.title,
            form.short_title,
            child,
            self._session.children.name_of(child) if child else "",
            row.state,
            row.author,
            self._session.name_of(row.author),
            row.at,
            waits=row.state == SIGNED and form.signatures > 1,
        )

    def _with_progress(self, line: RecordLine) -> RecordLine:
        copy = self.open(line.record).copy
        states = completeness(copy.form, copy.flat)
        ready = sum(1 for how_far in states.values() if how_far.state is State.DONE)
        title = title_of(copy.form, copy.flat)
        return replace(
            line,
            title=title,
            ready=ready,
            sections=len(states),
            place=_section_title(copy.form, copy.place),
        )


def _section_title(form: Form, place: Place) -> str:
    try:
        section = form.section_of(place.path) if place.path else form.section(place.section)
    except KeyError:
        return ""
    return f"section {section.number}, {section.title}"


def _revision(record: str, form: Form, body: dict[str, Json]) -> NewRevision:
    return NewRevision(
        record=record, kind=form.id, body=body, form=form.id, form_version=form.version
    )


def _body(form: Form, flat: Flat, state: str, child: str, follows: str | None) -> dict[str, Json]:
    return {
        "state": state,
        "child": child or None,
        "answers": fold(form, flat),
        "reason": "",
        "follows": follows,
    }
