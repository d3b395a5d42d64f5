"""The page over the real encrypted store: lock, unlock, and a kill in the middle of a word."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from record_laptop import PASSPHRASE, Laptop, Wall, desk_in

from desktop.casework.desk import NewTeam
from desktop.casework.roles import Role
from desktop.views.editors.contract import RowAction, RowAsk
from desktop.views.theme import Theme


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A team with one child and an empty WISE, made once."""
    folder = tmp_path_factory.mktemp("begun") / "laptop"
    desk = desk_in(folder, Wall())
    team = NewTeam("Exampleton CST", "Jo Sample", Role.PRACTITIONER, PASSPHRASE)
    session = desk.start_team(team).session
    session.records.start("wise", session.children.add("Amelia", "Testcase"))
    desk.lock()
    return folder


@pytest.fixture
def laptop(begun: Path, tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Laptop]:
    shutil.copytree(begun, tmp_path / "laptop")
    made = Laptop(tmp_path / "laptop", qtbot, theme)
    yield made
    made.presenter.close()
    made.tasks.close()
    made.desk.lock()
    assert not made.troubles


def test_after_lock_and_unlock_the_caret_is_where_it_was_and_undo_reaches_back(
    laptop: Laptop,
) -> None:
    edits = laptop.presenter.edits
    assert edits is not None
    edits.change_rows(RowAsk("w.goals", RowAction.ADD))
    rows = laptop.flat["w.goals"]
    assert isinstance(rows, list)
    edits.put(f"w.goals/{rows[0]}/goal/words", "I want boxing", False)
    laptop.wall.rest()
    edits.change_rows(RowAsk("w.goals", RowAction.DELETE, rows[0]))
    laptop.write("w.me", "She likes drawing")
    laptop.write("w.think", "What it means, in the middle of a wor")
    place = laptop.page.paper.place()
    laptop.lock()
    laptop.unlock()
    assert laptop.page.paper.place() == place
    assert laptop.flat["w.think"] == "What it means, in the middle of a wor"
    for _ in range(3):
        laptop.presenter.undo()
    assert laptop.flat["w.goals"] == rows
    assert laptop.flat[f"w.goals/{rows[0]}/goal/words"] == "I want boxing"
    assert not laptop.flat.get("w.me")
    assert not laptop.flat.get("w.think")


def test_a_kill_loses_nothing_that_was_said_to_be_saved(laptop: Laptop) -> None:
    laptop.write("w.think", "Every word of this")
    copy = laptop.presenter.copy
    assert copy is not None
    laptop.qtbot.waitUntil(lambda: not copy.unsaved)  # by the page's own clock
    place = laptop.page.paper.place()
    laptop.presenter._let_go()  # no hold, no leave: the process is gone
    laptop.desk.lock()
    laptop.unlock()
    assert laptop.flat["w.think"] == "Every word of this"
    assert laptop.page.paper.place().path == place.path
    laptop.presenter.undo()
    assert not laptop.flat.get("w.think")


def test_leaving_makes_a_version_that_can_be_read(laptop: Laptop) -> None:
    laptop.write("w.me", "She likes drawing")
    laptop.presenter.leave()
    laptop.qtbot.waitUntil(lambda: not laptop.tasks.busy, timeout=5000)
    assert laptop.session.records.read(laptop.record).flat["w.me"] == "She likes drawing"


def test_a_record_that_is_opened_again_at_once_has_every_word(laptop: Laptop) -> None:
    laptop.write("w.me", "She likes drawing")
    may_go_on = threading.Event()
    laptop.session.store.write(lambda _: may_go_on.wait(20))  # the store is busy
    laptop.page.go_to("w.think")
    laptop.qtbot.keyClicks(laptop.page.focusWidget(), "The last words")
    laptop.presenter.leave()
    with laptop.qtbot.waitSignal(laptop.presenter.opened, timeout=20_000):
        laptop.presenter.open(laptop.record)
        QTimer.singleShot(300, may_go_on.set)
    assert laptop.flat["w.think"] == "The last words"
    laptop.presenter.undo()
    assert not laptop.flat.get("w.think")
    assert laptop.flat["w.me"] == "She likes drawing"
