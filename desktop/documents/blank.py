"""An empty copy of a form for writing by hand: every question, ruled space, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.documents.blank_rooms import Head, Rooms, ruled
from desktop.documents.blocks import WHOLE, Blocks, Column, beside, height_of
from desktop.documents.cards import ruled_above, whole_if_small
from desktop.documents.conditions import in_words
from desktop.documents.facts import BlankFacts
from desktop.documents.layout import rule_strip
from desktop.documents.look import (
    BETWEEN_CARDS,
    BETWEEN_QUESTIONS,
    BETWEEN_SECTIONS,
    BOTTOM,
    CARD_TITLE,
    FACT,
    GUTTER,
    LABEL,
    SOURCE,
    STRONG,
    SUBJECT,
    TITLE,
    TOP,
    UNDER_SECTION,
)
from desktop.documents.sheets import Sheets
from desktop.documents.strips import Keep, Strip, held, spaced, tied_to_next
from desktop.documents.tags import Tag
from desktop.forms.definition import Field, Form, Option, Section, Shape

_FEW_PARTS: Final = 5  # rows of so many questions are there twice, of more only once
_ROWS_OF_A_TABLE: Final = 3
_LINES: Final[dict[str, int]] = {"long_text": 3, "carried": 2}
_LINES_INSIDE: Final = {"long_text": 2, "carried": 2}
_LINES_OF_AN_ITEM: Final = {"carried": 2}
_LINES_OF_A_HALF: Final = {"long_text": 2, "carried": 2}
_YES_NO: Final = (Option("yes", "Yes"), Option("no", "No"), Option("unknown", "Not known"))
_ONE_LINE: Final = frozenset({"date", "text", "person", "place", "number", "minutes", "time"})
_HALVES: Final = _ONE_LINE | {"carried"}
_SHARES: Final = {"long_text": 2.0, "number": 0.7, "time": 0.7, "yes_no": 0.8, "date": 0.9}
_MOST_OF_A_CELL: Final = 5  # choices that are named in the head of a column
_CELLS: Final = _ONE_LINE | {"long_text", "yes_no", "choice"}
_IN_A_CELL: Final = {"yes_no": "yes, no or not known", "date": "day, month, year"}
_HALF_A_PAGE: Final = (BOTTOM - TOP) * 0.5
_BESIDE_LABEL: Final = 0.31  # of the measure, for the labels of boxes that stand in one line


class BlankLayout:
    """Sets an empty form; `root` holds its tags once `strips` has been called."""

    def __init__(self, form: Form, facts: BlankFacts, blocks: Blocks) -> None:
        self.root = Tag("Document")
        self._form = form
        self._facts = facts
        self._blocks = blocks
        self._rooms = Rooms(blocks)

    def strips(self) -> list[Strip]:
        """Return the whole form."""
        strips = self._head()
        for section in self._form.sections:
            strips += self._section(section)
        return [*strips, *self._signed_by_hand()]

    def _head(self) -> list[Strip]:
        title = self._facts.title or self._form.title
        strips = self._blocks.heading(title, TITLE, self.root.add("H1"), 0)
        note = "For writing by hand. Put it into the program as soon as you can."
        strips += self._blocks.paragraph(note, SUBJECT, WHOLE, self.root.add("P"))
        more = "Where there is too little room, or a list has more rows, go on overleaf."
        strips += self._blocks.paragraph(more, SOURCE, WHOLE, self.root.add("P"))
        strips += spaced([rule_strip(STRONG, "rule")], 9.0)
        strips = held(strips, Keep.ALWAYS)
        for label in ("The child’s name and LCS number", "Written by, and on which date"):
            made = self._blocks.paragraph(label, LABEL, WHOLE, self.root.add("P"))
            strips += spaced([*tied_to_next(made), *ruled(1)], 8.0)
        return strips

    def _section(self, section: Section) -> list[Strip]:
        part = self.root.add("Sect")
        strips = self._blocks.section(f"{section.number}", section.title, part.add("H2"))
        for words in (section.intro, in_words(section.when, self._form)):
            if words:
                line = self._blocks.paragraph(words, SOURCE, WHOLE, part.add("P"))
                strips += tied_to_next(spaced(line, 2.0))
        asked = self._asked(section.fields, WHOLE, part, None, gap=BETWEEN_QUESTIONS)
        return [*spaced(strips, BETWEEN_SECTIONS), *spaced(asked, UNDER_SECTION)]

    # --- questions --------------------------------------------------------------------------

    def _asked(
        self,
        fields: Sequence[Field],
        column: Column,
        parent: Tag,
        inside: Field | None,
        *,
        gap: float,
        hints: bool = True,
    ) -> list[Strip]:
        """Return questions one below the other, short ones in pairs."""
        waiting = [field for field in fields if field.kind != "guidance"]
        strips: list[Strip] = []
        while waiting:
            two = self._pair(waiting[:2], column, inside)
            if two:
                made = self._beside(two, column, parent, inside, hints)
            else:
                made = self._question(waiting[0], column, parent, inside, hints)
            strips += spaced(made, gap)
            waiting = waiting[2 if two else 1 :]
        return strips

    def _pair(self, two: Sequence[Field], column: Column, inside: Field | None) -> Sequence[Field]:
        """Return two questions whose answers find room beside each other, else nothing."""
        if len(two) < 2:
            return ()
        if all(field.kind == "long_text" for field in two):
            return two if inside is not None else ()
        half = _halves_of(column)[0]
        return two if all(self._is_short(field, half) for field in two) else ()

    def _is_short(self, field: Field, half: Column) -> bool:
        options = _options_of(field)
        if options:
            return self._rooms.fit_in_a_line(options, half)
        return field.shape is None and field.kind in _HALVES

    def _question(
        self,
        field: Field,
        column: Column,
        parent: Tag,
        inside: Field | None,
        hints: bool = True,
    ) -> list[Strip]:
        """Return a question with its hint and condition, and room for the answer."""
        if field.shape is Shape.BLOCK and field.over is not None:
            return self._items(field, column, parent)
        strips = self._named(field, column, parent, inside, hints)
        return [*strips, *self._room(field, column, parent, inside)]

    def _beside(
        self,
        two: Sequence[Field],
        column: Column,
        parent: Tag,
        inside: Field | None,
        hints: bool,
    ) -> list[Strip]:
        """Return two questions beside each other, their rooms on one level."""
        named: list[list[Strip]] = []
        rooms: list[list[Strip]] = []
        for field, half in zip(two, _halves_of(column), strict=True):
            named.append(self._named(field, half, parent, inside, hints))
            rooms.append(self._answer(field, half, parent, _LINES_OF_A_HALF))
        return held([beside(named), beside(rooms)], Keep.ALWAYS)

    def _named(
        self, field: Field, column: Column, parent: Tag, inside: Field | None, hints: bool
    ) -> list[Strip]:
        """Return the label of a question with its hint, and when it is asked."""
        tag = parent.add("H3" if inside is None else "P")
        bookmark = 2 if inside is None else 0
        strips = self._blocks.heading(field.label, LABEL, tag, bookmark, column)
        hint = self._hint(field, inside) if hints else ""
        if hint:
            line = self._blocks.paragraph(hint, SOURCE, column, parent.add("P"))
            strips += tied_to_next(line)
        return strips

    def _hint(self, field: Field, inside: Field | None) -> str:
        words = (field.prompt.removesuffix("."), in_words(field.when, self._form, inside))
        return ". ".join(one for one in words if one)

    def _items(self, field: Field, column: Column, parent: Tag) -> list[Strip]:
        """Return a repeated block: a table where it is all short, else item by item."""
        items = self._options_over(field)
        title = parent.add("H3")
        table = self._table(field, [one.label for one in items], column, parent)
        if table:
            named = self._blocks.heading(field.label, LABEL, title, 2, column)
            return [*named, *spaced(table, 3.0)]
        parent.kids.remove(title)
        strips: list[Strip] = []
        for number, item in enumerate(items):
            inside = parent.add("Div")
            heading = self._blocks.heading(item.label, CARD_TITLE, inside.add("H3"), 2, column)
            parts = self._parts(field, column, inside, hints=number == 0)
            made = [*heading, *spaced(parts, 3.0)]
            strips += spaced(_whole(made), BETWEEN_CARDS * 1.5)
        return strips

    def _parts(self, field: Field, column: Column, parent: Tag, hints: bool = True) -> list[Strip]:
        gap = BETWEEN_QUESTIONS * 0.6
        return self._asked(field.parts, column, parent, field, gap=gap, hints=hints)

    # --- room for answers -------------------------------------------------------------------

    def _room(self, field: Field, column: Column, parent: Tag, inside: Field | None) -> list[Strip]:
        match field.shape:
            case Shape.ROWS:
                return self._rows(field, column, parent)
            case Shape.GROUP:
                return self._rooms.words(2, True, column, parent)
            case Shape.BLOCK:
                made = self._parts(field, column.inset(GUTTER), parent.add("Div"))
                return spaced(made, 4.0)
            case Shape.PER_ROW:
                return self._per_item(field, column, parent, inside)
            case None:
                return self._answer(field, column, parent, _lines_for(inside))

    def _answer(
        self, field: Field, column: Column, parent: Tag, lines: dict[str, int]
    ) -> list[Strip]:
        options = _options_of(field)
        match field.kind:
            case _ if options:
                return self._rooms.ticks(options, column, parent)
            case "date":
                return self._rooms.date(column, parent)
            case "words":
                return self._rooms.words(3, False, column, parent)
            case "number" | "minutes" | "time":
                return ruled(1, Column(column.left, WHOLE.width / 4))
            case kind:
                return ruled(lines.get(kind, 1), column)

    def _per_item(
        self, field: Field, column: Column, parent: Tag, inside: Field | None
    ) -> list[Strip]:
        """Return a line of boxes to tick for each item, or two where one is too short."""
        at = column.width * _BESIDE_LABEL
        label, boxes = Column(column.left, at - GUTTER / 2), column.inset(at)
        in_line = self._rooms.fit_in_a_line(field.options, boxes)
        strips: list[Strip] = []
        for item in self._options_over(field, inside):
            place = label if in_line else column
            named = self._blocks.paragraph(item.label, FACT, place, parent.add("P"))
            if in_line:
                ticks = self._rooms.ticks(field.options, boxes, parent)
                made = [beside([named, ticks])]
            else:
                ticks = self._rooms.ticks(field.options, column.inset(GUTTER), parent)
                made = [*tied_to_next(named), *ticks]
            strips += spaced(made, 2.0)
        return [*held(strips[:3], Keep.ALWAYS), *strips[3:]]

    def _options_over(self, field: Field, inside: Field | None = None) -> tuple[Option, ...]:
        """Return what a question is repeated over: a question beside it is looked for first."""
        if isinstance(field.over, tuple):
            return field.over
        beside_it = [part for part in (inside.parts if inside else ()) if part.id == field.over]
        if beside_it:
            return beside_it[0].options
        if field.over is None or not self._form.has(field.over):
            return ()
        return self._form.field(field.over).options

    def _rows(self, field: Field, column: Column, parent: Tag) -> list[Strip]:
        """Return rows: a table where all parts are short, else cards."""
        table = self._table(field, [""] * _ROWS_OF_A_TABLE, column, parent)
        if table:
            return spaced(table, 3.0)
        strips: list[Strip] = []
        part = parent.add("Div")
        for number in range(1, 3 if len(field.parts) <= _FEW_PARTS else 2):
            figure = part.add("P")
            made = self._parts(field, column.inset(GUTTER), part)
            made = self._numbered(f"{number}", made, column, figure)
            if number > 1:
                made = [ruled_above(made[0], column), *made[1:]]
            strips += spaced(whole_if_small(made), BETWEEN_CARDS if number > 1 else 4.0)
        return strips

    def _numbered(
        self, figure: str, strips: Sequence[Strip], column: Column, tag: Tag
    ) -> list[Strip]:
        """Return strips with a number at the left of the first."""
        line = self._blocks.setter.line(f"{figure} ", LABEL)
        first = strips[0]

        def draw(sheets: Sheets, top: float) -> None:
            sheets.text(line, column.left, top, LABEL, tag)
            first.draw(sheets, top)

        return [first._replace(draw=draw), *strips[1:]]

    def _table(self, field: Field, rows: Sequence[str], column: Column, parent: Tag) -> list[Strip]:
        """Return a ruled table, nothing where a part needs more room than a cell."""
        parts = [part for part in field.parts if part.kind != "guidance"]
        if not rows or not all(_fits_a_cell(part) for part in parts):
            return []
        heads = [
            Head(part.label, self._cell_hint(part, field), _SHARES.get(part.kind, 1.2))
            for part in parts
        ]
        if rows[0]:
            heads.insert(0, Head("", "", 1.2))
        lines = 2 if any(part.kind == "long_text" for part in parts) else 1
        return _whole(self._rooms.table(heads, rows, lines, column, parent))

    def _cell_hint(self, part: Field, inside: Field) -> str:
        choices = "; ".join(option.label for option in part.options)
        words = (choices or _IN_A_CELL.get(part.kind, ""), self._hint(part, inside))
        return ". ".join(one for one in words if one)

    def _signed_by_hand(self) -> list[Strip]:
        if not self._form.signatures:
            return []
        part = self.root.add("Sect")
        heading = self._blocks.section("", "Signed by hand", part.add("H2"))
        strips = [*spaced(heading, BETWEEN_SECTIONS)]
        labels = ("The author, date", "The manager, date")[: self._form.signatures]
        places = [
            [*self._blocks.paragraph(label, LABEL, half, part.add("P")), *ruled(1, half)]
            for label, half in zip(labels, _halves_of(WHOLE), strict=False)
        ]
        return held([*strips, *spaced([beside(places)], UNDER_SECTION)], Keep.ALWAYS)


def _options_of(field: Field) -> tuple[Option, ...]:
    """Return what is ticked for an answer, nothing where one writes."""
    if field.shape is not None:
        return ()
    return _YES_NO if field.kind == "yes_no" else field.options


def _lines_for(inside: Field | None) -> dict[str, int]:
    """Return how many lines answers get: fewer in what is there again and again."""
    if inside is None:
        return _LINES
    return _LINES_INSIDE if inside.over is None else _LINES_OF_AN_ITEM


def _fits_a_cell(part: Field) -> bool:
    fits = part.shape is None and part.kind in _CELLS
    return fits and len(part.options) <= _MOST_OF_A_CELL


def _halves_of(column: Column) -> tuple[Column, Column]:
    width = (column.width - GUTTER) / 2
    return Column(column.left, width), Column(column.left + width + GUTTER, width)


def _whole(strips: Sequence[Strip]) -> list[Strip]:
    """Keep on one page what fills no more than half of it."""
    return held(strips, Keep.IF_IT_FITS) if height_of(strips) < _HALF_A_PAGE else [*strips]
