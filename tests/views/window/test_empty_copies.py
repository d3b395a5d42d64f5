"""Empty copies of a form, printed or saved through the whole window, without any child."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.casework import exports
from desktop.casework.roles import Role
from desktop.views.go import Go, Page
from desktop.views.pages.empty_copies import EmptyCopiesPage
from desktop.views.pages.new_record import NewRecordPage
from desktop.views.presenters.leaving import NOT_PROTECTED
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import (
    WAIT,
    arrived,
    choose,
    frame_of,
    offered,
    page_here,
    session_of,
    settled,
    unlock,
)
from tests.views.window.outside import COPIES, Outside

SUPPORT, PASSPHRASE = "Robin Sample", "copper lantern hedge"

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def support(window: Window, qtbot: QtBot) -> None:
    """Somebody of business support has unlocked, who writes no records."""
    unlock(window, qtbot, "Pat Example")
    session_of(window).people.add(SUPPORT, Role.BUSINESS_SUPPORT, PASSPHRASE)
    window.lock(Reason.SWITCH)
    settled(window, qtbot)
    unlock(window, qtbot, SUPPORT, PASSPHRASE)


def empty_copies(window: Window, qtbot: QtBot) -> EmptyCopiesPage:
    return arrived(window, qtbot, Page.EMPTY_COPIES, EmptyCopiesPage)


@pytest.mark.usefixtures("support")
def test_business_support_prints_an_empty_copy_without_a_child(
    window: Window, qtbot: QtBot, outside: Outside
) -> None:
    assert "Empty copy of a form…" in offered(window, "File")
    choose(window, "File", "Empty copy of a form…")
    page = empty_copies(window, qtbot)
    assert set(page.buttons) == {"wise", "planning", "session", "panel"}
    first = page.buttons["session"][0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.copy.words == "Handed to the printer.", timeout=WAIT)
    assert outside.printed.read_bytes().startswith(b"%PDF")
    options = outside.options.read_text("utf-8").strip()
    assert options == f"-t CST Desktop -n {COPIES} -o collate=true -", "a stack of them, no name"


def test_an_empty_copy_is_saved_from_where_a_record_is_begun_and_nothing_is_warned_of(
    window: Window, qtbot: QtBot, outside: Outside
) -> None:
    unlock(window, qtbot)
    frame = frame_of(window)
    frame.go(Go(Page.NEW))
    settled(window, qtbot)
    QTest.keyClick(page_here(window, NewRecordPage).by_hand, Qt.Key.Key_Return)
    page = empty_copies(window, qtbot)
    page.buttons["wise"][1].click()
    qtbot.waitUntil(lambda: page.copy.words != "", timeout=WAIT)
    settled(window, qtbot)
    assert page.copy.words == "Saved as WISE-empty.pdf."
    assert outside.saved.name == "WISE-empty.pdf"
    page.copy.open.click()
    qtbot.waitUntil(lambda: outside.opened == [outside.saved], timeout=WAIT)
    settled(window, qtbot)
    assert NOT_PROTECTED not in page.copy.words
    exporting = exports.Exports(session_of(window))
    assert exporting.told_once() is False, "the warning comes with the first paper that needs it"
    page.left.emit()
    qtbot.waitUntil(lambda: frame.here == Go(Page.NEW), timeout=WAIT)


def test_an_empty_copy_that_could_not_be_printed_is_told_of_on_its_page(
    window: Window, qtbot: QtBot, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot)
    choose(window, "File", "Empty copy of a form…")
    page = empty_copies(window, qtbot)
    monkeypatch.setenv("PATH", str(outside.stick))
    page.buttons["session"][0].click()
    qtbot.waitUntil(lambda: "No printer could be reached." in page.copy.words, timeout=WAIT)
