"""What a reading job may ask. A job sees one moment of the store, whatever is written meanwhile."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple

from desktop.storage import attachments, index, restoring, working
from desktop.storage.attachments import Attachment
from desktop.storage.canonical import Json
from desktop.storage.clock import from_milliseconds, milliseconds_of
from desktop.storage.errors import (
    ChainBroken,
    RecordErased,
    UnknownRecord,
    UnknownRevision,
)
from desktop.storage.projection import Snapshot
from desktop.storage.revisions import COLUMNS, Header, content_digest, header_of
from desktop.storage.sql import Connection
from desktop.storage.working import Working, WorkingCard

MARK_ON = "\x02"
MARK_OFF = "\x03"
"""Stand around found words in a snippet; answers never hold control characters."""

_HEADER = f"SELECT {COLUMNS} FROM revision"  # noqa: S608 - names of ours only
_CURRENT = (
    "SELECT record, kind, form, form_version, revision, author, at, state, child, title, facts,"
    " (SELECT count(*) FROM head WHERE head.record = current.record), rid FROM current"
)
# The columns are the fields of `Hit`. The child's title comes along: a look-up for each hit would
# cost more than the search itself.
_HIT = (
    "SELECT current.record, current.kind, current.child, current.title, current.at, found.rid,"
    " found.words, whose.title FROM ("
    "  SELECT rowid AS rid, snippet(search, 1, char(2), char(3), '…', 16) AS words"
    "  FROM search WHERE search MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC LIMIT ?3"
    ") AS found JOIN current ON current.rid = found.rid"
    " LEFT JOIN current AS whose ON whose.record = current.child ORDER BY found.rid DESC"
)
_NAME = (
    "SELECT current.record, current.kind, current.child, current.title, current.at, found.rid,"
    " found.words, NULL FROM ("
    "  SELECT rowid AS rid, highlight(names, 0, char(2), char(3)) AS words"
    "  FROM names WHERE names MATCH ?1 ORDER BY rank LIMIT ?2"
    ") AS found JOIN current ON current.rid = found.rid"
)
_SHORT_NAME = (
    "SELECT current.record, current.kind, current.child, current.title, current.at, found.rid,"
    " found.words, NULL FROM ("
    "  SELECT rowid AS rid, highlight(search, 0, char(2), char(3)) AS words"
    "  FROM search WHERE search MATCH ?1 AND rowid IN (SELECT rowid FROM names) LIMIT ?2"
    ") AS found JOIN current ON current.rid = found.rid"
)
_FAR = 1 << 62
_NO_LETTERS = ("Cc", "Cs")  # control characters, halves of characters
_TRIGRAM = 3


class Order(Enum):
    """How a listing is sorted."""

    NEWEST = "rid DESC"
    OLDEST = "rid"
    TITLE = "title, rid"


@dataclass(frozen=True)
class Current:
    """A record as it now stands, with the author and time of the version that counts.

    `heads` above 1: it was changed in two places at once.
    """

    record: str
    kind: str
    form: str | None
    form_version: int | None
    revision: str
    author: str
    at: datetime
    state: str
    child: str | None
    title: str = field(repr=False)
    facts: dict[str, Json] = field(repr=False)
    heads: int = 1


class Hit(NamedTuple):
    """Something found. `snippet` has MARK_ON and MARK_OFF around words; `cursor` is for paging.

    A tuple of what the question answers with, because fifty are made for every search and a frozen
    dataclass takes three times as long to make.
    """

    record: str
    kind: str
    child: str | None
    title: str
    at_ms: int
    cursor: int
    snippet: str
    child_title: str | None = None

    @property
    def at(self) -> datetime:
        """When the version that counts was kept, by the computer's clock, in UTC."""
        return from_milliseconds(self.at_ms)

    def __repr__(self) -> str:
        """Name the record and none of its words."""
        return f"Hit({self.record!r}, {self.kind!r}, cursor={self.cursor})"


