"""Threads that own connections: one that writes, a few that read. Results come as futures."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple, TypeVar

from desktop.storage.errors import DiskFault, DiskFull, StorageError, StoreClosed, translated
from desktop.storage.reading import Reader
from desktop.storage.sql import Connection, dbapi
from desktop.storage.writing import Writer

T = TypeVar("T")


class _Task(NamedTuple):
    work: Callable[[], Any]
    future: Future[Any]


class Workers:
    """Some threads on one queue; work begins in the order in which it was given."""

    def __init__(self, name: str, count: int) -> None:
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        self.waiting = 0
        """How much is queued or being done."""
        self._threads = [
            threading.Thread(target=self._run, name=f"{name}-{number}", daemon=True)
            for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Queue some work; its result or error comes in the future. StoreClosed comes there too."""
        future: Future[T] = Future()
        with self._door:
            if not self._closed:
                self.waiting += 1
                self._tasks.put(_Task(work, future))
                return future
        future.set_exception(StoreClosed())
        return future

    def close(self) -> None:
        """Let everything queued be done, then end the threads. Safe to call twice."""
        with self._door:
            if not self._closed:
                self._closed = True
                for _ in self._threads:
                    self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            if task.future.set_running_or_notify_cancel():
                self._do(task)
            else:
                self._count_down()
            # Nothing of a job may outlive it in a waiting thread.
            del task

    def _do(self, task: _Task) -> None:
        """Do some work. Who waits for it finds it no longer counted as waiting."""
        try:
            result = task.work()
        except BaseException as error:
            self._count_down()
            task.future.set_exception(error)
        else:
            self._count_down()
            task.future.set_result(result)

    def _count_down(self) -> None:
        with self._door:
            self.waiting -= 1


def run_writing(
    connection: Connection,
    writer: Writer,
    job: Callable[[Writer], T],
    make_room: Callable[[StorageError], bool],
) -> T:
    """Run a writing job in a transaction; on a full disk give up the reserve and try once more.

    Raises the job's own error or a named one; the transaction is then rolled back.
    """
    try:
        result = _in_transaction(connection, writer, job)
    except (DiskFull, DiskFault) as error:
        if not make_room(error):
            raise
        result = _in_transaction(connection, writer, job)
    writer.finish()
    return result


def _in_transaction(connection: Connection, writer: Writer, job: Callable[[Writer], T]) -> T:
    try:
        connection.execute("BEGIN IMMEDIATE")
        result = job(writer)
        connection.execute("COMMIT")
    except BaseException as error:
        writer.forget()
        _roll_back(connection)
        raise _named(error) from error
    return result


def run_reading(connection: Connection, reader: Reader, job: Callable[[Reader], T]) -> T:
    """Run a reading job on one moment of the store. Raises the job's own error or a named one."""
    try:
        connection.execute("BEGIN")
        return job(reader)
    except BaseException as error:
        raise _named(error) from error
    finally:
        _roll_back(connection)


def _roll_back(connection: Connection) -> None:
    # SQLite rolls back by itself after some errors (FULL, IOERR); then there is nothing to do.
    if connection.in_transaction:
        try:
            connection.execute("ROLLBACK")
        except dbapi.Error as error:
            if translated(error) is None:
                raise


def _named(error: BaseException) -> BaseException:
    if isinstance(error, StorageError) or not isinstance(error, dbapi.Error):
        return error
    return translated(error) or error
