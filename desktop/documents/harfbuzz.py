"""HarfBuzz as paper uses it: which glyphs stand for some letters, and a typeface cut to size.

`uharfbuzz` has no type stubs, so this is the one module that names it; what it gives is typed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import uharfbuzz  # pyright: ignore[reportMissingTypeStubs]

hb: Any = uharfbuzz

# A program that reads the file needs the outlines and their measures, nothing for shaping.
_DROPPED_TABLES: Final = (
    *("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "name", "OS/2", "cmap", "post", "gasp"),
    *("vhea", "vmtx", "meta", "LTSH", "VDMX", "hdmx", "kern"),
)
# Letters stay apart, so that each reads back as itself; composed Latin letters stay composed.
_APART: Final = {"liga": False, "clig": False, "dlig": False}
_COMPOSES: Final = re.compile("[\0-\u058f\u1d00-\u2bff]*")
_COMPOSED: Final = {**_APART, "ccmp": False}
_FLAGS: Final[Any] = (
    hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES | hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
)


Place: TypeAlias = "tuple[int, int, int, int]"
"""Where a glyph stands, in its typeface's own units: moved to the right and up, then how far it
moves the pen, to the right and up. A plain tuple: a long paper has many thousands."""


class RawGlyphs(NamedTuple):
    """The glyphs of a run as HarfBuzz gives them: numbers, first letters by place, places."""

    ids: list[int]
    clusters: list[int]
    places: list[Place]


@dataclass(frozen=True)
class Measures:
    """What a PDF says of a typeface; lengths in thousandths of the type size."""

    box: tuple[float, float, float, float]
    ascent: float
    descent: float


class Outline:
    """One typeface file, opened for shaping."""

    def __init__(self, path: Path) -> None:
        self._face: Any = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font: Any = hb.Font(self._face)
        self.units: int = self._face.upem
        self.characters: frozenset[int] = frozenset(self._face.unicodes)

    def shape(self, text: str, right_to_left: bool) -> RawGlyphs:
        """Return the glyphs of a run of one direction, from left to right as they are drawn.

        Characters without a look (joiners, marks of direction) give no glyph of their own.
        """
        buffer = self._shaped(text, right_to_left)
        infos, places = buffer.glyph_infos or (), buffer.glyph_positions or ()
        return RawGlyphs(
            [info.codepoint for info in infos],
            [info.cluster for info in infos],
            [at.position for at in places],
        )

    def places(self, text: str) -> list[Place]:
        """Return only where the glyphs of a run stand that runs from left to right."""
        return [at.position for at in self._shaped(text, False).glyph_positions or ()]

    def _shaped(self, text: str, right_to_left: bool) -> Any:
        buffer: Any = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.guess_segment_properties()
        buffer.flags = _FLAGS
        hb.shape(self._font, buffer, _COMPOSED if _COMPOSES.fullmatch(text) else _APART)
        return buffer

    def width(self, glyph: int) -> int:
        """Return how far a glyph moves the pen by itself, in the typeface's units."""
        return int(self._font.get_glyph_h_advance(glyph))

    def measures(self) -> Measures:
        """Return the box and heights of the typeface, from its `head` and `hhea` tables."""
        scale = 1000 / self.units
        head = bytes(self._face.reference_table("head").data)
        box = struct.unpack(">4h", head[36:44])
        hhea = bytes(self._face.reference_table("hhea").data)
        ascent, descent = struct.unpack(">2h", hhea[4:8])
        left, bottom, right, top = (round(side * scale, 2) for side in box)
        return Measures((left, bottom, right, top), ascent * scale, descent * scale)

    def subset(self, glyphs: Collection[int]) -> tuple[bytes, dict[int, int]]:
        """Return the typeface cut down to these glyphs, and each one's new number."""
        wanted: Any = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.drop_table_tag_set.update(
            int.from_bytes(table.encode("ascii"), "big") for table in _DROPPED_TABLES
        )
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_BIDI_CLOSURE
        plan: Any = hb.SubsetPlan(self._face, wanted)
        mapping = {int(old): int(new) for old, new in plan.old_to_new_glyph_mapping.items()}
        return bytes(plan.execute().blob.data), mapping
