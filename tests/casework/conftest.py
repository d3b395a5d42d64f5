"""A team for casework tests, started once at the lowest cost and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.app import shipped_forms, shipped_profiles
from desktop.casework.desk import Desk, NewTeam, Surroundings
from desktop.casework.roles import Role
from desktop.casework.seal import Signed
from desktop.casework.session import Session
from desktop.storage.kdf import FLOOR
from tests.harness.derived import nothing_is_derived_twice  # noqa: F401 - a fixture
from tests.harness.written import write_whole

JO, PAT = "Jo Sample", "Pat Example"
PASSPHRASE = "copper lantern hedge"
MANAGER_PASSPHRASE = "velvet otter canyon"
SignIn = Callable[[str, str], Session]


class SetClock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def passed(self) -> float:
        return self.moment.timestamp()


@dataclass
class Team:
    folder: Path
    recovery_key: str


def surroundings(tokens: Path, clock: SetClock | None = None) -> Surroundings:
    return Surroundings(
        clock=clock or SetClock(),
        catalogue=shipped_forms(),
        profiles=shipped_profiles(),
        cost=FLOOR,
        token_folder=tokens,
    )


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    folder = tmp_path_factory.mktemp("team")
    desk = Desk(folder / "store", surroundings(folder / "tokens"))
    started = desk.start_team(NewTeam("Exampleton CST", "Jo Sample", Role.PRACTITIONER, PASSPHRASE))
    started.session.people.add("Pat Example", Role.MANAGER, MANAGER_PASSPHRASE)
    desk.lock()
    return Team(folder, started.recovery_key)


@pytest.fixture
def desk(team: Team, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(team.folder, tmp_path / "copy")
    found = Desk(tmp_path / "copy" / "store", surroundings(tmp_path / "copy" / "tokens"))
    yield found
    found.lock()


@pytest.fixture
def sign_in(desk: Desk) -> Callable[[str, str], Session]:
    def enter(name: str, passphrase: str) -> Session:
        desk.lock()
        person = next(p for p in desk.card().people if p.name == name)
        return desk.unlock(person.id, passphrase)

    return enter


@pytest.fixture
def session(sign_in: Callable[[str, str], Session]) -> Session:
    return sign_in("Jo Sample", PASSPHRASE)


def sign(session: Session, record: str, passphrase: str = PASSPHRASE) -> Signed:
    """Sign a record as its author, as somebody does who has looked at its paper."""
    copy = session.records.open(record).copy
    return session.signing.sign(copy, session.signing.proof(copy), passphrase)


@pytest.fixture
def record(session: Session) -> str:
    """A planning meeting that Jo has written."""
    return write_whole(session)


@pytest.fixture
def signed(session: Session, record: str) -> str:
    sign(session, record)
    return record


def seen(session: Session, record: str) -> str:
    return session.records.read(record).version.revision


def correct(
    session: Session,
    record: str,
    words: str,
    *,
    path: str = "m.why",
    why: str = "A date was wrong.",
) -> None:
    """Begin a correction, and let go of it with one answer written anew."""
    session.signing.amend(record, why)
    copy = session.records.open(record).copy
    copy.put(path, words)
    session.records.leave(copy)