class Reader:
    """Given to reading jobs by the store, each on a reader thread with its own connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Records

    def current(self, record: str) -> Current:
        """Return a record as it now stands. Raises RecordErased, UnknownRecord."""
        row = self._connection.execute(f"{_CURRENT} WHERE record = ?", (record,)).fetchone()
        if row is None:
            raise RecordErased(record) if self.is_erased(record) else UnknownRecord(record)
        return _current(row)

    def find_current(self, record: str) -> Current | None:
        """Return a record as it now stands, None where there is none (any more)."""
        row = self._connection.execute(f"{_CURRENT} WHERE record = ?", (record,)).fetchone()
        return None if row is None else _current(row)

    def is_erased(self, record: str) -> bool:
        """Say whether an erasure decision was taken about this record."""
        row = self._connection.execute(
            "SELECT 1 FROM revision WHERE record = ? AND kind = 'erasure'", (record,)
        ).fetchone()
        return row is not None

    def body(self, revision: str) -> dict[str, Json]:
        """Return the body of a revision. Raises UnknownRevision, RecordErased, ChainBroken."""
        row = self._connection.execute(
            "SELECT content, salt, body, record FROM revision"
            " LEFT JOIN body ON body.revision = revision.id WHERE id = ?",
            (revision,),
        ).fetchone()
        if row is None:
            raise UnknownRevision(revision)
        content, salt, body, record = row
        if body is None:
            raise RecordErased(record) if self.is_erased(record) else ChainBroken(revision)
        if content_digest(salt, body) != content:
            raise ChainBroken(revision)
        return json.loads(body)

    def header(self, revision: str) -> Header:
        """Return the header of a revision. Raises UnknownRevision."""
        row = self._connection.execute(f"{_HEADER} WHERE id = ?", (revision,)).fetchone()
        if row is None:
            raise UnknownRevision(revision)
        return header_of(row)

    def restored(self, header: Header, body: dict[str, Json]) -> Header | None:
        """Return the version that counts again with this one; None where it is one of its own."""
        return restoring.restored(self._connection, header, body)

    def latest(self) -> datetime:
        """Return the latest moment that any kept revision names, by the clocks that kept them."""
        (latest,) = self._connection.execute("SELECT max(at) FROM revision").fetchone()
        return from_milliseconds(int(latest or 0))

    def history(self, record: str) -> tuple[Header, ...]:
        """Return every revision of a record and about it, oldest first."""
        rows = self._connection.execute(f"{_HEADER} WHERE record = ? ORDER BY hlc, id", (record,))
        return tuple(header_of(row) for row in rows)

    def newest_at(self) -> datetime | None:
        """Return the latest time at which anything was kept, by whatever clock there was."""
        (tick,) = self._connection.execute("SELECT max(hlc) FROM revision").fetchone()
        return None if tick is None else from_milliseconds(milliseconds_of(tick))

    def heads(self, record: str) -> tuple[str, ...]:
        """Return the revisions that nothing follows; more than one after a clash."""
        rows = self._connection.execute(
            "SELECT revision FROM head WHERE record = ? ORDER BY revision", (record,)
        )
        return tuple(str(revision) for (revision,) in rows)

    def listing(
        self,
        kind: str | None = None,
        child: str | None = None,
        state: str | None = None,
        order: Order = Order.NEWEST,
        *,
        limit: int = -1,
        author: str | None = None,
    ) -> tuple[Current, ...]:
        """Return current records that fit what is given; `limit` below 0 means all."""
        wanted = {"kind": kind, "child": child, "state": state, "author": author}
        given = {name: value for name, value in wanted.items() if value is not None}
        where = " AND ".join(f"{name} = :{name}" for name in given) or "1"
        sql = f"{_CURRENT} WHERE {where} ORDER BY {order.value} LIMIT :limit"
        rows = self._connection.execute(sql, {**given, "limit": limit})
        return tuple(_current(row) for row in rows)

    def lately(self, state: str, limit: int) -> tuple[Current, ...]:
        """Return the records whose version that counts came into a state last, the latest first.

        A record whose version was restored comes early in the table, but is as old as that version.
        """
        found: list[Current] = []
        newest = f"{_CURRENT} WHERE state = ? ORDER BY rid DESC"
        with closing(self._connection.execute(newest, (state,))) as rows:
            left = limit
            while left > 0 and (row := rows.fetchone()) is not None:
                found.append(_current(row))
                left -= self.header(found[-1].revision).at == found[-1].at
        return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:limit])

    # Search

    def search(self, text: str, limit: int = 50, before: int | None = None) -> tuple[Hit, ...]:
        """Return records that hold all the words, newest first; the last word may be unfinished.

        `before` is the cursor of the last hit already shown.
        """
        asked = match_for(text)
        if not asked:
            return ()
        values = (asked, _FAR if before is None else before, limit)
        return _hits(self._connection.execute(_HIT, values))

    def names(self, text: str, limit: int = 20) -> tuple[Hit, ...]:
        """Return children, people and places whose name holds this text anywhere, best first.

        Under three letters: whose name has a word that begins so.
        """
        # SQLite would end the text at a NUL, and cannot take half a character at all.
        letters = (" " if unicodedata.category(c) in _NO_LETTERS else c for c in text)
        wanted = " ".join("".join(letters).split())
        if len(wanted) >= _TRIGRAM:
            return _hits(self._connection.execute(_NAME, (_quoted(wanted), limit)))
        asked = match_for(wanted, prefix_from=1)
        if not asked:
            return ()
        return _hits(self._connection.execute(_SHORT_NAME, (f"title : ({asked})", limit)))

    # Working copies

    def working(self, record: str, person: str) -> Working | None:
        """Return a person's working copy of a record with its journal, None where there is none."""
        return working.read(self._connection, record, person)

    def workings(self, person: str | None = None) -> tuple[WorkingCard, ...]:
        """Return whose working copies there are and since when, newest first."""
        return working.cards(self._connection, person)

    def has_working(self, record: str) -> bool:
        """Say whether anybody has a working copy of this record."""
        row = self._connection.execute(
            "SELECT 1 FROM working WHERE record = ?", (record,)
        ).fetchone()
        return row is not None

    def recall(self, person: str, name: str) -> Json:
        """Return what was remembered for a person under a name, None where nothing was."""
        row = self._connection.execute(
            "SELECT value FROM memory WHERE person = ? AND name = ?", (person, name)
        ).fetchone()
        return None if row is None else json.loads(row[0])

    # Forms and attachments

    def snapshot(self, form: str, version: int) -> Snapshot | None:
        """Return a kept form version, None where no record was ever written in it."""
        return index.snapshot_of(self._connection, form, version)

    def snapshots(self) -> tuple[tuple[str, int], ...]:
        """Return form id and version of every kept snapshot."""
        rows = self._connection.execute("SELECT form, version FROM snapshot ORDER BY 1, 2")
        return tuple((str(form), int(version)) for form, version in rows)

    def attachments(self, record: str) -> tuple[Attachment, ...]:
        """Return the attachments of a record, oldest first."""
        return attachments.attachments_of(self._connection, record)

    def attachment(self, attachment: str) -> bytes:
        """Return the bytes of an attachment. Raises UnknownAttachment."""
        return b"".join(self.attachment_pieces(attachment))

    def attachment_pieces(self, attachment: str) -> Iterator[bytes]:
        """Yield the bytes of an attachment piece by piece, within this job."""
        return attachments.pieces(self._connection, attachment)


def match_for(text: str, prefix_from: int = 3) -> str:
    """Return an FTS5 expression: every word, each quoted, the last as a beginning if long enough.

    A beginning of one or two letters would match nearly everything, and slowly.
    """
    words = _words(text)
    if not words:
        return ""
    unfinished = not text[-1].isspace() and len(words[-1]) >= prefix_from
    return " AND ".join(_quoted(word) for word in words) + (" *" if unfinished else "")


def _words(text: str) -> list[str]:
    """Split like the index does: letters, digits and marks make words, all else parts them."""
    kept = (c if unicodedata.category(c)[0] in "LNM" else " " for c in text)
    return "".join(kept).split()


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _current(row: tuple[Any, ...]) -> Current:
    record, kind, form, version, revision, author, at, state, child, title, facts, heads, _ = row
    moment = from_milliseconds(at)
    return Current(
        record,
        kind,
        form,
        version,
        revision,
        author,
        moment,
        state,
        child,
        title,
        json.loads(facts),
        heads,
    )


def _hits(rows: Any) -> tuple[Hit, ...]:
    return tuple(map(Hit._make, rows))
