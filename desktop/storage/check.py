"""Verification of a whole store: every revision is what its author signed, and none is missing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from desktop.storage.canonical import digest
from desktop.storage.erasure import empty_log
from desktop.storage.revisions import (
    COLUMNS,
    FIRST,
    Header,
    System,
    content_digest,
    header_of,
    id_of,
    is_signed_by,
)
from desktop.storage.sql import Connection, dbapi


@dataclass(frozen=True)
class Problem:
    """Something wrong. `what` is a word for the window; record and revision say where, if known.

    pages, tables, store, header (its id does not follow from it), order (number, previous header
    or time out of line), missing (a number has no revision), signature, body, body_missing,
    parent, snapshot, attachment.
    """

    what: str
    record: str = ""
    revision: str = ""


@dataclass(frozen=True)
class Report:
    """What a check found. `self_enrolled`: people whose keys came by the recovery sheet."""

    revisions: int
    problems: tuple[Problem, ...]
    self_enrolled: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass
class _Keys:
    """Which keys each person has had, learnt from member revisions as they come."""

    of_person: dict[str, list[Ed25519PublicKey]] = field(
        default_factory=dict[str, list[Ed25519PublicKey]]
    )
    self_enrolled: list[str] = field(default_factory=list[str])

    def signed(self, header: Header, body: dict[str, Any] | None) -> bool:
        known = self.of_person.get(header.author, [])
        if any(is_signed_by(header, key) for key in known):
            self._learn(header, body)
            return True
        return self._enrols_itself(header, body)

    def _enrols_itself(self, header: Header, body: dict[str, Any] | None) -> bool:
        """Accept the first member of all, and keys made anew by the recovery sheet."""
        if header.kind != System.MEMBER or body is None or header.record != header.author:
            return False
        key = _public_key(body)
        if key is None or not is_signed_by(header, key):
            return False
        if self.of_person:
            if body.get("by") != "recovery" or header.author not in self.of_person:
                return False
            self.self_enrolled.append(header.author)
        self._learn(header, body)
        return True

    def _learn(self, header: Header, body: dict[str, Any] | None) -> None:
        key = _public_key(body) if header.kind == System.MEMBER and body is not None else None
        if key is not None:
            self.of_person.setdefault(header.record, []).append(key)


def check(connection: Connection, store_id: str, *, whole_file: bool = True) -> Report:
    """Verify everything; `whole_file=False` leaves out the pages. Outside a transaction.

    Raises StoreDamaged (through the caller) only when the tables cannot be read at all.
    """
    problems: list[Problem] = []
    if whole_file:
        problems.extend(_file_problems(connection))
    row = connection.execute("SELECT count(*), max(id) FROM store").fetchone()
    if row != (1, store_id):
        problems.append(Problem("store"))
    keys = _Keys()
    count = 0
    lives: dict[str, Header] = {}
    erased = _erased(connection)
    for header, salt, body in _revisions(connection):
        count += 1
        problems.extend(_header_problems(header, lives.get(header.incarnation)))
        lives[header.incarnation] = header
        problems.extend(_body_problems(header, salt, body, erased))
        known = None if body is None else json.loads(body)
        if not keys.signed(header, known):
            problems.append(Problem("signature", header.record, header.id))
    problems.extend(_tip_problems(connection, lives))
    problems.extend(_parent_problems(connection))
    problems.extend(_snapshot_problems(connection))
    problems.extend(_attachment_problems(connection))
    return Report(count, tuple(problems), tuple(keys.self_enrolled))


def _file_problems(connection: Connection) -> Iterator[Problem]:
    # The page check reads the main file only: bring the log into it first (store reference, 4).
    empty_log(connection)
    try:
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            yield Problem("pages")
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            yield Problem("tables")
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            yield Problem("tables")
    except dbapi.DatabaseError:
        yield Problem("pages")


def _revisions(
    connection: Connection,
) -> Iterator[tuple[Header, bytes | None, bytes | None]]:
    rows = connection.execute(
        f"SELECT {COLUMNS}, body.salt, body.body FROM revision"  # noqa: S608 - names of ours only
        " LEFT JOIN body ON body.revision = revision.id ORDER BY hlc, incarnation, seq"
    )
    for row in rows:
        yield header_of(row[:-2]), row[-2], row[-1]


def _erased(connection: Connection) -> set[str]:
    rows = connection.execute("SELECT record FROM revision WHERE kind = 'erasure'")
    return {str(record) for (record,) in rows}


def _header_problems(header: Header, before: Header | None) -> Iterator[Problem]:
    where = (header.record, header.id)
    if id_of(header) != header.id:
        yield Problem("header", *where)
    number, tip = (before.seq, before.id) if before else (0, FIRST)
    if header.seq > number + 1:
        yield Problem("missing", *where)
    elif header.seq != number + 1 or header.prev != tip:
        yield Problem("order", *where)


def _body_problems(
    header: Header, salt: bytes | None, body: bytes | None, erased: set[str]
) -> Iterator[Problem]:
    where = (header.record, header.id)
    if salt is None or body is None:
        if header.record not in erased or header.kind == System.ERASURE:
            yield Problem("body_missing", *where)
    elif content_digest(salt, body) != header.content:
        yield Problem("body", *where)


def _tip_problems(connection: Connection, lives: dict[str, Header]) -> Iterator[Problem]:
    rows: list[Any] = connection.execute("SELECT id, seq, tip FROM incarnation").fetchall()
    for identity, seq, tip in rows:
        last = lives.get(identity)
        if (seq, tip) != ((last.seq, last.id) if last else (0, FIRST)):
            yield Problem("missing")
    if set(lives) - {row[0] for row in rows}:
        yield Problem("order")


def _parent_problems(connection: Connection) -> Iterator[Problem]:
    rows = connection.execute(
        "SELECT record, id FROM revision WHERE EXISTS (SELECT 1 FROM json_each(parents) AS parent"
        " WHERE NOT EXISTS (SELECT 1 FROM revision AS older"
        " WHERE older.id = parent.value AND older.record = revision.record))"
    )
    for record, revision in rows:
        yield Problem("parent", record, revision)


def _snapshot_problems(connection: Connection) -> Iterator[Problem]:
    kept: dict[tuple[str, int], str] = {}
    for form, version, said, text in connection.execute(
        "SELECT form, version, digest, text FROM snapshot"
    ):
        kept[form, version] = said
        if digest(text.encode()) != said:
            yield Problem("snapshot")
    used = connection.execute(
        "SELECT DISTINCT form, form_version, form_digest FROM revision WHERE form IS NOT NULL"
    )
    for form, version, said in used:
        if kept.get((form, version)) != said:
            yield Problem("snapshot")


def _attachment_problems(connection: Connection) -> Iterator[Problem]:
    rows: list[Any] = connection.execute("SELECT n, id, size FROM attachment").fetchall()
    for number, identity, size in rows:
        sha, length = hashlib.sha256(), 0
        for (data,) in connection.execute(
            "SELECT data FROM attachment_chunk WHERE attachment = ? ORDER BY n", (number,)
        ):
            sha.update(data)
            length += len(data)
        if (identity, size) != (sha.hexdigest(), length):
            yield Problem("attachment")


def _public_key(body: dict[str, Any]) -> Ed25519PublicKey | None:
    try:
        key = load_der_public_key(base64.b64decode(str(body["ed25519"]), validate=True))
    except (KeyError, ValueError):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None
