"""Headers, bodies, and how they are hashed and signed: the truth of the store.

A header names record, kind, parents, incarnation and sequence, time, author, form and version, the
previous header of the same incarnation, and the SHA-256 of salt + body. Its id is the SHA-256 of
its canonical JSON; the author signs that id with Ed25519.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desktop.storage.canonical import Json, canonical, digest
from desktop.storage.clock import from_milliseconds

FIRST = ""
"""What stands as the previous header of the first revision of an incarnation."""

SALT_BYTES = 32
_SIGNED = b"cst-desktop revision 1\x00"
COLUMNS = (
    "id, record, kind, parents, incarnation, seq, hlc, at, author, form, form_version,"
    " form_digest, prev, content, signature"
)


class System(StrEnum):
    """Kinds of revision that have no form."""

    TEAM = "team"
    MEMBER = "member"
    AUTHORITY = "authority"
    CERTIFICATE = "certificate"
    ERASURE = "erasure"
    ADOPTION = "adoption"
    RECEIPT = "receipt"


ABOUT = frozenset({System.ERASURE.value, System.ADOPTION.value, System.RECEIPT.value})
"""Kinds that speak about a record and never become its current version."""


@dataclass(frozen=True)
class Signer:
    """Who signs a revision, and with what."""

    person_id: str
    ed25519: Ed25519PrivateKey = field(repr=False)


@dataclass(frozen=True)
class NewRevision:
    """What is to be kept. `parents=None` means: follows the record's current revision, if any."""

    record: str
    kind: str
    body: dict[str, Json] = field(repr=False)
    parents: tuple[str, ...] | None = None
    form: str | None = None
    form_version: int | None = None


@dataclass(frozen=True)
class Header:
    """One kept revision without its body. `at` is what the computer's clock said, in UTC."""

    id: str
    record: str
    kind: str
    parents: tuple[str, ...]
    incarnation: str
    seq: int
    hlc: int
    at_ms: int
    author: str
    form: str | None
    form_version: int | None
    form_digest: str | None
    prev: str
    content: str
    signature: bytes = field(repr=False)

    @property
    def at(self) -> datetime:
        """When it was kept, by the computer's clock, in UTC."""
        return from_milliseconds(self.at_ms)

    def row(self) -> tuple[Any, ...]:
        """Return the values of COLUMNS."""
        parents = json.dumps(self.parents)
        first = (self.id, self.record, self.kind, parents, self.incarnation, self.seq, self.hlc)
        form = (self.form, self.form_version, self.form_digest)
        return (*first, self.at_ms, self.author, *form, self.prev, self.content, self.signature)


Revision = Header


def header_of(row: tuple[Any, ...]) -> Header:
    """Return the header in a row of COLUMNS."""
    return Header(row[0], row[1], row[2], tuple(json.loads(row[3])), *row[4:])


def content_digest(salt: bytes, body: bytes) -> str:
    """Return what a header says of its body; the salt keeps a short body from being guessed."""
    return digest(salt + body)


def id_of(header: Header) -> str:
    """Return the id that follows from everything else in the header, but for the signature."""
    value: dict[str, Json] = {
        "format": 1,
        "record": header.record,
        "kind": header.kind,
        "parents": list(header.parents),
        "incarnation": header.incarnation,
        "seq": header.seq,
        "hlc": header.hlc,
        "at": header.at_ms,
        "author": header.author,
        "form": header.form,
        "form_version": header.form_version,
        "form_digest": header.form_digest,
        "prev": header.prev,
        "content": header.content,
    }
    return digest(canonical(value))


def sign(revision_id: str, signer: Signer) -> bytes:
    """Return the author's signature over a revision id."""
    return signer.ed25519.sign(_SIGNED + bytes.fromhex(revision_id))


def is_signed_by(header: Header, public_key: Ed25519PublicKey) -> bool:
    """Say whether the header's signature was made with this person's key."""
    try:
        public_key.verify(header.signature, _SIGNED + bytes.fromhex(header.id))
    except (InvalidSignature, ValueError):
        return False
    return True
