"""Rules 4, 7 and 11: whose signatures these are, by certificate, and what the register says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from desktop.documents.moments import in_words
from desktop.documents.opened import OpenedPaper, SignatureRead
from desktop.documents.signer import folded, is_name_of, issued_by, loaded, subject
from desktop.documents.verdict import Answer, Finding, Register, Registered, Rule

DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""Extended key usage for signing documents (RFC 9336)."""
CLOCKS_DIFFER = timedelta(days=1)
"""How far two computers' clocks may be apart before anything is made of it."""


def issuer_of(certificate: bytes, authorities: Sequence[bytes]) -> bytes | None:
    """Return which of these authorities issued a certificate (all DER), None where none did."""
    leaf = loaded(certificate)
    for one in authorities:
        root = loaded(one)
        if leaf is not None and root is not None and issued_by(leaf, root):
            return one
    return None


def rule_authority(
    paper: OpenedPaper, authorities: Sequence[bytes], now: datetime, *, is_known: bool = False
) -> Finding:
    """Rule 4: every signer's certificate was issued by the team's authority and was valid.

    `now` is when the question is asked. After a certificate's end only the file's being known
    (`is_known`) tells that a signature is as old as it says.
    """
    if not authorities:
        said = "No certificate of the team's authority was given: whose these are stays open."
        return Finding(Rule.AUTHORITY, Answer.UNKNOWN, said)
    doubts: list[str] = []
    for one in paper.signatures:
        fault = _authority_fault(one, authorities)
        if fault:
            return Finding(Rule.AUTHORITY, Answer.BROKEN, fault)
        doubts += [] if is_known else _doubts(one, now)
    if doubts:
        return Finding(Rule.AUTHORITY, Answer.UNKNOWN, doubts[0])
    said = "The team's own authority issued every signer's certificate, valid when it was used."
    return Finding(Rule.AUTHORITY, Answer.HOLDS, said)


def rule_who(paper: OpenedPaper) -> Finding:
    """Rule 7: a different person with a different key in each field, certified to sign papers."""
    seen: list[tuple[str, x509.Certificate]] = []
    for one in paper.signatures:
        leaf = _leaf(one)
        if leaf is None:
            return _who_broken("A signature comes without a readable certificate.")
        fault = _purpose_fault(one, leaf)
        if fault:
            return _who_broken(fault)
        if any(same_person(one.name, leaf, name, other) for name, other in seen):
            return _who_broken("The same person signed twice: nobody agrees their own work.")
        seen.append((one.name, leaf))
    if not seen:
        return _who_broken("Nobody has signed.")
    count = "One person" if len(seen) == 1 else "Two different people"
    said = f"{count} signed, with {'a certificate' if len(seen) == 1 else 'certificates'} for it."
    return Finding(Rule.WHO, Answer.HOLDS, said)


def rule_register(paper: OpenedPaper, register: Register | None) -> Finding:
    """Rule 11: the register names each certificate for that person and role at that time."""
    if register is None:
        said = "No register of certificates was at hand."
        return Finding(Rule.REGISTER, Answer.NOT_ASKED, said)
    for one in paper.signatures:
        fault = _register_fault(one, register)
        if fault:
            return Finding(Rule.REGISTER, Answer.BROKEN, fault)
    said = "The register names each certificate for this person at that time."
    return Finding(Rule.REGISTER, Answer.HOLDS, said)


def same_person(
    name: str, certificate: x509.Certificate, other_name: str, other: x509.Certificate
) -> bool:
    """Say whether two signers are one: by id, by key, or by name.

    Two people of one name have to be told apart in the register before they sign one paper.
    """
    ids = [subject(one, NameOID.SERIAL_NUMBER) for one in (certificate, other)]
    return (
        ids[0] == ids[1]
        or certificate.public_key() == other.public_key()
        or folded(name) == folded(other_name)
    )


def registered_as(one: SignatureRead, register: Register | None) -> Registered | None:
    """Return what the register says of a signature's certificate."""
    if register is None or one.container is None or one.moment is None:
        return None
    return register.registered(one.container.certificate, one.moment)


def _authority_fault(one: SignatureRead, authorities: Sequence[bytes]) -> str:
    leaf, moment = _leaf(one), one.moment
    if leaf is None or one.container is None or moment is None:
        return "A signature comes without a readable certificate or time."
    issuer = issuer_of(one.container.certificate, authorities)
    if issuer is None:
        return f"The certificate of {one.called} is not from the team's authority."
    if one.container.authority != issuer:
        return f"The authority named in {one.called} is not the team's."
    for certificate in (leaf, x509.load_der_x509_certificate(issuer)):
        if not certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc:
            return f"The certificate of {one.called} was not valid on the day of signing."
    return ""


def _doubts(one: SignatureRead, now: datetime) -> list[str]:
    leaf, moment = _leaf(one), one.moment
    if leaf is None or moment is None:
        return []
    if now > leaf.not_valid_after_utc:
        ended = in_words(leaf.not_valid_after_utc)
        return [f"The certificate of {one.called} ended on {ended}, and when it signed is open."]
    if moment > now + CLOCKS_DIFFER:
        return [f"By this computer's clock {one.called} is of a day that is still to come."]
    return []


def _purpose_fault(one: SignatureRead, leaf: x509.Certificate) -> str:
    wrong = f"The certificate of {one.called} was not made for signing papers."
    try:
        found = leaf.extensions
        basic = found.get_extension_for_class(x509.BasicConstraints).value
        usage = found.get_extension_for_class(x509.KeyUsage).value
        purposes = found.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (ValueError, x509.ExtensionNotFound):
        return wrong
    if basic.ca or usage.key_cert_sign or not usage.content_commitment:
        return wrong
    if DOCUMENT_SIGNING not in purposes or not isinstance(leaf.public_key(), rsa.RSAPublicKey):
        return wrong
    if not subject(leaf, NameOID.SERIAL_NUMBER):
        return f"The certificate of {one.called} does not say who it is for."
    if not is_name_of(one.name, leaf):
        return f"The name of {one.called} is not the one of its certificate."
    return ""


def _register_fault(one: SignatureRead, register: Register) -> str:
    leaf, moment = _leaf(one), one.moment
    found = registered_as(one, register)
    if leaf is None or moment is None or one.container is None or found is None:
        return f"The register has never heard of the certificate of {one.called}."
    if found.person != subject(leaf, NameOID.SERIAL_NUMBER):
        return f"The register names another person for the certificate of {one.called}."
    if moment < found.issued - CLOCKS_DIFFER:
        return f"The register issued the certificate of {one.called} after that day."
    if found.closed is not None and moment >= found.closed:
        return f"The register closed the certificate of {one.called} before that day."
    if found.role and folded(found.role) != folded(one.container.role):
        return f"The register gives another role at that time for {one.called}."
    return ""


def _leaf(one: SignatureRead) -> x509.Certificate | None:
    return None if one.container is None else loaded(one.container.certificate)


def _who_broken(sentence: str) -> Finding:
    return Finding(Rule.WHO, Answer.BROKEN, sentence)
