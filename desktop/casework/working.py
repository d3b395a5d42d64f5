"""A record while it is being written: answers in memory, every change journalled, undo by steps.

The journal is what makes "nothing typed is ever lost" true: each change is an edit that can be
applied and inverted, kept in the encrypted store within a quarter of a second. Undo walks the
journal back, so it works across fields, brings back deleted rows, and survives lock and crash.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from desktop.casework.clock import Clock
from desktop.forms.definition import Form
from desktop.forms.edits import Change, Splice, apply, edit_between, invert, merge, taken_back
from desktop.forms.values import Json

PAUSE_THAT_ENDS_A_STEP = 1.2  # seconds; a shorter rest belongs to the same thought
LONG_STEP = 120  # characters after which a step ends at the next space
SLIP = 20  # characters that a step may forget again; what is cut beyond that can be brought back


@dataclass(frozen=True, slots=True)
class Place:
    """Where the writer is: the path of the focused answer, the caret in it, and the section."""

    path: str = ""
    caret: int = 0
    section: str = ""


@dataclass(slots=True)
class Step:
    """What one Ctrl+Z takes back: edits made together."""

    number: int
    edits: list[Change] = field(default_factory=list[Change])
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Keep:
    """Journal operation: a step as it is now, new or grown since it was last kept."""

    step: int
    edits: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Journal operation: a step was undone or redone."""

    step: int
    undone: bool


@dataclass(frozen=True, slots=True)
class ForgetUndone:
    """Journal operation: undone steps are given up, because something new was written."""


Operation = Keep | Mark | ForgetUndone
Keeper = Callable[[Sequence[Operation], Place], "Future[None]"]


@dataclass(frozen=True, slots=True)
class Changed:
    """What an undo or redo changed: the paths, and the one to go to."""

    paths: tuple[str, ...]
    go_to: str


class ReadOnly(RuntimeError):
    """The record is finished or belongs to somebody else's draft; nothing was changed."""

    code = "record.read_only"


class StillSaving(RuntimeError):
    """The store took longer than somebody could wait. Nothing is lost: it goes on by itself."""

    code = "store.busy"


