"""The settings: accounts, passphrases, keepers, the recovery sheet, look, and licences."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from threading import Event
from typing import Any

import pytest
from page_checks import cut_off, missed_by_tab, unnamed, words_on
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.desk import Desk
from desktop.casework.preferences import Preferences
from desktop.casework.session import Member, Session
from desktop.forms.values import Json
from desktop.storage import access
from desktop.storage.errors import DiskFull, WrongPassphrase
from desktop.views.pages import settings_cards
from desktop.views.pages.data import MemberShown
from desktop.views.pages.settings import TAB_IDS
from desktop.views.pages.settings_laptop import LaptopTab
from desktop.views.pages.settings_tab import OPEN
from desktop.views.presenters.settings import SettingsPresenter
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

Put = Callable[..., QWidget]
SLOW = 20000  # milliseconds: a passphrase costs what it costs


def buttons(page: QWidget, name: str) -> list[QPushButton]:
    found = page.findChildren(QPushButton)
    return [b for b in found if name in {b.text(), b.accessibleName()} and b.isVisible()]


@pytest.fixture
def settings(
    qtbot: QtBot, theme: Theme, session: Session, tasks: Tasks, desk: Desk, put: Put
) -> Iterator[SettingsPresenter]:
    presenter = SettingsPresenter(theme, session, tasks, desk)
    put(presenter.page)
    presenter.show(Preferences())
    qtbot.waitUntil(lambda: "Pat Example" in words_on(presenter.page))
    qtbot.waitUntil(lambda: not tasks.busy)
    yield presenter
    presenter.close()


def test_a_colleague_types_a_passphrase_and_can_unlock(
    qtbot: QtBot, settings: SettingsPresenter, desk: Desk
) -> None:
    people = settings.page.people
    people.add.click()
    card = people.add_card
    qtbot.keyClicks(card.name, "Dee Beispiel")
    qtbot.keyClick(card.roles.radios["support_worker"], Qt.Key.Key_Space)
    qtbot.keyClicks(card.choice.field, "marble violin forest")
    qtbot.keyClick(card.choice.field, Qt.Key.Key_Return)
    assert card.choice.again.hasFocus()
    qtbot.keyClicks(card.choice.again, "marble violin forest")
    qtbot.keyClick(card.choice.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Dee Beispiel is in the team" in words_on(settings.page), timeout=SLOW)
    assert card.choice.text() == ""
    dee = next(p for p in desk.card().people if p.name == "Dee Beispiel")
    desk.lock()
    assert desk.unlock(dee.id, "marble violin forest").member.name == "Dee Beispiel"


@pytest.mark.parametrize("caret", [10**12, -(10**12)])
def test_a_caret_that_is_nowhere_keeps_nobody_from_what_was_typed(
    settings: SettingsPresenter, caret: int
) -> None:
    people = settings.page.people
    typed: Json = {"name": "Dee Beispiel", "at": "name", "caret": caret}
    people.show_typed({"add": typed, OPEN: "add"})
    assert people.open_card is people.add_card
    assert people.add_card.name.text() == "Dee Beispiel"


def test_keys_being_made_are_told_of_and_the_window_lives(
    qtbot: QtBot, settings: SettingsPresenter, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making keys takes a second or more; whoever waits sees and hears what for."""
    people, going_on, told = settings.page.people, Event(), list[str]()
    add = session.people.add

    def slowly(*asked: Any) -> Member:
        assert going_on.wait(SLOW / 1000)
        return add(*asked)

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        told.append(event.message())

    monkeypatch.setattr(session.people, "add", slowly)
    monkeypatch.setattr(settings_cards.QAccessible, "updateAccessibility", hear)
    people.add.click()
    card = people.add_card
    qtbot.keyClicks(card.name, "Dee Beispiel")
    card.roles.radios["support_worker"].click()
    card.choice.use.click()
    qtbot.keyClick(card.choice.field, Qt.Key.Key_Return)
    words = "Making Dee’s keys. This takes a few seconds."
    assert words in words_on(settings.page)
    assert told == [words]
    assert card.doing.hasFocus()
    with qtbot.assertNotEmitted(people.added):
        qtbot.keyClick(card.choice.field, Qt.Key.Key_Return)
    qtbot.keyClick(card.choice.field, Qt.Key.Key_Escape)
    people.own.click()
    assert card.isVisible(), "what is being done cannot be left half-way"
    assert cut_off(settings.page) == []
    going_on.set()
    qtbot.waitUntil(lambda: "Dee Beispiel is in the team" in words_on(settings.page), timeout=SLOW)
    assert words not in words_on(settings.page)
    people.add.click()
    assert card.go.isEnabled()
    assert card.cancel.isEnabled()


