"""The typefaces inside one paper: a code for each glyph used, and the files that go in.

Each code stands for a glyph and the letters that it means there, so one glyph may have several
codes: the vowel sign that Bengali draws before its consonant still reads back after it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from desktop.documents.faces import Face
from desktop.documents.pairs import Placed
from desktop.documents.pdffile import PdfFile, Ref, array, number
from desktop.documents.shaping import Run, Shaped

# Codes stand in literal strings: hexadecimal takes twice the room, and as long again to pack.
_ESCAPED: Final = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "\r": r"\r"})
_IN_ONE_BLOCK: Final = 100  # entries that a character map allows in one block


class Segment(NamedTuple):
    """Glyphs of one font on one height: what stands between the brackets of a TJ operator."""

    font: str
    rise: float
    content: str


class _Used(dict[Placed, str]):
    """What one paper uses of a typeface: what is written into a page for each placed glyph.

    `codes` are those of a glyph and its letters, from 1.
    """

    def __init__(self, name: str, face: Face) -> None:
        super().__init__()
        self.name = name
        self.face = face
        self.codes: dict[tuple[int, str], int] = {}

    def __missing__(self, placed: Placed) -> str:
        glyph, letters, (right, _up, advance, _upwards) = placed
        code = self.codes.setdefault((glyph, letters), len(self.codes) + 1)
        after = self.face.outline.width(glyph) + right - advance
        before, behind = _moved(-right * self.face.scale), _moved(after * self.face.scale)
        two_bytes = f"{chr(code >> 8)}{chr(code & 0xFF)}".translate(_ESCAPED)
        self[placed] = written = f"{before}({two_bytes}){behind}"
        return written


class FontBook:
    """Gives out codes while pages are drawn, and puts the typefaces into the file at the end."""

    def __init__(self) -> None:
        self._used: dict[str, _Used] = {}
        self._segments: dict[Shaped, list[Segment]] = {}

    def segments(self, pieces: Iterable[Shaped]) -> list[Segment]:
        """Return what is written into a page for pieces of text that stand in one line."""
        parts: list[Segment] = []
        for piece in pieces:
            found = self._segments.get(piece)
            if found is None:
                found = [part for run in piece.runs for part in self._written(run)]
                self._segments[piece] = found
            parts += found
        return [
            Segment(font, rise, "".join([part.content for part in same]).replace(")(", ""))
            for (font, rise), same in groupby(parts, key=itemgetter(0, 1))
        ]

    def _written(self, run: Run) -> list[Segment]:
        used = self._used.get(run.face.name)
        if used is None:
            used = self._used[run.face.name] = _Used(f"F{len(self._used) + 1}", run.face)
        if run.flat and run.glyphs:
            return [Segment(used.name, 0.0, "".join(map(used.__getitem__, run.glyphs)))]
        scale = used.face.scale
        return [
            Segment(used.name, up * scale, "".join(map(used.__getitem__, same)))
            for up, same in groupby(run.glyphs, key=lambda placed: placed[2][1])
        ]

    def embed(self, file: PdfFile) -> Ref:
        """Put the typefaces into the file; return the font resources of its pages."""
        named = [f"/{used.name} {_embedded(file, used)}" for used in self._used.values()]
        return file.add(f"<< {' '.join(named)} >>")


def _moved(back: float) -> str:
    if abs(back) >= 1000:  # a number of a PDF has no exponent (7.3.3)
        return f"{back:.0f} "
    return "" if abs(back) < 0.05 else f"{back:.4g} "


def _embedded(file: PdfFile, used: _Used) -> Ref:
    """Embed a typeface as a composite font (ISO 32000-1, 9.7) with our own codes."""
    outline = used.face.outline
    program, mapping = outline.subset({glyph for glyph, _letters in used.codes})
    name = f"/{_prefix(program)}+{used.face.name}"
    to_glyph = b"\0\0" + b"".join(mapping[glyph].to_bytes(2, "big") for glyph, _ in used.codes)
    widths = [number(outline.width(glyph) * used.face.scale) for glyph, _letters in used.codes]
    descendant = file.add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {name} "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {_descriptor(file, used, name, program)} "
        f"/CIDToGIDMap {file.packed(to_glyph)} /W [1 {array(*widths)}] >>"
    )
    return file.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H "
        f"/DescendantFonts [{descendant}] /ToUnicode {file.packed(_character_map(used.codes))} >>"
    )


def _descriptor(file: PdfFile, used: _Used, name: str, program: bytes) -> Ref:
    """Describe a typeface as the standards want it (ISO 32000-1, 9.8)."""
    measures = used.face.outline.measures()
    font = file.packed(program, f"/Length1 {len(program)}")
    return file.add(
        f"<< /Type /FontDescriptor /FontName {name} /Flags 4 /ItalicAngle 0 "
        f"/FontBBox {array(*map(number, measures.box))} "
        f"/Ascent {number(measures.ascent)} /Descent {number(measures.descent)} "
        f"/CapHeight 714 /StemV 80 /FontFile2 {font} >>"
    )


def _prefix(program: bytes) -> str:
    """Return the six letters that mark a subset, from its bytes."""
    digest = hashlib.sha256(program).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _character_map(codes: Iterable[tuple[int, str]]) -> bytes:
    """Return the map from code to letters (ISO 32000-1, 9.10.3)."""
    lines = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, (_glyph, text) in enumerate(codes, 1)
    ]
    blocks = (lines[start : start + _IN_ONE_BLOCK] for start in range(0, len(lines), _IN_ONE_BLOCK))
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return _MAP.replace("BODY", body).encode("ascii")


_MAP: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
BODY
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
