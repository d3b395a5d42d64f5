"""The signature container of a paper: the one shape that we write, and reading it back.

A PAdES B-B signature (ETSI EN 319 142-1, 6.3) is a CMS SignedData (RFC 5652) with one signer. Most
of a CMS is not covered by the signature in it. So one function puts a container together from its
parts, for signing and for verification: what is read must come out byte-equal when it is put
together again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from desktop.documents.asn1 import cms
from desktop.documents.der import (
    IMPLICIT_0,
    NULL,
    OCTETS,
    SET,
    UTF8,
    identifier,
    integer,
    sequence,
    tlv,
)

SALT = 32
PSS = padding.PSS(mgf=padding.MGF1(SHA256()), salt_length=SALT)
SIGNATURE_SIZE = 384
"""Bytes of a signature by an RSA-3072 key."""
LONGEST_ROLE = 200
"""Characters of a role; a longer one is cut, so that a container has a bounded size."""

_SIGNED_DATA = identifier("1.2.840.113549.1.7.2")
_DATA = identifier("1.2.840.113549.1.7.1")
_SHA256 = sequence(identifier("2.16.840.1.101.3.4.2.1"), NULL)
_MGF1 = sequence(identifier("1.2.840.113549.1.1.8"), _SHA256)
_RSASSA_PSS = sequence(
    identifier("1.2.840.113549.1.1.10"),
    sequence(tlv(0xA0, _SHA256), tlv(0xA1, _MGF1), tlv(0xA2, integer(SALT))),
)
"""RFC 4055, 3.1: the same digest everywhere, a salt as long as it, the usual trailer."""
_TITLE = identifier("2.5.4.12")
"""X.520 title: the role as the signer claims it (EN 319 122-1, 5.2.6.1, signer-attributes-v2)."""


class NotOurContainer(ValueError):
    """These bytes are no signature container of the shape that we write."""


@dataclass(frozen=True)
class Container:
    """The parts of a signature container.

    `digest` is the SHA-256 of the signed bytes, `role` what the signer claims to be, `certificate`
    and `authority` are DER. `signature` is over `attributes`.
    """

    digest: bytes
    role: str
    certificate: bytes = field(repr=False)
    authority: bytes = field(repr=False)
    signature: bytes = field(default=bytes(SIGNATURE_SIZE), repr=False)

    @cached_property
    def attributes(self) -> bytes:
        """The bytes that the signature is over (RFC 5652, 5.4)."""
        return _attributes(self)

    def signed(self, key: rsa.RSAPrivateKey) -> Container:
        """Return the container signed with a key: RSASSA-PSS, SHA-256, a salt of 32 bytes."""
        return replace(self, signature=key.sign(self.attributes, PSS, SHA256()))

    def to_der(self) -> bytes:
        """Return the container; its length depends on role and certificates alone."""
        certificates = sorted((self.certificate, self.authority))
        data = sequence(
            integer(1),
            tlv(SET, _SHA256),
            sequence(_DATA),
            tlv(IMPLICIT_0, *certificates),
            tlv(SET, _signer(self)),
        )
        return sequence(_SIGNED_DATA, tlv(IMPLICIT_0, data))


def read_container(der: bytes) -> Container:
    """Return the parts of a container, whether or not it is one of ours: see `is_exact`.

    Raises NotOurContainer; its text goes on from "The author's signature ...".
    """
    # The library raises whatever it stumbles over in bytes that a stranger made.
    try:
        return _parts(cms.ContentInfo.load(der)["content"])
    except Exception as error:
        raise NotOurContainer("cannot be read as a signature of this program.") from error


def is_exact(container: Container, der: bytes) -> bool:
    """Say whether these bytes are what the parts make, to the last one: nothing more, no other."""
    try:
        return container.to_der() == der
    except Exception:
        return False


def _parts(data: Any) -> Container:
    signer = data["signer_infos"][0]
    certificates = [one.chosen for one in data["certificates"]]
    serial = signer["sid"].chosen["serial_number"].native
    leaf = next(one for one in certificates if one.serial_number == serial)
    issuer = leaf.issuer.dump()  # by its bytes: an authority writes its own name in one way
    above = [one for one in certificates if one is not leaf and one.subject.dump() == issuer]
    said = {one["type"].native: one["values"] for one in signer["signed_attrs"]}
    return Container(
        digest=said["message_digest"][0].native,
        role=_claimed(said),
        certificate=leaf.dump(),
        authority=above[0].dump() if above else b"",
        signature=signer["signature"].native,
    )


def _claimed(said: dict[str, Any]) -> str:
    """Return the role that a signer claims, empty where there is none."""
    try:
        return said["signer_attributes_v2"][0]["claimed_attributes"][0]["values"][0].native
    except (KeyError, IndexError):
        return ""


def _signer(parts: Container) -> bytes:
    leaf = x509.load_der_x509_certificate(parts.certificate)
    return sequence(
        integer(1),
        sequence(leaf.issuer.public_bytes(), integer(leaf.serial_number)),
        _SHA256,
        # The same bytes as are signed, under the tag that stands for "signed attributes" here.
        bytes([IMPLICIT_0]) + parts.attributes[1:],
        _RSASSA_PSS,
        tlv(OCTETS, parts.signature),
    )


def _attributes(parts: Container) -> bytes:
    """Return the signed attributes: type, digest, certificate (ESS v2), claimed role."""
    named = sequence(tlv(OCTETS, hashlib.sha256(parts.certificate).digest()))
    role = tlv(UTF8, parts.role[:LONGEST_ROLE].encode("utf-8", "replace"))
    claims = sequence(tlv(IMPLICIT_0, sequence(sequence(_TITLE, tlv(SET, role)))))
    return tlv(
        SET,
        *sorted(
            (
                _attribute("1.2.840.113549.1.9.3", _DATA),
                _attribute("1.2.840.113549.1.9.4", tlv(OCTETS, parts.digest)),
                _attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(named))),
                _attribute("0.4.0.19122.1.1", claims),
            )
        ),
    )


def _attribute(name: str, value: bytes) -> bytes:
    return sequence(identifier(name), tlv(SET, value))
