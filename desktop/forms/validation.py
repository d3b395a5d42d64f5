"""What is still wanted before signing, what is wrong, and how far each section is.

Nothing here ever stops anybody from saving. It is called while people type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Enum

from desktop.forms.answers import Slot, is_answered, items_of, rows_of, walk
from desktop.forms.conditions import NOTHING, holds
from desktop.forms.definition import Field, Form, Section, Shape
from desktop.forms.kinds import KIND_OF
from desktop.forms.values import Answers

NOT_YET = "Not answered yet. Wanted before signing."
NO_ROW_YET = "Nothing here yet. At least one is wanted before signing."


class Severity(Enum):
    """WANTED: before signing, never before saving. WRONG: what stands there cannot be right."""

    WANTED = "wanted"
    WRONG = "wrong"


@dataclass(frozen=True)
class Problem:
    """One thing to put right. `part` names the box to mark ("d", "m", "y"), "" for all of it."""

    path: str
    section: str
    severity: Severity
    message: str
    part: str = ""


class State(Enum):
    """How far a section is, as the outline shows it."""

    DONE = "done"
    SOME = "some"
    TODO = "todo"
    IF_NEEDED = "if_needed"


@dataclass(frozen=True)
class Completeness:
    """How far a section is: `done` of `wanted` questions (or items, where none is wanted)."""

    done: int
    wanted: int
    state: State


def problems(form: Form, flat: Answers) -> tuple[Problem, ...]:
    """Return everything to put right, in reading order."""
    return _look(form, flat).problems


def completeness(form: Form, flat: Answers) -> dict[str, Completeness]:
    """Return how far each section is, by section id; sections that are not asked are left out.

    Counted are the questions wanted before signing. In a section that wants none of them, every
    question and every item of a repeated block counts, once it is touched.
    """
    seen = _look(form, flat)
    faulty = {path for problem in seen.problems for path in _upwards(problem.path)}
    by_section: dict[str, list[Field]] = {}
    for slot in seen.tops:
        by_section.setdefault(slot.section.id, []).append(slot.field)
    return {
        section.id: _how_far(
            form, flat, section, by_section[section.id], touched=seen.touched, faulty=faulty
        )
        for section in form.sections
        if section.id in by_section
    }


def excused(form: Form, field: Field, flat: Answers, unseen: Set[str] = NOTHING) -> bool:
    """Say whether a question may stay empty although it is marked as wanted.

    As things are it is not wanted (`sign_when`), or another question was answered in place of it
    (`unless`). `unseen` are questions that are not asked: their kept answers do not count.
    """
    if (field.sign_when is None and not field.unless) or is_answered(flat, field, field.id):
        return False
    if field.sign_when is not None and not holds(field.sign_when, flat, "", unseen):
        return True
    if not field.unless or field.unless in unseen:
        return False
    return is_answered(flat, form.field(field.unless), field.unless)


def is_missed(form: Form, field: Field, flat: Answers) -> bool:
    """Say whether a reader misses the answer to a question of the form that has none.

    Not where it is excused, and not where all that it could stand in for has been answered.
    """
    others = [one for one in form.fields if one.unless == field.id]
    needless = bool(others) and all(is_answered(flat, one, one.id) for one in others)
    return not needless and not excused(form, field, flat)


@dataclass(frozen=True)
class _Seen:
    problems: tuple[Problem, ...]
    tops: tuple[Slot, ...]
    touched: frozenset[str]


def _look(form: Form, flat: Answers) -> _Seen:
    """Go through the record once: problems, questions asked, and every path with an answer."""
    seen = _walked(form, flat)
    fit = {slot.field.id: slot for slot in seen.tops}
    idle = _not_begun(form, seen)
    unseen = {field.id for field in form.fields} - fit.keys()

    def wanted(problem: Problem) -> bool:
        top = fit[problem.path.partition("/")[0]]
        return problem.section not in idle and not excused(form, top.field, flat, unseen)

    found = (p for p in seen.problems if p.severity is Severity.WRONG or wanted(p))
    return _Seen(tuple(found), seen.tops, seen.touched)


def _not_begun(form: Form, seen: _Seen) -> set[str]:
    """The optional sections in which nothing stands yet: they want nothing."""
    begun = {slot.section.id for slot in seen.tops if slot.field.id in seen.touched}
    return {section.id for section in form.sections if section.optional} - begun


def _walked(form: Form, flat: Answers) -> _Seen:
    found: list[Problem] = []
    tops: list[Slot] = []
    touched: set[str] = set()
    blocks: list[tuple[int, Slot]] = []
    for slot in walk(form, flat):
        if not slot.depth:
            tops.append(slot)
        kind, stored = KIND_OF[slot.field.kind], flat.get(slot.path)
        if not kind.is_empty(stored):
            _touch(touched, slot.path)
            message = kind.check(slot.field, stored)
            if message:
                part = kind.wrong_part(slot.field, stored)
                found.append(_problem(slot, slot.path, Severity.WRONG, message, part))
        elif slot.field.sign:
            if slot.field.shape is Shape.BLOCK:
                blocks.append((len(found), slot))
            elif slot.field.shape in (None, Shape.ROWS):
                message = NO_ROW_YET if slot.field.shape else NOT_YET
                message += _or_else(form, slot)
                found.append(_problem(slot, slot.path, Severity.WANTED, message))
    for at, slot in reversed(blocks):
        found[at:at] = _untouched_items(form, flat, slot, touched)
    return _Seen(tuple(found), tuple(tops), frozenset(touched))


def _or_else(form: Form, slot: Slot) -> str:
    """What may be answered in place of it, for the message; a quotation's words stand for it."""
    top = form.field(slot.path.partition("/")[0])
    itself = slot.field is top or top.shape is Shape.GROUP
    return f" Or answer “{form.field(top.unless).label}”." if top.unless and itself else ""


