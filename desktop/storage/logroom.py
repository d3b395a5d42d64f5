"""Room in the write-ahead log before it is needed, so that a save overwrites and lengthens nothing.

When a file has grown, its file system must put the new length safely away with every flush; that
was a third of the time of a save. Zeros behind the newest frame are nothing to SQLite: its reading
ends at the first frame whose salt is not the log's (SQLite file format, section 4.4).
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from desktop.storage.connection import PAGE_BYTES

FRAME_HEADER_BYTES = 24
"""Stand before each page in the log (SQLite file format, section 4.2)."""

STRIDE = 64 * (FRAME_HEADER_BYTES + PAGE_BYTES)
"""Bytes: so many saves, about, from one lengthening to the next."""


class LogRoom:
    """Keeps room at the end of one store's log.

    For the writing thread, between transactions: then nobody else writes there.
    """

    def __init__(self, store: Path) -> None:
        self._log = store.with_name(store.name + "-wal")
        self._size = 0

    def keep(self) -> None:
        """Add a stride where SQLite has used up the last. Without room on the disk: nothing."""
        with contextlib.suppress(OSError):
            size = self._log.stat().st_size
            if size > self._size:
                size += _append(self._log, STRIDE)
            self._size = size


def _append(path: Path, count: int) -> int:
    """Write zeros at the very end, wherever that is; return how many."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
    try:
        return os.write(descriptor, bytes(count))
    finally:
        os.close(descriptor)
