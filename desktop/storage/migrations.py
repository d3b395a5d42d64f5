"""Upgrades of older stores: one named function per version, one transaction each.

To change the schema: change `schema.py`, raise `schema.VERSION`, append a function here and write
`test_<its name>` (a test insists). A migrated store must have exactly the schema of a fresh one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.storage.errors import StoreNewer
from desktop.storage.schema import VERSION
from desktop.storage.sql import Connection

Migration = Callable[[Connection], None]


def place_beside_the_step(connection: Connection) -> None:
    """Give each step of a journal room for the place; one that is kept in `working` stays there."""
    connection.execute("ALTER TABLE journal ADD COLUMN place TEXT")


MIGRATIONS: tuple[Migration, ...] = (place_beside_the_step,)
"""The function at place n brings a store from version n + 1 to n + 2."""


def version_of(connection: Connection) -> int:
    """Return the schema version of an open store."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(
    connection: Connection, steps: Sequence[Migration] = MIGRATIONS, newest: int = VERSION
) -> int:
    """Bring a store to the newest version; return how many steps that took.

    Each step and its version number are one transaction: a kill in between leaves the store at a
    whole version. Raises StoreNewer when the store is ahead of this program.
    """
    found = version_of(connection)
    if found > newest:
        raise StoreNewer(f"version {found}, this program knows {newest}")
    for number in range(found, newest):
        connection.execute("BEGIN IMMEDIATE")
        try:
            steps[number - 1](connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    return newest - found
