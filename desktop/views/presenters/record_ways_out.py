"""Ways out of a record that is being written: giving a correction up, throwing an empty draft away.

Offered to whoever writes it only, and an empty draft only while nothing is answered in it. The
functions behind the window check again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.casework.drafts import is_empty
from desktop.casework.session import Session
from desktop.casework.states import DRAFT, OPEN
from desktop.views.done import Done
from desktop.views.go import Go
from desktop.views.pages.record.page import RecordPage
from desktop.views.presenters.lines import counts_again
from desktop.views.presenters.record import RecordPresenter
from desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from desktop.casework.record_views import OpenRecord


class RecordWaysOut(QObject):
    """The ways out of the record on one record page; `done` tells what came of one."""

    done = Signal(object)
    trouble = Signal(object)

    def __init__(
        self, page: RecordPage, writing: RecordPresenter, session: Session, tasks: Tasks
    ) -> None:
        super().__init__()
        self._page, self._writing = page, writing
        self._session, self._tasks = session, tasks
        self._open: OpenRecord | None = None
        self.ending = ""
        """The record whose writing is being ended now; "" where there is none."""
        writing.looking.looked.connect(self._looked)
        page.give_up_asked.connect(self._ask)
        page.throw_away_asked.connect(self._throw_away)
        page.paper.giving_up.given_up.connect(self._give_up)

    def _looked(self, opened: OpenRecord) -> None:
        """Offer what there is for a record as it stands."""
        self._open, header, copy = opened, opened.header, opened.copy
        if copy.record != self.ending:  # somebody has gone on to another record meanwhile
            self._page.setEnabled(True)
        mine = header.state in OPEN and header.role == "record" and not copy.read_only
        correction = header.stands is not None
        self._page.offer_ways_out(
            give_up=mine and correction,
            throw_away=mine and not correction and header.state == DRAFT,
            empty=is_empty(copy),
        )

    def _ask(self) -> None:
        opened = self._open
        if opened is not None and opened.header.stands is not None:
            self._writing.hold()
            self._page.ask_give_up(counts_again(opened.header.stands))

    def _give_up(self) -> None:
        signing = self._session.signing
        self._end(
            signing.take_back,
            lambda record: Done("The correction was given up", Go.read(record)),
        )

    def _throw_away(self) -> None:
        records = self._session.records
        child = self._page.sheet.child if self._page.sheet is not None else ""

        def thrown(record: str) -> Done:
            return Done(
                "The empty draft was thrown away",
                Go.child(child) if child else Go.today(),
                gone=record,
                undo=lambda: records.bring_back(record),
            )

        self._end(records.discard, thrown)

    def _end(self, job: Callable[[str], None], told: Callable[[str], Done]) -> None:
        """Do what ends the writing, once all that was typed is kept; nothing is typed meanwhile."""
        copy = self._writing.copy
        if copy is None or not self._writing.end():
            return
        record = self.ending = copy.record
        self._open = None
        self._page.setEnabled(False)
        self._tasks.run(
            lambda: job(record),
            lambda _nothing: self._ended(told(record)),
            partial(self._failed, record),
        )

    def _ended(self, done: Done) -> None:
        self._is_over()
        self.done.emit(done)

    def _failed(self, record: str, problem: BaseException) -> None:
        self._is_over()
        if self._open is None and self._page.isVisible():
            self._writing.open(record)
        self.trouble.emit(problem)

    def _is_over(self) -> None:
        self.ending = ""
        self._page.setEnabled(True)
