"""Work off the window's thread: run a call elsewhere, and bring its result home.

Callbacks are bound methods of objects that live in the window's thread. A result that arrives
after `forget_all` (a lock, a page that was left) is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.views.collecting import Collector

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class _Arrival(NamedTuple):
    future: Future[Any]
    then: Then | None
    failed: Failed | None
    generation: int


class Tasks(QObject):
    """The one place where the window hands work to other threads."""

    busy_changed = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, unexpected: Failed, parent: QObject | None = None) -> None:
        """`unexpected` hears of failures that the caller has no handler for."""
        super().__init__(parent)
        self._unexpected = unexpected
        self._collector = Collector(self)
        self._generation = 0
        self._open = 0
        self._arrived.connect(self._bring_home, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _executor(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=2, thread_name_prefix="work")

    def run(self, call: Callable[[], T], then: Then | None, failed: Failed | None = None) -> None:
        """Run `call` in another thread, then `then(result)` or `failed(problem)` in this one."""
        self.follow(self._executor.submit(call), then, failed)

    def follow(self, future: Future[T], then: Then | None, failed: Failed | None = None) -> None:
        """Bring the result of a future home."""
        self._open += 1
        if self._open == 1:
            self.busy_changed.emit(True)
        generation = self._generation

        def tell(done: Future[T]) -> None:
            self._arrived.emit(_Arrival(done, then, failed, generation))

        future.add_done_callback(tell)

    def forget_all(self) -> None:
        """Drop every result that has not arrived yet: its page is gone."""
        self._generation += 1

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._open > 0

    def close(self) -> None:
        """Wait for what runs, drop what waits."""
        self.forget_all()
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._collector.stop()

    @Slot(object)
    def _bring_home(self, arrival: _Arrival) -> None:
        from concurrent.futures import CancelledError

        self._open -= 1
        if self._open == 0:
            self.busy_changed.emit(False)
        if arrival.generation != self._generation:
            return
        try:
            result = arrival.future.result()
        except CancelledError:
            return
        except Exception as problem:
            (arrival.failed or self._unexpected)(problem)
            return
        if arrival.then is not None:
            arrival.then(result)
