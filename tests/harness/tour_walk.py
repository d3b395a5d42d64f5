"""Going round the real window in its own process: keys, clicks, and waiting until all is still."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QLineEdit,
    QWidget,
)

from desktop.views.frame import OpenFrame
from desktop.views.go import Go
from desktop.views.pages.unlock import UnlockPage
from desktop.views.parts.planes import ScrollPage
from desktop.views.window import Window

PATIENCE = 30.0  # seconds for anything to come about
FRAME = 50  # milliseconds between two pictures that must be the same
W = TypeVar("W", bound=QWidget)
Stops = Iterator[str]


class NeverStill(AssertionError):
    """Something was waited for in vain."""


class Walk:
    """One window, walked through. Each step begins once the one before has come to rest."""

    def __init__(self, window: Window, *, brief: bool = False) -> None:
        self.window, self.brief = window, brief

    # Where one is

    @property
    def frame(self) -> OpenFrame:
        """The open window of a session."""
        assert self.window.frame is not None
        return self.window.frame

    def page(self, kind: type[W]) -> W:
        """Return the page of a kind that is shown."""
        self.settle()
        return next(w for w in self.window.findChildren(kind) if w.isVisible())

    def page_of_frame(self, kind: type[W] | None = None) -> Any:
        """Return the page of the room that one is in."""
        self.settle()
        assert self.frame.room is not None
        page = self.frame.room.page
        assert kind is None or isinstance(page, kind)
        return page

    def unlock_page(self) -> UnlockPage:
        """Return the lock screen."""
        return self.page(UnlockPage)

    # Going

    def go(self, go: Go) -> None:
        """Go to a page of the open window."""
        self.settle()
        self.frame.go(go)

    def click(self, widget: QWidget) -> None:
        """Click on a control."""
        self.settle()
        QTest.mouseClick(cast(Any, widget), Qt.MouseButton.LeftButton)

    def key(self, widget: QWidget, key: Qt.Key, text: str = "") -> None:
        """Press a key in a control."""
        self.settle()
        press(widget, key, text)

    def leave_by_escape(self) -> None:
        """Press Escape where the focus is."""
        self.key(QApplication.focusWidget() or self.window, Qt.Key.Key_Escape)

    def write(self, field: QLineEdit, text: str) -> None:
        """Write into a field in place of what stands there."""
        self.settle()
        field.setFocus()
        field.selectAll()
        press(field, Qt.Key.Key_Delete)
        for letter in text:
            press(field, Qt.Key(ord(letter.upper())), letter)

    def scroll_down(self, area: QWidget | None) -> bool:
        """Go to the end of a page; say whether there was anything below what could be seen."""
        found = area if isinstance(area, QAbstractScrollArea) else None
        if found is None and area is not None:
            found = area.findChild(ScrollPage)
        assert found is not None
        bar = found.verticalScrollBar()
        before = bar.value()
        bar.triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
        return bar.value() > before

    # Unlocking

    def wait_for_guess(self) -> None:
        """Wait until the lock screen takes a guess again."""
        page = self.unlock_page()
        self.until(lambda: not page.waiting)

    def unlock(self, name: str, passphrase: str) -> None:
        """Unlock as somebody."""
        page = self.unlock_page()
        person = next(p for p in self.window.desk.card().people if p.name == name)
        if page.people.open_person != person.id:
            page.people.picked.emit(person.id)
        field = page.field
        assert field is not None
        self.write(field, passphrase)
        self.key(field, Qt.Key.Key_Return)
        self.until(lambda: self.window.frame is not None)

    # What there is in the store

    def child_with(self, state: str) -> str:
        """Return a child with a WISE of this person's in this state."""
        session = self.frame.world.session
        found = (row.id for row in session.children.rows() if self._find(row.id, state))
        return next(found)

    def record_with(self, state: str) -> str:
        """Return a WISE: "draft" or "review" (a draft that follows another) of this person's, or
        "agreed" of anybody's.
        """
        session = self.frame.world.session
        for row in session.children.rows():
            found = self._find(row.id, state)
            if found:
                return found
        raise LookupError(state)

    def _find(self, child: str, state: str) -> str:
        session = self.frame.world.session
        mine = {line.record for line in session.records.mine_half_written()}
        for line in session.records.of_child(child):
            if line.form_id != "wise":
                continue
            opened = session.records.open(line.record)
            follows = opened.before is not None
            draft = line.record in mine
            wanted = {
                "draft": draft and not follows,
                "review": draft and follows,
                "agreed": line.state == "agreed",
            }
            if wanted[state]:
                return line.record
        return ""

    def record_to_agree(self) -> str:
        """Return a record that somebody else signed and that waits for a manager: a WISE, or, where
        one is in a hurry, a shorter one.
        """
        form = "panel" if self.brief else "wise"
        signed = self.frame.world.session.records.in_state("signed")
        return next(line.record for line in signed if line.form_id == form)

    def papers(self, folder: Path) -> list[Path]:
        """Write the signed papers of the store, each once, and return the files."""
        session = self.frame.world.session
        found: list[Path] = []
        for state in ("agreed", "signed"):
            for line in session.records.in_state(state):
                for kept in session.signing.papers.all_of(line.record):
                    file = folder / f"{line.form_id}-{line.record[:8]}-v{kept.version}.pdf"
                    file.write_bytes(session.signing.papers.pdf(kept))
                    found.append(file)
        return list(dict.fromkeys(found))

    # Waiting

    def settle(self) -> None:
        """Wait until nothing is under way, and what came of it has its place."""
        self.until(lambda: not self.window.tasks.busy)
        spin(0)
        self.until(lambda: not self.window.tasks.busy)

    def come_to_rest(self) -> None:
        """Wait until the screen shows the same picture twice."""
        self.settle()
        last, limit = QImage(), time.monotonic() + PATIENCE
        while (now := picture()) != last:
            last = now
            spin(FRAME)
            self.settle()
            if time.monotonic() > limit:
                raise NeverStill("the screen never came to rest")

    def until(self, so: Callable[[], bool]) -> None:
        """Wait until something is so; raises NeverStill."""
        limit = time.monotonic() + PATIENCE
        while not so():
            spin(10)
            if time.monotonic() > limit:
                raise NeverStill("waited in vain")


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """Press a key and let it go, at once.

    A key of the system's goes to a screen reader first, and comes when that has answered.
    """
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(widget, event)


def spin(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def picture() -> QImage:
    """Return a picture of the whole screen."""
    return QGuiApplication.primaryScreen().grabWindow(0).toImage()


def out_of_the_way() -> None:
    """Put the pointer where it hovers over nothing."""
    from PySide6.QtGui import QCursor

    edge = QGuiApplication.primaryScreen().geometry().bottomRight()
    QCursor.setPos(edge - QPoint(1, 1))
