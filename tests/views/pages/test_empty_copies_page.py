"""Empty copies of the forms: printed or saved, by keyboard, with nothing to warn of."""

from __future__ import annotations

import pytest
from page_checks import cut_off, missed_by_tab, unnamed, words_on
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.pages.empty_copies import EmptyCopiesPage, FormShown
from desktop.views.pages.new_record import NewRecordPage
from desktop.views.theme import Theme
from tests.views.pages.test_paper_pages import Put

FORMS = (
    FormShown("wise", "Complex safeguarding assessment (WISE)", "Strengths and harm, in context."),
    FormShown("session", "Direct-work session note", "What was done, and the child’s own words."),
)


@pytest.fixture
def page(theme: Theme, put: Put) -> EmptyCopiesPage:
    made = EmptyCopiesPage(theme)
    made.show_forms(FORMS)
    put(made)
    made.begin()
    return made


def test_each_form_is_printed_and_saved_by_keyboard(qtbot: QtBot, page: EmptyCopiesPage) -> None:
    asked: list[str] = []
    page.print_asked.connect(lambda form: asked.append(f"print {form}"))
    page.save_asked.connect(lambda form: asked.append(f"save {form}"))
    for _ in range(4):
        focus = page.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Return)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert asked == ["print wise", "save wise", "print session", "save session"]


def test_every_control_is_named_and_reached(qtbot: QtBot, page: EmptyCopiesPage) -> None:
    page.say("Saved as WISE-empty.pdf.")
    page.offer_copy(True)
    assert unnamed(page) == []
    assert missed_by_tab(qtbot, page) == []
    assert cut_off(page) == []
    names = [one.accessibleName() for pair in page.buttons.values() for one in pair]
    assert names[0] == "Print: Complex safeguarding assessment (WISE), empty"
    assert len(set(names)) == 4


def test_what_came_of_it_goes_with_the_next_one(page: EmptyCopiesPage) -> None:
    page.say("Handed to the printer.")
    assert "Handed to the printer." in words_on(page)
    page.show_busy(True)
    assert "Handed to the printer." not in words_on(page)
    page.show_busy(False)


def test_on_a_small_screen_what_came_of_it_is_brought_into_view(
    qtbot: QtBot, page: EmptyCopiesPage
) -> None:
    page.resize(560, 300)
    first = page.buttons["wise"][0]
    first.setFocus()
    page.offer_copy(True)
    page.say("Saved as WISE-empty.pdf.")
    line = page.copy

    def seen() -> bool:
        return line.isVisible() and line.visibleRegion().boundingRect() == line.rect()

    qtbot.waitUntil(seen)
    qtbot.waitUntil(lambda: first.hasFocus() and seen())


def test_escape_goes_back(qtbot: QtBot, page: EmptyCopiesPage) -> None:
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page, Qt.Key.Key_Escape)


@pytest.fixture
def new_record(theme: Theme, put: Put) -> NewRecordPage:
    made = NewRecordPage(theme)
    put(made)
    return made


def test_a_new_record_leads_to_them_before_a_child_is_chosen_and_after(
    qtbot: QtBot, new_record: NewRecordPage
) -> None:
    for chosen in (False, True):
        if chosen:
            new_record.show_forms("child1", "Noor Beispielkind", [])
        link: QWidget = new_record.by_hand
        assert link.isVisible()
        with qtbot.waitSignal(new_record.by_hand_wanted):
            QTest.keyClick(link, Qt.Key.Key_Return)
        assert missed_by_tab(qtbot, new_record) == []
