"""Autosave: every key goes to the writer at once; after a refusal nobody hammers at the store."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.views.saver import TRY_AGAIN, Saver
from desktop.views.tasks import Tasks


class Copy:
    """A working copy that counts how often it was handed over."""

    unsaved = True
    handed_over = 0
    refuses = False

    def flush(self) -> Future[None]:
        self.handed_over += 1
        future: Future[None] = Future()
        if self.refuses:
            future.set_exception(OSError("no room"))
        else:
            future.set_result(None)
        self.unsaved = self.refuses
        return future


def no_trouble(problem: BaseException) -> None:
    raise AssertionError from problem


@pytest.fixture
def saver(qtbot: QtBot) -> Iterator[tuple[Saver, Copy, QTimer]]:
    tasks, copy = Tasks(no_trouble), Copy()
    made = Saver(copy, tasks)  # type: ignore[arg-type]
    yield made, copy, made.findChildren(QTimer)[0]
    made.stop()
    tasks.close()


def test_every_key_is_handed_over_before_the_next_one_comes(
    saver: tuple[Saver, Copy, QTimer],
) -> None:
    made, copy, timer = saver
    for key in range(1, 51):
        copy.unsaved = True
        made.touch()
        assert copy.handed_over == key
        assert not timer.isActive()


def test_after_a_refusal_keys_do_not_ask_again_at_once(
    saver: tuple[Saver, Copy, QTimer], qtbot: QtBot
) -> None:
    made, copy, timer = saver
    copy.refuses = True
    with qtbot.waitSignal(made.failed):
        made.touch()
    made.touch()
    assert copy.handed_over == 1
    assert timer.remainingTime() > TRY_AGAIN / 2


def test_a_save_that_came_of_gathering_is_one_save(qtbot: QtBot) -> None:
    tasks, copy = Tasks(no_trouble), Copy()

    def gather() -> None:
        made.touch()  # what the page held back is a change like any other

    made = Saver(copy, tasks, gather=gather)  # type: ignore[arg-type]
    with qtbot.waitSignal(made.saved):
        made.save_now()
    assert copy.handed_over == 1
    made.stop()
    tasks.close()
