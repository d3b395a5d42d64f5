"""Certificates that our authority does not issue."""

from __future__ import annotations

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop.documents.cms import PSS
from desktop.documents.rules_people import DOCUMENT_SIGNING
from tests.documents.signers import BEGUN, TEAM, key


def leaf(
    issuer_key: rsa.RSAPrivateKey,
    issuer: bytes,
    name: str,
    person: str,
    number: int,
    *,
    signs_documents: bool = True,
    is_authority: bool = False,
) -> bytes:
    """Return a certificate (DER) that is like ours but for what is asked."""
    above = x509.load_der_x509_certificate(issuer)
    parts = [
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, TEAM),
        x509.NameAttribute(NameOID.COMMON_NAME, name),
    ]
    if person:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, person))
    purposes = [ExtendedKeyUsageOID.EMAIL_PROTECTION]
    purposes += [DOCUMENT_SIGNING] if signs_documents else []
    public = key(number).public_key()
    builder = (
        x509.CertificateBuilder()
        .issuer_name(above.subject)
        .subject_name(x509.Name(parts))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGUN - timedelta(days=1))
        .not_valid_after(BEGUN + timedelta(days=3650))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority=is_authority), critical=True)
        .add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    return builder.sign(issuer_key, SHA256(), rsa_padding=PSS).public_bytes(Encoding.DER)


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
