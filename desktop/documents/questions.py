"""Questions and their answers, from the form file alone: each kind in its printed shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from desktop.documents.blocks import WHOLE, Blocks, Column, beside, height_of
from desktop.documents.look import (
    BETWEEN_QUESTIONS,
    BODY,
    CARD,
    CARD_LABEL,
    CARD_TITLE,
    FINE,
    GUTTER,
    LABEL,
    LABEL_TO_ANSWER,
    SOURCE,
)
from desktop.documents.sheets import Sheets
from desktop.documents.strips import Keep, Strip, held, nothing, spaced, tied_to_next
from desktop.documents.tables import LONGEST_CELL, MOST_COLUMNS, column_widths, pairs, table
from desktop.documents.tags import Tag
from desktop.forms import dates
from desktop.forms.answers import items_of, rows_of, walk
from desktop.forms.definition import Field, Form, Shape
from desktop.forms.kinds import KIND_OF, Carried, carried_from, printed
from desktop.forms.values import Answers, join

_LABELS_AT_LEFT: Final = 0.28
_LONGEST_HALF: Final = 5 * BODY.leading
_PART_OF_QUOTE: Final = ("who", "when", "how", "language")


class Questions:
    """Sets the answered questions of one record."""

    def __init__(self, blocks: Blocks, form: Form, answers: Answers) -> None:
        self.blocks = blocks
        self.form = form
        self.answers = answers
        self.asked = frozenset(slot.path for slot in walk(form, answers))

    def printed(self, field: Field, path: str) -> str:
        """Return an answer in words, "" where there is none."""
        stored = self.answers.get(path)
        if KIND_OF[field.kind].is_empty(stored):
            return ""
        return printed(field, stored).strip()

    def answered(self, field: Field, path: str) -> bool:
        """Say whether a question that is asked has something to print."""
        if path not in self.asked:
            return False
        if field.shape is None:
            return bool(self.printed(field, path))
        return any(self.answered(part, inner) for part, inner, _lead in self.inside(field, path))

    def inside(self, field: Field, path: str) -> Iterator[tuple[Field, str, str]]:
        """Yield the parts of a container with their paths, and the item or row they belong to."""
        above = path.rpartition("/")[0]
        if field.shape is Shape.PER_ROW:
            for item in items_of(self.form, field, self.answers, above):
                yield field.for_item(item), join(path, item.value), item.label
        elif field.shape is Shape.ROWS:
            for row in rows_of(self.answers, path):
                yield from ((part, f"{path}/{row}/{part.id}", row) for part in field.parts)
        elif field.shape is Shape.BLOCK and field.over is not None:
            for item in items_of(self.form, field, self.answers, above):
                inner = join(path, item.value)
                yield from ((part, join(inner, part.id), item.label) for part in field.parts)
        else:
            yield from ((part, join(path, part.id), "") for part in field.parts)

    # --- questions one below the other ------------------------------------------------------

    def column(
        self, asked: Sequence[tuple[Field, str, str]], parent: Tag, unlabelled: str = ""
    ) -> list[Strip]:
        """Return questions one below the other, short ones in pairs where the form says so.

        A label that says no more than `unlabelled`, the section's title, is not drawn again.
        """
        strips: list[Strip] = []
        waiting = [one for one in asked if self.answered(one[0], one[1])]
        while waiting:
            pair = self._pair(waiting[:2], parent)
            taken = 2 if pair else 1
            made = pair or self._question(*waiting[0], parent, unlabelled)
            strips += spaced(made, BETWEEN_QUESTIONS)
            waiting = waiting[taken:]
        return strips

    def _pair(self, two: Sequence[tuple[Field, str, str]], parent: Tag) -> list[Strip]:
        """Return two short questions beside each other, nothing where they are not short."""
        if len(two) < 2 or not all(f.columns == "half" and f.shape is None for f, _, _ in two):
            return []
        whole, holder = WHOLE, Tag(parent.kind)
        width = (whole.width - GUTTER) / 2
        places = (Column(whole.left, width), Column(whole.left + width + GUTTER, width))
        halves = [
            self._labelled(field, path, lead, at, holder)
            for (field, path, lead), at in zip(two, places, strict=True)
        ]
        if max(height_of(half) for half in halves) > _LONGEST_HALF:
            return []
        parent.kids += holder.kids
        return [beside(halves)]

    def _question(
        self, field: Field, path: str, lead: str, parent: Tag, unlabelled: str
    ) -> list[Strip]:
        if field.shape is Shape.BLOCK and field.over is not None:
            return self.column([*self.inside(field, path)], parent)
        if field.label == unlabelled and not lead:
            return self._answer(field, path, WHOLE, parent, 3)
        return self._labelled(field, path, lead, WHOLE, parent)

    def _labelled(
        self, field: Field, path: str, lead: str, column: Column, parent: Tag
    ) -> list[Strip]:
        label, heading = lead_in(lead, field.label), parent.add("H3")
        strips = self.blocks.heading(label, LABEL, heading, 2, column)
        answer = self._answer(field, path, column, parent, 4)
        return [*strips, *spaced(answer, LABEL_TO_ANSWER)]

    # --- answers ----------------------------------------------------------------------------

    def _answer(
        self, field: Field, path: str, column: Column, parent: Tag, level: int
    ) -> list[Strip]:
        """Return an answer without its label; `level` is that of headings inside it, 0 for none."""
        match field.shape:
            case None:
                return self._leaf(field, path, column, parent)
            case Shape.ROWS:
                return self._rows(field, path, column, parent, level)
            case Shape.PER_ROW:
                chosen = [
                    (lead, self.printed(part, inner))
                    for part, inner, lead in self.inside(field, path)
                    if self.answered(part, inner)
                ]
                return pairs(self.blocks, chosen, column, parent)
            case Shape.GROUP:
                return self._quote(field, path, column, parent)
            case Shape.BLOCK:
                return self._listed([*self.inside(field, path)], column, parent)

    def _leaf(self, field: Field, path: str, column: Column, parent: Tag) -> list[Strip]:
        words = self.printed(field, path)
        if field.kind == "words":
            return self.blocks.quotation(words, "", column, parent)
        style = BODY if column.width > WHOLE.width * 0.8 else CARD
        strips = self.blocks.text(words, style, column, parent)
        source = self._source(field, path)
        if source:
            line = self.blocks.paragraph(source, SOURCE, column, parent.add("P"))
            strips = [*tied_to_next(strips), *line]
        return strips

    def _source(self, field: Field, path: str) -> str:
        """Where a carried value comes from, and since when."""
        if field.kind != "carried":
            return ""
        value = KIND_OF[field.kind].python(field, self.answers.get(path))
        since = _day(value.at) if isinstance(value, Carried) and value.at else ""
        words = ", ".join(part for part in (carried_from(field), since) if part)
        return f"{words}." if words else ""

    def _quote(self, field: Field, path: str, column: Column, parent: Tag) -> list[Strip]:
        told = {part.id: self._told(part, join(path, part.id)) for part in field.parts}
        who = ", ".join(told[part] for part in _PART_OF_QUOTE if told[part])
        return self.blocks.quotation(told["words"], who, column, parent)

    def _told(self, part: Field, path: str) -> str:
        return self.printed(part, path) if path in self.asked else ""

    # --- rows -------------------------------------------------------------------------------

    def _rows(
        self, field: Field, path: str, column: Column, parent: Tag, level: int
    ) -> list[Strip]:
        rows = [f"{path}/{row}" for row in rows_of(self.answers, path)]
        rows = [row for row in rows if self._has_any(field, row)]
        used = [
            part
            for part in field.parts
            if any(self.answered(part, join(row, part.id)) for row in rows)
        ]
        return self._table(used, rows, column, parent) or [
            strip
            for number, row in enumerate(rows, 1)
            for strip in self._card(field, row, number, column, parent, level)
        ]

    def _has_any(self, field: Field, row: str) -> bool:
        return any(self.answered(part, join(row, part.id)) for part in field.parts)

    def _table(
        self, used: Sequence[Field], rows: Sequence[str], column: Column, parent: Tag
    ) -> list[Strip]:
        if len(used) > MOST_COLUMNS or any(
            part.shape is not None or part.kind in ("words", "carried") for part in used
        ):
            return []
        heads = [part.label for part in used]
        cells = [[self._told(part, join(row, part.id)) for part in used] for row in rows]
        if any(len(cell) > LONGEST_CELL or "\n" in cell for row in cells for cell in row):
            return []
        widths = column_widths(self.blocks, heads, cells, column.width)
        return table(self.blocks, heads, cells, column, parent, widths) if widths else []

    def _card(
        self, field: Field, row: str, number: int, column: Column, parent: Tag, level: int
    ) -> list[Strip]:
        """Return one row as a card: a numbered title, then its parts with labels at the left."""
        parts = [(part, join(row, part.id), "") for part in field.parts]
        parts = [one for one in parts if self.answered(one[0], one[1])]
        title = ""
        if parts[0][0].id == field.title_of and parts[0][0].shape is None:
            first = self.printed(parts[0][0], parts[0][1])
            if len(first) <= LONGEST_CELL and "\n" not in first:
                title, parts = first, parts[1:]
        words = f"{number}  {title}" if title else f"{number}"
        heading = parent.add(f"H{level}" if level else "P")
        strips = self.blocks.heading(words, CARD_TITLE, heading, 0, column)
        strips = [_ruled_above(strips[0], column), *strips[1:]]
        if not parts:
            return spaced([*strips[:-1], replace(strips[-1], keep=Keep.FREE)], 8.0)
        return [*spaced(strips, 8.0), *spaced(self._listed(parts, column, parent), 2.0)]

    def _listed(
        self, asked: Sequence[tuple[Field, str, str]], column: Column, parent: Tag
    ) -> list[Strip]:
        """Return parts below each other, labels at the left, answers at the right."""
        items = parent.add("L")
        strips: list[Strip] = []
        for field, path, _lead in asked:
            if self.answered(field, path):
                strips += spaced(self._item(field, path, column, items.add("LI")), 2.0)
        return strips

    def _item(self, field: Field, path: str, column: Column, item: Tag) -> list[Strip]:
        label, body = item.add("Lbl"), item.add("LBody")
        width = column.width * _LABELS_AT_LEFT
        at_right = column.inset(width)
        beside_it = field.shape is None and field.kind != "words"
        at_left = Column(column.left, width - GUTTER / 2) if beside_it else column
        named = self.blocks.paragraph(field.label, CARD_LABEL, at_left, label)
        strips = self._answer(field, path, at_right, body, 0)
        if beside_it:
            return _side_by_side(named, strips)
        return [*tied_to_next(named), *spaced(strips, 2.0)]


def _day(iso: str) -> str:
    """Return the day of an ISO date or time in words, "" for anything else."""
    try:
        return _in_words(dt.date.fromisoformat(iso[:10]))
    except ValueError:
        return ""


def _in_words(day: dt.date) -> str:
    return dates.printed_date(dates.PartialDate(day.year, day.month, day.day))


def _side_by_side(left: Sequence[Strip], right: Sequence[Strip]) -> list[Strip]:
    """Set lines of a label beside lines of an answer, so that a long answer may go over pages."""
    rows = [_both(one, two) for one, two in zip_longest(left, right)]
    return [*held(rows[: len(left)], Keep.ALWAYS), *rows[len(left) :]]


def _both(left: Strip | None, right: Strip | None) -> Strip:
    if left is None or right is None:
        return left or right or Strip(0.0, nothing)

    def draw(sheets: Sheets, top: float) -> None:
        left.draw(sheets, top)
        right.draw(sheets, top)

    return replace(right, height=max(left.height, right.height), draw=draw)


def _ruled_above(strip: Strip, column: Column) -> Strip:
    def draw(sheets: Sheets, top: float) -> None:
        sheets.rule(column.left, top, column.width, FINE, "hair")
        strip.draw(sheets, top + 4.0)

    return replace(strip, height=strip.height + 4.0, draw=draw)


def lead_in(lead: str, label: str) -> str:
    """Return a label after the item it belongs to: "Home and family: what helps"."""
    if not lead:
        return label
    first = label.partition(" ")[0]
    keeps = first == "I" or any(letter.isupper() for letter in first[1:])
    return f"{lead}: {label if keeps else label[:1].lower() + label[1:]}"
