"""Today, the children, and adding one: what the reader finds first, by keyboard, and in words."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from page_checks import cut_off, missed_by_tab, unnamed, words_on
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.children import ChildRow
from desktop.casework.session import Session
from desktop.views.go import Go, Page
from desktop.views.pages.add_child import AddChildPage
from desktop.views.pages.children import ChildrenPage
from desktop.views.pages.data import Line, TodayShown
from desktop.views.pages.today import TodayPage
from desktop.views.presenters.children import (
    AddChildPresenter,
    ChildrenPresenter,
    status_options,
)
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

Put = Callable[..., QWidget]
NOW = datetime(2026, 11, 23, 9, 12)  # noqa: DTZ001 - the page gets the laptop's own time
LONG = "Oluwaseun Adebayo-Testington-Featherstonehaugh"


def child(number: int, name: str, **more: object) -> ChildRow:
    facts: dict[str, object] = {
        "known_as": "",
        "age": "15",
        "born": None,
        "concerns": "Criminal",
        "status": "Child in need",
        "worker": "Jo Sample",
        "lcs": f"{number:07}",
        "alerts": (),
        "half_written": "",
        "last_record": NOW - timedelta(days=number % 700),
        "closed": False,
        "mine": True,
        **more,
    }
    return ChildRow(id=str(number), name=name, **facts)  # type: ignore[arg-type]


ROWS = (
    child(1, "Leo Mockford", age="9"),
    child(2, "Amelia Testcase", known_as="Millie", half_written="WISE"),
    child(3, "Zofia Wzorcowa", mine=False, worker="Dee Beispiel", last_record=None),
    child(4, "José Muster", closed=True),
    child(5, LONG, age="14"),
)
HALF = (
    Line(Go.record("r1"), "WISE for ", "Amelia Testcase", "", "9 of 15 are ready.", "Carry on"),
    Line(Go.record("r2"), "WISE for ", LONG, "", "1 of 15 is ready.", "Carry on"),
)
RECENT = (
    Line(Go.child("2"), strong="Amelia Testcase", detail="Child"),
    Line(Go.read("r3"), strong="Leo Mockford", detail="WISE, finished"),
)


@pytest.fixture
def today(theme: Theme, put: Put) -> TodayPage:
    page = TodayPage(theme)
    page.show_today(
        TodayShown("Monday 23 November", "Two pieces of writing are half done.", HALF, RECENT)
    )
    put(page)
    return page


@pytest.fixture
def children(theme: Theme, put: Put) -> ChildrenPage:
    page = ChildrenPage(theme, NOW)
    page.show_rows(ROWS)
    put(page)
    page.begin()
    return page


def buttons(page: QWidget, words: str) -> list[QPushButton]:
    return [b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible()]


# Today


def test_today_goes_on_where_one_stopped(qtbot: QtBot, today: TodayPage) -> None:
    assert "Two pieces of writing are half done." in words_on(today)
    with qtbot.waitSignal(today.wanted) as wanted:
        buttons(today, "Carry on")[0].click()
    assert wanted.args == [Go.record("r1")]
    assert buttons(today, "Carry on")[0].accessibleName() == "Carry on: WISE for Amelia Testcase"


def test_today_has_one_primary_and_no_empty_promise(today: TodayPage) -> None:
    words = words_on(today)
    assert "Due" not in words.split("\n")
    assert today.new.kind == "primary"
    assert [b for b in today.findChildren(QPushButton) if getattr(b, "kind", "") == "primary"] == [
        today.new
    ]


def test_today_is_reached_by_tab_and_read_aloud(qtbot: QtBot, today: TodayPage) -> None:
    today.begin()
    assert unnamed(today) == []
    assert missed_by_tab(qtbot, today) == []
    assert cut_off(today) == []


def test_today_empty_is_kind(qtbot: QtBot, today: TodayPage) -> None:
    today.show_today(
        TodayShown(
            "Monday 23 November", "Nothing waits. Begin by adding a child.", has_children=False
        )
    )
    qtbot.waitUntil(lambda: "No child is here yet." in words_on(today))
    with qtbot.waitSignal(today.child_wanted):
        today.new.click()
    today.show_today(TodayShown("Monday 23 November", "Nothing waits for you.", (), RECENT))
    qtbot.waitUntil(lambda: "You have nothing half written." in words_on(today))
    with qtbot.waitSignal(today.new_wanted):
        buttons(today, "Start a record")[0].click()


@pytest.mark.parametrize("half", [HALF, ()], ids=["writes too", "only agrees"])
def test_what_waits_is_beside_what_one_writes_and_else_in_its_place(
    qtbot: QtBot, today: TodayPage, half: tuple[Line, ...]
) -> None:
    go = Go.agree("r4")
    waits = Line(go, "J. Sample signed the WISE for ", LONG, ".", "Mon 23 Nov", "Read and agree")
    today.show_today(TodayShown("Monday 23 November", "One waits.", half, RECENT, waiting=(waits,)))
    qtbot.waitUntil(lambda: "Waits for you" in words_on(today))
    assert ("Half written" in words_on(today)) is bool(half)
    (button,) = buttons(today, "Read and agree")
    left = button.mapTo(today, button.rect().topLeft()).x()
    assert (left > today.width() * 0.7) is bool(half)
    with qtbot.waitSignal(today.wanted) as wanted:
        button.click()
    assert wanted.args == [go]
    assert (unnamed(today), missed_by_tab(qtbot, today), cut_off(today)) == ([], [], [])


def test_today_offers_no_writing_to_who_may_not(qtbot: QtBot, today: TodayPage) -> None:
    today.show_today(TodayShown("Monday", "Nothing waits for you.", may_write=False))
    qtbot.waitUntil(lambda: "You have nothing half written." in words_on(today))
    assert buttons(today, "Start a record") == []
    assert not today.new.isVisible()


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_large_text_puts_the_aside_under_the_rest(qtbot: QtBot, put: Put, name: str) -> None:
    page = TodayPage(Theme(name, 2.0))
    page.show_today(TodayShown("Monday 23 November", "Two are half done.", HALF, RECENT))
    put(page, 1290, 600)
    assert cut_off(page) == []


# Children


def test_children_are_counted_and_sorted(children: ChildrenPage) -> None:
    assert [s.text() for s in children.kinds.segments] == ["Mine 3", "Open 4", "Closed 1"]
    assert children.shown == ("2", "1", "5", "3")
    children.table.sort_by("age")
    assert children.shown[0] == "1"
    children.table.sort_by("last", down=True)
    assert children.shown[-1] == "3"


def test_finding_forgives_accents_and_knows_numbers(qtbot: QtBot, children: ChildrenPage) -> None:
    qtbot.keyClicks(children.find_field, "millie")
    qtbot.waitUntil(lambda: children.shown == ("2",))
    children.find_field.setText("0000003")
    children.find_now()
    assert children.shown == ("3",)
    children.kinds.segments[2].click()
    children.find_field.setText("jose")
    children.find_now()
    assert children.shown == ("4",)


def test_what_is_not_found_says_where_to_look(qtbot: QtBot, children: ChildrenPage) -> None:
    children.find_field.setText("jose")
    children.find_now()
    assert "“jose” is not among the open children." in words_on(children)
    buttons(children, "Look among all of them")[0].click()
    assert children.shown == ("4",)
    children.find_field.setText("boxing")
    children.find_now()
    with qtbot.waitSignal(children.search_wanted) as sought:
        buttons(children, "Search everything for “boxing”")[0].click()
    assert sought.args == ["boxing"]


def test_the_keyboard_goes_from_the_field_to_the_child(
    qtbot: QtBot, children: ChildrenPage
) -> None:
    qtbot.keyClicks(children.find_field, "o")
    qtbot.keyClick(children.find_field, Qt.Key.Key_Down)
    assert children.table.view.hasFocus()
    qtbot.keyClick(children.table.view, "z")
    with qtbot.waitSignal(children.wanted) as wanted:
        qtbot.keyClick(children.table.view, Qt.Key.Key_Return)
    assert wanted.args == [Go.child("3")]
    qtbot.keyClick(children.table.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert children.find_field.hasFocus()


def test_no_child_at_all_is_said_with_one_way_on(qtbot: QtBot, theme: Theme, put: Put) -> None:
    page = ChildrenPage(theme, NOW)
    page.show_rows(())
    put(page)
    assert "No child is here yet." in words_on(page)
    with qtbot.waitSignal(page.add_wanted):
        buttons(page, "Add a child")[-1].click()


def test_every_control_of_children_is_named(qtbot: QtBot, children: ChildrenPage) -> None:
    assert unnamed(children) == []
    assert missed_by_tab(qtbot, children) == []
    assert cut_off(children) == []


def test_twenty_thousand_rows_make_no_pause(children: ChildrenPage) -> None:
    many = tuple(child(n, f"Child {n} Sampleton") for n in range(20_000))
    before = time.perf_counter()
    children.show_rows(many)
    shown = time.perf_counter() - before
    children.find_field.setText("19999")
    before = time.perf_counter()
    children.find_now()
    found = time.perf_counter() - before
    assert children.shown == ("19999",)
    # A press of a key may take a tenth of a second; three times that on a machine shared by tests.
    assert found < 0.3, f"finding took {found:.3f} s"
    assert shown < 1.5, f"showing took {shown:.3f} s"


def test_columns_are_remembered(
    qtbot: QtBot, theme: Theme, tasks: Tasks, session: Session, put: Put
) -> None:
    session.children.add("Amelia", "Testcase")
    page = ChildrenPage(theme, NOW)
    presenter = ChildrenPresenter(page, session, tasks)
    put(page)
    presenter.refresh()
    qtbot.waitUntil(lambda: len(page.shown) == 1)
    qtbot.waitUntil(lambda: not tasks.busy)
    page.table.show_columns(("lcs", "status"))
    qtbot.waitUntil(lambda: not tasks.busy)
    again = ChildrenPage(theme, NOW)
    second = ChildrenPresenter(again, session, tasks)
    put(again)
    second.refresh()
    qtbot.waitUntil(lambda: again.table.shown_columns() == ("name", "status", "lcs"))


# Adding a child


@pytest.fixture
def adding(
    qtbot: QtBot, theme: Theme, tasks: Tasks, session: Session, put: Put
) -> tuple[AddChildPage, AddChildPresenter]:
    page = AddChildPage(theme, status_options(session))
    presenter = AddChildPresenter(page, session, tasks)
    put(page)
    page.begin()
    return page, presenter


def test_a_child_is_added_by_keyboard(
    qtbot: QtBot, adding: tuple[AddChildPage, AddChildPresenter], session: Session
) -> None:
    page, presenter = adding
    qtbot.keyClicks(page.given, "Amelia")
    qtbot.keyClicks(page.family, "Testcase")
    qtbot.keyClicks(page.known_as, "Millie")
    for box, typed in zip(page.born.boxes, ("14", "March", "2011"), strict=True):
        qtbot.keyClicks(box, typed)
    qtbot.keyClick(page.status.radios["cin"], Qt.Key.Key_Space)
    with qtbot.waitSignal(presenter.wanted, timeout=5000) as wanted:
        qtbot.keyClick(page.lcs, Qt.Key.Key_Return)
    go = wanted.args[0]
    row = session.children.row(go.id)
    assert go.page is Page.CHILD
    assert (row.name, row.known_as, row.age, row.status) == (
        "Amelia Testcase",
        "Millie",
        "15",
        "Child in need",
    )


def test_a_child_who_is_here_is_shown_before_a_second_is_made(
    qtbot: QtBot, adding: tuple[AddChildPage, AddChildPresenter], session: Session
) -> None:
    page, presenter = adding
    born = {"y": 2011, "m": 3, "d": 14, "about": False}
    first = session.children.add("Amelia", "Testcase", dob=born)
    qtbot.keyClicks(page.given, "amelia")
    qtbot.keyClicks(page.family, "Testcase")
    page.add.click()
    sentence = "Amelia Testcase, born 14 March 2011, is already here."
    qtbot.waitUntil(lambda: sentence in words_on(page))
    assert len(session.children.rows()) == 1
    with qtbot.waitSignal(presenter.wanted) as opened:
        buttons(page, "Open")[0].click()
    assert opened.args == [Go.child(first)]
    with qtbot.waitSignal(presenter.wanted, timeout=5000):
        buttons(page, "Add anyway")[0].click()
    assert len(session.children.rows()) == 2


@pytest.mark.parametrize("words", ["14032011", "14/3/2011", "14 March 2011"])
@pytest.mark.parametrize("pasted", [False, True], ids=["typed", "pasted"])
def test_a_date_of_birth_is_given_in_one_piece(
    adding: tuple[AddChildPage, AddChildPresenter], words: str, pasted: bool
) -> None:
    page, _presenter = adding
    page.born.take_focus()
    if pasted:
        QGuiApplication.clipboard().setText(words)
        QTest.keyClick(page.born.boxes[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    else:
        for one in words:
            QTest.keyClick(QApplication.focusWidget(), one)
    assert page.born.whole() == date(2011, 3, 14)


def test_what_is_wrong_with_a_new_child_is_said(
    qtbot: QtBot, adding: tuple[AddChildPage, AddChildPresenter]
) -> None:
    page, _presenter = adding
    page.add.click()
    assert "Type a name" in page.given_entry.error.message
    qtbot.keyClicks(page.given, "Amelia")
    for box, typed in zip(page.born.boxes, ("31", "02", "2011"), strict=True):
        qtbot.keyClicks(box, typed)
    with qtbot.assertNotEmitted(page.added):
        page.add.click()
    assert page.born_entry.error.message
    assert [box.text() for box in page.born.boxes] == ["31", "02", "2011"]
    assert unnamed(page) == []
    assert missed_by_tab(qtbot, page) == []
