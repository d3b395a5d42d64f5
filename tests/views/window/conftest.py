"""The whole window over a training team that is made once, and the first steps in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.app import TRAINING_PASSPHRASE, desk_for
from desktop.casework.desk import Desk
from desktop.casework.session import Session
from desktop.views.frame import OpenFrame
from desktop.views.go import Page
from desktop.views.pages.read import ReadPage
from desktop.views.pages.sign import SignPage
from desktop.views.parts.banner import Banner
from desktop.views.parts.palette import ICON
from desktop.views.presenters.unlock import UnlockPresenter
from desktop.views.rooms_record import RecordRoom
from desktop.views.window import Window
from tests.harness.derived import nothing_is_derived_twice  # noqa: F401 - a fixture
from tests.harness.trained import training_team
from tests.views.window.outside import outside  # noqa: F401 - a fixture

WAIT = 60_000  # milliseconds; this machine may be busy

LENGTH = {"session": 1, "planning": 2, "panel": 3, "wise": 4}

AnyPage = TypeVar("AnyPage", bound=QWidget)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return training_team(tmp_path_factory).home


@pytest.fixture
def desk(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("CST_DESKTOP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CST_DESKTOP_KDF", "floor")
    shutil.copytree(template, tmp_path / "home")
    return desk_for(None)


@pytest.fixture
def window(desk: Desk, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    assert qapp is not None
    found = app.make_window(desk)
    found.resize(1366, 728)
    found.show()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow, timeout=WAIT)
    found.begin()
    yield found
    found.close()
    found.deleteLater()
    # Now, not later: the next window's style sheet would be reckoned for this one's parts too.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def unlock(
    window: Window, qtbot: QtBot, name: str = "Jo Sample", passphrase: str = TRAINING_PASSPHRASE
) -> None:
    """Unlock as somebody of the team."""
    presenter = window._kept_alive[0]
    assert isinstance(presenter, UnlockPresenter)
    person = next(p for p in window.desk.card().people if p.name == name)
    if presenter.page.people.open_person != person.id:
        presenter.page.people.picked.emit(person.id)
    field = presenter.page.field
    assert field is not None
    QTest.keyClicks(field, passphrase)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame is not None, timeout=WAIT)
    settled(window, qtbot)


def settled(window: Window, qtbot: QtBot) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=WAIT)


def frame_of(window: Window) -> OpenFrame:
    assert window.frame is not None
    return window.frame


def session_of(window: Window) -> Session:
    return frame_of(window).world.session


def short_first(window: Window, state: str) -> list[str]:
    """Return the records in a state, those with few pages first: what is tried is the window's."""
    lines = session_of(window).records.in_state(state)
    return [line.record for line in sorted(lines, key=lambda line: LENGTH[line.form_id])]


def to_agree(window: Window) -> list[str]:
    """Return what this person may agree, short records first."""
    may = set(session_of(window).agreeing.waiting())
    return [record for record in short_first(window, "signed") if record in may]


def page_here(window: Window, kind: type[AnyPage]) -> AnyPage:
    """Return the page that is open, which is of a kind."""
    room = frame_of(window).room
    assert room is not None
    assert isinstance(room.page, kind)
    return room.page


def arrived(window: Window, qtbot: QtBot, page: Page, kind: type[AnyPage]) -> AnyPage:
    """Wait until one is at a page and nothing is under way."""
    frame = frame_of(window)
    qtbot.waitUntil(lambda: frame.here.page is page, timeout=WAIT)
    settled(window, qtbot)
    return page_here(window, kind)


def writing(window: Window, qtbot: QtBot) -> RecordRoom:
    """Wait until a record can be written or read on the record page."""
    frame = frame_of(window)

    def there() -> bool:
        return isinstance(frame.room, RecordRoom) and frame.room.presenter.copy is not None

    qtbot.waitUntil(there, timeout=WAIT)
    settled(window, qtbot)
    assert isinstance(frame.room, RecordRoom)
    return frame.room


def reading(window: Window, qtbot: QtBot) -> ReadPage:
    """Wait until a record is read."""
    page = arrived(window, qtbot, Page.READ, ReadPage)
    qtbot.waitUntil(lambda: page.printed, timeout=WAIT)
    return page


def long_text(room: RecordRoom) -> str:
    """Return the first question of the page that is answered in sentences."""
    paper = room.record_page.paper
    fields = [field for section in paper.asked for field in section.fields]
    return next(one.id for one in fields if one.kind == "long_text" and paper.asks(one.id))


def offered(window: Window, menu: str) -> list[str]:
    """Return what a menu and the list of commands offer now."""
    return [
        action.text()
        for action in frame_of(window)._menus[menu].actions()
        if action.property(ICON) and action.isVisible() and action.isEnabled()
    ]


def choose(window: Window, menu: str, words: str) -> None:
    """Choose an entry of a menu."""
    actions = frame_of(window)._menus[menu].actions()
    next(one for one in actions if one.text() == words).trigger()


def troubles(window: Window) -> list[str]:
    """Return the troubles that are told of at the head of the page."""
    found = frame_of(window).findChildren(Banner)
    return [one.accessibleName() for one in found if one.isVisible() and one.kind == "late"]


def sign_here(window: Window, qtbot: QtBot) -> None:
    """Sign the record whose paper comes up now, as its author does."""
    page = arrived(window, qtbot, Page.SIGN, SignPage)
    qtbot.waitUntil(page.ask.isVisible, timeout=WAIT)
    settled(window, qtbot)
    QTest.keyClicks(page.ask.field, TRAINING_PASSPHRASE)
    QTest.keyClick(page.ask.field, Qt.Key.Key_Return)
    qtbot.waitUntil(page.done.isVisible, timeout=WAIT)
    settled(window, qtbot)
