"""Plain letters placed without shaping each word anew: how far each moves the pen before the next.

Most words of a paper are plain letters, and each of those is one glyph that looks at its neighbour
only. So HarfBuzz is asked once for every letter before all others. That is the typeface's own, as
its outlines are, and may outlive a paper; a word may not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, TypeAlias

from desktop.documents.harfbuzz import Outline, Place

Placed: TypeAlias = "tuple[int, str, Place]"
"""A glyph, the letters that it stands for, and where it stands."""

PLAIN: Final = re.compile("[ -~]+")
_LETTERS: Final = "".join(map(chr, range(0x20, 0x7F)))


class Pairs(dict[tuple[str, str], Placed]):
    """A plain letter as it stands before another one; before "" it stands last."""

    def __init__(self, outline: Outline) -> None:
        super().__init__()
        self._outline = outline

    def placed(self, text: str) -> Sequence[Placed]:
        """Return the glyphs of a text of plain letters that runs from left to right."""
        return tuple(map(self.__getitem__, zip_longest(text, text[1:], fillvalue="")))

    def __missing__(self, pair: tuple[str, str]) -> Placed:
        letter = pair[0]
        alone, _, places = self._outline.shape(letter, False)
        among = self._outline.places("".join([letter + other for other in _LETTERS]))[::2]
        for other, place in zip(_LETTERS, among, strict=True):
            self[letter, other] = alone[0], letter, place
        self[letter, ""] = alone[0], letter, places[0]
        return self[pair]
