"""The real record page over a real store, for measurements that need no other page."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.casework.session import Session
from desktop.forms.values import Flat
from desktop.views.editors.contract import Surroundings
from desktop.views.pages.record.page import RecordPage
from desktop.views.presenters.record import RecordPresenter
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

PATIENCE = 30.0  # seconds until something that does not happen is given up


@dataclass
class Opened:
    """A shown page, what stands behind it, and the record that can be opened on it."""

    page: RecordPage
    presenter: RecordPresenter
    record: str

    def open(self, path: str = "") -> None:
        """Open the record at a question and wait until it stands there."""
        self.ask(path)
        wait_until(self.is_open)

    def ask(self, path: str = "") -> None:
        """Ask for the record; it comes a little later."""
        self.presenter.open(self.record, path)

    def is_open(self) -> bool:
        """Say whether the record stands on the page."""
        return self.presenter.copy is not None


def wait_until(happened: Callable[[], bool]) -> None:
    """Let the window live until something has happened. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while not happened():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        if time.monotonic() > end:
            raise TimeoutError("what was waited for did not happen")


@contextlib.contextmanager
def open_page(
    application: QApplication, session: Session, answers: Flat, size: tuple[int, int]
) -> Iterator[Opened]:
    """Start a WISE with these answers and show an empty record page that can open it."""
    theme = Theme()
    theme.apply(application)
    child = session.children.add("Robin", "Measured")
    record = session.records.start("wise", child, answers=answers)
    tasks = Tasks(_raise)
    page = RecordPage(theme)
    presenter = RecordPresenter(page, session.records, tasks, session.clock, Surroundings(theme))
    presenter.trouble.connect(_raise)
    page.resize(*size)
    page.show()
    page.activateWindow()
    try:
        yield Opened(page, presenter, record)
        presenter.close()
    finally:
        tasks.close()
        page.close()


def _raise(problem: BaseException) -> None:
    raise problem
