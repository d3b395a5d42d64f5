"""Work off the window's thread: run a call elsewhere, and bring its result home.

Callbacks are bound methods of objects that live in the window's thread. A result that arrives
after `forget_all` (a lock, a page that was left) is dropped.

Another thread must never be the last to let go of a part of the window: Qt would take the part
apart there, while the window does so too. So callbacks and calls wait in the window's thread, and
the other thread lets go of a call before anybody hears that it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.views.collecting import Collector

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class _Waiting(NamedTuple):
    call: object
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
        self._numbers = count()
        self._waiting: dict[int, _Waiting] = {}
        self._arrived.connect(self._bring_home, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _executor(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=2, thread_name_prefix="work")

    def run(self, call: Callable[[], T], then: Then | None, failed: Failed | None = None) -> None:
        """Run `call` in another thread, then `then(result)` or `failed(problem)` in this one."""
        self._follow(self._executor.submit(partial(_done, [call])), call, then, failed)

    def follow(self, future: Future[T], then: Then | None, failed: Failed | None = None) -> None:
        """Bring the result of a future home."""
        self._follow(future, None, then, failed)

    def _follow(
        self, future: Future[T], call: object, then: Then | None, failed: Failed | None
    ) -> None:
        self._open += 1
        if self._open == 1:
            self.busy_changed.emit(True)
        number = next(self._numbers)
        self._waiting[number] = _Waiting(call, then, failed, self._generation)
        future.add_done_callback(partial(self._tell, number))

    def _tell(self, number: int, done: Future[Any]) -> None:
        self._arrived.emit((number, done))

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
    def _bring_home(self, arrival: tuple[int, Future[Any]]) -> None:
        number, future = arrival
        waiting = self._waiting.pop(number)
        self._open -= 1
        if self._open == 0:
            self.busy_changed.emit(False)
        if waiting.generation != self._generation:
            return
        if future.cancelled():
            return
        problem = future.exception()  # not raised here, where it would hold on to all this
        if problem is not None:
            (waiting.failed or self._unexpected)(problem)
        elif waiting.then is not None:
            waiting.then(future.result())


def _done(held: list[Callable[[], T]]) -> T:
    """Do what is held and let go of it; where it failed, the way there would hold on to it."""
    call = held.pop()
    try:
        return call()
    except BaseException as problem:
        _forget_the_way(problem)
        raise
    finally:
        del call


def _forget_the_way(problem: BaseException) -> None:
    """Let go of the way to a failure and to all that led to it; two may name each other."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [problem]
    while waiting:
        told = waiting.pop()
        if told is not None and id(told) not in seen:
            seen.add(id(told))
            told.__traceback__ = None
            waiting += (told.__cause__, told.__context__)
