"""Search over everything that was written, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from desktop.casework.session import Session
from desktop.storage.clock import from_milliseconds
from desktop.storage.reading import MARK_OFF, MARK_ON


class Hit(NamedTuple):
    """One record that holds the words looked for; `pieces` are runs of text, marked or not."""

    record: str
    kind: str
    child: str
    child_name: str
    title: str
    pieces: tuple[tuple[str, bool], ...]
    at: datetime
    cursor: int

    def __repr__(self) -> str:
        """Name the record and none of its words."""
        return f"Hit({self.record!r}, {self.kind!r}, cursor={self.cursor})"


class Finder:
    """The use case behind "Search everything"."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def search(self, text: str, limit: int = 50, before: int | None = None) -> tuple[Hit, ...]:
        """Return records that hold every word of the text (the last one may be a beginning)."""
        if not text.strip():
            return ()
        found = self._session.store.read(
            lambda reader: reader.search(text, limit=limit, before=before)
        ).result()
        return tuple(
            [
                Hit(
                    record,
                    kind,
                    child or (record if kind == "child" else ""),
                    child_title or "",
                    title,
                    _pieces(snippet),
                    from_milliseconds(at_ms),
                    cursor,
                )
                for record, kind, child, title, at_ms, cursor, snippet, child_title in found
            ]
        )


def _pieces(snippet: str) -> tuple[tuple[str, bool], ...]:
    """Split a snippet at its marks into runs of text, found or not."""
    found: list[tuple[str, bool]] = []
    for number, part in enumerate(snippet.replace(MARK_OFF, MARK_ON).split(MARK_ON)):
        if part:
            found.append((part, number % 2 == 1))
    return tuple(found)
