"""Somebody who has the data key and edits the store behind the program's back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop.storage.canonical import canonical, digest
from desktop.storage.connection import connect
from desktop.storage.sql import Connection
from tests.storage.kit import Team


@contextmanager
def behind_our_back(team: Team) -> Iterator[Connection]:
    """Open the closed store without its triggers; put them back afterwards."""
    connection = connect(team.file, team.unlocked.data_key)
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall()
    connection.execute("PRAGMA foreign_keys = OFF")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    try:
        yield connection
    finally:
        for _, sql in triggers:
            connection.execute(sql)
        connection.close()


def rewrite(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Edit both copies of the key file as an attacker would: with a right digest."""
    for name in ("store.keys", "store.keys.bak"):
        value = json.loads((folder / name).read_bytes())
        del value["sha256"]
        change(value)
        value["sha256"] = digest(canonical(value))
        (folder / name).write_text(json.dumps(value))
