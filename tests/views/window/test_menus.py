"""The menus by keyboard: Alt and a letter, F10, arrows and Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.views.go import Go, Page
from desktop.views.window import Window
from tests.views.window.conftest import unlock, writing

ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def opened() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.parametrize(
    ("key", "modifiers", "title"),
    [
        (Qt.Key.Key_F, ALT, "File"),
        (Qt.Key.Key_E, ALT, "Edit"),
        (Qt.Key.Key_V, ALT, "View"),
        (Qt.Key.Key_R, ALT, "Record"),
        (Qt.Key.Key_H, ALT, "Help"),
        (Qt.Key.Key_F10, NONE, "File"),
    ],
)
def test_a_menu_opens_and_nothing_is_typed(
    window: Window, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, title: str
) -> None:
    unlock(window, qtbot)
    assert window.frame is not None
    window.frame.go(Go.record(window.frame.world.session.records.mine_half_written()[0].record))
    copy = writing(window, qtbot).presenter.copy
    assert copy is not None
    before = dict(copy.flat)
    QTest.keyClick(window.focusWidget(), key, modifiers)
    assert opened().title() == title
    opened().close()
    assert window.frame.hold()
    assert copy.flat == before


def test_an_entry_is_reached_by_arrows(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    assert window.frame is not None
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_H, ALT)
    QTest.keyClick(opened(), Qt.Key.Key_Down)
    QTest.keyClick(opened(), Qt.Key.Key_Return)
    assert window.frame.here.page is Page.KEYS


def test_letters_go_to_the_entries_that_begin_with_them(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    assert window.frame is not None
    here = window.frame.here
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_V, ALT)
    menu = opened()
    for letter, entry in (
        ("l", "Larger text"),
        ("l", "Light"),
        ("l", "Larger text"),
        ("S", "Smaller text"),
        ("q", "Smaller text"),
        ("h", "High contrast"),
    ):
        QTest.keyClicks(menu, letter)
        assert menu.activeAction().text() == entry
    assert opened() is menu, "a letter alone chooses nothing"
    assert window.frame.here == here
    QTest.keyClicks(menu, "g")
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert window.frame.palette_list.isVisible()


def test_a_menu_that_is_not_there_does_not_open(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_R, ALT)
    assert QApplication.activePopupWidget() is None
