"""What was asked and not answered, in few words: one short entry for each section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.documents.questions import Questions, lead_in, shortened
from desktop.forms.answers import items_of, row_title, rows_of
from desktop.forms.definition import Field, Section, Shape
from desktop.forms.validation import is_missed
from desktop.forms.values import join


@dataclass(frozen=True)
class Missing:
    """The questions of one section that have no answer."""

    number: str
    words: str


def missing_in(questions: Questions) -> Iterator[Missing]:
    """Yield an entry for each section with something that is asked and not answered.

    Sections in which nothing is written come last, all in one entry without a number.
    """
    empty: list[str] = []
    for section in questions.form.sections:
        asked = [field for field in section.fields if field.id in questions.asked]
        asked = [field for field in asked if field.kind != "guidance"]
        asked = [one for one in asked if is_missed(questions.form, one, questions.answers)]
        if asked and not any(questions.answered(field, field.id) for field in asked):
            empty.append(f"{section.number} {section.title}")
            continue
        found = [one for field in asked for one in _of(questions, field, field.id)]
        if found:
            yield Missing(f"{section.number}", _said(section, found))
    if empty:
        yield Missing("", f"Nothing is written in {'; '.join(empty)}.")


def _said(section: Section, found: Sequence[str]) -> str:
    return f"{section.title}: {'; '.join(found)}."


def _of(questions: Questions, field: Field, path: str) -> Iterator[str]:
    """Yield what is missing at one place, a container that is empty as one thing."""
    if field.kind == "guidance" or path not in questions.asked:
        return
    if not questions.answered(field, path):
        yield field.label
    elif field.shape is Shape.ROWS:
        yield from _of_rows(questions, field, path)
    elif field.shape is Shape.BLOCK and field.over is not None:
        yield from _of_items(questions, field, path)
    elif field.shape is Shape.GROUP:
        if not questions.answered(field.part("words"), join(path, "words")):
            yield lead_in(field.label, field.part("words").label)
    elif field.shape is not None:
        parts = [
            one.lead or one.field.label
            for one in questions.inside(field, path)
            if one.field.kind != "guidance"
            and one.path in questions.asked
            and not questions.answered(one.field, one.path)
        ]
        if parts:
            yield f"{field.label} ({', '.join(parts)})"


def _of_rows(questions: Questions, field: Field, path: str) -> Iterator[str]:
    """Yield what is wanted in rows before signing; the rest of a row may stay empty."""
    wanted = [part for part in field.parts if part.sign]
    found: dict[tuple[str, ...], list[str]] = {}
    for number, row in enumerate(rows_of(questions.answers, path), 1):
        inner = join(path, row)
        parts = tuple(
            part.label
            for part in wanted
            if join(inner, part.id) in questions.asked
            and not questions.answered(part, join(inner, part.id))
        )
        title = shortened(row_title(field, questions.answers, inner)) or f"row {number}"
        found.setdefault(parts, []).append(title)
    for parts, titles in found.items():
        if parts:
            where = titles[0] if len(titles) == 1 else f"{len(titles)} rows"
            yield f"{field.label}, {where} ({', '.join(parts)})"


def _of_items(questions: Questions, field: Field, path: str) -> Iterator[str]:
    above = path.rpartition("/")[0]
    for item in items_of(questions.form, field, questions.answers, above):
        inner = join(path, item.value)
        parts = [part for part in field.parts if join(inner, part.id) in questions.asked]
        empty = [part for part in parts if not questions.answered(part, join(inner, part.id))]
        if len(empty) == len(parts) and parts:
            yield shortened(item.label)
        elif empty:
            yield f"{shortened(item.label)} ({', '.join(part.label for part in empty)})"
