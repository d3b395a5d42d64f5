"""The rooms of the open window: each is a page with its presenter, made when first entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.casework.desk import Desk
from desktop.casework.preferences import Preferences
from desktop.casework.session import Session
from desktop.casework.working import WorkingCopy
from desktop.views.go import Go, Page
from desktop.views.pages.today import TodayPage
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
    today: TodayPage
    """The page that comes first, made ready before."""


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

    def look_again(self) -> None:
        """Show what has changed since one came in: a record that one left is a version now."""

    def leave(self) -> None:
        """Go out; asks nothing."""

    def close(self) -> None:
        """Let go for good: the page is about to be taken away."""

    def back_to(self, go: Go) -> Go:
        """Return where one comes back to after a lock: here, unless what one came for is done."""
        return go

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
        self.page = world.today
        self.presenter = TodayPresenter(self.page, world.session, world.tasks)
        self.presenter.wanted.connect(self.wanted)
        self.presenter.trouble.connect(self.trouble)
        self.presenter.new_wanted.connect(self.new_wanted)
        self.presenter.child_wanted.connect(self.child_wanted)
        self.presenter.shown.connect(self.shown)

    def enter(self, go: Go) -> None:
        self.presenter.refresh()

    def look_again(self) -> None:
        self.presenter.refresh()
