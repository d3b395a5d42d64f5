"""What the window remembers for a person: recent pages, chosen columns, text size.

It lies inside the encrypted store, because even "opened lately" says something about a child.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from desktop.casework.session import Session
from desktop.forms.values import Json, texts
from desktop.storage.writing import Writer

RECENT = "recent"
RECENT_LENGTH = 12


class Memory:
    """Small values by name, one set for each person."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Json] = {}
        self._writing: dict[str, Future[None]] = {}

    def recall(self, name: str) -> Json:
        """Return what was remembered under a name, None where nothing was."""
        if name in self._known:
            return self._known[name]
        person = self._session.member.id
        return self._session.store.read(lambda reader: reader.recall(person, name)).result()

    def remember(self, name: str, value: Json) -> Future[None]:
        """Remember a value; the store keeps it in its own time, and the future says when."""
        person = self._session.member.id
        self._known[name] = value

        def keep(writer: Writer) -> None:
            writer.remember(person, name, value)

        future = self._session.store.write(keep)
        self._writing[name] = future
        return future

    def hold(self, name: str, seconds: float) -> bool:
        """Wait until a value is kept, no longer than that; return whether it is.

        What the store refused before is handed over again.
        """
        future = self._writing.get(name)
        if future is not None and future.done() and future.exception() is not None:
            future = self.remember(name, self._known[name])
        try:
            return future is None or future.result(seconds) is None
        except Exception:  # the store may refuse in many ways
            return False

    def opened(self, record: str) -> None:
        """Remember that a record or a child was opened now."""
        rest = [one for one in self.recent() if one != record]
        self.remember(RECENT, [record, *rest[: RECENT_LENGTH - 1]])

    def recent(self) -> Sequence[str]:
        """Return what was opened, the latest first."""
        return texts(self.recall(RECENT))