def test_what_is_wrong_is_said_and_kept(qtbot: QtBot, settings: SettingsPresenter) -> None:
    people = settings.page.people
    people.add.click()
    card = people.add_card
    card.go.click()
    assert "name" in card.name_entry.error.message
    qtbot.keyClicks(card.name, "Pat Example")
    card.go.click()
    assert "role" in card.role_entry.error.message
    card.roles.radios["practitioner"].click()
    qtbot.keyClicks(card.choice.field, "abc")
    card.go.click()
    assert card.go.isEnabled()
    card.choice.field.clear()
    qtbot.keyClicks(card.choice.field, "marble violin forest")
    qtbot.keyClicks(card.choice.again, "marble violin forest")
    card.go.click()
    qtbot.waitUntil(lambda: "has this name already" in words_on(settings.page), timeout=SLOW)
    assert card.name.text() == "Pat Example"
    assert "Making" not in words_on(settings.page)
    assert card.go.isEnabled()


def test_my_passphrase_changes_only_with_the_old_one(
    qtbot: QtBot, settings: SettingsPresenter, desk: Desk, session: Session
) -> None:
    people = settings.page.people
    people.own.click()
    card = people.own_card
    qtbot.keyClicks(card.old, "not this one")
    qtbot.keyClicks(card.choice.field, "marble violin forest")
    qtbot.keyClicks(card.choice.again, "marble violin forest")
    card.go.click()
    qtbot.waitUntil(lambda: "not the passphrase" in words_on(settings.page), timeout=SLOW)
    card.old.clear()
    qtbot.keyClicks(card.old, "copper lantern hedge")
    card.go.click()
    qtbot.waitUntil(lambda: "Your passphrase is changed." in words_on(settings.page), timeout=SLOW)
    me = session.member.id
    desk.lock()
    assert desk.unlock(me, "marble violin forest").member.id == me


def test_a_colleague_gets_a_new_passphrase(
    qtbot: QtBot, settings: SettingsPresenter, desk: Desk
) -> None:
    buttons(settings.page, "A new passphrase for Pat Example")[0].click()
    card = settings.page.people.reset_card
    assert "new ones" in words_on(settings.page)
    qtbot.keyClicks(card.choice.field, "marble violin forest")
    qtbot.keyClicks(card.choice.again, "marble violin forest")
    card.go.click()
    qtbot.waitUntil(lambda: "has a new passphrase" in words_on(settings.page), timeout=SLOW)
    pat = next(p for p in desk.card().people if p.name == "Pat Example")
    desk.lock()
    assert desk.unlock(pat.id, "marble violin forest").member.name == "Pat Example"


def test_people_who_come_later_find_room(qtbot: QtBot, settings: SettingsPresenter) -> None:
    people = settings.page.people
    people.show_members(())
    qtbot.waitUntil(lambda: "Pat Example" not in words_on(settings.page))
    members = tuple(MemberShown(str(n), f"Person {n}", "Practitioner") for n in range(4))
    people.show_members(members)
    qtbot.waitUntil(lambda: buttons(people, "A new passphrase for Person 3") != [])
    places = [buttons(people, f"A new passphrase for Person {n}")[0] for n in range(4)]
    heights = [one.mapTo(people, one.rect().topLeft()).y() for one in places]
    assert all(later - earlier >= 60 for earlier, later in itertools.pairwise(heights))


def test_a_manager_becomes_a_keeper(
    qtbot: QtBot, settings: SettingsPresenter, session: Session
) -> None:
    buttons(settings.page, "Make Pat Example a keeper")[0].click()
    card = settings.page.people.keeper_card
    card.go.click()
    assert card.own_entry.error.message
    qtbot.keyClicks(card.own, "velvet otter canyon")
    card.go.click()
    qtbot.waitUntil(lambda: "keeps the certificates now" in words_on(settings.page), timeout=SLOW)
    assert {m.name for m in session.people.members() if m.keeper} == {"Jo Sample", "Pat Example"}


def make_sheet(qtbot: QtBot, settings: SettingsPresenter) -> tuple[LaptopTab, tuple[str, ...]]:
    """Make a new recovery sheet and copy it; return its groups."""
    settings.page.show_tab("laptop")
    laptop = settings.page.laptop
    laptop.new_sheet.click()
    qtbot.waitUntil(laptop.sheet.isVisible, timeout=SLOW)
    groups = laptop.sheet.sheet.card.groups
    laptop.sheet.sheet.by_hand.click()
    laptop.sheet.next.click()
    return laptop, groups


