"""Records that were left: each becomes a version behind the window, and none is let go unsaved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.casework.agreement import OutOfTurn
from desktop.casework.working import WorkingCopy
from desktop.views.presenters.record_parts import RecordKeeping
from desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from desktop.casework.records import OpenRecord

TRY_AGAIN = 2000  # milliseconds after a version that could not be made
OPEN_WITHIN = 5.0  # seconds that opening a record again waits for what was typed in it before


class Leaving(QObject):
    """The working copies whose last words are on their way into the store."""

    failed = Signal(object)
    """Why a copy could not be left; it stays here, and is tried again."""
    all_left = Signal()
    """After a failure: nothing waits any more."""
    left = Signal()
    """A copy has become a version: lists that were made before it say what was before."""

    def __init__(self, records: RecordKeeping, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._records, self._tasks = records, tasks
        self._copies: dict[str, WorkingCopy] = {}
        self._failing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._again)

    @property
    def copies(self) -> tuple[WorkingCopy, ...]:
        """The copies that are not left yet."""
        return tuple(self._copies.values())

    def leave(self, copy: WorkingCopy) -> None:
        """Let a copy become a version; returns at once."""
        self._copies[copy.record] = copy
        self._try(copy)

    def hold(self, seconds: float) -> bool:
        """Keep the words of every copy now; return whether all are safe."""
        return False not in [copy.flush_all(seconds) for copy in self.copies]

    def open(self, record: str) -> OpenRecord:
        """Open a record with every word that was typed before it was left.

        Not on the window's thread: it waits a moment for words on their way.
        """
        copy = self._copies.get(record)
        if copy is None or copy.flush_all(OPEN_WITHIN):
            return self._records.open(record)
        return replace(self._records.open(record), copy=copy)

    def took_back(self, copy: WorkingCopy) -> None:
        """Leave a copy alone that is being written in again."""
        if self._copies.get(copy.record) is copy:
            del self._copies[copy.record]

    def close(self) -> None:
        """Stop trying; whoever calls has held all copies."""
        self._timer.stop()
        self._copies.clear()

    def _try(self, copy: WorkingCopy) -> None:
        def leave() -> None:
            if copy in self.copies:
                self._records.leave(copy)

        self._tasks.run(leave, self._leaver(copy), partial(self._not_left, copy))

    def _leaver(self, copy: WorkingCopy) -> Callable[[object], None]:
        def left(_done: object) -> None:
            self.took_back(copy)
            self.left.emit()
            self._all_left()

        return left

    def _not_left(self, copy: WorkingCopy, problem: BaseException) -> None:
        if not self._copies:
            return
        why = problem.__cause__ or problem
        self._failing = True
        if isinstance(why, OutOfTurn):  # the record has ended, and will not begin again by itself
            self.took_back(copy)
            self.failed.emit(why)
            self._all_left()
        else:
            self.failed.emit(why)
            self._timer.start(TRY_AGAIN)

    def _all_left(self) -> None:
        if self._failing and not self._copies:
            self._failing = False
            self.all_left.emit()

    def _again(self) -> None:
        for copy in self.copies:
            self._try(copy)
