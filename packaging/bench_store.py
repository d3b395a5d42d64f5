"""Stores to measure on: a team in a temporary folder, and the bare database beside it.

Words are made up from syllables, with few frequent and many rare ones as in real writing; they
mean nothing and name nobody.
"""

from __future__ import annotations

import contextlib
import itertools
import random
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desktop.casework.clock import SystemClock
from desktop.casework.desk import Desk, NewTeam, Surroundings
from desktop.casework.roles import Role
from desktop.casework.session import Session
from desktop.forms.catalogue import load_catalogue
from desktop.forms.values import Flat
from desktop.practice.profiles import load_profiles
from desktop.resources import resource_path
from desktop.storage.kdf import FLOOR, KdfCost

PERSON = "Jo Sample"
PASSPHRASE = "walnut harbour tempo lantern"
# What desktop/storage/connection.py asks of a connection, as far as it touches speed.
SAME_PRAGMAS = (
    "cipher_memory_security = OFF",
    "temp_store = MEMORY",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "secure_delete = ON",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    "mmap_size = 0",
    "cache_size = -16384",
    "journal_mode = WAL",
    "synchronous = FULL",
)


@dataclass(frozen=True)
class Team:
    """A team of one in a temporary folder, with its store open."""

    folder: Path
    desk: Desk
    session: Session


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder on disk that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="cst-bench-store-") as name:
        yield Path(name)


@contextlib.contextmanager
def team(folder: Path, cost: KdfCost = FLOOR) -> Iterator[Team]:
    """Start a team and give its session; the store is locked afterwards."""
    around = Surroundings(
        clock=SystemClock(),
        catalogue=load_catalogue([resource_path("forms"), resource_path("forms", "registers")]),
        profiles={p.id: p for p in load_profiles(resource_path("profiles"))},
        cost=cost,
        token_folder=folder / "token",
    )
    desk = Desk(folder / "store", around)
    plan = NewTeam("Measured team", PERSON, Role.PRACTITIONER, PASSPHRASE)
    try:
        yield Team(desk.folder, desk, desk.start_team(plan).session)
    finally:
        desk.lock()


def typical_work(session: Session) -> str:
    """Write what a worker has after a while; return the id of a WISE that is half written.

    Every question of it is answered as in a training team, beside two finished ones.
    """
    from desktop.casework.invented import Inventor

    inventor = Inventor(3, session.clock.now().date())
    form = session.form("wise")
    for given in ("Robin", "Kim"):
        child = session.children.add(given, "Measured")
        record = session.records.start("wise", child, answers={"w.kind": "first"})
        copy = session.records.open(record).copy
        inventor.child()
        copy.put_together(inventor.answers(form))
        copy.put("w.kind", "first")
        session.records.leave(copy)
        copy = session.records.open(record).copy
        session.signing.sign(copy, session.signing.proof(copy), PASSPHRASE)
    return session.records.start("wise", child, answers=inventor.answers(form))


def bare_connection(path: Path) -> Any:
    """Open a new database of SQLCipher with the pragmas of the store, and nothing else."""
    connection = dbapi2.connect(  # pyright: ignore[reportAttributeAccessIssue]
        str(path), isolation_level=None, cached_statements=256
    )
    connection.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
    for pragma in SAME_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


class Words:
    """Made-up words by rank: the first few are everywhere, most are rare."""

    def __init__(self, seed: int, count: int = 12_000) -> None:
        self.chance = random.Random(seed)
        syllables = [a + b for a, b in itertools.product("bdfgklmnprstvw", "aeiou")]
        made: dict[str, None] = {}
        while len(made) < count:
            made["".join(self.chance.choices(syllables, k=self.chance.randint(2, 4)))] = None
        self.ranked = list(made)
        self._weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(count)))

    def text(self, count: int, paragraph: int = 80) -> str:
        """Return so many words in sentences, in paragraphs of about `paragraph` words."""
        drawn = self.chance.choices(self.ranked, cum_weights=self._weights, k=count)
        for at in range(0, count, 12):
            drawn[at] = drawn[at].capitalize()
            drawn[min(at + 11, count - 1)] += "."
        lines = (drawn[at : at + paragraph] for at in range(0, count, paragraph))
        return "\n".join(" ".join(line) for line in lines)


def long_assessment(session: Session, words: int, longest: str, in_longest: int) -> Flat:
    """Return answers to every question of a WISE, `words` long in all.

    Every list has rows; `in_longest` of the words stand in the answer `longest`.
    """
    from desktop.casework.invented import Inventor

    inventor = Inventor(3, session.clock.now().date())
    inventor.child()
    form = session.form("wise")
    flat = inventor.answers(form)
    made = Words(5)
    flat[longest] = made.text(in_longest)
    long_ones = [f.id for f in form.fields if f.kind == "long_text" and f.id != longest]
    left = words - sum(len(value.split()) for value in flat.values() if isinstance(value, str))
    for path in long_ones:
        flat[path] = made.text(max(1, left // len(long_ones)))
    return flat
