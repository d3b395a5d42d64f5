"""What happens while the store is being opened, and what arrives late."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import TRAINING_PASSPHRASE
from desktop.views.go import Go
from desktop.views.pages.unlock import UnlockPage
from desktop.views.presenters.unlock import Reason, UnlockPresenter
from desktop.views.window import Window
from tests.views.window.conftest import settled, unlock

JO, PAT = "Jo Sample", "Pat Example"


def lock_screen(window: Window) -> UnlockPage:
    presenter = window._kept_alive[0]
    assert isinstance(presenter, UnlockPresenter)
    return presenter.page


def person(window: Window, name: str) -> str:
    return next(one.id for one in window.desk.card().people if one.name == name)


def states_from_now(window: Window) -> list[str]:
    seen: list[str] = []
    window.state_changed.connect(seen.append)
    return seen


def give(window: Window, name: str, passphrase: str = TRAINING_PASSPHRASE) -> None:
    page, asked = lock_screen(window), person(window, name)
    if page.people.open_person != asked:
        page.people.picked.emit(asked)
    page.people.given.emit(asked, passphrase)


def test_nobody_else_is_asked_while_the_store_is_being_opened(window: Window, qtbot: QtBot) -> None:
    """The keys of the next passphrase would go into the window that opens for the first."""
    page, seen = lock_screen(window), states_from_now(window)
    give(window, JO)
    page.people.picked.emit(person(window, PAT))
    assert page.people.open_person == person(window, JO)
    settled(window, qtbot)
    assert seen == ["open"]
    assert window.frame is not None
    assert window.frame.top.person.text() == "J. Sample"


def test_somebody_else_is_asked_after_a_wrong_passphrase(window: Window, qtbot: QtBot) -> None:
    give(window, JO, "not it")
    settled(window, qtbot)
    unlock(window, qtbot, PAT)
    assert window.frame is not None
    assert window.frame.top.person.text() == "P. Example"


@pytest.mark.parametrize("passphrase", [TRAINING_PASSPHRASE, "not it"])
def test_a_paper_dropped_while_the_store_is_being_opened(
    window: Window, qtbot: QtBot, tmp_path: Path, passphrase: str
) -> None:
    """A wrong guess has no page any more to be told on, nor has a verdict once it is left."""
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7")
    give(window, JO, passphrase)
    window.papers.check([paper])
    settled(window, qtbot)
    if passphrase != TRAINING_PASSPHRASE:
        assert window.state == "checking"
        window.papers.leave()
        unlock(window, qtbot)
    assert window.state == "open"


def test_a_store_asked_for_on_two_lock_screens_opens_once(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    seen = states_from_now(window)
    give(window, JO)
    window.papers.check([tmp_path / "paper.pdf"])
    window.papers.leave()
    give(window, JO)
    settled(window, qtbot)
    assert seen == ["checking", "locked", "open"]
    assert window.frame is not None
    assert window.frame.world.session.today.take_ahead() is None


def test_today_is_not_an_old_one_after_words_that_waited_for_room(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The frame stays behind the lock screen, so what unlocking looked at is shown to nobody."""
    unlock(window, qtbot)
    frame = window.frame
    assert frame is not None
    frame.go(Go.children())
    settled(window, qtbot)
    with monkeypatch.context() as full:
        full.setattr(type(frame), "hold", lambda _frame: False)
        window.lock(Reason.IDLE)
    unlock(window, qtbot)
    assert window.state == "open"
    assert window.frame is frame
    assert frame.isVisible()
    assert frame.world.session.today.take_ahead() is None


def test_a_laptop_that_goes_to_sleep_while_the_store_is_being_opened_stays_locked(
    window: Window, qtbot: QtBot
) -> None:
    seen = states_from_now(window)
    assert window.sleep is not None
    give(window, JO)
    window.sleep.going_to_sleep.emit()
    settled(window, qtbot)
    assert not seen
    assert window.desk.session is None
    unlock(window, qtbot)
    assert seen == ["open"]


@pytest.mark.parametrize("look", ["checking", "locked"])
def test_it_stays_locked_also_when_a_paper_was_dropped_meanwhile(
    window: Window, qtbot: QtBot, tmp_path: Path, look: str
) -> None:
    """The lock screen that asked for the store has gone by then; what it asked for comes all the
    same."""
    assert window.sleep is not None
    give(window, JO)
    window.papers.check([tmp_path / "paper.pdf"])
    if look == "locked":
        window.papers.leave()
    seen = states_from_now(window)
    window.sleep.going_to_sleep.emit()
    settled(window, qtbot)
    assert "open" not in seen
    assert window.desk.session is None
    window.papers.leave()
    unlock(window, qtbot)
    assert seen[-1] == "open"
