"""The parts that every paper is set from: text, headings, exact words, pairs, tables, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from desktop.documents.languages import language_of
from desktop.documents.lines import Line, Setter
from desktop.documents.look import (
    BETWEEN_PARAGRAPHS,
    BODY,
    LEFT,
    MEASURE,
    NUMBER_APART,
    QUOTE_INSET,
    QUOTE_PAD,
    SECTION,
    SECTION_NUMBER,
    WORDS_WHO,
    Style,
)
from desktop.documents.sheets import Sheets
from desktop.documents.strips import Keep, Panel, Strip, held, nothing, spaced, tied_to_next
from desktop.documents.tags import Tag
from desktop.forms.plaintext import clean_text

_LIST_ITEM: Final = re.compile(r"([ \t]*)([•◦▪–-])[ \t]+(?=\S)")
_ITEM_INDENT: Final = 14.0
_QUOTED: Final = ("“", "‘", '"', "'", "«", "„", "「")


@dataclass(frozen=True)
class Column:
    """Where text may stand: its left edge and width, in points."""

    left: float = LEFT
    width: float = MEASURE

    def inset(self, by: float, right: float = 0.0) -> Column:
        """Return the column narrowed at its left, and at its right."""
        return Column(self.left + by, self.width - by - right)


WHOLE: Final = Column()
"""The whole measure."""


class Blocks:
    """Makes strips. One for each paper: it holds the setter and counts panels."""

    def __init__(self) -> None:
        self.setter = Setter()
        self._panels = count(1)

    # --- text -------------------------------------------------------------------------------

    def paragraph(self, text: str, style: Style, column: Column, tag: Tag) -> list[Strip]:
        """Return one paragraph; its first two lines stay together, and its last two."""
        tag.language = tag.language or language_of(text)
        lines = self.setter.lines(text, style, column.width)
        strips = [_line_strip(line, style, column, tag) for line in lines]
        strips[:2] = held(strips[:2], Keep.ALWAYS)
        strips[-2:] = held(strips[-2:], Keep.ALWAYS)
        return strips

    def text(self, text: str, style: Style, column: Column, parent: Tag) -> list[Strip]:
        """Return written words: paragraphs, and lists where lines begin with a bullet."""
        strips: list[Strip] = []
        items: Tag | None = None
        blank = False
        for line in clean_text(text).split("\n"):
            if not line.strip():
                blank = bool(strips)
                continue
            item = _LIST_ITEM.match(line)
            if item is None:
                items = None
                made = self.paragraph(line, style, column, parent.add("P"))
            else:
                items = items or parent.add("L")
                made = self._item(line, item, style, column, items.add("LI"))
            gap = BETWEEN_PARAGRAPHS + (2.0 if blank else 0.0)
            strips += spaced(made, gap if strips and (item is None or blank) else 0.0)
            blank = False
        return strips

    def _item(
        self, line: str, item: re.Match[str], style: Style, column: Column, tag: Tag
    ) -> list[Strip]:
        body = line[item.end() :]
        return self.item((item[0], style), (body, style), column, _ITEM_INDENT, tag)

    def item(
        self,
        mark: tuple[str, Style],
        words: tuple[str, Style],
        column: Column,
        indent: float,
        tag: Tag,
    ) -> list[Strip]:
        """Return one entry of a list: its mark at the left, its words indented beside it."""
        label, body = tag.add("Lbl"), tag.add("LBody")
        figure = self.setter.line(*mark)
        strips = self.paragraph(*words, column.inset(indent), body)
        first = strips[0]

        def draw(sheets: Sheets, top: float) -> None:
            sheets.text(figure, column.left, top, mark[1], label)
            first.draw(sheets, top)

        return [Strip(first.height, draw, keep=first.keep), *strips[1:]]

    # --- headings ---------------------------------------------------------------------------

    def heading(
        self, text: str, style: Style, tag: Tag, bookmark: int, column: Column = WHOLE
    ) -> list[Strip]:
        """Return a heading that stays with what follows; level 0 makes no bookmark."""
        strips = self.paragraph(text, style, column, tag)
        first = strips[0]

        def draw(sheets: Sheets, top: float) -> None:
            if bookmark:
                sheets.bookmark(text, bookmark, top)
            first.draw(sheets, top)

        return tied_to_next(
            held([Strip(first.height, draw, keep=first.keep), *strips[1:]], Keep.ALWAYS)
        )

    def section(self, number: str, title: str, tag: Tag) -> list[Strip]:
        """Return a section's heading with its number hanging in the margin."""
        strips = self.heading(title, SECTION, tag, 1)
        first = strips[0]
        figure = self.setter.line(f"{number} ", SECTION_NUMBER)
        left = LEFT - NUMBER_APART - figure.width

        def draw(sheets: Sheets, top: float) -> None:
            sheets.text(figure, left, top, SECTION_NUMBER, tag)
            first.draw(sheets, top)

        return [Strip(first.height, draw if number else first.draw, keep=first.keep), *strips[1:]]

    # --- exact words ------------------------------------------------------------------------

    def panel(self, column: Column) -> Panel:
        """Return the ground that exact words stand on; each is one by itself."""
        return Panel(next(self._panels), column.left, column.width, "words-bg", "words-fg")

    def quotation(self, words: str, who: str, column: Column, parent: Tag) -> list[Strip]:
        """Return somebody's exact words on their own ground, with who said them below."""
        panel = self.panel(column)
        inside = column.inset(QUOTE_INSET, QUOTE_PAD)
        quote = parent.add("BlockQuote")
        strips = self.text(_in_marks(words), BODY, inside, quote) if words else []
        if who:
            source = self.paragraph(who, WORDS_WHO, inside, quote.add("P"))
            strips = [*tied_to_next(strips), *spaced(source, 3.0 if strips else 0.0)]
        pad = Strip(QUOTE_PAD, nothing)
        strips = [*tied_to_next([pad]), *tied_to_next(strips), pad]
        return [on_panel(strip, panel) for strip in held(strips, Keep.IF_IT_FITS)]


