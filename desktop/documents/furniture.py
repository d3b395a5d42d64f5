"""What stands on every page: the marking, whose record this is, which version, which page.

All of it is an artifact: a screen reader reads the record, not its header on each page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop.documents.facts import BlankFacts, PaperFacts, PaperState
from desktop.documents.lines import Line, Setter
from desktop.documents.look import (
    FOOTER_RULE,
    FOOTER_TOP,
    FURNITURE,
    GHOST,
    GUTTER,
    HEADER_RULE,
    HEADER_TOP,
    LEFT,
    MARKING,
    MARKING_BOTTOM,
    MARKING_TOP,
    MEASURE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
)
from desktop.documents.sheets import Piece, Sheets
from desktop.forms.definition import Form
from desktop.forms.plaintext import clean_text

_TURNED: Final = math.radians(55)
_MOST_OF_NAME: Final = 0.62 * MEASURE


@dataclass(frozen=True)
class Furniture:
    """The words of a paper's header and footer; `ghosts` stand large and pale behind each page."""

    marking: str
    title: str
    child: str
    record: str
    ghosts: tuple[str, ...]


def furniture_of(facts: PaperFacts, title: str, kind: str) -> Furniture:
    """Return what stands on every page of a record."""
    ghosts = ("DRAFT",) if facts.state is PaperState.DRAFT else ()
    ghosts += ("TRAINING",) if facts.training else ()
    return Furniture(
        marking=_joined(facts.marking, *ghosts, by="  |  "),
        title=_joined(title, kind),
        child=_joined(facts.child, facts.reference),
        record=_joined(f"Record {facts.record_id}", f"version {facts.version}", facts.state.words),
        ghosts=ghosts,
    )


def furniture_of_blank(form: Form, facts: BlankFacts) -> Furniture:
    """Return what stands on every page of an empty copy."""
    ghosts = ("TRAINING",) if facts.training else ()
    return Furniture(
        marking=_joined(facts.marking, *ghosts, by="  |  "),
        title=facts.title or form.title,
        child="",
        record=f"Empty copy of form {form.id}, version {form.version}",
        ghosts=ghosts,
    )


def _joined(*words: str, by: str = ", ") -> str:
    cleaned = (clean_text(word).replace("\n", " ") for word in words)
    return by.join(word for word in cleaned if word)


def draw_furniture(furniture: Furniture, sheets: Sheets, setter: Setter) -> None:
    """Put header, footer and the pale words onto every page; the pages must all be there."""
    total = len(sheets.pages)
    for page in range(total):
        pages = f"Page {page + 1} of {total}"
        sheets.furniture(page, "Footer", [*_footer(furniture, pages, sheets, setter)])
        sheets.furniture(page, "Header", [*_header(furniture, sheets, setter)])
        if furniture.ghosts:
            sheets.furniture(page, "Watermark", [*_ghosts(furniture.ghosts, setter)])
        sheets.furniture_rule(page, LEFT, HEADER_RULE, MEASURE, "line")
        sheets.furniture_rule(page, LEFT, FOOTER_RULE, MEASURE, "line")


def _header(furniture: Furniture, sheets: Sheets, setter: Setter) -> Iterator[Piece]:
    yield _centred(furniture.marking, MARKING_TOP, sheets, setter)
    child = _fitted(furniture.child, _MOST_OF_NAME, setter)
    title = _fitted(furniture.title, MEASURE - child.width - GUTTER, setter)
    yield sheets.upright(title, LEFT, HEADER_TOP, FURNITURE)
    yield sheets.upright(child, RIGHT - child.width, HEADER_TOP, FURNITURE)


def _footer(furniture: Furniture, pages: str, sheets: Sheets, setter: Setter) -> Iterator[Piece]:
    number = setter.line(pages, FURNITURE)
    record = _fitted(furniture.record, MEASURE - number.width - GUTTER, setter)
    yield sheets.upright(record, LEFT, FOOTER_TOP, FURNITURE)
    yield sheets.upright(number, RIGHT - number.width, FOOTER_TOP, FURNITURE)
    yield _centred(furniture.marking, MARKING_BOTTOM, sheets, setter)


def _centred(words: str, top: float, sheets: Sheets, setter: Setter) -> Piece:
    line = setter.line(words, MARKING)
    width = line.width + len(words) * MARKING.tracking
    return sheets.upright(line, (PAGE_WIDTH - width) / 2, top, MARKING)


def _fitted(words: str, width: float, setter: Setter) -> Line:
    """Return words that fit a width; what is too long ends in three dots."""
    line = setter.line(words, FURNITURE)
    kept = len(words)
    while line.width > width and kept > 1:
        kept = min(kept - 1, int(kept * width / line.width))
        line = setter.line(words[:kept].rstrip() + "…", FURNITURE)
    return line


def _ghosts(ghosts: tuple[str, ...], setter: Setter) -> Iterator[Piece]:
    """Yield the pale words, one after the other across the sheet, turned upwards."""
    cosine, sine = math.cos(_TURNED), math.sin(_TURNED)
    for at, words in enumerate(ghosts):
        line = setter.line(words, GHOST)
        half = line.width / 2
        across = (at - (len(ghosts) - 1) / 2) * GHOST.leading * 1.3
        left = PAGE_WIDTH / 2 - half * cosine + across * sine + GHOST.size * 0.36 * sine
        bottom = PAGE_HEIGHT / 2 - half * sine - across * cosine - GHOST.size * 0.36 * cosine
        yield (
            line,
            GHOST,
            (f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {left:.2f} {bottom:.2f}"),
        )
