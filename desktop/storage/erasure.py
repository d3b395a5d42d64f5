"""After an erasure decision: no page of the file holds the words any more."""

from __future__ import annotations

from desktop.storage.errors import StoreBusy, sqlite_errors_named
from desktop.storage.sql import Connection


def scrub_later(connection: Connection) -> None:
    """Note, in the decision's own transaction, that the file is to be scrubbed.

    So a kill in between is made good at the next opening.
    """
    connection.execute("INSERT OR IGNORE INTO pending VALUES('scrub')")


def scrub_if_noted(connection: Connection) -> None:
    """Scrub the file if an erasure decision has been kept since the last time."""
    if connection.execute("SELECT 1 FROM pending WHERE work = 'scrub'").fetchone():
        scrub(connection)
        connection.execute("DELETE FROM pending WHERE work = 'scrub'")
        empty_log(connection)


def scrub(connection: Connection) -> None:
    """Merge the search index, rewrite the whole file, and empty the write-ahead log.

    Deleted cells are overwritten already (`secure_delete`), but a search index keeps tokens until
    its pieces are merged, and freed pages and the log keep older content. Outside a transaction.
    Raises StoreBusy when a reader held the log for too long, DiskFull, DiskFault.
    """
    with sqlite_errors_named():
        for table in ("search", "names"):
            connection.execute(f"INSERT INTO {table}({table}) VALUES('optimize')")
        empty_log(connection)
        connection.execute("VACUUM")
        empty_log(connection)


def empty_log(connection: Connection) -> None:
    """Bring the write-ahead log into the file and cut it to nothing. Raises StoreBusy."""
    (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreBusy("log")
