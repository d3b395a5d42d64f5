"""Behind the page of empty copies: prints or saves one of a form, for everybody in the team."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from desktop.casework.exports import Exports
from desktop.casework.session import Session
from desktop.views.pages.empty_copies import EmptyCopiesPage, FormShown
from desktop.views.presenters.leaving import Leaving
from desktop.views.tasks import Tasks


class EmptyCopiesPresenter(QObject):
    """One page. Who may not write records may have them too: there is nothing in them."""

    def __init__(self, page: EmptyCopiesPage, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.page, self._session = page, session
        self._exports = Exports(session)
        self._leaving = Leaving(page, session, tasks, self)
        self._leaving.tell_in(page.say)
        self._leaving.copy_there.connect(page.offer_copy)
        self._leaving.making.connect(page.show_busy)
        page.copy.open_asked.connect(self._leaving.open)
        page.print_asked.connect(self._print)
        page.save_asked.connect(self._save)

    def show(self) -> None:
        """Show every form that the team has, in the authority's words."""
        self._leaving.forget()
        forms = self._session.record_forms()
        self.page.show_forms([FormShown(one.id, one.title, one.purpose) for one in forms])
        self.page.begin()

    def close(self) -> None:
        """Let go: no copy that is being made is wanted any more."""
        self._leaving.forget()

    def _print(self, form: str) -> None:
        self._leaving.print_made(partial(self._exports.empty, form))

    def _save(self, form: str) -> None:
        self._leaving.save_made(partial(self._exports.empty, form))
