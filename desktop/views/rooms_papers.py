"""The rooms around papers: signing, agreeing what a colleague signed, checking, empty copies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from desktop.views.go import Go, Page
from desktop.views.pages.agree import AgreePage
from desktop.views.pages.empty_copies import EmptyCopiesPage
from desktop.views.pages.papers import PapersPage
from desktop.views.pages.sign import SignPage
from desktop.views.presenters.agreeing import AgreePresenter
from desktop.views.presenters.empty_copies import EmptyCopiesPresenter
from desktop.views.presenters.papers import PapersPresenter
from desktop.views.presenters.signing import SignPresenter
from desktop.views.rooms import Room, World


class SignRoom(Room):
    """The paper of a record that is written, and the passphrase beside it."""

    rail = Page.CHILDREN
    folds_rail = True

    def __init__(self, world: World) -> None:
        super().__init__(world)
        page = SignPage(world.theme, world.tasks)
        self.page = page
        self.presenter = SignPresenter(page, world.session, world.tasks)
        self.presenter.signed.connect(self.visited)  # it is no longer half written
        self.presenter.wanted.connect(self.wanted)
        self.presenter.trouble.connect(self.trouble)

    def enter(self, go: Go) -> None:
        self.presenter.open(go.id)

    def back_to(self, go: Go) -> Go:
        # What was signed may have come back meanwhile, and is not signed again unread.
        return Go.today() if self.presenter.is_signed else go

    def leave(self) -> None:
        self.presenter.close()

    def hold(self) -> bool:
        return self.presenter.hold()

    def close(self) -> None:
        self.presenter.close()


class AgreeRoom(Room):
    """A record that a colleague signed, to be agreed or returned."""

    rail = Page.TODAY
    folds_rail = True

    def __init__(self, world: World) -> None:
        super().__init__(world)
        page = AgreePage(world.theme, world.tasks)
        self.page = page
        self.presenter = AgreePresenter(page, world.session, world.tasks)
        self.presenter.status.connect(self.status)
        self.presenter.wanted.connect(self.wanted)
        self.presenter.trouble.connect(self.trouble)

    def enter(self, go: Go) -> None:
        if go.view == "note":
            self.presenter.open_note(go.id)
        else:
            self.presenter.open(go.id)

    def back_to(self, go: Go) -> Go:
        return Go.note(go.id) if self.presenter.is_agreed else go

    def leave(self) -> None:
        self.presenter.leave()

    def hold(self) -> bool:
        return self.presenter.hold()

    def close(self) -> None:
        self.presenter.close()


class PapersRoom(Room):
    """Papers that lie in files: whether they are what was signed, as the store knows them."""

    rail = Page.PAPERS
    paper_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, world: World) -> None:
        super().__init__(world)
        page = PapersPage(world.theme, "Back")
        self.page = page
        session = world.session
        self.presenter = PapersPresenter(page, world.tasks, session.clock.now, session)
        page.choose.clicked.connect(self.paper_wanted)
        page.back.clicked.connect(self.back_wanted)

    def enter(self, go: Go) -> None:
        self.presenter.check(tuple(Path(file) for file in go.files))

    def leave(self) -> None:
        self.presenter.close()

    def close(self) -> None:
        self.presenter.close()


class EmptyCopiesRoom(Room):
    """Empty copies of the forms, for writing by hand. No child is needed for them."""

    rail = Page.EMPTY_COPIES
    back_wanted = Signal()

    def __init__(self, world: World) -> None:
        super().__init__(world)
        page = EmptyCopiesPage(world.theme)
        self.page = page
        self.presenter = EmptyCopiesPresenter(page, world.session, world.tasks)
        page.left.connect(self.back_wanted)

    def enter(self, go: Go) -> None:
        self.presenter.show()

    def leave(self) -> None:
        self.presenter.close()

    def close(self) -> None:
        self.presenter.close()
