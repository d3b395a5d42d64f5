"""What a manager says of a record is kept as it is typed, as the record itself is."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app import TRAINING_PASSPHRASE
from desktop.views.go import Go, Page
from desktop.views.presenters.agreeing import COMMENTS, REASONS
from desktop.views.presenters.unlock import Reason
from desktop.views.rooms_papers import AgreeRoom
from desktop.views.window import Window
from tests.views.window.conftest import (
    WAIT,
    frame_of,
    session_of,
    settled,
    to_agree,
    unlock,
)
from tests.views.window.keeping import PAT, full_disk, in_store, lock_and_unlock, to_decide

WORDS = "Please say who told the school"


def test_reasons_are_in_the_store_a_moment_after_they_are_typed(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT)
    page, record = to_decide(window, qtbot)
    QTest.keyClicks(page.decision.reasons, WORDS)
    qtbot.waitUntil(lambda: in_store(window, COMMENTS + record) == {REASONS: WORDS}, timeout=WAIT)


def test_reasons_are_there_after_a_lock_however_long_nobody_typed(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT)
    page, record = to_decide(window, qtbot)
    QTest.keyClicks(page.decision.reasons, WORDS)
    room = frame_of(window).room
    assert isinstance(room, AgreeRoom)
    qtbot.waitUntil(lambda: not room.presenter._comments.waits, timeout=WAIT)
    lock_and_unlock(window, qtbot, Reason.SWITCH, PAT)
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


@pytest.mark.parametrize("decision", ["agreed", "returned"])
def test_what_was_said_of_a_version_is_forgotten_when_it_is_decided(
    window: Window, qtbot: QtBot, decision: str
) -> None:
    unlock(window, qtbot, PAT)
    page, record = to_decide(window, qtbot)
    QTest.keyClicks(page.decision.reasons, WORDS)
    page.commented.emit(next(iter(page.changes._pairs)), "Which school?")
    qtbot.waitUntil(lambda: "school?" in str(in_store(window, COMMENTS + record)), timeout=WAIT)
    if decision == "agreed":
        page.decision.ask.given.emit(TRAINING_PASSPHRASE)
        qtbot.waitUntil(page.agreed.isVisible, timeout=WAIT)
    else:
        page.returned.emit()
        qtbot.waitUntil(lambda: frame_of(window).here.page is Page.TODAY, timeout=WAIT)
    settled(window, qtbot)
    assert session_of(window).records.read(record).header.state == decision
    assert in_store(window, COMMENTS + record) is None


def test_what_is_said_of_the_next_record_stays_when_the_last_one_is_returned(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot, PAT)
    frame = frame_of(window)
    agreeing, going_on = session_of(window).agreeing, Event()
    give_back = agreeing.give_back
    first, second = to_agree(window)[:2]

    def slowly(*said: Any) -> None:
        assert going_on.wait(WAIT / 1000)
        give_back(*said)

    monkeypatch.setattr(agreeing, "give_back", slowly)
    page, _ = to_decide(window, qtbot, first)
    QTest.keyClicks(page.decision.reasons, "Not yet. ")
    page.returned.emit()
    frame.go(Go.agree(second))
    qtbot.waitUntil(lambda: page.decision.reasons.text() == "", timeout=WAIT)
    QTest.keyClicks(page.decision.reasons, WORDS)
    going_on.set()
    settled(window, qtbot)
    assert frame.here == Go.agree(second)
    assert page.decision.reasons.text() == WORDS
    assert frame.hold()
    assert in_store(window, COMMENTS + second) == {REASONS: WORDS}
    assert in_store(window, COMMENTS + first) is None
