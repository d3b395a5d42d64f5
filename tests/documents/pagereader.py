"""Reading a paper as others do: pypdfium2 for what stands on pages, pikepdf for the tags.

None of the program's own code is used here.
"""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pikepdf
import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw


@dataclass(frozen=True)
class Element:
    """One tag with the text inside it, replacement texts in place of what is drawn."""

    kind: str
    text: str
    depth: int


class Paper:
    """The bytes of a paper, opened for reading."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._pdfium = pdfium.PdfDocument(data)
        self._pike = pikepdf.open(io.BytesIO(data))

    def __len__(self) -> int:
        return len(self._pdfium)

    @cached_property
    def marked(self) -> dict[tuple[int, int], str]:
        """The text that pypdfium2 finds under each mark: page and number -> text."""
        found: dict[tuple[int, int], list[str]] = {}
        for at in range(len(self._pdfium)):
            page = self._pdfium[at]
            text_page = page.get_textpage()
            for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=1):
                number = raw.FPDFPageObj_GetMarkedContentID(item.raw)
                if number >= 0:
                    found.setdefault((at, number), []).append(_object_text(item.raw, text_page))
        return {mark: "".join(parts) for mark, parts in found.items()}

    def plain(self, page: int) -> str:
        """Return what pypdfium2 takes out of a page when nobody looks at the tags."""
        return self._pdfium[page].get_textpage().get_text_range()

    def elements(self) -> Iterator[Element]:
        """Yield every tag in reading order."""
        yield from self._walk(self._pike.Root.StructTreeRoot.K[0], 0)

    def text(self) -> str:
        """Return the whole paper in reading order, a line for each block."""
        blocks = ("P", "H1", "H2", "H3", "H4", "Lbl", "LBody", "TH", "TD")
        return "\n".join(one.text for one in self.elements() if one.kind in blocks)

    def placed(self) -> Iterator[tuple[str, list[int], str]]:
        """Yield what holds marks itself, in reading order: kind, pages (from 0) and text."""
        yield from self._placed(self._pike.Root.StructTreeRoot.K[0])

    def picture(self, page: int, scale: float) -> Image.Image:
        """Return a page as it looks, in grey; `scale` dots for each point."""
        return self._pdfium[page].render(scale=scale, grayscale=True).to_pil()

    def fields(self) -> dict[str, int]:
        """Return the signature fields in order: name -> page, from 0."""
        if "/AcroForm" not in self._pike.Root:
            return {}
        fields = self._pike.Root.AcroForm.Fields
        return {str(field.T): self._page_of(field.P) for field in fields}

    def outline(self) -> list[tuple[str, int]]:
        """Return the first level of the outline: title and page, from 0."""
        with self._pike.open_outline() as outline:
            return [(one.title, self._page_of(one.destination[0])) for one in outline.root]

    def _placed(self, element: pikepdf.Object) -> Iterator[tuple[str, list[int], str]]:
        pages = sorted(self._pages_of(element))
        if pages:
            yield str(element.S)[1:], pages, self._own_text(element)
        for kid in _kids(element):
            if not isinstance(kid, int) and "/S" in kid and kid.S != "/Span":
                yield from self._placed(kid)

    def _pages_of(self, element: pikepdf.Object) -> Iterator[int]:
        """Yield the pages of an element's own marks, of spans in it too."""
        for kid in _kids(element):
            if isinstance(kid, int):
                yield self._page_of(element.Pg)
            elif "/MCID" in kid or kid.get("/Type") == "/OBJR":
                yield self._page_of(kid.Pg)
            elif kid.get("/S") == "/Span":
                yield from self._pages_of(kid)

    def _walk(self, element: pikepdf.Object, depth: int) -> Iterator[Element]:
        yield Element(str(element.S)[1:], self._own_text(element), depth)
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self._walk(kid, depth + 1)

    def _own_text(self, element: pikepdf.Object) -> str:
        """Text directly in an element, spans in it included."""
        if "/ActualText" in element:
            return str(element.ActualText)
        parts: list[str] = []
        for kid in _kids(element):
            if isinstance(kid, int):
                parts.append(self.marked.get((self._page_of(element.Pg), kid), ""))
            elif "/MCID" in kid:
                parts.append(self.marked.get((self._page_of(kid.Pg), int(kid.MCID)), ""))
            elif "/S" in kid and kid.S == "/Span":
                parts.append(self._own_text(kid))
        return "".join(parts)

    @cached_property
    def _numbers(self) -> dict[tuple[int, int], int]:
        return {page.obj.objgen: at for at, page in enumerate(self._pike.pages)}

    def _page_of(self, page: pikepdf.Object) -> int:
        return self._numbers[page.objgen]


def _kids(element: pikepdf.Object) -> list:
    if "/K" not in element:
        return []
    kids = element.K
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _object_text(item: raw.FPDF_PAGEOBJECT, page: pdfium.PdfTextPage) -> str:
    length = raw.FPDFTextObj_GetText(item, page.raw, None, 0)
    buffer = ctypes.create_string_buffer(length * 2)
    raw.FPDFTextObj_GetText(
        item, page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length
    )
    return buffer.raw[: length * 2].decode("utf-16-le", "replace").rstrip("\0")


def folded(text: str) -> str:
    """Return text in NFC with every run of white space as one space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
