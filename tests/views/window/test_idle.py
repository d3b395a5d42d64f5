"""The window locks by itself when nobody is there, and never under somebody's hands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.views.idle import IdleWatch


class Passing:
    """A clock whose seconds pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

    def passed(self) -> float:
        return self.seconds


class Watched:
    """A window with a field, watched with a limit of ten minutes."""

    def __init__(self, qapp: QApplication, qtbot: QtBot) -> None:
        self.clock, self.locked = Passing(), 0
        self.window, self.field = QWidget(), QLineEdit()
        QVBoxLayout(self.window).addWidget(self.field)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.field.setFocus()
        qtbot.waitUntil(self.field.hasFocus)
        self.watch = IdleWatch(self.clock, 10, self.window)
        self.watch.idle.connect(self._lock)
        self.watch.watch(qapp)
        self.watch.start()

    def _lock(self) -> None:
        self.locked += 1

    def after(self, minutes: float) -> int:
        """Let minutes pass and have the watch look; return how often it has said idle."""
        self.clock.seconds += minutes * 60
        self.watch.look()
        return self.locked


@pytest.fixture
def watched(qapp: QApplication, qtbot: QtBot) -> Watched:
    return Watched(qapp, qtbot)


def test_ten_minutes_without_a_touch_lock_once(watched: Watched) -> None:
    assert watched.after(9.9) == 0
    assert watched.after(0.2) == 1
    assert watched.after(30) == 1


def test_a_key_a_move_and_an_input_method_are_signs_of_life(watched: Watched) -> None:
    handle = watched.window.windowHandle()
    assert handle is not None
    assert watched.after(9) == 0
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert watched.after(9) == 0
    QTest.mouseMove(handle, QPoint(20, 20))
    assert watched.after(9) == 0
    written = QInputMethodEvent()
    written.setCommitString("中")
    QApplication.sendEvent(watched.field, written)
    assert watched.after(9) == 0
    assert watched.after(2) == 1


def test_a_key_in_a_window_that_opened_later_counts(watched: Watched, qtbot: QtBot) -> None:
    dialog = QDialog(watched.window)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    handle = dialog.windowHandle()
    assert handle is not None
    qtbot.waitUntil(lambda: QApplication.focusWindow() == handle)
    assert watched.after(9) == 0
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert watched.after(9) == 0


def test_a_part_that_dies_with_the_focus_hands_the_watch_on(watched: Watched, qtbot: QtBot) -> None:
    dying, next_one = QLineEdit(), QLineEdit()
    layout = watched.window.layout()
    assert layout is not None
    layout.addWidget(dying)
    layout.addWidget(next_one)
    dying.setFocus()
    qtbot.waitUntil(dying.hasFocus)
    delete(dying)  # as Qt does with a part of a page that goes, the focus still in it
    next_one.setFocus()
    qtbot.waitUntil(next_one.hasFocus)
    assert watched.after(9) == 0
    QApplication.sendEvent(next_one, QInputMethodEvent("ż", []))
    assert watched.after(9) == 0


def test_the_first_touch_after_a_sleep_finds_it_locked(watched: Watched) -> None:
    watched.clock.seconds += 3600
    handle = watched.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert watched.locked == 1
