"""The rooms around papers: signing what one wrote, and agreeing what a colleague signed."""

from __future__ import annotations

from desktop.views.go import Go, Page
from desktop.views.pages.agree import AgreePage
from desktop.views.pages.sign import SignPage
from desktop.views.presenters.agreeing import AgreePresenter
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
        self.presenter.wanted.connect(self.wanted)
        self.presenter.trouble.connect(self.trouble)

    def enter(self, go: Go) -> None:
        self.presenter.open(go.id)

    def leave(self) -> None:
        self.presenter.close()

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
        self.presenter.wanted.connect(self.wanted)
        self.presenter.trouble.connect(self.trouble)

    def enter(self, go: Go) -> None:
        self.presenter.open(go.id)

    def leave(self) -> None:
        self.presenter.close()

    def hold(self) -> bool:
        self.presenter.keep()
        return True

    def close(self) -> None:
        self.presenter.close()
