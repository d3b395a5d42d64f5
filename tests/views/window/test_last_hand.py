"""A part of the window is never taken apart by another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.tasks import Tasks


class Part(QObject):
    """Something of the window that notes which thread let go of it last."""

    def __init__(self, gone: list[object]) -> None:
        super().__init__()
        self.gone, self.heard = gone, list[object]()

    def hear(self, what: object) -> None:
        self.heard.append(type(what))

    def __del__(self) -> None:
        self.gone.append(threading.current_thread())


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks(lambda problem: None)
    yield made
    made.close()


def fail(_part: Part) -> None:
    raise ValueError("nothing that a person wrote")


@pytest.mark.parametrize("heard", [True, False], ids=["heard", "nobody hears"])
@pytest.mark.parametrize("work", [lambda part: part.objectName(), fail])
def test_the_window_lets_go_last(
    tasks: Tasks, qtbot: QtBot, work: Callable[[Part], object], *, heard: bool
) -> None:
    assert QThread.currentThread() is QApplication.instance().thread()
    gone: list[object] = []
    for _ in range(300):
        part = Part(gone)
        hear = part.hear if heard else None
        tasks.run(lambda part=part: work(part), hear, hear)
        del part, hear
    qtbot.waitUntil(lambda: not tasks.busy)
    assert len(gone) == 300
    assert set(gone) == {threading.main_thread()}


def test_failures_that_name_each_other_come_home_and_hold_on_to_nothing(
    tasks: Tasks, qtbot: QtBot
) -> None:
    first, second, beside = ValueError("first"), ValueError("second"), ValueError("beside")

    def fail_twice() -> None:
        try:
            raise beside
        except ValueError:
            first.__cause__, second.__cause__ = second, first
            raise first from second

    heard: list[object] = []
    tasks.run(fail_twice, None, heard.append)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard == [first]
    assert first.__context__ is beside
    assert beside.__traceback__ is None, "the way to it held on to the call"
