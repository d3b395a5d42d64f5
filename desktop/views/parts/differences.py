"""Words that were put in and taken out: put in is underlined on accent soft, taken out is struck.

A child's words are never marked: pages show those as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTextLine
from PySide6.QtWidgets import QWidget

from desktop.views.parts.text import Prose, escaped
from desktop.views.theme import Theme

SAME, ADDED, REMOVED = "same", "added", "removed"


class Piece(Protocol):
    """A piece of a comparison: its words and one of "same", "added", "removed"."""

    @property
    def text(self) -> str: ...
    @property
    def mark(self) -> str: ...


class Differences(Prose):
    """Wrapped words with difference marks, given as (words, mark) in reading order."""

    def __init__(
        self,
        theme: Theme,
        pieces: Iterable[tuple[str, str]] = (),
        role: str = "body",
        parent: QWidget | None = None,
    ) -> None:
        self._added: list[tuple[int, int]] = []
        super().__init__(theme, "", role, content=True, parent=parent)
        self.set_pieces(pieces)

    def set_pieces(self, pieces: Iterable[tuple[str, str]]) -> None:
        """Show another comparison."""
        at, markup, spoken = 0, "", []
        self._added = []
        for text, mark in pieces:
            name = getattr(mark, "value", mark)
            if name == ADDED:
                self._added.append((at, at + len(text)))
            markup += (
                f'<span class="removed">{escaped(text)}</span>'
                if name == REMOVED
                else escaped(text)
            )
            spoken.append(text if name == SAME else f" [{name}: {text.strip()}] ")
            at += len(text)
        self.set_markup(f'<span style="white-space: pre-wrap">{markup}</span>')
        self.setAccessibleName("".join(spoken))

    def _paint_under(self, painter: QPainter) -> None:
        soft, accent = self.theme.colour("accent-soft"), self.theme.colour("accent")
        thick = self.theme.px(2)
        for area, base in self._added_areas():
            # On whole pixels of the widget, whatever the words' own offset is.
            foot = round(base - self._rise) + self._rise
            painter.fillRect(area.adjusted(0, 0, 0, foot - area.bottom()), soft)
            painter.fillRect(QRectF(area.x(), foot - thick, area.width(), thick), accent)

    def _added_areas(self) -> list[tuple[QRectF, float]]:
        """Return the rectangle, and where the line under it ends, of all that was put in."""
        found: list[tuple[QRectF, float]] = []
        block = self._document.begin()
        while block.isValid():
            layout = block.layout()
            corner = self._document.documentLayout().blockBoundingRect(block).topLeft()
            for index in range(layout.lineCount()):
                line = layout.lineAt(index)
                start = block.position() + line.textStart()
                for first, last in self._added:
                    low, high = max(first, start), min(last, start + line.textLength())
                    if low >= high:
                        continue
                    left, right = sorted(_x_of(line, at - block.position()) for at in (low, high))
                    top = corner.y() + line.y()
                    high_of_words = line.ascent() + line.descent()
                    area = QRectF(corner.x() + left, top, right - left, high_of_words)
                    found.append((area, top + high_of_words + self.theme.px(1)))
            block = block.next()
        return found


def _x_of(line: QTextLine, place: int) -> float:
    """Return where a place of the text lies; the binding gives it alone or beside the place."""
    found: object = line.cursorToX(place)
    value = found[0] if isinstance(found, tuple) else found
    assert isinstance(value, float | int)
    return float(value)
