"""Behind the record page: opens a record, keeps what is typed, and lets go of it quickly.

Nothing here asks a question. `leave` hands over and returns; `hold` waits until all is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.casework.states import ENDED
from desktop.casework.today import counted
from desktop.casework.troubles import explain
from desktop.casework.working import WorkingCopy
from desktop.forms.comparison import compare
from desktop.views.editors.contract import Surroundings
from desktop.views.go import Go
from desktop.views.pages.record.keys import joined
from desktop.views.pages.record.page import RecordPage, Sheet
from desktop.views.pages.record.words import day, saved_at, short_day
from desktop.views.parts.clipboard import copy_text
from desktop.views.presenters.record_edits import Edits
from desktop.views.presenters.record_leaving import Leaving
from desktop.views.presenters.record_look import Looking
from desktop.views.presenters.record_parts import (
    RecordKeeping,
    Rights,
    Wall,
    comments_by_question,
    note_beside,
    whose_words,
)
from desktop.views.presenters.record_side import Beside
from desktop.views.saver import Saver
from desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from desktop.casework.record_views import OpenRecord, RecordHeader, Returned

PLACE_EVERY = 1000  # milliseconds between looks at a caret that moves without typing
NO_RIGHTS = Rights()
SETTLE_SECONDS = 0.1  # as long as a page or a row may wait for what came before it to be kept
HOLD_SECONDS = 3.0  # as long as a lock may wait for the last words


class RecordPresenter(QObject):
    """One record page and the record on it."""

    status = Signal(str, str)
    """What the foot of the window says, and "saved", "saving" or "failed"."""
    trouble = Signal(object)
    """An exception that the page itself has no place for."""
    opened = Signal(str)
    left = Signal()
    """What was written in a record that one left is a version now."""
    wanted = Signal(object)

    def __init__(  # noqa: PLR0917
        self,
        page: RecordPage,
        records: RecordKeeping,
        tasks: Tasks,
        clock: Wall,
        surroundings: Surroundings,
        rights: Rights = NO_RIGHTS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.page, self._records, self._tasks, self._clock = page, records, tasks, clock
        self._surroundings, self._rights = surroundings, rights
        self._open: OpenRecord | None = None
        self._saver: Saver | None = None
        self.edits: Edits | None = None
        self._wish, self._check_wished = ("", ""), False
        self.looking = Looking(page, tasks, clock, self._gather, self)
        self.looking.failed.connect(self.trouble)
        self._beside = Beside(page.panel, records, tasks, self)
        self._leaving = Leaving(records, tasks, self)
        self._leaving.failed.connect(self._not_left)
        self._leaving.all_left.connect(self._saved)
        self._leaving.left.connect(self.left)
        self._place_timer = QTimer(self)
        self._place_timer.timeout.connect(self._keep_place)
        self._join()

    def _join(self) -> None:
        page, keys = self.page, self.page.actions_
        page.wanted.connect(self.wanted)
        page.check_asked.connect(self.check)
        page.compare_asked.connect(self.compare)
        page.paper.focused.connect(self._focused)
        page.paper.left.connect(self._save_now)
        page.paper.turning.connect(self._save_first)
        page.paper.section_opened.connect(self._section_opened)
        page.paper.banner_acted.connect(self._banner_acted)
        page.panel.copy_asked.connect(self._copy_before)
        page.panel.note.copy_asked.connect(self._copy_note)
        joined(keys.undo, self.undo)
        joined(keys.redo, self.redo)
        joined(keys.next_problem, self.next_problem)
        joined(keys.previous_problem, self.previous_problem)

    # Opening and letting go

    @property
    def copy(self) -> WorkingCopy | None:
        """The working copy on the page, if there is one."""
        return self._open.copy if self._open is not None else None

    @property
    def _can_finish(self) -> bool:
        """Whether what is on the page is a record of one's own that is not finished yet."""
        copy = self.copy
        return copy is not None and not copy.read_only and copy.form.role == "record"

    def open(self, record: str, path: str = "", *, check: bool = False) -> None:
        """Open a record, at a question or with its check; the one before is left."""
        self.leave()
        self._wish, self._check_wished = (record, path), check
        self._tasks.run(lambda: self._leaving.open(record), self._opened, self.trouble.emit)

    def _opened(self, opened: OpenRecord) -> None:
        record, path = self._wish
        if opened.copy.record != record:
            return
        copy, place = opened.copy, opened.copy.place
        self._leaving.took_back(copy)
        if opened.header.state in ENDED and opened.header.role == "record":
            self.wanted.emit(Go.read(record))
            return
        self._show(opened)
        target = path or place.path
        section = place.section
        if target and copy.form.has(target.partition("/")[0]):
            section = copy.form.section_of(target).id
        self.page.paper.open_section(section)
        if target:
            self.page.paper.go_to(target, place.caret if target == place.path else None)
        elif self.page.paper.page is not None:
            self.page.paper.page.focus_first()
        self.opened.emit(record)
        if self._check_wished and self._can_finish:
            self.looking.check()

    def _show(self, opened: OpenRecord) -> None:
        self._open, copy, header = opened, opened.copy, opened.header
        sheet = self._sheet(opened)
        comments = comments_by_question(copy.form, copy.flat, opened.returned)
        surroundings = replace(self._surroundings, form=copy.form, comments=comments)
        self.page.show_record(sheet, copy.flat, surroundings)
        self._saver = Saver(copy, self._tasks, self, gather=self._gather)
        self._saver.saved.connect(self._saved)
        self._saver.failed.connect(self._not_saved)
        self.edits = Edits(self.page, copy, self)
        self.edits.changed.connect(self._changed)
        keys = self.page.actions_
        keys.undo.setEnabled(copy.can_undo and not copy.read_only)
        keys.redo.setEnabled(copy.can_redo and not copy.read_only)
        keys.compare.setEnabled(opened.before is not None)
        keys.check.setEnabled(self._can_finish)
        self._beside.show_record(copy.record, copy.form, opened.before)
        self._show_returned(opened.returned)
        self.page.paper.show_banner("info", "")
        if header.others_draft:
            self._show_foreign(header)
        self.looking.show_record(opened)
        if not copy.read_only:
            self._place_timer.start(PLACE_EVERY)

    def _sheet(self, opened: OpenRecord) -> Sheet:
        copy, header, before = opened.copy, opened.header, opened.before
        follows = f"Follows the one of {short_day(before.version.at)}." if before else ""
        return Sheet(
            copy.record,
            copy.form,
            header.title,
            header.child,
            header.child_name,
            whose_words(header, copy),
            follows,
            copy.read_only,
        )

    def _show_returned(self, returned: Returned | None) -> None:
        if returned is None:
            self.page.panel.show_returned("", "")
            return
        said = len(returned.comments)
        beside = {0: "", 1: " One comment stands beside its answer."}.get(
            said, f" {counted(said)} comments stand beside the answers."
        )
        who = f"{returned.name}, {day(returned.at)}, {returned.at.astimezone():%H:%M}.{beside}"
        self.page.panel.show_returned(who, returned.reasons)

    def _show_foreign(self, header: RecordHeader) -> None:
        name, at = header.others_draft, header.others_since
        when = f" since {day(at)}" if at is not None else ""
        what = "this correction" if header.stands else "this"
        words = f"{name} has been writing {what}{when}. You can read it; only one person writes."
        self.page.paper.show_banner("info", words, "Take over" if self._rights.take_over else "")

    def leave(self) -> None:
        """Let go of the record: quick, asks nothing. A version is made behind the window."""
        opened = self._open
        if opened is None:
            return
        self._gather()
        self._let_go()
        if not opened.copy.read_only:
            self._leaving.leave(opened.copy)

    def end(self) -> bool:
        """Keep everything, then let go of a record whose writing ends; return whether all is safe.

        No version is made of it: whoever ends it makes the last one.
        """
        safe = self.hold()
        if safe:
            self._let_go()
        return safe

    def hold(self) -> bool:
        """Keep everything now and wait for it; return whether all is safe. Asks nothing."""
        copy, left = self.copy, self._leaving.hold(HOLD_SECONDS)
        if copy is None or copy.read_only:
            return left
        self._gather()
        safe = copy.flush_all(HOLD_SECONDS)
        if not safe and copy.failure is not None:
            self._not_saved(copy.failure)
            if self._saver is not None:
                self._saver.try_later()
        return safe and left

    def copies(self) -> tuple[WorkingCopy, ...]:
        """Return what is being written, and what was left and is not a version yet."""
        copy = self.copy
        mine = (copy,) if copy is not None and not copy.read_only else ()
        return (*mine, *self._leaving.copies)

    def close(self) -> None:
        """Hold, then let go without making a version: the window locks or closes."""
        self.hold()
        self._wish = ("", "")
        self._let_go()
        self._leaving.close()
        self.page.rest()

    def _let_go(self) -> None:
        self.looking.show_record(None)
        self._place_timer.stop()
        if self._saver is not None:
            self._saver.stop()
            self._saver.deleteLater()
        if self.edits is not None:
            self.edits.close()
            self.edits.deleteLater()
        self._open = self._saver = self.edits = None

    # Saving

    def _gather(self) -> None:
        """Bring in what the page holds back, and the place."""
        copy = self.copy
        if copy is None or copy.read_only:
            return
        self.page.paper.flush()
        copy.place = self.page.paper.place()

    def _changed(self, typing: bool) -> None:
        if self._saver is not None and typing:
            self._saver.touch()
        else:
            self._save_first()
        self.looking.soon()

    def _save_first(self) -> None:
        """Save and see it kept, before what follows keeps the window busy."""
        self._save_now()
        copy = self.copy
        if copy is not None and not copy.read_only:
            copy.settle(SETTLE_SECONDS)

    def _save_now(self, _where: str = "") -> None:
        if self._saver is not None and self.copy is not None and not self.copy.read_only:
            self._saver.save_now()

    def _keep_place(self) -> None:
        copy = self.copy
        if copy is not None and self._saver is not None and self.page.isVisible():
            place = self.page.paper.place()
            if place != copy.place:
                self._saver.touch()

    def _saved(self) -> None:
        self.status.emit(saved_at(self._clock.now()), "saved")
        self.page.paper.show_banner("info", "")

    def _not_saved(self, problem: BaseException) -> None:
        trouble = explain(problem)
        self.page.paper.show_banner("late", trouble.text)
        self.status.emit("Not saved yet", "failed")

    def _not_left(self, problem: BaseException) -> None:
        self.status.emit("Not saved yet", "failed")
        self.trouble.emit(problem)

    # What the page asks

    def _focused(self, path: str) -> None:
        self._beside.show(path)
        self.looking.left()

    def _section_opened(self, section: str) -> None:
        self._save_now()
        copy = self.copy
        if copy is not None:
            asked = (q for q in copy.form.section(section).fields if self.page.paper.asks(q.id))
            first = next(asked, None)
            self._beside.show(first.id if first is not None else "")

    def undo(self) -> None:
        """Take back the last step."""
        if self.edits is not None:
            self.edits.undo()

    def redo(self) -> None:
        """Bring the last undone step again."""
        if self.edits is not None:
            self.edits.redo()

    def next_problem(self) -> None:
        """Go to the next thing to put right."""
        self.looking.to_next()

    def previous_problem(self) -> None:
        """Go to the one before."""
        self.looking.to_next(back=True)

    def check(self) -> None:
        """Show what is missing, each line a way to its question; or go on to the paper."""
        copy = self.copy
        if copy is None or not self._can_finish:
            return
        self._save_now()
        if not self.looking.check() and self.hold():
            self.wanted.emit(Go.sign(copy.record))

    def compare(self) -> None:
        """Show what differs from the version that this one follows."""
        opened = self._open
        if opened is None or opened.before is None:
            return
        self._gather()
        before, copy = opened.before, opened.copy
        form, flat = copy.form, dict(copy.flat)
        self._tasks.run(lambda: compare(before.form, before.flat, form, flat), self._show_changes)

    def _show_changes(self, changes: Any) -> None:
        opened = self._open
        if opened is not None and opened.before is not None:
            self.page.paper.changes.show_changes(opened.copy.form, changes)
            words = f"Changed since {day(opened.before.version.at)}"
            self.page.paper.show_changes(words)

    def _copy_before(self) -> None:
        if self.edits is not None and self.copy is not None and not self.copy.read_only:
            self._gather()
            values = self._beside.answer_before(self.copy.flat)
            path = self.page.panel.path
            self.edits.put_together(values, "The earlier answer is copied here")
            self.page.go_to(path)

    def _copy_note(self) -> None:
        """Put the note for LCS on the clipboard; the window takes it away when it locks."""
        copy = self.copy
        self._gather()
        note = note_beside(copy.form, copy.flat) if copy is not None else None
        if note is not None:
            copy_text(note.text)
            self.page.say("The note for LCS is copied. It leaves the clipboard when you lock.")

    def _banner_acted(self) -> None:
        opened = self._open
        if opened is not None and opened.header.others_draft and self._rights.take_over:
            record = opened.copy.record
            self._tasks.run(lambda: self._records.adopt(record), self._adopted, self.trouble.emit)

    def _adopted(self, _done: object) -> None:
        opened = self._open
        if opened is not None:
            record, place = opened.copy.record, self.page.paper.place()
            self._let_go()
            self.open(record, place.path)
