"""What is pasted: plain text with its bullets, and no more of it than an answer can hold."""

from __future__ import annotations

import re
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from desktop.forms.plaintext import clean_text
from desktop.forms.richtext import text_from_html

LONGEST_TEXT = 1_000_000
"""Characters of an answer, some three hundred pages: a long chat that was exported comes in whole.
Five times as much holds the window up for seconds."""

LONGEST_PARAGRAPH = 200_000
"""Characters between two line breaks: a paragraph is laid out whole at every key in it."""

LONGEST_LINE = 50_000
"""Characters in a field of one line, past which every key would be felt."""

LONGEST_HTML = 2_000_000
"""Characters of HTML that are read in a moment."""

_NOTHING_CHANGED = "Nothing was changed, and it is still on the clipboard."
_LIST_ITEM = re.compile(r"<li[\s>]", re.I)
_MARKED = re.compile(r"^[ \t]*(?:[•*-]|\d+[.)])[ \t]", re.M)


@runtime_checkable
class Hears(Protocol):
    """A page that can tell whoever writes on it that something was not taken."""

    def say_refused(self, words: str) -> None:
        """Tell it."""


def pasted_text(data: QMimeData, most: int) -> str:
    """Return what was copied elsewhere as clean text; a huge one is only handed on to be refused.

    Plain text is what the other program says that it is; only where bullets would be missing, or
    there is none, it is made from the HTML beside it.
    """
    text = data.text() if data.hasText() else ""
    if len(text) > most:
        return text
    text = clean_text(text)
    if data.hasHtml():
        html = data.html()
        if len(html) > LONGEST_HTML:
            return text or html
        if not text or len(_MARKED.findall(text)) < len(_LIST_ITEM.findall(html)):
            return clean_text(text_from_html(html))
    return text


def too_long(length: int, most: int, stays: int) -> str:
    """Return why a paste cannot be taken, "" where it can.

    All are characters: of the paste, of what the answer holds, of what stays in it.
    """
    if stays + length <= most:
        return ""
    there = f", and {stays:,} stand in it" if stays else ""
    return (
        f"Too long to paste: {length:,} characters. An answer here holds {most:,}{there}. "
        f"{_NOTHING_CHANGED} Paste the part that belongs here."
    )


def too_long_a_paragraph(length: int) -> str:
    """Return why a paste that would make a paragraph of this many characters cannot be taken."""
    if length <= LONGEST_PARAGRAPH:
        return ""
    return (
        f"Too long to paste: it would make one paragraph of {length:,} characters. A paragraph "
        f"here holds {LONGEST_PARAGRAPH:,}. {_NOTHING_CHANGED} Break it into lines first."
    )


def refuse(control: QWidget, words: str) -> None:
    """Tell on the page why a paste was not taken; nothing was changed."""
    page = control.parentWidget()
    while page is not None and not isinstance(page, Hears):
        page = page.parentWidget()
    if page is not None:
        page.say_refused(words)
