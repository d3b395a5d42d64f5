"""What the record page says, made of the form's own words. Nothing here knows a widget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.forms.answers import label_of, row_title, rows_of
from desktop.forms.definition import Field, Form, Shape, UnknownField
from desktop.forms.kinds import printed
from desktop.forms.validation import Completeness, State
from desktop.forms.values import Answers, Json

if TYPE_CHECKING:
    from desktop.casework.record_views import Version

STATES = {"todo": "to do", "if_needed": "if needed"}
_ARTICLES = ("another ", "an ", "a ", "the ")


def state_words(how_far: Completeness | None, aside: str = "") -> str:
    """Return how far a section is in words: "3 of 5", "to do", "if needed", "complete".

    `aside` is what the form itself says of a section in which nothing need stand.
    """
    if how_far is None:
        return ""
    if how_far.state is State.DONE:
        return "complete"
    if how_far.state is State.IF_NEEDED and aside:
        return aside
    return STATES.get(how_far.state.value) or f"{how_far.done} of {how_far.wanted}"


def day(at: date) -> str:
    """Return a day as it is written in a sentence: "14 May 2026"."""
    return f"{at.day} {at:%B %Y}"


def short_day(at: datetime) -> str:
    """Return a day where there is little room: "14 May 2026"."""
    return f"{at.day} {at:%b %Y}"


def listed(names: Sequence[str], last: str) -> str:
    """Return names as they stand in a sentence, `last` ("and", "or") before the last of several."""
    *first, only = names
    return f"{', '.join(first)} {last} {only}" if first else only


def since(at: datetime, now: datetime) -> str:
    """Return the margin mark beside an answer that differs from an earlier version."""
    same_year = at.year == now.year
    return f"Changed since {at:%B}" if same_year else f"Changed since {at:%B %Y}"


def saved_at(now: datetime) -> str:
    """Return the status line after a save."""
    return f"All changes saved {now:%H:%M:%S}"


def version_line(version: Version, title: str) -> str:
    """Return what an earlier version is called: "WISE assessment, finished 14 May 2026"."""
    return f"{title}, {version.state} {day(version.at)}"


def question_of(form: Form, path: str) -> str:
    """Return the label of the question on the page that holds a path."""
    return form.field(path.partition("/")[0]).label


def row_noun(field: Field) -> str:
    """Return what one row of a list is called, from the words of its add button."""
    if field.kind == "actions":
        return "Action"
    words = field.add_label.removeprefix("Add ")
    for article in _ARTICLES:
        if words.startswith(article):
            noun = words[len(article) :]
            return noun[:1].upper() + noun[1:]
    return "Row"


def row_name(form: Form, flat: Answers, path: str, row: str) -> str:
    """Return the name of a row that stands in its list: "Action 3"."""
    rows = rows_of(flat, path)
    number = rows.index(row) + 1 if row in rows else len(rows) + 1
    return f"{row_noun(form.field(path))} {number}"


def what_came_back(form: Form, before: Answers, after: Answers, path: str, *, redo: bool) -> str:
    """Return what an undo or redo has done, for the toast."""
    field = form.field(path)
    if field.kind in ("rows", "actions"):
        old, new = rows_of(before, path), rows_of(after, path)
        for row in new:
            if row not in old:
                return f"{row_name(form, after, path, row)} is back"
        for row in old:
            if row not in new:
                return f"{row_name(form, before, path, row)} is taken away again"
        return f"{field.label}: the order is as it was" if not redo else f"{field.label}: moved"
    return f"{'Redone' if redo else 'Undone'}: {_where(form, after, path)}"


def _where(form: Form, flat: Answers, path: str) -> str:
    try:
        return label_of(form, flat, path)
    except (UnknownField, KeyError):
        return path


def problem_words(form: Form, flat: Answers, path: str) -> str:
    """Return the question that a line of the check leads to: "Action 2, By when"."""
    row = row_of(form, path)
    if row is None or path == "/".join(row):
        return _where(form, flat, path)
    return f"{row_name(form, flat, *row)}, {form.field(path).label}"


def printed_at(form: Form, flat: Answers, path: str) -> str:
    """Return the answer at a path as it reads on paper, its parts line by line."""
    try:
        field = form.field(path)
    except UnknownField:
        return ""
    if field.shape is None:
        return printed(field, flat.get(path))
    if field.shape is Shape.ROWS:
        titles = (row_title(field, flat, f"{path}/{row}") for row in rows_of(flat, path))
        return "\n".join(filter(None, titles))
    if field.over is not None:
        return ""  # too much at once: each part says its own
    inside = f"{path}/"
    cells = (_printed_cell(form, p, value) for p, value in flat.items() if p.startswith(inside))
    return "\n".join(filter(None, cells))


def _printed_cell(form: Form, path: str, value: Json) -> str:
    try:
        field = form.field(path)
    except UnknownField:
        return ""
    return printed(field, value) if field.shape is None and value is not None else ""


def help_of(form: Form, path: str) -> str:
    """Return the guidance nearest to a path: the field's own, or that of what it stands in."""
    try:
        lineage = form.lineage(path)
    except UnknownField:
        return ""
    return next((field.help for field in reversed(lineage) if field.help), "")


def row_of(form: Form, path: str) -> tuple[str, str] | None:
    """Return (path of the list, row) of the innermost row that a path stands in, else None."""
    top, *rest = path.split("/")
    found: tuple[str, str] | None = None
    here = top
    try:
        field = form.field(top)
        while rest:
            if field.shape is Shape.ROWS:
                found = (here, rest[0])
            if field.shape is Shape.PER_ROW:
                break
            if field.shape is Shape.ROWS or field.over is not None:
                here, rest = f"{here}/{rest[0]}", rest[1:]
            if rest:
                field, here, rest = field.part(rest[0]), f"{here}/{rest[0]}", rest[1:]
    except UnknownField:
        return found
    return found
