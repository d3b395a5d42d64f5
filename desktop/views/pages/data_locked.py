"""What the lock screen shows, already in words; apart from what all the other pages show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonLine:
    """A person who may unlock."""

    id: str
    name: str
    role: str


@dataclass(frozen=True)
class LockedShown:
    """What the lock screen shows: no child's name, ever."""

    team: str
    why: str
    saved: str
    people: tuple[PersonLine, ...]
    last: str = ""
    trouble: bool = False
