"""Nobody agrees their own work: every door of the window is tried, with what stands behind it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.agreement import Acting
from desktop.casework.desk import Desk, NewTeam
from desktop.casework.people import NameTaken
from desktop.casework.roles import Role
from desktop.casework.session import Session
from desktop.views.go import Go, Page
from desktop.views.pages.agree import AgreePage
from desktop.views.pages.read import ReadPage
from desktop.views.pages.sign import SignPage
from desktop.views.pages.today import TodayPage
from desktop.views.parts.palette import ICON
from desktop.views.window import Window
from tests.casework.conftest import (
    MANAGER_PASSPHRASE,
    PASSPHRASE,
    SetClock,
    sign,
    surroundings,
)
from tests.harness.written import write_whole
from tests.views.window.conftest import WAIT, settled, unlock

JO, PAT = "Jo Sample", "Pat Example"
OWN_WORK = "Nobody agrees their own work, and this is yours at least in part."
MOVED_ON = "This record has moved on since you opened it."


@pytest.fixture
def clock() -> SetClock:
    found = SetClock()
    found.moment += timedelta(hours=1)
    return found


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A team's folder with a planning meeting in it that Jo wrote and signed, and its id."""
    folder = tmp_path_factory.mktemp("begun")
    desk = desk_in(folder, SetClock())
    started = desk.start_team(NewTeam("Exampleton CST", JO, Role.PRACTITIONER, PASSPHRASE))
    started.session.people.add(PAT, Role.MANAGER, MANAGER_PASSPHRASE)
    desk.lock()
    with signed_in(desk_in(folder, SetClock()), JO, PASSPHRASE) as session:
        record = write_whole(session)
        sign(session, record)
    return folder, record


@pytest.fixture
def signed(begun: tuple[Path, str]) -> str:
    """The planning meeting that Jo signed."""
    return begun[1]


