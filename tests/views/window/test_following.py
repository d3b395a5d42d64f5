"""Lists that follow what one left, and Ctrl+K for what no command is called."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.casework.today import TodayView
from desktop.views.go import Go
from desktop.views.rooms import TodayRoom
from desktop.views.window import Window
from tests.views.window.conftest import WAIT, frame_of, settled, unlock, writing


def test_the_list_that_one_comes_to_follows_what_one_left(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot)
    frame = frame_of(window)
    session = frame.world.session
    records = session.records
    frame.go(Go.record(records.start("wise", session.children.rows()[0].id)))
    room = writing(window, qtbot)
    record, leave, gate = frame.here.id, records.leave, Event()
    monkeypatch.setattr(records, "leave", lambda copy: (gate.wait(WAIT / 1000), leave(copy)))
    room.record_page.go_to("w.harm")
    QTest.keyClicks(window.focusWidget(), "They made a debt out of a present.")
    before = records.read(record).header.at
    shown: list[TodayView] = []
    frame.go(Go.today())
    assert isinstance(frame.room, TodayRoom)
    frame.room.presenter.shown.connect(shown.append)
    qtbot.waitUntil(lambda: bool(shown), timeout=WAIT)
    assert next(one for one in shown[-1].half_written if one.record == record).at == before
    gate.set()  # only now it becomes a version
    qtbot.waitUntil(
        lambda: next(one for one in shown[-1].half_written if one.record == record).at > before,
        timeout=WAIT,
    )


def test_the_palette_looks_for_what_no_command_is_called(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    frame = frame_of(window)
    frame.open_palette()
    QTest.keyClicks(frame.palette_list.field, "amelia")
    QTest.keyClick(frame.palette_list.field, Qt.Key.Key_Return)
    settled(window, qtbot)
    assert frame.here == Go.search("amelia")
