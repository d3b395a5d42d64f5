"""A record page in a window of its own, with a record in memory behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fakes import Clock, Records
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.forms.catalogue import load_form
from desktop.forms.definition import Form
from desktop.resources import resource_path
from desktop.views.editors.contract import Surroundings
from desktop.views.pages.record.page import RecordPage
from desktop.views.presenters.record import RecordPresenter
from desktop.views.presenters.record_parts import Rights
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

SMALL = Path(__file__).parent / "small.toml"


@pytest.fixture(scope="session")
def small() -> Form:
    return load_form(SMALL)


@pytest.fixture(scope="session")
def wise() -> Form:
    return load_form(resource_path("forms", "wise.toml"))


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
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, pos=widget.rect().center() + QPoint(0, 0)
        )


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme("light")
    theme.apply(qapp)
    return theme


MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk(qtbot: QtBot, theme: Theme, small: Form) -> Iterator[MakeDesk]:
    made: list[Desk] = []

    def make(records: Records | None = None, *, width: int = 1290, **given: object) -> Desk:
        clock = records.clock if records is not None else Clock()
        records = records or Records(small, clock, **given)  # type: ignore[arg-type]
        troubles: list[BaseException] = []
        tasks = Tasks(troubles.append)
        page = RecordPage(theme)
        qtbot.addWidget(page)
        presenter = RecordPresenter(
            page,
            records,
            tasks,
            clock=clock,
            surroundings=Surroundings(theme, records.form),
            rights=Rights(take_over=True, review=True),
        )
        presenter.trouble.connect(troubles.append)
        said: list[str] = []
        presenter.status.connect(lambda words, _state: said.append(words))
        page.resize(width, 664)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        desk = Desk(qtbot, page, presenter, records, clock, tasks, said, troubles)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.presenter.close()
        desk.tasks.close()
        assert not desk.troubles


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    made = make_desk()
    made.open()
    return made
