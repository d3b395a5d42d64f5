"""How rows and pairs of label and answer are put together from strips."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from desktop.documents.blocks import Column, height_of, stacked
from desktop.documents.look import BOTTOM, FINE, TOP
from desktop.documents.sheets import Sheets
from desktop.documents.strips import Keep, Strip, held, nothing
from desktop.forms import dates

_SMALL_CARD: Final = (BOTTOM - TOP) * 0.25


def side_by_side(left: Sequence[Strip], right: Sequence[Strip], lower: float) -> list[Strip]:
    """Set a label beside an answer, which may go on over pages; the label is read first.

    `lower` is how far below the upper edge the label begins.
    """
    wanted, held_there = height_of(left) + lower, 0
    rows = [*right]
    while held_there < len(rows) and height_of(rows[:held_there]) < wanted:
        held_there += 1
    lacking = wanted - height_of(rows)
    if lacking > 0:
        rows.append(Strip(lacking, nothing))
        held_there = len(rows)
    first = rows[0]

    def draw(sheets: Sheets, top: float) -> None:
        for at, strip in stacked(left):
            strip.draw(sheets, top + lower + at)
        first.draw(sheets, top)

    rows[0] = first._replace(draw=draw)
    return [*held(rows[:held_there], Keep.ALWAYS), *rows[held_there:]]


def whole_if_small(card: Sequence[Strip]) -> list[Strip]:
    """Keep a small card on one page; of a large one, only its beginning holds together."""
    return held(card, Keep.IF_IT_FITS) if height_of(card) < _SMALL_CARD else [*card]


def ruled_above(strip: Strip, column: Column) -> Strip:
    """Return a strip with a fine rule above, which parts it from the card before.

    At the top of a page there is nothing to part it from: the header has a rule of its own.
    """

    def draw(sheets: Sheets, top: float) -> None:
        if top > TOP:
            sheets.rule(column.left, top, column.width, FINE, "hair")
        strip.draw(sheets, top + 4.0)

    return strip._replace(height=strip.height + 4.0, draw=draw)


def day_in_words(iso: str) -> str:
    """Return the day of an ISO date or time in words, "" for anything else."""
    try:
        return _in_words(dt.date.fromisoformat(iso[:10]))
    except ValueError:
        return ""


def _in_words(day: dt.date) -> str:
    return dates.printed_date(dates.PartialDate(day.year, day.month, day.day))
