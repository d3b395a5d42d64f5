"""Incarnations: one unbroken life of one store on one computer; each numbers its own revisions.

A copied or restored store must not number on where its original does. The token in the folder of
the operating system's account and the one in the store are both renewed at every opening: a store
that was copied away, or an older copy put back, shows another token and begins a new incarnation.
"""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

from desktop.storage.canonical import digest, new_id
from desktop.storage.errors import StorageError
from desktop.storage.files import private_folder, write_durably
from desktop.storage.revisions import FIRST
from desktop.storage.sql import Connection


def enter(connection: Connection, store_id: str, token_dir: Path, now: int) -> tuple[str, bool]:
    """Return the incarnation in which this opening writes, and whether it is a new one.

    The caller holds the transaction. Where no token can be left (no room, no such folder), or the
    transaction is lost, the next opening begins a new incarnation, which is always safe.
    """
    path = token_dir / f"{store_id}.token"
    found = _digest_in(path)
    row = connection.execute("SELECT id, token FROM incarnation WHERE here = 1").fetchone()
    token = secrets.token_hex(32).encode()
    with contextlib.suppress(StorageError):
        private_folder(path.parent)
        write_durably(path, token)
    if row is not None and row[1] == found:
        connection.execute("UPDATE incarnation SET token = ? WHERE id = ?", (digest(token), row[0]))
        return str(row[0]), False
    identity = new_id()
    connection.execute("UPDATE incarnation SET here = 0")
    connection.execute(
        "INSERT INTO incarnation(id, begun, token, here, seq, tip) VALUES(?, ?, ?, 1, 0, ?)",
        (identity, now, digest(token), FIRST),
    )
    return identity, True


def _digest_in(path: Path) -> str | None:
    try:
        return digest(path.read_bytes())
    except OSError:
        return None
