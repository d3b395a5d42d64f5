"""Search over everything that was written, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.casework.session import Session
from desktop.storage import reading as stored
from desktop.storage.reading import MARK_OFF, MARK_ON, Reader


@dataclass(frozen=True)
class Hit:
    """One record that holds the words looked for; `pieces` are runs of text, marked or not."""

    record: str
    kind: str
    child: str
    child_name: str
    title: str
    pieces: tuple[tuple[str, bool], ...]
    at: datetime
    cursor: int


class Finder:
    """The use case behind "Search everything"."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def search(self, text: str, limit: int = 50, before: int | None = None) -> tuple[Hit, ...]:
        """Return records that hold every word of the text (the last one may be a beginning)."""
        if not text.strip():
            return ()

        def look(reader: Reader) -> tuple[tuple[stored.Hit, ...], dict[str, str]]:
            # Names in the same job: a job for each would cost more than the search itself.
            found = reader.search(text, limit=limit, before=before)
            rows = {child: reader.find_current(child) for child in {h.child for h in found if h.child}}
            return found, {child: row.title for child, row in rows.items() if row is not None}

        found, names = self._session.store.read(look).result()
        return tuple(
            Hit(
                hit.record,
                hit.kind,
                hit.child or (hit.record if hit.kind == "child" else ""),
                names.get(hit.child or "", ""),
                hit.title,
                _pieces(hit.snippet),
                hit.at,
                hit.cursor,
            )
            for hit in found
        )


def _pieces(snippet: str) -> tuple[tuple[str, bool], ...]:
    """Split a snippet at its marks into runs of text, found or not."""
    found: list[tuple[str, bool]] = []
    for number, part in enumerate(snippet.replace(MARK_OFF, MARK_ON).split(MARK_ON)):
        if part:
            found.append((part, number % 2 == 1))
    return tuple(found)
