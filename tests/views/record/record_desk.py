"""What a journey over the record page holds in its hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from record_fakes import Clock, Records

from desktop.views.pages.record.page import RecordPage
from desktop.views.presenters.record import RecordPresenter
from desktop.views.tasks import Tasks


@dataclass
class Desk:
    """What a journey holds in its hands."""

    qtbot: QtBot
    page: RecordPage
    presenter: RecordPresenter
    records: Records
    clock: Clock
    tasks: Tasks
    said: list[str]
    troubles: list[BaseException]

    @property
    def flat(self) -> dict[str, object]:
        copy = self.presenter.copy
        assert copy is not None
        return dict(copy.flat)

    def open(self, path: str = "") -> None:
        with self.qtbot.waitSignal(self.presenter.opened):
            self.presenter.open("rec1", path)

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def go(self, path: str) -> QWidget:
        assert self.page.go_to(path), path
        return self.focus()

    def type(self, words: str) -> None:
        QTest.keyClicks(self.focus(), words)

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for one in modifiers:
            held |= one
        QTest.keyClick(self.focus(), key, held)

    def write(self, path: str, words: str) -> None:
        """Go to an answer, type, and rest, so that what follows is a step of its own."""
        self.go(path)
        self.type(words)
        self.page.paper.flush()
        self.clock.rest()

    def rest_of_look(self) -> None:
        """Wait until the outline has caught up."""
        self.qtbot.waitUntil(lambda: not self.presenter.looking.pending, timeout=5000)

    def undo(self) -> None:
        self.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def section(self) -> str:
        return self.page.paper.here

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


MakeDesk = Callable[..., Desk]
