"""A panel or outline that lies over the questions: read, closed, and never typed through."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from record_desk import Desk, MakeDesk

CTRL = Qt.KeyboardModifier.ControlModifier
NARROW = 680  # about what a window of 1366 pixels leaves at 200 %


@pytest.fixture
def covered(make_desk: MakeDesk) -> Desk:
    """Somebody who asks for help in the middle of a word."""
    desk = make_desk(width=NARROW)
    desk.open()
    desk.write("harm", "She gos home")
    for _ in range(6):
        desk.key(Qt.Key.Key_Left)
    desk.key(Qt.Key.Key_F1)
    assert desk.page.panel.isVisible()
    assert not desk.page.paper.isVisible()
    assert desk.page.panel.isAncestorOf(desk.focus()), "it can be read and closed by keys"
    return desk


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_F4])
def test_it_closes_by_key_and_the_caret_is_where_it_was(covered: Desk, key: Qt.Key) -> None:
    covered.key(key)
    assert not covered.page.panel.isVisible()
    covered.type("e")
    covered.page.paper.flush()
    assert covered.flat["harm"] == "She goes home"


@pytest.mark.parametrize("opener", [Qt.Key.Key_F1, Qt.Key.Key_F4])
def test_nothing_is_typed_into_an_answer_that_is_covered(covered: Desk, opener: Qt.Key) -> None:
    covered.key(Qt.Key.Key_Escape)
    covered.key(opener)
    covered.type("correct horse")
    covered.page.paper.flush()
    assert covered.flat["harm"] == "She gos home"


def test_the_check_comes_into_sight_with_the_keyboard_in_it(covered: Desk) -> None:
    covered.key(Qt.Key.Key_Return, CTRL)
    check = covered.page.paper.check
    assert check.isVisible()
    assert check.isAncestorOf(covered.focus())
    covered.type("correct horse")
    covered.page.paper.flush()
    assert covered.flat["harm"] == "She gos home"


@pytest.mark.parametrize(
    ("key", "section"), [(Qt.Key.Key_PageDown, "plan"), (Qt.Key.Key_PageUp, "about")]
)
def test_another_section_comes_into_sight(covered: Desk, key: Qt.Key, section: str) -> None:
    covered.key(key, CTRL)
    assert covered.section() == section
    page = covered.page.paper.page
    assert page is not None
    assert page.isVisible()
    assert page.isAncestorOf(covered.focus())


def test_the_box_of_a_date_that_one_was_in_has_the_keyboard_again(make_desk: MakeDesk) -> None:
    desk = make_desk(width=NARROW)
    desk.open("start")
    desk.key(Qt.Key.Key_Tab)
    month = desk.focus()
    assert isinstance(month, QLineEdit)
    desk.type("11")
    for key in (Qt.Key.Key_F1, Qt.Key.Key_Escape):
        desk.key(key)
    assert desk.focus() is month
    assert not month.hasSelectedText(), "the next key would overwrite it"


def test_the_outline_over_the_questions_closes_and_leads_on_too(make_desk: MakeDesk) -> None:
    desk = make_desk(width=NARROW)
    desk.open()
    answer = desk.go("harm")
    desk.page.paper.header.outline_button.click()
    assert desk.page.outline.isAncestorOf(desk.focus())
    desk.key(Qt.Key.Key_Escape)
    assert desk.focus() is answer
    desk.page.paper.header.outline_button.click()
    desk.page.outline.check_asked.emit()
    assert desk.page.paper.check.isVisible()
