"""The training team is made while the window says so, and never left half made."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.app import desk_for, make_window
from desktop.storage.errors import StorageError
from desktop.views.pages.choice import ChoicePage
from desktop.views.window import Window
from tests.views.window.conftest import WAIT


@pytest.fixture
def window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, qtbot: QtBot
) -> Iterator[Window]:
    assert qapp is not None
    monkeypatch.setenv("CST_DESKTOP_HOME", str(tmp_path))
    monkeypatch.setenv("CST_DESKTOP_KDF", "floor")
    found = make_window(desk_for(None, True))
    qtbot.addWidget(found)
    found.show()
    yield found
    found.close()


def _choice(window: Window) -> ChoicePage:
    return next(page for page in window.findChildren(ChoicePage) if page.isVisible())


def test_the_page_says_that_it_is_being_made_and_then_who_may_unlock(
    window: Window, qtbot: QtBot, template: Path
) -> None:
    going_on = threading.Event()

    def make() -> str:
        going_on.wait(WAIT / 1000)
        desk = desk_for(None, True)
        desk.folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(template / "data" / "store", desk.folder)
        return str(desk.folder)

    window.means = window.means._replace(make_training=make)
    window.begin(training=True)
    page = _choice(window)
    qtbot.waitUntil(page.busy.isVisible, timeout=WAIT)
    assert not window.isEnabled()
    assert "is being made" in page.busy.bar.accessibleName()
    going_on.set()
    qtbot.waitUntil(lambda: window.state == "locked", timeout=WAIT)
    assert window.isEnabled()


def test_why_it_could_not_be_made_is_said_on_the_page(window: Window, qtbot: QtBot) -> None:
    def refuse() -> str:
        raise StorageError

    window.means = window.means._replace(make_training=refuse)
    window.begin(training=True)
    page = _choice(window)
    qtbot.waitUntil(page.trouble.isVisible, timeout=WAIT)
    assert window.isEnabled()
    assert not page.busy.isVisible()


def test_one_whose_making_was_cut_short_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CST_DESKTOP_HOME", str(tmp_path))
    half = tmp_path / "data" / "training.new"
    half.mkdir(parents=True)
    (half / "store.db").write_bytes(b"cut short")

    def make(folder: Path, _children: int, _seed: int) -> Iterator[None]:
        assert not folder.exists()
        folder.mkdir(parents=True)
        (folder / "store.db").write_bytes(b"whole")
        yield None

    monkeypatch.setattr(app, "make_training_team", make)
    folder = Path(app._training_of_this_account())
    assert (folder / "store.db").read_bytes() == b"whole"
    assert [file.name for file in folder.parent.iterdir()] == ["training"]
    assert app._training_of_this_account() == str(folder)
