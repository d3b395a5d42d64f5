"""The one way to a database connection: key, settings, and every setting read back.

A file is never created by opening it, and what was created is looked at from outside: without a
key SQLCipher would silently write plain text (store reference, section 4).
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from desktop.storage.errors import (
    KeyFileOfAnotherStore,
    NotEncrypted,
    PragmaRefused,
    StorageError,
    StoreCut,
    StoreDamaged,
    StoreEmpty,
    StoreExists,
    StoreMissing,
    StoreReadOnly,
    named_os_error,
    sqlite_errors_named,
    translated,
)
from desktop.storage.files import private_descriptor
from desktop.storage.sql import Connection, dbapi

PAGE_BYTES = 4096
KEY_BYTES = 32
HEADER_BYTES = 16
_PLAIN_HEADER = b"SQLite format 3\x00"

# Name, value to set, value that must be read back. temp_store: a temporary file would be plain
# text. cipher_memory_security is global to the process and makes search ten times slower.
# cache_size: with SQLite's 2 MB a search decrypts the same pages again and again.
# recursive_triggers: without it REPLACE deletes past the triggers that forbid deletion.
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("cipher_memory_security", "OFF", "0"),
    ("temp_store", "MEMORY", "2"),
    ("foreign_keys", "ON", "1"),
    ("recursive_triggers", "ON", "1"),
    ("secure_delete", "ON", "1"),
    ("cell_size_check", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("mmap_size", "0", "0"),
    ("busy_timeout", "5000", "5000"),
    ("cache_size", "-16384", "-16384"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
)


def connect(path: Path, data_key: bytes, *, read_only: bool = False) -> Connection:
    """Open an existing store file with its data key, and prove key and settings.

    Raises StoreMissing, StoreEmpty, StoreCut, StoreDamaged, StoreReadOnly, PragmaRefused.
    """
    _require_file(path)
    connection = _keyed(path, data_key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        _apply(connection, read_only=read_only)
    except BaseException as error:
        connection.close()
        if isinstance(error, dbapi.Error):
            raise _why_unreadable(path, data_key, error) from error
        raise
    return connection


def create_database(path: Path, data_key: bytes, store_id: str) -> Connection:
    """Create an empty encrypted file whose first 16 bytes (its salt) are the store id.

    So the key file and the database can be seen to belong together without any key.
    Raises StoreExists, StoreReadOnly, DiskFull, NotEncrypted.
    """
    try:
        os.close(private_descriptor(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    except FileExistsError as error:
        raise StoreExists from error
    except OSError as error:
        raise named_os_error(error) from error
    connection = _keyed(path, data_key, salt=store_id)
    with sqlite_errors_named():
        _apply(connection, read_only=False)
        connection.execute("PRAGMA user_version = 0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    if _header(path) != bytes.fromhex(store_id):
        path.unlink()
        raise NotEncrypted
    return connect(path, data_key)


def require_belongs(path: Path, store_id: str) -> None:
    """Check, from outside, that this database is the one that the key file is for.

    Only before any connection is open: closing a file drops this process's locks on it.
    Raises StoreMissing, StoreEmpty, StoreCut, StoreDamaged or KeyFileOfAnotherStore.
    """
    _require_file(path)
    header = _header(path)
    expected = bytes.fromhex(store_id)
    if len(header) < HEADER_BYTES:
        raise StoreCut
    if header == expected:
        return
    wrong_bits = (int.from_bytes(header) ^ int.from_bytes(expected)).bit_count()
    # Two salts differ in about 64 of 128 bits; fewer than 24, or a blank, is damage to this one.
    if wrong_bits < 24 or header in {bytes(HEADER_BYTES), _PLAIN_HEADER}:
        raise StoreDamaged("first bytes")
    raise KeyFileOfAnotherStore("database")


def _require_file(path: Path) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise StoreMissing from error
    except OSError as error:
        raise named_os_error(error) from error
    if size == 0:
        raise StoreEmpty
    log = path.with_name(path.name + "-wal")
    # With a log beside it a broken last page is nothing: the log has that page whole.
    if size % PAGE_BYTES and not (log.exists() and log.stat().st_size):
        raise StoreCut


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADER_BYTES)


def _keyed(path: Path, data_key: bytes, salt: str = "") -> Connection:
    if len(data_key) != KEY_BYTES:
        # SQLCipher would take a key of any other length for a passphrase, without a word.
        raise ValueError("a data key has 32 bytes")
    uri = f"{path.resolve().as_uri()}?mode=rw"
    with sqlite_errors_named():
        connection = dbapi.connect(uri, uri=True, isolation_level=None, cached_statements=256)
    connection.execute("PRAGMA cipher_log_level = NONE")
    # The key takes no bound parameter; hexadecimal digits cannot break out of the quotes.
    connection.execute(f"PRAGMA key = \"x'{data_key.hex()}{salt}'\"")
    return connection


def _apply(connection: Connection, *, read_only: bool) -> None:
    settings = (*_SETTINGS, ("query_only", "ON", "1")) if read_only else _SETTINGS
    for name, value, _ in settings:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    for name, _, expected in (*settings, ("cipher_status", "", "1")):
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or str(row[0]) != expected:
            raise PragmaRefused(name)
    options = {str(row[0]) for row in connection.execute("PRAGMA compile_options")}
    if "TEMP_STORE=0" in options:
        raise PragmaRefused("TEMP_STORE")


def _why_unreadable(path: Path, data_key: bytes, error: dbapi.Error) -> StorageError:
    """Tell a cut file from a damaged one, and a read-only folder from a missing file."""
    named = translated(error) or StoreDamaged()
    if isinstance(named, StoreDamaged) and _is_cut(path, data_key):
        return StoreCut()
    if isinstance(named, StoreMissing) and path.exists():
        return StoreReadOnly()
    return named


def _is_cut(path: Path, data_key: bytes) -> bool:
    """Say whether the file is only shorter than its own first page says.

    With `writable_schema` SQLite forgives exactly that, so a second try that succeeds tells.
    """
    if path.stat().st_size < PAGE_BYTES:
        return True
    connection = _keyed(path, data_key)
    try:
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute("PRAGMA schema_version").fetchone()
    except dbapi.Error:
        return False
    finally:
        connection.close()
    return True


def is_private(path: Path) -> bool:
    """Say whether nobody but this account may read the file (always true on Windows)."""
    return os.name == "nt" or not stat.S_IMODE(path.stat().st_mode) & 0o077
