"""Working copies: the journal of what one person types into one record, until it is finished.

Autosave writes here and nowhere else, at every key: as few statements as can be.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from desktop.storage.canonical import Json
from desktop.storage.clock import from_milliseconds
from desktop.storage.errors import NoWorkingCopy, WorkingCopyTaken
from desktop.storage.sql import Connection


@dataclass(frozen=True)
class JournalEntry:
    """One step of writing, as JSON that the forms floor understands."""

    step: int
    edit: Json = field(repr=False)
    undone: bool = False


@dataclass(frozen=True)
class Place:
    """Where the person is: path of the field, and the caret in it."""

    path: str
    caret: int | None = None


class Written(NamedTuple):
    """Steps and place as they go into the journal: rows of step, undone, edit and place."""

    rows: tuple[tuple[int, int, str, str | None], ...] = ()
    place: str | None = None

    def __repr__(self) -> str:
        """Name the steps and none of their words."""
        return f"Written({[step for step, *_ in self.rows]})"


@dataclass(frozen=True)
class Working:
    """A working copy with its whole journal, oldest step first."""

    record: str
    person: str
    form: str
    form_version: int
    base_revision: str | None
    begun: datetime
    entries: tuple[JournalEntry, ...]
    place: Place | None


@dataclass(frozen=True)
class WorkingCard:
    """A working copy without its journal, for lists: whose it is and since when."""

    record: str
    person: str
    form: str
    form_version: int
    begun: datetime
    steps: int


# The place stands beside the newest step, not in `working`: so a save touches one page, not two.
_KEEP = (
    "INSERT INTO journal(working, step, undone, edit, place) VALUES(?, ?, ?, ?, ?)"
    " ON CONFLICT(working, step) DO UPDATE SET undone = excluded.undone, edit = excluded.edit,"
    " place = coalesce(excluded.place, place)"
)
_PLACE = (
    "UPDATE journal SET place = ?1 WHERE working = ?2"
    " AND step = (SELECT max(step) FROM journal WHERE working = ?2)"
)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def written(edit: Json) -> str:
    """Return an edit as JSON text that the store takes."""
    return storable(_JSON.encode(edit))


def storable(text: str) -> str:
    """Return JSON text with every lone surrogate escaped, so nothing typed is refused."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(json.loads(text), separators=(",", ":"))
    return text


def written_place(path: str, caret: int | None) -> str:
    """Return a place as JSON text."""
    return f"[{json.dumps(path)},{'null' if caret is None else caret}]"


def number_of(connection: Connection, record: str, person: str) -> int:
    """Return the row of a working copy. Raises NoWorkingCopy."""
    row = connection.execute(
        "SELECT n FROM working WHERE record = ? AND person = ?", (record, person)
    ).fetchone()
    if row is None:
        raise NoWorkingCopy
    return int(row[0])


def begin(
    connection: Connection,
    record: str,
    person: str,
    *,
    form: str,
    form_version: int,
    base: str | None,
    now: int,
) -> None:
    """Begin a working copy; one that is there already is left as it is."""
    connection.execute(
        "INSERT INTO working(record, person, form, form_version, base, begun)"
        " VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(record, person) DO NOTHING",
        (record, person, form, form_version, base, now),
    )


def write_out(entries: Sequence[JournalEntry], place: Place | None) -> Written:
    """Return steps and place (None: as it was) as they are kept."""
    where = None if place is None else written_place(place.path, place.caret)
    rows = tuple((e.step, int(e.undone), written(e.edit), where) for e in entries)
    return Written(rows, where)


def keep(connection: Connection, number: int, steps: Written) -> None:
    """Keep steps of writing. A step that is there already is replaced: saving twice is harmless."""
    for row in steps.rows:
        connection.execute(_KEEP, (number, *row))
    if steps.rows or steps.place is None:
        return
    if not connection.execute(_PLACE, (steps.place, number)).rowcount:
        connection.execute("UPDATE working SET place = ? WHERE n = ?", (steps.place, number))


def mark(connection: Connection, number: int, step: int, *, undone: bool) -> None:
    """Mark one step as undone or done again."""
    connection.execute(
        "UPDATE journal SET undone = ? WHERE working = ? AND step = ?", (int(undone), number, step)
    )


def forget_undone(connection: Connection, number: int) -> None:
    """Drop the steps that are undone: after new typing they cannot be done again."""
    connection.execute("DELETE FROM journal WHERE working = ? AND undone = 1", (number,))


def drop(connection: Connection, record: str, person: str | None = None) -> None:
    """Drop one person's working copy of a record, or everybody's."""
    connection.execute(
        "DELETE FROM working WHERE record = ?1 AND (?2 IS NULL OR person = ?2)", (record, person)
    )


def hand_over(connection: Connection, record: str, giver: str, taker: str) -> None:
    """Give a working copy to another person. Raises NoWorkingCopy, WorkingCopyTaken."""
    number = number_of(connection, record, giver)
    taken = connection.execute(
        "SELECT 1 FROM working WHERE record = ? AND person = ?", (record, taker)
    ).fetchone()
    if taken:
        raise WorkingCopyTaken
    connection.execute("UPDATE working SET person = ? WHERE n = ?", (taker, number))


def read(connection: Connection, record: str, person: str) -> Working | None:
    """Return a working copy with its journal, None where this person has none."""
    row = connection.execute(
        "SELECT n, form, form_version, base, begun, place FROM working"
        " WHERE record = ? AND person = ?",
        (record, person),
    ).fetchone()
    if row is None:
        return None
    number, form, form_version, base, begun, place = row
    found: list[Any] = connection.execute(
        "SELECT step, edit, undone, place FROM journal WHERE working = ? ORDER BY step", (number,)
    ).fetchall()
    entries = tuple(
        JournalEntry(step, json.loads(edit), bool(undone)) for step, edit, undone, _ in found
    )
    where = next((one for *_, one in reversed(found) if one is not None), place)
    return Working(
        record,
        person,
        form,
        form_version,
        base,
        from_milliseconds(begun),
        entries,
        Place(*json.loads(where)) if where else None,
    )


def cards(connection: Connection, person: str | None) -> tuple[WorkingCard, ...]:
    """Return the working copies of one person, or of all, newest first."""
    rows: list[Any] = connection.execute(
        "SELECT record, person, form, form_version, begun,"
        " (SELECT count(*) FROM journal WHERE working = working.n AND undone = 0)"
        " FROM working WHERE ?1 IS NULL OR person = ?1 ORDER BY begun DESC, n DESC",
        (person,),
    ).fetchall()
    return tuple(
        WorkingCard(record, who, form, version, from_milliseconds(begun), steps)
        for record, who, form, version, begun, steps in rows
    )
