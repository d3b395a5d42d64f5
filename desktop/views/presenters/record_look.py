"""How the record stands: the outline's states, what is wrong or wanted, what differs.

Worked out in another thread, at most every 400 ms while somebody types.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.casework.working import Place, WorkingCopy
from desktop.forms.validation import Problem, Severity, State
from desktop.views.pages.record.check import Finding
from desktop.views.pages.record.page import RecordPage
from desktop.views.pages.record.paper import by_question
from desktop.views.pages.record.words import problem_words, row_of, since
from desktop.views.presenters.record_parts import Look, Wall, look_at, next_problem
from desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from desktop.casework.record_views import OpenRecord

LOOK_EVERY = 400  # milliseconds at most between a change and the outline


class Looking(QObject):
    """Looks at one open record after another. `gather` brings in what the page holds back."""

    failed = Signal(object)
    looked = Signal(object)
    """The record on the page, each time that it was looked at."""

    def __init__(
        self,
        page: RecordPage,
        tasks: Tasks,
        clock: Wall,
        gather: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.page, self._tasks, self._clock, self._gather = page, tasks, clock, gather
        self._open: OpenRecord | None = None
        self._led: tuple[str, Place] = ("", Place())
        self.look = Look()
        self.checked = self._busy = self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._start)

    @property
    def _copy(self) -> WorkingCopy | None:
        return self._open.copy if self._open is not None else None

    def show_record(self, opened: OpenRecord | None) -> None:
        """Look at another record, or at none."""
        self._timer.stop()
        self._open, self.checked, self.look = opened, False, Look()
        self._led = ("", Place())
        if opened is not None:
            self.now()

    @property
    def pending(self) -> bool:
        """Whether a look is due or under way."""
        return self._timer.isActive() or self._busy

    # Looking

    def soon(self) -> None:
        """Look again soon: something was changed."""
        if not self._timer.isActive():
            self._timer.start(LOOK_EVERY)

    def now(self) -> None:
        """Look at once, in this thread."""
        opened = self._open
        if opened is not None:
            before = opened.before.flat if opened.before is not None else None
            self._show(look_at(opened.copy.form, opened.copy.flat, before))

    def _start(self) -> None:
        opened = self._open
        if opened is None:
            return
        if self._busy:
            self._again = True
            return
        self._busy = True
        form, flat, record = opened.copy.form, dict(opened.copy.flat), opened.copy.record
        before = opened.before.flat if opened.before is not None else None
        self._tasks.run(lambda: (record, look_at(form, flat, before)), self._arrived, self._lost)

    def _arrived(self, found: tuple[str, Look]) -> None:
        self._busy = False
        copy = self._copy
        if copy is not None and found[0] == copy.record:
            self._show(found[1])
        if self._again:
            self._again = False
            self.soon()

    def _lost(self, problem: BaseException) -> None:
        self._busy = False
        self.failed.emit(problem)

    def _show(self, look: Look) -> None:
        self.look = look
        self.page.outline.show_states(look.states)
        idle = (n for n, how_far in look.states.items() if how_far.state is State.IF_NEEDED)
        self.page.paper.set_idle(frozenset(idle))
        self.page.panel.show_note(look.note)
        self.mark()
        before = self._open.before if self._open is not None else None
        if before is not None:
            words = since(before.version.at, self._clock.now())
            self.page.paper.set_changed(look.changed, words)
        self.looked.emit(self._open)

    # What is to be put right

    def mark(self) -> None:
        """Mark what is wrong, and what is wanted once the check was asked for.

        The answer that is being written is left in peace until the focus goes.
        """
        paper = self.page.paper
        here = paper.place().path if paper.writing else ""
        marked = [
            (problem.path, problem.message)
            for problem in self.look.problems
            if self.checked or (problem.severity is Severity.WRONG and problem.path != here)
        ]
        paper.set_problems(by_question(marked))

    def left(self) -> None:
        """The focus has moved: what was left in peace is marked now."""
        if not self._timer.isActive():
            self.mark()

    def to_next(self, *, back: bool = False) -> None:
        """Go to the next thing to put right, or to the one before."""
        copy = self._copy
        if copy is None or copy.read_only:
            return
        self._gather()
        self.now()
        problem = next_problem(copy.form, copy.flat, self.look.problems, self._from(), back=back)
        if problem is None:
            self.page.say("Everything that is wanted is answered")
            return
        self.checked = True
        self.page.go_to(problem.path)
        self._led = (problem.path, self._place())
        self.mark()

    def _place(self) -> Place:
        return replace(self.page.paper.place(), caret=0)

    def _from(self) -> Place:
        """Where to look on from: a list without a row was led to, though it is no answer yet."""
        path, then = self._led
        here = self._place()
        return replace(here, path=path) if path and here == then else here

    def check(self) -> bool:
        """Show what is missing, each line a way to its question; False when nothing is."""
        self._gather()
        self.checked = True
        self.now()
        if self.look.problems:
            self.show_findings(self.look.problems)
        return bool(self.look.problems)

    def show_findings(self, found: tuple[Problem, ...]) -> None:
        """Show these in the check."""
        wrong = [self._finding(p) for p in found if p.severity is Severity.WRONG]
        wanted = [self._finding(p) for p in found if p.severity is Severity.WANTED]
        self.page.paper.show_check()
        self.page.paper.check.show_findings(wrong, wanted)

    def _finding(self, problem: Problem) -> Finding:
        copy = self._copy
        assert copy is not None  # a check is of the record on the page
        section = copy.form.section(problem.section)
        words = problem_words(copy.form, copy.flat, problem.path)
        top = problem.path.partition("/")[0]
        inside = copy.form.field(top).label if row_of(copy.form, problem.path) else ""
        title = f"{section.number} {section.title}"
        return Finding(problem.path, words, problem.message, title, inside)
