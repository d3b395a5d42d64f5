"""Case notes for LCS: drafted from a record, edited by a person, copied with a receipt.

LCS stays the primary record (Bolton guidance paragraph 18; Lancashire protocol: the manager's note
of outcomes and recommendations when an assessment is completed).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from desktop.casework.papers import KeptPaper, kept_paper
from desktop.casework.session import Session, body_of
from desktop.forms.answers import unfold
from desktop.forms.fitting import fitted
from desktop.forms.lcs import lcs_note
from desktop.forms.searchable import title_of
from desktop.forms.values import Json, as_object
from desktop.storage.reading import Reader
from desktop.storage.revisions import NewRevision, System

COPIED = "copied for LCS"
DRAFT_NOTE = "note:"
"""Under this and a record's id is remembered what a note was edited to."""


@dataclass(frozen=True)
class Receipt:
    """Who copied a note for LCS, and when."""

    name: str
    at: datetime

    @property
    def words(self) -> str:
        """The receipt as one line."""
        at = self.at.astimezone()
        return f"Copied by {self.name} on {at.day} {at:%B %Y} at {at:%H:%M}."


class Notes:
    """The use cases around case notes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def draft(self, record: str) -> str:
        """Return the note as it was edited last, or as the record gives it."""
        kept = self._session.memory.recall(DRAFT_NOTE + record)
        return kept if isinstance(kept, str) and kept else self.from_record(record)

    def from_record(self, record: str) -> str:
        """Return the note that the record gives: what it is, who signed and agreed, the answers."""
        session = self._session

        def look(reader: Reader) -> tuple[str, int | None, dict[str, Json]]:
            current = reader.current(record)
            kind = current.form or current.kind
            return kind, current.form_version, reader.body(current.revision)

        kind, version, body = session.store.read(look).result()
        form = session.form(kind, version)
        flat = unfold(form, as_object(body.get("answers")))
        form = fitted(form, flat)
        note, paper = lcs_note(form, flat), kept_paper(body)
        head = " ".join(filter(None, (f"{title_of(form, flat)}.", _signed(paper))))
        return "\n\n".join(filter(None, (head, note.text if note is not None else "")))

    def copied(self, record: str, text: str) -> Receipt:
        """Keep a receipt that this note was copied for LCS; of the words, their SHA-256 only."""
        session = self._session
        body: dict[str, Json] = {"what": COPIED, "words": _digest(text)}
        header = session.append(NewRevision(record, System.RECEIPT.value, body))
        return Receipt(session.member.name, header.at)

    def was_copied(self, record: str, text: str) -> bool:
        """Whether a note was copied for LCS before, word for word as it is now."""

        def look(reader: Reader) -> set[str]:
            headers = [h for h in reader.history(record) if h.kind == System.RECEIPT.value]
            return {body_of(reader.body(header.id), "words") for header in headers}

        return _digest(text) in self._session.store.read(look).result()

    def receipts(self, record: str) -> tuple[Receipt, ...]:
        """Return who copied a record's notes for LCS, the latest first."""
        session = self._session

        def look(reader: Reader) -> list[tuple[str, datetime]]:
            headers = [h for h in reader.history(record) if h.kind == System.RECEIPT.value]
            bodies = ((h, reader.body(h.id)) for h in headers)
            return [(h.author, h.at) for h, body in bodies if body_of(body, "what") == COPIED]

        found = [
            Receipt(session.name_of(author), at) for author, at in session.store.read(look).result()
        ]
        return tuple(reversed(found))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _signed(paper: KeptPaper | None) -> str:
    if paper is None or not paper.signatures:
        return ""
    words = [
        f"{how} by {one.name}, {one.role}, on {one.at.day} {one.at:%B %Y}"
        for how, one in zip(("Signed", "Agreed"), paper.signatures, strict=False)
    ]
    return f"{'. '.join(words)}."
