"""Why a record is corrected can be worded anew until the correction is signed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.documents.verdict import Outcome
from desktop.views.go import Go, Page
from desktop.views.pages.sign import SignPage
from desktop.views.presenters.sign_reason import REWORDING
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import (
    WAIT,
    arrived,
    frame_of,
    session_of,
    settled,
    short_first,
    sign_here,
    unlock,
)
from tests.views.window.keeping import (
    JO,
    NOT_SAVED,
    full_disk,
    in_store,
    lock_and_unlock,
    paper_of,
    words_of_lock,
)

FIRST, ANEW = "A dete was wrong.", "A date was wrong."

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def to_sign(window: Window, qtbot: QtBot) -> tuple[SignPage, str]:
    """Begin a correction and look at its paper."""
    session = session_of(window)
    record = short_first(window, "agreed")[0]
    session.signing.amend(record, FIRST)
    frame_of(window).go(Go.sign(record))
    return ready(window, qtbot), record


def ready(window: Window, qtbot: QtBot) -> SignPage:
    page = arrived(window, qtbot, Page.SIGN, SignPage)
    qtbot.waitUntil(page.reason.isVisible, timeout=WAIT)
    settled(window, qtbot)
    return page


def typed_anew(page: SignPage) -> None:
    """Ask for another reason, and type it, without a mouse."""
    page.reason.change.setFocus()
    QTest.keyClick(page.reason.change, Qt.Key.Key_Return)
    assert page.reason.area.hasFocus()
    assert page.reason.area.text() == FIRST
    QTest.keyClick(page.reason.area, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.reason.area, ANEW)


def test_the_paper_is_made_with_the_other_reason_and_signed(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    page, record = to_sign(window, qtbot)
    assert page.reason.words.words() == FIRST
    typed_anew(page)
    assert not page.ask.isVisible(), "nobody signs the paper that is being changed"
    page.reason.keep.click()
    qtbot.waitUntil(lambda: page.reason.words.words() == ANEW, timeout=WAIT)
    assert in_store(window, REWORDING + record) is None
    sign_here(window, qtbot)
    kept = session_of(window).signing.papers.kept(record)
    assert kept is not None
    assert kept.facts["reason"] == ANEW
    assert session_of(window).signing.verify(record).outcome is Outcome.GOOD


def test_left_as_it_was_nothing_is_changed_or_remembered(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    page, record = to_sign(window, qtbot)
    for leave in (
        page.reason.leave.click,
        lambda: QTest.keyClick(page.reason.area, Qt.Key.Key_Escape),
    ):
        typed_anew(page)
        leave()
        assert page.ask.isVisible()
        assert page.reason.words.words() == FIRST
        assert page.reason.change.hasFocus()
    assert frame_of(window).hold()
    assert in_store(window, REWORDING + record) is None


def test_without_a_word_it_is_told_and_nothing_changes(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    page, _ = to_sign(window, qtbot)
    typed_anew(page)
    page.reason.area.take_out()
    page.reason.keep.click()
    qtbot.waitUntil(page.trouble.isVisible, timeout=WAIT)
    assert page.reason.typing


def test_another_reason_is_there_after_a_lock(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    page, _ = to_sign(window, qtbot)
    typed_anew(page)
    lock_and_unlock(window, qtbot, Reason.IDLE, JO)
    page = ready(window, qtbot)
    assert page.reason.typing
    assert page.reason.area.text() == ANEW


def test_another_reason_stays_behind_the_lock_where_the_disk_refused_it(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot)
    page, record = to_sign(window, qtbot)
    with full_disk(monkeypatch):
        typed_anew(page)
        window.lock(Reason.SLEEP)
        settled(window, qtbot)
        assert NOT_SAVED in words_of_lock(window)
    unlock(window, qtbot)
    assert page.reason.area.text() == ANEW
    assert frame_of(window).hold()
    assert in_store(window, REWORDING + record) == ANEW


def test_another_reason_of_a_correction_that_was_given_up_is_not_offered_for_the_next(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    page, record = to_sign(window, qtbot)
    typed_anew(page)
    assert frame_of(window).hold()
    session_of(window).signing.take_back(record)
    frame_of(window).go(Go.read(record))
    paper_of(window, qtbot).corrected.emit("Another thing was wrong.")
    qtbot.waitUntil(lambda: frame_of(window).here.page is Page.RECORD, timeout=WAIT)
    frame_of(window).go(Go.sign(record))
    page = ready(window, qtbot)
    assert not page.reason.typing
    assert page.reason.words.words() == "Another thing was wrong."
