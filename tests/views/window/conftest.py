"""The whole window over a training team that is made once, and the first steps in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.app import TRAINING_PASSPHRASE, desk_for
from desktop.casework.desk import Desk
from desktop.views.go import Page
from desktop.views.pages.sign import SignPage
from desktop.views.presenters.unlock import UnlockPresenter
from desktop.views.window import Window
from tests.harness.derived import nothing_is_derived_twice  # noqa: F401 - a fixture
from tests.harness.trained import training_team

WAIT = 60_000  # milliseconds; this machine may be busy


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


def sign_here(window: Window, qtbot: QtBot) -> None:
    """Sign the record whose paper comes up now, as its author does."""
    frame = window.frame
    assert frame is not None
    qtbot.waitUntil(lambda: frame.here.page is Page.SIGN, timeout=WAIT)
    assert frame.room is not None
    page = frame.room.page
    assert isinstance(page, SignPage)
    qtbot.waitUntil(page.ask.isVisible, timeout=WAIT)
    settled(window, qtbot)
    QTest.keyClicks(page.ask.field, TRAINING_PASSPHRASE)
    QTest.keyClick(page.ask.field, Qt.Key.Key_Return)
    qtbot.waitUntil(page.done.isVisible, timeout=WAIT)
    settled(window, qtbot)
