"""The certificate of a team's authority as a file: what a checker of papers leans on."""

from __future__ import annotations

from collections.abc import Iterable

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

LARGEST = 1024 * 1024
"""Bytes of the largest file of certificates that is read."""


class NotAnAuthority(ValueError):
    """A file is not the certificate of an authority. Nothing was checked."""

    code = "verify.not_an_authority"
    told = (
        "That file is not the certificate of a team’s authority.",
        "Nothing was checked.",
        "Ask the team for it: it is the file that `cst-desktop authority` writes, team-ca.pem.",
    )


def authorities_as_pem(certificates: Iterable[bytes]) -> bytes:
    """Return certificates (DER) as one file in PEM (RFC 7468)."""
    return b"".join(
        x509.load_der_x509_certificate(one).public_bytes(Encoding.PEM) for one in certificates
    )


def read_authorities(data: bytes) -> tuple[bytes, ...]:
    """Return the certificates in a file, PEM or DER, as DER. Raises NotAnAuthority.

    A person's own certificate is refused: whoever pins it would call every paper a forgery.
    """
    if len(data) > LARGEST:
        raise NotAnAuthority
    try:
        if b"-----BEGIN" in data:
            found = x509.load_pem_x509_certificates(data)
        else:
            found = [x509.load_der_x509_certificate(data)]
        if not all(_is_authority(one) for one in found):
            raise NotAnAuthority
    except ValueError as fault:
        raise NotAnAuthority from fault
    return tuple(one.public_bytes(Encoding.DER) for one in found)


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False
