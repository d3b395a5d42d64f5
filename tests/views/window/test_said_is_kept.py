"""What a manager says of a record is kept as it is typed, as the record itself is."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.views.presenters.agreeing import COMMENTS, REASONS
from desktop.views.presenters.unlock import Reason
from desktop.views.rooms_papers import AgreeRoom
from desktop.views.window import Window
from tests.views.window.conftest import WAIT, frame_of, session_of, unlock
from tests.views.window.keeping import PAT, full_disk, in_store, lock_and_unlock, to_decide

WORDS = "Please say who told the school"
LOCKS = (Reason.IDLE, Reason.SWITCH)


def test_reasons_are_in_the_store_a_moment_after_they_are_typed(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT)
    page, record = to_decide(window, qtbot)
    QTest.keyClicks(page.decision.reasons, WORDS)
    qtbot.waitUntil(lambda: in_store(window, COMMENTS + record) == {REASONS: WORDS}, timeout=WAIT)


@pytest.mark.parametrize("why", LOCKS)
def test_reasons_are_there_after_a_lock_however_long_nobody_typed(
    window: Window, qtbot: QtBot, why: Reason
) -> None:
    unlock(window, qtbot, PAT)
    page, record = to_decide(window, qtbot)
    QTest.keyClicks(page.decision.reasons, WORDS)
    room = frame_of(window).room
    assert isinstance(room, AgreeRoom)
    qtbot.waitUntil(lambda: not room.presenter._comments.waits, timeout=WAIT)
    lock_and_unlock(window, qtbot, why, PAT)
    page, _ = to_decide(window, qtbot, record)
    assert page.decision.reasons.text() == WORDS


def test_reasons_that_the_disk_refused_stay_behind_the_lock_until_there_is_room(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot, PAT)
    page, record = to_decide(window, qtbot)
    with full_disk(monkeypatch):
        QTest.keyClicks(page.decision.reasons, WORDS)
        qtbot.waitUntil(page.banner.isVisible, timeout=WAIT)
        assert not frame_of(window).hold()
        window.lock(Reason.IDLE)
    unlock(window, qtbot, PAT)
    assert window.state == "open"
    assert page.isVisible()
    assert page.decision.reasons.text() == WORDS
    assert session_of(window).today.take_ahead() is None  # it would be old when Today is opened
    assert frame_of(window).hold()
    assert in_store(window, COMMENTS + record) == {REASONS: WORDS}
