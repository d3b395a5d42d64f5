"""Behind "Search everything": searches elsewhere, and drops answers that come too late."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.casework.corrections import standing_where
from desktop.casework.finder import Hit
from desktop.casework.session import Session
from desktop.casework.troubles import explain
from desktop.views.go import Go
from desktop.views.pages.data import HitShown
from desktop.views.pages.search import SearchPage
from desktop.views.presenters.lines import full_date
from desktop.views.tasks import Tasks

AT_ONCE = 30
CHILD = "child"
REGISTER_NAMES = {CHILD: "Details", "contact": "Person", "place": "Place"}


class _Found(NamedTuple):
    """What was found, and of what is being corrected the version that stands."""

    hits: tuple[Hit, ...]
    stands: dict[str, str]


class SearchPresenter(QObject):
    """Answers the page."""

    wanted = Signal(object)

    def __init__(self, page: SearchPage, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.page, self._session, self._tasks = page, session, tasks
        self._text = ""
        self._oldest: int | None = None
        page.sought.connect(self._search)
        page.more_wanted.connect(self._search_older)
        page.wanted.connect(self.wanted)

    def look_for(self, text: str) -> None:
        """Show the page with these words; without any, as it was."""
        if text:
            self.page.show_words(text)
        self.page.begin()

    def _search(self, text: str) -> None:
        self._text, self._oldest = text, None
        if text:
            self._ask(text, None)

    def _search_older(self) -> None:
        self._ask(self._text, self._oldest)

    def _ask(self, text: str, before: int | None) -> None:
        session = self._session

        def search() -> _Found:
            hits = session.finder.search(text, limit=AT_ONCE + 1, before=before)
            records = [hit.record for hit in hits if hit.kind not in REGISTER_NAMES]
            return _Found(hits, standing_where(session, records, text))

        def arrived(found: _Found) -> None:
            self._show(text, found, added=before is not None)

        self._tasks.run(search, arrived, self._failed)

    def _show(self, text: str, found: _Found, *, added: bool) -> None:
        if text != self._text:
            return  # other words were typed meanwhile
        hits, stands = found
        shown = hits[:AT_ONCE]
        if shown:
            self._oldest = shown[-1].cursor
        self.page.show_hits(
            text,
            [hit_shown(hit, stands.get(hit.record, "")) for hit in shown],
            more=len(hits) > AT_ONCE,
            added=added,
        )

    def _failed(self, problem: BaseException) -> None:
        self.page.show_trouble(explain(problem).text)


def hit_shown(hit: Hit, stands: str = "") -> HitShown:
    """Return one result as the page shows it; `stands` is the version to be read of it, if any."""
    when = full_date(hit.at.astimezone())
    if hit.kind == CHILD:
        return HitShown(Go.child(hit.record), "details", hit.title, when, hit.pieces)
    if hit.kind in REGISTER_NAMES:
        kind = REGISTER_NAMES[hit.kind].lower()
        title = f"{kind}: {hit.title}"
        return HitShown(Go.record(hit.record), title, hit.child_name, when, hit.pieces)
    title = f"{hit.title}, correction open" if stands else hit.title
    return HitShown(Go.read(hit.record, stands), title, hit.child_name, when, hit.pieces)