@pytest.fixture
def desk(
    begun: tuple[Path, str], clock: SetClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setenv("CST_DESKTOP_HOME", str(tmp_path / "home"))
    shutil.copytree(begun[0], tmp_path / "copy")
    found = desk_in(tmp_path / "copy", clock)
    yield found
    found.lock()


def desk_in(folder: Path, clock: SetClock) -> Desk:
    return Desk(folder / "store", surroundings(folder / "tokens", clock))


@contextmanager
def signed_in(desk: Desk, name: str, passphrase: str) -> Iterator[Session]:
    person = next(one for one in desk.card().people if one.name == name)
    yield desk.unlock(person.id, passphrase)
    desk.lock()


def now_in(window: Window) -> Session:
    assert window.frame is not None
    return window.frame.world.session


def state_of(window: Window, record: str) -> str:
    return now_in(window).records.read(record).header.state


def go(window: Window, qtbot: QtBot, place: Go) -> QWidget:
    """Go somewhere in the open window; return the page that is there in the end."""
    frame = window.frame
    assert frame is not None
    frame.go(place)
    settled(window, qtbot)
    assert frame.room is not None
    return frame.room.page


def to_agree(window: Window, qtbot: QtBot, record: str) -> AgreePage:
    page = go(window, qtbot, Go.agree(record))
    assert isinstance(page, AgreePage)
    qtbot.waitUntil(page.decision.isVisible, timeout=WAIT)
    return page


def press_all(page: AgreePage) -> None:
    """Press both buttons of the decision by mouse and by every key that presses a button."""
    for button in (page.decision.agree, page.decision.give_back):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QTest.keyClick(button, key)


def go_behind(window: Window, qtbot: QtBot, page: AgreePage, passphrase: str) -> str:
    """Give the page what its buttons would lead to; return what is said against it."""
    page.banner.say("late", "")
    page.decision.ask.given.emit(passphrase)
    settled(window, qtbot)
    assert page.banner.isVisible()
    return page.banner.accessibleName()


# The author, also as a manager


@pytest.mark.parametrize("rise", ["role", "acting"])
def test_an_author_who_became_a_manager_finds_no_way_to_agree(
    desk: Desk, signed: str, window: Window, qtbot: QtBot, rise: str
) -> None:
    with signed_in(desk, PAT, MANAGER_PASSPHRASE) as manager:
        jo = next(one.id for one in manager.people.members() if one.name == JO)
        today = manager.clock.now().astimezone().date()
        if rise == "role":
            manager.people.change(jo, JO, Role.MANAGER)
        else:
            manager.people.act_as_manager(jo, Acting(today, today))
    unlock(window, qtbot, JO, PASSPHRASE)
    assert now_in(window).people.standing(jo).may_agree(today)

    today_page = go(window, qtbot, Go.today())
    assert isinstance(today_page, TodayPage)
    assert today_page._shown is not None
    assert today_page._shown.waiting == ()
    read = go(window, qtbot, Go.read(signed))
    assert isinstance(read, ReadPage)
    qtbot.waitUntil(read.versions.paper.isVisible, timeout=WAIT)
    assert read.versions.paper.agree.isHidden()
    read.versions.paper.agree_asked.emit()
    settled(window, qtbot)

    page = to_agree(window, qtbot, signed)
    assert page.decision.agree.accessibleDescription() == OWN_WORK
    press_all(page)
    assert not page.decision.ask.isVisible()
    assert not page.decision.reasons.isVisible()
    assert OWN_WORK in go_behind(window, qtbot, page, PASSPHRASE)
    page.banner.say("late", "")
    page.reasons_written.emit("It goes back to myself.")
    page.returned.emit()
    settled(window, qtbot)
    assert OWN_WORK in page.banner.accessibleName()
    assert state_of(window, signed) == "signed"
    assert now_in(window).signing.verify(signed).signed == 1


def test_an_author_without_that_role_finds_none_either(
    desk: Desk, signed: str, window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, JO, PASSPHRASE)
    page = to_agree(window, qtbot, signed)
    press_all(page)
    assert not page.decision.ask.isVisible()
    assert go_behind(window, qtbot, page, PASSPHRASE)
    assert state_of(window, signed) == "signed"


def test_no_menu_and_no_line_of_the_palette_agrees(
    desk: Desk, signed: str, window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT, MANAGER_PASSPHRASE)
    assert window.frame is not None
    for place in (Go.today(), Go.read(signed), Go.agree(signed), Go.sign(signed)):
        go(window, qtbot, place)
        words = [one.text() for menu in window.frame._menus.values() for one in menu.actions()]
        words += [one.text() for one in window.frame.actions() if one.property(ICON)]
        assert not [one for one in words if "agree" in one.casefold() or "sign" in one.casefold()]


# Two accounts of one name


def test_two_accounts_of_one_name_do_not_sign_one_paper(
    desk: Desk, signed: str, window: Window, qtbot: QtBot
) -> None:
    with signed_in(desk, PAT, MANAGER_PASSPHRASE) as manager:
        with pytest.raises(NameTaken):
            manager.people.add("jo  SAMPLE", Role.MANAGER, "amber kettle window")
        manager.people.change(manager.member.id, "JO  Sample", Role.MANAGER)
    unlock(window, qtbot, "JO Sample", MANAGER_PASSPHRASE)

    page = to_agree(window, qtbot, signed)

    assert "the same name" in page.decision.agree.accessibleDescription()
    press_all(page)
    assert not page.decision.ask.isVisible()
    assert "the same name" in go_behind(window, qtbot, page, MANAGER_PASSPHRASE)
    assert state_of(window, signed) == "signed"


# What changes while the page is open


def test_a_role_that_is_taken_away_while_one_reads_signs_nothing(
    desk: Desk, signed: str, window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT, MANAGER_PASSPHRASE)
    page = to_agree(window, qtbot, signed)
    QTest.mouseClick(page.decision.agree, Qt.MouseButton.LeftButton)
    assert page.decision.ask.isVisible()
    session = now_in(window)
    session.people.change(session.member.id, PAT, Role.PRACTITIONER)

    QTest.keyClicks(page.decision.ask.field, MANAGER_PASSPHRASE)
    QTest.keyClick(page.decision.ask.field, Qt.Key.Key_Return)
    settled(window, qtbot)

    assert page.banner.isVisible()
    assert state_of(window, signed) == "signed"


def test_a_clock_set_back_while_one_reads_signs_nothing(
    desk: Desk, clock: SetClock, signed: str, window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT, MANAGER_PASSPHRASE)
    page = to_agree(window, qtbot, signed)
    clock.moment -= timedelta(days=3)

    assert "clock is behind" in go_behind(window, qtbot, page, MANAGER_PASSPHRASE)
    assert state_of(window, signed) == "signed"
    page = to_agree(window, qtbot, signed)
    assert "clock is behind" in page.decision.agree.accessibleDescription()


def test_a_clock_set_back_stops_the_first_signature_too(
    desk: Desk, clock: SetClock, signed: str, window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, JO, PASSPHRASE)
    session = now_in(window)
    session.signing.amend(signed, "A date was wrong.")
    page = go(window, qtbot, Go.sign(signed))
    assert isinstance(page, SignPage)
    qtbot.waitUntil(page.ask.isVisible, timeout=WAIT)
    clock.moment -= timedelta(days=3)

    QTest.keyClicks(page.ask.field, PASSPHRASE)
    QTest.keyClick(page.ask.field, Qt.Key.Key_Return)
    settled(window, qtbot)

    assert page.trouble.isVisible()
    assert "clock is behind" in page.trouble.accessibleName()
    assert state_of(window, signed) == "draft"


# Once it is decided


def test_what_is_agreed_is_not_agreed_again(
    desk: Desk, signed: str, window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, PAT, MANAGER_PASSPHRASE)
    page = to_agree(window, qtbot, signed)
    QTest.mouseClick(page.decision.agree, Qt.MouseButton.LeftButton)
    QTest.keyClicks(page.decision.ask.field, MANAGER_PASSPHRASE)
    QTest.keyClick(page.decision.ask.field, Qt.Key.Key_Return)
    qtbot.waitUntil(page.agreed.isVisible, timeout=WAIT)
    settled(window, qtbot)
    assert state_of(window, signed) == "agreed"
    assert MOVED_ON in go_behind(window, qtbot, page, MANAGER_PASSPHRASE)

    go(window, qtbot, Go.today())
    go(window, qtbot, Go.agree(signed))

    assert window.frame is not None
    qtbot.waitUntil(lambda: window.frame.here.page is Page.READ, timeout=WAIT)
    assert now_in(window).signing.verify(signed).signed == 2
