"""A correction is given up, through the whole window: what was agreed counts as before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.corrections import standing_where
from desktop.documents.verdict import Outcome
from desktop.views.go import Go
from desktop.views.parts.text import Prose
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import (
    WAIT,
    frame_of,
    reading,
    session_of,
    settled,
    sign_here,
    troubles,
    unlock,
    writing,
)
from tests.views.window.keeping import lock_and_unlock, paper_of, to_decide
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


def words_in(part: QWidget) -> str:
    labels = part.findChildren(QLabel)
    return "\n".join(one.words() if isinstance(one, Prose) else one.text() for one in labels)


def test_while_a_correction_came_back_every_page_says_what_counts(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    before, room = corrected(window, qtbot)
    assert frame_of(window).hold()
    room.record_page.outline.check_asked.emit()
    sign_here(window, qtbot)
    lock_and_unlock(window, qtbot, Reason.SWITCH, MANAGER)
    session = session_of(window)
    waits = [one for one in session.today.waiting() if one.line.record == before.record]
    assert [one.corrects for one in waits] == [True]
    page, _ = to_decide(window, qtbot, before.record)
    assert "Why it is corrected: A date was wrong." in words_in(page)
    seen = session.records.read(before.record).version.revision
    session.agreeing.give_back(before.record, seen, "That was right before.")
    lock_and_unlock(window, qtbot, Reason.SWITCH, "Jo Sample")
    session = session_of(window)
    came_back = next(v for v in session.records.versions(before.record) if v.number == 2)
    stands = session.records.read(before.record).header.stands
    assert stands is not None

    frame_of(window).go(Go.read(before.record, came_back.revision))
    part = paper_of(window, qtbot)
    assert "Not agreed" in words_in(part)
    assert "Waiting" not in words_in(part)
    assert "Version 2 came back to its author" in str(reading(window, qtbot).paper)
    frame_of(window).go(Go.read(before.record, stands.revision))
    qtbot.waitUntil(
        lambda: "A correction came back to you" in str(reading(window, qtbot).paper), timeout=WAIT
    )
    assert [hit.record for hit in session.finder.search(WORDS)] == [before.record]
    found = standing_where(session, [before.record], WORDS)
    assert found == {}, "who looks for the correction's own words finds the correction"
    flat = session.records.read(before.record, stands.revision).flat
    old = next(str(value) for value in flat.values() if isinstance(value, str) and " " in value)
    assert standing_where(session, [before.record], old) == {before.record: stands.revision}
    session.signing.take_back(before.record)
    frame_of(window).go(Go.read(before.record, came_back.revision))
    qtbot.waitUntil(lambda: "was not agreed" in str(reading(window, qtbot).paper), timeout=WAIT)
