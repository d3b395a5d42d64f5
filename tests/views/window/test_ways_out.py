"""Ways out of what is being written, through the whole window: giving up, throwing away."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import TRAINING_PASSPHRASE
from desktop.casework.agreement import OutOfTurn
from desktop.casework.record_views import RecordLine
from desktop.casework.session import Session
from desktop.documents.verdict import Outcome
from desktop.views.frame import OpenFrame
from desktop.views.go import Go, Page
from desktop.views.pages.read import ReadPage
from desktop.views.parts.banner import Banner
from desktop.views.parts.palette import ICON
from desktop.views.parts.toast import Toast
from desktop.views.presenters.unlock import Reason
from desktop.views.rooms_record import RecordRoom
from desktop.views.window import Window
from tests.views.window.conftest import WAIT, settled, unlock

GIVE_UP, THROW_AWAY = "Give the correction up…", "Throw this empty draft away"
WORDS = "Half of a correction that nobody wants"
MANAGER = "Pat Example"

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def frame_of(window: Window) -> OpenFrame:
    assert window.frame is not None
    return window.frame


def session_of(window: Window) -> Session:
    return frame_of(window).world.session


def writing(window: Window, qtbot: QtBot) -> RecordRoom:
    """Wait until a record can be written or read on the record page."""
    frame = frame_of(window)

    def there() -> bool:
        return isinstance(frame.room, RecordRoom) and frame.room.presenter.copy is not None

    qtbot.waitUntil(there, timeout=WAIT)
    settled(window, qtbot)
    assert isinstance(frame.room, RecordRoom)
    return frame.room


def reading(window: Window, qtbot: QtBot) -> ReadPage:
    """Wait until a record is read."""
    frame = frame_of(window)
    qtbot.waitUntil(lambda: frame.here.page is Page.READ, timeout=WAIT)
    settled(window, qtbot)
    assert frame.room is not None
    page = frame.room.page
    assert isinstance(page, ReadPage)
    qtbot.waitUntil(lambda: page.printed, timeout=WAIT)
    return page


def offered(window: Window) -> list[str]:
    """Return the ways out that the page offers, and then those of menu and list of commands."""
    frame = frame_of(window)
    commands = [
        action.text()
        for action in frame._menus["Record"].actions()
        if action.property(ICON) and action.isVisible() and action.isEnabled()
    ]
    room = frame.room
    assert isinstance(room, RecordRoom)
    link = room.record_page.outline.way_out
    return [
        *([link.text()] if link.isVisible() else []),
        *(words for words in commands if words in {GIVE_UP, THROW_AWAY}),
    ]


def toast_of(window: Window) -> Toast:
    return next(one for one in frame_of(window).findChildren(Toast) if one.isVisible())


def agreed(window: Window) -> RecordLine:
    return session_of(window).records.in_state("agreed")[0]


def corrected(window: Window, qtbot: QtBot) -> tuple[RecordLine, RecordRoom]:
    """Begin a correction on the page of an agreed record, as its reader does, and write in it."""
    before = agreed(window)
    frame_of(window).go(Go.read(before.record))
    part = reading(window, qtbot).versions.paper
    qtbot.waitUntil(part.correct.isVisible, timeout=WAIT)
    part.correct.click()
    QTest.keyClicks(part.why, "A date was wrong.")
    part.corrected.emit(part.why.text())
    room = writing(window, qtbot)
    assert room.record_page.go_to(long_text(room))
    QTest.keyClicks(window.focusWidget(), WORDS)
    return before, room


def long_text(room: RecordRoom) -> str:
    """Return the first question of the page that is answered in sentences."""
    paper = room.record_page.paper
    fields = [field for section in paper.asked for field in section.fields]
    return next(one.id for one in fields if one.kind == "long_text" and paper.asks(one.id))


# Giving a correction up


def test_a_correction_is_given_up_by_keyboard_and_what_was_agreed_counts_as_before(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    before, room = corrected(window, qtbot)
    records = session_of(window).records
    assert offered(window) == [GIVE_UP, GIVE_UP]
    link = room.record_page.outline.way_out
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Return)
    asked = room.record_page.paper.giving_up
    assert asked.isVisible()
    when = f"{before.at.astimezone().day} {before.at.astimezone():%B %Y}"
    assert asked.counts.text().startswith(f"The version agreed on {when} counts as before")
    assert window.focusWidget() is asked.keep, "Enter once more gives nothing up"
    QTest.keyClick(asked.keep, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is asked.give_up
    QTest.keyClick(asked.give_up, Qt.Key.Key_Return)

    page = reading(window, qtbot)

    assert toast_of(window).accessibleName() == "The correction was given up"
    assert page.paper is not None
    assert page.paper.whose == f"Agreed {when}\nby {before.author_name}"
    assert page.paper.beside is None
    newest, written, *_ = page.versions.entries()
    assert newest.shown.here
    assert newest.shown.detail == (
        f"Correction given up by Jo Sample; version 1, agreed {when}, counts again"
    )
    half = records.read(before.record, written.shown.revision)
    assert any(WORDS in str(value) for value in half.flat.values())
    (now,) = [one for one in records.of_child(before.child) if one.record == before.record]
    assert now == before
    assert session_of(window).signing.verify(before.record).outcome is Outcome.GOOD
    qtbot.waitUntil(page.versions.paper.correct.isVisible, timeout=WAIT)


def test_going_on_leads_back_to_the_word_that_one_was_writing(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    _, room = corrected(window, qtbot)
    place = room.record_page.paper.place()
    asked = room.record_page.paper.giving_up
    for leave in (
        asked.keep.click,
        lambda: QTest.keyClick(asked.keep, Qt.Key.Key_Escape),
        room.record_page.paper.header.way_back.click,
    ):
        room.record_page.actions_.give_up.trigger()
        assert asked.isVisible()
        leave()
        assert room.record_page.paper.place() == place
        QTest.keyClicks(window.focusWidget(), "!")
        place = room.record_page.paper.place()
    copy = room.presenter.copy
    assert copy is not None
    assert frame_of(window).hold()
    assert str(copy.flat[place.path]).count("!") == 3


def test_a_version_that_counts_again_reads_the_same_under_both_its_names(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    before, room = corrected(window, qtbot)
    room.record_page.paper.giving_up.given_up.emit()
    reading(window, qtbot)
    old = next(
        one.revision
        for one in session_of(window).records.versions(before.record)
        if one.state == "agreed" and one.given_up is None
    )
    frame_of(window).go(Go.read(before.record, old))
    settled(window, qtbot)
    page = reading(window, qtbot)
    assert page.paper is not None
    assert page.paper.beside is None, "nothing supersedes it, and nothing is newer"
    qtbot.waitUntil(page.versions.paper.correct.isVisible, timeout=WAIT)


def test_only_its_own_writer_is_offered_to_give_a_correction_up(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    before, _ = corrected(window, qtbot)
    window.lock(Reason.SWITCH)
    settled(window, qtbot)
    unlock(window, qtbot, MANAGER)
    frame_of(window).go(Go.record(before.record))
    room = writing(window, qtbot)
    assert room.presenter.copy is not None
    assert room.presenter.copy.read_only
    assert offered(window) == []
    assert room.record_page.paper.banner.action.text() == "Take over"


def test_what_stands_in_the_way_is_said_and_the_correction_stays_open(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    before, room = corrected(window, qtbot)
    assert frame_of(window).hold()
    settled(window, qtbot)
    session_of(window).signing.take_back(before.record)  # as if somebody had been quicker
    room.record_page.paper.giving_up.given_up.emit()
    page = reading(window, qtbot)
    assert page.paper is not None
    banners = [one for one in frame_of(window).findChildren(Banner) if one.isVisible()]
    assert any("has moved on" in one.accessibleName() for one in banners)
    assert room.record_page.isEnabled()


# Throwing an empty draft away


def begun(window: Window, qtbot: QtBot, form: str = "session") -> tuple[str, str, RecordRoom]:
    """Begin a record of a child from the page of new records; return child, record and room."""
    session, frame = session_of(window), frame_of(window)
    child = session.children.rows()[0].id
    frame.go(Go.child(child))
    settled(window, qtbot)
    frame.new_record()
    settled(window, qtbot)
    record = session.records.start(form, child)
    frame.go(Go.record(record))
    return child, record, writing(window, qtbot)


def test_an_empty_draft_is_thrown_away_and_one_is_back_where_one_came_from(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    child, record, room = begun(window, qtbot)
    session, frame = session_of(window), frame_of(window)
    assert offered(window) == [THROW_AWAY, THROW_AWAY]
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
    assert offered(window) == [THROW_AWAY, THROW_AWAY]
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
    qtbot.waitUntil(lambda: offered(window) == [], timeout=WAIT)
    entry = page.actions_.throw_away
    assert entry in frame_of(window)._menus["Record"].actions()
    assert entry.isVisible(), "whoever looks for it finds it"
    assert entry.toolTip() == "Only an empty draft can be thrown away: clear its answers first"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: offered(window) == [THROW_AWAY, THROW_AWAY], timeout=WAIT)
    QTest.keyClicks(window.focusWidget(), "b")
    page.throw_away_asked.emit()  # before the page has looked again
    room = writing(window, qtbot)
    banners = [one for one in frame_of(window).findChildren(Banner) if one.isVisible()]
    assert any("was not thrown away" in one.accessibleName() for one in banners)
    assert room.presenter.copy is not None
    assert room.presenter.copy.flat[path] == "b"
    assert offered(window) == []


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


# What somebody does meanwhile


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
    banners = [one for one in frame.findChildren(Banner) if one.isVisible()]
    assert any("has moved on" in one.accessibleName() for one in banners)
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
    banners = [one for one in frame.findChildren(Banner) if one.isVisible()]
    assert any("has moved on" in one.accessibleName() for one in banners)
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
    assert offered(window) == [GIVE_UP, GIVE_UP]
    assert room.record_page.isEnabled()
    assert room.presenter.copy is not None
    assert WORDS in str(room.presenter.copy.flat[long_text(room)])
    assert room.presenter.copy.record == before.record
