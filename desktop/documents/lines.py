"""Paragraphs into lines: where a line may end, how wide it is, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from desktop.documents.directions import base_level, drawn_order, has_right_to_left, levels
from desktop.documents.look import Style
from desktop.documents.shaping import Shaped, Shaper
from desktop.forms.plaintext import clean_text

_SPACES: Final = " \t\n\u1680\u2000-\u2006\u2008-\u200b\u205f\u3000"
_HAN: Final = (
    "\u2e80-\u2fff\u3001-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
# Chinese and Japanese are broken anywhere but before what closes and after what opens.
_OPENS: Final = "\uff08\u300c\u300e\u3010\u3008\u300a\u3014\uff3b\uff5b\u201c\u2018"
_CLOSES: Final = (
    "\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff1f\uff01\uff09\u300d\u300f\u3011\u3009\u300b\u3015"
    "\uff3d\uff5d\u201d\u2019\u2026\u3005\u30fc,.:;?!)"
)
_TOKEN: Final = re.compile(
    f"(?P<space>[{_SPACES}]+)"
    f"|[{_OPENS}]*[{_HAN}][{_CLOSES}]*"
    f"|[^{_SPACES}{_HAN}]+?(?:/+(?=[^\\W\\d_])|(?=[{_SPACES}{_HAN}])|$)"
)
# What belongs to the letter before it, wherever a word too wide for its line is cut.
_TIED: Final = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f"
    "\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a51\u0abc-\u0acd\u0b82\u0bbe-\u0bcd\u0e31-\u0e3a"
    "\u0e47-\u0e4e\u102b-\u103e\u17b6-\u17d3\u0d3e-\u0d4d\u0c3e-\u0c4d\u0dca-\u0ddf\u200c-\u200f"
    "\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U0001f1e6-\U0001f1ff\U000e0020-\U000e007f]|\u200d."
)
# Letters that every reader gives back as they are; beside others the text stands once more, since
# readers turn ligatures and joined forms into plain letters, and some signs into nothing.
_READ_AS_THEY_ARE: Final = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u024f\u0300-\u033f\u0346-\u034e\u0350-\u0362\u0370-\u0373"
    "\u0375-\u0386\u0388-\u052f\u0985-\u0d7f\u0e01-\u0e30\u1200-\u137f\u1e00-\u1eff\u2012-\u2015"
    "\u2018-\u2027\u2030-\u203a\u20a0-\u20bf\u3001-\u3011\u3041-\u3096\u30a1-\u30fc\u3400-\u9fff\uff01-\uff5e]*"
)
# At the end of a line readers take a hyphen for a break inside a word, and drop it.
_HYPHENS: Final = ("-", "\u00ad", "\u2010", "\u2011")


class _Unit(NamedTuple):
    """A word, a part of one, or the space between two, in reading order."""

    pieces: tuple[Shaped, ...]
    width: float
    is_space: bool


@dataclass(frozen=True)
class Line:
    """One line, ready to be drawn: its pieces from left to right, `width` in points.

    `overhang` is the width of the space at its end, which hangs out of the measure. `plain` says
    that the glyphs in the order of drawing give the text; else `text` must stand beside them. A
    `mixed` line holds something that runs from right to left.
    """

    pieces: tuple[Shaped, ...]
    width: float
    overhang: float
    text: str
    plain: bool
    mixed: bool
    from_right: bool


class Setter:
    """Sets text in lines, with one shaper for the whole paper."""

    def __init__(self) -> None:
        self.shaper = Shaper()

    def line(self, text: str, style: Style) -> Line:
        """Return a text as one line, however wide."""
        return self.lines(text, style, float("inf"))[0]

    def lines(self, text: str, style: Style, measure: float) -> list[Line]:
        """Return a paragraph as lines no wider than `measure`; at least one, even for no text."""
        text = clean_text(text)
        base = base_level(text) if has_right_to_left(text) else 0
        rows: list[list[_Unit]] = [[]]
        used = 0.0
        for unit in self._fitting(text, style, base, measure):
            if not unit.is_space and rows[-1] and used + unit.width > measure + 0.01:
                rows.append([])
                used = 0.0
            rows[-1].append(unit)
            used += unit.width
        return [_line(row, base) for row in rows]

    def widest_word(self, text: str, style: Style) -> float:
        """Return the width of the widest piece that is not broken, in points."""
        return max(
            (unit.width for unit in self._units(text, style, 0) if not unit.is_space), default=0
        )

    def _units(self, text: str, style: Style, base: int) -> Iterator[_Unit]:
        level_of = levels(text, base) if base or has_right_to_left(text) else None
        scale, weight = style.size / 1000, style.weight
        pieces: tuple[Shaped, ...] = ()
        for found in _TOKEN.finditer(text):
            is_space = found.lastgroup == "space"
            start, end = found.span()
            level = level_of[start] if level_of else 0
            if is_space and pieces:
                pieces = (self.shaper.space(found[0], pieces[-1], weight, level),)
            elif is_space or level_of is None:
                pieces = (self.shaper.shaped(found[0], weight, level),)
            else:
                pieces = tuple(self.shaper.pieces(found[0], weight, level_of[start:end]))
            width = pieces[0].width if len(pieces) == 1 else sum(one.width for one in pieces)
            yield _Unit(pieces, width * scale, is_space)

    def _fitting(self, text: str, style: Style, base: int, measure: float) -> Iterator[_Unit]:
        for unit in self._units(text, style, base):
            if unit.width <= measure or unit.is_space:
                yield unit
            else:
                yield from self._cut(unit, style, measure)

    def _cut(self, unit: _Unit, style: Style, measure: float) -> Iterator[_Unit]:
        """Cut what is wider than a whole line, as few times as it needs."""
        for piece in unit.pieces:
            part, room = "", measure
            for letter in _letters(piece.text):
                one = self._unit(letter, style, piece.level)
                room -= one.width
                if part and room < 0:
                    yield self._unit(part, style, piece.level)
                    part, room = "", measure - one.width
                if one.width > measure:  # the name of a character that no typeface holds
                    numbered = self.shaper.numbered(letter, style.weight, piece.level)
                    yield _unit_of(numbered, style)
                    room = measure
                else:
                    part += letter
            if part:
                yield self._unit(part, style, piece.level)

    def _unit(self, text: str, style: Style, level: int) -> _Unit:
        return _unit_of(self.shaper.shaped(text, style.weight, level), style)


def _unit_of(shaped: Shaped, style: Style) -> _Unit:
    return _Unit((shaped,), shaped.width * style.size / 1000, False)


def _letters(text: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(text)):
        if not _TIED.match(text, at) and text[at - 1] != "\u200d":
            yield text[start:at]
            start = at
    yield text[start:]


def _line(units: list[_Unit], base: int) -> Line:
    last = next((at for at in range(len(units), 0, -1) if not units[at - 1].is_space), 0)
    pieces = [(piece.level, piece) for unit in units[:last] for piece in unit.pieces]
    hanging = [(base, piece) for unit in units[last:] for piece in unit.pieces]
    whole = [*pieces, *hanging]
    text = "".join(piece.text for _level, piece in whole)
    mixed = any(level for level, _piece in whole)
    drawn = drawn_order(whole) if mixed else [piece for _level, piece in whole]
    exact = all(piece.exact for piece in drawn) and not text.rstrip().endswith(_HYPHENS)
    return Line(
        pieces=tuple(drawn),
        width=sum(unit.width for unit in units[:last]),
        overhang=sum(unit.width for unit in units[last:]),
        text=text,
        plain=exact and not mixed and bool(_READ_AS_THEY_ARE.fullmatch(text)),
        mixed=mixed,
        from_right=base == 1,
    )
