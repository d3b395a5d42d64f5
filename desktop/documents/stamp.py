"""The look of a signature: name, role, time and reason in the paper's own type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from desktop.documents.faces import bracketed_number, uncovered_in
from desktop.documents.facts import SIGNATURE_HEIGHT, SIGNATURE_WIDTH
from desktop.documents.fontbook import FontBook
from desktop.documents.lines import Line, Setter
from desktop.documents.look import STAMP, STAMP_NAME, Style
from desktop.documents.sheets import Sheets
from desktop.documents.tags import Tag
from desktop.forms.plaintext import clean_text

_MARGIN: Final = 7.0
_ROOM: Final = SIGNATURE_WIDTH - 2 * _MARGIN


def draw_stamp(lines: Sequence[str]) -> Sheets:
    """Return one page of the size of a signature field with these lines on it."""
    setter = Setter()
    sheets = Sheets(FontBook(), SIGNATURE_HEIGHT)
    sheets.new_page()
    styles = [STAMP_NAME, *[STAMP] * (len(lines) - 1)]
    height = sum(style.leading for style in styles)
    squeeze = min(1.0, (SIGNATURE_HEIGHT - 4.0) / height)
    top = (SIGNATURE_HEIGHT - height * squeeze) / 2
    with sheets.untagged():
        for text, style in zip(lines, styles, strict=True):
            line, fitted = _fitted(clean_text(text).replace("\n", " "), style, setter)
            sheets.text(line, _MARGIN, top, fitted, Tag("Span"))
            top += style.leading * squeeze
    return sheets


def _fitted(text: str, style: Style, setter: Setter) -> tuple[Line, Style]:
    """Set a line smaller rather than cut it: a name stays whole.

    Where the names of characters that no typeface holds have no room, their numbers stand instead,
    as elsewhere on the paper.
    """
    line = setter.line(text, style)
    if line.width > _ROOM and uncovered_in(text):
        text = "".join(bracketed_number(one) if uncovered_in(one) else one for one in text)
        line = setter.line(text, style)
    if line.width <= _ROOM:
        return line, style
    smaller = replace(style, size=round(style.size * _ROOM / line.width - 0.05, 2))
    return setter.line(text, smaller), smaller
