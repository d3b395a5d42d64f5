"""Private files of a store folder: names, permissions, and writing that survives a power cut."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from desktop.storage.errors import named_os_error

STORE = "store.db"
KEYS = "store.keys"
KEYS_COPY = "store.keys.bak"
LOCK = "store.lock"
RESERVE = "store.reserve"
UNFINISHED = STORE + ".new"


def holds_store(folder: Path) -> bool:
    """Return whether a team was started in this folder, even if a part of its store is missing.

    Keys beside an unfinished database are a start that was broken off before anybody had written.
    """
    if (folder / STORE).exists():
        return True
    keys = any((folder / name).exists() for name in (KEYS, KEYS_COPY))
    return keys and not (folder / UNFINISHED).exists()


def private_folder(folder: Path) -> None:
    """Make a folder (and its missing parents) that only this account can look into.

    Raises StoreReadOnly, DiskFull or DiskFault.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise named_os_error(error) from error


def private_descriptor(path: Path, flags: int) -> int:
    """Open a file with permission 0600 from its first moment."""
    return os.open(path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), 0o600)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable. Windows does that itself and cannot open folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, data: bytes) -> None:
    """Replace a file so that at every moment either the old or the new content is there whole.

    Raises StoreReadOnly, DiskFull or DiskFault; the old content then stays.
    """
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        _write_and_sync(temporary, data)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise named_os_error(error) from error


def _write_and_sync(path: Path, data: bytes) -> None:
    descriptor = private_descriptor(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
