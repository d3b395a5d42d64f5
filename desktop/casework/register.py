"""The team's register of certificates: whose a certificate was at a time, and in which role."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime

from desktop.casework.people import standing_of
from desktop.documents.verdict import Registered
from desktop.storage.certificates import Authority, Certificate, authorities, certificates
from desktop.storage.reading import Reader
from desktop.storage.revisions import System


@dataclass(frozen=True)
class _Known:
    at: datetime
    name: str
    role: str


class StoreRegister:
    """Everything that the store knows of certificates, read at one moment."""

    def __init__(self, reader: Reader) -> None:
        self.authorities: tuple[Authority, ...] = authorities(reader)
        self._by_bytes: dict[bytes, Certificate] = {
            one.certificate: one for one in certificates(reader)
        }
        people = {one.person for one in self._by_bytes.values()}
        self._people = {person: _history(reader, person) for person in people}

    @property
    def pinned(self) -> tuple[bytes, ...]:
        """The certificates of every generation of the team's authority, as DER."""
        return tuple(one.certificate for one in self.authorities)

    def registered(self, certificate: bytes, at: datetime) -> Registered | None:
        """Return whose a certificate was at a time, None where it was never issued."""
        found = self._by_bytes.get(certificate)
        if found is None:
            return None
        then = self._then(found.person, at)
        return Registered(
            person=found.person,
            name=then.name if then else "",
            role=then.role if then else "",
            issued=found.issued,
            closed=found.closed,
            why_closed=found.why_closed,
        )

    def _then(self, person: str, at: datetime) -> _Known | None:
        history = self._people.get(person, [])
        place = bisect_right([known.at for known in history], at)
        return history[place - 1] if place else (history[0] if history else None)


def _history(reader: Reader, person: str) -> list[_Known]:
    found: list[_Known] = []
    for header in reader.history(person):
        if header.kind == System.MEMBER.value:
            standing = standing_of(person, reader.body(header.id))
            role = standing.role_on(header.at.astimezone().date())
            found.append(_Known(header.at, standing.name, role))
    return found
