"""Somebody who writes on while the disk refuses some commits; runs in a process that is traced.

Is told folder, record and passphrase; ends when the trouble was told and is over, and says what the
page told and which words stand on it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop import app
from desktop.views.go import Go
from desktop.views.presenters.unlock import UnlockPresenter
from desktop.views.rooms_record import RecordRoom
from desktop.views.window import Window
from tests.faults.kills.team import PASSPHRASE, desk_in

ANSWER = "w.me"


def main(folder: str, record: str) -> None:
    """Unlock, open the record, and type until the trouble is over."""
    application = app.make_application()
    window = app.make_window(desk_in(Path(folder)))
    window.show()
    window.begin()
    room = _open(window, record)
    copy = room.presenter.copy
    assert copy is not None
    banner, told = room.record_page.paper.banner, set[str]()

    def hear(_words: str, how: str) -> None:
        if how == "failed" and banner.isVisible():
            told.add(banner.accessibleName())

    room.presenter.status.connect(hear)
    for number in range(300):
        QTest.keyClicks(window.focusWidget(), f"word {number} ", delay=20)
        if told and not banner.isVisible() and not copy.unsaved:
            break
    print(json.dumps({"told": sorted(told), "words": copy.flat[ANSWER]}), flush=True)
    window.close()
    application.quit()


def _open(window: Window, record: str) -> RecordRoom:
    (presenter,) = (one for one in window._kept_alive if isinstance(one, UnlockPresenter))
    QTest.keyClicks(presenter.page.field, PASSPHRASE)
    QTest.keyClick(presenter.page.field, Qt.Key.Key_Return)
    _wait(lambda: window.frame is not None and not window.tasks.busy)
    assert window.frame is not None
    window.frame.go(Go.record(record))
    room = window.frame.room
    assert isinstance(room, RecordRoom)
    _wait(lambda: room.presenter.copy is not None and not window.tasks.busy)
    room.record_page.go_to(ANSWER)
    return room


def _wait(so: Callable[[], bool]) -> None:
    for _ in range(3000):
        if so():
            return
        QTest.qWait(20)
    raise TimeoutError


if __name__ == "__main__":
    main(*sys.argv[1:])
