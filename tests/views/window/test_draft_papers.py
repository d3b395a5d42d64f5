"""The paper of a draft, made on the spot through the whole window: printed, or saved elsewhere.

Nothing readable is left on the disk but the one file that was asked for.
"""

from __future__ import annotations

import errno
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.casework import exports
from desktop.casework.working import WorkingCopy
from desktop.documents.record import read_record
from desktop.views.go import Go
from desktop.views.parts.toast import Toast
from desktop.views.presenters.leaving import NOT_PROTECTED
from desktop.views.presenters.record_draft import MAKING
from desktop.views.presenters.unlock import Reason
from desktop.views.rooms_record import RecordRoom
from desktop.views.window import Window
from tests.harness.canary import Search, plant
from tests.views.window.conftest import (
    WAIT,
    choose,
    frame_of,
    long_text,
    offered,
    session_of,
    settled,
    troubles,
    unlock,
    writing,
)
from tests.views.window.outside import Outside

CTRL = Qt.KeyboardModifier.ControlModifier
PRINT, SAVE = "Print the draft…", "Save the draft as PDF…"

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def words() -> str:
    """A word that nobody has ever used."""
    return plant(1)[0]


def half_written(window: Window) -> str:
    return session_of(window).records.mine_half_written()[0].record


def opened(window: Window, qtbot: QtBot, record: str) -> RecordRoom:
    frame_of(window).go(Go.record(record))
    return writing(window, qtbot)


def write(window: Window, room: RecordRoom, words: str) -> None:
    assert room.record_page.go_to(long_text(room))
    QTest.keyClicks(window.focusWidget(), words)


def toast_words(window: Window) -> list[str]:
    toasts = frame_of(window).findChildren(Toast)
    return [toast.accessibleName() for toast in toasts if toast.isVisible()]


def told(window: Window, qtbot: QtBot, words: str) -> str:
    """Wait until it is told at the foot of the page what came of it; return all of it."""
    qtbot.waitUntil(lambda: any(words in said for said in toast_words(window)), timeout=WAIT)
    settled(window, qtbot)
    (said,) = toast_words(window)
    return said


def test_all_that_was_typed_is_on_the_printed_draft_and_nowhere_else(
    window: Window, qtbot: QtBot, outside: Outside, tmp_path: Path, words: str
) -> None:
    unlock(window, qtbot)
    room = opened(window, qtbot, half_written(window))
    write(window, room, words)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_P, CTRL)

    assert told(window, qtbot, "Handed to the printer.").endswith(NOT_PROTECTED)

    inside = read_record(outside.printed.read_bytes())
    assert words.encode() in inside
    assert b'"draft"' in inside
    outside.printed.unlink()
    frame_of(window).hold()
    window.lock(Reason.ASKED)
    settled(window, qtbot)
    assert Search((words,)).in_folders([tmp_path]) == []
    assert list(outside.stick.iterdir()) == []


def test_a_draft_is_saved_under_a_name_that_says_so_and_opened_from_there(
    window: Window, qtbot: QtBot, outside: Outside, words: str
) -> None:
    unlock(window, qtbot)
    room = opened(window, qtbot, half_written(window))
    write(window, room, words)
    choose(window, "Record", SAVE)

    said = told(window, qtbot, "Saved as")

    name = outside.saved.name
    assert said == f"Saved as {name}. {NOT_PROTECTED}"
    assert name.endswith("_DRAFT.pdf")
    sheet = room.record_page.sheet
    assert sheet is not None
    assert not any(word.casefold() in name.casefold() for word in sheet.child_name.split())
    assert words.encode() in read_record(outside.saved.read_bytes())
    toast = room.record_page.copy_toast
    toast.action.setFocus()
    QTest.keyClick(toast.action, Qt.Key.Key_Return)
    assert told(window, qtbot, "opens in the program") == (
        f"{name} opens in the program that this laptop has for PDFs."
    )
    assert outside.opened == [outside.saved]


def test_opening_the_copy_undoes_nothing(window: Window, qtbot: QtBot, outside: Outside) -> None:
    unlock(window, qtbot)
    room = opened(window, qtbot, half_written(window))
    edits, copy = room.presenter.edits, room.presenter.copy
    assert edits is not None
    assert copy is not None
    path = long_text(room)
    edits.put_together({path: "An earlier answer"}, "The earlier answer is copied here")
    choose(window, "Record", SAVE)
    told(window, qtbot, "Saved as")
    room.record_page.copy_toast.action.click()
    told(window, qtbot, "opens in the program")
    assert copy.flat[path] == "An earlier answer"


