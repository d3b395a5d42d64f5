"""The rooms of the open window: each is a page with its presenter, made when first entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.casework.desk import Desk
from desktop.casework.preferences import Preferences
from desktop.casework.roles import Act
from desktop.casework.session import Session
from desktop.casework.working import WorkingCopy
from desktop.views.editors.contract import Answer, Found, RegisterAsk, Surroundings
from desktop.views.go import Go, Page
from desktop.views.pages.record.page import RecordPage
from desktop.views.pages.today import TodayPage
from desktop.views.presenters.record import RecordPresenter
from desktop.views.presenters.record_parts import Rights
from desktop.views.presenters.today import TodayPresenter
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme


@dataclass(frozen=True)
class World:
    """What every room is given."""

    theme: Theme
    session: Session
    tasks: Tasks
    desk: Desk
    preferences: Callable[[], Preferences]


class Room(QObject):
    """A page of the open window. Subclasses say how it is entered and left."""

    wanted = Signal(object)
    trouble = Signal(object)
    status = Signal(str, str)
    visited = Signal()
    """Something was opened that belongs among what was opened lately."""

    rail = Page.TODAY
    folds_rail = False

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.page: QWidget = QWidget()

    def enter(self, go: Go) -> None:
        """Come in: show what `go` asks for."""

    def leave(self) -> None:
        """Go out; asks nothing."""

    def close(self) -> None:
        """Let go for good: the page is about to be taken away."""

    def hold(self) -> bool:
        """Keep everything typed now; return whether all of it is kept."""
        return True

    def copies(self) -> tuple[WorkingCopy, ...]:
        """Return the working copies that are open here."""
        return ()

    def actions(self) -> dict[str, tuple[QAction, ...]]:
        """Return actions for the menus, by the menu's name."""
        return {}


class TodayRoom(Room):
    """What is half written and what was opened lately."""

    new_wanted = Signal()
    child_wanted = Signal()
    shown = Signal(object)

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.page = TodayPage(world.theme)
        self.presenter = TodayPresenter(self.page, world.session, world.tasks)
        self.presenter.wanted.connect(self.wanted)
        self.presenter.trouble.connect(self.trouble)
        self.presenter.new_wanted.connect(self.new_wanted)
        self.presenter.child_wanted.connect(self.child_wanted)
        self.presenter.shown.connect(self.shown)

    def enter(self, go: Go) -> None:
        self.presenter.refresh()


class RecordRoom(Room):
    """A record, or an entry of a register, being written."""

    rail = Page.CHILDREN
    folds_rail = True

    def __init__(self, world: World) -> None:
        super().__init__(world)
        session = world.session
        self.record_page = RecordPage(world.theme)
        self.page = self.record_page
        self._pickers = Pickers(world)
        self.presenter = RecordPresenter(
            self.record_page,
            session.records,
            world.tasks,
            clock=session.clock,
            surroundings=Surroundings(
                theme=world.theme,
                find_people=self._pickers.find_people,
                find_places=self._pickers.find_places,
                today=self._today,
            ),
            rights=Rights(
                take_over=session.may(Act.ADOPT_DRAFT), review=session.may(Act.WRITE_RECORD)
            ),
        )
        self.presenter.status.connect(self.status)
        self.presenter.trouble.connect(self.trouble)
        self.presenter.wanted.connect(self.wanted)
        self.presenter.opened.connect(self._opened)
        self.record_page.paper.register_asked.connect(self._register)

    def enter(self, go: Go) -> None:
        copy = self.presenter.copy
        if copy is not None and copy.record == go.id and not go.part:
            return
        self.presenter.open(go.id, go.part)

    def leave(self) -> None:
        self.presenter.leave()

    def close(self) -> None:
        self.presenter.close()

    def hold(self) -> bool:
        return self.presenter.hold()

    def copies(self) -> tuple[WorkingCopy, ...]:
        copy = self.presenter.copy
        return (copy,) if copy is not None and not copy.read_only else ()

    def actions(self) -> dict[str, tuple[QAction, ...]]:
        keys = self.record_page.actions_
        return {
            "Edit": keys.edit_menu(),
            "View": keys.view_menu(),
            "Record": keys.record_menu(),
            "Help": keys.help_menu(),
        }

    def _opened(self, record: str) -> None:
        self.world.session.memory.opened(record)
        self.visited.emit()
        sheet = self.record_page.sheet
        self._pickers.child = sheet.child if sheet is not None else ""

    def _register(self, ask: RegisterAsk) -> None:
        """Add the name that was typed to the child's register, and link the answer to it."""
        kind = "place" if ask.register == "place" else "contact"
        child, children = self._pickers.child, self.world.session.children

        def linked(entry: str) -> None:
            if self.presenter.edits is not None:
                self.presenter.edits.put(ask.path, {"id": entry, "name": ask.name}, False)

        self.world.tasks.run(
            lambda: children.add_entry(kind, child, {"name": ask.name}), linked, self.trouble.emit
        )

    def _today(self) -> date:
        return self.world.session.clock.now().date()


class Pickers:
    """Searches for person and place pickers, off the window's thread; the latest search counts."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._turn = 0
        self.child = ""

    def find_people(self, text: str, answer: Answer) -> None:
        """Look for people by name: this child's first, then the team."""
        self._find(self._world.session.children.people_like, text, answer)

    def find_places(self, text: str, answer: Answer) -> None:
        """Look for places by name: this child's first."""
        self._find(self._world.session.children.places_like, text, answer)

    def _find(self, search: Search, text: str, answer: Answer) -> None:
        self._turn += 1
        turn, child = self._turn, self.child

        def arrived(found: tuple[NamedLine, ...]) -> None:
            if turn == self._turn:
                answer(tuple(Found(one.id, one.name, one.meta) for one in found))

        self._world.tasks.run(lambda: search(text, child), arrived)


class NamedLine(Protocol):
    """A person or place as casework returns it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def meta(self) -> str: ...


Search = Callable[[str, str], tuple[NamedLine, ...]]
