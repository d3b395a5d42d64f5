"""Behind the Today page."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desktop.casework.record_views import RecordLine
from desktop.casework.roles import Act
from desktop.casework.session import Session, short_name
from desktop.casework.today import Recent, TodayView, Waiting, counted
from desktop.views.go import Go
from desktop.views.pages.data import Line, TodayShown
from desktop.views.pages.today import TodayPage
from desktop.views.presenters.lines import by_whom, carry_on_line, go_to_recent, short_date
from desktop.views.tasks import Tasks


def long_date(moment: datetime) -> str:
    """Return "Wednesday 25 November"."""
    return f"{moment:%A} {moment.day} {moment:%B}"


class TodayPresenter(QObject):
    """Fills the page and passes on where it leads."""

    wanted = Signal(object)
    trouble = Signal(object)
    new_wanted = Signal()
    child_wanted = Signal()
    shown = Signal(object)

    def __init__(self, page: TodayPage, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.page, self._session, self._tasks = page, session, tasks
        page.wanted.connect(self.wanted)
        page.new_wanted.connect(self.new_wanted)
        page.child_wanted.connect(self.child_wanted)

    def refresh(self) -> None:
        """Look again at what waits; what was seen while the store was opened is shown at once."""
        ahead = self._session.today.take_ahead()
        if ahead is not None:
            self._show(ahead)
            return
        self._tasks.run(self._session.today.view, self._show, self.trouble.emit)

    def _show(self, view: TodayView) -> None:
        may_write = self._session.may(Act.WRITE_RECORD)
        self.page.show_today(
            TodayShown(
                title=long_date(view.now.astimezone()),
                sentence=view.sentence,
                half_written=tuple(
                    carry_on_line(line, view.now, line.child_name) for line in view.half_written
                ),
                recent=tuple(_recent(one) for one in view.recent),
                finished=tuple(_finished(line) for line in view.finished),
                waiting=tuple(_waiting(one) for one in view.waiting),
                has_children=view.children > 0,
                may_write=may_write,
            )
        )
        self.shown.emit(view)


def _waiting(one: Waiting) -> Line:
    line, at = one.line, short_date(one.line.at.astimezone())
    if one.to_agree:
        what = f"a correction of the {line.title}" if one.corrects else f"the {line.title}"
        return Line(
            Go.agree(line.record),
            before=f"{short_name(one.by)} signed {what} for ",
            strong=line.child_name,
            after=".",
            detail=f"{at}, waiting to be agreed",
            action="Read and agree",
        )
    count = {0: "", 1: " with one comment"}.get(
        one.comments, f" with {counted(one.comments).lower()} comments"
    )
    return Line(
        Go.record(line.record),
        before=f"{short_name(one.by)} returned the {line.title} for ",
        strong=line.child_name,
        after=f"{count}.",
        detail=at,
        action="Read the comments" if one.comments else "Read the reasons",
    )


def _finished(line: RecordLine) -> Line:
    stands = line.stands
    state, who = (stands.state, stands.author_name) if stands else (line.state, line.author_name)
    correction = ", correction open" if stands else ""
    return Line(
        Go.read(line.record, stands.revision if stands else ""),
        before=f"{line.title} for ",
        strong=line.child_name,
        detail=f"{short_date(line.since.astimezone())}, {by_whom(state, who)}{correction}",
        action="Read",
    )


def _recent(one: Recent) -> Line:
    return Line(go_to_recent(one), strong=one.title, detail=one.meta)
