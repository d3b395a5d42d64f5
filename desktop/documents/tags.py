"""The structure of a paper: what each thing on its pages is, in reading order.

Tags are the standard structure types of ISO 32000-1, 14.8.4; what is drawn for the eye only (rules,
backgrounds, headers, footers) is an artifact and has no tag (14.8.2.2).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Mark(NamedTuple):
    """Some marked content: on which page (from 0), under which number."""

    page: int
    number: int


class FieldMark(NamedTuple):
    """A signature field: on which page (from 0), by which name."""

    page: int
    name: str


@dataclass(eq=False)
class Tag:
    """One element of the structure tree.

    `actual` is the text that stands for the content, where the glyphs alone do not say it.
    """

    kind: str
    kids: list[Tag | Mark | FieldMark] = field(default_factory=list["Tag | Mark | FieldMark"])
    actual: list[str] = field(default_factory=list[str])
    language: str = ""
    alternative: str = ""
    scope: str = ""
    name: str = ""

    def add(self, kind: str, *, alternative: str = "", scope: str = "", name: str = "") -> Tag:
        """Append a tag inside this one and return it."""
        tag = Tag(kind, alternative=alternative, scope=scope, name=name)
        self.kids.append(tag)
        return tag
