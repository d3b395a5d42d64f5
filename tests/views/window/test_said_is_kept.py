"""What a manager says of a record is kept as it is typed, as the record itself is."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Event
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app import TRAINING_PASSPHRASE
from desktop.casework.session import Session
from desktop.forms.values import Json
from desktop.storage.errors import DiskFull
from desktop.storage.store import Store
from desktop.views.go import Go, Page
from desktop.views.pages.agree import AgreePage
from desktop.views.presenters.agreeing import COMMENTS, REASONS
from desktop.views.presenters.unlock import Reason
from desktop.views.rooms_papers import AgreeRoom
from desktop.views.window import Window
from tests.views.window.conftest import WAIT, settled, unlock

PAT = "Pat Example"
WORDS = "Please say who told the school"
LOCKS = (Reason.IDLE, Reason.SWITCH)


def session_of(window: Window) -> Session:
    assert window.frame is not None
    return window.frame.world.session


def to_decide(window: Window, qtbot: QtBot, record: str = "") -> tuple[AgreePage, str]:
    """Open a record that waits for Pat's signature."""
    frame = window.frame
    assert frame is not None
    record = record or session_of(window).agreeing.waiting()[0]
    frame.go(Go.agree(record))
    settled(window, qtbot)
    assert frame.room is not None
    page = frame.room.page
    assert isinstance(page, AgreePage)
    qtbot.waitUntil(page.decision.isVisible, timeout=WAIT)
    return page, record


def in_store(session: Session, record: str) -> Json:
    """Return what the store itself holds of what Pat said, whatever the window remembers."""
    me, name = session.member.id, COMMENTS + record
    return session.store.read(lambda reader: reader.recall(me, name)).result()


def test_reasons_are_in_the_store_a_moment_after_they_are_typed(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT)
    page, record = to_decide(window, qtbot)
    QTest.keyClicks(page.decision.reasons, WORDS)
    qtbot.waitUntil(lambda: in_store(session_of(window), record) == {REASONS: WORDS}, timeout=WAIT)


@pytest.mark.parametrize("why", LOCKS)
def test_reasons_are_there_after_a_lock_however_long_nobody_typed(
    window: Window, qtbot: QtBot, why: Reason
) -> None:
    unlock(window, qtbot, PAT)
    page, record = to_decide(window, qtbot)
    QTest.keyClicks(page.decision.reasons, WORDS)
    room = window.frame.room if window.frame is not None else None
    assert isinstance(room, AgreeRoom)
    qtbot.waitUntil(lambda: not room.presenter._comments.waits, timeout=WAIT)
    window.lock(why)
    qtbot.waitUntil(lambda: window.desk.session is None, timeout=WAIT)
    unlock(window, qtbot, PAT)
    page, _ = to_decide(window, qtbot, record)
    assert page.decision.reasons.text() == WORDS


def test_reasons_that_the_disk_refused_stay_behind_the_lock_until_there_is_room(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot, PAT)
    page, record = to_decide(window, qtbot)
    with monkeypatch.context() as full:
        full.setattr(Store, "write", _refused)
        QTest.keyClicks(page.decision.reasons, WORDS)
        qtbot.waitUntil(page.banner.isVisible, timeout=WAIT)
        assert window.frame is not None
        assert not window.frame.hold()
        window.lock(Reason.IDLE)
    unlock(window, qtbot, PAT)
    assert window.state == "open"
    assert page.isVisible()
    assert page.decision.reasons.text() == WORDS
    assert session_of(window).today.take_ahead() is None  # it would be old when Today is opened
    assert window.frame.hold()
    assert in_store(session_of(window), record) == {REASONS: WORDS}


@pytest.mark.parametrize("decision", ["agreed", "returned"])
def test_what_was_said_of_a_version_is_forgotten_when_it_is_decided(
    window: Window, qtbot: QtBot, decision: str
) -> None:
    unlock(window, qtbot, PAT)
    page, record = to_decide(window, qtbot)
    QTest.keyClicks(page.decision.reasons, WORDS)
    page.commented.emit(next(iter(page.changes._pairs)), "Which school?")
    qtbot.waitUntil(lambda: "school?" in str(in_store(session_of(window), record)), timeout=WAIT)
    if decision == "agreed":
        page.decision.ask.given.emit(TRAINING_PASSPHRASE)
        qtbot.waitUntil(page.agreed.isVisible, timeout=WAIT)
    else:
        page.returned.emit()
        frame = window.frame
        assert frame is not None
        qtbot.waitUntil(lambda: frame.here.page is Page.TODAY, timeout=WAIT)
    settled(window, qtbot)
    assert session_of(window).records.read(record).header.state == decision
    assert in_store(session_of(window), record) is None


def test_what_is_said_of_the_next_record_stays_when_the_last_one_is_returned(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot, PAT)
    frame = window.frame
    assert frame is not None
    agreeing, going_on = session_of(window).agreeing, Event()
    give_back = agreeing.give_back
    first, second = _two_that_wait(window)

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
    assert in_store(session_of(window), second) == {REASONS: WORDS}
    assert in_store(session_of(window), first) is None


def _refused(_store: Store, _work: object) -> Future[None]:
    future: Future[None] = Future()
    future.set_exception(DiskFull())
    return future
