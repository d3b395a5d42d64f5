"""Behind the page that starts a record."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.casework.children import ChildRow
from desktop.casework.record_views import RecordLine
from desktop.casework.session import Session
from desktop.casework.states import ENDED
from desktop.casework.troubles import explain
from desktop.views.go import Go, Page
from desktop.views.pages.data import FormChoice
from desktop.views.pages.new_record import NewRecordPage
from desktop.views.presenters.lines import by_whom, child_line, full_date
from desktop.views.tasks import Tasks

OFFERED = 8


class NewRecordPresenter(QObject):
    """Offers children and forms, and starts the record."""

    wanted = Signal(object)
    left = Signal()
    child_wanted = Signal()

    def __init__(self, page: NewRecordPage, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.page, self._session, self._tasks = page, session, tasks
        self._sought = ""
        page.sought.connect(self._seek)
        page.child_chosen.connect(self.choose)
        page.chosen.connect(self._start)
        page.child_wanted.connect(self.child_wanted)
        page.left.connect(self.left)
        page.by_hand_wanted.connect(self._by_hand)

    def begin(self, child: str = "") -> None:
        """Ask for the child, or for the form when the child is known."""
        self.page.ask_who()
        if child:
            self.choose(child)
        else:
            self._seek("")
            self.page.begin()

    def choose(self, child: str) -> None:
        """Offer the forms for a child."""
        session = self._session

        def look() -> tuple[ChildRow, tuple[RecordLine, ...]]:
            return session.children.row(child), session.records.of_child(child)

        def arrived(seen: tuple[ChildRow, tuple[RecordLine, ...]]) -> None:
            row, records = seen
            self.page.show_forms(child, row.name, self._choices(records))

        self._tasks.run(look, arrived, self._failed)

    def _choices(self, records: tuple[RecordLine, ...]) -> list[FormChoice]:
        found: list[FormChoice] = []
        for form in self._session.offered():
            before = [r for r in records if r.form_id == form.id and (r.stands or r.state in ENDED)]
            if before and form.follow_on is not None:
                last = max(before, key=lambda line: line.since)
                counts = last.stands or last
                when = full_date(counts.at.astimezone())
                words = (
                    f"From the one of {when}, {by_whom(counts.state, counts.author_name)}. "
                    "Its answers are carried over, and what changes is marked."
                )
                title = form.follow_on.title
                found.append(FormChoice(form.id, title, form.purpose, last.record, words))
            found.append(FormChoice(form.id, form.title, form.purpose))
        return found

    def _seek(self, text: str) -> None:
        self._sought = text.strip()
        sought, session = self._sought, self._session

        def look() -> tuple[ChildRow, ...]:
            if sought:
                return session.children.find(sought)[:OFFERED]
            return _lately(session)

        def arrived(rows: tuple[ChildRow, ...]) -> None:
            if sought == self._sought:
                lines = [(row.id, child_line(row)) for row in rows]
                self.page.show_children(lines, sought=sought)

        self._tasks.run(look, arrived, self._failed)

    def _start(self, child: str, form: str, follows: str) -> None:
        records = self._session.records
        self.page.show_starting()

        def start() -> str:
            return records.start_review(follows) if follows else records.start(form, child)

        self._tasks.run(start, self._started, self._failed)

    def _started(self, record: str) -> None:
        self.wanted.emit(Go.record(record))

    def _by_hand(self) -> None:
        self.wanted.emit(Go(Page.EMPTY_COPIES))

    def _failed(self, problem: BaseException) -> None:
        self.page.show_trouble(explain(problem).text)


def _lately(session: Session) -> tuple[ChildRow, ...]:
    """Return the children opened lately, then others that are open, as many as are offered."""
    rows = {row.id: row for row in session.children.rows()}
    opened = [rows[one] for one in session.memory.recent() if one in rows]
    rest = sorted(
        (row for row in rows.values() if row not in opened and not row.closed),
        key=lambda row: (not row.mine, row.name.casefold()),
    )
    return tuple((*opened, *rest)[:OFFERED])