def test_a_manager_prints_a_colleagues_draft_and_an_entry_of_a_register_has_no_paper(
    window: Window, qtbot: QtBot, outside: Outside
) -> None:
    unlock(window, qtbot)
    record = half_written(window)
    child = session_of(window).records.read(record).header.child
    opened(window, qtbot, child)
    assert not {PRINT, SAVE} & set(offered(window, "Record"))
    window.lock(Reason.SWITCH)
    settled(window, qtbot)
    unlock(window, qtbot, "Pat Example")
    room = opened(window, qtbot, record)
    assert room.presenter.copy is not None
    assert room.presenter.copy.read_only
    assert {PRINT, SAVE} <= set(offered(window, "Record"))
    choose(window, "Record", PRINT)
    told(window, qtbot, "Handed to the printer.")
    assert b"Jo Sample, Practitioner" in read_record(outside.printed.read_bytes())


def test_while_it_is_made_it_is_said_and_the_page_is_written_on(
    window: Window, qtbot: QtBot, outside: Outside, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    unlock(window, qtbot)
    room = opened(window, qtbot, half_written(window))
    go_on, make = Event(), exports.Exports.draft

    def slow(*given: object) -> exports.Leaving:
        assert go_on.wait(WAIT / 1000)
        return make(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(exports.Exports, "draft", slow)
    choose(window, "Record", SAVE)
    qtbot.waitUntil(lambda: toast_words(window) == [MAKING], timeout=WAIT)
    write(window, room, words)
    assert toast_words(window) == [MAKING]
    go_on.set()
    told(window, qtbot, "Saved as")
    assert words.encode() not in read_record(outside.saved.read_bytes())


def test_a_record_that_one_left_meanwhile_asks_for_no_place(
    window: Window, qtbot: QtBot, outside: Outside
) -> None:
    unlock(window, qtbot)
    opened(window, qtbot, half_written(window))
    choose(window, "Record", SAVE)
    frame_of(window).go(Go.today())
    settled(window, qtbot)
    assert outside.names == []
    assert list(outside.stick.iterdir()) == []


def test_words_that_the_disk_refuses_are_on_paper_all_the_same(
    window: Window, qtbot: QtBot, outside: Outside, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    unlock(window, qtbot)
    room = opened(window, qtbot, half_written(window))
    write(window, room, words)
    with monkeypatch.context() as full:
        full.setattr(WorkingCopy, "flush_all", lambda _copy, _seconds: False)
        choose(window, "Record", PRINT)
    told(window, qtbot, "Handed to the printer.")
    assert words.encode() in read_record(outside.printed.read_bytes())


def test_without_a_printer_it_says_what_to_do(
    window: Window, qtbot: QtBot, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot)
    opened(window, qtbot, half_written(window))
    monkeypatch.setenv("PATH", str(outside.stick))
    choose(window, "Record", PRINT)
    qtbot.waitUntil(lambda: bool(troubles(window)), timeout=WAIT)
    said = (
        "No printer could be reached. Nothing was changed. Set a printer up on this laptop, or "
        "save a copy and print it elsewhere."
    )
    assert troubles(window) == [said]


@pytest.mark.parametrize(
    ("number", "what"),
    [
        (errno.ENOSPC, "There is no room left where the copy should go."),
        (errno.EROFS, "The folder may not be written to."),
        (errno.EBUSY, "A file of that name is open in another program."),
    ],
)
def test_a_draft_that_cannot_be_saved_there_is_told_of(
    window: Window,
    qtbot: QtBot,
    outside: Outside,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    what: str,
) -> None:
    def refuse(_half: Path, _data: bytes) -> None:
        raise OSError(number, "refused")

    unlock(window, qtbot)
    opened(window, qtbot, half_written(window))
    monkeypatch.setattr(exports, "_write", refuse)
    choose(window, "Record", SAVE)
    qtbot.waitUntil(lambda: bool(troubles(window)), timeout=WAIT)
    said = (
        f"{what} What was saved of the record is safe in the store, and no half-written file was "
        "left. Choose another folder, or close the other program, and save again."
    )
    assert troubles(window) == [said]
    assert list(outside.stick.iterdir()) == []


def test_a_folder_that_is_gone_is_told_of(window: Window, qtbot: QtBot, outside: Outside) -> None:
    unlock(window, qtbot)
    opened(window, qtbot, half_written(window))
    outside.stick.rmdir()
    choose(window, "Record", SAVE)
    qtbot.waitUntil(lambda: bool(troubles(window)), timeout=WAIT)
    assert troubles(window)[0].startswith("The folder is not there any more.")
    assert not outside.stick.exists()
