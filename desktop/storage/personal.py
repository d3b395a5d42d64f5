"""A person's own signing keys: Ed25519 for revisions, RSA-3072 for papers.

They are wrapped under that person's passphrase only, so nobody can sign as a colleague.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes

from desktop.storage.canonical import canonical
from desktop.storage.errors import KeyFileDamaged

RSA_BITS = 3072


@dataclass(frozen=True)
class PersonalKeys:
    """Both private keys as PKCS #8 DER; each is loaded when it is first used."""

    ed25519_der: bytes = field(repr=False)
    rsa_der: bytes = field(repr=False)

    @cached_property
    def signing(self) -> Ed25519PrivateKey:
        """The key that signs revisions."""
        key = load_private(self.ed25519_der)
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyFileDamaged
        return key

    @cached_property
    def paper(self) -> rsa.RSAPrivateKey:
        """The key that signs papers."""
        return load_rsa(self.rsa_der)

    def to_bytes(self) -> bytes:
        """Return both keys as the bytes that are wrapped."""
        both = (self.ed25519_der, self.rsa_der)
        return canonical([base64.b64encode(der).decode() for der in both])

    @classmethod
    def from_bytes(cls, data: bytes) -> PersonalKeys:
        """Read what `to_bytes` wrote."""
        import json

        first, second = json.loads(data)
        return cls(base64.b64decode(first), base64.b64decode(second))


def new_personal_keys() -> PersonalKeys:
    """Return new keys. Takes up to a second for the RSA key: never on the window's thread."""
    return PersonalKeys(private_der(Ed25519PrivateKey.generate()), private_der(new_rsa()))


def new_rsa() -> rsa.RSAPrivateKey:
    """Return a new RSA-3072 private key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)


def private_der(key: PrivateKeyTypes) -> bytes:
    """Return a private key as unencrypted PKCS #8 DER; it is wrapped before it reaches a disk."""
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_der(key: PublicKeyTypes) -> bytes:
    """Return a public key as SubjectPublicKeyInfo DER."""
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def load_private(der: bytes) -> PrivateKeyTypes:
    """Load a PKCS #8 DER private key that came out of a wrap."""
    return serialization.load_der_private_key(der, password=None)


def load_rsa(der: bytes) -> rsa.RSAPrivateKey:
    """Load an RSA private key; the check of its primes is skipped, the wrap authenticates it."""
    key = serialization.load_der_private_key(
        der, password=None, unsafe_skip_rsa_key_validation=True
    )
    if not isinstance(key, rsa.RSAPrivateKey):
        raise KeyFileDamaged
    return key
