"""Who signs a paper, where on it, and whether they may: checked before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from cryptography.hazmat.primitives.asymmetric import rsa


class SignatureField(Enum):
    """The fields of a paper that are signed, by their names in the PDF.

    A form that is signed by one person has the first only. Neither name begins with the other:
    some programs lock a field by the beginning of its name.
    """

    AUTHOR = "AuthorSignature"
    AGREEMENT = "ManagerAgreement"


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
