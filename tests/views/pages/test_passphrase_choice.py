"""A new passphrase: nobody is locked out by a slip that they could not see."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from page_checks import cut_off, missed_by_tab, unnamed, words_on
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.pages.data import MemberShown, Verdict
from desktop.views.pages.data_locked import PersonLine
from desktop.views.pages.first_run import YOU, FirstRun
from desktop.views.pages.passphrase_choice import PassphraseChoice
from desktop.views.pages.recover import RecoverForm
from desktop.views.pages.settings_cards import AddColleague, ChangeOwn, ForColleague
from desktop.views.theme import Theme

GOOD, SLIP = "marble violin forest", "marble violin foresr"
ROLES = (("practitioner", "Practitioner"),)
Put = Callable[..., QWidget]


def judged(text: str, _own: tuple[str, ...]) -> Verdict:
    if len(text.split()) >= 3:
        return Verdict("good", "Good.", "")
    return Verdict("weak", "Too easy to guess." if text else "", "Use three words.")


def offered() -> str:
    return "copper lantern hedge"


@pytest.fixture
def choice(theme: Theme, put: Put) -> PassphraseChoice:
    made = PassphraseChoice(theme, offered, judged)
    put(made, 640, 320)
    made.take_focus()
    return made


def test_hidden_words_are_typed_twice(qtbot: QtBot, choice: PassphraseChoice) -> None:
    qtbot.keyClicks(choice.field, GOOD)
    assert not choice.ready()
    assert "once more" in choice.again_entry.error.message
    assert choice.again.hasFocus()
    qtbot.keyClicks(choice.again, GOOD)
    assert choice.again_entry.error.message == ""
    assert choice.ready()


def test_a_slip_is_told_and_nothing_is_lost(qtbot: QtBot, choice: PassphraseChoice) -> None:
    qtbot.keyClicks(choice.field, GOOD)
    qtbot.keyClicks(choice.again, SLIP)
    assert not choice.ready()
    assert "The two are not the same." in words_on(choice)
    assert choice.text() == GOOD
    qtbot.keyClicks(choice.again, GOOD)  # over what was chosen for being typed again
    assert choice.again.text() == GOOD
    assert choice.ready()


def test_words_that_are_shown_are_typed_once(qtbot: QtBot, choice: PassphraseChoice) -> None:
    qtbot.keyClicks(choice.field, SLIP)
    qtbot.keyClicks(choice.again, GOOD)
    choice.field.toggle.click()
    assert choice.field.displayText() == SLIP
    assert not choice.again.isVisible()
    qtbot.keyClick(choice.field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(choice.field, "t")
    assert choice.ready()
    choice.field.toggle.click()
    assert choice.again.isVisible()
    assert not choice.ready()


def test_the_words_offered_are_shown_and_need_no_second_time(choice: PassphraseChoice) -> None:
    choice.use.click()
    assert choice.field.displayText() == offered()
    assert choice.ready()


def test_enter_goes_to_the_second_field_without_blame(
    qtbot: QtBot, choice: PassphraseChoice
) -> None:
    qtbot.keyClicks(choice.field, GOOD)
    with qtbot.assertNotEmitted(choice.returned):
        qtbot.keyClick(choice.field, Qt.Key.Key_Return)
    assert choice.again.hasFocus()
    assert not choice.again_entry.error.isVisible()
    qtbot.keyClicks(choice.again, GOOD)
    with qtbot.waitSignal(choice.returned):
        qtbot.keyClick(choice.again, Qt.Key.Key_Return)


def test_one_that_is_too_easy_is_told_before_it_is_typed_again(
    qtbot: QtBot, choice: PassphraseChoice
) -> None:
    qtbot.keyClicks(choice.field, "otter")
    with qtbot.waitSignal(choice.returned):
        qtbot.keyClick(choice.field, Qt.Key.Key_Return)
    assert not choice.ready()
    assert "Too easy to guess." in words_on(choice)
    assert choice.field.hasFocus()


def test_what_is_chosen_and_what_is_forgotten_ask_for_nothing(
    qtbot: QtBot, choice: PassphraseChoice
) -> None:
    qtbot.keyClicks(choice.field, GOOD)
    qtbot.keyClicks(choice.again, GOOD)
    choice.clear()
    assert (choice.text(), choice.again.text()) == ("", "")
    choice.use.click()
    choice.freeze()
    choice.field.toggle.click()
    assert not choice.again.isVisible()
    assert choice.ready()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_both_fields_by_tab_and_by_ear(qtbot: QtBot, theme: Theme, put: Put, scale: float) -> None:
    choice = PassphraseChoice(Theme(theme.name, scale), offered, judged)
    put(choice, 1280, 700)
    qtbot.keyClicks(choice.field, GOOD)
    qtbot.keyClicks(choice.again, SLIP)
    assert not choice.ready()
    assert unnamed(choice) == []
    assert missed_by_tab(qtbot, choice) == []
    assert cut_off(choice) == []


# Everywhere where one is chosen


class Place(NamedTuple):
    """A page on which a passphrase is chosen, all else filled in; what sends it; what it says."""

    page: QWidget
    choice: PassphraseChoice
    go: Callable[[], None]
    sent: object


def first_run(theme: Theme) -> Place:
    page = FirstRun(
        theme, "/home/jo", ROLES, (), offer=offered, judge=judged, prove=lambda *_: True
    )
    page.team.name.setText("Exampleton CST")
    page.go_on()
    page.you.name.setText("Jo Sample")
    page.you.roles.set_value("practitioner")
    assert page.at == YOU
    return Place(page, page.you.passphrase, page.go_on, page.team_planned)


def colleague(theme: Theme) -> Place:
    card = AddColleague(theme, ROLES, offered, judged)
    card.name.setText("Dee Beispiel")
    card.roles.set_value("practitioner")
    return Place(card, card.choice, card.press, card.given)


def own(theme: Theme) -> Place:
    card = ChangeOwn(theme, offered, judged)
    card.old.setText("copper lantern hedge")
    return Place(card, card.choice, card.press, card.given)


def reset(theme: Theme) -> Place:
    card = ForColleague(theme, offered, judged, new=True)
    card.open_for(MemberShown("1", "Pat Example", "Team manager"))
    assert card.choice is not None
    return Place(card, card.choice, card.press, card.given)


def recovered(theme: Theme) -> Place:
    form = RecoverForm(theme, offered, judged)
    form.show_people((PersonLine("1", "Jo Sample", "Practitioner"),))
    form.choose("1")
    form.key.setText("ABCD1 EFGH2")
    return Place(form, form.choice, form.go.click, form.given)


@pytest.mark.parametrize("place", [first_run, colleague, own, reset, recovered])
def test_no_slip_is_sent_from_any_page(
    qtbot: QtBot, theme: Theme, put: Put, place: Callable[[Theme], Place]
) -> None:
    found = place(theme)
    put(found.page)
    qtbot.keyClicks(found.choice.field, SLIP)
    for typed in ("", GOOD):
        qtbot.keyClicks(found.choice.again, typed)
        with qtbot.assertNotEmitted(found.sent):
            found.go()
        assert found.choice.text() == SLIP
    found.choice.again.clear()
    qtbot.keyClicks(found.choice.again, SLIP)
    with qtbot.waitSignal(found.sent):
        found.go()
