"""Papers made on the spot, through the whole window: the draft of a record, an empty copy.

Nothing readable is left on the disk but the one file that was asked for.
"""

from __future__ import annotations

import errno
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework import exports
from desktop.casework.roles import Role
from desktop.casework.session import Session
from desktop.casework.working import WorkingCopy
from desktop.documents.record import read_record
from desktop.views.frame import OpenFrame
from desktop.views.go import Go, Page
from desktop.views.pages.empty_copies import EmptyCopiesPage
from desktop.views.pages.new_record import NewRecordPage
from desktop.views.parts.banner import Banner
from desktop.views.parts.palette import ICON
from desktop.views.parts.toast import Toast
from desktop.views.presenters import leaving
from desktop.views.presenters.leaving import NOT_PROTECTED
from desktop.views.presenters.record_draft import MAKING
from desktop.views.presenters.unlock import Reason
from desktop.views.rooms_record import RecordRoom
from desktop.views.window import Window
from tests.harness.canary import Search, plant
from tests.views.window.conftest import WAIT, settled, unlock

CTRL = Qt.KeyboardModifier.ControlModifier
PRINT, SAVE = "Print the draft…", "Save the draft as PDF…"
COPIES = 20
SUPPORT, PASSPHRASE = "Robin Sample", "copper lantern hedge"

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Outside:
    """What lies outside the store: a stick, a printer, and the programs of the laptop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stick, self.printed = folder / "stick", folder / "printed.pdf"
        self.options = folder / "options"
        self.opened: list[Path] = []
        self.names: list[str] = []

    def choose(self, _parent: QWidget, _title: str, usual: str, _kinds: str) -> tuple[str, str]:
        self.names.append(Path(usual).name)
        return str(self.stick / Path(usual).name), ""

    def openUrl(self, url: QUrl) -> bool:
        self.opened.append(Path(url.toLocalFile()))
        return True

    @property
    def saved(self) -> Path:
        (one,) = self.stick.iterdir()
        return one


class Accepted:
    """The system's dialog for printing, in which somebody chooses how many and presses Print."""

    DialogCode = QPrintDialog.DialogCode

    def __init__(self, printer: QPrinter, _page: QWidget) -> None:
        self.printer = printer

    def setOption(self, *_given: object) -> None: ...

    def setWindowTitle(self, _title: str) -> None: ...

    def exec(self) -> QPrintDialog.DialogCode:
        self.printer.setCopyCount(COPIES)
        return QPrintDialog.DialogCode.Accepted


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outside:
    """A place to save to, and `lp`, which keeps what it is given."""
    made = Outside(tmp_path / "away")
    made.stick.mkdir(parents=True)
    program = made.folder / "bin" / "lp"
    program.parent.mkdir()
    said = f"echo \"$*\" > '{made.options}'\n/bin/cat > '{made.printed}'\n"
    program.write_text(f"#!/bin/sh\n{said}", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", made.choose)
    monkeypatch.setattr(leaving, "QPrintDialog", Accepted)
    monkeypatch.setattr(leaving, "QDesktopServices", made)
    return made


@pytest.fixture
def words() -> str:
    """A word that nobody has ever used."""
    return plant(1)[0]


def frame_of(window: Window) -> OpenFrame:
    assert window.frame is not None
    return window.frame


def session_of(window: Window) -> Session:
    return frame_of(window).world.session


def half_written(window: Window) -> str:
    return session_of(window).records.mine_half_written()[0].record


def opened(window: Window, qtbot: QtBot, record: str) -> RecordRoom:
    frame = frame_of(window)
    frame.go(Go.record(record))
    room = frame.room
    assert isinstance(room, RecordRoom)
    qtbot.waitUntil(lambda: room.presenter.copy is not None, timeout=WAIT)
    settled(window, qtbot)
    return room


def long_text(room: RecordRoom) -> str:
    """Return the first question of the page that is answered in sentences."""
    paper = room.record_page.paper
    fields = [field for section in paper.asked for field in section.fields]
    return next(one.id for one in fields if one.kind == "long_text" and paper.asks(one.id))


def write(window: Window, room: RecordRoom, words: str) -> None:
    assert room.record_page.go_to(long_text(room))
    QTest.keyClicks(window.focusWidget(), words)


def offered(window: Window, menu: str) -> list[str]:
    """Return what a menu and the list of commands offer now."""
    return [
        action.text()
        for action in frame_of(window)._menus[menu].actions()
        if action.property(ICON) and action.isVisible() and action.isEnabled()
    ]


def choose(window: Window, menu: str, words: str) -> None:
    actions = frame_of(window)._menus[menu].actions()
    next(one for one in actions if one.text() == words).trigger()


def toast_words(window: Window) -> list[str]:
    toasts = frame_of(window).findChildren(Toast)
    return [toast.accessibleName() for toast in toasts if toast.isVisible()]


def troubles(window: Window) -> list[str]:
    found = frame_of(window).findChildren(Banner)
    return [one.accessibleName() for one in found if one.isVisible() and one.kind == "late"]


def told(window: Window, qtbot: QtBot, words: str) -> str:
    """Wait until it is told at the foot of the page what came of it; return all of it."""
    qtbot.waitUntil(lambda: any(words in said for said in toast_words(window)), timeout=WAIT)
    settled(window, qtbot)
    (said,) = toast_words(window)
    return said


# The paper of a draft


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
    from threading import Event

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


# Empty copies


@pytest.fixture
def support(window: Window, qtbot: QtBot) -> None:
    """Somebody of business support has unlocked, who writes no records."""
    unlock(window, qtbot, "Pat Example")
    session_of(window).people.add(SUPPORT, Role.BUSINESS_SUPPORT, PASSPHRASE)
    window.lock(Reason.SWITCH)
    settled(window, qtbot)
    unlock(window, qtbot, SUPPORT, PASSPHRASE)


def empty_copies(window: Window, qtbot: QtBot) -> EmptyCopiesPage:
    frame = frame_of(window)
    qtbot.waitUntil(lambda: frame.here.page is Page.EMPTY_COPIES, timeout=WAIT)
    assert frame.room is not None
    page = frame.room.page
    assert isinstance(page, EmptyCopiesPage)
    return page


@pytest.mark.usefixtures("support")
def test_business_support_prints_an_empty_copy_without_a_child(
    window: Window, qtbot: QtBot, outside: Outside
) -> None:
    assert "Empty copy of a form…" in offered(window, "File")
    choose(window, "File", "Empty copy of a form…")
    page = empty_copies(window, qtbot)
    assert set(page.buttons) == {"wise", "planning", "session", "panel"}
    first = page.buttons["session"][0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.copy.words == "Handed to the printer.", timeout=WAIT)
    assert outside.printed.read_bytes().startswith(b"%PDF")
    options = outside.options.read_text("utf-8").strip()
    assert options == f"-t CST Desktop -n {COPIES} -o collate=true -", "a stack of them, no name"


def test_an_empty_copy_is_saved_from_where_a_record_is_begun_and_nothing_is_warned_of(
    window: Window, qtbot: QtBot, outside: Outside
) -> None:
    unlock(window, qtbot)
    frame = frame_of(window)
    frame.go(Go(Page.NEW))
    settled(window, qtbot)
    assert frame.room is not None
    new = frame.room.page
    assert isinstance(new, NewRecordPage)
    QTest.keyClick(new.by_hand, Qt.Key.Key_Return)
    page = empty_copies(window, qtbot)
    page.buttons["wise"][1].click()
    qtbot.waitUntil(lambda: page.copy.words != "", timeout=WAIT)
    settled(window, qtbot)
    assert page.copy.words == "Saved as WISE-empty.pdf."
    assert outside.saved.name == "WISE-empty.pdf"
    page.copy.open.click()
    qtbot.waitUntil(lambda: outside.opened == [outside.saved], timeout=WAIT)
    settled(window, qtbot)
    assert NOT_PROTECTED not in page.copy.words
    exporting = exports.Exports(session_of(window))
    assert exporting.told_once() is False, "the warning comes with the first paper that needs it"
    page.left.emit()
    qtbot.waitUntil(lambda: frame.here == Go(Page.NEW), timeout=WAIT)


def test_an_empty_copy_that_could_not_be_printed_is_told_of_on_its_page(
    window: Window, qtbot: QtBot, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot)
    choose(window, "File", "Empty copy of a form…")
    page = empty_copies(window, qtbot)
    monkeypatch.setenv("PATH", str(outside.stick))
    page.buttons["session"][0].click()
    qtbot.waitUntil(lambda: "No printer could be reached." in page.copy.words, timeout=WAIT)
