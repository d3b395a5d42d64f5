"""Plain text out of what a word processor or a browser puts on the clipboard as HTML.

Paragraphs become lines, bullets and numbers stay in front of their lines, the cells of a table
stand beside each other with a tab between. Everything else of the look is left behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _PARAGRAPHS | {"div", "ul", "ol", "table", "tr", "blockquote", "pre", "section", "hr"}
_UNSEEN = frozenset({"head", "title", "style", "script", "xml"})
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")
_SECTIONS = re.compile(r"<!\[[^>]*>?")  # Word's own conditions, which Python's parser fails on
_BULLET = "• "


def text_from_html(html: str) -> str:
    """Return the text of a piece of HTML, lines ended by a line feed. Never fails."""
    reader = _Reader()
    reader.feed(_SECTIONS.sub("", html))
    reader.close()
    return "\n".join(line.rstrip() for line in reader.lines).strip("\n")


@dataclass
class _List:
    numbered: bool
    count: int = 0

    def next_mark(self) -> str:
        self.count += 1
        return f"{self.count}. " if self.numbered else _BULLET


class _Reader(HTMLParser):
    """Writes lines down as it meets text and the tags that part it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self._mark = ""
        self._lists: list[_List] = []
        self._unseen = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in {"td", "th"}:
            self._cells += 1
            if self._cells > 1:
                self.lines[-1] = self.lines[-1].rstrip(" ") + "\t"
        elif tag == "tr":
            self._cells = 0
            self._part()
        elif tag == "br":
            self._break()
        elif tag == "li":
            self._part()
            depth = max(0, len(self._lists) - 1)
            mark = self._lists[-1].next_mark() if self._lists else _BULLET
            self.lines[-1] = self._mark = "  " * depth + mark
        elif tag in _BLOCKS:
            self._part()
            if tag in {"ul", "ol"}:
                self._lists.append(_List(numbered=tag == "ol"))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table":
            self._cells = 0
            self._part()
        elif tag in _PARAGRAPHS:
            self._break()
        elif tag in {"ul", "ol"}:
            self._part()
            del self._lists[-1:]
        elif tag in _BLOCKS or tag == "li":
            self._part()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        text = _BLANKS.sub(" ", data)
        line = self.lines[-1]
        if not line or line[-1].isspace():
            text = text.lstrip(" ")
        self.lines[-1] = line + text

    def _part(self) -> None:
        """Begin a line, unless one has just begun; inside a row of a table all stays on it."""
        if self._cells:
            self._space()
        elif self.lines[-1].strip() and self.lines[-1] != self._mark:
            self._mark = ""
            self.lines.append("")

    def _break(self) -> None:
        """End a line, an empty one as well."""
        if self._cells:
            self._space()
        elif self.lines[-1] != self._mark or not self._mark:
            self._mark = ""
            self.lines.append("")

    def _space(self) -> None:
        if self.lines[-1] and not self.lines[-1][-1].isspace():
            self.lines[-1] += " "
