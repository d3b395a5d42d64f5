"""A store with a half-written record in it, made once at the lowest cost and copied."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.casework import desk as desks
from desktop.casework.clock import SystemClock
from desktop.casework.desk import Desk, NewTeam, Surroundings
from desktop.casework.roles import Role
from desktop.forms.catalogue import load_catalogue
from desktop.forms.values import Json
from desktop.practice.profiles import load_profiles
from desktop.resources import resource_path
from desktop.storage.kdf import FLOOR
from desktop.storage.people import Unlocked, unlock

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


def desk_in(folder: Path) -> Desk:
    """Return a desk over the store in a folder, with its token folder beside it."""
    around = Surroundings(
        clock=SystemClock(),
        catalogue=load_catalogue([resource_path("forms")]),
        profiles={p.id: p for p in load_profiles(resource_path("profiles"))},
        cost=FLOOR,
        token_folder=folder / "tokens",
    )
    return Desk(folder / "store", around)


def derive_no_key_again(template: Template) -> None:
    """Have this process remember what the passphrase opens, which is the same in every copy.

    Deriving it costs more processor time than all else that is done around one kill.
    """
    known = unlock(Path(template.folder) / "store", template.person, PASSPHRASE)

    def remembered(_folder: Path, _person: str, _passphrase: str) -> Unlocked:
        return known

    desks.unlock = remembered


def make_template(folder: Path) -> Template:
    """Start a team with one child and one WISE, and close it."""
    desk = desk_in(folder)
    team = NewTeam("Exampleton CST", "Jo Sample", Role.PRACTITIONER, PASSPHRASE)
    session = desk.start_team(team).session
    child = session.children.add("Zofia", "Wzorcowa")
    record = session.records.start("wise", child, answers=ANSWERS)
    desk.lock()
    return Template(str(folder), session.member.id, record)
