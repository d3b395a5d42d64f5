"""Room for answers by hand: rules to write on, boxes to tick, places for a date, ruled tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from desktop.documents.blocks import WHOLE, Blocks, Column, beside, height_of, on_panel
from desktop.documents.look import (
    FACT,
    FINE,
    QUOTE_INSET,
    QUOTE_PAD,
    SOURCE,
    STRONG,
    TABLE,
    TABLE_HEAD,
)
from desktop.documents.sheets import Sheets
from desktop.documents.strips import Keep, Strip, held, lowered, nothing, spaced, unmarked
from desktop.documents.tables import head_tag, ruled_below
from desktop.documents.tags import Tag
from desktop.forms.definition import Option

_RULE_APART: Final = 20.0  # from one rule to the next, for handwriting: 7 mm
_BOX: Final = 9.0
_TICK_ROW: Final = 17.0
_TICK_INSET: Final = _BOX + 6.0
_TICKS_APART: Final = 5.0
_MOST_ACROSS: Final = 4
_LINES_OF_A_TICK: Final = 2
_DATE: Final = (("Day", 30.0), ("Month", 40.0), ("Year", 46.0))
_BESIDE_RULE: Final = 4.0
_CELL_PAD: Final = 4.0


class Head(NamedTuple):
    """The head of a column of a ruled table: the question, how to answer it, its share of room."""

    label: str
    hint: str
    share: float


class Rooms:
    """Makes room for answers, in strips."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks

    # --- writing ----------------------------------------------------------------------------

    def date(self, column: Column, parent: Tag) -> list[Strip]:
        """Return three short rules, each with what belongs on it before it."""
        made: list[list[Strip]] = []
        left = column.left
        for label, width in _DATE:
            wide = self._blocks.setter.line(label, SOURCE).width + _BESIDE_RULE
            words = self._blocks.paragraph(label, SOURCE, Column(left, wide), parent.add("P"))
            lowered = [Strip(_RULE_APART - SOURCE.leading, nothing), *words]
            made += [lowered, ruled(1, Column(left + wide, width))]
            left += wide + width + 2 * _BESIDE_RULE
        return [beside(made)]

    def words(self, lines: int, who: bool, column: Column, parent: Tag) -> list[Strip]:
        """Return the ground of exact words; `who` leaves room for who said them, and when."""
        inside = column.inset(QUOTE_INSET, QUOTE_PAD)
        strips = ruled(lines, inside)
        if who:
            note = "Who said it and to whom, when, how it was shared, in which language"
            line = self._blocks.paragraph(note, SOURCE, inside, parent.add("P"))
            strips += [*spaced(line, 4.0), *ruled(1, inside)]
        panel = self._blocks.panel(column)
        whole = [*strips, Strip(QUOTE_PAD, nothing)]
        return spaced([on_panel(one, panel) for one in held(whole, Keep.ALWAYS)], 4.0)

    # --- ticking ----------------------------------------------------------------------------

    def ticks(self, options: Sequence[Option], column: Column, parent: Tag) -> list[Strip]:
        """Return boxes to tick, beside each other as it takes the least room."""
        items = parent.add("L")
        across = self._across(options, column)
        width = column.width / across
        strips: list[Strip] = []
        for at in range(0, len(options), across):
            cells = [
                self._tick(option, Column(column.left + width * place, width), items)
                for place, option in enumerate(options[at : at + across])
            ]
            strips.append(beside([[cell] for cell in cells]))
        return held(spaced(strips, 3.0), Keep.ALWAYS)

    def fit_in_a_line(self, options: Sequence[Option], column: Column) -> bool:
        """Say whether boxes to tick need no more than one line of the column."""
        return self._lines(options, column, len(options)) == 1

    def _across(self, options: Sequence[Option], column: Column) -> int:
        """Return how many stand beside each other: the fewest that take the least height."""
        heights = {
            across: lines
            for across in range(1, _MOST_ACROSS + 1)
            if (lines := self._lines(options, column, across))
        }
        return min(heights, key=lambda across: heights[across], default=1)

    def _lines(self, options: Sequence[Option], column: Column, across: int) -> int:
        """Return the lines that boxes take, 0 where so many do not fit beside each other."""
        setter = self._blocks.setter
        width = column.width / max(across, 1) - _TICK_INSET - _TICKS_APART
        if any(setter.widest_word(one.label, FACT) > width for one in options):
            return 0
        lines = [len(setter.lines(one.label, FACT, width)) for one in options]
        if max(lines, default=1) > _LINES_OF_A_TICK:
            return 0
        return sum(max(lines[at : at + across]) for at in range(0, len(lines), across))

    def _tick(self, option: Option, column: Column, items: Tag) -> Strip:
        body = items.add("LI").add("LBody")
        place = column.inset(_TICK_INSET, _TICKS_APART)
        text = beside([self._blocks.paragraph(option.label, FACT, place, body)])

        def draw(sheets: Sheets, top: float) -> None:
            sheets.frame(column.left + 0.5, top + 3.0, _BOX, _BOX, "rule")
            text.draw(sheets, top)

        return Strip(max(text.height + 2.0, _TICK_ROW), draw)

    # --- ruled tables -----------------------------------------------------------------------

    def table(
        self, heads: Sequence[Head], rows: Sequence[str], lines: int, column: Column, parent: Tag
    ) -> list[Strip]:
        """Return a table to write in: a row for each of `rows`, so many lines of writing high.

        The words of a row stand in its first cell; the table has a head on each of its pages.
        Empty where the words of the heads do not fit beside each other.
        """
        columns = self._columns(heads, column)
        if not columns:
            return []
        tag = parent.add("Table")
        head = self._head(heads, columns, tag.add("THead").add("TR"))
        again = self._head(heads, columns, Tag("TR"))
        body = tag.add("TBody")
        strips = [_lined(head, column, columns, STRONG, "rule")._replace(keep=Keep.ALWAYS)]
        repeated = unmarked(_lined(again, column, columns, STRONG, "rule"))
        for words in rows:
            row = body.add("TR")
            first = row.add("TH", scope="Row") if words else row.add("TD")
            for _ in columns[1:]:
                row.add("TD")
            made = self._blocks.paragraph(words, TABLE, columns[0], first) if words else []
            height = max(height_of(made) + 2 * _CELL_PAD, _RULE_APART * lines + _CELL_PAD)
            first_cell = beside([made]) if made else Strip(0.0, nothing)
            cells = Strip(height, lowered(first_cell, _CELL_PAD))
            ruled = _lined(cells, column, columns, FINE, "line")
            strips.append(ruled._replace(again=repeated))
        return strips

    def _columns(self, heads: Sequence[Head], column: Column) -> list[Column]:
        whole = sum(head.share for head in heads)
        columns: list[Column] = []
        left = column.left
        for head in heads:
            width = column.width * head.share / whole
            columns.append(Column(left, width).inset(_CELL_PAD if columns else 0.0, _CELL_PAD))
            left += width
            words = ((head.label, TABLE_HEAD), (head.hint, SOURCE))
            wanted = max(self._blocks.setter.widest_word(*one) for one in words)
            if wanted > columns[-1].width:
                return []
        return columns

    def _head(self, heads: Sequence[Head], columns: Sequence[Column], row: Tag) -> Strip:
        made: list[list[Strip]] = []
        for head, column in zip(heads, columns, strict=True):
            cell = head_tag(row, head.label)
            words = ((head.label, TABLE_HEAD), (head.hint, SOURCE))
            cells = [
                self._blocks.paragraph(text, style, column, cell.add("P"))
                for text, style in words
                if text
            ]
            made.append([strip for one in cells for strip in one])
        cells = beside(made)
        return Strip(cells.height + 2 * _CELL_PAD, lowered(cells, _CELL_PAD))


def ruled(lines: int, column: Column = WHOLE) -> list[Strip]:
    """Return rules to write on; the first three stay together."""

    def draw(sheets: Sheets, top: float) -> None:
        sheets.rule(column.left, top + _RULE_APART - FINE, column.width, FINE, "line")

    strips = [Strip(_RULE_APART, draw) for _ in range(lines)]
    return [*held(strips[:3], Keep.ALWAYS), *strips[3:]]


def _lined(
    strip: Strip, column: Column, columns: Sequence[Column], weight: float, token: str
) -> Strip:
    """Return a row with a rule below, and a fine one between its cells."""
    row = ruled_below(strip, column, weight, token)

    def draw(sheets: Sheets, top: float) -> None:
        row.draw(sheets, top)
        for one in columns[1:]:
            sheets.box(one.left - _CELL_PAD, top, FINE, strip.height, "line")

    return Strip(strip.height, draw)
