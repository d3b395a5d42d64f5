"""Autosave: hands every key to the store's writer while the key is being handled.

No clock of the window stands between a key and its commit: what comes next may keep the window
busy (a section is made, a row unfolds), and on a busy machine a timer comes late. What is typed
while a commit is under way goes together into the next one, which the writer begins by itself
(`WorkingCopy.flush`), so that the disk sets the pace.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop.casework.working import WorkingCopy
from desktop.views.tasks import Tasks

TRY_AGAIN = 2000  # milliseconds after a failed save


def _nothing_held_back() -> None:
    """Be a page that holds nothing back."""


class Saver(QObject):
    """Keeps one working copy saved. `gather` brings in what the page holds back, and the place."""

    saved = Signal()
    failed = Signal(object)

    def __init__(
        self,
        copy: WorkingCopy,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        gather: Callable[[], None] = _nothing_held_back,
    ) -> None:
        super().__init__(parent)
        self._copy = copy
        self._tasks = tasks
        self._gather = gather
        self._stopped = False
        self._gathering = False
        self._following: Future[None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.save_now)

    def touch(self) -> None:
        """Say that something changed: it is saved at once, or soon where the store just refused."""
        if not (self._stopped or self._gathering or self._timer.isActive()):
            self.save_now()

    @Slot()
    def save_now(self) -> None:
        """Save at once, whatever was refused before; does not wait."""
        self._gathering = True
        try:
            self._gather()
        finally:
            self._gathering = False
        self._timer.stop()
        if not self._copy.unsaved:
            return
        future: Future[None] = self._copy.flush()
        if future is not self._following:  # one save under way is told of once
            self._following = future
            self._tasks.follow(future, self._kept, self._not_kept)

    def stop(self) -> None:
        """Stop the clock for good; the caller saves what is left (`WorkingCopy.flush_all`)."""
        self._stopped = True
        self._timer.stop()

    def _kept(self, _result: object) -> None:
        self._following = None
        if self._stopped:
            return
        self.saved.emit()
        if self._copy.unsaved:
            self.touch()

    def _not_kept(self, problem: BaseException) -> None:
        self._following = None
        if self._stopped:
            return
        self.failed.emit(problem)
        self.try_later()

    def try_later(self) -> None:
        """Try again after a while: the store has just refused."""
        if not self._stopped:
            self._timer.start(TRY_AGAIN)
