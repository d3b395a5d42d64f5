"""A team that was started before: for journeys that are about something else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.app import shipped_forms, shipped_profiles
from desktop.casework.clock import SystemClock
from desktop.casework.desk import Desk, NewTeam, Surroundings
from desktop.casework.roles import ROLE_NAMES, Role
from desktop.casework.session import Session
from desktop.forms.definition import Form
from desktop.forms.fitting import fitted, settings_from
from desktop.storage.kdf import FLOOR
from tests.journeys.steps import JO, PAT, Person

TEAM, GIVEN, FAMILY, LCS = "Exampleton CST", "Zofia", "Wzorcowa", "0417203"


@dataclass(frozen=True)
class Team:
    """A folder with the store of a team in it, as `window(folder)` finds it."""

    folder: Path
    profile: str = "plain"

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.folder / "store"

    def form(self, name: str) -> Form:
        """Return a form in the words of the team's profile."""
        form = shipped_forms().newest(name)
        return fitted(form, settings_from(form, shipped_profiles()[self.profile].says))


def begin_team(folder: Path) -> Team:
    """Start a team with Pat, who manages, Jo, who writes, and one child."""
    team = Team(folder)
    desk = desk_of(team)
    started = desk.start_team(NewTeam(TEAM, PAT.name, _role(PAT), PAT.passphrase))
    started.session.people.add(JO.name, _role(JO), JO.passphrase)
    started.session.records.start(
        "child", "", answers={"given": GIVEN, "family": FAMILY, "lcs_id": LCS}
    )
    desk.lock()
    return team


def in_the_words_of(team: Team, profile: str) -> Team:
    """Let the team take another authority's profile."""
    desk = desk_of(team)
    with _signed_in(desk, PAT):
        desk.choose_profile(profile)
    return replace(team, profile=profile)


@contextmanager
def opened(team: Team, person: Person) -> Iterator[Session]:
    """Open the store as somebody, while no window has it."""
    with _signed_in(desk_of(team), person) as session:
        yield session


def desk_of(team: Team) -> Desk:
    """Return the desk of the team's store, as the program in the window makes it."""
    return Desk(
        team.store,
        Surroundings(
            clock=SystemClock(),
            catalogue=shipped_forms(),
            profiles=shipped_profiles(),
            cost=FLOOR,
            token_folder=team.folder / "app" / "config" / "tokens",
        ),
    )


@contextmanager
def _signed_in(desk: Desk, person: Person) -> Iterator[Session]:
    known = next(one for one in desk.card().people if one.name == person.name)
    try:
        yield desk.unlock(known.id, person.passphrase)
    finally:
        desk.lock()


def _role(person: Person) -> Role:
    return next(role for role, name in ROLE_NAMES.items() if name == person.role)
