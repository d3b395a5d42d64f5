"""An empty draft is thrown away, through the whole window, and brought back by Undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import TRAINING_PASSPHRASE
from desktop.views.go import Go
from desktop.views.parts.toast import Toast
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import (
    WAIT,
    frame_of,
    long_text,
    session_of,
    settled,
    troubles,
    unlock,
    writing,
)
from tests.views.window.ways_out import (
    THROW_AWAY,
    begun,
    toast_of,
    ways_offered,
)

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_an_empty_draft_is_thrown_away_and_one_is_back_where_one_came_from(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    child, record, room = begun(window, qtbot)
    session, frame = session_of(window), frame_of(window)
    assert ways_offered(window) == [THROW_AWAY, THROW_AWAY]
    assert room.record_page.actions_.throw_away.statusTip() == ""
    room.record_page.outline.way_out.click()
    qtbot.waitUntil(lambda: frame.here == Go.child(child), timeout=WAIT)
    settled(window, qtbot)
    assert record not in {line.record for line in session.records.of_child(child)}
    toast = toast_of(window)
    assert toast.accessibleName() == "The empty draft was thrown away"
    assert toast.action.accessibleName() == "Undo: The empty draft was thrown away"
    assert record not in frame._recalls
    frame.back()
    assert frame.here == Go.today(), "the way back leads round the record that is gone"
    assert not toast.isVisible()
    assert not frame.last_done.undo.isEnabled()


@pytest.mark.parametrize("by_key", [True, False], ids=["ctrl-z", "undo"])
def test_undo_brings_it_back_to_be_written(window: Window, qtbot: QtBot, by_key: bool) -> None:
    unlock(window, qtbot)
    child, record, room = begun(window, qtbot)
    session, frame = session_of(window), frame_of(window)
    room.record_page.actions_.throw_away.trigger()
    qtbot.waitUntil(lambda: frame.here == Go.child(child), timeout=WAIT)
    settled(window, qtbot)
    if by_key:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    else:
        toast_of(window).action.click()
    qtbot.waitUntil(lambda: frame.here == Go.record(record), timeout=WAIT)
    room = writing(window, qtbot)
    assert ways_offered(window) == [THROW_AWAY, THROW_AWAY]
    assert room.presenter.copy is not None
    assert not room.presenter.copy.read_only
    assert record in {line.record for line in session.records.of_child(child)}
    assert not frame.last_done.undo.isEnabled(), "Ctrl+Z undoes what is written again"


def test_over_another_record_ctrl_z_stays_that_records_own(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    session, frame = session_of(window), frame_of(window)
    other = session.records.mine_half_written()[0].record
    frame.go(Go.record(other))
    writing(window, qtbot)
    record = session.records.start("session", session.children.rows()[0].id)
    frame.go(Go.record(record))
    room = writing(window, qtbot)
    room.record_page.actions_.throw_away.trigger()
    qtbot.waitUntil(lambda: frame.here == Go.record(other), timeout=WAIT)
    room = writing(window, qtbot)
    assert room.record_page.isEnabled()
    assert not frame.last_done.undo.isEnabled()
    toast_of(window).action.click()
    qtbot.waitUntil(lambda: frame.here == Go.record(record), timeout=WAIT)
    writing(window, qtbot)


def test_it_is_offered_only_while_nothing_is_answered(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    _, _, room = begun(window, qtbot)
    page, path = room.record_page, long_text(room)
    assert page.go_to(path)
    QTest.keyClicks(window.focusWidget(), "a")
    qtbot.waitUntil(lambda: ways_offered(window) == [], timeout=WAIT)
    entry = page.actions_.throw_away
    assert entry in frame_of(window)._menus["Record"].actions()
    assert entry.isVisible(), "whoever looks for it finds it"
    assert entry.toolTip() == "Only an empty draft can be thrown away: clear its answers first"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: ways_offered(window) == [THROW_AWAY, THROW_AWAY], timeout=WAIT)
    QTest.keyClicks(window.focusWidget(), "b")
    page.throw_away_asked.emit()  # before the page has looked again
    room = writing(window, qtbot)
    assert any("was not thrown away" in told for told in troubles(window))
    assert room.presenter.copy is not None
    assert room.presenter.copy.flat[path] == "b"
    assert ways_offered(window) == []


def test_a_lock_takes_what_was_said_with_it(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    child, _, room = begun(window, qtbot)
    room.record_page.actions_.throw_away.trigger()
    qtbot.waitUntil(lambda: frame_of(window).here == Go.child(child), timeout=WAIT)
    settled(window, qtbot)
    window.lock(Reason.ASKED)
    settled(window, qtbot)
    assert not [
        one for one in QApplication.allWidgets() if isinstance(one, Toast) and one.isVisible()
    ]
    unlock(window, qtbot, passphrase=TRAINING_PASSPHRASE)
    assert frame_of(window).here == Go.child(child)
