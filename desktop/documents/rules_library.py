"""Rules 2 and 3: what pyHanko says of each signature.

It is a second opinion by other people's code: digest, signature, chain, and what later revisions
changed. The other rules do not lean on it, nor do these lean on the others.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from desktop.documents.asn1 import x509
from desktop.documents.revisions import MOST_OBJECTS, MOST_REVISIONS
from desktop.documents.verdict import Answer, Finding, Rule

MOST_SIGNATURES = 4
"""More than this many are not judged one by one; a paper has two at most."""
_TAIL = 4096
"""How many of the last bytes may stand behind the end; the library looks through them singly."""

_T = TypeVar("_T")

# The library's own log may name people: it ends here.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


@dataclass(frozen=True)
class Opinion:
    """What the library says: of each signature in order, or why it cannot say anything."""

    statuses: tuple[PdfSignatureStatus, ...] = ()
    fault: str = ""


def ask_library(pdf: bytes, authorities: Sequence[bytes], now: datetime) -> Opinion:
    """Let the library judge every signature, each by the time at which it says it was made.

    Where no authority is pinned, the one named in the signature counts as trusted: rule 4 says
    that it is not. `now` stands in for a time that a signature does not say.
    """
    # The bytes are a stranger's: the library may stumble over them in any way.
    too_much = _too_much(pdf)
    if too_much:
        return Opinion(fault=too_much)
    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        return Opinion(tuple(_judged(one, authorities, now) for one in found))
    except Exception:
        return Opinion(fault="An independent check (pyHanko) cannot read the signatures.")


def rule_whole(opinion: Opinion) -> Finding:
    """Rule 2: the library finds that the last signature covers the entire file."""
    if opinion.fault or not opinion.statuses:
        return Finding(Rule.WHOLE, Answer.BROKEN, opinion.fault or "There is no signature.")
    if opinion.statuses[-1].coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        said = "The last signature does not cover the entire file."
        return Finding(Rule.WHOLE, Answer.BROKEN, said)
    said = "The last signature covers the entire file."
    return Finding(Rule.WHOLE, Answer.HOLDS, said)


def rule_library(opinion: Opinion) -> Finding:
    """Rule 3: the library's bottom line is good for every signature."""
    if opinion.fault or not opinion.statuses:
        return Finding(Rule.LIBRARY, Answer.BROKEN, opinion.fault or "There is no signature.")
    if not all(cast("Any", one).bottom_line for one in opinion.statuses):
        said = "An independent check (pyHanko) finds a signature that does not hold."
        return Finding(Rule.LIBRARY, Answer.BROKEN, said)
    said = "An independent check (pyHanko) finds every signature valid."
    return Finding(Rule.LIBRARY, Answer.HOLDS, said)


def _too_much(pdf: bytes) -> str:
    """Return why the library is not asked: it has no bounds of its own for these."""
    if pdf.count(b"/ByteRange") > MOST_SIGNATURES:
        return f"The file has more than {MOST_SIGNATURES} signatures."
    if pdf.count(b"startxref") > MOST_REVISIONS:
        return f"The file was changed more than {MOST_REVISIONS - 1} times."
    if max(pdf.count(b" obj"), pdf.count(b" f \n"), pdf.count(b" n \n")) > MOST_OBJECTS:
        return f"The file has more than {MOST_OBJECTS} objects."
    if b"startxref" not in pdf[-_TAIL:]:
        return "The file does not end as a PDF does."
    return ""


def _judged(one: Any, authorities: Sequence[bytes], now: datetime) -> PdfSignatureStatus:
    roots = [x509.Certificate.load(der) for der in authorities] or list(one.other_embedded_certs)
    context = ValidationContext(
        trust_roots=roots,
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=one.self_reported_timestamp or now,
    )
    return _at_once(async_validate_pdf_signature(one, signer_validation_context=context))


def _at_once(work: Coroutine[Any, Any, _T]) -> _T:
    """Return what a coroutine gives that has nothing to wait for.

    An event loop would open a socket, on Windows one of the network's.
    """
    try:
        work.send(None)
    except StopIteration as done:
        return cast("_T", done.value)
    work.close()
    raise RuntimeError("the library waits for something")
