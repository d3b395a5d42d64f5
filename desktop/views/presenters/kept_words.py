"""Words that are typed outside a record, kept as they are typed: comments, reasons, notes, forms.

They lie in the encrypted store as their writer's own, and are there again after a lock.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.casework.memory import Memory
from desktop.forms.values import Json
from desktop.views.tasks import Tasks

KEEP_EVERY = 150  # milliseconds at most between a key and its being kept
TRY_AGAIN = 2000  # milliseconds after the store refused
HOLD_SECONDS = 3.0  # as long as a lock may wait for the last words


class KeptWords(QObject):
    """What is typed in one place of a page. `refused` carries why the store did not take it."""

    refused = Signal(object)

    def __init__(self, memory: Memory, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory, self._tasks = memory, tasks
        self._name, self._unkept = "", False
        self._words: Json = None
        self._handed: set[str] = set()
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.timeout.connect(self.keep)

    @property
    def waits(self) -> bool:
        """Whether something that was typed is not handed to the store yet."""
        return self._unkept

    def open(self, name: str) -> None:
        """Keep from now on under this name; what was typed under the last one is kept first."""
        self.keep()
        self._name, self._unkept = name, False

    def close(self) -> None:
        """Keep what was typed, and nothing more until `open`."""
        self.open("")

    def put(self, words: Json) -> None:
        """Take all that stands in this place now; it is in the store a moment later."""
        self._words, self._unkept = words, True
        if not self._keeping.isActive():
            self._keeping.start(KEEP_EVERY)

    def keep(self) -> None:
        """Hand over what was typed now."""
        self._keeping.stop()
        if self._unkept and self._name:
            self._unkept = False
            self._handed.add(self._name)
            kept = self._memory.remember(self._name, self._words)
            self._tasks.follow(kept, None, partial(self._not_kept, self._name))

    def forget(self) -> None:
        """Keep nothing of it any longer: it has served its purpose."""
        self.put(None)
        self.keep()

    def hold(self) -> bool:
        """Keep everything and wait for it; return whether all of it is safe, also of places left.

        Asks nothing.
        """
        self.keep()
        unsafe = {name for name in self._handed if not self._memory.hold(name, HOLD_SECONDS)}
        self._handed = unsafe
        return not unsafe

    def _not_kept(self, name: str, problem: BaseException) -> None:
        if name == self._name:
            self._unkept = True
            self._keeping.start(TRY_AGAIN)
            self.refused.emit(problem)
