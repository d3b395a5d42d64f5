"""What is typed in a card of the settings outlasts a lock, until its work is done or Cancel.

A passphrase does not: no memory of the store ever holds one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import TRAINING_PASSPHRASE
from desktop.storage.reading import Reader
from desktop.views.go import Go, Page
from desktop.views.pages.datebox import DateBoxes
from desktop.views.pages.entry import RadioGrid, TextField
from desktop.views.pages.passphrase_choice import PassphraseChoice
from desktop.views.pages.settings import SettingsPage
from desktop.views.pages.settings_cards import AskCard
from desktop.views.pages.settings_tab import CardTab
from desktop.views.parts.passphrase import PassphraseField
from desktop.views.presenters.settings import PEOPLE_CARD
from desktop.views.presenters.settings_rights import CERTIFICATE_CARD
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import WAIT, arrived, frame_of, session_of, settled, unlock
from tests.views.window.keeping import (
    JO,
    NOT_SAVED,
    PAT,
    full_disk,
    in_store,
    lock_and_unlock,
    words_of_lock,
)

SECRET = "marble violin forest"

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Asked(NamedTuple):
    """A card: its tab, and the button that opens it."""

    tab: str
    button: str

    @property
    def kept_as(self) -> str:
        return CERTIFICATE_CARD if self.tab == "certificates" else PEOPLE_CARD


ADD = Asked("people", "Add a colleague")
OWN = Asked("people", "Change my passphrase")
RESET = Asked("people", "A new passphrase for Jo Sample")
KEEPER = Asked("people", "Make Jo Sample a keeper")
APPOINT = Asked("people", "Appoint an acting manager")
ISSUE = Asked("certificates", "Renew: Jo Sample")
EVERY = (ADD, OWN, RESET, KEEPER, APPOINT, ISSUE)
CARDS = pytest.mark.parametrize("asked", EVERY)
KINDS = pytest.mark.parametrize("asked", [ADD, APPOINT, ISSUE])
"""One card of each kind: words with a passphrase, dates, and words on the other tab."""


def settings(window: Window, qtbot: QtBot) -> SettingsPage:
    return arrived(window, qtbot, Page.SETTINGS, SettingsPage)


def tab_of(page: SettingsPage, asked: Asked) -> CardTab:
    return page.certificates if asked is ISSUE else page.people


def card_here(window: Window, qtbot: QtBot, asked: Asked) -> AskCard:
    """Return the card that is open where one is."""
    page = settings(window, qtbot)
    assert page.tab == asked.tab
    card = tab_of(page, asked).open_card
    assert card is not None
    assert card.isVisible()
    return card


def nothing_is_open(window: Window, qtbot: QtBot) -> bool:
    page = settings(window, qtbot)
    return page.people.open_card is page.certificates.open_card is None


def opened(window: Window, qtbot: QtBot, asked: Asked) -> AskCard:
    frame_of(window).go(Go.settings(asked.tab))
    page = settings(window, qtbot)

    def ways() -> list[QPushButton]:
        buttons = (one for one in page.findChildren(QPushButton) if one.isVisible())
        return [one for one in buttons if asked.button in {one.text(), one.accessibleName()}]

    qtbot.waitUntil(lambda: bool(ways()), timeout=WAIT)  # rows come when their people are read
    ways()[0].click()
    return card_here(window, qtbot, asked)


def begun(window: Window, qtbot: QtBot, asked: Asked) -> AskCard:
    """Type something, and not yet what would do, wherever one can."""
    card = opened(window, qtbot, asked)
    for secret in card.findChildren(PassphraseField):
        QTest.keyClicks(secret, SECRET)
    for grid in card.findChildren(RadioGrid):
        next(iter(grid.radios.values())).click()
    for number, field in enumerate(card.findChildren(TextField)):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, f"{number + 1}")
    return card


def completed(window: Window, qtbot: QtBot, asked: Asked) -> AskCard:
    """Type what will do."""
    card = opened(window, qtbot, asked)
    today = session_of(window).clock.now().astimezone().date()
    for secret in card.findChildren(PassphraseField):
        secret.setText(TRAINING_PASSPHRASE)
    for choice in card.findChildren(PassphraseChoice):
        for field in choice.findChildren(PassphraseField):
            field.setText(SECRET)
    for grid in card.findChildren(RadioGrid):
        next(iter(grid.radios.values())).click()
    for days, boxes in enumerate(card.findChildren(DateBoxes)):
        boxes.set_day(today + timedelta(days=7 * days))
    if asked in {ADD, ISSUE}:
        card.findChildren(TextField)[0].setText("Dee Beispiel")
    return card


def typed_in(card: AskCard) -> list[str]:
    texts = [one.text() for one in card.findChildren(TextField)]
    return texts + [one.value() for one in card.findChildren(RadioGrid)]


def secrets_in(card: AskCard) -> list[str]:
    return [one.text() for one in card.findChildren(PassphraseField)]


def all_memory(window: Window) -> str:
    """Return all that the store remembers of anybody, and all that is remembered in this window."""

    def look(reader: Reader) -> str:
        return str(reader._connection.execute("SELECT * FROM memory").fetchall())

    session = session_of(window)
    return session.store.read(look).result() + str(session.memory._known)


@pytest.mark.parametrize(
    ("asked", "why"),
    [*((one, Reason.IDLE) for one in EVERY), (ADD, Reason.SWITCH)],
)
def test_a_card_that_is_half_filled_is_there_after_a_lock(
    window: Window, qtbot: QtBot, asked: Asked, why: Reason
) -> None:
    unlock(window, qtbot, PAT)
    card = begun(window, qtbot, asked)
    typed, title = typed_in(card), card.title.text()
    lock_and_unlock(window, qtbot, why, PAT)
    card = card_here(window, qtbot, asked)
    assert all(typed)
    assert typed_in(card) == typed
    assert card.title.text() == title
    assert not any(secrets_in(card))


@CARDS
def test_no_passphrase_is_remembered(window: Window, qtbot: QtBot, asked: Asked) -> None:
    unlock(window, qtbot, PAT)
    card = begun(window, qtbot, asked)
    assert set(secrets_in(card)) <= {SECRET}
    assert frame_of(window).hold()
    assert in_store(window, asked.kept_as) is not None
    remembered = all_memory(window)
    assert not any(word in remembered for word in SECRET.split())


@KINDS
def test_a_card_that_was_left_by_cancel_is_forgotten(
    window: Window, qtbot: QtBot, asked: Asked
) -> None:
    unlock(window, qtbot, PAT)
    card = begun(window, qtbot, asked)
    typed = typed_in(card)
    assert frame_of(window).hold()
    card.cancel.click()
    settled(window, qtbot)
    assert in_store(window, asked.kept_as) is None
    lock_and_unlock(window, qtbot, Reason.IDLE, PAT)
    assert nothing_is_open(window, qtbot)
    assert not typed or typed_in(opened(window, qtbot, asked)) != typed


@KINDS
@pytest.mark.parametrize("heard", [True, False], ids=["shown", "locked-meanwhile"])
def test_a_card_whose_work_is_done_is_forgotten(
    window: Window, qtbot: QtBot, asked: Asked, heard: bool
) -> None:
    """Also where a lock comes before the answer: nobody would be added twice."""
    unlock(window, qtbot, PAT)
    card = completed(window, qtbot, asked)
    assert frame_of(window).hold()
    assert in_store(window, asked.kept_as) is not None
    card.press()
    assert card.busy
    if heard:
        qtbot.waitUntil(card.isHidden, timeout=WAIT)
    else:
        window.tasks.forget_all()
    # Nobody waits for the answer any more; the work itself goes on.
    qtbot.waitUntil(lambda: in_store(window, asked.kept_as) is None, timeout=WAIT)


@KINDS
def test_what_one_person_typed_is_not_shown_to_the_next(
    window: Window, qtbot: QtBot, asked: Asked
) -> None:
    """Jo may ask for nearly everything that Pat may, and finds nothing of what Pat asked for."""
    unlock(window, qtbot, PAT)
    people = session_of(window).people
    jo = next(one for one in people.members() if one.name == JO)
    people.make_keeper(jo.id, TRAINING_PASSPHRASE)
    begun(window, qtbot, asked)
    lock_and_unlock(window, qtbot, Reason.SWITCH, JO)
    frame_of(window).go(Go.settings(asked.tab))
    assert nothing_is_open(window, qtbot)
    assert in_store(window, asked.kept_as) is None


def test_the_caret_is_where_it_was(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot, PAT)
    card = opened(window, qtbot, ISSUE)
    field = card.findChildren(TextField)[0]
    QTest.keyClicks(field, "married in May")
    field.setCursorPosition(len("married"))
    QTest.keyClicks(field, " again")
    lock_and_unlock(window, qtbot, Reason.IDLE, PAT)
    field = card_here(window, qtbot, ISSUE).findChildren(TextField)[0]
    assert field.text() == "married again in May"
    assert window.focusWidget() is field
    assert field.cursorPosition() == len("married again")


def test_cards_on_two_tabs_are_both_there_and_the_keyboard_is_where_one_looks(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT)
    begun(window, qtbot, ISSUE)
    begun(window, qtbot, ADD)
    lock_and_unlock(window, qtbot, Reason.IDLE, PAT)
    card = card_here(window, qtbot, ADD)
    focus = window.focusWidget()
    assert focus is not None
    assert card.isAncestorOf(focus)
    frame_of(window).go(Go.settings("certificates"))
    assert typed_in(card_here(window, qtbot, ISSUE)) == ["1"]


def test_another_card_leaves_what_was_typed_in_the_last_one(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot, PAT)
    typed = typed_in(begun(window, qtbot, APPOINT))
    begun(window, qtbot, ADD).cancel.click()
    lock_and_unlock(window, qtbot, Reason.IDLE, PAT)
    assert nothing_is_open(window, qtbot)
    card = opened(window, qtbot, APPOINT)
    assert typed_in(card) == typed
    card.cancel.click()
    assert typed_in(opened(window, qtbot, APPOINT)) != typed


def test_a_card_comes_back_before_another_one_opens(window: Window, qtbot: QtBot) -> None:
    """Whoever is quicker than the store does not overwrite what it is just fetching."""
    unlock(window, qtbot, PAT)
    typed = typed_in(begun(window, qtbot, ADD))
    frame_of(window).go(Go.today())
    lock_and_unlock(window, qtbot, Reason.IDLE, PAT)
    frame_of(window).go(Go.settings())
    room = frame_of(window).room
    assert room is not None
    page = room.page
    assert isinstance(page, SettingsPage)
    page.people.own.click()
    assert page.people.open_card is None
    assert typed_in(card_here(window, qtbot, ADD)) == typed


def test_a_card_that_is_asked_for_at_once_opens_a_moment_later(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT)
    frame_of(window).go(Go.settings())
    room = frame_of(window).room
    assert room is not None
    page = room.page
    assert isinstance(page, SettingsPage)
    page.people.own.click()
    assert card_here(window, qtbot, OWN) is page.people.own_card


def test_words_that_the_disk_refused_stay_behind_the_lock(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot, PAT)
    opened(window, qtbot, ADD)
    with full_disk(monkeypatch):
        card = begun(window, qtbot, ADD)
        typed = typed_in(card)
        window.lock(Reason.IDLE)
        settled(window, qtbot)
        assert NOT_SAVED in words_of_lock(window)
    unlock(window, qtbot, PAT)
    assert card.isVisible()
    assert typed_in(card) == typed
    assert frame_of(window).hold()
    assert in_store(window, PEOPLE_CARD) is not None


def test_what_else_is_done_on_the_tab_leaves_a_half_filled_card_open(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT)
    card = completed(window, qtbot, APPOINT)
    card.press()
    qtbot.waitUntil(card.isHidden, timeout=WAIT)
    settled(window, qtbot)
    typed = typed_in(begun(window, qtbot, ADD))
    page = settings(window, qtbot)
    ended = [one for one in page.findChildren(QPushButton) if one.text() == "End it"]
    ended[0].click()
    qtbot.waitUntil(lambda: "acts as manager no longer" in page.people.done.accessibleName())
    assert typed_in(card_here(window, qtbot, ADD)) == typed
