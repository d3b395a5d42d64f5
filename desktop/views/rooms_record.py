"""The room in which a record is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from desktop.casework.roles import Act
from desktop.casework.working import WorkingCopy
from desktop.views.editors.contract import Answer, Found, RegisterAsk, Surroundings
from desktop.views.go import Go, Page
from desktop.views.pages.record.page import RecordPage
from desktop.views.presenters.record import RecordPresenter
from desktop.views.presenters.record_draft import DraftPaper
from desktop.views.presenters.record_parts import Rights
from desktop.views.presenters.record_ways_out import RecordWaysOut
from desktop.views.rooms import Room, World


class RecordRoom(Room):
    """A record, or an entry of a register, being written."""

    rail = Page.CHILDREN
    folds_rail = True
    done = Signal(object)
    left = Signal()

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
        self.presenter.left.connect(self.left)
        self.ways_out = RecordWaysOut(self.record_page, self.presenter, session, world.tasks)
        self.ways_out.done.connect(self.done)
        self.ways_out.trouble.connect(self.trouble)
        self.draft_paper = DraftPaper(self.record_page, self.presenter, session, world.tasks)
        self.draft_paper.trouble.connect(self.trouble)
        self.record_page.paper.register_asked.connect(self._register)

    def enter(self, go: Go) -> None:
        if go.id == self.ways_out.ending:
            return  # what comes of it leads on from here in a moment
        copy = self.presenter.copy
        if copy is not None and copy.record == go.id and not go.part and not go.view:
            return
        self.presenter.open(go.id, go.part, check=go.view == "check")

    def leave(self) -> None:
        self.draft_paper.close()
        self.presenter.leave()

    def close(self) -> None:
        self.draft_paper.close()
        self.presenter.close()

    def hold(self) -> bool:
        return self.presenter.hold()

    def copies(self) -> tuple[WorkingCopy, ...]:
        return self.presenter.copies()

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
