"""How paper looks: its measures, type and colours, each said once.

Lengths are points (1/72 inch), counted from the upper left corner of an A4 sheet.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from desktop.documents.faces import Weight
from desktop.resources import resource_path

MM: Final = mm

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT: Final = 25 * MM
MEASURE: Final = 163 * MM
RIGHT: Final = LEFT + MEASURE
TOP: Final = 27 * MM
BOTTOM: Final = 270 * MM

MARKING_TOP: Final = 7.6 * MM
HEADER_TOP: Final = 15.1 * MM
HEADER_RULE: Final = 20.6 * MM
FOOTER_RULE: Final = 276 * MM
FOOTER_TOP: Final = 278.3 * MM
MARKING_BOTTOM: Final = 285.4 * MM

NUMBER_APART: Final = 8.0
"""From the number of a section, which hangs in the margin, to its title."""

BETWEEN_SECTIONS: Final = 20.0
UNDER_SECTION: Final = 11.0
BETWEEN_QUESTIONS: Final = 11.0
BETWEEN_CARDS: Final = 9.0
LABEL_TO_ANSWER: Final = 3.0
BETWEEN_PARAGRAPHS: Final = 5.0
GUTTER: Final = 18.0

FINE: Final = 0.5
STRONG: Final = 0.9

BAR: Final = 3.6
QUOTE_INSET: Final = 15.0
QUOTE_PAD: Final = 6.5


_CAPITALS: Final = 0.714


@dataclass(frozen=True)
class Style:
    """One way to set text: size and line height in points, weight, and a colour of the theme.

    `beside` is the size of larger text that shares the line, so that both stand on one baseline;
    `tracking` is room after each letter, in points.
    """

    size: float
    leading: float
    weight: Weight = Weight.REGULAR
    colour: str = "text"
    beside: float = 0.0
    tracking: float = 0.0

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline: capitals stand in the middle of the line."""
        return (self.leading + (self.beside or self.size) * _CAPITALS) / 2


TITLE: Final = Style(20, 27, Weight.SEMIBOLD)
SUBJECT: Final = Style(13, 18)
SECTION: Final = Style(14, 19, Weight.SEMIBOLD)
SECTION_NUMBER: Final = Style(14, 19, colour="muted")
LABEL: Final = Style(10.5, 14, Weight.SEMIBOLD)
BODY: Final = Style(11, 15)
SOURCE: Final = Style(9, 13, colour="muted")
FACT_LABEL: Final = Style(9.5, 15, colour="muted")
FACT: Final = Style(9.5, 15)
TABLE_HEAD: Final = Style(9, 12, Weight.SEMIBOLD)
TABLE: Final = Style(10, 14)
CARD_TITLE: Final = Style(11, 15, Weight.SEMIBOLD)
CARD_LABEL: Final = Style(9.5, 15, colour="muted", beside=10.5)
CARD: Final = Style(10.5, 15)
WORDS_WHO: Final = Style(9, 13, colour="words-fg")
FURNITURE: Final = Style(8.5, 12, colour="muted")
MARKING: Final = Style(9, 12, Weight.SEMIBOLD, tracking=0.45)
STAMP_NAME: Final = Style(10, 13, Weight.SEMIBOLD)
STAMP: Final = Style(8, 10.5)
GHOST: Final = Style(96, 96, Weight.SEMIBOLD, colour="ghost")


@cache
def colour(token: str) -> str:
    """Return a colour of the theme as three numbers from 0 to 1, as a PDF writes them."""
    tokens = tomllib.loads(resource_path("theme", "paper.toml").read_text("utf-8"))["tokens"]
    figures = str(tokens[token]).lstrip("#")
    parts = (int(figures[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return " ".join(f"{part:.3f}" for part in parts)
