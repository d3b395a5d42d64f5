"""Pages in a real window of a usual size, and a real team behind their presenters."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import shipped_forms, shipped_profiles
from desktop.casework.desk import Desk, NewTeam, Surroundings
from desktop.casework.roles import Role
from desktop.casework.session import Session
from desktop.storage.kdf import FLOOR
from desktop.views.parts.order import step_focus
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme
from tests.harness.derived import nothing_is_derived_twice  # noqa: F401 - a fixture

PASSPHRASE = "copper lantern hedge"
MANAGER_PASSPHRASE = "velvet otter canyon"


class SetClock:
    """A clock that moves a second at each look."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def passed(self) -> float:
        return self.moment.timestamp()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    look = Theme("light")
    look.apply(qapp)
    yield look
    qapp.setStyleSheet("")


@pytest.fixture
def put(qtbot: QtBot) -> Callable[..., QWidget]:
    """Show a page at 1158 x 664, the room inside a window of 1366 x 768; Tab goes as in it."""

    def place(page: QWidget, width: int = 1158, height: int = 664) -> QWidget:
        qtbot.addWidget(page)
        page.focusNextPrevChild = partial(step_focus, page)
        page.resize(width, height)
        page.show()
        qtbot.waitExposed(page)
        with qtbot.waitActive(page):
            page.activateWindow()
        return page

    return place


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    problems: list[BaseException] = []
    made = Tasks(problems.append)
    yield made
    made.close()
    assert problems == []


def _surroundings(tokens: Path) -> Surroundings:
    return Surroundings(
        clock=SetClock(),
        catalogue=shipped_forms(),
        profiles=shipped_profiles(),
        cost=FLOOR,
        token_folder=tokens,
    )


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("started")
    desk = Desk(folder / "store", _surroundings(folder / "tokens"))
    made = desk.start_team(NewTeam("Exampleton CST", "Jo Sample", Role.PRACTITIONER, PASSPHRASE))
    made.session.people.add("Pat Example", Role.MANAGER, MANAGER_PASSPHRASE)
    desk.lock()
    return folder


@pytest.fixture
def new_desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "new", _surroundings(tmp_path / "tokens"))
    yield desk
    desk.lock()


@pytest.fixture
def desk(started: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(started, tmp_path / "copy")
    found = Desk(tmp_path / "copy" / "store", _surroundings(tmp_path / "copy" / "tokens"))
    yield found
    found.lock()


@pytest.fixture
def session(desk: Desk) -> Session:
    person = next(p for p in desk.card().people if p.name == "Jo Sample")
    return desk.unlock(person.id, PASSPHRASE)
