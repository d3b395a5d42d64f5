"""A small team with one record of every kind that signing is about, and what may be done to them.

The steps are the use cases that the window calls, in the order in which it calls them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from desktop.casework.desk import Desk, NewTeam
from desktop.casework.exports import Exports
from desktop.casework.outside import Checker
from desktop.casework.roles import Role
from desktop.casework.session import Session
from desktop.casework.states import AGREED, DRAFT, SIGNED
from desktop.documents.verdict import Outcome
from desktop.documents.verification import sha256_of
from tests.faults.kills.team import PASSPHRASE, desk_in
from tests.harness.written import write_whole

FORM = "planning"  # two people sign it
COPIES = "copies"
WANTS = {"sign": DRAFT, "countersign": SIGNED, "amend": AGREED, "export": AGREED}
"""The state that a record is in before each step."""
MAKES = {"sign": SIGNED, "countersign": AGREED, "amend": DRAFT, "export": AGREED}
SIGNATURES = {DRAFT: 0, SIGNED: 1, AGREED: 2}


@dataclass(frozen=True)
class SigningTeam:
    """Where the store lies, its two people, its records by state, and how long each step takes.

    `good` are fingerprints of files that were verified when the team was made.
    """

    folder: str
    author: str
    manager: str
    records: dict[str, str]
    seconds: dict[str, float]
    good: list[str]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Steps:
    """Does steps on a store, as whoever it is whose step it is."""

    folder: Path
    author: str
    manager: str
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = desk_in(self.folder)

    def enter(self, person: str) -> Session:
        """Unlock as somebody, unless it is already them."""
        session = self.desk.session
        if session is None or session.member.id != person:
            self.desk.lock()
            session = self.desk.unlock(person, PASSPHRASE)
        return session

    def who(self, step: str) -> str:
        """Return whose step it is."""
        return self.manager if step in {"countersign", "export"} else self.author

    def do(self, step: str, record: str) -> None:
        """Do one step, as the window does it."""
        act: Callable[[Session, str], None] = getattr(self, step)
        act(self.enter(self.who(step)), record)

    def sign(self, session: Session, record: str) -> None:
        copy = session.records.open(record).copy
        session.signing.sign(copy, session.signing.proof(copy), PASSPHRASE)

    def countersign(self, session: Session, record: str) -> None:
        seen = session.records.read(record).version.revision
        session.agreeing.agree(record, seen, PASSPHRASE)

    def amend(self, session: Session, record: str) -> None:
        session.signing.amend(record, "A name was written wrongly.")

    def export(self, session: Session, record: str) -> None:
        exports = Exports(session)
        exports.save(exports.leaving(record), self.folder / COPIES)


@contextmanager
def steps_in(folder: Path, author: str, manager: str) -> Iterator[Steps]:
    """Hand out steps over a store, and lock it afterwards."""
    steps = Steps(folder, author, manager)
    try:
        yield steps
    finally:
        steps.desk.lock()


def make_signing_team(folder: Path) -> SigningTeam:
    """Start the team and bring one record into each state; each step is timed on the way."""
    desk = desk_in(folder)
    plan = NewTeam("Exampleton CST", "Jo Sample", Role.PRACTITIONER, PASSPHRASE)
    session = desk.start_team(plan).session
    author = session.member.id
    session.people.add("Pat Example", Role.MANAGER, PASSPHRASE)
    manager = next(one.id for one in session.people.members() if one.id != author)
    records = {state: write_whole(session, FORM) for state in (DRAFT, SIGNED, AGREED)}
    desk.lock()
    (folder / COPIES).mkdir()
    seconds: dict[str, float] = {}
    with steps_in(folder, author, manager) as steps:
        for step, state in (
            *(("sign", SIGNED), ("sign", AGREED)),
            *(("countersign", AGREED), ("export", AGREED), ("amend", AGREED)),
        ):
            steps.enter(steps.who(step))
            began = time.perf_counter()
            steps.do(step, records[state])
            seconds[step] = time.perf_counter() - began
        session = steps.enter(author)
        session.signing.take_back(records[AGREED])
        good = [_verified(session, copy) for copy in (folder / COPIES).iterdir()]
    return SigningTeam(str(folder), author, manager, records, seconds, good)


def _verified(session: Session, copy: Path) -> str:
    """Return the fingerprint of a copy that verifies."""
    verdict = Checker(session.clock.now, session).verdict(copy)
    assert verdict.outcome is Outcome.GOOD, verdict
    return sha256_of(copy.read_bytes())
