"""From words to placed glyphs: typefaces chosen by run, letters joined, each glyph with its text.

Every glyph remembers the letters it stands for, so that a reader which takes the text out of the
file gets the letters back. Where that cannot be said glyph by glyph, the run is not `exact` and the
page gives the text beside it (ISO 32000-1, 14.9.4).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from desktop.documents.faces import (
    UNSEEN,
    Face,
    Weight,
    bracketed_name,
    bracketed_number,
    clusters,
    face_for,
    plain_face,
)
from desktop.documents.harfbuzz import RawGlyphs
from desktop.documents.pairs import PLAIN, Placed

# A character with what follows it and has no look of its own.
_LETTER: Final = re.compile(f".{UNSEEN.pattern}*", re.DOTALL)
Named = Callable[[str], str]  # what is printed for a character that no typeface holds


class Run(NamedTuple):
    """Glyphs of one typeface, from left to right; `width` in 1/1000 em.

    Those of a `flat` run all stand on the line, none above or below it.
    """

    face: Face
    glyphs: Sequence[Placed]
    width: float
    flat: bool


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A piece of text of one level, ready to be drawn; `width` in 1/1000 em."""

    text: str
    runs: tuple[Run, ...]
    width: float
    level: int
    exact: bool


class Pieces(dict[str, Shaped]):
    """Pieces of text of one weight and level: shaped when first asked for, then remembered."""

    def __init__(self, weight: Weight, level: int) -> None:
        super().__init__()
        self._weight = weight
        self._level = level

    def __missing__(self, text: str) -> Shaped:
        self[text] = found = _shape(text, self._weight, self._level)
        return found


class Shaper:
    """Shapes words and remembers them for as long as one paper is made, no longer."""

    def __init__(self) -> None:
        self._known: dict[tuple[Weight, int], Pieces] = {}
        self._numbered: dict[tuple[str, Weight, int], Shaped] = {}
        self._spaces: dict[tuple[str, Face, int], Shaped] = {}

    def pieces(self, text: str, weight: Weight, own_levels: Sequence[int]) -> Iterator[Shaped]:
        """Yield the pieces of a word in reading order; each has one level."""
        start = 0
        for level, run in groupby(own_levels):
            end = start + len(list(run))
            yield self.shaped(text[start:end], weight, level)
            start = end

    def known(self, weight: Weight, level: int = 0) -> Pieces:
        """Return the pieces of one weight and level."""
        found = self._known.get((weight, level))
        if found is None:
            found = self._known[weight, level] = Pieces(weight, level)
        return found

    def shaped(self, text: str, weight: Weight, level: int = 0) -> Shaped:
        """Return a piece of text that is all of one level."""
        return self.known(weight, level)[text]

    def numbered(self, text: str, weight: Weight, level: int = 0) -> Shaped:
        """Return a piece with numbers for what no typeface holds, where names are too wide."""
        key = (text, weight, level)
        found = self._numbered.get(key)
        if found is None:
            found = self._numbered[key] = _shape(text, weight, level, bracketed_number)
        return found

    def space(self, text: str, face: Face | None, weight: Weight, level: int) -> Shaped:
        """Return the space after a piece that ends in a typeface, of the same where that has one.

        What stays in one typeface stays one object of the page, and reads as one.
        """
        if face is None:
            return self.shaped(text, weight, level)
        key = (text, face, level)
        found = self._spaces.get(key)
        if found is None:
            fits = face.parts_words and face.holds(text)
            made = _in_face(text, face, level) if fits else self.shaped(text, weight, level)
            found = self._spaces[key] = made
        return found


def _shape(text: str, weight: Weight, level: int, named: Named = bracketed_name) -> Shaped:
    plain = plain_face(weight)
    backwards = level % 2 == 1
    if PLAIN.fullmatch(text) and not backwards:
        run = _placed(plain, plain.pairs.placed(text), flat=True)
        return Shaped(text, (run,), run.width, level, exact=True)
    runs: list[Run] = []
    exact = True
    for face, part, true in _by_face(text, weight, named):
        run, told = _run(face, part, backwards and true)
        exact = exact and told and true
        runs.append(run)
    if backwards:
        runs.reverse()
    return Shaped(text, tuple(runs), sum(run.width for run in runs), level, exact)


