"""A child's page, search, new records and settings, over a real team."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from page_checks import cut_off, missed_by_tab, unnamed, words_on
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.session import Session
from desktop.views.go import Go, Page
from desktop.views.pages.child import ChildPage
from desktop.views.pages.data import ChildShown, ChipShown, GlanceShown, HitShown
from desktop.views.pages.keymap import KeyMapPage
from desktop.views.pages.new_record import NewRecordPage
from desktop.views.pages.search import SearchPage
from desktop.views.presenters.child import ChildPresenter
from desktop.views.presenters.new_record import NewRecordPresenter
from desktop.views.presenters.search import SearchPresenter
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

Put = Callable[..., QWidget]
SAID = "I want to go back to boxing on Tuesdays."


def buttons(page: QWidget, words: str) -> list[QPushButton]:
    return [b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible()]


@pytest.fixture
def amelia(session: Session) -> str:
    return session.children.add(
        "Amelia", "Testcase", known_as="Millie", pronouns="she/her", lcs_id="0417203"
    )


def write_wise(session: Session, child: str) -> str:
    record = session.records.start("wise", child)
    copy = session.records.open(record).copy
    row = copy.add_row("w.voice")
    copy.put(f"w.voice/{row}/said/words", SAID, typing=False)
    session.records.leave(copy)
    return record


@pytest.fixture
def page(theme: Theme, put: Put) -> ChildPage:
    made = ChildPage(theme)
    put(made)
    return made


def opened(
    qtbot: QtBot, page: ChildPage, session: Session, tasks: Tasks, child: str, tab: str = ""
) -> ChildPresenter:
    presenter = ChildPresenter(page, session, tasks)
    presenter.open(child, tab)
    qtbot.waitUntil(lambda: page.child == child)
    qtbot.waitUntil(lambda: not tasks.busy)
    return presenter


def test_the_child_stands_at_the_head(
    qtbot: QtBot, page: ChildPage, session: Session, tasks: Tasks, amelia: str
) -> None:
    opened(qtbot, page, session, tasks, amelia)
    words = words_on(page)
    assert "Amelia Testcase Millie, she/her" in words
    assert "0417203" in words
    qtbot.waitUntil(lambda: "You have nothing half written here." in words_on(page))


def test_at_a_glance_shows_her_words_and_goes_on(
    qtbot: QtBot, page: ChildPage, session: Session, tasks: Tasks, amelia: str
) -> None:
    record = write_wise(session, amelia)
    presenter = opened(qtbot, page, session, tasks, amelia)
    qtbot.waitUntil(lambda: SAID in words_on(page))
    assert "In her words" in words_on(page)
    with qtbot.waitSignal(presenter.wanted) as wanted:
        buttons(page, "Carry on")[0].click()
    assert wanted.args == [Go.record(record)]


def test_records_show_their_state(
    qtbot: QtBot, page: ChildPage, session: Session, tasks: Tasks, amelia: str
) -> None:
    record = write_wise(session, amelia)
    presenter = opened(qtbot, page, session, tasks, amelia, "records")
    assert page.tab == "records"
    rows = [w for w in page.records.findChildren(QWidget) if "Half written" in w.accessibleName()]
    with qtbot.waitSignal(presenter.wanted) as wanted:
        qtbot.keyClick(rows[0], Qt.Key.Key_Return)
    assert wanted.args == [Go.record(record)]


def test_people_stand_in_groups_and_can_be_added(
    qtbot: QtBot, page: ChildPage, session: Session, tasks: Tasks, amelia: str
) -> None:
    family = {"name": "Dawn Testcase", "role": "family", "relationship": "Mum"}
    session.children.add_entry("contact", amelia, family)
    session.children.add_entry("place", amelia, {"name": "Exampleton bus station"})
    presenter = opened(qtbot, page, session, tasks, amelia, "people")
    qtbot.waitUntil(lambda: "Dawn Testcase" in words_on(page))
    words = words_on(page)
    assert "Family and carers" in words
    assert "Exampleton bus station" in words
    with qtbot.waitSignal(presenter.wanted, timeout=5000) as wanted:
        buttons(page, "Add a person")[0].click()
    assert wanted.args[0].page is Page.RECORD
    assert session.records.open(wanted.args[0].id).header.form_id == "contact"


def test_details_open_as_a_record(
    qtbot: QtBot, page: ChildPage, session: Session, tasks: Tasks, amelia: str
) -> None:
    presenter = opened(qtbot, page, session, tasks, amelia)
    with qtbot.waitSignal(presenter.wanted) as wanted:
        page.tabs.setCurrentIndex(3)
    assert wanted.args == [Go.record(amelia)]
    assert page.tab == "glance"


def test_the_child_page_by_tab_and_by_ear(
    qtbot: QtBot, page: ChildPage, session: Session, tasks: Tasks, amelia: str
) -> None:
    write_wise(session, amelia)
    opened(qtbot, page, session, tasks, amelia)
    qtbot.waitUntil(lambda: SAID in words_on(page))
    page.begin()
    assert unnamed(page) == []
    assert missed_by_tab(qtbot, page) == []
    assert cut_off(page) == []


@pytest.mark.parametrize("size", [(1290, 540), (1214, 540), (1158, 664)])
def test_a_long_name_is_never_cut(put: Put, size: tuple[int, int]) -> None:
    page = ChildPage(Theme("dark", 2.0))
    page.show_child(
        ChildShown(
            "1",
            "Oluwaseun Adebayo-Testington-Featherstonehaugh",
            "Seun",
            "they/them",
            (("", "15, born 14 March 2011"), ("LCS", "0417203"), ("", "Exampleton High, Year 11")),
            (ChipShown("Do not write to this address", "late", "mail-x"), ChipShown("Online")),
        )
    )
    page.show_glance(GlanceShown())
    put(page, *size)
    assert cut_off(page) == []


# Search


def test_search_finds_words_and_marks_them(
    qtbot: QtBot, theme: Theme, tasks: Tasks, session: Session, put: Put, amelia: str
) -> None:
    record = write_wise(session, amelia)
    page = SearchPage(theme)
    presenter = SearchPresenter(page, session, tasks)
    put(page)
    presenter.look_for("")
    qtbot.keyClicks(page.find_field, "boxin")
    qtbot.waitUntil(lambda: "One record" in words_on(page))
    assert "Amelia Testcase" in words_on(page)
    qtbot.keyClick(page.find_field, Qt.Key.Key_Down)
    with qtbot.waitSignal(presenter.wanted) as wanted:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert wanted.args[0].id == record
    page.show_words("nothingatall")
    qtbot.waitUntil(lambda: "Nothing was found for “nothingatall”." in words_on(page))
    assert unnamed(page) == []


def test_an_answer_that_comes_too_late_is_dropped(theme: Theme, put: Put) -> None:
    page = SearchPage(theme)
    put(page)
    page.show_words("boxing")
    page.show_words("football")
    page.show_hits(
        "boxing",
        [HitShown(Go.read("r"), "WISE", "Amelia Testcase", "Today", (("boxing", True),))],
        more=False,
        added=False,
    )
    assert "Amelia" not in words_on(page)
    page.show_trouble("The store is busy. Nothing was changed.")
    assert "The store is busy." in words_on(page)


# A new record


def test_a_record_is_begun_by_keyboard(
    qtbot: QtBot, theme: Theme, tasks: Tasks, session: Session, put: Put, amelia: str
) -> None:
    page = NewRecordPage(theme)
    presenter = NewRecordPresenter(page, session, tasks)
    put(page)
    presenter.begin()
    qtbot.waitUntil(lambda: "Amelia Testcase" in words_on(page))
    assert unnamed(page) == []
    qtbot.keyClicks(page.find_field, "nobody")
    qtbot.waitUntil(lambda: "Nobody here is called “nobody”." in words_on(page))
    page.find_field.clear()
    qtbot.keyClicks(page.find_field, "millie")
    qtbot.waitUntil(lambda: "Amelia Testcase" in words_on(page))
    qtbot.keyClick(page.find_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "For Amelia Testcase. Which one?" in words_on(page))
    for title in ("CST planning meeting", "Direct-work session", "MACE case update"):
        assert title in words_on(page)
    for _ in page.rows[1:]:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    with qtbot.waitSignal(presenter.wanted, timeout=5000) as wanted:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    header = session.records.open(wanted.args[0].id).header
    assert (header.form_id, header.child) == ("wise", amelia)


def test_only_what_the_profile_lets_one_write_is_offered(
    qtbot: QtBot, theme: Theme, tasks: Tasks, session: Session, put: Put, amelia: str
) -> None:
    mine = session.profile
    session.profile = replace(mine, authors={**mine.authors, "wise": frozenset({"manager"})})
    page = NewRecordPage(theme)
    presenter = NewRecordPresenter(page, session, tasks)
    put(page)
    presenter.begin(amelia)
    qtbot.waitUntil(lambda: "Direct-work session" in words_on(page))
    assert "WISE assessment" not in words_on(page)
    session.profile = mine


def test_a_second_press_begins_no_second_record(
    qtbot: QtBot, theme: Theme, tasks: Tasks, session: Session, put: Put, amelia: str
) -> None:
    page = NewRecordPage(theme)
    presenter = NewRecordPresenter(page, session, tasks)
    put(page)
    presenter.begin(amelia)
    qtbot.waitUntil(lambda: len(page.rows) > 0 and "Which one?" in words_on(page))
    with qtbot.waitSignal(presenter.wanted, timeout=5000):
        page.rows[0].opened.emit()
        page.rows[0].opened.emit()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert len(session.records.of_child(amelia)) == 1


# The keyboard map


def test_the_keyboard_map_lists_and_leaves(qtbot: QtBot, theme: Theme, put: Put) -> None:
    page = KeyMapPage(theme)
    put(page)
    page.begin()
    words = words_on(page)
    assert "Lock" in words
    assert "Search everything" in words
    assert cut_off(page) == []
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page.back, Qt.Key.Key_Escape)
