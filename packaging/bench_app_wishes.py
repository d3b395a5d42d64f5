"""What a person does in the window, and how long it takes until it can be seen."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea

from bench_app import PASSPHRASE
from bench_wait import wait_until
from desktop.views.go import Go, Page
from desktop.views.pages.today import TodayPage
from desktop.views.pages.unlock import UnlockPage
from desktop.views.presenters.unlock import Reason
from desktop.views.rooms import Room, World
from desktop.views.rooms_record import RecordRoom
from desktop.views.window import Window

AFTER_PAINT = QEvent.Type(QEvent.registerEventType())


class Paints(QObject):
    """Notes when a scrolling page was last painted with something in it."""

    def __init__(self, page: QAbstractScrollArea, filled: Callable[[], bool]) -> None:
        super().__init__(page)
        self._filled = filled
        self.at = 0.0
        page.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self.at and self._filled():
            # Comes when the paint that begins here is over and the window is brought up to date.
            after, high = QEvent(AFTER_PAINT), Qt.EventPriority.HighEventPriority
            QCoreApplication.postEvent(self, after, high.value)
        return False

    def customEvent(self, event: QEvent) -> None:
        self.at = self.at or time.perf_counter()


class Wishes:
    """Does by name what is told, in a window that was just made."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._today: Paints | None = None
        maker = window.means.rooms[Page.TODAY]

        def watched(world: World) -> Room:
            room = maker(world)
            page = cast(TodayPage, room.page)
            self._today = Paints(page, lambda: page.is_filled)
            return room

        window.means = window.means._replace(rooms={**window.means.rooms, Page.TODAY: watched})

    def do(self, what: str) -> float:
        """Do it; return the milliseconds until it was painted, or done."""
        known = {"unlock": self._unlock, "lock": self._lock, "open": self._open}
        return known[what]()

    def _unlock(self) -> float:
        """Type the passphrase and press Unlock, until Today is painted with its lines."""
        page = cast(UnlockPage, self._window.findChild(UnlockPage))
        inline = page.people.unlock
        assert inline is not None
        inline.field.setText(PASSPHRASE)
        self._today = None
        began = time.perf_counter()
        inline.button.click()
        wait_until(lambda: self._today is not None and self._today.at > 0)
        assert self._today is not None
        return (self._today.at - began) * 1000

    def _lock(self) -> float:
        """Lock, until the store is closed."""
        began = time.perf_counter()
        self._window.lock(Reason.ASKED)
        wait_until(lambda: not self._window.tasks.busy)
        return (time.perf_counter() - began) * 1000

    def _open(self) -> float:
        """Open what is half written, until it stands on the record page."""
        frame, session = self._window.frame, self._window.desk.session
        assert frame is not None
        assert session is not None
        draft = session.records.mine_half_written()[0].record

        def is_open() -> bool:
            room = frame.room
            return isinstance(room, RecordRoom) and room.presenter.copy is not None

        began = time.perf_counter()
        frame.go(Go.record(draft))
        wait_until(is_open)
        return (time.perf_counter() - began) * 1000
