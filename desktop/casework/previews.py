"""Papers as pictures: the window's way to see a page of the very bytes that are signed."""

from __future__ import annotations

from typing import Protocol


class Picture(Protocol):
    """A page in pixels: blue, green, red and an unused byte each, rows of `stride` bytes."""

    @property
    def width(self) -> int:
        """Pixels across."""
        ...

    @property
    def height(self) -> int:
        """Pixels down."""
        ...

    @property
    def stride(self) -> int:
        """Bytes of a row."""
        ...

    @property
    def pixels(self) -> bytes:
        """The bytes, row by row."""
        ...


class Pages(Protocol):
    """The pages of one paper. Slow calls: off the window's thread."""

    @property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page, in points."""
        ...

    def picture(self, page: int, width: int) -> Picture:
        """Draw a page (from 0) as wide as so many pixels."""
        ...

    def words(self, page: int) -> str:
        """Return the words of a page, for screen readers."""
        ...

    def close(self) -> None:
        """Let go of the paper."""
        ...


def open_pages(pdf: bytes) -> Pages:
    """Open a paper to be looked at. Raises ValueError when it cannot be drawn."""
    from desktop.documents.preview import PaperPages

    return PaperPages(pdf)
