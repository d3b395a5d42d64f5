"""What pages are made of: level strips, one below the other, each drawn whole on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple, TypeAlias

from desktop.documents.sheets import Sheets

Draw: TypeAlias = "Callable[[Sheets, float], None]"
"""Draws a strip whose upper edge lies at the given height, in points from the top."""


class Keep(IntEnum):
    """How firmly a strip holds on to the next one."""

    FREE = 0
    IF_IT_FITS = 1
    """On one page, unless all that holds together is higher than a page."""
    ALWAYS = 2


@dataclass(frozen=True)
class Panel:
    """A coloured ground behind consecutive strips, with a bar at its left. Told apart by `id`."""

    id: int
    left: float
    width: float
    ground: str
    bar: str


class Strip(NamedTuple):
    """Something of a fixed height. `before` is the space above, left out at the top of a page.

    `again` is drawn first where a page begins with this strip: the head of a table.
    """

    height: float
    draw: Draw
    before: float = 0.0
    keep: Keep = Keep.FREE
    panel: Panel | None = None
    again: Strip | None = None


def nothing(_sheets: Sheets, _top: float) -> None:
    """Draw nothing: room only."""


def lowered(strip: Strip, room: float) -> Draw:
    """Return what draws a strip so much below the given height."""

    def draw(sheets: Sheets, top: float) -> None:
        strip.draw(sheets, top + room)

    return draw


def unmarked(strip: Strip) -> Strip:
    """Return a strip that was there before: for the eye, not for a reader that has it already."""

    def draw(sheets: Sheets, top: float) -> None:
        with sheets.artifact():
            strip.draw(sheets, top)

    return Strip(strip.height, draw)


def held(strips: Sequence[Strip], keep: Keep) -> list[Strip]:
    """Return the strips, each but the last holding on to the next at least so firmly."""
    tied = [one._replace(keep=max(one.keep, keep)) for one in strips[:-1]]
    return [*tied, *strips[-1:]]


def tied_to_next(strips: Sequence[Strip], keep: Keep = Keep.ALWAYS) -> list[Strip]:
    """Return the strips with the last one holding on to whatever follows."""
    return [*strips[:-1], *(one._replace(keep=max(one.keep, keep)) for one in strips[-1:])]


def spaced(strips: Sequence[Strip], before: float) -> list[Strip]:
    """Return the strips with this space above the first."""
    return [*(one._replace(before=before) for one in strips[:1]), *strips[1:]]
