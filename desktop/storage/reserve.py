"""A file that only takes room: given up when the disk is full, so that typing is still saved."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from desktop.storage.files import RESERVE, private_descriptor

NORMAL_RESERVE = 8 * 1024 * 1024
_PIECE = 256 * 1024
_HARDLY_ANY = 128 * 1024  # bytes; SQLite wants some for its log before it says that there are none


def keep_reserve(folder: Path, size: int = NORMAL_RESERVE) -> bool:
    """Make the reserve if there is none and room for it twice over; return whether it is there."""
    path = folder / RESERVE
    with contextlib.suppress(OSError):
        if path.exists() and path.stat().st_size >= size:
            return True
        if shutil.disk_usage(folder).free < 2 * size:
            return False
        _fill(path, size)
        return True
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
    return False


def give_up_reserve(folder: Path) -> bool:
    """Take the reserve away; return whether there was one."""
    try:
        (folder / RESERVE).unlink()
    except OSError:
        return False
    return True


def is_full(folder: Path) -> bool:
    """Return whether the folder's disk has no room to speak of.

    SQLite calls it a fault of the disk when there is no room for the index of its log.
    """
    with contextlib.suppress(OSError):
        return shutil.disk_usage(folder).free < _HARDLY_ANY
    return False


def _fill(path: Path, size: int) -> None:
    descriptor = private_descriptor(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(descriptor, 0, size)
        else:
            for start in range(0, size, _PIECE):
                os.write(descriptor, bytes(min(_PIECE, size - start)))
    finally:
        os.close(descriptor)