def on_panel(strip: Strip, panel: Panel) -> Strip:
    """Return a strip on a ground; the space above it becomes part of it."""

    def draw(sheets: Sheets, top: float) -> None:
        strip.draw(sheets, top + strip.before)

    return Strip(strip.before + strip.height, draw, keep=strip.keep, panel=panel)


def _in_marks(words: str) -> str:
    """Set quotation marks around words that bring none of their own."""
    bare = clean_text(words).strip("\n")
    return bare if bare.lstrip().startswith(_QUOTED) else f"“{bare}”"


def _line_strip(line: Line, style: Style, column: Column, tag: Tag) -> Strip:
    left = column.left + (column.width - line.width if line.from_right else 0.0)

    def draw(sheets: Sheets, top: float) -> None:
        sheets.text(line, left, top, style, tag)

    return Strip(style.leading, draw)


def beside(columns: Sequence[Sequence[Strip]]) -> Strip:
    """Return columns of strips as one strip that is never broken."""

    def draw(sheets: Sheets, top: float) -> None:
        for strips in columns:
            for at, strip in stacked(strips):
                strip.draw(sheets, top + at)

    return Strip(max(height_of(strips) for strips in columns), draw)


def stacked(strips: Sequence[Strip]) -> Iterator[tuple[float, Strip]]:
    """Yield each strip with its distance from the upper edge of the first."""
    at = 0.0
    for number, strip in enumerate(strips):
        at += strip.before if number else 0.0
        yield at, strip
        at += strip.height


def height_of(strips: Sequence[Strip]) -> float:
    """Return how high strips stand, one below the other, at the top of a page."""
    return sum(strip.before + strip.height for strip in strips) - (
        strips[0].before if strips else 0
    )