def last_face(piece: Shaped) -> Face | None:
    """Return the typeface that a piece ends in, in reading order."""
    if not piece.runs:
        return None
    return piece.runs[0 if piece.level % 2 else -1].face


def _in_face(text: str, face: Face, level: int) -> Shaped:
    run, told = _run(face, text, level % 2 == 1)
    return Shaped(text, (run,), run.width, level, told)


def _by_face(text: str, weight: Weight, named: Named) -> Iterator[tuple[Face, str, bool]]:
    """Yield runs of one typeface; a name that stands for a character is not `true` text."""
    plain = plain_face(weight)
    if plain.holds(text):
        yield plain, text, True
        return
    pieces = (piece for cluster in clusters(text) for piece in _set(cluster, weight, named))
    for (face, true), run in groupby(_joined(pieces), key=lambda piece: (piece[0], piece[2])):
        yield face, "".join(part for _face, part, _true in run), true


def _joined(
    pieces: Iterator[tuple[Face | None, str, bool]],
) -> Iterator[tuple[Face, str, bool]]:
    """What has no look of its own goes with the typeface before it."""
    last = plain_face(Weight.REGULAR)
    for face, part, true in pieces:
        last = face or last
        yield last, part, true


def _set(cluster: str, weight: Weight, named: Named) -> Iterator[tuple[Face | None, str, bool]]:
    face = None if UNSEEN.fullmatch(cluster) else face_for(cluster, weight)
    if face is not None or UNSEEN.fullmatch(cluster):
        yield face, cluster, True
    elif len(cluster) > 1:
        for one in cluster:
            yield from _set(one, weight, named)
    elif cluster.isspace():
        yield plain_face(weight), " ", False
    else:
        yield plain_face(weight), named(cluster), False


def _run(face: Face, text: str, backwards: bool) -> tuple[Run, bool]:
    """Return the glyphs of a run with the letters that each stands for, and if all is told."""
    raw = face.outline.shape(text, backwards)
    letters, told = _shared_out(raw, text, backwards)
    glyphs = [*zip(raw.ids, letters, raw.places, strict=True)]
    flat = not any(up for _right, up, _advance, _upwards in raw.places)
    return _placed(face, glyphs, flat), told and bool(glyphs)


def _placed(face: Face, glyphs: Sequence[Placed], flat: bool) -> Run:
    width = sum([place[2] for _id, _letters, place in glyphs]) * face.scale
    return Run(face, glyphs, width, flat)


def _shared_out(raw: RawGlyphs, text: str, backwards: bool) -> tuple[list[str], bool]:
    """Return the letters that each glyph stands for, and whether that tells the whole text."""
    if raw.clusters == [*range(len(text))] and unicodedata.is_normalized("NFC", text):
        return [*text], True
    shared: list[str] = []
    told = True
    starts = sorted({*raw.clusters, len(text)})
    ends = dict(pairwise(starts))
    for start, group in groupby(raw.clusters):
        letters, whole = _letters(text[start : ends[start]], len([*group]))
        told = told and whole
        shared += reversed(letters) if backwards else letters
    return shared, told


def _letters(text: str, count: int) -> tuple[list[str], bool]:
    """Share the letters of a cluster out among its glyphs, in reading order; say if all fit."""
    letters = _LETTER.findall(text)
    if len(letters) < count:
        letters = _LETTER.findall(unicodedata.normalize("NFD", text))
    if len(letters) < count:
        return [*letters, *[letters[-1]] * (count - len(letters))], False
    shared = [*letters[: count - 1], "".join(letters[count - 1 :])]
    return shared, unicodedata.normalize("NFC", "".join(shared)) == text
