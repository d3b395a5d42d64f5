"""A record page in a window of its own, with a record in memory behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from record_desk import Desk, MakeDesk
from record_fakes import Clock, Records

from desktop.forms.catalogue import load_form
from desktop.forms.definition import Form
from desktop.resources import resource_path
from desktop.views.editors.contract import Surroundings
from desktop.views.pages.record.page import RecordPage
from desktop.views.presenters.record import RecordPresenter
from desktop.views.presenters.record_parts import Rights
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme
from tests.harness.derived import nothing_is_derived_twice  # noqa: F401 - a fixture

SMALL = Path(__file__).parent / "small.toml"


@pytest.fixture(scope="session")
def small() -> Form:
    return load_form(SMALL)


@pytest.fixture(scope="session")
def wise() -> Form:
    return load_form(resource_path("forms", "wise.toml"))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme("light")
    theme.apply(qapp)
    return theme


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