class WorkingCopy:
    """One person's live copy of one record. Used from one thread; saving happens elsewhere."""

    def __init__(
        self,
        *,
        record: str,
        form: Form,
        base: dict[str, Json],
        steps: Iterable[Step],
        place: Place,
        keep: Keeper,
        clock: Clock,
        read_only: bool = False,
    ) -> None:
        self.record = record
        self.form = form
        self.base = dict(base)
        self.read_only = read_only
        self.place = place
        self.flat: dict[str, Json] = dict(base)
        self._steps: list[Step] = []
        self._keep = keep
        self._clock = clock
        self._pending: list[Operation] = []
        self._in_flight: list[Operation] = []
        self._lock = threading.RLock()
        self._outcome = threading.Condition(self._lock)
        self._typing_at = float("-inf")
        self._forgotten = 0
        self._place_kept = place
        self._again = False
        self._future: Future[None] | None = None
        self.failure: BaseException | None = None
        for step in steps:
            self._steps.append(step)
            if not step.undone:
                self._apply(step.edits)

    # Changing

    def put(self, path: str, value: Json, *, typing: bool = False) -> bool:
        """Store an answer; return whether anything changed.

        `typing` is true while keys come: such changes join into one step until the writer rests.
        """
        self._refuse_if_read_only()
        edit = self._edit(path, value, typing=typing)
        if edit is None:
            return False
        if typing and self._joins(edit):
            self._join(edit)
        else:
            self._new_step([edit])
        self._typing_at = self._clock.passed() if typing else float("-inf")
        return True

    def put_together(self, values: dict[str, Json]) -> bool:
        """Store several answers as one step."""
        self._refuse_if_read_only()
        edits = [
            edit for path, value in values.items() if (edit := self._edit(path, value)) is not None
        ]
        if edits:
            self._new_step(edits)
        return bool(edits)

    def add_row(
        self, path: str, after: str | None = None, values: dict[str, Json] | None = None
    ) -> str:
        """Add a row to a list, at its end or after another row; return the new row's id."""
        rows = self.rows(path)
        row = _new_row_id(rows)
        at = rows.index(after) + 1 if after in rows else len(rows)
        cells: dict[str, Json] = {f"{path}/{row}/{k}": v for k, v in (values or {}).items()}
        self.put_together({**cells, path: [*rows[:at], row, *rows[at:]]})
        return row

    def delete_row(self, path: str, row: str) -> None:
        """Take a row out of a list; undo brings it back with every word."""
        self.put_together({path: [r for r in self.rows(path) if r != row]})

    def move_row(self, path: str, row: str, to: int) -> None:
        """Move a row to a place in its list, counted from 0."""
        others = [r for r in self.rows(path) if r != row]
        to = max(0, min(to, len(others)))
        self.put_together({path: [*others[:to], row, *others[to:]]})

    def duplicate_row(self, path: str, row: str) -> str:
        """Add a copy of a row below it; return the new row's id."""
        start = f"{path}/{row}/"
        values = {p[len(start) :]: v for p, v in self.flat.items() if p.startswith(start)}
        return self.add_row(path, after=row, values=values)

    def rows(self, path: str) -> list[str]:
        """Return the ids of the rows of a list, in order."""
        value = self.flat.get(path)
        return [str(row) for row in value] if isinstance(value, list) else []

    # Undo

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return any(not step.undone for step in self._steps)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to bring again."""
        return bool(self._steps) and self._steps[-1].undone

    @property
    def changed(self) -> bool:
        """Whether the answers differ in any step from the version that was opened."""
        return self.can_undo

    def undo(self) -> Changed | None:
        """Take back the last step; return what changed, or None when there is nothing."""
        self._refuse_if_read_only()
        step = next((s for s in reversed(self._steps) if not s.undone), None)
        if step is None:
            return None
        self._apply([invert(edit) for edit in reversed(step.edits)])
        return self._marked(step, undone=True)

    def redo(self) -> Changed | None:
        """Bring the last undone step again; return what changed, or None."""
        self._refuse_if_read_only()
        step = next((s for s in self._steps if s.undone), None)
        if step is None:
            return None
        self._apply(step.edits)
        return self._marked(step, undone=False)

    # Saving

    @property
    def unsaved(self) -> bool:
        """Whether something waits to be kept."""
        return bool(self._pending or self._in_flight) or self.place != self._place_kept

    def flush(self) -> Future[None]:
        """Hand everything unsaved to the store's writer; the future ends when it is kept.

        When keeping fails (a full disk) the operations wait for the next call, in order, and
        `failure` says why. Never raises itself.
        """
        with self._lock:  # so that what is handed over first also comes first
            if self._future is not None:
                self._again = True
                return self._future
            if not self._pending and self.place == self._place_kept:
                return _kept()
            operations, self._pending = self._pending, []
            self._in_flight, place = operations, self.place
            try:
                future = self._keep(operations, place)
            except Exception as problem:  # the store may refuse in many ways
                future = _refused(problem)
            self._future = future

        def landed(done: Future[None]) -> None:
            self._landed(done, operations, place)

        future.add_done_callback(landed)
        return future

    def settle(self, seconds: float) -> bool:
        """Wait until what was handed over is kept or refused, no longer than that; say if it is.

        For the moment before the window is busy for long: the store's thread would hardly get its
        turn meanwhile. When nothing stands in the way it takes as long as one commit.
        """
        with self._lock:
            return self._outcome.wait_for(
                lambda: self.failure is not None or not (self._in_flight or self._pending), seconds
            )

    def flush_all(self, seconds: float) -> bool:
        """Keep everything and wait for it; return whether all is kept.

        Raises nothing: `failure` holds the reason when the answer is False.
        """
        for _ in range(3):
            future = self.flush()
            if not self._has_landed(future, seconds):
                self.failure = StillSaving()
                return False
            problem = future.exception()
            if problem is not None:
                self.failure = problem
                return False
            if not self.unsaved:
                return True
        return not self.unsaved

    def _has_landed(self, future: Future[None], seconds: float) -> bool:
        """Wait until what came of it is noted here: a future wakes who waits before it tells us."""
        with self._lock:
            return self._outcome.wait_for(lambda: self._future is not future, seconds)

    # Inside

    def _landed(self, done: Future[None], operations: list[Operation], place: Place) -> None:
        """Note that operations are kept, or put them back; runs on the store's writing thread.

        What was handed over meanwhile follows at once, from here: the window's thread may be busy
        showing what was changed, and a kill must not find those words still waiting for it.
        """
        problem = done.exception()
        with self._lock:
            self._in_flight = []
            self._future = None
            self.failure = problem
            again, self._again = self._again, False
            if problem is None:
                self._place_kept = place
            else:
                self._pending = [*operations, *self._pending]
            self._outcome.notify_all()
        if again and problem is None:
            self.flush()

    def _edit(self, path: str, value: Json, *, typing: bool = False) -> Change | None:
        before = self.flat.get(path)
        if typing and before is None and isinstance(value, str) and value:
            before = ""  # so that the first key of a text joins the keys that follow it
        return edit_between(path, before, value)

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise ReadOnly("This record cannot be changed here.")

    def _apply(self, edits: Iterable[Change]) -> None:
        for edit in edits:
            apply(self.flat, edit)

    def _joins(self, edit: Change) -> bool:
        step = self._steps[-1] if self._steps else None
        if step is None or step.undone or len(step.edits) != 1 or step.edits[0].path != edit.path:
            return False
        if self._clock.passed() - self._typing_at > PAUSE_THAT_ENDS_A_STEP:
            return False
        last = step.edits[0]
        if self._forgotten + taken_back(last, edit) > SLIP:
            return False
        if isinstance(last, Splice) and isinstance(edit, Splice):
            long = len(last.put) + len(last.cut) > LONG_STEP
            if long and edit.put[:1].isspace():
                return False
        return merge(last, edit) is not None

    def _join(self, edit: Change) -> None:
        step = self._steps[-1]
        merged = merge(step.edits[0], edit)
        assert merged is not None  # _joins has just said so
        self._forgotten += taken_back(step.edits[0], edit)
        apply(self.flat, edit)
        step.edits[0] = merged
        with self._lock:
            last = self._pending[-1] if self._pending else None
            if isinstance(last, Keep) and last.step == step.number:
                self._pending.pop()
            self._pending.append(Keep(step.number, (merged,)))

    def _new_step(self, edits: list[Change]) -> None:
        self._give_up_undone()
        self._forgotten = 0
        number = self._steps[-1].number + 1 if self._steps else 1
        self._apply(edits)
        self._steps.append(Step(number, list(edits)))
        with self._lock:
            self._pending.append(Keep(number, tuple(edits)))

    def _give_up_undone(self) -> None:
        first = next((i for i, step in enumerate(self._steps) if step.undone), None)
        if first is None:
            return
        with self._lock:
            self._pending.append(ForgetUndone())
        del self._steps[first:]

    def _marked(self, step: Step, *, undone: bool) -> Changed:
        step.undone = undone
        self._typing_at = float("-inf")
        with self._lock:
            self._pending.append(Mark(step.number, undone))
        paths = tuple(dict.fromkeys(edit.path for edit in step.edits))
        return Changed(paths, paths[-1] if undone else paths[0])


def _new_row_id(taken: Sequence[str]) -> str:
    while (row := f"r{secrets.token_hex(4)}") in taken:
        pass
    return row


def _refused(problem: Exception) -> Future[None]:
    future: Future[None] = Future()
    future.set_exception(problem)
    return future


def _kept() -> Future[None]:
    future: Future[None] = Future()
    future.set_result(None)
    return future
