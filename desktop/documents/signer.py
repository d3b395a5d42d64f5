"""Who signs a paper, and whether they may: checked before anything is written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from desktop.documents import refusals
from desktop.documents.facts import SignatureField
from desktop.documents.verdict import Known
from desktop.forms.distinguished import certificate_name


@dataclass(frozen=True)
class PaperSigner:
    """Somebody who can sign papers just now.

    `key` is the person's RSA-3072 key, `certificate` the one issued for it and `authority` the
    certificate of the team's authority that issued it, both as DER. `name` and `role` are drawn on
    the paper as they stand. `closed` is when the register closed the certificate, if it did.
    """

    person: str
    name: str
    role: str
    key: rsa.RSAPrivateKey = field(repr=False)
    certificate: bytes = field(repr=False)
    authority: bytes = field(repr=False)
    closed: datetime | None = None


@dataclass(frozen=True)
class Intent:
    """One signature that is to be made: where, by whom, when and why.

    `moment` is aware, in whole seconds. `authorities` are the other generations of the team's
    authority (DER), for a paper that was signed first under an earlier one.
    """

    place: SignatureField
    signer: PaperSigner
    moment: datetime
    reason: str
    authorities: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def known(self) -> Known:
        """What a verification of the paper may lean on."""
        pinned = dict.fromkeys((self.signer.authority, *self.authorities))
        return Known(authorities=tuple(pinned))


def check_signer(signer: PaperSigner, moment: datetime) -> None:
    """Refuse a signer whose certificate would not stand behind the signature.

    Raises CertificateNotOurs, KeyOfAnotherCertificate, CertificateClosed, CertificateExpired,
    ClockBeforeCertificate.
    """
    leaf, root = _certificates(signer)
    if leaf.public_key() != signer.key.public_key():
        raise refusals.KeyOfAnotherCertificate
    if subject(leaf, NameOID.SERIAL_NUMBER) != signer.person:
        raise refusals.CertificateNotOurs("person")
    if not is_name_of(signer.name, leaf):
        raise refusals.CertificateNotOurs("name")
    if signer.closed is not None:
        raise refusals.CertificateClosed(signer.closed)
    for certificate in (leaf, root):
        if moment < certificate.not_valid_before_utc:
            raise refusals.ClockBeforeCertificate(certificate.not_valid_before_utc)
        if moment > certificate.not_valid_after_utc:
            raise refusals.CertificateExpired(certificate.not_valid_after_utc)


def loaded(der: bytes) -> x509.Certificate | None:
    """Return a certificate whose name and key can be read, None where it is damaged."""
    try:
        found = x509.load_der_x509_certificate(der)
        return found if found.subject and found.public_key() else None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None


def subject(certificate: x509.Certificate, what: x509.ObjectIdentifier) -> str:
    """Return a part of the name that a certificate was issued for, empty where there is none."""
    found = certificate.subject.get_attributes_for_oid(what)
    return str(found[0].value) if len(found) == 1 else ""


def folded(name: str) -> str:
    """Return a name as it is compared: compatible characters, case and white space made one."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def is_name_of(name: str, certificate: x509.Certificate) -> bool:
    """Say whether a certificate was issued for this name, as far as one can hold it."""
    return folded(certificate_name(name)) == folded(subject(certificate, NameOID.COMMON_NAME))


def issued_by(leaf: x509.Certificate, root: x509.Certificate) -> bool:
    """Say whether a certificate was issued by this authority itself."""
    try:
        leaf.verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _certificates(signer: PaperSigner) -> tuple[x509.Certificate, x509.Certificate]:
    leaf, root = loaded(signer.certificate), loaded(signer.authority)
    if leaf is None or root is None:
        raise refusals.CertificateNotOurs("unreadable")
    if not issued_by(leaf, root):
        raise refusals.CertificateNotOurs("authority")
    return leaf, root
