"""Genuine papers that are not the expected ones: rules 5, 11 and 12."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pikepdf

from desktop.documents.paper import build_paper
from desktop.documents.verdict import (
    ExpectedRecord,
    Known,
    Registered,
    Rule,
)
from desktop.documents.verification import verify
from tests.documents import signers
from tests.documents.forging import (
    author_hand,
    edited,
    signed,
)
from tests.documents.hostile import hostile
from tests.documents.signers import ASKED, BEGUN, SIGNED, once, team, twice, unsigned

# --- 5: hash ------------------------------------------------------------------------------------


def kept() -> Known:
    return replace(team().known, sha256=hashlib.sha256(twice()).hexdigest())


HASH = [
    hostile("signed once more", lambda: signers.by_both(unsigned()), Rule.HASH, known=kept),
    hostile(
        "another child's genuine paper",
        lambda: signers.by_both(unsigned(2, "d4" * 16)),
        Rule.HASH,
        known=kept,
    ),
    hostile("the one before it was agreed", once, Rule.HASH, Rule.FIELDS, known=kept),
]


# --- 11: register -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Book:
    """A register that says the same of every certificate."""

    entries: dict[bytes, Registered]

    def registered(self, certificate: bytes, at: datetime) -> Registered | None:
        return self.entries.get(certificate)


def register(**changes: object) -> Known:
    """Return our register, the author's line changed; without changes it is right."""
    by, manager = team().author, team().manager
    mine = Registered(by.person, by.name, by.role, BEGUN)
    entries = {manager.certificate: Registered(manager.person, manager.name, "", BEGUN)}
    if changes.pop("heard_of", True):
        entries[by.certificate] = replace(mine, **changes)
    return replace(team().known, register=Book(entries))


REGISTER = [
    hostile("never issued", twice, Rule.REGISTER, known=lambda: register(heard_of=False)),
    hostile("issued to another", twice, Rule.REGISTER, known=lambda: register(person="ee" * 16)),
    hostile("closed before", twice, Rule.REGISTER, known=lambda: register(closed=SIGNED)),
    hostile("another role then", twice, Rule.REGISTER, known=lambda: register(role="Student")),
    hostile(
        "issued afterwards",
        twice,
        Rule.REGISTER,
        known=lambda: register(issued=SIGNED + timedelta(days=3)),
    ),
]


# --- 12: record ---------------------------------------------------------------------------------


def expecting(**changes: object) -> Known:
    record = verify(twice(), team().known, ASKED).record
    assert record is not None
    expected = ExpectedRecord(record.record, record.version, record.digest)
    return replace(team().known, expected=replace(expected, **changes))


def other_answers() -> bytes:
    return signers.by_both(build_paper(signers.form(), {"w.kind": "closing"}, signers.facts()))


def garbled_record() -> bytes:
    def garble(file: pikepdf.Pdf) -> None:
        file.Root["/AF"][0]["/EF"]["/F"].write(b"{}")

    return signed(edited(unsigned(1), garble), author_hand())


RECORD = [
    hostile(
        "another child's genuine paper",
        lambda: signers.by_both(unsigned(2, "d4" * 16)),
        Rule.RECORD,
        known=expecting,
    ),
    hostile("other answers", other_answers, Rule.RECORD, known=expecting),
    hostile("an older version", twice, Rule.RECORD, known=lambda: expecting(version=2)),
    hostile("a record that is none", garbled_record, Rule.RECORD),
]
