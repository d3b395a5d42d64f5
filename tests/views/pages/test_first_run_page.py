"""The first run, from how to begin to Today: complete by keyboard, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from page_checks import cut_off, missed_by_tab, unnamed, words_on
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.desk import Desk
from desktop.views.pages.choice import ChoicePage
from desktop.views.pages.data import ProfileChoice, TeamPlan, Verdict
from desktop.views.pages.first_run import READY, RULES, SHEETS, TEAM, YOU, FirstRun
from desktop.views.pages.sheets import Sheet, paint_sheet, recovery_sheet
from desktop.views.presenters.first_run import FirstRunPresenter
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

KEY = "ABCD1-EFGH2-JKMN3-PQRS4-TVWX5-YZ012-34567-89ABC"
OTHER = "1BCD1-1FGH2-1KMN3-1QRS4-1VWX5-1Z012-14567-19ABC"
ROLES = (("practitioner", "Practitioner"), ("manager", "Team manager"))
PROFILES = (
    ProfileChoice("plain", "Plain", "No local names.", (("Aim", "56", "Guidance 32"),)),
    ProfileChoice("north", "North-style", "Names of the north.", (("Aim", "30", "Protocol 4"),)),
)
Put = Callable[..., QWidget]


def judged(text: str, _own: tuple[str, ...]) -> Verdict:
    if len(text.split()) >= 3:
        return Verdict("good", "Good.", "A fourth word would make it very good.")
    return Verdict("weak", "Too easy to guess." if text else "", "Use three words.")


def proves(index: int, typed: str) -> bool:
    return typed.upper() == KEY.split("-")[index]


@pytest.fixture
def page(theme: Theme, put: Put) -> FirstRun:
    made = FirstRun(
        theme,
        "/home/jo/CST Desktop",
        ROLES,
        PROFILES,
        offer=lambda: "copper lantern hedge",
        judge=judged,
        prove=proves,
    )
    put(made, 1366, 690)
    made.begin()
    return made


def fill_team_and_you(qtbot: QtBot, page: FirstRun) -> None:
    qtbot.keyClicks(page.team.name, "Exampleton CST")
    qtbot.keyClick(page.team.name, Qt.Key.Key_Return)
    qtbot.keyClicks(page.you.name, "Jo Sample")
    qtbot.keyClick(page.you.roles.radios["practitioner"], Qt.Key.Key_Space)
    qtbot.keyClicks(page.you.passphrase.field, "copper lantern hedge")
    qtbot.keyClicks(page.you.passphrase.again, "copper lantern hedge")


def to_sheets(qtbot: QtBot, page: FirstRun) -> None:
    fill_team_and_you(qtbot, page)
    with qtbot.waitSignal(page.team_planned):
        qtbot.keyClick(page.you.passphrase.again, Qt.Key.Key_Return)
    page.show_keys(KEY, OTHER)


def to_rules(qtbot: QtBot, page: FirstRun) -> None:
    to_sheets(qtbot, page)
    page.sheets.recovery.by_hand.click()
    page.next.click()
    for number, entry in page.sheets.proof.entries:
        qtbot.keyClicks(entry.control, KEY.split("-")[number - 1].lower())
    page.next.click()
    page.sheets.envelope.by_hand.click()
    page.next.click()


def test_enter_opens_the_next_step_without_a_word_of_blame(qtbot: QtBot, page: FirstRun) -> None:
    """Nobody has done anything wrong on a step that has just come up."""
    qtbot.keyClicks(page.team.name, "Exampleton CST")
    qtbot.keyClick(page.team.name, Qt.Key.Key_Return)
    assert page.at == YOU
    assert not page.you.name_entry.error.isVisible()
    qtbot.keyClick(page.back, Qt.Key.Key_Return)
    page.next.click()
    to_sheets(qtbot, page)
    page.sheets.recovery.by_hand.click()
    page.next.click()
    for number, entry in page.sheets.proof.entries:
        qtbot.keyClicks(entry.control, KEY.split("-")[number - 1])
    qtbot.keyClick(page.sheets.proof.entries[1][1].control, Qt.Key.Key_Return)
    assert page.sheets.envelope.isVisible()
    assert not page.sheets.envelope.error.isVisible()


def test_enter_on_back_goes_back(qtbot: QtBot, page: FirstRun) -> None:
    fill_team_and_you(qtbot, page)
    qtbot.keyClick(page.back, Qt.Key.Key_Return)
    assert page.at == TEAM


def test_the_whole_first_run_needs_no_mouse(qtbot: QtBot, page: FirstRun) -> None:
    with qtbot.waitSignal(page.team_planned) as planned:
        fill_team_and_you(qtbot, page)
        qtbot.keyClick(page.you.passphrase.again, Qt.Key.Key_Return)
    plan = planned.args[0]
    assert plan == TeamPlan("Exampleton CST", "Jo Sample", "practitioner", "copper lantern hedge")
    assert "copper" not in repr(plan)
    page.show_keys(KEY, OTHER)
    qtbot.keyClick(page.sheets.recovery.by_hand, Qt.Key.Key_Space)
    qtbot.keyClick(page.sheets.recovery.by_hand, Qt.Key.Key_Return)
    for number, entry in page.sheets.proof.entries:
        qtbot.keyClicks(entry.control, KEY.split("-")[number - 1])
    qtbot.keyClick(page.sheets.proof.entries[1][1].control, Qt.Key.Key_Return)
    qtbot.keyClick(page.sheets.envelope.by_hand, Qt.Key.Key_Space)
    qtbot.keyClick(page.sheets.envelope.by_hand, Qt.Key.Key_Return)
    assert page.at == RULES
    qtbot.keyClick(page.rules.rows["plain"], Qt.Key.Key_Down)
    with qtbot.waitSignal(page.profile_chosen) as chosen:
        qtbot.keyClick(page.rules.rows["north"], Qt.Key.Key_Return)
    assert chosen.args == ["north"]
    page.show_rules_kept()
    assert page.at == READY
    with qtbot.waitSignal(page.entered):
        qtbot.keyClick(page.next, Qt.Key.Key_Return)
    assert page.sheets.recovery.card.groups == ()
    assert page.you.passphrase.text() == ""


def test_going_back_loses_nothing(qtbot: QtBot, page: FirstRun) -> None:
    fill_team_and_you(qtbot, page)
    page.back.click()
    assert page.at == TEAM
    assert page.team.name.text() == "Exampleton CST"
    page.next.click()
    assert page.at == YOU
    assert page.plan.passphrase == "copper lantern hedge"
    assert page.plan.role == "practitioner"


def test_what_is_missing_is_said_at_its_field(qtbot: QtBot, page: FirstRun) -> None:
    page.next.click()
    assert "team’s name" in page.team.name_entry.error.message
    assert page.team.name.hasFocus()
    qtbot.keyClicks(page.team.name, "Exampleton CST")
    assert page.team.name_entry.error.message == ""
    page.next.click()
    page.next.click()
    assert "your name" in page.you.name_entry.error.message
    qtbot.keyClicks(page.you.name, "Jo Sample")
    page.next.click()
    assert "role" in page.you.role_entry.error.message
    page.you.roles.radios["manager"].click()
    qtbot.keyClicks(page.you.passphrase.field, "hedge")
    page.next.click()
    assert "Too easy to guess." in words_on(page)
    assert page.at == YOU


def test_the_words_offered_can_be_taken(qtbot: QtBot, page: FirstRun) -> None:
    qtbot.keyClicks(page.team.name, "Exampleton CST")
    page.next.click()
    page.you.passphrase.use.click()
    assert page.you.passphrase.text() == "copper lantern hedge"
    qtbot.waitUntil(lambda: "Good." in words_on(page))


def test_a_trouble_keeps_everything_typed(qtbot: QtBot, page: FirstRun) -> None:
    fill_team_and_you(qtbot, page)
    page.next.click()
    assert not page.next.isEnabled()
    page.show_trouble("The disk is full. Nothing was made.")
    assert "The disk is full." in words_on(page)
    assert page.next.isEnabled()
    assert page.plan.passphrase == "copper lantern hedge"


def test_the_team_is_made_once(qtbot: QtBot, page: FirstRun) -> None:
    to_sheets(qtbot, page)
    page.back.click()
    assert page.at == YOU
    assert page.you.name.isReadOnly()
    with qtbot.assertNotEmitted(page.team_planned):
        page.next.click()
    assert page.at == SHEETS


def test_a_sheet_must_be_on_paper_and_right(qtbot: QtBot, page: FirstRun) -> None:
    to_sheets(qtbot, page)
    page.next.click()
    assert "copy it by hand" in page.sheets.recovery.error.message
    page.sheets.recovery.by_hand.click()
    page.next.click()
    number, entry = page.sheets.proof.entries[0]
    qtbot.keyClicks(entry.control, "WRONG")
    page.next.click()
    assert f"not group {number}" in entry.error.message
    assert KEY not in words_on(page)


def test_printing_says_so_and_no_printer_says_so(qtbot: QtBot, page: FirstRun) -> None:
    to_sheets(qtbot, page)
    printed: list[Sheet] = []
    view = page.sheets.recovery
    view.use(lambda sheet, _parent: not printed.append(sheet), lambda: ())
    view.print.click()
    assert "No printer" in view.error.message
    assert printed == []
    view.use(lambda sheet, _parent: not printed.append(sheet), lambda: ("Office",))
    view.print.click()
    assert printed[0].key == KEY
    assert "Sent to the printer" in words_on(page)
    page.next.click()
    assert page.sheets.at == 1


def test_a_sheet_is_drawn_on_its_paper(theme: Theme) -> None:
    paper = QImage(620, 877, QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    paint_sheet(painter, paper.rect().adjusted(60, 60, -60, -60), recovery_sheet("Team", KEY))
    painter.end()
    edge = [paper.pixelColor(30, y) for y in range(877)]
    inside = {paper.pixelColor(x, y).name() for x in range(60, 560, 3) for y in range(60, 400, 2)}
    assert all(colour == QColor(Qt.GlobalColor.white) for colour in edge)
    assert len(inside) > 5


def test_rules_show_where_each_value_comes_from(qtbot: QtBot, page: FirstRun) -> None:
    to_rules(qtbot, page)
    assert page.at == RULES
    assert "Guidance 32" not in words_on(page)
    page.rules.more.click()
    qtbot.waitUntil(lambda: "Guidance 32" in words_on(page))
    page.rules.rows["north"].click()
    qtbot.waitUntil(lambda: "Protocol 4" in words_on(page))
    assert "Guidance 32" not in words_on(page)


@pytest.mark.parametrize("step", [TEAM, YOU, SHEETS, RULES])
def test_every_control_has_a_name_and_tab_reaches_it(
    qtbot: QtBot, page: FirstRun, step: int
) -> None:
    if step == YOU:
        fill_team_and_you(qtbot, page)
    elif step == SHEETS:
        to_sheets(qtbot, page)
    elif step == RULES:
        to_rules(qtbot, page)
    page.begin()
    assert page.at == step
    assert unnamed(page) == []
    assert missed_by_tab(qtbot, page) == []
    assert cut_off(page) == []


def test_the_choice_tells_the_ways_apart(qtbot: QtBot, theme: Theme, put: Put) -> None:
    page = ChoicePage(theme)
    put(page, 1366, 690)
    page.begin()
    assert unnamed(page) == []
    assert missed_by_tab(qtbot, page) == []
    with qtbot.waitSignal(page.team_wanted):
        qtbot.keyClick(page.start, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.training_wanted):
        page.training.click()


def test_large_text_cuts_nothing(theme: Theme, put: Put, qtbot: QtBot) -> None:
    large = Theme("light", 2.0)
    page = FirstRun(
        large,
        "/home/jo/CST Desktop",
        ROLES,
        PROFILES,
        offer=lambda: "copper lantern hedge",
        judge=judged,
        prove=proves,
    )
    put(page, 1366, 640)
    fill_team_and_you(qtbot, page)
    assert cut_off(page) == []


def test_a_team_comes_to_be_in_the_store(
    qtbot: QtBot, theme: Theme, tasks: Tasks, new_desk: Desk, put: Put
) -> None:
    presenter = FirstRunPresenter(theme, new_desk, tasks)
    page = presenter.page
    put(page, 1366, 690)
    fill_team_and_you(qtbot, page)
    page.next.click()
    qtbot.waitUntil(lambda: page.at == SHEETS, timeout=20000)
    groups = page.sheets.recovery.card.groups
    assert len(groups) == 8
    page.sheets.recovery.by_hand.click()
    page.next.click()
    for number, entry in page.sheets.proof.entries:
        qtbot.keyClicks(entry.control, groups[number - 1])
    page.next.click()
    assert page.sheets.at == 2
    page.sheets.envelope.by_hand.click()
    page.next.click()
    page.rules.rows["bolton"].click()
    page.next.click()
    qtbot.waitUntil(lambda: page.at == READY)
    with qtbot.waitSignal(presenter.entered):
        page.next.click()
    assert new_desk.session is not None
    assert new_desk.session.profile.id == "bolton"
    assert new_desk.card().people[0].name == "Jo Sample"
