"""Comments, reasons and notes: each undoes what was typed in it, by real keys, and no further."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.editors.note_area import PAUSE, NoteArea
from desktop.views.theme import Theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Clock:
    """A clock that stands still until it is moved: how busy the machine is does not matter."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def area(qtbot: QtBot, theme: Theme, clock: Clock) -> NoteArea:
    window = QWidget()
    made = NoteArea(theme, lines=4, clock=clock)
    QVBoxLayout(window).addWidget(made)
    window.resize(600, 300)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made.setFocus()
    made.window_ = window
    return made


def undo(area: NoteArea) -> str:
    QTest.keyClick(area, Qt.Key.Key_Z, CTRL)
    return area.text()


def redo(area: NoteArea) -> str:
    QTest.keyClick(area, Qt.Key.Key_Y, CTRL)
    return area.text()


def test_what_was_typed_after_a_pause_goes_alone(area: NoteArea, clock: Clock) -> None:
    QTest.keyClicks(area, "When was she seen?")
    clock.seconds += PAUSE + 1
    QTest.keyClicks(area, " And by whom?")
    assert undo(area) == "When was she seen?"
    assert not undo(area)
    assert redo(area) == "When was she seen?"
    assert redo(area) == "When was she seen? And by whom?"
    undo(area)
    QTest.keyClick(area, Qt.Key.Key_Z, CTRL | SHIFT)
    assert area.text() == "When was she seen? And by whom?"


def test_a_long_run_is_taken_back_word_by_word_and_not_all_at_once(area: NoteArea) -> None:
    words = "Please say who was in the room, and what the child said to each of them, in her words."
    QTest.keyClicks(area, words)
    steps = [undo(area)]
    while steps[-1]:
        steps.append(undo(area))
    assert len(steps) > 1
    assert all(words.startswith(step) and words[len(step)] == " " for step in steps if step)


def test_deleted_words_come_back(area: NoteArea) -> None:
    QTest.keyClicks(area, "Not enough")
    for _ in range(6):
        QTest.keyClick(area, Qt.Key.Key_Backspace)
    assert area.text() == "Not "
    assert undo(area) == "Not enough"


def test_a_selection_typed_over_and_a_paste_come_back(area: NoteArea) -> None:
    QTest.keyClicks(area, "First")
    area.selectAll()
    QTest.keyClicks(area, "x")
    data = QMimeData()
    data.setText("\nfrom elsewhere\nin two lines")
    area.insertFromMimeData(data)
    assert area.text() == "x\nfrom elsewhere\nin two lines"
    assert undo(area) == "x"
    assert undo(area) == "First"


def test_each_step_back_is_told_so_that_it_is_kept(area: NoteArea) -> None:
    told: list[str] = []
    area.touched.connect(lambda: told.append(area.text()))
    QTest.keyClicks(area, "Why")
    undo(area)
    assert not told[-1]
    redo(area)
    assert told[-1] == "Why"


def test_what_was_shown_is_where_undo_ends(area: NoteArea) -> None:
    QTest.keyClicks(area, "of another record")
    area.set_text("Kept from before")
    assert undo(area) == "Kept from before"


def test_the_page_does_not_take_the_key(area: NoteArea) -> None:
    taken: list[Callable[..., object]] = []
    action = QAction(area.window())
    action.setShortcuts(["Ctrl+Z", "Ctrl+Y"])
    action.triggered.connect(taken.append)
    area.window().addAction(action)
    QTest.keyClicks(area, "Why")
    assert not undo(area)
    assert redo(area) == "Why"
    assert taken == []


def test_what_is_taken_out_comes_back(area: NoteArea) -> None:
    area.set_text("A comment\nin two lines")
    area.take_out()
    assert not area.text()
    assert undo(area) == "A comment\nin two lines"
