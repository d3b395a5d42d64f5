"""An open store: its threads, its lock, and what is done when it opens and closes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TypeVar

from desktop.storage import check, incarnation, index, reserve
from desktop.storage.clock import Clock, computer_clock, to_milliseconds
from desktop.storage.connection import connect, require_belongs
from desktop.storage.erasure import empty_log
from desktop.storage.errors import (
    DiskFault,
    DiskFull,
    StorageError,
    StoreDamaged,
    sqlite_errors_named,
)
from desktop.storage.files import STORE
from desktop.storage.keyfile import read_key_file
from desktop.storage.lock import StoreLock
from desktop.storage.logroom import LogRoom
from desktop.storage.migrations import migrate
from desktop.storage.projection import FormProjector, Projector
from desktop.storage.reading import Reader
from desktop.storage.sql import Connection
from desktop.storage.worker import Workers, run_reading, run_writing
from desktop.storage.writing import Writer

T = TypeVar("T")
READERS = 2


@dataclass(frozen=True)
class _Desk:
    """What one reading thread works with."""

    connection: Connection
    reader: Reader


@dataclass
class _Parts:
    """What an open store is made of; only the thread that made a connection uses it."""

    writing: Workers
    reading: list[Workers] = field(default_factory=list[Workers])


class Store:
    """An open store. Made by `open_store`; ended by `close`, which waits for what is queued."""

    def __init__(
        self,
        folder: Path,
        data_key: bytes,
        *,
        lock: StoreLock,
        clock: Clock,
        projector: Callable[[], Projector],
        token_dir: Path,
        reserve_bytes: int,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self._lock = lock
        self._reserve_bytes = reserve_bytes
        self._projector = projector
        self._path = folder / STORE
        self._log_room = LogRoom(self._path)
        self._key = data_key
        self._parts = _Parts(Workers("store-writer", 1))
        self._open_for_writing(token_dir)
        for number in range(READERS):
            workers = Workers(f"store-reader-{number}", 1)
            self._parts.reading.append(workers)
        opening = [workers.submit(self._new_desk) for workers in self._parts.reading]
        self._desks = [desk.result() for desk in opening]

    # Doing

    def write(self, job: Callable[[Writer], T]) -> Future[T]:
        """Queue a writing job. It is one transaction; on any error nothing of it is kept.

        It may be run a second time when the disk was full: no effects outside the store.
        Errors in the future: the job's own, DiskFull, DiskFault, StoreReadOnly, StoreClosed...
        """
        return self._parts.writing.submit(lambda: self._write(job))

    def read(self, job: Callable[[Reader], T]) -> Future[T]:
        """Queue a reading job. It sees one moment of the store; it never waits for writing.

        The first reader with the least to do takes it: so a quick question does not wait behind a
        long one, and mostly meets a connection that has the pages at hand already.
        """
        number = min(range(READERS), key=lambda one: self._parts.reading[one].waiting)
        desk = self._desks[number]
        return self._parts.reading[number].submit(
            lambda: run_reading(desk.connection, desk.reader, job)
        )

    def check(self, *, whole_file: bool = True) -> Future[check.Report]:
        """Verify the whole store: pages, tables, chain, signatures, bodies, attachments."""
        return self._maintain(lambda c: check.check(c, self.id, whole_file=whole_file))

    def rebuild_and_compare(self, *, mend: bool = False) -> Future[tuple[index.Difference, ...]]:
        """Work the projections out anew and say where the kept ones differ; put right if `mend`."""
        return self._maintain(lambda c: self._compare(c, mend=mend))

    def close(self) -> None:
        """Do what is queued, empty the log, let go of the store. Safe to call twice."""
        for workers, desk in zip(self._parts.reading, self._desks, strict=True):
            workers.submit(desk.connection.close)
            workers.close()
        self._parts.writing.submit(self._close_writing)
        self._parts.writing.close()
        self._key = b""
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Knowing

    @property
    def has_reserve(self) -> bool:
        """Whether the reserve for a full disk is still there; without it, room is needed soon."""
        return (self.folder / reserve.RESERVE).exists()

    # Inside

    def _write(self, job: Callable[[Writer], T]) -> T:
        try:
            result = run_writing(self._connection, self._writer, job, self._make_room)
        except DiskFault as fault:
            self._refuse_if_full(fault)
            raise
        self._log_room.keep()
        return result

    def _open_for_writing(self, token_dir: Path) -> None:
        try:
            self._parts.writing.submit(lambda: self._prepare_with_room(token_dir)).result()
        except BaseException:
            self._parts.writing.close()
            raise

    def _prepare_with_room(self, token_dir: Path) -> None:
        """Open; on a full disk give up the reserve for it, so that everything can be read."""
        try:
            try:
                self._prepare(token_dir)
            except (DiskFull, DiskFault) as error:
                if not self._make_room(error):
                    raise
                self._prepare(token_dir)
        except DiskFault as fault:
            self._refuse_if_full(fault)
            raise

    def _prepare(self, token_dir: Path) -> None:
        """On the writing thread: open, migrate, enter an incarnation."""
        self._connection = connect(self._path, self._key)
        try:
            with sqlite_errors_named():
                migrate(self._connection)
                found = self._connection.execute("SELECT id, team, training FROM store").fetchall()
                if len(found) != 1:
                    raise StoreDamaged("no store row")
                self.id, self.team, self.training = found[0][0], found[0][1], bool(found[0][2])
                now = to_milliseconds(self.clock())
                self._connection.execute("BEGIN IMMEDIATE")
                self.incarnation, self.is_new_incarnation = incarnation.enter(
                    self._connection, self.id, token_dir, now
                )
                self._connection.execute("COMMIT")
                self._writer = Writer(
                    self._connection, self.clock, self._projector(), self.incarnation
                )
                # No room to rewrite the file must keep nobody out: the next opening tries again.
                with contextlib.suppress(StorageError):
                    self._writer.finish()
        except BaseException:
            self._connection.close()
            raise
        reserve.keep_reserve(self.folder, self._reserve_bytes)

    def _new_desk(self) -> _Desk:
        connection = connect(self._path, self._key, read_only=True)
        return _Desk(connection, Reader(connection))

    def _maintain(self, work: Callable[[Connection], T]) -> Future[T]:
        def named() -> T:
            with sqlite_errors_named():
                return work(self._connection)

        return self._parts.writing.submit(named)

    def _compare(self, connection: Connection, *, mend: bool) -> tuple[index.Difference, ...]:
        connection.execute("BEGIN IMMEDIATE")
        try:
            found = index.compare(connection, self._projector())
            if found and mend:
                index.rebuild(connection, self._projector())
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        return found

    def _make_room(self, error: StorageError) -> bool:
        full = isinstance(error, DiskFull) or reserve.is_full(self.folder)
        return full and reserve.give_up_reserve(self.folder)

    def _refuse_if_full(self, fault: DiskFault) -> None:
        """Raise DiskFull where that is what the fault is in truth."""
        if reserve.is_full(self.folder):
            raise DiskFull from fault

    def _close_writing(self) -> None:
        try:
            with sqlite_errors_named():
                empty_log(self._connection)
        except StorageError:
            # A full or failing disk must not keep anybody from locking; the log is read next time.
            pass
        finally:
            self._connection.close()


def open_store(
    folder: Path,
    data_key: bytes,
    *,
    incarnation_token_dir: Path,
    clock: Clock = computer_clock,
    person: str | None = None,
    projector: Callable[[], Projector] = FormProjector,
    reserve_bytes: int = reserve.NORMAL_RESERVE,
) -> Store:
    """Open an existing store with its data key; nothing is ever created by this.

    `incarnation_token_dir`: a folder of the operating system's account, outside the store.
    `person` is noted beside the store, for the unlock page to offer next time.

    Raises StoreMissing, StoreEmpty, StoreCut, StoreDamaged, StoreNewer, StoreOpenElsewhere,
    StoreReadOnly, KeyFileDamaged, KeyFileOfAnotherStore, PragmaRefused, DiskFull, DiskFault.
    """
    store_id = read_key_file(folder).store
    require_belongs(folder / STORE, store_id)
    lock = StoreLock.seize(folder, clock(), person)
    try:
        # Again, now that nobody else can be at work on the file.
        require_belongs(folder / STORE, store_id)
        store = Store(
            folder,
            data_key,
            lock=lock,
            clock=clock,
            projector=projector,
            token_dir=incarnation_token_dir,
            reserve_bytes=reserve_bytes,
        )
    except BaseException:
        lock.release()
        raise
    if store.id != store_id:
        store.close()
        raise StoreDamaged("store row")
    return store
