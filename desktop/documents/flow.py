"""Strips onto pages: what stands together stays together, and no page stays empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from desktop.documents.look import BAR, BOTTOM, TOP
from desktop.documents.sheets import Sheets
from desktop.documents.strips import Keep, Panel, Strip

_PAGE: Final = BOTTOM - TOP
_ROUNDING: Final = 0.01


def flow(strips: Sequence[Strip], sheets: Sheets) -> None:
    """Draw all strips, on as many pages as they need."""
    for page in pages(strips):
        sheets.new_page()
        _draw(page, sheets)
    sheets.close()


def pages(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    """Yield the strips of each page, the repeated heads of tables among them."""
    page: list[Strip] = []
    used = 0.0
    for group in _groups(strips, Keep.IF_IT_FITS):
        for part in _parts(group):
            if page and used + _height(part) > _PAGE + _ROUNDING:
                yield page
                page, used = _begun(part[0])
            used += _height(part) if page else _height(part) - part[0].before
            page += part
    if page:
        yield page


def _begun(first: Strip) -> tuple[list[Strip], float]:
    return ([], 0.0) if first.again is None else ([first.again], first.again.height)


def _groups(strips: Sequence[Strip], keep: Keep) -> Iterator[list[Strip]]:
    """Cut where a strip holds on to the next less firmly than `keep`."""
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if strip.keep < keep:
            yield group
            group = []
    if group:
        yield group


def _parts(group: list[Strip]) -> Iterator[list[Strip]]:
    """Keep a group whole where a page can hold it; else let go what holds less firmly."""
    if _height(group) <= _PAGE:
        yield group
        return
    for part in _groups(group, Keep.ALWAYS):
        if _height(part) <= _PAGE:
            yield part
        else:
            yield from ([strip] for strip in part)


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.before + strip.height for strip in strips)


def _draw(page: Sequence[Strip], sheets: Sheets) -> None:
    tops = list(_tops(page))
    placed = zip(tops, page, strict=True)
    for panel, run in groupby(placed, key=lambda one: one[1].panel):
        if panel is not None:
            inside = list(run)
            (first, _), (last, strip) = inside[0], inside[-1]
            _ground(panel, first, last + strip.height, sheets)
    for top, strip in zip(tops, page, strict=True):
        strip.draw(sheets, top)
        sheets.end_strip()


def _tops(page: Sequence[Strip]) -> Iterator[float]:
    top = TOP
    for at, strip in enumerate(page):
        top += strip.before if at else 0.0
        yield top
        top += strip.height


def _ground(panel: Panel, top: float, bottom: float, sheets: Sheets) -> None:
    sheets.box(panel.left, top, panel.width, bottom - top, panel.ground)
    sheets.box(panel.left, top, BAR, bottom - top, panel.bar)
