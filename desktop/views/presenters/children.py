"""Behind the list of children and the page that adds one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.casework.children import CHILD, AlreadyHere, ChildRow
from desktop.casework.roles import Act
from desktop.casework.session import Session
from desktop.casework.troubles import explain
from desktop.forms.values import Json, as_object, texts
from desktop.views.go import Go
from desktop.views.pages.add_child import AddChildPage, NewChild
from desktop.views.pages.children import COLUMNS_NAME, ChildrenPage
from desktop.views.presenters.kept_words import KeptWords
from desktop.views.tasks import Tasks

NOT_AT_FIRST = frozenset({"closed"})  # nobody adds a child who is closed already

ADDING = "adding"
"""Under this is remembered what was typed of a child who is not added yet."""


class ChildrenPresenter(QObject):
    """Fills the list and remembers which columns this person chose."""

    wanted = Signal(object)
    trouble = Signal(object)
    child_wanted = Signal()

    def __init__(self, page: ChildrenPage, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.page, self._session, self._tasks = page, session, tasks
        self._columns_known = False
        page.wanted.connect(self.wanted)
        page.add_wanted.connect(self.child_wanted)
        page.search_wanted.connect(self._search)
        page.columns_chosen.connect(self._keep_columns)
        page.may_add(session.may(Act.ADD_CHILD))

    def refresh(self) -> None:
        """Look again at who is here."""
        if not self._columns_known:
            self._columns_known = True
            self._tasks.run(self._recall, self._show_columns, self.trouble.emit)
        self._tasks.run(self._session.children.rows, self.page.show_rows, self.trouble.emit)

    def _recall(self) -> Json:
        return self._session.memory.recall(COLUMNS_NAME)

    def _show_columns(self, kept: Json) -> None:
        columns = texts(kept)
        if columns:
            self.page.show_columns(columns)

    def _keep_columns(self, columns: Sequence[str]) -> None:
        kept: Json = list(columns)
        self._tasks.run(
            lambda: self._session.memory.remember(COLUMNS_NAME, kept), None, self.trouble.emit
        )

    def _search(self, text: str) -> None:
        self.wanted.emit(Go.search(text))


def status_options(session: Session) -> list[tuple[str, str]]:
    """Return the states that a child may be added in, as the details name them."""
    options = session.catalogue.newest(CHILD).field("status").options
    return [(one.value, one.label) for one in options if one.value not in NOT_AT_FIRST]


def already_here(row: ChildRow) -> str:
    """Return the sentence that tells one child from another of the same name."""
    born = f", born {row.born.day} {row.born:%B %Y}" if row.born else ""
    number = f", LCS {row.lcs}" if row.lcs else ""
    return f"{row.name}{born}{number}, is already here."


class AddChildPresenter(QObject):
    """Keeps what is typed, adds the child and goes to the new page."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, page: AddChildPage, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.page, self._session, self._tasks = page, session, tasks
        self._recalled = self._early = False
        self._typing = KeptWords(session.memory, tasks, self)
        self._typing.refused.connect(self._failed)
        page.written.connect(self._written)
        page.added.connect(self._add)
        page.left.connect(self._left)
        page.wanted.connect(self.wanted)

    def open(self) -> None:
        """Go on with what was typed before."""
        memory = self._session.memory
        self._tasks.run(lambda: memory.recall(ADDING), self._show, self._failed)

    def close(self) -> None:
        """Keep what was typed."""
        self._typing.close()
        self._recalled = False

    def hold(self) -> bool:
        """Keep what was typed and wait for it; return whether it is safe. Asks nothing."""
        return self._typing.hold() and not self._early

    def _show(self, kept: Json) -> None:
        self.page.show_typed(as_object(kept))
        self._typing.open(ADDING)
        self._recalled = True
        if self._early:
            self._early = False
            self._written()

    def _written(self) -> None:
        if self._recalled:
            self._typing.put(self.page.typed())
        else:
            self._early = True  # put now, these words would take the place of what was kept

    def _left(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        self._typing.forget()
        self.page.clear()

    def _add(self, child: NewChild) -> None:
        self._typing.keep()
        children, memory = self._session.children, self._session.memory

        def add() -> str:
            added = children.add(child.given, child.family, sure=child.sure, **child.facts)
            memory.remember(ADDING, None)  # here: a lock may come before the answer
            return added

        self._tasks.run(add, self._done, self._failed)

    def _done(self, child: str) -> None:
        self._forget()
        self.wanted.emit(Go.child(child))

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, AlreadyHere):
            self.page.show_matches([(row.id, already_here(row)) for row in problem.matches])
        else:
            self.page.show_trouble(explain(problem).text)
