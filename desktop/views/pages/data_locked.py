"""What the lock screen shows, already in words; apart from what all the other pages show."""

from __future__ import annotations

from typing import NamedTuple


class PersonLine(NamedTuple):
    """A person who may unlock."""

    id: str
    name: str
    role: str


class LockedShown(NamedTuple):
    """What the lock screen shows: no child's name, ever."""

    team: str
    why: str
    saved: str
    people: tuple[PersonLine, ...]
    last: str = ""
    trouble: bool = False
