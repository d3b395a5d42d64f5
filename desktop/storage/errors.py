"""Named errors of the encrypted store.

Each has a `code` that the window turns into words and that may be written to a log. No text in here
and no attribute holds anything personal: only names of the store's files, record ids and counts.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from desktop.storage.sql import dbapi


class StorageError(Exception):
    """Anything that the store refuses or cannot do. `code` names it for the window and the log."""

    code: ClassVar[str] = "store.error"

    def __str__(self) -> str:
        """Return the code and, where given, an impersonal detail."""
        detail = super().__str__()
        return f"{self.code}: {detail}" if detail else self.code


# Keys and people


class WrongPassphrase(StorageError):
    """The key file is whole, but this passphrase (or printed key) does not open this slot."""

    code = "keys.wrong_passphrase"


class SheetRefused(WrongPassphrase):
    """A printed key is whole, but opens nothing here: of another team, or of an older sheet."""

    code = "keys.sheet_refused"


class UnknownPerson(StorageError):
    """Nobody with this id has a slot in the key file."""

    code = "keys.unknown_person"


class KeyFileMissing(StorageError):
    """There is a store, but neither copy of its key file."""

    code = "keys.missing"


class KeyFileDamaged(StorageError):
    """Neither copy of the key file is what was written."""

    code = "keys.damaged"


class KeyFileNewer(StorageError):
    """The key file was written by a newer version of the program."""

    code = "keys.newer"


class KeyFileOfAnotherStore(StorageError):
    """The key file, or one slot in it, belongs to another store."""

    code = "keys.another_store"


class KdfTooWeak(StorageError):
    """Guessing a passphrase would cost less than the floor: somebody lowered it or asked so."""

    code = "keys.too_weak"


class NotEnoughMemory(StorageError):
    """This computer could not give the memory that the key derivation asks for."""

    code = "keys.memory"


class PrintedKeyMistyped(StorageError):
    """A printed key was typed with mistakes.

    `groups` are the numbers (from 1) of the wrong groups; empty when their number is wrong.
    """

    code = "keys.printed_mistyped"

    def __init__(self, groups: tuple[int, ...]) -> None:
        super().__init__("groups " + ",".join(map(str, groups)) if groups else "length")
        self.groups = groups


class OtherSheet(StorageError):
    """The key of the other printed sheet was typed (recovery sheet and sealed envelope differ)."""

    code = "keys.other_sheet"


class NotAKeeper(StorageError):
    """This person's slot does not hold the key of the team's certificate authority."""

    code = "keys.not_a_keeper"


class LastKeeper(StorageError):
    """Nobody else keeps the key of the team's certificate authority."""

    code = "keys.last_keeper"


# Opening


class StoreMissing(StorageError):
    """There is no store in this folder."""

    code = "store.missing"


class StoreExists(StorageError):
    """There is a store in this folder already: a new one is never written over it."""

    code = "store.exists"


class StoreEmpty(StorageError):
    """The store's file has no bytes at all."""

    code = "store.empty"


class StoreCut(StorageError):
    """The store's file ends too early."""

    code = "store.cut"


class StoreDamaged(StorageError):
    """The store's file is not what was written (bits, pages, or its first bytes)."""

    code = "store.damaged"


class StoreNewer(StorageError):
    """The store was written by a newer version of the program."""

    code = "store.newer"


class StoreOpenElsewhere(StorageError):
    """Another process has this store open; `process` and `since` say which, where known."""

    code = "store.open_elsewhere"

    def __init__(self, process: int | None, since: datetime | None) -> None:
        super().__init__(f"process {process}")
        self.process = process
        self.since = since


class StoreReadOnly(StorageError):
    """The folder, or a file of the store, cannot be written."""

    code = "store.read_only"


class StoreClosed(StorageError):
    """The store was closed (locked) before this could be done."""

    code = "store.closed"


class StoreBusy(StorageError):
    """Another connection held the store for too long."""

    code = "store.busy"


class PragmaRefused(StorageError):
    """SQLCipher did not take a setting which the store relies on."""

    code = "store.pragma"


class NotEncrypted(StorageError):
    """A new store's file turned out to be readable: it was taken away again."""

    code = "store.not_encrypted"


class DiskFull(StorageError):
    """There is no room left, even after the reserve was given up."""

    code = "store.full"


class DiskFault(StorageError):
    """The disk reported an error while reading or writing; the change was not kept."""

    code = "store.disk"


# What is kept


class UnknownRecord(StorageError):
    """No record has this id."""

    code = "record.unknown"


class UnknownRevision(StorageError):
    """No revision has this id."""

    code = "revision.unknown"


class RecordErased(StorageError):
    """The words of this record were erased by decision."""

    code = "record.erased"


class ChainBroken(StorageError):
    """A header or a body is not what its author signed, or one is missing. Details: `check`."""

    code = "chain.broken"


class NoWorkingCopy(StorageError):
    """This person has no working copy of this record."""

    code = "working.none"


class WorkingCopyTaken(StorageError):
    """The person who is to adopt a working copy has one of that record already."""

    code = "working.taken"


class SnapshotMissing(StorageError):
    """No snapshot of this form version is kept: keep it before the first record in it."""

    code = "snapshot.missing"


class SnapshotDiffers(StorageError):
    """Another form is kept under the same id and version: a changed form needs a new version."""

    code = "snapshot.differs"


class UnknownAttachment(StorageError):
    """No attachment has this id."""

    code = "attachment.unknown"


# The low byte of SQLite's result codes (sqlite.org/rescode.html) -> what it means to us.
_MEANING: dict[int, type[StorageError]] = {
    5: StoreBusy,
    6: StoreBusy,
    7: NotEnoughMemory,
    8: StoreReadOnly,
    10: DiskFault,
    11: StoreDamaged,
    13: DiskFull,
    14: StoreMissing,
    26: StoreDamaged,
}


def translated(error: dbapi.Error) -> StorageError | None:
    """Return our name for SQLite's error, or None when it is a mistake of the program."""
    number = getattr(error, "sqlite_errorcode", None)
    meaning = _MEANING.get(number & 0xFF) if isinstance(number, int) else None
    return None if meaning is None else meaning(f"sqlite {number}")


@contextmanager
def sqlite_errors_named() -> Generator[None]:
    """Raise our named errors in place of SQLite's."""
    from desktop.storage.sql import dbapi

    try:
        yield
    except dbapi.Error as error:
        named = translated(error)
        if named is None:
            raise
        raise named from error


def named_os_error(error: OSError) -> StorageError:
    """Return our name for an error of the file system."""
    import errno

    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull()
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return StoreReadOnly()
    if error.errno == errno.ENOENT:
        return StoreMissing()
    return DiskFault(f"errno {error.errno}")
