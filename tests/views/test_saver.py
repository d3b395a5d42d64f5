"""Autosave: the first key goes at once, the next ones wait a moment, and nobody is put off."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.views.saver import SOON, THROTTLE, Saver
from desktop.views.tasks import Tasks


class Copy:
    """A working copy that counts how often it was handed over."""

    unsaved = True
    handed_over = 0

    def flush(self) -> Future[None]:
        self.handed_over += 1
        future: Future[None] = Future()
        future.set_result(None)
        self.unsaved = False
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


def test_the_first_key_after_a_rest_is_saved_at_once(saver: tuple[Saver, Copy, QTimer]) -> None:
    made, _, timer = saver
    made.touch()
    assert timer.isActive()
    assert timer.interval() <= SOON


def test_keys_that_follow_are_saved_together_and_never_put_off(
    saver: tuple[Saver, Copy, QTimer],
) -> None:
    made, copy, timer = saver
    made.save_now()
    assert copy.handed_over == 1
    copy.unsaved = True
    made.touch()
    first = timer.remainingTime()
    assert first <= THROTTLE
    for _ in range(50):
        made.touch()
        assert timer.remainingTime() <= first
    assert copy.handed_over == 1


def test_what_was_touched_is_saved_without_another_word(
    saver: tuple[Saver, Copy, QTimer], qtbot: QtBot
) -> None:
    made, copy, _ = saver
    with qtbot.waitSignal(made.saved):
        made.touch()
    assert copy.handed_over == 1
