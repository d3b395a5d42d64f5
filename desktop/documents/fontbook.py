"""The typefaces inside one paper: a code for each glyph used, and the files that go in.

Each code stands for a glyph and the letters that it means there, so one glyph may have several
codes: the vowel sign that Bengali draws before its consonant still reads back after it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from desktop.documents.faces import Face
from desktop.documents.shaping import Glyph, Run, Shaped

_IN_ONE_BLOCK: Final = 100  # entries that a character map allows in one block


class Segment(NamedTuple):
    """Glyphs of one font on one height: what stands between the brackets of a TJ operator."""

    font: str
    rise: float
    content: str


@dataclass(eq=False)
class _Used:
    """What one paper uses of a typeface: glyph and letters by code, codes from 1."""

    name: str
    face: Face
    codes: dict[tuple[int, str], int] = field(default_factory=dict[tuple[int, str], int])

    def code(self, glyph: Glyph) -> int:
        return self.codes.setdefault((glyph.id, glyph.text), len(self.codes) + 1)


class FontBook:
    """Gives out codes while pages are drawn, and puts the typefaces into the file at the end."""

    def __init__(self) -> None:
        self._used: dict[str, _Used] = {}
        self._segments: dict[Shaped, tuple[Segment, ...]] = {}

    def segments(self, shaped: Shaped) -> tuple[Segment, ...]:
        """Return what is written into a page for a piece of text."""
        found = self._segments.get(shaped)
        if found is None:
            found = tuple(part for run in shaped.runs for part in self._written(run))
            self._segments[shaped] = found
        return found

    def _written(self, run: Run) -> Iterator[Segment]:
        used = self._used.get(run.face.name)
        if used is None:
            used = self._used[run.face.name] = _Used(f"F{len(self._used) + 1}", run.face)
        scale = 1000 / run.face.outline.units
        rise, content = 0.0, ""
        for glyph in run.glyphs:
            if glyph.dy != rise:
                if content:
                    yield Segment(used.name, rise, content)
                rise, content = glyph.dy, ""
            natural = run.face.outline.width(glyph.id) * scale
            after = natural + glyph.dx - glyph.advance
            content += _moved(-glyph.dx) + f"<{used.code(glyph):04X}>" + _moved(after)
        if content:
            yield Segment(used.name, rise, content.replace("><", ""))

    def embed(self, pdf: pikepdf.Pdf) -> Dictionary:
        """Put the typefaces into the file; return the font resources of its pages."""
        return Dictionary({f"/{used.name}": _embedded(pdf, used) for used in self._used.values()})


def _moved(back: float) -> str:
    return "" if abs(back) < 0.05 else f"{back:.4g} "


def _embedded(pdf: pikepdf.Pdf, used: _Used) -> pikepdf.Object:
    """Embed a typeface as a composite font (ISO 32000-1, 9.7) with our own codes."""
    outline = used.face.outline
    program, mapping = outline.subset({glyph for glyph, _text in used.codes})
    name = Name(f"/{_prefix(program)}+{used.face.name}")
    scale = 1000 / outline.units
    to_glyph = b"\0\0" + b"".join(mapping[glyph].to_bytes(2, "big") for glyph, _text in used.codes)
    widths = [round(outline.width(glyph) * scale, 3) for glyph, _text in used.codes]
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=_descriptor(pdf, used, name, program),
        CIDToGIDMap=compressed(pdf, to_glyph),
        W=Array([1, Array(widths)]),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=compressed(pdf, _character_map(used.codes)),
        )
    )


def _descriptor(
    pdf: pikepdf.Pdf, used: _Used, name: pikepdf.Object, program: bytes
) -> pikepdf.Object:
    """Describe a typeface as the standards want it (ISO 32000-1, 9.8)."""
    measures = used.face.outline.measures()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=Array(list(measures.box)),
        ItalicAngle=0,
        Ascent=measures.ascent,
        Descent=measures.descent,
        CapHeight=714,
        StemV=80,
        FontFile2=compressed(pdf, program, Length1=len(program)),
    )
    return pdf.make_indirect(descriptor)


def compressed(pdf: pikepdf.Pdf, data: bytes, **told: int) -> pikepdf.Object:
    """Put bytes into the file as a compressed stream.

    Compressed here and never on saving, so that saving again changes no stream.
    """
    stream = pikepdf.Stream(pdf, b"", **told)
    stream.write(zlib.compress(data, 9), filter=Name.FlateDecode)
    return pdf.make_indirect(stream)


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
