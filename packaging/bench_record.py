"""The real window over a real store, unlocked and shown, for measurements of its pages."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from bench_store import Team
from bench_wait import wait_until
from desktop.app import make_application, make_window
from desktop.forms.values import Flat
from desktop.views.frame import OpenFrame
from desktop.views.go import Go
from desktop.views.pages.record.page import RecordPage
from desktop.views.presenters.record import RecordPresenter
from desktop.views.rooms_record import RecordRoom


@dataclass
class Opened:
    """A shown window and a record that can be opened in it."""

    frame: OpenFrame
    record: str

    @property
    def page(self) -> RecordPage:
        """The record page, once a record was opened."""
        return self._room.record_page

    @property
    def presenter(self) -> RecordPresenter:
        """What stands behind the record page, once a record was opened."""
        return self._room.presenter

    @property
    def _room(self) -> RecordRoom:
        room = self.frame.room
        assert isinstance(room, RecordRoom)
        return room

    def open(self, path: str = "") -> None:
        """Open the record at a question and wait until it stands there."""
        self.ask(path)
        wait_until(self.is_open)

    def ask(self, path: str = "") -> None:
        """Ask for the record; it comes a little later."""
        self.frame.go(Go.record(self.record, path))

    def is_open(self) -> bool:
        """Say whether the record stands on the page."""
        return self.presenter.copy is not None

    def leave(self) -> None:
        """Go back to Today and wait until the record is let go of."""
        self.frame.go(Go.today())
        tasks = self.frame.world.tasks
        wait_until(lambda: not tasks.busy)


@contextlib.contextmanager
def open_window(here: Team, answers: Flat, size: tuple[int, int]) -> Iterator[Opened]:
    """Start a WISE with these answers and show the window on Today."""
    make_application()
    session = here.session
    child = session.children.add("Robin", "Measured")
    record = session.records.start("wise", child, answers=answers)
    window = make_window(here.desk)
    window.resize(*size)
    window.show()
    window.activateWindow()
    window.show_open(session)
    assert window.frame is not None
    opened = Opened(window.frame, record)
    opened.leave()
    try:
        yield opened
    finally:
        window.close()
