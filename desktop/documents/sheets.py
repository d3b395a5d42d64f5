"""The pages while they are drawn: PDF operators, and which tag each of them belongs to."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from desktop.documents.facts import SignatureField
from desktop.documents.fontbook import FontBook
from desktop.documents.languages import language_of
from desktop.documents.lines import Line
from desktop.documents.look import FINE, PAGE_HEIGHT, Style, colour
from desktop.documents.tags import FieldMark, Mark, Tag

Piece: TypeAlias = "tuple[Line, Style, str]"
"""A line of furniture with its style and its text matrix."""


@dataclass(frozen=True)
class FieldPlace:
    """Where an empty signature field lies: page from 0, and left, bottom, right, top in points."""

    field: SignatureField
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Bookmark:
    """One line of the outline: page from 0, `top` in points from the lower edge of the sheet."""

    title: str
    level: int
    page: int
    top: float


class _Waiting(NamedTuple):
    """A line of a tag that is drawn when its strip is complete."""

    tag: Tag
    line: Line
    baseline: float
    drawn: str


_SAME_LINE: Final = 8.0  # points


@dataclass(eq=False)
class Sheet:
    """One page: its operators so far, and how many marks it has."""

    operators: list[str] = field(default_factory=list[str])
    marks: int = 0


class Sheets:
    """Draws on the last page. Tops are counted in points from the upper edge of the sheet."""

    def __init__(self, fonts: FontBook, height: float = PAGE_HEIGHT) -> None:
        self.fonts = fonts
        self.pages: list[Sheet] = []
        self.fields: list[FieldPlace] = []
        self.bookmarks: list[Bookmark] = []
        self._height = height
        self._open: Tag | None = None
        self._in_artifact = False
        self._waiting: list[_Waiting] = []
        self._beside: dict[Tag, Tag] = {}

    @property
    def page(self) -> int:
        """The page that is drawn on, from 0."""
        return len(self.pages) - 1

    def new_page(self) -> None:
        """Begin another page."""
        self.close()
        self._beside.clear()
        self.pages.append(Sheet())

    def close(self) -> None:
        """End what is marked."""
        if self._open is not None:
            self._write("EMC")
            self._open = None

    @contextmanager
    def artifact(self) -> Generator[None]:
        """Draw what stands for the eye only: nothing inside is tagged."""
        if self._in_artifact:
            yield
            return
        self.close()
        self._write("/Artifact BMC")
        self._in_artifact = True
        yield
        self._in_artifact = False
        self._write("EMC")

    @contextmanager
    def untagged(self) -> Generator[None]:
        """Draw without any marks: for what becomes part of another drawing."""
        self._in_artifact = True
        yield
        self._in_artifact = False

    def text(self, line: Line, left: float, top: float, style: Style, tag: Tag) -> None:
        """Draw a line as content of a tag, or for the eye only inside an artifact.

        What is tagged is drawn at the end of its strip, when its neighbours are known.
        """
        start = left - (line.overhang if line.from_right else 0.0)
        baseline = self._baseline(top, style)
        drawn = (
            f"BT {colour(style.colour)} rg 1 0 0 1 {start:.2f} {baseline:.2f} Tm "
            f"{self._shown(line, style)} ET"
        )
        if self._in_artifact:
            self._write(drawn)
        else:
            self._waiting.append(_Waiting(tag, line, baseline, drawn))

    def end_strip(self) -> None:
        """Draw what waits.

        Readers that put lines together by height turn the neighbours of right-to-left writing
        round with it, so their text stands beside them too.
        """
        turned = [one.baseline for one in self._waiting if one.line.mixed]
        for tag, line, baseline, drawn in self._waiting:
            plain = line.plain and not any(abs(baseline - one) < _SAME_LINE for one in turned)
            self._mark(self._tag_beside(tag, line.text, plain))
            self._write(drawn)
        self._waiting.clear()

    def _shown(self, line: Line, style: Style) -> str:
        words: list[str] = []
        for font, rise, content in self.fonts.segments(line.pieces):
            lift = f"{rise * style.size / 1000:.3f} Ts " if rise else ""
            words.append(f"/{font} {style.size:g} Tf {lift}[{content}] TJ{' 0 Ts' if rise else ''}")
        shown = " ".join(words)
        return f"{style.tracking:g} Tc {shown} 0 Tc" if style.tracking else shown

    def _tag_beside(self, tag: Tag, text: str, plain: bool) -> Tag:
        """Where the glyphs do not give the text, a tag of this page's part gives it.

        Once a paragraph has such a tag on a page, its later lines there go into it too.
        """
        beside = self._beside.get(tag)
        if beside is None:
            if plain:
                return tag
            beside = self._beside[tag] = tag.add("Span")
            beside.language = language_of(text)
        beside.actual.append(text)
        return beside

    def _mark(self, tag: Tag) -> None:
        if self._open is tag:
            return
        self.close()
        sheet = self.pages[-1]
        tag.kids.append(Mark(self.page, sheet.marks))
        self._write(f"/{tag.kind} <</MCID {sheet.marks}>> BDC")
        sheet.marks += 1
        self._open = tag

    def rule(self, left: float, top: float, width: float, weight: float, token: str) -> None:
        """Draw a level rule, as an artifact."""
        self.box(left, top, width, weight, token)

    def box(self, left: float, top: float, width: float, height: float, token: str) -> None:
        """Fill a box, as an artifact."""
        with self.artifact():
            shape = self._box(left, top, width, height)
            self._write(f"{colour(token)} rg {shape} f")

    def frame(self, left: float, top: float, width: float, height: float, token: str) -> None:
        """Draw the outline of a box, as an artifact."""
        with self.artifact():
            shape = self._box(left, top, width, height)
            self._write(f"{colour(token)} RG 0.6 w {shape} S")

    def _box(self, left: float, top: float, width: float, height: float) -> str:
        return f"{left:.2f} {self._height - top - height:.2f} {width:.2f} {height:.2f} re"

    def signature_field(
        self, signed: SignatureField, left: float, top: float, size: tuple[float, float], tag: Tag
    ) -> None:
        """Leave room for a signature under a tag of its own."""
        self.close()
        width, height = size
        bottom = self._height - top - height
        box = (left, bottom, left + width, bottom + height)
        self.fields.append(FieldPlace(signed, self.page, box))
        tag.kids.append(FieldMark(self.page, signed.name))

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Let the outline lead to this place."""
        self.bookmarks.append(Bookmark(title, level, self.page, self._height - top))

    def furniture(self, page: int, subtype: str, pieces: Sequence[Piece]) -> None:
        """Put an artifact of the page itself (header, footer, watermark) before all else on it."""
        shown = [
            f"BT {colour(style.colour)} rg {matrix} Tm {self._shown(line, style)} ET"
            for line, style, matrix in pieces
        ]
        opened = f"/Artifact <</Type /Pagination /Subtype /{subtype}>> BDC"
        self.pages[page].operators[:0] = [opened, *shown, "EMC"]

    def furniture_rule(self, page: int, left: float, top: float, width: float, token: str) -> None:
        """Put a fine rule of the page itself before all else on it."""
        shape = self._box(left, top, width, FINE)
        self.pages[page].operators[:0] = [f"/Artifact BMC {colour(token)} rg {shape} f EMC"]

    def upright(self, line: Line, left: float, top: float, style: Style) -> Piece:
        """Return a line of furniture at its place."""
        return line, style, f"1 0 0 1 {left:.2f} {self._baseline(top, style):.2f}"

    def _baseline(self, top: float, style: Style) -> float:
        return self._height - top - style.baseline

    def _write(self, operators: str) -> None:
        self.pages[-1].operators.append(operators)
