"""Invented people with keys and certificates, and papers that they sign."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.app import shipped_forms
from desktop.documents.facts import AUTHOR, MANAGER, PaperFacts, PaperState
from desktop.documents.paper import build_paper
from desktop.documents.signer import PaperSigner
from desktop.documents.signing import sign_paper
from desktop.documents.verdict import Known
from desktop.forms.definition import Form
from desktop.forms.values import Flat
from desktop.storage.authority import Holder, leaf_certificate, root_certificate
from desktop.storage.personal import new_rsa

TEAM = "Example Team"
BEGUN = datetime(2025, 3, 2, 9, 0, tzinfo=UTC)
SIGNED = datetime(2025, 3, 4, 14, 2, tzinfo=UTC)
AGREED = datetime(2025, 3, 5, 10, 30, tzinfo=UTC)
ASKED = datetime(2025, 3, 9, 8, 0, tzinfo=UTC)
"""The moment at which a verdict is asked for."""


@cache
def key(number: int) -> rsa.RSAPrivateKey:
    """Return one of a few keys; making one takes long, and no test needs a fresh one."""
    return new_rsa()


@dataclass(frozen=True)
class People:
    """A team's authority, and those who sign under it."""

    root_key: rsa.RSAPrivateKey
    root: bytes

    @property
    def known(self) -> Known:
        return Known(authorities=(self.root,))

    @property
    def root_pem(self) -> bytes:
        return x509.load_der_x509_certificate(self.root).public_bytes(Encoding.PEM)

    def signer(
        self, name: str, role: str, person: str, number: int, begun: datetime = BEGUN
    ) -> PaperSigner:
        """Return somebody with a certificate of this team."""
        holder = Holder(person, name, TEAM)
        made = leaf_certificate(self.root_key, self.root, holder, key(number).public_key(), begun)
        return PaperSigner(person, name, role, key(number), made, self.root)

    @property
    def author(self) -> PaperSigner:
        return _author(self)

    @property
    def manager(self) -> PaperSigner:
        return _manager(self)


@cache
def _author(people: People) -> PaperSigner:
    return people.signer("Jo Sample", "Social worker", "a1" * 16, 1)


@cache
def _manager(people: People) -> PaperSigner:
    return people.signer("Pat Example", "Team manager", "b2" * 16, 2)


@cache
def team(number: int = 0) -> People:
    """Return a team; 0 is ours, any other is a stranger's that calls itself the same."""
    authority = key(100 + number)
    return People(authority, root_certificate(authority, TEAM, 1, BEGUN))


# --- papers -----------------------------------------------------------------------------------


@cache
def form(signatures: int = 2) -> Form:
    """Return the assessment, or one like it that so many people sign."""
    return replace(shipped_forms().newest("wise"), signatures=signatures)


ANSWERS: Flat = {"w.kind": "first"}


def facts(record: str = "c3" * 16, **changes: object) -> PaperFacts:
    """Return the facts of a finished paper about nobody."""
    made = PaperFacts(
        record_id=record,
        version=1,
        state=PaperState.FINISHED,
        made=SIGNED - timedelta(minutes=2),
        child="Amelia Testcase",
        reference="EX-0001",
        author=TEAM,
    )
    return replace(made, **changes)


@cache
def unsigned(signatures: int = 2, record: str = "c3" * 16) -> bytes:
    """Return a paper before anybody signed it."""
    return build_paper(form(signatures), ANSWERS, facts(record))


def by_author(pdf: bytes, people: People | None = None, moment: datetime = SIGNED) -> bytes:
    """Return a paper signed by its author."""
    signer = (people or team()).author
    return sign_paper(pdf, AUTHOR, signer, moment, reason="I wrote this record", rebuilt=pdf)


def by_both(pdf: bytes, people: People | None = None) -> bytes:
    """Return a paper signed by its author and agreed by the manager."""
    people = people or team()
    return agreed(by_author(pdf, people), pdf, people)


def agreed(signed: bytes, pdf: bytes, people: People | None = None) -> bytes:
    """Return a paper that its author signed (and that was `pdf` before), agreed by the manager."""
    people = people or team()
    return sign_paper(
        signed, MANAGER, people.manager, AGREED, reason="I agree with this record", rebuilt=pdf
    )


@cache
def once() -> bytes:
    """Return a paper that waits for the manager."""
    return by_author(unsigned())


@cache
def twice() -> bytes:
    """Return a paper that two people signed."""
    return agreed(once(), unsigned())


@cache
def alone() -> bytes:
    """Return a paper of a form that one person signs."""
    return by_author(unsigned(1))
