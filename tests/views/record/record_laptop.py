"""One laptop with the page over the real encrypted store: lock, unlock, kill."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.app import shipped_forms, shipped_profiles
from desktop.casework.desk import Desk
from desktop.casework.desk import Surroundings as Around
from desktop.forms.catalogue import load_catalogue
from desktop.resources import resource_path
from desktop.storage.kdf import FLOOR
from desktop.views.editors.contract import Surroundings
from desktop.views.pages.record.page import RecordPage
from desktop.views.presenters.record import RecordPresenter
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

PASSPHRASE = "copper lantern hedge"
SHIPPED_FORMS = resource_path("forms")


class Wall:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 18, 14, 2, 31, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def passed(self) -> float:
        return self.moment.timestamp()

    def rest(self) -> None:
        self.moment += timedelta(seconds=5)


class Laptop:
    """One laptop: a store on its disk, and a page that comes and goes."""

    def __init__(
        self, folder: Path, qtbot: QtBot, theme: Theme, forms: Path = SHIPPED_FORMS
    ) -> None:
        self.qtbot, self.theme, self.wall = qtbot, theme, Wall()
        self.desk = desk_in(folder, self.wall, forms)
        self.troubles: list[BaseException] = []
        self.tasks = Tasks(self.troubles.append)
        self.unlock()

    def sit_down(self) -> None:
        self.page = RecordPage(self.theme)
        self.qtbot.addWidget(self.page)
        self.presenter = RecordPresenter(
            self.page,
            self.session.records,
            self.tasks,
            self.wall,
            Surroundings(self.theme),
        )
        self.presenter.trouble.connect(self.troubles.append)
        self.page.resize(1290, 664)
        self.page.show()
        self.qtbot.waitExposed(self.page)
        with self.qtbot.waitSignal(self.presenter.opened):
            self.presenter.open(self.record)

    def write(self, path: str, words: str) -> None:
        self.page.go_to(path)
        self.qtbot.keyClicks(self.page.focusWidget(), words)
        self.page.paper.flush()
        self.wall.rest()

    def lock(self) -> None:
        """Lock asks nothing: hold, then everything is closed."""
        self.presenter.close()
        self.desk.lock()

    def unlock(self) -> None:
        person = self.desk.card().people[0]
        self.session = self.desk.unlock(person.id, PASSPHRASE)
        self.record = self.session.records.mine_half_written()[0].record
        self.sit_down()

    @property
    def flat(self) -> dict[str, object]:
        copy = self.presenter.copy
        assert copy is not None
        return dict(copy.flat)


def desk_in(folder: Path, wall: Wall, forms: Path = SHIPPED_FORMS) -> Desk:
    """Return the desk of a laptop that has these forms."""
    around = Around(
        clock=wall,
        catalogue=shipped_forms() if forms == SHIPPED_FORMS else load_catalogue([forms]),
        profiles=shipped_profiles(),
        cost=FLOOR,
        token_folder=folder / "tokens",
    )
    return Desk(folder / "store", around)
