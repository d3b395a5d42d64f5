"""Paragraphs into lines: where a line may end, how wide it is, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from desktop.documents.directions import base_level, drawn_order, has_right_to_left, levels
from desktop.documents.faces import Face
from desktop.documents.look import Style
from desktop.documents.shaping import Pieces, Shaped, Shaper, last_face
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
# A word ends at a space, before Chinese, and behind strokes that a letter follows.
_TOKEN: Final = re.compile(
    f"[{_SPACES}]+"
    f"|[{_OPENS}]*[{_HAN}][{_CLOSES}]*"
    f"|[^{_SPACES}{_HAN}](?:[^{_SPACES}{_HAN}/]+|/(?![^\\W\\d_]))*(?:/(?=[^\\W\\d_]))?"
)
_SPACE: Final = re.compile(f"[{_SPACES}]")
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
_exact = attrgetter("exact")


class _Unit(NamedTuple):
    """A word, a part of one, or the space between two, in reading order; `width` in points.

    `face` is the typeface that it ends in, which the space after it takes.
    """

    pieces: tuple[Shaped, ...]
    width: float
    is_space: bool
    face: Face | None


class _Sized(NamedTuple):
    """What was set in one style already and runs from left to right: pieces, texts, words, and
    spaces after a typeface. Most of what a paper says, it says or measures more than once."""

    pieces: Pieces
    texts: dict[str, list[_Unit]]
    words: dict[str, _Unit]
    spaces: dict[tuple[str, Face | None], _Unit]


class Line(NamedTuple):
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
        self._sized: dict[Style, _Sized] = {}

    def line(self, text: str, style: Style) -> Line:
        """Return a text as one line, however wide."""
        return self.lines(text, style, float("inf"))[0]

    def lines(self, text: str, style: Style, measure: float) -> list[Line]:
        """Return a paragraph as lines no wider than `measure`; at least one, even for no text."""
        text = clean_text(text)
        if has_right_to_left(text):
            base = base_level(text)
            units = [*self._mixed_units(text, style, base)]
            return [_mixed_line(row, base) for row in self._rows(units, style, measure)]
        units = self._units(text, style)
        return [_line(row) for row in self._rows(units, style, measure)]

    def widest_word(self, text: str, style: Style) -> float:
        """Return the width of the widest piece that is not broken, in points."""
        is_mixed = has_right_to_left(text)
        units = self._mixed_units(text, style, 0) if is_mixed else self._units(text, style)
        return max([unit.width for unit in units if not unit.is_space], default=0)

    def _units(self, text: str, style: Style) -> list[_Unit]:
        sized = self._sized.get(style)
        if sized is None:
            sized = self._sized[style] = _Sized(self.shaper.known(style.weight), {}, {}, {})
        known = sized.texts.get(text)
        if known is not None:
            return known
        units: list[_Unit] = []
        face: Face | None = None
        for token in _TOKEN.findall(text):
            unit = sized.words.get(token) or sized.spaces.get((token, face))
            if unit is None:
                unit = self._new_unit(token, face, style, sized)
            units.append(unit)
            face = unit.face
        sized.texts[text] = units
        return units

    def _new_unit(self, token: str, face: Face | None, style: Style, sized: _Sized) -> _Unit:
        """Return a word that was not set before, or a space: that depends on what it follows."""
        if not _SPACE.match(token):
            unit = sized.words[token] = _unit_of((sized.pieces[token],), style)
        else:
            shaped = self.shaper.space(token, face, style.weight, 0)
            unit = sized.spaces[token, face] = _unit_of((shaped,), style, is_space=True)
        return unit

    def _mixed_units(self, text: str, style: Style, base: int) -> Iterator[_Unit]:
        level_of = levels(text, base)
        weight = style.weight
        face: Face | None = None
        for found in _TOKEN.finditer(text):
            is_space = bool(_SPACE.match(found[0]))
            start, end = found.span()
            if is_space:
                pieces = (self.shaper.space(found[0], face, weight, level_of[start]),)
            else:
                pieces = tuple(self.shaper.pieces(found[0], weight, level_of[start:end]))
            unit = _unit_of(pieces, style, is_space)
            face = unit.face
            yield unit

    def _rows(self, units: Sequence[_Unit], style: Style, measure: float) -> list[list[_Unit]]:
        """Share out what a paragraph is made of among its lines."""
        if max([unit.width for unit in units], default=0.0) > measure:
            units = [*self._fitting(units, style, measure)]
        row: list[_Unit] = []
        rows = [row]
        used, most = 0.0, measure + 0.01
        for unit in units:
            _, width, is_space, _ = unit
            if used + width > most and row and not is_space:
                row = []
                rows.append(row)
                used = 0.0
            row.append(unit)
            used += width
        return rows

    def _fitting(self, units: Sequence[_Unit], style: Style, measure: float) -> Iterator[_Unit]:
        for unit in units:
            if unit.width <= measure or unit.is_space:
                yield unit
            else:
                yield from self._cut(unit, style, measure)

    def _cut(self, unit: _Unit, style: Style, measure: float) -> Iterator[_Unit]:
        """Cut what is wider than a whole line, as few times as it needs."""
        for piece in unit.pieces:
            part, room = "", measure
            for letter, one in self._parts(piece, style, measure):
                room -= one.width
                if part and room < 0:
                    yield from self._together(part, style, piece.level, measure)
                    part, room = "", measure - one.width
                if one.width > measure:  # the name of a character that no typeface holds
                    numbered = self.shaper.numbered(letter, style.weight, piece.level)
                    yield _unit_of((numbered,), style)
                    room = measure
                else:
                    part += letter
            if part:
                yield from self._together(part, style, piece.level, measure)

    def _together(self, text: str, style: Style, level: int, measure: float) -> Iterator[_Unit]:
        """Set letters in one piece, or in two: joined they may be wider than each of them alone."""
        unit = self._unit(text, style, level)
        if unit.width <= measure or len(text) == 1:
            yield unit
            return
        first = next(iter(_letters(text[len(text) // 2 :])))
        middle = len(text) // 2 + len(first)
        for half in (text[:middle], text[middle:]) if middle < len(text) else text:
            yield from self._together(half, style, level, measure)

    def _parts(self, piece: Shaped, style: Style, measure: float) -> Iterator[tuple[str, _Unit]]:
        """Yield the letters of a piece; what is tied to more than a line holds is untied."""
        for letter in _letters(piece.text):
            one = self._unit(letter, style, piece.level)
            if one.width <= measure or len(letter) == 1:
                yield letter, one
                continue
            for part in letter:
                yield part, self._unit(part, style, piece.level)

    def _unit(self, text: str, style: Style, level: int) -> _Unit:
        return _unit_of((self.shaper.shaped(text, style.weight, level),), style)


def _unit_of(pieces: tuple[Shaped, ...], style: Style, is_space: bool = False) -> _Unit:
    width = sum([one.width for one in pieces]) * style.size / 1000
    return _Unit(pieces, width, is_space, last_face(pieces[-1]))


def _letters(text: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(text)):
        if not _TIED.match(text, at) and text[at - 1] != "\u200d":
            yield text[start:at]
            start = at
    yield text[start:]


def _line(units: Sequence[_Unit]) -> Line:
    """Return a line that runs from left to right from end to end."""
    shown = _but_hanging(units)
    pieces = tuple([piece for unit in units for piece in unit.pieces])
    text = "".join([piece.text for piece in pieces])
    return Line(
        pieces=pieces,
        width=sum([unit.width for unit in units[:shown]]),
        overhang=sum([unit.width for unit in units[shown:]]),
        text=text,
        plain=_is_exact(text, pieces) and bool(_READ_AS_THEY_ARE.fullmatch(text)),
        mixed=False,
        from_right=False,
    )


def _mixed_line(units: Sequence[_Unit], base: int) -> Line:
    shown = _but_hanging(units)
    pieces = [(piece.level, piece) for unit in units[:shown] for piece in unit.pieces]
    hanging = [(base, piece) for unit in units[shown:] for piece in unit.pieces]
    mixed = any(level for level, _piece in (*pieces, *hanging))
    line = _line(units)
    return line._replace(
        pieces=tuple(drawn_order((*pieces, *hanging))),
        plain=line.plain and not mixed,
        mixed=mixed,
        from_right=base == 1,
    )


def _but_hanging(units: Sequence[_Unit]) -> int:
    """Return how many units there are before the spaces at the end of a line."""
    shown = len(units)
    while shown and units[shown - 1].is_space:
        shown -= 1
    return shown


def _is_exact(text: str, pieces: Sequence[Shaped]) -> bool:
    """Say whether the glyphs of a line tell its letters."""
    return all(map(_exact, pieces)) and not text.rstrip().endswith(_HYPHENS)
