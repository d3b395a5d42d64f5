"""Questions and their answers, from the form file alone: each kind in its printed shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from desktop.documents.blocks import WHOLE, Blocks, Column, beside, height_of
from desktop.documents.cards import day_in_words, ruled_above, side_by_side, whole_if_small
from desktop.documents.look import (
    BETWEEN_CARDS,
    BETWEEN_QUESTIONS,
    BODY,
    CARD,
    CARD_LABEL,
    CARD_TITLE,
    GUTTER,
    LABEL,
    LABEL_TO_ANSWER,
    SOURCE,
)
from desktop.documents.strips import Keep, Strip, held, spaced, tied_to_next
from desktop.documents.tables import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Grid,
    column_widths,
    lines_of_rows,
    pairs,
    table,
)
from desktop.documents.tags import Tag
from desktop.forms.answers import items_of, rows_of, walk
from desktop.forms.definition import Field, Form, Shape
from desktop.forms.kinds import KIND_OF, Carried, carried_from, printed
from desktop.forms.values import Answers, join

_LABELS_AT_LEFT: Final = 0.33
_LONGEST_HALF: Final = 5 * BODY.leading
_ONE_LINE: Final = LABEL.leading + LABEL_TO_ANSWER + BODY.leading + 1.0
_SHORT_KINDS: Final = frozenset(
    {"date", "time", "minutes", "yes_no", "choice", "number", "person", "place", "people"}
)
_TITLE_KINDS: Final = frozenset({"text", "long_text", "choice", "person", "place", "people"})
_TALL_ROW: Final = 3  # lines: beside a label, taller rows of a table look cramped
_BEGINNING: Final = 3  # lines of a card that stay with its title
_UNDER_EDGE: Final = 4.0
_CELL_KINDS: Final = _SHORT_KINDS | {"text", "long_text", "many"}
_PART_OF_QUOTE: Final = ("who", "when", "how", "language")


@dataclass(frozen=True)
class Place:
    """Where rows go: the column, the tag around them, the level of their headings (0: none)."""

    column: Column
    parent: Tag
    level: int


class Asked(NamedTuple):
    """A question at its path, and the item or row of its container that it belongs to."""

    field: Field
    path: str
    lead: str
    tail: tuple[Asked, ...] = ()
    """Short questions that go on in its line: at what time, for how long."""


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
        return any(self.answered(one.field, one.path) for one in self.inside(field, path))

    def inside(self, field: Field, path: str) -> Iterator[Asked]:
        """Yield the parts of a container with their paths, and the item or row they belong to."""
        above = path.rpartition("/")[0]
        if field.shape is Shape.PER_ROW:
            for item in items_of(self.form, field, self.answers, above):
                lead = shortened(item.label)
                yield Asked(field.for_item(item), join(path, item.value), lead)
        elif field.shape is Shape.ROWS:
            for row in rows_of(self.answers, path):
                yield from _parts(field, f"{path}/{row}", row)
        elif field.shape is Shape.BLOCK and field.over is not None:
            for item in items_of(self.form, field, self.answers, above):
                inner = join(path, item.value)
                yield from _parts(field, inner, shortened(item.label))
        else:
            yield from _parts(field, path, "")

    # --- questions one below the other ------------------------------------------------------

    def column(self, asked: Sequence[Asked], parent: Tag, unlabelled: str = "") -> list[Strip]:
        """Return questions one below the other, short ones in pairs.

        A label that says no more than `unlabelled`, the section's title, is not drawn again.
        """
        strips: list[Strip] = []
        waiting = self._joined(asked)
        while waiting:
            pair = self._pair(waiting[:2], parent)
            made = pair or self._question(waiting[0], parent, unlabelled)
            strips += spaced(made, BETWEEN_QUESTIONS)
            waiting = waiting[2 if pair else 1 :]
        return strips

    def _joined(self, asked: Sequence[Asked]) -> list[Asked]:
        """Return what is answered, each with the short questions that go on in its line."""
        found: list[Asked] = []
        for one in asked:
            if not self.answered(one.field, one.path):
                continue
            if one.field.joined and found and found[-1].field.kind in _SHORT_KINDS:
                found[-1] = found[-1]._replace(tail=(*found[-1].tail, one))
            else:
                found.append(one)
        return found

    def _pair(self, two: Sequence[Asked], parent: Tag) -> list[Strip]:
        """Return two short questions beside each other, nothing where they are not short."""
        if len(two) < 2 or not all(self._may_be_half(one.field) for one in two):
            return []
        holder = Tag(parent.kind)
        width = (WHOLE.width - GUTTER) / 2
        places = (Column(WHOLE.left, width), Column(WHOLE.left + width + GUTTER, width))
        halves = [self._labelled(one, at, holder) for one, at in zip(two, places, strict=True)]
        wanted = all(one.field.columns == "half" for one in two)
        if max(height_of(half) for half in halves) > (_LONGEST_HALF if wanted else _ONE_LINE):
            return []
        parent.kids += holder.kids
        return [beside(halves)]

    def _may_be_half(self, field: Field) -> bool:
        return field.kind in _SHORT_KINDS or (field.columns == "half" and field.shape is None)

    def _question(self, one: Asked, parent: Tag, unlabelled: str) -> list[Strip]:
        untitled = one.field.label == unlabelled and not one.lead
        if one.field.shape is Shape.BLOCK and one.field.over is not None:
            if not untitled and self._grid_of_items(one.field, one.path):
                return self._labelled(one, WHOLE, parent)
            return self._items(one, WHOLE, parent)
        if untitled:
            return self._answer(one, WHOLE, parent, 3)
        return self._labelled(one, WHOLE, parent)

    def _items(self, one: Asked, column: Column, parent: Tag) -> list[Strip]:
        """Return a repeated block: a table where it is all short, else question by question."""
        grid = self._grid_of_items(one.field, one.path)
        widths = column_widths(self.blocks, grid, column.width) if grid else None
        if grid and widths:
            return whole_if_small(table(self.blocks, grid, column, parent, widths))
        inside = [*self.inside(one.field, one.path)]
        if column == WHOLE:
            return self.column(inside, parent)
        return self._listed(inside, Place(column, parent, 0))

    def _grid_of_items(self, field: Field, path: str) -> Grid | None:
        inside = [*self.inside(field, path)]
        used = [
            part
            for part in field.parts
            if any(one.field is part and self.answered(part, one.path) for one in inside)
        ]
        rows: dict[str, dict[str, str]] = {}
        for one in inside:
            rows.setdefault(one.lead, {})[one.field.id] = self._told(one.field, one.path)
        cells = [
            [lead, *(row[part.id] for part in used)]
            for lead, row in rows.items()
            if any(row.values())
        ]
        return self._grid(["", *(part.label for part in used)], used, cells)

    def _labelled(self, one: Asked, column: Column, parent: Tag) -> list[Strip]:
        heading = parent.add("H3")
        label = lead_in(one.lead, one.field.label)
        strips = self.blocks.heading(label, LABEL, heading, 2, column)
        answer = self._answer(one, column, parent, 4)
        return [*strips, *spaced(answer, LABEL_TO_ANSWER)]

    # --- answers ----------------------------------------------------------------------------

    def _answer(self, one: Asked, column: Column, parent: Tag, level: int) -> list[Strip]:
        """Return an answer without its label; `level` is that of headings inside it, 0 for none."""
        field, path = one.field, one.path
        match field.shape:
            case None:
                return self._leaf(one, column, parent)
            case Shape.ROWS:
                return self._rows(field, path, Place(column, parent, level))
            case Shape.PER_ROW:
                chosen = [
                    (inner.lead, self.printed(inner.field, inner.path))
                    for inner in self.inside(field, path)
                    if self.answered(inner.field, inner.path)
                ]
                return pairs(self.blocks, chosen, column, parent)
            case Shape.GROUP:
                return self._quote(field, path, column, parent)
            case Shape.BLOCK if field.over is not None:
                return self._items(one, column, parent)
            case Shape.BLOCK:
                return self._listed([*self.inside(field, path)], Place(column, parent, level))

    def _leaf(self, one: Asked, column: Column, parent: Tag) -> list[Strip]:
        field, path = one.field, one.path
        words = self.printed(field, path)
        for more in one.tail:
            between = ", " if more.field.kind == "number" else " "
            words += f"{between}{more.field.joined} {self.printed(more.field, more.path)}"
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
        since = day_in_words(value.at) if isinstance(value, Carried) and value.at else ""
        words = ", ".join(part for part in (carried_from(field), since) if part)
        return f"{words}." if words else ""

    def _quote(self, field: Field, path: str, column: Column, parent: Tag) -> list[Strip]:
        told = {part.id: self._told(part, join(path, part.id)) for part in field.parts}
        told["how"] = going_on(told["how"])
        who = ", ".join(told[part] for part in _PART_OF_QUOTE if told[part])
        return self.blocks.quotation(told["words"], who, column, parent)

    def _told(self, part: Field, path: str) -> str:
        return self.printed(part, path) if path in self.asked else ""

    # --- rows -------------------------------------------------------------------------------

    def _rows(self, field: Field, path: str, place: Place) -> list[Strip]:
        """Return rows: a table where all cells are short, words on their ground, else cards."""
        rows = self._rows_with_any(field, path)
        grid, widths = self._grid_of_rows(field, rows, place.column)
        if grid and widths:
            made = table(self.blocks, grid, place.column, place.parent, widths)
            return whole_if_small(made)
        strips: list[Strip] = []
        for number, row in enumerate(rows, 1):
            parts = [one for one in _parts(field, row, "") if self.answered(one.field, one.path)]
            if parts[0].field.kind == "quote":
                card = self._spoken(parts, place)
            else:
                card = self._card(parts, number, place)
            strips += spaced(whole_if_small(card), BETWEEN_CARDS if strips else 0.0)
        return strips

    def _rows_with_any(self, field: Field, path: str) -> list[str]:
        rows = [f"{path}/{row}" for row in rows_of(self.answers, path)]
        return [row for row in rows if self._has_any(field, row)]

    def _has_any(self, field: Field, row: str) -> bool:
        return any(self.answered(part, join(row, part.id)) for part in field.parts)

    def _grid_of_rows(
        self, field: Field, rows: Sequence[str], column: Column
    ) -> tuple[Grid | None, list[float] | None]:
        """Return rows as a table's words, and its widths where it finds room in the column."""
        used = [
            part
            for part in field.parts
            if any(self.answered(part, join(row, part.id)) for row in rows)
        ]
        cells = [[self._told(part, join(row, part.id)) for part in used] for row in rows]
        grid = self._grid([part.label for part in used], used, cells)
        return grid, column_widths(self.blocks, grid, column.width) if grid else None

    def _grid(
        self, heads: Sequence[str], used: Sequence[Field], cells: Sequence[Sequence[str]]
    ) -> Grid | None:
        """Return a table's words where they are few and short enough for one."""
        if not used or len(heads) > MOST_COLUMNS or any(p.kind not in _CELL_KINDS for p in used):
            return None
        if any(len(cell) > LONGEST_CELL or "\n" in cell for row in cells for cell in row):
            return None
        more = len(heads) - len(used)
        dates = (at + more for at, part in enumerate(used) if part.kind == "date")
        return Grid(heads, cells, frozenset(dates))

    def _spoken(self, parts: Sequence[Asked], place: Place) -> list[Strip]:
        """Return a row that begins with exact words: those first, the rest small below."""
        first, *rest = parts
        strips = self._answer(first, place.column, place.parent, 0)
        if not rest:
            return strips
        return [*tied_to_next(strips), *spaced(self._listed(rest, place), 3.0)]

    def _card(self, parts: Sequence[Asked], number: int, place: Place) -> list[Strip]:
        """Return one row as a card: a numbered title, then its parts with labels at the left.

        What comes first in it is the title, where it is short and says what the row is about.
        """
        words, rest = f"{number}", parts
        first = self.printed(parts[0].field, parts[0].path)
        if parts[0].field.kind in _TITLE_KINDS and len(first) <= LONGEST_CELL and "\n" not in first:
            words, rest = f"{number}  {first}", parts[1:]
        heading = place.parent.add(f"H{place.level}" if place.level else "P")
        strips = self.blocks.heading(words, CARD_TITLE, heading, 0, place.column)
        if number > 1:
            strips = [ruled_above(strips[0], place.column), *strips[1:]]
        if not rest:
            return [*strips[:-1], strips[-1]._replace(keep=Keep.FREE)]
        listed = spaced(self._listed(rest, place), 2.0)
        return [*strips, *held(listed[:_BEGINNING], Keep.ALWAYS), *listed[_BEGINNING:]]

    def _listed(self, asked: Sequence[Asked], place: Place) -> list[Strip]:
        """Return parts below each other, labels at the left, answers at the right."""
        items = place.parent.add("L")
        strips: list[Strip] = []
        for one in self._joined(asked):
            item = self._item(one, place.column, items.add("LI"))
            strips += spaced(item, 2.0)
        return strips

    def _item(self, one: Asked, column: Column, item: Tag) -> list[Strip]:
        label, body = item.add("Lbl"), item.add("LBody")
        width = column.width * _LABELS_AT_LEFT
        if self._wants_the_whole(one, column, column.inset(width)):
            named = self.blocks.paragraph(one.field.label, CARD_LABEL, column, label)
            return [*tied_to_next(named), *self._answer(one, column, body, 0)]
        at_left = Column(column.left, width - GUTTER / 2)
        words = lead_in(one.lead, one.field.label)
        named = self.blocks.paragraph(words, CARD_LABEL, at_left, label)
        strips = self._answer(one, column.inset(width), body, 0)
        plain = one.field.shape is None and one.field.kind != "words"
        return side_by_side(named, strips, 0.0 if plain else _UNDER_EDGE)

    def _wants_the_whole(self, one: Asked, whole: Column, beside_label: Column) -> bool:
        """Say whether rows make a table below their label, and a poor one or none beside it."""
        if one.field.shape is not Shape.ROWS:
            return False
        rows = self._rows_with_any(one.field, one.path)
        grid, wide = self._grid_of_rows(one.field, rows, whole)
        if grid is None or wide is None:
            return False
        narrow = column_widths(self.blocks, grid, beside_label.width)
        if narrow is None:
            return True
        tallest = max(lines_of_rows(self.blocks, grid, narrow))
        return tallest > _TALL_ROW and max(lines_of_rows(self.blocks, grid, wide)) < tallest


def _parts(field: Field, path: str, lead: str) -> Iterator[Asked]:
    return (Asked(part, join(path, part.id), lead) for part in field.parts)


def lead_in(lead: str, label: str) -> str:
    """Return a label after the item it belongs to: "Home and family: what helps"."""
    if not lead:
        return label
    return f"{lead}: {going_on(label)}"


def shortened(words: str) -> str:
    """Return the title of a row so that it fits beside others; in full it stands in its row."""
    return words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - 3].rstrip() + "..."


def going_on(words: str) -> str:
    """Return words as they stand inside a sentence; names in capitals, and I, keep theirs."""
    first = words.partition(" ")[0]
    keeps = first == "I" or any(letter.isupper() for letter in first[1:])
    return words if keeps else words[:1].lower() + words[1:]
