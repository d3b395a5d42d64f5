"""A correction is given up, through the whole window: what was agreed counts as before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.documents.verdict import Outcome
from desktop.views.go import Go
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import (
    WAIT,
    frame_of,
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
    corrected,
    toast_of,
    ways_offered,
)

MANAGER = "Pat Example"

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_correction_is_given_up_by_keyboard_and_what_was_agreed_counts_as_before(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    before, room = corrected(window, qtbot)
    records = session_of(window).records
    assert ways_offered(window) == [GIVE_UP, GIVE_UP]
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
    assert ways_offered(window) == []
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
    assert any("has moved on" in told for told in troubles(window))
    assert room.record_page.isEnabled()
