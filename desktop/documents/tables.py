"""Tables of short cells: columns as wide as they need, rows never broken, the head on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop.documents.blocks import Blocks, Column, beside, height_of
from desktop.documents.look import FINE, STRONG, TABLE, TABLE_HEAD, Style
from desktop.documents.sheets import Sheets
from desktop.documents.strips import Keep, Strip, lowered, unmarked
from desktop.documents.tags import Tag

MOST_COLUMNS: Final = 5
LONGEST_CELL: Final = 110
"""Characters; what is longer, or has paragraphs, is set as cards instead."""

_APART: Final = 10.0
_PAD: Final = 4.0
_WIDEST_WORD: Final = 150.0
_UNBROKEN: Final = 96.0  # as wide as a date in full, which stays on one line


@dataclass(frozen=True)
class Grid:
    """The words of a table: its heads, and a row of as many cells each.

    Where the first head is empty, the first cell of a row says what the row is about. `unbroken`
    are the columns whose words stay on one line, as dates do.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    unbroken: frozenset[int] = frozenset()


def column_widths(blocks: Blocks, grid: Grid, width: float) -> list[float] | None:
    """Return the width of each column, None where the words do not fit beside each other."""
    least: list[float] = []
    short: list[float] = []
    wished: list[float] = []
    for at, head in enumerate(grid.heads):
        cells = [row[at] for row in grid.rows]
        lines = [blocks.setter.line(cell, TABLE).width for cell in cells]
        words = [blocks.setter.widest_word(cell, TABLE) for cell in cells]
        if at in grid.unbroken:
            words = [min(line, _UNBROKEN) for line in lines]
        least.append(max(blocks.setter.widest_word(head, TABLE_HEAD), *words) + _APART)
        short.append(max(least[-1], min(max(lines), _UNBROKEN) + _APART))
        wished.append(max(blocks.setter.line(head, TABLE_HEAD).width + _APART, short[-1], *lines))
    if sum(least) > width or max(least) > _WIDEST_WORD + _APART:
        return None
    if sum(wished) <= width:
        return _spread(wished, width)
    floors = [short, least] if sum(short) <= width else [least]
    ways = [_shared_out(floor, wished, width) for floor in floors]
    return min(ways, key=lambda way: sum(lines_of_rows(blocks, grid, way)))


def lines_of_rows(blocks: Blocks, grid: Grid, widths: Sequence[float]) -> list[int]:
    """Return how many lines high each row of a table is."""
    return [
        max(
            len(blocks.setter.lines(cell, TABLE, width - _APART))
            for cell, width in zip(row, widths, strict=True)
        )
        for row in grid.rows
    ]


def _spread(wished: list[float], width: float) -> list[float]:
    """Give what is left over to the columns in proportion."""
    spare = width - sum(wished)
    return [one + spare * one / sum(wished) for one in wished]


def _shared_out(least: list[float], wished: list[float], width: float) -> list[float]:
    spare = width - sum(least)
    longing = [max(wish - need, 0.01) for wish, need in zip(wished, least, strict=True)]
    return [need + spare * long / sum(longing) for need, long in zip(least, longing, strict=True)]


def table(
    blocks: Blocks,
    grid: Grid,
    column: Column,
    parent: Tag,
    widths: Sequence[float],
) -> list[Strip]:
    """Return a table with a head; its first row stays with the head."""
    heads = grid.heads
    tag = parent.add("Table")
    columns = _columns(column, widths)
    head_row = tag.add("THead").add("TR")
    head = _head(blocks, heads, column, columns, [head_tag(head_row, head) for head in heads])
    again = unmarked(_head(blocks, heads, column, columns, [Tag("TH") for _ in heads]))
    strips = [head._replace(keep=Keep.ALWAYS)]
    body = tag.add("TBody")
    for row in grid.rows:
        tr = body.add("TR")
        tags = [tr.add("TD") for _ in row]
        if not heads[0]:
            tags[0].kind, tags[0].scope = "TH", "Row"
        made = ruled_below(_row(blocks, row, columns, tags, TABLE), column, FINE, "hair")
        strips.append(made._replace(again=again))
    return strips


def head_tag(row: Tag, head: str) -> Tag:
    """Return the tag of a cell in the head of a table; one without words is the head of nothing."""
    return row.add("TH", scope="Column") if head else row.add("TD")


def pairs(
    blocks: Blocks, rows: Sequence[tuple[str, str]], column: Column, parent: Tag
) -> list[Strip]:
    """Return a table of two columns without a head: what, and what was chosen for it."""
    tag = parent.add("Table")
    widest = max(blocks.setter.line(row[0], TABLE).width for row in rows) + 2 * _APART
    first = min(widest, column.width * 0.62)
    columns = _columns(column, (first, column.width - first))
    strips: list[Strip] = []
    for row in rows:
        tr = tag.add("TR")
        made = _row(blocks, row, columns, [tr.add("TH", scope="Row"), tr.add("TD")], TABLE)
        strips.append(ruled_below(made, column, FINE, "hair"))
    return strips


def _columns(column: Column, widths: Sequence[float]) -> list[Column]:
    lefts = [column.left + sum(widths[:at]) for at in range(len(widths))]
    return [Column(left, width - _APART) for left, width in zip(lefts, widths, strict=True)]


def _row(
    blocks: Blocks,
    cells: Sequence[str],
    columns: Sequence[Column],
    tags: Sequence[Tag],
    style: Style,
) -> Strip:
    made = [
        blocks.paragraph(cell, style, column, tag) if cell.strip() else []
        for cell, column, tag in zip(cells, columns, tags, strict=True)
    ]
    row = beside(made)
    height = max(height_of(strips) for strips in made) or style.leading
    return Strip(height + 2 * _PAD, lowered(row, _PAD))


def _head(
    blocks: Blocks,
    heads: Sequence[str],
    column: Column,
    columns: Sequence[Column],
    tags: Sequence[Tag],
) -> Strip:
    return ruled_below(_row(blocks, heads, columns, tags, TABLE_HEAD), column, STRONG, "rule")


def ruled_below(strip: Strip, column: Column, weight: float, token: str) -> Strip:
    """Return a strip with a rule along its lower edge."""

    def draw(sheets: Sheets, top: float) -> None:
        strip.draw(sheets, top)
        sheets.rule(column.left, top + strip.height - weight, column.width, weight, token)

    return Strip(strip.height, draw)
