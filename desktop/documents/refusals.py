"""Why a paper was not signed: named errors, so that the window can say what to do next.

No text in here and no attribute holds anything personal. When one of these is raised nothing was
signed and the bytes that were given are untouched.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar


class SigningRefused(Exception):
    """A paper was not signed. `code` names the reason for the window and the log."""

    code: ClassVar[str] = "sign.refused"

    def __str__(self) -> str:
        """Return the code and, where given, an impersonal detail."""
        detail = super().__str__()
        return f"{self.code}: {detail}" if detail else self.code


class CertificateExpired(SigningRefused):
    """The signer's certificate, or its authority's, has ended: a new one is wanted first."""

    code = "sign.expired"

    def __init__(self, ended: datetime) -> None:
        super().__init__(ended.date().isoformat())
        self.ended = ended


class CertificateClosed(SigningRefused):
    """The register closed the signer's certificate: a new one is wanted first."""

    code = "sign.closed"

    def __init__(self, closed: datetime) -> None:
        super().__init__(closed.date().isoformat())
        self.closed = closed


class ClockBeforeCertificate(SigningRefused):
    """This computer's clock shows a time before the certificate begins."""

    code = "sign.clock_before_certificate"

    def __init__(self, begins: datetime) -> None:
        super().__init__(begins.date().isoformat())
        self.begins = begins


class ClockBeforeSignature(SigningRefused):
    """This computer's clock shows a time before the signature that is already on the paper."""

    code = "sign.clock_before_signature"

    def __init__(self, signed: datetime) -> None:
        super().__init__(signed.isoformat())
        self.signed = signed


class KeyOfAnotherCertificate(SigningRefused):
    """The private key is not the one that the signer's certificate was issued for."""

    code = "sign.key_of_another_certificate"


class CertificateNotOurs(SigningRefused):
    """The certificate was not issued by this authority, or not for this person."""

    code = "sign.certificate_not_ours"


class FieldSigned(SigningRefused):
    """There is a signature in that field already; a signed paper never changes."""

    code = "sign.field_signed"


class NoSuchField(SigningRefused):
    """This paper has no field for that signature: its form does not ask for it."""

    code = "sign.no_such_field"


class SamePerson(SigningRefused):
    """This person has signed the other field: nobody agrees their own work."""

    code = "sign.same_person"


class WrongOrder(SigningRefused):
    """The author signs first, and agreement comes after."""

    code = "sign.wrong_order"


class NotOurPaper(SigningRefused):
    """These bytes are no unaltered paper of this program. `detail` is a rule or a fault."""

    code = "sign.not_our_paper"


class PaperDiffers(SigningRefused):
    """The paper does not show what its record says: page, tags or attachment differ.

    `differs` says what, in sentences. `is_other_program`: another version of this program made the
    paper, so that the difference may be one of layout; it has to be made and signed anew.
    """

    code = "sign.paper_differs"

    def __init__(self, differs: tuple[str, ...], *, is_other_program: bool = False) -> None:
        super().__init__("another version of the program" if is_other_program else "")
        self.differs = differs
        self.is_other_program = is_other_program


class NotSigned(SigningRefused):
    """The paper was signed, and what came out did not verify; it was thrown away."""

    code = "sign.did_not_verify"
