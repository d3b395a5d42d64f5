"""The paper of a record that is being written: printed to be read together, or saved as a PDF.

DRAFT stands on each page and there is nothing to sign. For whoever may open the record here; all
that was typed is on it. An entry of a register is no record and has no paper.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.casework.exports import Exports
from desktop.casework.session import Session
from desktop.views.pages.record.page import RecordPage
from desktop.views.parts.progress import SHOW_AFTER_MS
from desktop.views.presenters.leaving import Leaving, Make
from desktop.views.presenters.record import RecordPresenter
from desktop.views.tasks import Tasks

MAKING = "The paper of the draft is being made …"
OPEN_THE_COPY = "Open the copy"


class DraftPaper(QObject):
    """The paper of the draft on one record page."""

    trouble = Signal(object)

    def __init__(
        self, page: RecordPage, writing: RecordPresenter, session: Session, tasks: Tasks
    ) -> None:
        super().__init__()
        self._page, self._writing = page, writing
        self._exports = Exports(session)
        self._saved_now = False
        self._leaving = Leaving(page, session, tasks, self)
        self._leaving.told.connect(self._told)
        self._leaving.copy_there.connect(self._copy_is_there)
        self._leaving.making.connect(self._making)
        self._leaving.failed.connect(self.trouble)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._say_making)
        page.copy_toast.undone.connect(self._leaving.open)
        page.print_asked.connect(self._print)
        page.save_asked.connect(self._save)
        writing.opened.connect(self._opened)

    def close(self) -> None:
        """Let go of the record: no paper of it is wanted any more."""
        self._leaving.forget()
        self._page.offer_paper(False)

    def _opened(self, _record: str) -> None:
        self._leaving.forget()
        copy = self._writing.copy
        self._page.offer_paper(copy is not None and copy.form.role == "record")

    # What is asked

    def _print(self) -> None:
        make = self._maker()
        if make is not None:
            self._leaving.print_made(make)

    def _save(self) -> None:
        make = self._maker()
        if make is not None:
            self._leaving.save_made(make)

    def _maker(self) -> Make | None:
        """Return what makes the paper of all that stands on the page now.

        Words that the disk does not take are on it too: paper may be where they are safe first.
        """
        self._writing.hold()
        copy, exports = self._writing.copy, self._exports
        if copy is None or copy.form.role != "record":
            return None
        record, form, flat = copy.record, copy.form, dict(copy.flat)
        return lambda: exports.draft(record, form, flat)

    # What is told

    def _making(self, on: bool) -> None:
        if on:
            self._waiting.start(SHOW_AFTER_MS)
        else:
            self._waiting.stop()
            self._page.copy_toast.leave()

    def _say_making(self) -> None:
        self._page.say_of_copy(MAKING)

    def _copy_is_there(self, there: bool) -> None:
        """Remember to offer the copy beside what is told of it in a moment."""
        self._saved_now = there

    def _told(self, words: str) -> None:
        self._page.say_of_copy(words, OPEN_THE_COPY if self._saved_now else "")
        self._saved_now = False
