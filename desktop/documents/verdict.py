"""What was found out about a paper: twelve findings, and one verdict made of them.

The rules are those of the reference on PDF, section 13. A verdict is data: the words for people
are made of it in `told`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol


class Rule(Enum):
    """The twelve rules, in the order in which they are told."""

    FIELDS = 1
    WHOLE = 2
    LIBRARY = 3
    AUTHORITY = 4
    HASH = 5
    GAP = 6
    WHO = 7
    REVISIONS = 8
    PLAIN = 9
    CMS = 10
    REGISTER = 11
    RECORD = 12


class Answer(Enum):
    """Whether a rule holds."""

    HOLDS = "holds"
    BROKEN = "does not hold"
    UNKNOWN = "cannot say"
    NOT_ASKED = "not asked"
    """Nothing was given to compare with: no hash, no register, no expected record."""


class Outcome(Enum):
    """What is said of the whole paper. The value is the exit code of a command."""

    GOOD = 0
    NOT_GOOD = 1
    CANNOT_SAY = 2


@dataclass(frozen=True)
class Finding:
    """What one rule found, in one plain sentence."""

    rule: Rule
    answer: Answer
    sentence: str


@dataclass(frozen=True)
class SignatureSeen:
    """One signature as it stands on the paper. Nothing of it is proven where a rule is broken.

    `name`, `role` and `moment` are what the signer's program wrote; `certified_name` and `person`
    are what the certificate says. `serial` and `fingerprint` (SHA-256) name the certificate.
    """

    field: str
    name: str
    role: str
    moment: datetime | None
    reason: str
    certified_name: str
    person: str
    serial: str
    fingerprint: str
    authority: str
    """Fingerprint of the pinned authority that issued the certificate; empty where none did."""
    registered: str = ""
    """What the team's register says of the certificate, where a register was at hand."""


@dataclass(frozen=True)
class RecordSeen:
    """What the record inside the paper says of itself."""

    record: str
    version: int
    form: str
    title: str
    name: str
    reference: str
    made: datetime
    state: str
    training: bool
    digest: str
    """SHA-256 of the record's canonical JSON."""


@dataclass(frozen=True)
class Verdict:
    """Everything that is said of one file.

    `signed` of `wanted` fields hold a signature. `remark` says what the outcome rests on.
    """

    outcome: Outcome
    remark: str
    findings: tuple[Finding, ...] = ()
    signatures: tuple[SignatureSeen, ...] = ()
    wanted: int = 0
    record: RecordSeen | None = None
    sha256: str = ""

    @property
    def signed(self) -> int:
        """How many fields hold a signature."""
        return len(self.signatures)

    def finding(self, rule: Rule) -> Finding:
        """Return what was found for a rule."""
        for one in self.findings:
            if one.rule is rule:
                return one
        return Finding(rule, Answer.UNKNOWN, "This was not looked at.")


# --- what may be known beside the file --------------------------------------------------------


@dataclass(frozen=True)
class Registered:
    """What the register of certificates says of one: whose it was, and from when to when."""

    person: str
    name: str
    role: str
    """The role that the person had at the time asked for; empty where the register cannot say."""
    issued: datetime
    closed: datetime | None = None
    why_closed: str = ""


class Register(Protocol):
    """The team's register of certificates, as far as verification needs it."""

    def registered(self, certificate: bytes, at: datetime) -> Registered | None:
        """Return whose a certificate (DER) was at a time, None where it was never issued."""
        ...


@dataclass(frozen=True)
class ExpectedRecord:
    """The record that a paper should hold: id, version, SHA-256 of its canonical JSON."""

    record: str
    version: int
    digest: str


@dataclass(frozen=True)
class Known:
    """What is at hand beside the file. `authorities` are pinned certificates (DER), any order."""

    authorities: tuple[bytes, ...] = field(default=(), repr=False)
    sha256: str | None = None
    register: Register | None = None
    expected: ExpectedRecord | None = None
