"""Between the working copy and the store: journal operations out, kept steps and places in."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from desktop.casework.agreement import OutOfTurn
from desktop.casework.session import Session
from desktop.casework.states import DISCARDED, ENDED
from desktop.casework.working import ForgetUndone, Keep, Mark, Operation, Place, Step
from desktop.forms import edits
from desktop.forms.definition import Form
from desktop.forms.values import as_object
from desktop.storage import working as stored
from desktop.storage.errors import NoWorkingCopy
from desktop.storage.writing import Writer

_Stored = stored.Written | Mark | ForgetUndone
SECTION_MARK = "@"  # a place that is a section, with no question in focus


class Keeper:
    """Hands journal operations to the store's writer; the record's working copy begins with it."""

    def __init__(self, session: Session, record: str, form: Form, base: str) -> None:
        self._session = session
        self._record = record
        self._form = form
        self._base = base
        self._begun = False

    def __call__(self, operations: Sequence[Operation], place: Place) -> Future[None]:
        """Hand over operations and the place; the future ends when they are kept.

        It ends with OutOfTurn where the writing is over: a later correction would begin from those
        words. A place alone is let go of then.
        """
        person = self._session.member.id
        begun, over = self._begun, False
        todo = _written(operations, place)

        def keep(writer: Writer) -> None:
            nonlocal over
            over = not begun and self._is_over(writer)
            if over and operations:
                raise OutOfTurn
            if over:
                return
            if not begun:
                self._begin(writer, person)
            try:
                for one in todo:
                    _keep_one(writer, self._record, person, one)
            except NoWorkingCopy as gone:  # it ended with the writing, or is somebody else's now
                if operations:
                    raise OutOfTurn from gone

        def note_begun(kept: Future[None]) -> None:
            if not over and not kept.cancelled() and kept.exception() is None:
                self._begun = True

        future = self._session.store.write(keep)
        if not begun:
            future.add_done_callback(note_begun)
        return future

    def _is_over(self, writer: Writer) -> bool:
        return writer.reader.current(self._record).state in ENDED | {DISCARDED}

    def _begin(self, writer: Writer, person: str) -> None:
        """Begin the working copy. The form is mostly kept already: the first key must not wait."""
        form = self._form
        if writer.reader.snapshot(form.id, form.version) is None:
            writer.keep_snapshot(form)
        writer.begin_working(self._record, person, form.id, form.version, self._base)


def _written(operations: Sequence[Operation], place: Place) -> list[_Stored]:
    """Write out what is to be kept; when it is the writer's turn only statements are left."""
    where = stored.written_place(_stored_path(place), place.caret)
    todo = [_step(one, where) if isinstance(one, Keep) else one for one in operations]
    if not (operations and isinstance(operations[-1], Keep)):
        todo.append(stored.Written((), where))
    return todo


def _step(step: Keep, where: str) -> stored.Written:
    text = stored.storable(edits.to_text(step.edits))
    return stored.Written(((step.step, 0, text, where),), where)


def _keep_one(writer: Writer, record: str, person: str, one: _Stored) -> None:
    match one:
        case stored.Written():
            writer.keep_written(record, person, one)
        case Mark(step, undone):
            writer.mark_undone(record, person, step, undone=undone)
        case ForgetUndone():
            writer.forget_undone(record, person)


def kept_steps(working: stored.Working) -> list[Step]:
    """Return the steps of a journal, oldest first, as the working copy knows them."""
    found: list[Step] = []
    for entry in working.entries:
        written = entry.edit if isinstance(entry.edit, list) else []
        changes = [edits.from_json(as_object(one)) for one in written]
        found.append(Step(entry.step, changes, entry.undone))
    return found


def _stored_path(place: Place) -> str:
    return place.path or (f"{SECTION_MARK}{place.section}" if place.section else "")


def kept_place(found: stored.Place | None) -> Place:
    """Return where the writer was."""
    if found is None:
        return Place()
    if found.path.startswith(SECTION_MARK):
        return Place(section=found.path.removeprefix(SECTION_MARK))
    return Place(found.path, found.caret or 0)
