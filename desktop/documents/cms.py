"""The signature container of a paper: the one shape that we write, and reading it back.

A PAdES B-B signature (ETSI EN 319 142-1, 6.3) is a CMS SignedData (RFC 5652) with one signer. Most
of a CMS is not covered by the signature in it. So one function puts a container together from its
parts, for signing and for verification: what is read must come out byte-equal when it is put
together again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from desktop.documents.asn1 import cades, cms, core, tsp, x509

SALT = 32
PSS = padding.PSS(mgf=padding.MGF1(SHA256()), salt_length=SALT)
SIGNATURE_SIZE = 384
"""Bytes of a signature by an RSA-3072 key."""
LONGEST_ROLE = 200
"""Characters of a role; a longer one is cut, so that a container has a bounded size."""

_TITLE = "2.5.4.12"
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

    @property
    def attributes(self) -> bytes:
        """The bytes that the signature is over (RFC 5652, 5.4)."""
        return _attributes(self).dump()

    def signed(self, key: rsa.RSAPrivateKey) -> Container:
        """Return the container signed with a key: RSASSA-PSS, SHA-256, a salt of 32 bytes."""
        return replace(self, signature=key.sign(self.attributes, PSS, SHA256()))

    def to_der(self) -> bytes:
        """Return the container; its length depends on role and certificates alone."""
        data = cms.SignedData(
            {
                "version": "v1",
                "digest_algorithms": [_sha256()],
                "encap_content_info": {"content_type": "data"},
                "certificates": [
                    x509.Certificate.load(self.certificate),
                    x509.Certificate.load(self.authority),
                ],
                "signer_infos": [_signer(self)],
            }
        )
        return cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()


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
    above = [one for one in certificates if one is not leaf and one.subject == leaf.issuer]
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


def _signer(parts: Container) -> Any:
    leaf = x509.Certificate.load(parts.certificate)
    issued = {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": issued}),
            "digest_algorithm": _sha256(),
            "signed_attrs": _attributes(parts),
            "signature_algorithm": _pss(),
            "signature": parts.signature,
        }
    )


def _attributes(parts: Container) -> Any:
    """Return the signed attributes: type, digest, certificate (ESS v2), claimed role."""
    named = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(parts.certificate).digest()})
    role = {"type": _TITLE, "values": [core.UTF8String(parts.role[:LONGEST_ROLE])]}
    claims = cades.SignerAttributesV2({"claimed_attributes": [role]})
    return cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["data"]},
            {"type": "message_digest", "values": [parts.digest]},
            {
                "type": "signing_certificate_v2",
                "values": [tsp.SigningCertificateV2({"certs": [named]})],
            },
            {"type": "signer_attributes_v2", "values": [claims]},
        ]
    )


def _sha256() -> Any:
    return {"algorithm": "sha256"}


def _pss() -> Any:
    return {
        "algorithm": "rsassa_pss",
        "parameters": {
            "hash_algorithm": {"algorithm": "sha256"},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
            "salt_length": SALT,
        },
    }
