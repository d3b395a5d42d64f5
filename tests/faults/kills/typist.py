"""A person at the record page who types, pastes, deletes, moves rows and takes things back.

Runs in a process that will be killed. Whatever the person has seen happen is written down at once
with the time of the application's own clock, in a log that outlives the process.
"""

from __future__ import annotations

import json
import os
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.casework.clock import SystemClock
from desktop.casework.session import Session
from desktop.forms.values import Json
from desktop.views.editors.area import TextArea
from desktop.views.editors.contract import Surroundings
from desktop.views.editors.rows import RowsEditor
from desktop.views.pages.record.page import RecordPage
from desktop.views.presenters.record import RecordPresenter
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme
from tests.faults.kills.team import PASSPHRASE, derive_no_key_again, desk_in, forms_and_profiles

LISTS = ("w.evidence", "w.tried")
PLACES = ("w.harm", "w.how", "w.lasted", "w.me", "w.trigger", "w.injuries", "w.team.gap")
LETTERS = "abcdefghijklmnopqrstuvwxyz      .,éż"
LONGEST_LIFE = 900_000  # milliseconds; for a typist whose killer was ended first
NOTHING: tuple[Json, ...] = (None, "", [])


class Log:
    """Writes one line at a time, each in one piece, so that a kill cuts none in half.

    A line about the answers says what differs from the line about them before. While `door` is
    held nothing is handed to the store, so that what the store may hold is always written first.
    """

    def __init__(self, place: Path) -> None:
        self._file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._told: dict[str, Json] = {}
        self.door = threading.RLock()

    def write(self, **line: Any) -> None:
        os.write(self._file, json.dumps(line).encode() + b"\n")

    def answers(self, now: dict[str, Json]) -> None:
        """Write down the answers as they are now, if they are others than before."""
        changed = {path: value for path, value in now.items() if self._told.get(path) != value}
        gone = [path for path in self._told if path not in now]
        self._told = now
        if changed or gone:
            self.write(set=changed, gone=gone)


def waited_for_processor(process: int, threads: Sequence[int]) -> tuple[float, ...]:
    """Return for each thread the seconds in which it could have gone on but had no processor.

    The kernel counts that, not the application: the second number of `schedstat`.
    """
    told = (Path(f"/proc/{process}/task/{one}/schedstat").read_text() for one in threads)
    return tuple(int(line.split()[1]) / 1e9 for line in told)


def working_threads() -> list[int]:
    """Return the threads that a key goes through: the window's, and the one that writes."""
    writing = (t for t in threading.enumerate() if t.name.startswith("store-writer"))
    return [os.getpid(), *(one.native_id for one in writing if one.native_id is not None)]


def normal(flat: Mapping[str, Json]) -> dict[str, Json]:
    """Return the answers without those that say nothing."""
    return {path: value for path, value in flat.items() if value not in NOTHING}


