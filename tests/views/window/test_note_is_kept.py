"""The note for LCS as a manager edited it outlasts a lock, and is found again."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app import TRAINING_PASSPHRASE
from desktop.casework.notes import DRAFT_NOTE
from desktop.views.go import Go, Page
from desktop.views.pages.agree import AgreePage
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import (
    WAIT,
    arrived,
    frame_of,
    session_of,
    settled,
    unlock,
)
from tests.views.window.keeping import (
    JO,
    NOT_SAVED,
    PAT,
    full_disk,
    in_store,
    lock_and_unlock,
    paper_of,
    to_decide,
    words_of_lock,
)

NOTE = "Talked through with the social worker first. "

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def noting(window: Window, qtbot: QtBot) -> AgreePage:
    """Wait for the note of an agreed record."""
    page = arrived(window, qtbot, Page.AGREE, AgreePage)
    qtbot.waitUntil(page.agreed.isVisible, timeout=WAIT)
    settled(window, qtbot)
    return page


def agree(window: Window, qtbot: QtBot) -> tuple[AgreePage, str]:
    """Agree a record as Pat, and write before its note."""
    page, record = to_decide(window, qtbot)
    page.decision.ask.given.emit(TRAINING_PASSPHRASE)
    page = noting(window, qtbot)
    QTest.keyClicks(page.agreed.note, NOTE)
    return page, record


def test_an_edited_note_is_there_after_a_lock_and_after_today(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot, PAT)
    page, record = agree(window, qtbot)
    text = page.agreed.note.text()
    assert text.startswith(NOTE)
    lock_and_unlock(window, qtbot, Reason.SLEEP, PAT)
    page = noting(window, qtbot)
    assert page.agreed.note.text() == text
    title = session_of(window).records.read(record).header.title
    assert page.heading.text() == f"{title}: agreed"
    assert page.whose.text().startswith(title)

    page.agreed.on.click()
    frame_of(window).go(Go.read(record))
    part = paper_of(window, qtbot)
    assert part.note.isVisible()
    part.note.click()
    assert noting(window, qtbot).agreed.note.text() == text


def test_a_note_that_the_disk_refused_stays_behind_the_lock(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot, PAT)
    page, record = agree(window, qtbot)
    with full_disk(monkeypatch):
        QTest.keyClicks(page.agreed.note, "More. ")
        window.lock(Reason.IDLE)
        settled(window, qtbot)
        assert NOT_SAVED in words_of_lock(window)
    unlock(window, qtbot, PAT)
    assert page.isVisible()
    assert "More. " in page.agreed.note.text()
    assert frame_of(window).hold()
    assert in_store(window, DRAFT_NOTE + record) == page.agreed.note.text()


def test_a_note_that_was_copied_and_left_is_drafted_anew(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot, PAT)
    page, record = agree(window, qtbot)
    page.agreed.copy.click()
    qtbot.waitUntil(page.agreed.saved.isVisible, timeout=WAIT)
    lock_and_unlock(window, qtbot, Reason.ASKED, PAT)
    page = noting(window, qtbot)
    assert page.agreed.note.text().startswith(NOTE)
    page.agreed.on.click()
    settled(window, qtbot)
    assert in_store(window, DRAFT_NOTE + record) is None
    frame_of(window).go(Go.note(record))
    page = noting(window, qtbot)
    assert page.agreed.note.text()
    assert NOTE not in page.agreed.note.text()


def test_the_note_is_offered_to_whoever_agreed_and_to_nobody_else(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT)
    _, record = agree(window, qtbot)
    lock_and_unlock(window, qtbot, Reason.SWITCH, JO)
    frame_of(window).go(Go.read(record))
    assert not paper_of(window, qtbot).note.isVisible()
    frame_of(window).go(Go.note(record))
    assert not paper_of(window, qtbot).note.isVisible()
