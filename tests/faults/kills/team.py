"""A store with a half-written record in it, made once at the lowest cost and copied."""

from __future__ import annotations

import os
import shutil
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from desktop.casework import opening
from desktop.casework.clock import SystemClock
from desktop.casework.desk import Desk, NewTeam, Surroundings
from desktop.casework.roles import Role
from desktop.forms.catalogue import Catalogue, load_catalogue
from desktop.forms.values import Json
from desktop.practice.profiles import Profile, load_profiles
from desktop.resources import resource_path
from desktop.storage import people as slots
from desktop.storage.kdf import FLOOR
from desktop.storage.people import Unlocked, unlock
from desktop.storage.reserve import RESERVE

PASSPHRASE = "copper lantern hedge"
ANSWERS: dict[str, Json] = {
    "w.kind": "first",
    "w.harm": "An invented sentence that stood here before anybody was killed.",
    "w.evidence": ["r0000001", "r0000002", "r0000003"],
    "w.evidence/r0000001/text": "First thing that was seen",
    "w.evidence/r0000002/text": "Second thing that was seen",
    "w.evidence/r0000003/text": "Third thing that was seen",
}


@dataclass(frozen=True)
class Template:
    """Where the template lies, who writes in it and which record is open."""

    folder: str
    person: str
    record: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)


@cache
def forms_and_profiles() -> tuple[Catalogue, dict[str, Profile]]:
    """Return what the program ships, read once in a process and known to all of its forks."""
    profiles = load_profiles(resource_path("profiles"))
    return load_catalogue([resource_path("forms")]), {one.id: one for one in profiles}


def desk_in(folder: Path) -> Desk:
    """Return a desk over the store in a folder, with its token folder beside it."""
    catalogue, profiles = forms_and_profiles()
    around = Surroundings(
        clock=SystemClock(),
        catalogue=catalogue,
        profiles=profiles,
        cost=FLOOR,
        token_folder=folder / "tokens",
    )
    return Desk(folder / "store", around)


def copy_of(template: str, folder: Path) -> None:
    """Copy a template. The reserve for a full disk, which nobody writes to, is shared."""

    def copied(start: str, end: str) -> None:
        (os.link if start.endswith(RESERVE) else shutil.copy2)(start, end)

    shutil.copytree(template, folder, copy_function=copied)


def derive_no_key_again(folder: str, *people: str) -> None:
    """Have this process remember what passphrases open, which is the same in every copy.

    Deriving it costs more processor time than all else that is done around one kill.
    """
    known = {person: unlock(Path(folder) / "store", person, PASSPHRASE) for person in people}

    def remembered(_folder: Path, person: str, _passphrase: str) -> Unlocked:
        return known[person]

    slots.unlock = opening.unlock = remembered


def make_template(folder: Path) -> Template:
    """Start a team with one child and one WISE, and close it."""
    desk = desk_in(folder)
    team = NewTeam("Exampleton CST", "Jo Sample", Role.PRACTITIONER, PASSPHRASE)
    session = desk.start_team(team).session
    child = session.children.add("Zofia", "Wzorcowa")
    record = session.records.start("wise", child, answers=ANSWERS)
    desk.lock()
    return Template(str(folder), session.member.id, record)
