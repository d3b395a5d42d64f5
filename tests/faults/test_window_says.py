"""What is wrong with a store, as whoever sits before the window reads it; and nothing is lost.

Each fault is put into the folder of a team, tried through the real window, and mended as the
message says. Then the passphrase opens the store, and the record is there.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.casework.clock import SystemClock
from desktop.casework.troubles import explain
from desktop.casework.working import WorkingCopy
from desktop.forms.values import Json
from desktop.storage import errors, schema
from desktop.storage.cards import read_people
from desktop.storage.connection import connect
from desktop.storage.kdf import FLOOR
from desktop.storage.lock import StoreLock
from desktop.storage.people import unlock
from desktop.views.go import Go, Page
from desktop.views.pages.add_child import AddChildPage
from desktop.views.presenters.unlock import Reason, UnlockPresenter
from desktop.views.rooms_record import RecordRoom
from desktop.views.window import Window
from tests.faults.kills.team import ANSWERS, PASSPHRASE, Template, desk_in, make_template
from tests.faults.test_disk import MEGABYTE, fill, mount, small_disk, unmount
from tests.storage.behind import rewrite

WAIT = 20_000  # milliseconds; this machine may be busy
Harm = Callable[[Path], contextlib.AbstractContextManager[None]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def folder(template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A team's folder, with the store in `store`."""
    monkeypatch.setenv("CST_DESKTOP_HOME", str(tmp_path / "home"))
    shutil.copytree(template.folder, tmp_path / "team")
    return tmp_path / "team"


@contextmanager
def window_over(folder: Path, qtbot: QtBot) -> Iterator[Window]:
    """Show the window of a program that has just been started."""
    window = app.make_window(desk_in(folder))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    window.begin()
    try:
        yield window
    finally:
        if not window.close():
            window.close()
        window.deleteLater()


def told(window: Window) -> str:
    """Return all words that can be read in the window."""
    found: list[str] = []
    for part in window.findChildren(QWidget):
        text = getattr(part, "text", None)
        if part.isVisible():
            found += [str(text())] if callable(text) else []
            found.append(part.accessibleName())
    return "\n".join(found)


def answers(folder: Path, template: Template) -> dict[str, Json]:
    """Return the record's answers, read without a window."""
    desk = desk_in(folder)
    session = desk.unlock(template.person, PASSPHRASE)
    found = dict(session.records.open(template.record).copy.flat)
    assert session.store.check().result().is_sound
    desk.lock()
    return found


