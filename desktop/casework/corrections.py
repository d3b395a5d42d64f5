"""Which version of a record counts while a correction of it is open: the one that was signed.

A correction is a new version with its reason (product rules, "Record life"). Until it is signed
the record is what its signed version says, and not half written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from desktop.casework.papers import kept_paper
from desktop.casework.record_views import Stands
from desktop.casework.session import Session, body_of
from desktop.casework.states import OPEN
from desktop.forms.values import Json
from desktop.storage.reading import Current, Reader
from desktop.storage.revisions import Header

AMENDS = "amends"
"""In a body: which signed version is corrected."""


def standing(session: Session, rows: Iterable[Current]) -> dict[str, Stands]:
    """Return what stands of each of these records whose correction is open, by record."""
    being_written = [row for row in rows if row.state in OPEN]
    if not being_written:
        return {}

    def look(reader: Reader) -> dict[str, tuple[Header, str]]:
        found: dict[str, tuple[Header, str]] = {}
        for row in being_written:
            amended = body_of(reader.body(row.revision), AMENDS)
            if amended:
                state = body_of(reader.body(amended), "state")
                found[row.record] = reader.header(amended), state
        return found

    return {
        record: Stands(header.id, state, header.at, session.name_of(header.author))
        for record, (header, state) in session.store.read(look).result().items()
    }


def version_that_counts(session: Session, record: str) -> int:
    """Return which signed version a record is now, 0 while it has none that counts.

    While a correction is written, also one that came back, it is the version that is corrected.
    Raises UnknownRecord, RecordErased.
    """

    def look(reader: Reader) -> dict[str, Json]:
        current = reader.current(record)
        body = reader.body(current.revision)
        amended = body_of(body, AMENDS)
        return reader.body(amended) if current.state in OPEN and amended else body

    paper = kept_paper(session.store.read(look).result())
    return paper.version if paper is not None else 0


def corrects(session: Session, record: str) -> bool:
    """Return whether a record as it now stands corrects an earlier version of it."""

    def look(reader: Reader) -> dict[str, Json]:
        return reader.body(reader.current(record).revision)

    return bool(body_of(session.store.read(look).result(), AMENDS))


def standing_where(session: Session, records: Iterable[str], words: str) -> dict[str, str]:
    """Return the version that stands of each record whose correction is open and that says this.

    So whoever looks for words that were signed is not led to what is half written. `words` are
    looked for one by one, whatever their case.
    """

    def look(reader: Reader) -> list[Current]:
        found = (reader.find_current(record) for record in records)
        return [row for row in found if row is not None]

    stand = standing(session, session.store.read(look).result())

    def says(revision: str) -> bool:
        body = session.store.read(lambda reader: reader.body(revision)).result()
        text = json.dumps(body.get("answers"), ensure_ascii=False).casefold()
        return all(word in text for word in words.casefold().split())

    return {record: stands.revision for record, stands in stand.items() if says(stands.revision)}
