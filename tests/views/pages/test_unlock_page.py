"""The lock screen: says why, takes guesses slower and slower, and shows no child's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from page_checks import cut_off, missed_by_tab, unnamed, words_on
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.desk import Desk
from desktop.views.pages.data import Verdict
from desktop.views.pages.data_locked import LockedShown, PersonLine
from desktop.views.pages.recover import RecoverForm
from desktop.views.pages.unlock import UnlockPage
from desktop.views.presenters.unlock import Locked, Reason, UnlockPresenter
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

PEOPLE = (
    PersonLine("1", "J. Sample", "Practitioner"),
    PersonLine("2", "P. Example", "Team manager"),
)
SHOWN = LockedShown(
    "Exampleton CST",
    "It locked itself at 14:17, after ten idle minutes.",
    "Everything that was typed is saved, except passphrases.",
    PEOPLE,
    last="2",
)
Put = Callable[..., QWidget]


def judged(text: str, _own: tuple[str, ...]) -> Verdict:
    good = len(text.split()) >= 3
    return Verdict("good" if good else "weak", "Good." if good else "Too easy to guess.", "")


@pytest.fixture
def page(theme: Theme, put: Put) -> UnlockPage:
    made = UnlockPage(theme, lambda: RecoverForm(theme, lambda: "velvet otter canyon", judged))
    made.show_locked(SHOWN)
    put(made, 1366, 690)
    made.begin()
    return made


def test_the_last_person_types_at_once(qtbot: QtBot, page: UnlockPage) -> None:
    assert "Exampleton CST is locked" in words_on(page)
    assert "Everything that was typed is saved, except passphrases." in words_on(page)
    field = page.people.unlock.field
    assert field.hasFocus()
    qtbot.keyClicks(field, "velvet otter canyon")
    with qtbot.waitSignal(page.given) as given:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert given.args == ["2", "velvet otter canyon"]
    assert field.text() == ""
    assert not page.people.unlock.button.isEnabled()


def test_another_person_opens_by_keyboard(qtbot: QtBot, page: UnlockPage) -> None:
    with qtbot.waitSignal(page.person_picked) as picked:
        qtbot.keyClick(page.people.rows["1"], Qt.Key.Key_Return)
    assert picked.args == ["1"]
    assert page.people.open_person == "1"
    assert page.people.unlock.field.hasFocus()


def test_a_long_name_of_a_team_still_says_that_it_is_locked(theme: Theme, page: UnlockPage) -> None:
    long = SHOWN._replace(team="Northshire Complex Safeguarding and Exploitation Team")
    page.show_locked(long)
    assert cut_off(page) == []


def test_what_was_wrong_with_the_recovery_key_comes_into_view(
    qtbot: QtBot, page: UnlockPage
) -> None:
    """On a small laptop the line lies below the fold, and Enter seemed to do nothing."""
    page.forgotten.click()
    page.verticalScrollBar().setValue(0)
    page.show_trouble("The key does not read as it is printed on the sheet.")
    error = page.recover.error

    def seen() -> bool:
        at = error.mapTo(page.viewport(), error.rect().bottomLeft()).y()
        return error.isVisible() and at <= page.viewport().height()

    qtbot.waitUntil(seen)


def test_a_wrong_passphrase_says_so_and_may_be_tried_again(qtbot: QtBot, page: UnlockPage) -> None:
    qtbot.keyClicks(page.people.unlock.field, "wrong")
    page.people.unlock.button.click()
    page.say_wrong("That is not the passphrase of this person.", "Check Caps Lock.")
    assert "That is not the passphrase" in words_on(page)
    assert page.people.unlock.field.isEnabled()
    assert page.people.unlock.field.hasFocus()


def test_waiting_counts_down_and_ends(qtbot: QtBot, page: UnlockPage) -> None:
    page.wait(2)
    assert page.waiting
    assert "in 2 seconds" in words_on(page)
    assert not page.people.unlock.field.isEnabled()
    qtbot.waitUntil(lambda: not page.waiting, timeout=4000)
    assert page.people.unlock.field.isEnabled()
    assert "try again in" not in words_on(page)


def test_caps_lock_is_noticed(qtbot: QtBot, page: UnlockPage) -> None:
    field = page.people.unlock.field
    qtbot.keyClick(field, "A", Qt.KeyboardModifier.NoModifier)
    assert page.caps.isVisible()
    qtbot.keyClick(field, "b", Qt.KeyboardModifier.NoModifier)
    assert not page.caps.isVisible()


def test_show_and_hide(qtbot: QtBot, page: UnlockPage) -> None:
    field = page.people.unlock.field
    qtbot.keyClicks(field, "velvet")
    field.toggle.click()
    assert field.displayText() == "velvet"
    field.toggle.click()
    assert field.displayText() != "velvet"


def test_the_recovery_sheet_gives_a_new_passphrase(qtbot: QtBot, page: UnlockPage) -> None:
    page.forgotten.click()
    form = page.recover
    assert form.people.value() == "2"
    form.go.click()
    assert "Type the key" in form.key_entry.error.message
    qtbot.keyClicks(form.key, "ABCD1 EFGH2")
    form.choice.use.click()
    with qtbot.waitSignal(page.recovered) as given:
        form.go.click()
    assert given.args == ["ABCD1 EFGH2", "2", "velvet otter canyon"]
    page.show_trouble("Group 3 is not right. Nothing was changed.")
    assert "Group 3 is not right." in words_on(page)
    assert form.key.text() == "ABCD1 EFGH2"
    form.back.click()
    assert page.people.isVisible()


def test_what_could_not_be_saved_is_said(page: UnlockPage) -> None:
    page.show_locked(
        LockedShown("Exampleton CST", "You locked it.", "The disk is full.", PEOPLE, trouble=True)
    )
    assert page.saved.tone == "late"
    assert "The disk is full." in words_on(page)


def test_every_control_has_a_name_and_tab_reaches_it(qtbot: QtBot, page: UnlockPage) -> None:
    assert unnamed(page) == []
    assert missed_by_tab(qtbot, page) == []
    assert cut_off(page) == []
    page.forgotten.click()
    assert unnamed(page) == []
    assert missed_by_tab(qtbot, page) == []
    assert cut_off(page) == []


def test_the_real_store_opens(
    qtbot: QtBot, theme: Theme, tasks: Tasks, desk: Desk, put: Put
) -> None:
    presenter = UnlockPresenter(theme, desk, tasks)
    put(presenter.page, 1366, 690)
    presenter.show(Locked(Reason.ASKED, datetime(2026, 11, 23, 14, 17, tzinfo=UTC)))
    assert "You locked it at 14:17." in words_on(presenter.page)
    jo = next(p.id for p in desk.card().people if p.name == "Jo Sample")
    if presenter.page.people.open_person != jo:
        presenter.page.people.rows[jo].opened.emit()
    qtbot.keyClicks(presenter.page.people.unlock.field, "not this one")
    presenter.page.people.unlock.button.click()
    qtbot.waitUntil(lambda: "not the passphrase" in words_on(presenter.page), timeout=20000)
    qtbot.keyClicks(presenter.page.people.unlock.field, "copper lantern hedge")
    with qtbot.waitSignal(presenter.unlocked, timeout=20000) as opened:
        presenter.page.people.unlock.button.click()
    assert opened.args[0].member.name == "Jo Sample"
