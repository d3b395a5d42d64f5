"""Keeps what is typed in the open card of a settings tab, and opens the card again after a lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.casework.session import Session
from desktop.forms.values import Json, as_object
from desktop.views.pages.settings_tab import CardTab
from desktop.views.presenters.kept_words import KeptWords
from desktop.views.tasks import Tasks

T = TypeVar("T")


class CardWords(QObject):
    """The words of one tab. Passphrases are never among them."""

    trouble = Signal(object)

    def __init__(
        self, name: str, tab: CardTab, session: Session, tasks: Tasks, parent: QObject
    ) -> None:
        """`name` is what they are remembered under."""
        super().__init__(parent)
        self._name, self._tab, self._memory, self._tasks = name, tab, session.memory, tasks
        self._words = KeptWords(session.memory, tasks, self)
        self._words.refused.connect(self.trouble)
        self._asked = self._recalled = self._any = False
        tab.wait_for_typed()
        tab.written.connect(self._written)

    def show(self) -> None:
        """Show once what was typed before; the tab shows by now whom its cards may be about."""
        if not self._asked:
            self._asked = True
            memory, name = self._memory, self._name
            self._tasks.run(lambda: memory.recall(name), self._show, self._not_recalled)

    def ends(self, work: Callable[[], T]) -> Callable[[], T]:
        """Return work that the open card asked for; once done, nothing is kept of the card."""
        self._words.keep()
        memory, name = self._memory, self._name

        def done() -> T:
            found = work()
            memory.remember(name, None)  # here: a lock may come before the answer
            return found

        return done

    def hold(self) -> bool:
        """Keep what was typed and wait for it; return whether it is safe. Asks nothing."""
        return self._words.hold()

    def close(self) -> None:
        """Keep what was typed, and nothing more."""
        self._words.close()

    def _show(self, kept: Json) -> None:
        self._words.open(self._name)
        self._recalled, self._any = True, bool(kept)
        self._tab.show_typed(as_object(kept))

    def _not_recalled(self, problem: BaseException) -> None:
        self._asked = False
        self.trouble.emit(problem)

    def _written(self) -> None:
        if self._recalled:
            typed = self._tab.typed()
            if typed:
                self._words.put(typed)
            elif self._any:
                self._words.forget()
            self._any = bool(typed)
