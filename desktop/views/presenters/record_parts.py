"""What the record page needs of casework, and what is worked out of the answers behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from desktop.casework.states import RETURNED
from desktop.casework.working import Place, WorkingCopy
from desktop.forms.answers import is_answered, label_of, walk
from desktop.forms.comparison import Change
from desktop.forms.definition import Form, UnknownField
from desktop.forms.lcs import LcsNote, lcs_note
from desktop.forms.validation import Completeness, Problem, completeness, problems
from desktop.forms.values import Answers, Json
from desktop.views.pages.record.words import day
from desktop.views.presenters.lines import until_signed

if TYPE_CHECKING:
    from desktop.casework.record_views import (
        OpenRecord,
        PastAnswer,
        Reading,
        RecordHeader,
        Returned,
        Version,
    )


class RecordKeeping(Protocol):
    """What the presenters ask of `casework.records.Records`. May take milliseconds."""

    def open(self, record: str) -> OpenRecord: ...
    def leave(self, copy: WorkingCopy) -> None: ...
    def read(self, record: str, revision: str | None = None) -> Reading: ...
    def read_standing(self, record: str) -> Reading: ...
    def versions(self, record: str) -> tuple[Version, ...]: ...
    def differences(self, older: Reading, newer: Reading) -> tuple[Change, ...]: ...
    def history_of(self, record: str, path: str) -> tuple[PastAnswer, ...]: ...
    def start_review(self, record: str) -> str: ...
    def adopt(self, record: str) -> None: ...


class Wall(Protocol):
    """The clock on the wall."""

    def now(self) -> datetime: ...


@dataclass(frozen=True)
class Rights:
    """What the person may do on this page; the functions behind it check again."""

    take_over: bool = False
    review: bool = False


def whose_words(header: RecordHeader, copy: WorkingCopy) -> str:
    """Return whose a record on the page is, and what stands while it is only a correction."""
    if header.role != "record":
        return ""
    what = "correction" if header.stands else "draft"
    if header.others_draft:
        whose = f"{what.capitalize()} by {header.others_draft}"
    elif header.state == RETURNED:
        whose = "Came back to you"
    elif copy.read_only:
        whose = f"{header.state.capitalize()} {day(header.at)}, {header.author_name}"
    else:
        whose = f"Your {what}"
    return f"{whose}\n{until_signed(header.stands)}" if header.stands else whose


def comments_by_question(
    form: Form, flat: Answers, returned: Returned | None
) -> dict[str, tuple[str, ...]]:
    """Return what was said when a record came back, by the path of the question it stands at.

    A comment on a row stands at the row's list, after the row's own words.
    """
    found: dict[str, tuple[str, ...]] = {}
    for comment in returned.comments if returned is not None else ():
        path, words = comment.path, comment.text
        if not _is_question(form, path):
            where = label_of(form, flat, path)
            path, words = path.partition("/")[0], f"{where}: {words}"
        assert returned is not None
        found[path] = (*found.get(path, ()), f"{returned.name}: {words}")
    return found


def _is_question(form: Form, path: str) -> bool:
    steps = path.split("/")
    try:
        return form.field(path).id == steps[-1] or len(steps) == 1
    except UnknownField:
        return False


@dataclass(frozen=True)
class Look:
    """How the whole record stands: worked out beside the typing, a few times a second at most."""

    states: Mapping[str, Completeness] = field(default_factory=dict[str, Completeness])
    problems: tuple[Problem, ...] = ()
    changed: frozenset[str] = frozenset()
    note: LcsNote | None = None


def note_beside(form: Form, flat: Answers) -> LcsNote | None:
    """Return the note for LCS that stands beside the questions, None where there is none.

    A note of the manager's is drafted when the record is agreed, not while it is written.
    """
    return lcs_note(form, flat) if form.lcs_by != "manager" else None


def look_at(form: Form, flat: Answers, before: Answers | None) -> Look:
    """Return how a record stands, and which questions differ from the version before."""
    changed = frozenset() if before is None else frozenset(_differing(form, flat, before))
    return Look(completeness(form, flat), problems(form, flat), changed, note_beside(form, flat))


def _differing(form: Form, flat: Answers, before: Answers) -> set[str]:
    """The questions that differ; one that is asked afresh does once it is answered."""
    nothing: tuple[Json, ...] = (None, "", [])
    found: set[str] = set()
    for path in flat.keys() | before.keys():
        now, was = flat.get(path), before.get(path)
        if now != was and not (now in nothing and was in nothing):
            found.add(path.partition("/")[0])
    return {
        name
        for name in found
        if name not in form.fresh or (form.has(name) and is_answered(flat, form.field(name), name))
    }


def next_problem(
    form: Form, flat: Answers, found: Sequence[Problem], place: Place, *, back: bool = False
) -> Problem | None:
    """Return the problem after (or before) a place in reading order; past the end, the first.

    A question inside a row, or inside a block, has a place of its own in that order.
    """
    if not found:
        return None
    order = {slot.path: at for at, slot in enumerate(walk(form, flat, hidden=True))}
    firsts = {section.id: section.fields[0].id for section in form.sections if section.fields}
    mine = _standing(order, place.path or firsts.get(place.section, ""))
    placed = [(_standing(order, problem.path), problem) for problem in found]
    if back:
        return next((p for at, p in reversed(placed) if at < mine), found[-1])
    inclusive = not place.path
    return next((p for at, p in placed if at > mine or (inclusive and at == mine)), found[0])


def _standing(order: Mapping[str, int], path: str) -> int:
    """Where a path stands in reading order: itself, or the nearest thing around it."""
    while path not in order and "/" in path:
        path = path.rpartition("/")[0]
    return order.get(path, -1)
