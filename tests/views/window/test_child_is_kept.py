"""A child who is half typed outlasts a lock, until the child is added or Cancel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.go import Go, Page
from desktop.views.pages.add_child import AddChildPage
from desktop.views.presenters.children import ADDING
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import WAIT, frame_of, page_here, settled, unlock
from tests.views.window.keeping import (
    JO,
    NOT_SAVED,
    PAT,
    full_disk,
    in_store,
    lock_and_unlock,
    words_of_lock,
)

HALF = ["Amelia", "Millie", "700123", "2011"]

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def adding(window: Window, qtbot: QtBot) -> AddChildPage:
    settled(window, qtbot)
    assert frame_of(window).here.page is Page.ADD_CHILD
    return page_here(window, AddChildPage)


def typed_in(page: AddChildPage) -> list[str]:
    return [one.text() for one in (page.given, page.known_as, page.lcs, page.born.boxes[2])]


def begun(window: Window, qtbot: QtBot) -> AddChildPage:
    """Type half of a child."""
    frame_of(window).add_child()
    page = adding(window, qtbot)
    for field, words in (
        (page.given, "Amelia"),
        (page.known_as, "Millie"),
        (page.born.boxes[2], "2011"),
        (page.lcs, "700123"),
    ):
        field.setFocus()
        QTest.keyClicks(field, words)
    return page


@contextmanager
def begun_on_a_full_disk(
    window: Window, qtbot: QtBot, patch: pytest.MonkeyPatch
) -> Iterator[AddChildPage]:
    """Type half of a child that cannot be kept for as long as this lasts."""
    frame_of(window).add_child()
    adding(window, qtbot)
    with full_disk(patch):
        yield begun(window, qtbot)


@pytest.mark.parametrize("why", [Reason.ASKED, Reason.IDLE, Reason.SLEEP])
def test_a_child_that_is_half_typed_is_there_after_a_lock(
    window: Window, qtbot: QtBot, why: Reason
) -> None:
    unlock(window, qtbot)
    page = begun(window, qtbot)
    page.status.radios["cin"].click()
    page.lcs.setCursorPosition(3)
    QTest.keyClicks(page.lcs, "9")
    lock_and_unlock(window, qtbot, why, JO)
    page = adding(window, qtbot)
    assert typed_in(page) == ["Amelia", "Millie", "7009123", "2011"]
    assert page.status.value() == "cin"
    assert window.focusWidget() is page.lcs
    assert page.lcs.cursorPosition() == 4


def test_what_is_typed_of_a_child_is_in_the_store_a_moment_later(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    begun(window, qtbot)
    qtbot.waitUntil(lambda: "700123" in str(in_store(window, ADDING)), timeout=WAIT)


def test_a_date_that_is_pasted_whole_is_in_the_store_a_moment_later(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    page = begun(window, qtbot)
    qtbot.waitUntil(lambda: "700123" in str(in_store(window, ADDING)), timeout=WAIT)
    page.born.boxes[0].setFocus()
    QApplication.clipboard().setText("14 March 2009")
    QTest.keySequence(page.born.boxes[0], QKeySequence(QKeySequence.StandardKey.Paste))
    qtbot.waitUntil(lambda: "2009" in str(in_store(window, ADDING)), timeout=WAIT)


def test_a_child_that_is_half_typed_is_there_after_another_page(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    begun(window, qtbot)
    frame_of(window).go(Go.today())
    lock_and_unlock(window, qtbot, Reason.ASKED, JO)
    frame_of(window).add_child()
    assert typed_in(adding(window, qtbot)) == HALF


def test_a_child_that_the_disk_refused_stays_behind_the_lock(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot)
    with begun_on_a_full_disk(window, qtbot, monkeypatch) as page:
        qtbot.waitUntil(page.trouble.isVisible, timeout=WAIT)
        window.lock(Reason.IDLE)
        settled(window, qtbot)
        assert NOT_SAVED in words_of_lock(window)
    unlock(window, qtbot)
    assert page.isVisible()
    assert typed_in(page) == HALF
    assert frame_of(window).hold()
    assert "700123" in str(in_store(window, ADDING))


def test_words_that_the_disk_refused_are_not_called_saved_on_another_page_either(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot)
    with begun_on_a_full_disk(window, qtbot, monkeypatch):
        frame_of(window).go(Go.today())
        settled(window, qtbot)
        assert not frame_of(window).hold()
    assert frame_of(window).hold()
    assert "700123" in str(in_store(window, ADDING))


@pytest.mark.parametrize("way", ["add", "cancel"])
def test_a_child_that_is_added_or_given_up_is_typed_no_longer(
    window: Window, qtbot: QtBot, way: str
) -> None:
    unlock(window, qtbot)
    page = begun(window, qtbot)
    (page.add if way == "add" else page.cancel).click()
    left = Page.CHILD if way == "add" else Page.CHILDREN
    qtbot.waitUntil(lambda: frame_of(window).here.page is left, timeout=WAIT)
    settled(window, qtbot)
    assert in_store(window, ADDING) is None
    frame_of(window).add_child()
    page = adding(window, qtbot)
    assert typed_in(page) == [""] * 4
    assert page.add.isEnabled()
    assert not page.add.property("reason")


def test_what_one_person_types_of_a_child_is_not_shown_to_the_next(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    begun(window, qtbot)
    lock_and_unlock(window, qtbot, Reason.SWITCH, PAT)
    frame_of(window).add_child()
    assert typed_in(adding(window, qtbot)) == [""] * 4