class Typist:
    """Does one thing after the other until the process ends."""

    def __init__(self, session: Session, record: str, seed: int, log: Log) -> None:
        self._chance = random.Random(seed)
        self._log, self._clock = log, SystemClock()
        _time_commits(session, self._clock, log)
        theme = Theme()
        self.tasks = Tasks(self._fail)
        self.page = RecordPage(theme)
        self.presenter = RecordPresenter(
            self.page,
            session.records,
            self.tasks,
            clock=self._clock,
            surroundings=Surroundings(theme),
        )
        self.presenter.trouble.connect(self._fail)
        self.presenter.opened.connect(self._begin)
        self.page.resize(1200, 700)
        self.page.show()
        self.page.activateWindow()
        self.presenter.open(record)

    def _begin(self, _record: str) -> None:
        copy = self.presenter.copy
        assert copy is not None
        for name in ("put", "put_together", "undo", "redo"):
            setattr(copy, name, self._told_first(getattr(copy, name)))
        copy.flush = self._behind_the_door(copy.flush)  # type: ignore[method-assign]
        self._threads = working_threads()
        self._log.answers(self._on_screen())
        self._log.write(seen=self._now(), threads=self._threads)
        self._soon(self._go_elsewhere, 0)

    def _told_first(self, change: Callable[..., Any]) -> Callable[..., Any]:
        """Have a change of the answers written down before anything of it can be kept.

        One thing that a person does may change the answers more than once, and a kill may come
        in between: then what is found is such a line, which nobody has seen yet.
        """

        def changed(*arguments: Any, **named: Any) -> Any:
            with self._log.door:
                result = change(*arguments, **named)
                self._log.answers(self._half_way())
            return result

        return changed

    def _behind_the_door(self, flush: Callable[[], Any]) -> Callable[[], Any]:
        """Have both threads go through the log's door before the working copy's own, never after.

        One that held the copy and waited for the log would wait for ever for one that held the log.
        """

        def flushed() -> Any:
            with self._log.door:
                return flush()

        return flushed

    def _fail(self, problem: object) -> None:
        self._log.write(trouble=f"{type(problem).__name__}: {problem}")

    # What the person sees

    def _on_screen(self) -> dict[str, Json]:
        """Return the answers as they stand on the page, with what the page has not yet told."""
        copy = self.presenter.copy
        assert copy is not None
        state = dict(copy.flat)
        focus = QApplication.focusWidget()
        if isinstance(focus, TextArea):
            state[self.page.paper.place().path] = focus.text()
        return normal(state)

    def _half_way(self) -> dict[str, Json]:
        """Return the answers while something is being done: the page may not show them yet."""
        copy, page = self.presenter.copy, self.page.paper.page
        assert copy is not None
        waits = page is not None and any(q.pending() for q in page.questions.values())
        return self._on_screen() if waits else normal(copy.flat)

    def _do(self, act: Callable[[], object]) -> None:
        """Do one thing and write down when, and how the page stands after it."""
        now = self._now()
        act()
        with self._log.door:
            self._log.answers(self._on_screen())
            self._log.write(seen=now)

    def _now(self) -> tuple[float, tuple[float, ...]]:
        return self._clock.passed(), waited_for_processor(os.getpid(), self._threads)

    def _key(self, key: Qt.Key | str, *held: Qt.KeyboardModifier) -> None:
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= one
        self._do(lambda: QTest.keyClick(self._focus(), key, modifiers))  # type: ignore[call-overload]

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.page

    def _soon(self, act: Callable[[], None], milliseconds: float) -> None:
        QTimer.singleShot(round(milliseconds), act)

    # What the person does

    def _next(self) -> None:
        if not isinstance(QApplication.focusWidget(), TextArea):
            self._go_elsewhere()  # keys that fall on a heading or a choice would show nothing
            return
        acts = {
            self._steadily: 5,
            self._in_a_burst: 5,
            self._paste: 2,
            self._delete: 3,
            self._go_elsewhere: 3,
            self._change_rows: 3,
            self._take_back: 2,
            self._change_section: 1,
        }
        self._chance.choices(list(acts), list(acts.values()))[0]()

    def _type(self, count: int, fastest: float, slowest: float) -> None:
        if count == 0:
            self._soon(self._next, self._chance.uniform(0, 60))
            return
        self._key(self._chance.choice(LETTERS))
        wait = self._chance.uniform(fastest, slowest)
        self._soon(lambda: self._type(count - 1, fastest, slowest), wait)

    def _steadily(self) -> None:
        self._type(self._chance.randint(3, 12), 40, 90)

    def _in_a_burst(self) -> None:
        self._type(self._chance.randint(8, 40), 0, 6)

    def _paste(self) -> None:
        words = " ".join(f"pasted{self._chance.randrange(10**6)}" for _ in range(30))
        QGuiApplication.clipboard().setText(words)
        self._key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self._soon(self._next, 20)

    def _delete(self) -> None:
        if self._chance.random() < 0.2:
            self._key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for _ in range(self._chance.randint(1, 8)):
            self._key(Qt.Key.Key_Backspace)
        self._soon(self._next, self._chance.uniform(0, 40))

    def _go_elsewhere(self) -> None:
        copy = self.presenter.copy
        assert copy is not None
        rows = [f"w.evidence/{row}/text" for row in copy.rows("w.evidence")]
        self._do(lambda: self.page.go_to(self._chance.choice([*PLACES, *rows])))
        self._do(lambda: QTest.keyClick(self._focus(), Qt.Key.Key_End))
        self._soon(self._next, self._chance.uniform(0, 60))

    def _change_rows(self) -> None:
        copy = self.presenter.copy
        assert copy is not None
        path = self._chance.choice(LISTS)
        self._do(lambda: self.page.go_to(path))
        page, rows = self.page.paper.page, copy.rows(path)
        editors = page.findChildren(RowsEditor) if page is not None else []
        editor = next(e for e in editors if e.path == path)
        what = self._chance.choice(("add", "move", "delete", "duplicate")) if rows else "add"
        row = self._chance.choice(rows) if rows else ""
        if what == "add":
            self._do(editor.ask_new)
        elif what == "move":
            self._do(lambda: editor.ask_move(row, self._chance.randrange(len(rows))))
        elif what == "duplicate":
            self._do(lambda: editor.ask_duplicate(row))
        else:
            self._do(lambda: editor.ask_delete(row))
        self._soon(self._next, self._chance.uniform(0, 80))

    def _take_back(self) -> None:
        for _ in range(self._chance.randint(1, 4)):
            self._key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        if self._chance.random() < 0.3:
            self._key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        self._soon(self._next, self._chance.uniform(0, 60))

    def _change_section(self) -> None:
        key = self._chance.choice((Qt.Key.Key_PageUp, Qt.Key.Key_PageDown))
        self._key(key, Qt.KeyboardModifier.ControlModifier)
        self._soon(self._next, self._chance.uniform(0, 60))


def _time_commits(session: Session, clock: SystemClock, log: Log) -> None:
    """Write down how long each commit takes, from asking for it to its being kept."""
    store, plain = session.store, session.store.write

    def timed(job: Any) -> Future[Any]:
        with log.door:
            began = clock.passed()
            log.write(asked=began)
        future: Future[Any] = plain(job)
        future.add_done_callback(lambda _done: log.write(commit=clock.passed() - began))
        return future

    store.write = timed  # type: ignore[method-assign]


def get_ready(known: dict[str, str]) -> None:
    """Derive the key and read the forms, once for all typists."""
    derive_no_key_again(known["folder"], known["person"])
    forms_and_profiles()


def live(folder: Path, known: dict[str, str], asked: dict[str, Any]) -> None:
    """Open the record in a window and write in it until killed."""
    log = Log(folder / "log")
    app = QApplication([])
    QTimer.singleShot(LONGEST_LIFE, app.quit)
    Theme().apply(app)
    session = desk_in(folder).unlock(known["person"], PASSPHRASE)
    typist = Typist(session, known["record"], asked["seed"], log)
    app.exec()
    del typist
