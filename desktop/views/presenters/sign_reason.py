"""Behind the reason of a correction, where it is signed: worded anew, and kept as it is typed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.casework.memory import Memory
from desktop.casework.session import Session
from desktop.casework.troubles import explain
from desktop.views.pages.sign_reason import ReasonPart
from desktop.views.presenters.kept_words import KeptWords
from desktop.views.tasks import Tasks

REWORDING = "reword:"
"""Under this and a record's id is remembered what somebody began to write as another reason."""


def begun_in(memory: Memory, record: str) -> str | None:
    """Return what was begun as another reason for a correction, None where nothing was."""
    found = memory.recall(REWORDING + record)
    return found if isinstance(found, str) else None


class SignReason(QObject):
    """One part of a page, and the correction that is to be signed.

    `reworded` says that the paper is another one now; `refused` carries in words why it is not.
    """

    reworded = Signal()
    refused = Signal(str)

    def __init__(self, part: ReasonPart, session: Session, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._part, self._session, self._tasks = part, session, tasks
        self._record = ""
        self._kept = KeptWords(session.memory, tasks, self)
        self._kept.refused.connect(self._failed)
        part.written.connect(self._written)
        part.given.connect(self._reword)

    def open(self, record: str, reason: str, begun: str | None) -> None:
        """Show why a record is corrected, and what was begun to be written instead."""
        self._record = record
        self._kept.open(REWORDING + record if reason else "")
        self._part.show_reason(reason, begun)

    def close(self) -> None:
        """Keep what was typed, and let go of the record."""
        self._kept.close()
        self._record = ""
        self._part.show_reason("")

    def hold(self) -> bool:
        """Keep what was typed and wait for it; return whether it is safe. Asks nothing."""
        return self._kept.hold()

    def _written(self, words: str, still_asked: bool) -> None:
        self._kept.put(words if still_asked else None)

    def _reword(self, reason: str) -> None:
        record, signing, memory = self._record, self._session.signing, self._session.memory
        if not record:
            return
        self._kept.keep()

        def reword() -> str:
            signing.reword(record, reason)
            memory.remember(REWORDING + record, None)  # here: a lock may come before the answer
            return record

        self._tasks.run(reword, self._is_reworded, self._failed)

    def _is_reworded(self, record: str) -> None:
        if record == self._record:
            self._kept.forget()
            self.reworded.emit()

    def _failed(self, problem: BaseException) -> None:
        self.refused.emit(explain(problem).text)
