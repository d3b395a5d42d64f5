"""What a manager says of a record is kept as it is typed, as the record itself is."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.casework.session import Session
from desktop.forms.values import Json
from desktop.storage.errors import DiskFull
from desktop.storage.store import Store
from desktop.views.go import Go
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


def _refused(_store: Store, _work: object) -> Future[None]:
    future: Future[None] = Future()
    future.set_exception(DiskFull())
    return future
