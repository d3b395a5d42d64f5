"""The register of certificates: every one ever issued is a revision, when, by whom and why."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from desktop.storage.authority import Holder, belongs, leaf_certificate, serial_of
from desktop.storage.canonical import Json, new_id
from desktop.storage.errors import ChainBroken, NotAKeeper, UnknownRecord
from desktop.storage.people import Unlocked
from desktop.storage.personal import load_rsa
from desktop.storage.reading import Current, Reader
from desktop.storage.revisions import Header, NewRevision, Signer, System
from desktop.storage.writing import Writer


@dataclass(frozen=True)
class Authority:
    """One generation of the team's certificate authority."""

    record: str
    generation: int
    certificate: bytes = field(repr=False)
    begun: datetime


@dataclass(frozen=True)
class Certificate:
    """A person's certificate. `closed` and `why_closed` say when it stopped counting, and why."""

    record: str
    person: str
    certificate: bytes = field(repr=False)
    serial: str
    generation: int
    issued: datetime
    reason: str
    closed: datetime | None
    why_closed: str


def authorities(reader: Reader) -> tuple[Authority, ...]:
    """Return every generation of the authority, the newest first."""
    found = [_authority(reader, one) for one in reader.listing(kind=System.AUTHORITY.value)]
    return tuple(sorted(found, key=lambda one: one.generation, reverse=True))


def certificates(reader: Reader, person: str | None = None) -> tuple[Certificate, ...]:
    """Return every certificate ever issued (to one person), the newest first."""
    found = [_certificate(reader, one) for one in reader.listing(kind=System.CERTIFICATE.value)]
    mine = (one for one in found if person is None or one.person == person)
    return tuple(sorted(mine, key=lambda one: one.issued, reverse=True))


def valid_certificate(reader: Reader, person: str) -> Certificate | None:
    """Return the certificate with which a person now signs papers, None where there is none."""
    return next((one for one in certificates(reader, person) if one.closed is None), None)


def keep_authority(
    writer: Writer, certificate: bytes, generation: int, reason: str, signer: Signer
) -> Header:
    """Keep a new generation of the authority."""
    body: dict[str, Json] = {
        "generation": generation,
        "certificate": base64.b64encode(certificate).decode(),
        "reason": reason,
    }
    return writer.append(NewRevision(new_id(), System.AUTHORITY.value, body), signer)


def issue(
    writer: Writer, by: Unlocked, person: str, team: str, *, now: datetime, reason: str
) -> Header:
    """Issue a certificate for the paper key in a person's member revision; older ones are closed.

    Raises NotAKeeper (also when the keeper's key is of an older generation), UnknownRecord.
    """
    key = load_rsa(by.require_authority())
    authority = next(iter(authorities(writer.reader)), None)
    if authority is None or not belongs(key, authority.certificate):
        raise NotAKeeper("generation")
    member = writer.reader.body(writer.reader.current(person).revision)
    holder = Holder(person, str(member["name"]), team)
    public = load_der_public_key(base64.b64decode(str(member["rsa"])))
    if not isinstance(public, rsa.RSAPublicKey):
        raise UnknownRecord(person)
    made = leaf_certificate(key, authority.certificate, holder, public, now)
    close(writer, person, now, reason, by.signer)
    body: dict[str, Json] = {
        "person": person,
        "certificate": base64.b64encode(made).decode(),
        "serial": serial_of(made),
        "generation": authority.generation,
        "issued": now.isoformat(),
        "reason": reason,
        "closed": None,
        "why_closed": "",
    }
    return writer.append(NewRevision(new_id(), System.CERTIFICATE.value, body), by.signer)


def close(writer: Writer, person: str, now: datetime, reason: str, signer: Signer) -> None:
    """Close a person's certificates that are still open, with date and reason."""
    for one in certificates(writer.reader, person):
        if one.closed is None:
            current = writer.reader.current(one.record)
            body = writer.reader.body(current.revision)
            body |= {"closed": now.isoformat(), "why_closed": reason}
            writer.append(NewRevision(one.record, System.CERTIFICATE.value, body), signer)


def _authority(reader: Reader, current: Current) -> Authority:
    body: dict[str, Any] = reader.body(current.revision)
    try:
        certificate = base64.b64decode(body["certificate"])
        return Authority(current.record, int(body["generation"]), certificate, current.at)
    except (KeyError, ValueError, TypeError) as error:
        raise ChainBroken(current.revision) from error


def _certificate(reader: Reader, current: Current) -> Certificate:
    body: dict[str, Any] = reader.body(current.revision)
    try:
        closed = body["closed"]
        return Certificate(
            record=current.record,
            person=str(body["person"]),
            certificate=base64.b64decode(body["certificate"]),
            serial=str(body["serial"]),
            generation=int(body["generation"]),
            issued=datetime.fromisoformat(body["issued"]),
            reason=str(body["reason"]),
            closed=None if closed is None else datetime.fromisoformat(closed),
            why_closed=str(body["why_closed"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise ChainBroken(current.revision) from error
