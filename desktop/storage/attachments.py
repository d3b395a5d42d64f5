"""Attachments: files kept in pieces inside the store, named by the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.storage.clock import from_milliseconds
from desktop.storage.errors import UnknownAttachment
from desktop.storage.sql import Connection

CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True)
class Attachment:
    """A file that belongs to a record. `id` is the SHA-256 of its bytes, `size` counts them."""

    id: str
    record: str
    name: str
    mime: str
    size: int
    at: datetime


def attach(
    connection: Connection, record: str, *, name: str, mime: str, chunks: Iterable[bytes], now: int
) -> Attachment:
    """Keep a file, given in pieces of any size; the same bytes are kept once."""
    cursor = connection.execute("INSERT INTO attachment(size) VALUES(0)")
    number, size, sha = int(cursor.lastrowid or 0), 0, hashlib.sha256()
    for place, piece in enumerate(_in_chunks(chunks)):
        sha.update(piece)
        size += len(piece)
        connection.execute("INSERT INTO attachment_chunk VALUES(?, ?, ?)", (number, place, piece))
    content = sha.hexdigest()
    if connection.execute("SELECT 1 FROM attachment WHERE id = ?", (content,)).fetchone():
        connection.execute("DELETE FROM attachment WHERE n = ?", (number,))
    else:
        connection.execute(
            "UPDATE attachment SET id = ?, size = ? WHERE n = ?", (content, size, number)
        )
    connection.execute(
        "INSERT INTO attached VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (record, content, name, mime, now),
    )
    return next(one for one in attachments_of(connection, record) if one.id == content)


def attachments_of(connection: Connection, record: str) -> tuple[Attachment, ...]:
    """Return the attachments of a record, oldest first."""
    rows: list[Any] = connection.execute(
        "SELECT attachment, name, mime, size, at FROM attached"
        " JOIN attachment ON attachment.id = attached.attachment"
        " WHERE record = ? ORDER BY at, attachment",
        (record,),
    ).fetchall()
    return tuple(
        Attachment(content, record, name, mime, size, from_milliseconds(at))
        for content, name, mime, size, at in rows
    )


def pieces(connection: Connection, attachment: str) -> Iterator[bytes]:
    """Yield the bytes of an attachment piece by piece. Raises UnknownAttachment."""
    row = connection.execute("SELECT n FROM attachment WHERE id = ?", (attachment,)).fetchone()
    if row is None:
        raise UnknownAttachment
    for (data,) in connection.execute(
        "SELECT data FROM attachment_chunk WHERE attachment = ? ORDER BY n", row
    ):
        yield data


def detach_all(connection: Connection, record: str) -> None:
    """Take a record's attachments away (erasure); bytes that another record also has stay."""
    connection.execute("DELETE FROM attached WHERE record = ?", (record,))
    connection.execute("DELETE FROM attachment WHERE id NOT IN (SELECT attachment FROM attached)")


def _in_chunks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    pending = bytearray()
    for chunk in chunks:
        pending += chunk
        while len(pending) >= CHUNK_BYTES:
            yield bytes(pending[:CHUNK_BYTES])
            del pending[:CHUNK_BYTES]
    if pending:
        yield bytes(pending)
