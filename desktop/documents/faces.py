"""The bundled typefaces, and which of them sets which characters.

Each run of text takes the first typeface of a fixed order that holds all of it, so that a name in
any script prints. A character that none holds is told by `uncovered_in`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cache, cached_property
from typing import Final

from desktop.documents.harfbuzz import Outline
from desktop.documents.pairs import Pairs
from desktop.resources import resource_path


class Weight(Enum):
    """How heavy text is set; scripts without a heavier file stay regular."""

    REGULAR = "Regular"
    SEMIBOLD = "SemiBold"


_PLAIN: Final = "NotoSans"
_ORDER: Final = (
    _PLAIN,
    "NotoSansArabic",
    "NotoSansHebrew",
    "NotoSansBengali",
    "NotoSansGurmukhi",
    "NotoSansGujarati",
    "NotoSansTamil",
    "NotoSansThai",
    "NotoSansEthiopic",
    "NotoSansArmenian",
    "NotoSansGeorgian",
    "NotoSansSinhala",
    "NotoSansMalayalam",
    "NotoSansTelugu",
    "NotoSansKhmer",
    "NotoSansMyanmar",
    "NotoEmoji",
    "NotoSansSymbols",
    "NotoSansSymbols2",
    "DroidSansFallback",
)

# Letters with their marks, pictures joined into one, flags of two letters: never set apart.
_CLUSTER: Final = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|(?:[^\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f])?"
    "(?:[\u0300-\u036f\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|\u200d.?)+"
    "|.",
    re.DOTALL,
)
# Drawn as nothing by every typeface: joiners, marks of direction, selectors, soft hyphens.
UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)


class Face:
    """One typeface file. Opened when first used."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.outline = Outline(resource_path("fonts", "paper", f"{name}.ttf"))
        self.scale = 1000 / self.outline.units
        """Thousandths of the type size in one of its own units."""

    @cached_property
    def pairs(self) -> Pairs:
        """Its plain letters, each before each."""
        return Pairs(self.outline)

    @cached_property
    def parts_words(self) -> bool:
        """Whether its space is one between words; among pictures it is wider."""
        if 0x20 not in self.outline.characters:
            return False
        space = self.outline.shape(" ", False)
        return sum(place[2] for place in space.places) < 0.4 * self.outline.units

    def holds(self, text: str) -> bool:
        """Say whether every character with a look is in this typeface."""
        characters = self.outline.characters
        return all(ord(one) in characters or UNSEEN.match(one) for one in text)


@cache
def face(name: str) -> Face:
    """Return an opened typeface; files of the program, nothing personal is kept."""
    return Face(name)


@cache
def plain_face(weight: Weight) -> Face:
    """Return the typeface that most text is set in."""
    return face(f"{_PLAIN}-{weight.value}")


def _faces(weight: Weight) -> Iterator[Face]:
    for family in _ORDER:
        style = weight if family == _PLAIN else Weight.REGULAR
        yield face(f"{family}-{style.value}" if family != "DroidSansFallback" else family)


def face_for(text: str, weight: Weight) -> Face | None:
    """Return the first typeface that holds all of `text`, None where none does."""
    return next((one for one in _faces(weight) if one.holds(text)), None)


def clusters(text: str) -> Iterator[str]:
    """Cut text into pieces that one typeface must set whole."""
    for found in _CLUSTER.finditer(text):
        yield found[0]


def uncovered_in(text: str) -> frozenset[str]:
    """Return the characters that no bundled typeface holds; control characters are none."""
    return frozenset(one for one in set(text) if not _is_covered(one))


@cache
def _is_covered(one: str) -> bool:
    if one.isspace() or UNSEEN.match(one) or unicodedata.category(one) == "Cc":
        return True
    return face_for(one, Weight.REGULAR) is not None


def bracketed_name(one: str) -> str:
    """Return what is printed for a character that no typeface holds: "[OGHAM LETTER BEITH]"."""
    return f"[{unicodedata.name(one, _code_point(one))}]"


def bracketed_number(one: str) -> str:
    """Return what is printed where the name has no room on a line: "[U+1681]"."""
    return f"[{_code_point(one)}]"


def _code_point(one: str) -> str:
    return f"U+{ord(one):04X}"