def _problem(slot: Slot, path: str, severity: Severity, message: str, part: str = "") -> Problem:
    return Problem(path, slot.section.id, severity, message, part)


def _touch(touched: set[str], path: str) -> None:
    """Add a path and those that it lies in, up to the first that is there already."""
    for one in _upwards(path):
        if one in touched:
            return
        touched.add(one)


def _upwards(path: str) -> Iterator[str]:
    """Yield the path and every path that it lies in."""
    yield path
    at = path.rfind("/")
    while at > 0:
        path = path[:at]
        yield path
        at = path.rfind("/")


def _untouched_items(form: Form, flat: Answers, slot: Slot, touched: set[str]) -> list[Problem]:
    if any(part.sign for part in slot.field.parts):
        return []  # they are wanted by their own names; the block would be one more
    paths = _item_paths(form, flat, slot.field, slot.path)
    return [_problem(slot, path, Severity.WANTED, NOT_YET) for path in paths if path not in touched]


def _item_paths(form: Form, flat: Answers, field: Field, path: str) -> Sequence[str]:
    """The items of a repeated block; the block itself where it stands once."""
    if field.shape is not Shape.BLOCK or field.over is None:
        return (path,)
    prefix = path.rpartition("/")[0]
    return tuple(f"{path}/{item.value}" for item in items_of(form, field, flat, prefix))


def _how_far(
    form: Form,
    flat: Answers,
    section: Section,
    fields: Sequence[Field],
    *,
    touched: frozenset[str],
    faulty: set[str],
) -> Completeness:
    wanted = [field for field in fields if wants(form, field, flat)]
    units = [field.id for field in wanted] or [
        path
        for field in fields
        if field.kind not in ("guidance", "carried")
        for path in _item_paths(form, flat, field, field.id)
    ]
    units += [field.id for field in fields if field.id in faulty and not _covers(units, field.id)]
    need_answer = not wanted
    instead = {field.id for field in wanted if excused(form, field, flat)}
    done = sum(
        path not in faulty and (path in touched or path in instead or not need_answer)
        for path in units
    )
    started = any(field.id in touched for field in fields)
    return Completeness(done, len(units), _state(section, done, len(units), started))


def _covers(units: Sequence[str], name: str) -> bool:
    return any(unit == name or unit.startswith(f"{name}/") for unit in units)


def _state(section: Section, done: int, wanted: int, started: bool) -> State:
    if section.optional and not started:
        return State.IF_NEEDED
    if done == wanted:
        return State.DONE
    return State.SOME if done else State.TODO


def wants(form: Form, field: Field, flat: Answers) -> bool:
    """Say whether a question of the record counts towards its section: wanted before signing.

    A list that is not wanted itself counts once it has a row with something wanted in it.
    """
    if field.sign and field.shape is Shape.PER_ROW:
        return bool(items_of(form, field, flat))
    if field.sign:
        return True
    if field.shape is Shape.ROWS:
        return bool(rows_of(flat, field.id)) and _wants_inside(field)
    return field.shape is Shape.BLOCK and _wants_inside(field)


def _wants_inside(field: Field) -> bool:
    return any(part.sign or _wants_inside(part) for part in field.parts)
