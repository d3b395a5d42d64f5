"""Who can open the store: what the unlock page shows while it is locked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desktop.storage.keyfile import SlotKind, read_key_file
from desktop.storage.lock import last_opening


class PersonCard(NamedTuple):
    """Somebody who can unlock the store."""

    id: str
    name: str
    role: str


class TeamCard(NamedTuple):
    """What may be known before unlocking."""

    team: str
    store_id: str
    training: bool
    people: tuple[PersonCard, ...]
    last_opened: datetime | None
    last_person: str | None


def read_people(folder: Path) -> TeamCard:
    """Return team and people of a store that is still locked.

    Raises StoreMissing, KeyFileMissing, KeyFileDamaged, KeyFileNewer, KeyFileOfAnotherStore.
    """
    file = read_key_file(folder)
    people = tuple(
        PersonCard(slot.person, slot.name, slot.role)
        for slot in file.slots
        if slot.kind is SlotKind.PERSON
    )
    opening = last_opening(folder)
    return TeamCard(file.team, file.store, file.training, people, opening.since, opening.person)
