"""What somebody does while a correction is given up or an empty draft is thrown away."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import TRAINING_PASSPHRASE
from desktop.casework.agreement import OutOfTurn
from desktop.views.go import Go
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import (
    WAIT,
    frame_of,
    long_text,
    reading,
    session_of,
    settled,
    troubles,
    unlock,
    writing,
)
from tests.views.window.ways_out import (
    GIVE_UP,
    WORDS,
    agreed,
    begun,
    corrected,
    toast_of,
    ways_offered,
)

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@contextmanager
def slow(
    patch: pytest.MonkeyPatch, what: object, name: str, *, after: bool = False
) -> Iterator[None]:
    """Have the disk take its time over something for as long as this lasts."""
    real: Callable[[str], None] = getattr(what, name)
    begun, gate = threading.Event(), threading.Event()

    def at_last(record: str) -> None:
        if after:
            real(record)
        begun.set()
        assert gate.wait(WAIT / 1000)
        if not after:
            real(record)

    patch.setattr(what, name, at_last)
    try:
        yield
        assert begun.wait(WAIT / 1000)
    finally:
        gate.set()


@pytest.mark.parametrize("to", ["today", "another record"])
def test_whoever_went_on_meanwhile_stays_where_they_are_and_is_told(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    unlock(window, qtbot)
    session, frame = session_of(window), frame_of(window)
    other = session.records.mine_half_written()[0].record
    child, record, room = begun(window, qtbot)
    place = Go.today() if to == "today" else Go.record(other)
    with slow(monkeypatch, session.records, "discard"):
        room.record_page.actions_.throw_away.trigger()
        frame.go(place)
        if to != "today":
            qtbot.waitUntil(lambda: room.presenter.copy is not None, timeout=WAIT)
            assert room.record_page.isEnabled(), "the other record can be written at once"
    settled(window, qtbot)
    assert frame.here == place
    assert toast_of(window).accessibleName() == "The empty draft was thrown away"
    assert record not in {line.record for line in session.records.of_child(child)}
    frame.back()
    assert frame.here.id != record, "the way back leads round the record that is gone"


def test_whoever_comes_back_meanwhile_writes_nothing_into_what_is_given_up(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot)
    before, room = corrected(window, qtbot)
    session, frame = session_of(window), frame_of(window)
    with slow(monkeypatch, session.signing, "take_back"):
        room.record_page.paper.giving_up.given_up.emit()
        frame.go(Go.today())
        frame.go(Go.record(before.record))
        assert room.presenter.copy is None
        assert not room.record_page.isEnabled()
    page = reading(window, qtbot)
    assert page.paper is not None
    assert room.record_page.isEnabled()
    assert agreed(window) == before
    assert session.store.read(lambda reader: reader.has_working(before.record)).result() is False
    assert room.presenter.copies() == ()


def test_what_fails_while_one_is_elsewhere_takes_nobody_away(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot)
    session, frame = session_of(window), frame_of(window)
    _, _, room = begun(window, qtbot)

    def refused(_record: str) -> None:
        raise OutOfTurn

    monkeypatch.setattr(session.records, "discard", refused)
    with slow(monkeypatch, session.records, "discard"):
        room.record_page.throw_away_asked.emit()
        frame.go(Go.today())
    settled(window, qtbot)
    assert frame.here == Go.today()
    assert room.presenter.copy is None
    assert any("has moved on" in told for told in troubles(window))
    assert room.record_page.isEnabled()


def test_what_can_be_no_version_any_more_is_told_once_and_not_tried_for_ever(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    before, room = corrected(window, qtbot)
    session, frame = session_of(window), frame_of(window)
    assert frame.hold()
    settled(window, qtbot)
    session.signing.take_back(before.record)  # as if somebody had been quicker
    frame.go(Go.today())
    qtbot.waitUntil(lambda: room.presenter.copies() == (), timeout=WAIT)
    settled(window, qtbot)
    assert any("has moved on" in told for told in troubles(window))
    assert frame.hold(), "a lock waits for nothing"
    assert agreed(window) == before


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_lock_in_the_middle_leaves_a_correction_open_or_given_up(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    unlock(window, qtbot)
    before, room = corrected(window, qtbot)
    with slow(monkeypatch, session_of(window).signing, "take_back", after=after):
        room.record_page.paper.giving_up.given_up.emit()
        if after:
            qtbot.waitUntil(lambda: agreed(window) == before, timeout=WAIT)
        window.lock(Reason.ASKED)
        qtbot.waitUntil(lambda: window.desk.session is None, timeout=WAIT)
    settled(window, qtbot)
    unlock(window, qtbot, passphrase=TRAINING_PASSPHRASE)
    if after:
        reading(window, qtbot)
        assert agreed(window) == before
        return
    room = writing(window, qtbot)
    assert ways_offered(window) == [GIVE_UP, GIVE_UP]
    assert room.record_page.isEnabled()
    assert room.presenter.copy is not None
    assert WORDS in str(room.presenter.copy.flat[long_text(room)])
    assert room.presenter.copy.record == before.record
