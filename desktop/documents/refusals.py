"""Why a paper was not signed: named errors that say what happened and what to do next.

No text in here and no attribute holds anything personal. When one of these is raised nothing was
signed and the bytes that were given are untouched.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Final

_UNSIGNED = "Nothing was signed, and the record is as it was."
_NEW_ONE = "Ask a keeper of the team’s certificates for a new one: Settings, Certificates."


class SigningRefused(Exception):
    """A paper was not signed. `code` names the reason for the log.

    `told` are the words for the reader: what happened, whether the work is safe, what to do next.
    """

    code: ClassVar[str] = "sign.refused"
    told: ClassVar[tuple[str, str, str]] = (
        "The paper could not be signed.",
        _UNSIGNED,
        "Try again; if it stays so, tell whoever looks after CST Desktop the reference below.",
    )

    def __str__(self) -> str:
        """Return the code and, where given, an impersonal detail."""
        detail = super().__str__()
        return f"{self.code}: {detail}" if detail else self.code


class CertificateExpired(SigningRefused):
    """The signer's certificate, or its authority's, has ended: a new one is wanted first."""

    code = "sign.expired"
    told = (
        "Your certificate for signing has ended.",
        _UNSIGNED,
        _NEW_ONE,
    )

    def __init__(self, ended: datetime) -> None:
        super().__init__(ended.date().isoformat())
        self.ended = ended


class CertificateClosed(SigningRefused):
    """The register closed the signer's certificate: a new one is wanted first."""

    code = "sign.closed"
    told = (
        "Your certificate for signing was closed.",
        _UNSIGNED,
        _NEW_ONE,
    )

    def __init__(self, closed: datetime) -> None:
        super().__init__(closed.date().isoformat())
        self.closed = closed


class ClockBeforeCertificate(SigningRefused):
    """This computer's clock shows a time before the certificate begins."""

    code = "sign.clock_before_certificate"
    told = (
        "This computer’s clock shows a day before your certificate was made, so it must be wrong.",
        _UNSIGNED,
        "Put the computer’s date right, and sign again.",
    )

    def __init__(self, begins: datetime) -> None:
        super().__init__(begins.date().isoformat())
        self.begins = begins


class ClockBeforeSignature(SigningRefused):
    """This computer's clock shows a time before the signature that is already on the paper."""

    code = "sign.clock_before_signature"
    told = (
        "This computer’s clock shows a time before the author signed, so it must be wrong.",
        _UNSIGNED,
        "Put the computer’s date and time right, and sign again.",
    )

    def __init__(self, signed: datetime) -> None:
        super().__init__(signed.isoformat())
        self.signed = signed


class KeyOfAnotherCertificate(SigningRefused):
    """The private key is not the one that the signer's certificate was issued for."""

    code = "sign.key_of_another_certificate"
    told = (
        "Your key for signing and your certificate do not belong together.",
        _UNSIGNED,
        _NEW_ONE,
    )


class CertificateNotOurs(SigningRefused):
    """The certificate was not issued by this authority, or not for this person and name."""

    code = "sign.certificate_not_ours"
    told = (
        "Your certificate for signing is not the team’s, or was made for another name.",
        _UNSIGNED,
        _NEW_ONE,
    )


CERTIFICATE_WANTED: Final = (
    CertificateExpired,
    CertificateClosed,
    KeyOfAnotherCertificate,
    CertificateNotOurs,
)
"""Refusals that a new certificate puts right."""


class FieldSigned(SigningRefused):
    """There is a signature in that field already; a signed paper never changes."""

    code = "sign.field_signed"
    told = (
        "This paper has been signed there already.",
        _UNSIGNED,
        "Open the record again to see who signed it, and when.",
    )


class NoSuchField(SigningRefused):
    """This paper has no field for that signature: its form does not ask for it."""

    code = "sign.no_such_field"
    told = (
        "This paper has no place for that signature.",
        _UNSIGNED,
        "A draft is not signed, and a form for one signature is not agreed.",
    )


class SamePerson(SigningRefused):
    """This person, key or name has signed the other field: nobody agrees their own work."""

    code = "sign.same_person"
    told = (
        "You have signed this record as its author, so somebody else has to agree it.",
        _UNSIGNED,
        (
            "Ask another manager. Two people of one name need names that differ, in their accounts "
            "and certificates, before they sign the same paper."
        ),
    )


class WrongOrder(SigningRefused):
    """The author signs first, and agreement comes after."""

    code = "sign.wrong_order"
    told = (
        "The author has not signed this record yet.",
        _UNSIGNED,
        "Agree it when the author has signed.",
    )


class NotOurPaper(SigningRefused):
    """These bytes are no unaltered paper of this program. The detail is the rule that says so."""

    code = "sign.not_our_paper"
    told = (
        "This paper is not as it was made and signed in this program.",
        _UNSIGNED,
        "Open the record again and sign from there; if it stays so, tell your ICT service.",
    )


class PaperDiffers(SigningRefused):
    """The paper does not show what its record says: page, tags or attachment differ.

    `differs` says what, in sentences. `is_other_program`: another version of this program made the
    paper, so that the difference may be one of layout; it has to be made and signed anew.
    """

    code = "sign.paper_differs"
    told = (
        "The paper does not show the same as the record that you have read.",
        _UNSIGNED,
        (
            "Return the record to its author, who signs it once more. After an update of the "
            "program this can happen to a paper that was signed before."
        ),
    )

    def __init__(self, differs: tuple[str, ...], *, is_other_program: bool = False) -> None:
        super().__init__("another version of the program" if is_other_program else "")
        self.differs = differs
        self.is_other_program = is_other_program


class NotSigned(SigningRefused):
    """The paper was signed, and what came out did not verify; it was thrown away."""

    code = "sign.did_not_verify"
    told = (
        "The signed paper did not stand up to being checked, so it was thrown away.",
        _UNSIGNED,
        "Try again; if it stays so, tell whoever looks after CST Desktop the reference below.",
    )
