"""The settings: who acts as manager until when, and who can sign papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from page_checks import cut_off, missed_by_tab, reached_by_tab, unnamed, words_on
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.agreement import Acting
from desktop.casework.desk import Desk
from desktop.casework.preferences import Preferences
from desktop.casework.roles import Role
from desktop.casework.session import Session
from desktop.views.pages.datebox import DateBoxes
from desktop.views.pages.settings import SettingsPage
from desktop.views.parts.chip import Chip
from desktop.views.presenters.settings import SettingsPresenter
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme
from tests.views.pages.conftest import MANAGER_PASSPHRASE

SLOW = 20_000  # milliseconds
Put = Callable[..., QWidget]
FIRST, LAST = date(2026, 11, 23), date(2026, 12, 4)


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChildren(QPushButton)
    return next(b for b in found if name in {b.text(), b.accessibleName()} and b.isVisible())


def press(page: QWidget, name: str) -> None:
    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def offered(page: QWidget, name: str) -> bool:
    found = page.findChildren(QPushButton)
    return any(name in {b.text(), b.accessibleName()} and b.isVisible() for b in found)


def focused_name() -> str:
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget is not None else ""


def write(boxes: DateBoxes, *parts: str) -> None:
    for box, part in zip(boxes.boxes, parts, strict=True):
        box.setFocus()
        box.selectAll()
        QTest.keyClick(box, Qt.Key.Key_Delete)
        QTest.keyClicks(box, part)


def shown(page: QWidget) -> str:
    """Return every word that is shown, chips included."""
    chips = [chip.text() for chip in page.findChildren(Chip) if chip.isVisible()]
    return "\n".join([words_on(page), *chips])


Open = Callable[..., SettingsPage]


@pytest.fixture
def open_settings(qtbot: QtBot, theme: Theme, tasks: Tasks, desk: Desk, put: Put) -> Iterator[Open]:
    kept: list[SettingsPresenter] = []

    def opened(session: Session, tab: str) -> SettingsPage:
        presenter = SettingsPresenter(theme, session, tasks, desk)
        kept.append(presenter)
        put(presenter.page)
        presenter.show(Preferences(), tab)
        qtbot.waitUntil(lambda: not tasks.busy, timeout=SLOW)
        return presenter.page

    yield opened
    for presenter in kept:
        presenter.close()


@pytest.fixture
def jo(session: Session) -> str:
    return session.member.id


@pytest.fixture
def manager(desk: Desk, jo: str) -> Session:
    desk.lock()
    pat = next(p for p in desk.card().people if p.name == "Pat Example")
    return desk.unlock(pat.id, MANAGER_PASSPHRASE)


# Acting managers


def test_a_manager_appoints_a_colleague_by_keyboard_and_sees_until_when(
    qtbot: QtBot, open_settings: Open, manager: Session, jo: str
) -> None:
    page = open_settings(manager, "people")
    assert "Nobody acts as manager." in shown(page)
    QTest.keyClick(button(page, "Appoint an acting manager"), Qt.Key.Key_Space)
    card = page.people.appoint_card
    assert list(card.who.radios) == [jo], "a manager is not offered"
    assert card.who.radios[jo].hasFocus()
    QTest.keyClick(card.who.radios[jo], Qt.Key.Key_Space)
    assert [box.text() for box in card.first.boxes] == ["23", "11", "2026"]
    write(card.last, "4", "12", "2026")
    QTest.keyClick(card.last.boxes[2], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Acts now" in shown(page), timeout=SLOW)
    words = shown(page)
    assert "Jo Sample acts as manager from 23 November 2026 until 4 December 2026." in words
    assert "From 23 November 2026 until 4 December 2026" in words
    assert not card.isVisible()
    assert [one.acting for one in manager.people.acting()] == [Acting(FIRST, LAST)]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (("31", "2", "2026"), ("4", "12", "2026"), "February 2026 has 28 days."),
        (("23", "11", "2026"), ("", "", ""), "Type the day, the month and the year."),
        (("23", "11", "2026"), ("", "12", "2026"), "Add the day."),
        (("5", "12", "2026"), ("4", "12", "2026"), "The first day comes after the last."),
        (("1", "11", "2026"), ("22", "11", "2026"), "The last day is over already"),
        (("23", "11", "2026"), ("4", "12", "2099"), "Choose 23 February 2027 or an earlier day."),
    ],
)
def test_wrong_dates_are_told_of_at_the_date_and_nothing_is_changed(
    qtbot: QtBot,
    open_settings: Open,
    manager: Session,
    jo: str,
    first: tuple[str, ...],
    last: tuple[str, ...],
    said: str,
) -> None:
    page = open_settings(manager, "people")
    press(page, "Appoint an acting manager")
    card = page.people.appoint_card
    press(page, "Appoint")
    assert "Choose who acts as manager." in shown(card)
    card.who.radios[jo].click()
    write(card.first, *first)
    write(card.last, *last)
    press(page, "Appoint")
    qtbot.waitUntil(lambda: said in shown(card), timeout=SLOW)
    assert card.go.isEnabled()
    assert [box.text() for box in card.first.boxes] == list(first)
    assert manager.people.acting() == ()
    assert unnamed(page) == []
    assert cut_off(page) == []


def test_whose_role_stands_in_for_nobody_is_not_offered(
    open_settings: Open, manager: Session, jo: str
) -> None:
    manager.people.add("Dee Beispiel", Role.BUSINESS_SUPPORT, "marble violin forest")
    page = open_settings(manager, "people")
    press(page, "Appoint an acting manager")
    assert list(page.people.appoint_card.who.radios) == [jo]
    manager.people.change(jo, "Jo Sample", Role.SUPPORT_WORKER)
    page = open_settings(manager, "people")
    appoint = button(page, "Appoint an acting manager")
    assert not appoint.isEnabled()
    assert "Nobody can be appointed" in appoint.toolTip()


def test_acting_ends_early_and_undo_brings_it_back(
    qtbot: QtBot, open_settings: Open, manager: Session, jo: str
) -> None:
    manager.people.act_as_manager(jo, Acting(FIRST, LAST))
    page = open_settings(manager, "people")
    press(page, "Jo Sample is to act as manager no longer")
    qtbot.waitUntil(lambda: "acts as manager no longer" in shown(page), timeout=SLOW)
    qtbot.waitUntil(lambda: "Nobody acts as manager." in shown(page), timeout=SLOW)
    assert manager.people.acting() == ()
    undo = button(page, "Undo")
    assert undo.hasFocus()
    QTest.keyClick(undo, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Acts now" in shown(page), timeout=SLOW)
    assert [one.acting for one in manager.people.acting()] == [Acting(FIRST, LAST)]
    assert not offered(page, "Undo")


def test_the_dates_of_somebody_who_acts_can_be_changed(
    qtbot: QtBot, open_settings: Open, manager: Session, jo: str
) -> None:
    manager.people.act_as_manager(jo, Acting(date(2026, 11, 30), LAST))
    page = open_settings(manager, "people")
    assert "Not yet" in shown(page)
    press(page, "Change the dates of Jo Sample")
    card = page.people.appoint_card
    assert card.who.value() == jo
    assert [box.text() for box in card.last.boxes] == ["4", "12", "2026"]
    write(card.last, "11", "12", "2026")
    press(page, "Appoint")
    qtbot.waitUntil(lambda: "until 11 December 2026" in shown(page), timeout=SLOW)
    QTest.keyClick(page.people.add, Qt.Key.Key_Tab)
    press(page, "Appoint an acting manager")
    assert card.who.value() == "", "what was asked before is forgotten"


def test_whoever_may_not_appoint_sees_who_acts_and_is_offered_nothing(
    open_settings: Open, desk: Desk, manager: Session, jo: str
) -> None:
    manager.people.act_as_manager(jo, Acting(FIRST, LAST))
    desk.lock()
    practitioner = desk.unlock(jo, "copper lantern hedge")
    page = open_settings(practitioner, "people")
    assert "Acts now" in shown(page)
    for name in ("Appoint an acting manager", "End it", "Change the dates"):
        assert not offered(page, name)


def test_tab_goes_through_the_card_as_one_reads_it(
    qtbot: QtBot, open_settings: Open, manager: Session
) -> None:
    page = open_settings(manager, "people")
    press(page, "Appoint an acting manager")
    card = page.people.appoint_card
    assert missed_by_tab(qtbot, page) == []
    page.begin()
    order = [one for one in reached_by_tab(qtbot, page) if card.isAncestorOf(one)]
    heights = [one.mapTo(card, one.rect().center()).y() for one in order]
    assert order[0] is next(iter(card.who.radios.values()))
    assert len(order) == 9  # who, three boxes twice, two buttons
    assert heights == sorted(heights)


# Certificates


def test_a_keeper_issues_one_to_whoever_has_none(
    qtbot: QtBot, open_settings: Open, desk: Desk, manager: Session, jo: str
) -> None:
    manager.people.add("Dee Beispiel", Role.SUPPORT_WORKER, "marble violin forest")
    desk.lock()
    keeper = desk.unlock(jo, "copper lantern hedge")
    page = open_settings(keeper, "certificates")
    qtbot.waitUntil(lambda: "No certificate" in shown(page), timeout=SLOW)
    assert "Until 23 November 2051" in shown(page)
    assert not page.certificates.keepers.isVisible()
    press(page, "Issue a certificate: Dee Beispiel")
    card = page.certificates.card
    assert card.reason.hasFocus()
    QTest.keyClick(card.reason, Qt.Key.Key_Delete)
    QTest.keyClick(card.reason, Qt.Key.Key_Return)
    assert "Write in a few words" in shown(card)
    QTest.keyClicks(card.reason, "joined in November")
    QTest.keyClick(card.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Dee Beispiel can sign papers" in shown(page), timeout=SLOW)
    qtbot.waitUntil(lambda: "No certificate" not in shown(page), timeout=SLOW)
    qtbot.waitUntil(lambda: "Issued: joined in November" in shown(page), timeout=SLOW)
    assert keeper.people.uncertified() == ()


def test_escape_issues_nothing(qtbot: QtBot, open_settings: Open, session: Session) -> None:
    page = open_settings(session, "certificates")
    qtbot.waitUntil(lambda: offered(page, "Renew: Pat Example"), timeout=SLOW)
    before = session.people.certificates()
    press(page, "Renew: Pat Example")
    assert "is closed with today’s date" in shown(page)
    QTest.keyClick(page.certificates.card.reason, Qt.Key.Key_Escape)
    assert not page.certificates.card.isVisible()
    assert session.people.certificates() == before


def test_whoever_is_no_keeper_is_told_who_is(
    qtbot: QtBot, open_settings: Open, manager: Session, jo: str
) -> None:
    manager.people.reset(jo, "marble violin forest")
    page = open_settings(manager, "certificates")
    qtbot.waitUntil(lambda: "Closed on 23 November 2026" in shown(page), timeout=SLOW)
    assert "forgotten passphrase" in shown(page)
    assert not any(offered(page, name) for name in ("Renew", "Issue a certificate"))


def test_keepers_are_named(qtbot: QtBot, open_settings: Open, manager: Session) -> None:
    page = open_settings(manager, "certificates")
    assert "Jo Sample keeps the team’s certificates." in shown(page)


def test_a_new_keeper_is_told_to_unlock_once(
    qtbot: QtBot, open_settings: Open, desk: Desk, session: Session, manager: Session, jo: str
) -> None:
    desk.lock()
    keeper = desk.unlock(jo, "copper lantern hedge")
    keeper.people.make_keeper(manager.member.id, MANAGER_PASSPHRASE)
    desk.lock()
    pat = desk.unlock(manager.member.id, MANAGER_PASSPHRASE)
    page = open_settings(pat, "certificates")
    qtbot.waitUntil(lambda: offered(page, "Renew: Jo Sample"), timeout=SLOW)


@pytest.mark.parametrize("width", [1158, 683])
def test_the_rights_fit_in_a_narrow_window(
    qtbot: QtBot, open_settings: Open, manager: Session, jo: str, put: Put, width: int
) -> None:
    manager.people.act_as_manager(jo, Acting(FIRST, LAST))
    page = open_settings(manager, "people")
    put(page, width)
    assert cut_off(page) == []
    page.show_tab("certificates")
    qtbot.waitUntil(lambda: "Can sign" in shown(page), timeout=SLOW)
    assert cut_off(page) == []
    assert unnamed(page) == []


# Where the keyboard is afterwards


def test_the_keyboard_comes_back_to_where_a_form_was_opened(
    qtbot: QtBot, open_settings: Open, manager: Session, jo: str
) -> None:
    page = open_settings(manager, "people")
    appoint = button(page, "Appoint an acting manager")
    appoint.setFocus()
    QTest.keyClick(appoint, Qt.Key.Key_Space)
    assert page.people.appoint_card.who.radios[jo].hasFocus()
    QTest.keyClick(page.people.appoint_card.who.radios[jo], Qt.Key.Key_Escape)
    assert appoint.hasFocus()


def test_the_keyboard_goes_to_whose_certificate_was_issued(
    qtbot: QtBot, open_settings: Open, session: Session
) -> None:
    page = open_settings(session, "certificates")
    qtbot.waitUntil(lambda: offered(page, "Renew: Pat Example"), timeout=SLOW)
    issue = button(page, "Renew: Pat Example")
    issue.setFocus()
    QTest.keyClick(issue, Qt.Key.Key_Space)
    QTest.keyClick(page.certificates.card.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(page.certificates.done.isVisible, timeout=SLOW)
    qtbot.waitUntil(lambda: focused_name() == "Renew: Pat Example", timeout=SLOW)
