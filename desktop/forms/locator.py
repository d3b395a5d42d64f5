"""On which line of a TOML file a value stands; the standard reader does not say.

The scanner trusts that the file was already read without error: it only follows headers, keys,
strings and brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

Step = str | int
_HEADER = re.compile(r"\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=""")
_FENCES: Final = ('"""', "'''")


class Locator:
    """Finds lines by the path of a value: ("section", 0, "field", 2, "label")."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[Step, ...], int] = {}
        self._counts: dict[tuple[Step, ...], int] = {}
        self._table: tuple[Step, ...] = ()
        self._scan(text.splitlines())

    def line(self, path: Sequence[Step]) -> int:
        """Return the line (from 1) of the nearest thing at or above `path`."""
        where = tuple(path)
        while where and where not in self._lines:
            where = where[:-1]
        return self._lines.get(where, 1)

    def _scan(self, lines: list[str]) -> None:
        at = 0
        while at < len(lines):
            line = lines[at].strip()
            if line.startswith("["):
                self._header(line, at + 1)
                at += 1
            elif found := _KEY.match(lines[at]):
                path = (*self._table, *_names(found[1]))
                self._lines[path] = at + 1
                at = self._value(lines, at, found.end(), path)
            else:
                at += 1

    def _header(self, line: str, number: int) -> None:
        found = _HEADER.match(line)
        names = _names(found[1]) if found else ()
        where: tuple[Step, ...] = ()
        for depth, name in enumerate(names, 1):
            where = (*where, name)
            if depth == len(names) and line.startswith("[["):
                self._counts[where] = self._counts.get(where, -1) + 1
            if where in self._counts:
                where = (*where, self._counts[where])
        self._table = where
        self._lines[where] = number

    def _value(self, lines: list[str], at: int, column: int, path: tuple[Step, ...]) -> int:
        """Follow one value to its end; return the number of the next line to read."""
        depth, item, fresh = 0, 0, True
        while at < len(lines):
            line = lines[at]
            while column < len(line):
                rest = line[column:]
                sign = rest[0]
                if sign == "#":
                    break
                if fresh and depth == 1 and sign not in " \t]":
                    self._lines[(*path, item)] = at + 1
                    fresh = False
                fence = next((one for one in _FENCES if rest.startswith(one)), "")
                if fence:
                    at, column = _past_fence(lines, at, column + 3, fence)
                    line = lines[at] if at < len(lines) else ""
                    continue
                if sign in "\"'":
                    column = _past_string(line, column)
                    continue
                if sign in "[{":
                    depth += 1
                    fresh = fresh or depth == 1
                elif sign in "]}":
                    depth -= 1
                elif sign == "," and depth == 1:
                    item, fresh = item + 1, True
                column += 1
            at, column = at + 1, 0
            if depth <= 0:
                break
        return at


def _names(header: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in header.split("."))


def _past_string(line: str, column: int) -> int:
    quote, column = line[column], column + 1
    while column < len(line) and line[column] != quote:
        column += 2 if line[column] == "\\" and quote == '"' else 1
    return column + 1


def _past_fence(lines: list[str], at: int, column: int, fence: str) -> tuple[int, int]:
    while at < len(lines):
        end = lines[at].find(fence, column)
        if end >= 0:
            return at, end + 3
        at, column = at + 1, 0
    return at, 0