def try_to_unlock(window: Window, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase, where it is asked for, and wait for what comes of it."""
    (presenter,) = (one for one in window._kept_alive if isinstance(one, UnlockPresenter))
    field = presenter.page.field
    if field is not None:
        QTest.keyClicks(field, passphrase)
        QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=WAIT)


# Harm to a folder; put right again at the end


@contextmanager
def file_changed(path: Path, change: Callable[[bytes], bytes | None]) -> Iterator[None]:
    before = path.read_bytes()
    after = change(before)
    path.unlink() if after is None else path.write_bytes(after)
    yield
    found = path.read_bytes() if path.exists() else None
    assert found == after, "nothing may be changed in what could not be opened"
    path.write_bytes(before)


@contextmanager
def keys_changed(store: Path, change: Callable[[Path], object]) -> Iterator[None]:
    names = ("store.keys", "store.keys.bak")
    before = {name: (store / name).read_bytes() for name in names}
    change(store)
    yield
    for name in names:
        (store / name).write_bytes(before[name])


def store_file(change: Callable[[bytes], bytes | None]) -> Harm:
    return lambda store: file_changed(store / "store.db", change)


def key_files(change: Callable[[Path], object]) -> Harm:
    return lambda store: keys_changed(store, change)


def flipped(data: bytes) -> bytes:
    return data[:200] + bytes([data[200] ^ 4]) + data[201:]


def both_cut(store: Path) -> None:
    for name in ("store.keys", "store.keys.bak"):
        (store / name).write_bytes((store / name).read_bytes()[:100])


def both_gone(store: Path) -> None:
    for name in ("store.keys", "store.keys.bak"):
        (store / name).unlink()


@contextmanager
def written_by_a_newer_version(store: Path) -> Iterator[None]:
    key = unlock(store, read_people(store).people[0].id, PASSPHRASE).data_key
    with file_changed_by(store / "store.db", key, schema.VERSION + 1):
        yield


@contextmanager
def file_changed_by(path: Path, key: bytes, version: int) -> Iterator[None]:
    before = path.read_bytes()
    connection = connect(path, key)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    yield
    path.write_bytes(before)


@contextmanager
def open_elsewhere(store: Path) -> Iterator[None]:
    lock = StoreLock.seize(store, datetime(2026, 3, 2, tzinfo=UTC))
    yield
    lock.release()


@contextmanager
def read_only(store: Path) -> Iterator[None]:
    mount("--bind", str(store), str(store))
    try:
        mount("-o", "remount,ro,bind", str(store))
        yield
    finally:
        unmount(store)


@contextmanager
def full(store: Path) -> Iterator[None]:
    aside = store.with_name("aside")
    shutil.copytree(store, aside)
    (aside / "store.reserve").unlink(missing_ok=True)
    with small_disk(store, 2 * MEGABYTE):
        shutil.copytree(aside, store, dirs_exist_ok=True)
        fill(store / "other")
        yield
        assert (store / "store.db").read_bytes() == (aside / "store.db").read_bytes()


FAULTS: dict[type[errors.StorageError], Harm] = {
    errors.StoreEmpty: store_file(lambda _: b""),
    errors.StoreCut: store_file(lambda data: data[:-4096]),
    errors.StoreDamaged: store_file(flipped),
    errors.StoreMissing: store_file(lambda _: None),
    errors.StoreNewer: written_by_a_newer_version,
    errors.StoreOpenElsewhere: open_elsewhere,
    errors.StoreReadOnly: read_only,
    errors.DiskFull: full,
    errors.KeyFileDamaged: key_files(both_cut),
    errors.KeyFileMissing: key_files(both_gone),
    errors.KeyFileNewer: key_files(lambda store: rewrite(store, lambda f: f.update(format=9))),
    errors.KeyFileOfAnotherStore: key_files(
        lambda store: rewrite(store, lambda f: f["slots"][0].update(store="0" * 32))
    ),
    errors.KdfTooWeak: key_files(
        lambda store: rewrite(
            store, lambda f: f["slots"][0].update(kdf={**FLOOR.to_json(), "memory_kib": 8})
        )
    ),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_is_told_in_the_window_and_nothing_is_lost(
    fault: type[errors.StorageError], folder: Path, template: Template, qtbot: QtBot
) -> None:
    words = explain(fault.__new__(fault), opening=True)
    with FAULTS[fault](folder / "store"), window_over(folder, qtbot) as window:
        try_to_unlock(window, qtbot)
        seen = told(window)
        assert window.frame is None
        for part in (words.what, words.safe, words.next):
            assert part in seen, seen
    assert answers(folder, template)["w.harm"] == ANSWERS["w.harm"]


def test_a_wrong_passphrase_is_told_from_every_fault(folder: Path, qtbot: QtBot) -> None:
    with window_over(folder, qtbot) as window:
        try_to_unlock(window, qtbot, "not this one")
        words = explain(errors.WrongPassphrase())
        assert words.what in told(window)
        assert words.next in told(window)
        try_to_unlock(window, qtbot)
        assert window.frame is not None


def test_every_fault_has_words_of_its_own() -> None:
    faults = [errors.WrongPassphrase, errors.DiskFault, errors.StoreBusy, *FAULTS]
    for opening in (True, False):
        told_of = [explain(fault.__new__(fault), opening=opening) for fault in faults]
        assert len({words.what for words in told_of}) == len(faults)
    while_opening = [explain(fault.__new__(fault), opening=True) for fault in faults]
    assert not [words for words in while_opening if "What you typed" in words.text]


# While somebody writes


def write_in(window: Window, template: Template, qtbot: QtBot, words: str) -> RecordRoom:
    """Open the record and type; the room is returned."""
    assert window.frame is not None
    window.frame.go(Go.record(template.record))
    room = window.frame.room
    assert isinstance(room, RecordRoom)
    qtbot.waitUntil(lambda: room.presenter.copy is not None, timeout=WAIT)
    room.record_page.go_to("w.me")
    QTest.keyClicks(window.focusWidget(), words)
    return room


def test_a_full_disk_is_told_while_one_writes_locks_and_closes_and_every_word_is_kept(
    folder: Path, template: Template, qtbot: QtBot
) -> None:
    aside = folder / "aside"
    shutil.copytree(folder / "store", aside)
    (aside / "store.reserve").unlink(missing_ok=True)
    with small_disk(folder / "store", 3 * MEGABYTE) as disk:
        shutil.copytree(aside, disk, dirs_exist_ok=True)
        with window_over(folder, qtbot) as window:
            try_to_unlock(window, qtbot)
            write_in(window, template, qtbot, "first ")
            qtbot.waitUntil(lambda: "All changes saved" in told(window), timeout=WAIT)
            fill(disk / "other")
            full = explain(errors.DiskFull())
            write_until(window, qtbot, lambda: full.text in told(window))
            assert "Not saved yet" in told(window)
            window.lock(Reason.ASKED)
            assert "The last words are not saved yet." in told(window)
            assert full.text in told(window)
            assert not window.close()
            assert "Closing again gives the last words up." in told(window)
            copy = copy_in(window)
            assert copy.unsaved
            (disk / "other").unlink()
            qtbot.waitUntil(lambda: not copy.unsaved, timeout=WAIT)  # though it is locked
            try_to_unlock(window, qtbot)
            assert copy_in(window) is copy
            written = copy.flat["w.me"]
            assert "words on a full disk" in str(written)
            qtbot.waitUntil(lambda: full.text not in told(window), timeout=WAIT)
            qtbot.waitUntil(lambda: "All changes saved" in told(window), timeout=WAIT)
            assert window.close()
        assert answers(folder, template)["w.me"] == written


def write_until(window: Window, qtbot: QtBot, so: Callable[[], bool]) -> None:
    """Type on, with rests, until something is so; a page of the log takes some keys."""
    for _ in range(200):
        QTest.keyClicks(window.focusWidget(), "words on a full disk ")
        qtbot.wait(20)
        if so():
            return
    raise AssertionError(told(window))


def copy_in(window: Window) -> WorkingCopy:
    """Return the working copy on the page, or behind the lock screen."""
    assert window.frame is not None
    (copy,) = window.frame.copies()
    return copy


def test_a_failing_disk_is_told_while_one_writes_and_every_word_is_kept(
    folder: Path, template: Template
) -> None:
    if not shutil.which("strace"):
        pytest.skip("failing fsync needs strace")
    log = folder / "store" / "store.db-wal"
    # The first commits open the store and the record; the ones that fail belong to the typing.
    refused = ["-e", "inject=fsync,fdatasync:error=EIO:when=8..9", "-P", str(log)]
    quick = ["--seccomp-bpf", "-f", "-qq", "-o", os.devnull]
    trace = ["strace", *quick, "-e", "trace=fsync,fdatasync", *refused]
    page = [sys.executable, "-m", "tests.faults.failing_page", str(folder), template.record]
    done = subprocess.run([*trace, *page], capture_output=True, text=True, timeout=300, check=False)
    if "ptrace" in done.stderr:
        pytest.skip("this system does not let a test trace")
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["told"] == [explain(errors.DiskFault()).text]
    assert answers(folder, template)["w.me"] == seen["words"]


# Other bad input


def test_a_child_added_twice_is_told_in_the_window(folder: Path, qtbot: QtBot) -> None:
    with window_over(folder, qtbot) as window:
        try_to_unlock(window, qtbot)
        assert window.frame is not None
        window.frame.go(Go(Page.ADD_CHILD))
        page = window.frame.room.page if window.frame.room is not None else None
        assert isinstance(page, AddChildPage)
        QTest.keyClicks(page.given, "zofia")
        QTest.keyClicks(page.family, "Wzorcowa")
        page.add.click()
        qtbot.waitUntil(page.matches.isVisible, timeout=WAIT)
        assert "Zofia Wzorcowa, is already here." in told(window)
        assert (page.given.text(), page.family.text()) == ("zofia", "Wzorcowa")
        assert len(window.frame.world.session.children.rows()) == 1


def test_a_clock_set_back_is_told_in_the_window(
    folder: Path, template: Template, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime(2020, 2, 3, 9, 30, tzinfo=UTC))
    with window_over(folder, qtbot) as window:
        try_to_unlock(window, qtbot)
        words = "This laptop’s clock says 3 February 2020, 09:30; the newest work here is of "
        qtbot.waitUntil(lambda: words in told(window), timeout=WAIT)
        write_in(window, template, qtbot, "written all the same")
    assert answers(folder, template)["w.me"] == "written all the same"
