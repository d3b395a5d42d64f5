"""The team's authority as a file: `team-ca.pem`, given to those who check papers.

The use of it all, for a command: `pinned` reads the certificates, `verification.verify_file` judges
each file, `told.in_plain_words` or `told.as_json` says it, `told.exit_code` ends the process.
"""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

LARGEST = 1024 * 1024
"""Bytes of the largest file of certificates that is read."""


class NoAuthority(ValueError):
    """A file holds no certificate of an authority."""

    code = "verify.no_authority"
    told = (
        "That file holds no certificate of a team’s authority.",
        "No paper was judged.",
        "Choose the file team-ca.pem that the team gave you.",
    )


def pinned(data: bytes) -> tuple[bytes, ...]:
    """Return the authorities' certificates (DER) in a file, PEM or DER. Raises NoAuthority.

    A certificate of a person is refused: pinned as an authority it would say nothing.
    """
    if len(data) > LARGEST:
        raise NoAuthority
    try:
        found = _read(data)
        if not found or not all(_is_authority(one) for one in found):
            raise NoAuthority
    except ValueError as fault:
        raise NoAuthority from fault
    return tuple(one.public_bytes(Encoding.DER) for one in found)


def as_pem(authorities: tuple[bytes, ...]) -> bytes:
    """Return authorities' certificates (DER) as the text that others are given."""
    loaded = (x509.load_der_x509_certificate(one) for one in authorities)
    return b"".join(one.public_bytes(Encoding.PEM) for one in loaded)


def _read(data: bytes) -> list[x509.Certificate]:
    if b"-----BEGIN" in data:
        return x509.load_pem_x509_certificates(data)
    return [x509.load_der_x509_certificate(data)]


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        said = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    except x509.ExtensionNotFound:
        return False
    return said.value.ca
