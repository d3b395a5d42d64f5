"""Pages of a paper as pictures, for the screen and for a printer that wants pictures.

PDFium draws them, signature stamps included (its forms must be initialised before a page is
opened). Nothing is written to a disk. PDFium is not safe in several threads, so one lock guards
all of it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

_pdfium: Any = pypdfium2  # has no types of its own

_DRAWING = threading.Lock()


@dataclass(frozen=True)
class PagePicture:
    """One page in pixels: blue, green, red and an unused byte each, rows of `stride` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes = field(repr=False)


class PaperPages:
    """The pages of one paper. Close it, or use it in a `with`."""

    def __init__(self, pdf: bytes) -> None:
        """Raises ValueError when the bytes are no PDF that can be drawn."""
        with _DRAWING:
            try:
                self._document = _pdfium.PdfDocument(pdf)
                self._document.init_forms()
                self._sizes: list[tuple[float, float]] = [
                    self._document.get_page_size(n) for n in range(len(self._document))
                ]
            except pypdfium2.PdfiumError as fault:
                raise ValueError("these bytes cannot be drawn") from fault

    def __enter__(self) -> PaperPages:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the paper."""
        with _DRAWING:
            self._document.close()

    @property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page, in points (1/72 inch)."""
        return list(self._sizes)

    def picture(self, page: int, width: int) -> PagePicture:
        """Draw a page (from 0) as wide as so many pixels."""
        with _DRAWING:
            scale = width / self._sizes[page][0]
            opened = self._document.get_page(page)
            try:
                bitmap = opened.render(scale=scale, may_draw_forms=True, prefer_bgrx=True)
                pixels = bytes(bitmap.buffer)
                return PagePicture(bitmap.width, bitmap.height, bitmap.stride, pixels)
            finally:
                opened.close()

    def words(self, page: int) -> str:
        """Return the words of a page in reading order, for screen readers."""
        with _DRAWING:
            opened = self._document.get_page(page)
            try:
                text = opened.get_textpage()
                try:
                    return str(text.get_text_bounded())
                finally:
                    text.close()
            finally:
                opened.close()
