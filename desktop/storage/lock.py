"""One process at a time: a locked file beside the store that says who has it, and since when."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from desktop.storage.canonical import Json, canonical
from desktop.storage.errors import StoreOpenElsewhere, named_os_error
from desktop.storage.files import LOCK, private_descriptor

if sys.platform == "win32":
    import msvcrt

    # Windows locks bytes against reading too: lock one far behind the text.
    _FAR = 1 << 30

    def _seize(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _seize(descriptor: int) -> None:
        # flock belongs to the open file, so a second opening in this process is refused as well.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LastOpening(NamedTuple):
    """What the lock file remembers: when the store was last opened, by which process and person."""

    since: datetime | None
    process: int | None
    person: str | None


class StoreLock:
    """The held lock. Let go with `release`; the operating system does it when the process dies."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def seize(cls, folder: Path, now: datetime, person: str | None = None) -> StoreLock:
        """Lock the store. Raises StoreOpenElsewhere, StoreReadOnly, StoreMissing or DiskFull."""
        path = folder / LOCK
        try:
            descriptor = private_descriptor(path, os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise named_os_error(error) from error
        try:
            _seize(descriptor)
        except OSError as error:
            os.close(descriptor)
            holder = last_opening(folder)
            raise StoreOpenElsewhere(holder.process, holder.since) from error
        note: dict[str, Json] = {
            "process": os.getpid(),
            "since": now.isoformat(),
            "person": person,
        }
        # What it says is a courtesy; on a full disk the lock itself still holds.
        with contextlib.suppress(OSError):
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, canonical(note))
        return cls(descriptor)

    def release(self) -> None:
        """Let go of the store; safe to call twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def last_opening(folder: Path) -> LastOpening:
    """Return what the lock file says; all None when it says nothing."""
    try:
        note: Any = json.loads((folder / LOCK).read_bytes())
        person = note.get("person")
        return LastOpening(
            datetime.fromisoformat(str(note["since"])),
            int(note["process"]),
            None if person is None else str(person),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return LastOpening(None, None, None)
