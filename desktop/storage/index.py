"""The projections: which revision of a record is current, what lists show of it, and search.

All of it follows from the revisions. The row id of a record in `current` (and so in `search`)
grows with every new revision, so "newest first" is the index's own order and costs nothing. Author
and time are those of the version that counts: of the earlier one, where a revision restores it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.storage.canonical import Json
from desktop.storage.projection import Projected, Projector, Snapshot
from desktop.storage.restoring import restored
from desktop.storage.revisions import ABOUT, COLUMNS, Header, header_of
from desktop.storage.schema import recreate_projections
from desktop.storage.sql import Connection, dbapi

SEARCHED_TOO = "searched_too"
"""In a body: whose words of the same record are found beside its own, as an earlier version's id.

While a correction is written, what was signed stands, and whoever asks for its words must find it.
"""

_INSERT = (
    "INSERT INTO current(rid, record, kind, form, form_version, revision, author, hlc, at, state,"
    " child, title, facts) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_EARLIER = (
    "SELECT kind, form, form_version, body.body FROM revision"
    " JOIN body ON body.revision = revision.id WHERE id = ? AND record = ?"
)
_ROW = (
    "SELECT kind, form, form_version, revision, author, hlc, at, state, child, title, facts, rid"
    " FROM current WHERE record = ?"
)


@dataclass(frozen=True)
class Difference:
    """A projection that is not what the revisions say. `what`: row, words, name, head or index."""

    record: str
    what: str


@dataclass(frozen=True)
class _Expected:
    row: tuple[Any, ...]
    projected: Projected = field(repr=False)


def snapshot_of(connection: Connection, form: str | None, version: int | None) -> Snapshot | None:
    """Return the kept snapshot of a form version."""
    if form is None:
        return None
    row = connection.execute(
        "SELECT digest, text FROM snapshot WHERE form = ? AND version = ?", (form, version)
    ).fetchone()
    return None if row is None else Snapshot(form, int(version or 0), row[0], row[1])


def index(
    connection: Connection,
    projector: Projector,
    header: Header,
    body: dict[str, Json],
    snapshot: Snapshot | None,
) -> None:
    """Bring the projections up to date with a new revision, in its own transaction."""
    if header.kind in ABOUT:
        return
    connection.executemany(
        "DELETE FROM head WHERE record = ? AND revision = ?",
        [(header.record, parent) for parent in header.parents],
    )
    connection.execute("INSERT INTO head VALUES(?, ?)", (header.record, header.id))
    now = connection.execute(
        "SELECT hlc, revision FROM current WHERE record = ?", (header.record,)
    ).fetchone()
    if now is None or (now[0], now[1]) < (header.hlc, header.id):
        unindex(connection, header.record, heads=False)
        _insert(connection, _expected(connection, projector, header, body, snapshot))


def unindex(connection: Connection, record: str, *, heads: bool) -> None:
    """Take a record out of lists and search."""
    row = connection.execute("SELECT rid FROM current WHERE record = ?", (record,)).fetchone()
    if row is not None:
        connection.execute("DELETE FROM current WHERE rid = ?", row)
        connection.execute("DELETE FROM search WHERE rowid = ?", row)
        connection.execute("DELETE FROM names WHERE rowid = ?", row)
    if heads:
        connection.execute("DELETE FROM head WHERE record = ?", (record,))


def _expected(
    connection: Connection,
    projector: Projector,
    header: Header,
    body: dict[str, Json],
    snapshot: Snapshot | None,
) -> _Expected:
    projected = _projected(connection, projector, header, body, snapshot)
    counts = restored(connection, header, body) or header
    state, child = body.get("state"), body.get("child")
    row = (
        header.kind,
        header.form,
        header.form_version,
        header.id,
        counts.author,
        header.hlc,
        counts.at_ms,
        state if isinstance(state, str) else "",
        child if isinstance(child, str) else None,
        projected.title,
        json.dumps(projected.facts, ensure_ascii=False, sort_keys=True),
        header.record,
    )
    return _Expected(row, projected)


def _projected(
    connection: Connection,
    projector: Projector,
    header: Header,
    body: dict[str, Json],
    snapshot: Snapshot | None,
) -> Projected:
    own = projector.project(snapshot, header.kind, body)
    named = body.get(SEARCHED_TOO)
    if not isinstance(named, str):
        return own
    row = connection.execute(_EARLIER, (named, header.record)).fetchone()
    if row is None:
        return own
    kind, form, version, kept = row
    earlier = projector.project(snapshot_of(connection, form, version), kind, json.loads(kept))
    return own if earlier.text == own.text else replace(own, text=f"{own.text}\n{earlier.text}")


def _insert(connection: Connection, expected: _Expected) -> None:
    (rid,) = connection.execute("SELECT coalesce(max(rid), 0) + 1 FROM current").fetchone()
    *values, record = expected.row
    connection.execute(_INSERT, (rid, record, *values))
    words = expected.projected
    if words.text:
        connection.execute(
            "INSERT INTO search(rowid, title, text) VALUES(?, ?, ?)", (rid, words.title, words.text)
        )
    if words.name:
        connection.execute("INSERT INTO names(rowid, name) VALUES(?, ?)", (rid, words.name))


def _in_order(connection: Connection) -> Iterator[tuple[Header, dict[str, Json], Snapshot | None]]:
    """Yield every revision that can be current and still has its body, oldest first."""
    rows = connection.execute(
        f"SELECT {COLUMNS}, body.body FROM revision JOIN body ON body.revision = revision.id"  # noqa: S608 - names of ours only
        " WHERE kind NOT IN ('erasure', 'adoption', 'receipt') ORDER BY hlc, id"
    )
    snapshots: dict[tuple[str | None, int | None], Snapshot | None] = {}
    for row in rows:
        header = header_of(row[:-1])
        form = (header.form, header.form_version)
        if form not in snapshots:
            snapshots[form] = snapshot_of(connection, *form)
        yield header, json.loads(row[-1]), snapshots[form]


def rebuild(connection: Connection, projector: Projector) -> None:
    """Drop the projections and build them from the revisions; the caller holds the transaction."""
    recreate_projections(connection)
    newest: dict[str, str] = {}
    heads: dict[str, set[str]] = {}
    for header, _, _ in _in_order(connection):
        newest[header.record] = header.id
        heads.setdefault(header.record, set()).difference_update(header.parents)
        heads[header.record].add(header.id)
    connection.executemany(
        "INSERT INTO head VALUES(?, ?)",
        [(record, revision) for record, found in heads.items() for revision in sorted(found)],
    )
    for header, body, snapshot in _in_order(connection):
        if newest[header.record] == header.id:
            _insert(connection, _expected(connection, projector, header, body, snapshot))


def compare(connection: Connection, projector: Projector) -> tuple[Difference, ...]:
    """Return where the projections differ from what the revisions say; changes nothing."""
    newest: dict[str, str] = {}
    heads: set[tuple[str, str]] = set()
    for header, _, _ in _in_order(connection):
        newest[header.record] = header.id
        heads.difference_update((header.record, parent) for parent in header.parents)
        heads.add((header.record, header.id))
    found: list[Difference] = []
    last_rid = 0
    for header, body, snapshot in _in_order(connection):
        if newest[header.record] == header.id:
            expected = _expected(connection, projector, header, body, snapshot)
            what, rid = _difference(connection, expected, last_rid)
            last_rid = max(last_rid, rid)
            found.extend(Difference(header.record, one) for one in what)
    there = {(str(r), str(i)) for r, i in connection.execute("SELECT record, revision FROM head")}
    found.extend(Difference(record, "head") for record, _ in sorted(there ^ heads))
    records: list[Any] = connection.execute("SELECT record FROM current").fetchall()
    found.extend(Difference(record, "row") for (record,) in records if record not in newest)
    return (*found, *_index_differences(connection))


def _difference(
    connection: Connection, expected: _Expected, last_rid: int
) -> tuple[list[str], int]:
    *values, record = expected.row
    row = connection.execute(_ROW, (record,)).fetchone()
    if row is None:
        return ["row"], 0
    *there, rid = row
    what = ["row"] if there != values or rid <= last_rid else []
    words = expected.projected
    kept = connection.execute("SELECT title, text FROM search WHERE rowid = ?", (rid,)).fetchone()
    if kept != ((words.title, words.text) if words.text else None):
        what.append("words")
    named = connection.execute("SELECT name FROM names WHERE rowid = ?", (rid,)).fetchone()
    if named != ((words.name,) if words.name else None):
        what.append("name")
    return what, rid


def _index_differences(connection: Connection) -> Iterator[Difference]:
    for table in ("search", "names"):
        strays = connection.execute(
            f"SELECT count(*) FROM {table} WHERE rowid NOT IN (SELECT rid FROM current)"  # noqa: S608 - names of ours only
        ).fetchone()
        if strays[0]:
            yield Difference("", "words" if table == "search" else "name")
        try:
            connection.execute(f"INSERT INTO {table}({table}) VALUES('integrity-check')")
        except dbapi.DatabaseError:
            yield Difference("", "index")
