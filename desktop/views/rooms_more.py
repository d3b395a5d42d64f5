"""The rooms around the record: children, new records, search, keys and settings."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.casework.roles import Act
from desktop.views.go import Go, Page
from desktop.views.pages.add_child import AddChildPage
from desktop.views.pages.child import ChildPage
from desktop.views.pages.children import ChildrenPage
from desktop.views.pages.keymap import KeyMapPage
from desktop.views.pages.new_record import NewRecordPage
from desktop.views.pages.read import ReadPage
from desktop.views.pages.search import SearchPage
from desktop.views.presenters.child import ChildPresenter
from desktop.views.presenters.children import AddChildPresenter, ChildrenPresenter, status_options
from desktop.views.presenters.new_record import NewRecordPresenter
from desktop.views.presenters.read_paper import ReadPaperPresenter
from desktop.views.presenters.record_parts import Rights
from desktop.views.presenters.record_reading import ReadPresenter
from desktop.views.presenters.search import SearchPresenter
from desktop.views.presenters.settings import SettingsPresenter
from desktop.views.rooms import Room, World


class ChildrenRoom(Room):
    """Every child of the team."""

    rail = Page.CHILDREN
    child_wanted = Signal()

    def __init__(self, world: World) -> None:
        super().__init__(world)
        page = ChildrenPage(world.theme, world.session.clock.now())
        self.page = page
        self.presenter = ChildrenPresenter(page, world.session, world.tasks)
        self.presenter.wanted.connect(self.wanted)
        self.presenter.trouble.connect(self.trouble)
        self.presenter.child_wanted.connect(self.child_wanted)

    def enter(self, go: Go) -> None:
        self.presenter.refresh()


class ChildRoom(Room):
    """One child."""

    rail = Page.CHILDREN
    new_wanted = Signal()

    def __init__(self, world: World) -> None:
        super().__init__(world)
        page = ChildPage(world.theme)
        self.page = page
        self.presenter = ChildPresenter(page, world.session, world.tasks)
        self.presenter.wanted.connect(self.wanted)
        self.presenter.trouble.connect(self.trouble)
        self.presenter.new_wanted.connect(self.new_wanted)

    def enter(self, go: Go) -> None:
        self.world.session.memory.opened(go.id)
        self.visited.emit()
        self.presenter.open(go.id, go.part)

    def look_again(self) -> None:
        self.presenter.look_again()


class AddChildRoom(Room):
    """Adding a child: what was typed stays until the child is added, or Cancel."""

    rail = Page.CHILDREN

    def __init__(self, world: World) -> None:
        super().__init__(world)
        page = AddChildPage(world.theme, status_options(world.session))
        self.page = page
        self.presenter = AddChildPresenter(page, world.session, world.tasks)
        self.presenter.wanted.connect(self.wanted)
        self.presenter.left.connect(self._left)
        self._page = page

    def enter(self, go: Go) -> None:
        self._page.begin()
        self.presenter.open()

    def leave(self) -> None:
        self.presenter.close()

    def close(self) -> None:
        self.presenter.close()

    def hold(self) -> bool:
        return self.presenter.hold()

    def _left(self) -> None:
        self.wanted.emit(Go.children())


class NewRecordRoom(Room):
    """For which child, and which record."""

    rail = Page.CHILDREN
    child_wanted = Signal()

    def __init__(self, world: World) -> None:
        super().__init__(world)
        page = NewRecordPage(world.theme)
        self.page = page
        self._child = ""
        self.presenter = NewRecordPresenter(page, world.session, world.tasks)
        self.presenter.wanted.connect(self.wanted)
        self.presenter.left.connect(self._left)
        self.presenter.child_wanted.connect(self.child_wanted)

    def enter(self, go: Go) -> None:
        self._child = go.id
        self.presenter.begin(go.id)

    def _left(self) -> None:
        self.wanted.emit(Go.child(self._child) if self._child else Go.today())


class SearchRoom(Room):
    """Search over everything that was written."""

    rail = Page.SEARCH

    def __init__(self, world: World) -> None:
        super().__init__(world)
        page = SearchPage(world.theme)
        self.page = page
        self.presenter = SearchPresenter(page, world.session, world.tasks)
        self.presenter.wanted.connect(self.wanted)

    def enter(self, go: Go) -> None:
        self.presenter.look_for(go.part)


class KeysRoom(Room):
    """Every key that does something."""

    rail = Page.KEYS
    back_wanted = Signal()

    def __init__(self, world: World) -> None:
        super().__init__(world)
        page = KeyMapPage(world.theme)
        self.page = page
        page.left.connect(self.back_wanted)
        self._page = page

    def enter(self, go: Go) -> None:
        self._page.begin()


class SettingsRoom(Room):
    """People, this laptop, look, about."""

    rail = Page.SETTINGS
    look_asked = Signal(str)
    percent_asked = Signal(int)
    minutes_asked = Signal(int)
    keys_wanted = Signal()

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.presenter = SettingsPresenter(world.theme, world.session, world.tasks, world.desk)
        self.page = self.presenter.page
        self.presenter.trouble.connect(self.trouble)
        self.presenter.look_asked.connect(self.look_asked)
        self.presenter.percent_asked.connect(self.percent_asked)
        self.presenter.minutes_asked.connect(self.minutes_asked)
        self.presenter.keys_wanted.connect(self.keys_wanted)

    def enter(self, go: Go) -> None:
        self.presenter.show(self.world.preferences(), go.part)

    def close(self) -> None:
        self.presenter.close()

    def hold(self) -> bool:
        return self.presenter.hold()

    def back_to(self, go: Go) -> Go:
        return Go.settings(self.presenter.page.tab)


class ReadRoom(Room):
    """A record that is finished, or an earlier version of one, to be read."""

    rail = Page.CHILDREN
    folds_rail = True

    def __init__(self, world: World) -> None:
        super().__init__(world)
        session = world.session
        page = ReadPage(world.theme, world.tasks)
        self.page = page
        rights = Rights(review=session.may(Act.WRITE_RECORD))
        self.presenter = ReadPresenter(page, session.records, world.tasks, session.clock, rights)
        self.papers = ReadPaperPresenter(page, session, world.tasks)
        self.presenter.shown.connect(self.papers.show)
        self.papers.wanted.connect(self.wanted)
        self.papers.trouble.connect(self.trouble)
        self.presenter.wanted.connect(self.wanted)
        self.presenter.trouble.connect(self.trouble)
        self.presenter.opened.connect(self._opened)

    def enter(self, go: Go) -> None:
        self.presenter.open(go.id, go.revision)

    def _opened(self, record: str) -> None:
        self.world.session.memory.opened(record)
        self.visited.emit()

    def hold(self) -> bool:
        return self.papers.hold()

    def leave(self) -> None:
        self.papers.close()

    def close(self) -> None:
        self.papers.close()
        self.presenter.close()
