"""The team's certificate authority: how its certificate and those of its people are made.

Profile (pdf reference, sections 6 and 12): an RSA-3072 root of path length 0 that outlives the
retention of papers; a leaf for each person with digitalSignature and nonRepudiation, meant for
e-mail protection and document signing (RFC 9336), with noRevAvail (RFC 9608), because no list of
withdrawn certificates is ever published: the store's own register says when one was closed.
Signatures are RSASSA-PSS with SHA-256 and a salt of 32 bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop.forms.distinguished import certificate_name

ROOT_YEARS = 50
LEAF_YEARS = 25
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
NO_REVOCATION = x509.ObjectIdentifier("2.5.29.56")
_NULL = b"\x05\x00"
_PSS = padding.PSS(mgf=padding.MGF1(SHA256()), salt_length=32)
# Laptops' clocks differ: a certificate must not be "not yet valid" on the next one.
_EARLIER = timedelta(days=1)


@dataclass(frozen=True)
class Holder:
    """Who a certificate is for. The id keeps two people of one name apart."""

    person_id: str
    name: str
    team: str


def root_certificate(key: rsa.RSAPrivateKey, team: str, generation: int, now: datetime) -> bytes:
    """Return the authority's own certificate as DER. `generation` counts from 1."""
    name = _name(f"{team[:40]} signing authority {generation}", team)
    builder = _builder(name, name, key.public_key(), now, now + _years(ROOT_YEARS))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(authority=True), critical=True)
    return _signed(builder, key)


def leaf_certificate(
    authority_key: rsa.RSAPrivateKey,
    authority_certificate: bytes,
    holder: Holder,
    public_key: rsa.RSAPublicKey,
    now: datetime,
) -> bytes:
    """Return a person's certificate as DER; it ends with the authority's at the latest."""
    root = x509.load_der_x509_certificate(authority_certificate)
    end = min(now + _years(LEAF_YEARS), root.not_valid_after_utc)
    subject = _name(holder.name, holder.team, holder.person_id)
    builder = _builder(root.subject, subject, public_key, now, end)
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    builder = builder.add_extension(_usage(authority=False), critical=True)
    purposes = [ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENT_SIGNING]
    builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    no_list = x509.UnrecognizedExtension(NO_REVOCATION, _NULL)
    builder = builder.add_extension(no_list, critical=False)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    return _signed(builder.add_extension(issuer, critical=False), authority_key)


def belongs(authority_key: rsa.RSAPrivateKey, authority_certificate: bytes) -> bool:
    """Say whether this private key is the one of this certificate."""
    root = x509.load_der_x509_certificate(authority_certificate)
    return root.public_key() == authority_key.public_key()


def serial_of(certificate: bytes) -> str:
    """Return a certificate's serial number in hexadecimal."""
    return f"{x509.load_der_x509_certificate(certificate).serial_number:x}"


def valid_until(certificate: bytes) -> datetime:
    """Return the moment at which a certificate ends."""
    return x509.load_der_x509_certificate(certificate).not_valid_after_utc


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 of a certificate as pairs of digits, as it is compared on paper."""
    raw = x509.load_der_x509_certificate(certificate).fingerprint(SHA256())
    return ":".join(f"{byte:02X}" for byte in raw)


def _builder(
    issuer: x509.Name,
    subject: x509.Name,
    public_key: rsa.RSAPublicKey,
    now: datetime,
    end: datetime,
) -> x509.CertificateBuilder:
    identifier = x509.SubjectKeyIdentifier.from_public_key(public_key)
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - _EARLIER)
        .not_valid_after(end.astimezone(UTC))
        .add_extension(identifier, critical=False)
    )


def _signed(builder: x509.CertificateBuilder, key: rsa.RSAPrivateKey) -> bytes:
    return builder.sign(key, SHA256(), rsa_padding=_PSS).public_bytes(Encoding.DER)


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str, team: str, person_id: str = "") -> x509.Name:
    """Return a distinguished name; the member revision has in full what is changed or cut here."""
    parts = [_part(NameOID.ORGANIZATION_NAME, team), _part(NameOID.COMMON_NAME, common)]
    if person_id:
        parts.append(_part(NameOID.SERIAL_NUMBER, person_id))
    return x509.Name(parts)


def _part(what: x509.ObjectIdentifier, value: str) -> x509.NameAttribute[str]:
    return x509.NameAttribute(what, certificate_name(value))


def _years(count: int) -> timedelta:
    return timedelta(days=365.25 * count)
