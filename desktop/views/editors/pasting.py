"""What is pasted: plain text with its bullets, and no more of it than an answer can hold."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from desktop.forms.plaintext import clean_text
from desktop.forms.richtext import text_from_html

LONGEST_TEXT = 200_000  # characters, some sixty pages; past it every key would be felt
LONGEST_LINE = 10_000  # characters in a field of one line
LONGEST_HTML = 2_000_000  # characters that are read in a moment


@runtime_checkable
class Hears(Protocol):
    """A page that can tell whoever writes on it that something was not taken."""

    def say_refused(self, words: str) -> None:
        """Tell it."""


def pasted_text(data: QMimeData, most: int) -> str:
    """Return what was copied elsewhere as clean text; a huge one is only cut down to be refused.

    Plain text is what the other program says that it is; only where bullets would be missing, or
    there is none, it is made from the HTML beside it.
    """
    text = data.text() if data.hasText() else ""
    if len(text) > most:
        return text
    if data.hasHtml():
        html = data.html()
        if len(html) <= LONGEST_HTML and ("<li" in html or not text):
            text = text_from_html(html)
    return clean_text(text)


def refuse(control: QWidget, length: int, most: int) -> None:
    """Tell on the page that a paste is too long; nothing was changed."""
    words = (
        f"Too long to paste: {length:,} characters, and an answer here holds {most:,}. "
        "Nothing was changed, and it is still on the clipboard."
    )
    page = control.parentWidget()
    while page is not None and not isinstance(page, Hears):
        page = page.parentWidget()
    if page is not None:
        page.say_refused(words)