def opens(desk: Desk, groups: Sequence[str]) -> bool:
    """Whether a sheet opens the store."""
    try:
        access.recover(desk.folder, " ".join(groups))
    except WrongPassphrase:
        return False
    return True


def test_a_new_recovery_sheet_is_proved(
    qtbot: QtBot, settings: SettingsPresenter, desk: Desk
) -> None:
    laptop, groups = make_sheet(qtbot, settings)
    assert not opens(desk, groups), "the old one does, until this one is proved"
    for number, entry in laptop.sheet.proof.entries:
        qtbot.keyClicks(entry.control, groups[number - 1])
    laptop.sheet.next.click()
    qtbot.waitUntil(
        lambda: "The new recovery sheet is proved." in words_on(settings.page), timeout=SLOW
    )
    assert laptop.sheet.sheet.card.groups == ()
    assert opens(desk, groups)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_group_of_a_new_sheet_has_its_room(qtbot: QtBot, put: Put, scale: float) -> None:
    laptop = LaptopTab(Theme("light", scale), lambda _group, _typed: True)
    laptop.show_laptop("/home/jo/store", 10, may_make_sheet=True)
    put(laptop, 1200, 560)
    laptop.show_key("Exampleton CST", " ".join(f"{letter * 5}" for letter in "ABCDEFGH"))
    card = laptop.sheet.sheet.card
    qtbot.waitUntil(lambda: card.height() >= card.sizeHint().height())
    assert cut_off(laptop) == []


def test_a_recovery_sheet_that_is_not_proved_opens_nothing(
    qtbot: QtBot, settings: SettingsPresenter, desk: Desk
) -> None:
    laptop, groups = make_sheet(qtbot, settings)
    qtbot.keyClick(laptop.sheet.proof.entries[0][1].control, Qt.Key.Key_Escape)
    assert not laptop.sheet.isVisible()
    assert laptop.sheet.sheet.card.groups == ()
    assert laptop.new_sheet.isVisible()
    assert "Destroy" not in words_on(settings.page)
    assert not opens(desk, groups)
    assert not desk.prove_recovery(0, groups[0]), "nothing of it is kept"


def test_a_disk_that_is_full_leaves_the_old_recovery_sheet(
    qtbot: QtBot, settings: SettingsPresenter, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, groups = make_sheet(qtbot, settings)

    def full(*_file: object) -> None:
        raise DiskFull

    monkeypatch.setattr(access, "change_key_file", full)
    for number, entry in laptop.sheet.proof.entries:
        qtbot.keyClicks(entry.control, groups[number - 1])
    laptop.sheet.next.click()
    qtbot.waitUntil(
        lambda: "The old sheet still opens the store" in words_on(settings.page), timeout=SLOW
    )
    assert "Destroy" not in words_on(settings.page)
    assert laptop.new_sheet.isVisible()
    assert not opens(desk, groups)


def test_look_size_and_minutes_are_passed_on(qtbot: QtBot, settings: SettingsPresenter) -> None:
    with qtbot.waitSignal(settings.minutes_asked) as minutes:
        settings.page.laptop.minutes.radios["5"].click()
    with qtbot.waitSignal(settings.look_asked) as look:
        settings.page.look.look.radios["dark"].click()
    with qtbot.waitSignal(settings.percent_asked) as size:
        settings.page.look.text_size.radios["150"].click()
    assert (minutes.args, look.args, size.args) == ([5], ["dark"], [150])


def test_every_part_shows_its_version_and_its_licence(
    qtbot: QtBot, settings: SettingsPresenter
) -> None:
    settings.page.show_tab("about")
    qtbot.waitUntil(lambda: "SQLCipher" in words_on(settings.page))
    buttons(settings.page, "Read the licence of Lucide icons")[0].click()
    licence = settings.page.about.licence
    assert licence.isVisible()
    assert "ISC" in licence.toPlainText()


@pytest.mark.parametrize("tab", TAB_IDS)
def test_settings_by_tab_and_by_ear(qtbot: QtBot, settings: SettingsPresenter, tab: str) -> None:
    settings.page.show_tab(tab)
    settings.page.begin()
    assert settings.page.tab == tab
    assert unnamed(settings.page) == []
    assert missed_by_tab(qtbot, settings.page) == []
    assert cut_off(settings.page) == []
