"""From twelve findings to one verdict, and what is told beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from desktop.documents.metadata import CREATOR
from desktop.documents.opened import OpenedPaper, SignatureRead
from desktop.documents.rules_file import ONE_OF_TWO
from desktop.documents.rules_people import issuer_of, registered_as
from desktop.documents.signer import loaded, subject
from desktop.documents.verdict import (
    Answer,
    Finding,
    Known,
    Outcome,
    RecordSeen,
    Registered,
    Rule,
    SignatureSeen,
    Verdict,
)

MARK = CREATOR.encode()
"""The program's name, which stands readable in the metadata of every paper."""
_WHOLE = "This is the paper as it was signed, whole and unchanged."
_NOT_AGREED = (
    "This is the paper as its author signed it, whole and unchanged. It is not yet agreed."
)
_NOT_OURS = "This is no paper of CST Desktop, or everything that showed it was taken away."

# Which broken rule says most about what was done, so that it is told first.
_TELLING = (
    *(Rule.GAP, Rule.CMS, Rule.AUTHORITY, Rule.WHO, Rule.REVISIONS, Rule.PLAIN, Rule.REGISTER),
    *(Rule.RECORD, Rule.FIELDS, Rule.HASH, Rule.WHOLE, Rule.LIBRARY),
)


def not_a_paper(reason: str) -> Verdict:
    """Return the verdict on something that cannot be looked at."""
    return Verdict(Outcome.CANNOT_SAY, reason)


def judged(
    pdf: bytes, paper: OpenedPaper | None, findings: Sequence[Finding], known: Known
) -> Verdict:
    """Return the verdict that these findings make."""
    in_order = tuple(sorted(findings, key=lambda one: one.rule.value))
    outcome, remark = _outcome(pdf, paper, in_order)
    return Verdict(
        outcome=outcome,
        remark=remark,
        findings=in_order,
        signatures=tuple(_seen(one, known) for one in paper.signatures) if paper else (),
        wanted=len(paper.fields) if paper else 0,
        record=_record_seen(paper) if paper else None,
        sha256=hashlib.sha256(pdf).hexdigest(),
    )


def fingerprint(certificate: bytes) -> str:
    """Return a certificate's SHA-256 as pairs of digits, empty where it cannot be read."""
    found = loaded(certificate)
    raw = b"" if found is None else found.fingerprint(SHA256())
    return ":".join(f"{byte:02X}" for byte in raw)


def _outcome(
    pdf: bytes, paper: OpenedPaper | None, findings: Sequence[Finding]
) -> tuple[Outcome, str]:
    if MARK not in pdf and (paper is None or paper.record is None):
        return Outcome.CANNOT_SAY, _NOT_OURS
    if paper is not None and not paper.signatures:
        return Outcome.NOT_GOOD, _unsigned(paper)
    broken = {one.rule: one for one in findings if one.answer is Answer.BROKEN}
    for rule in _TELLING:
        if rule in broken:
            return Outcome.NOT_GOOD, f"{broken[rule].sentence} Do not rely on this file."
    open_ones = [one for one in findings if one.answer is Answer.UNKNOWN]
    if not open_ones:
        is_agreed = paper is None or len(paper.signatures) == len(paper.fields)
        return Outcome.GOOD, _WHOLE if is_agreed else _NOT_AGREED
    if all(one.rule is Rule.FIELDS for one in open_ones):
        return Outcome.CANNOT_SAY, ONE_OF_TWO
    said = " ".join(one.sentence for one in open_ones)
    return Outcome.CANNOT_SAY, f"Nothing is wrong with the file, but not all can be said. {said}"


def _unsigned(paper: OpenedPaper) -> str:
    if not paper.fields:
        return "This is a draft or a blank copy: it has no place for a signature."
    return f"0 of {len(paper.fields)} signatures: not signed, or the signatures were taken away."


def _seen(one: SignatureRead, known: Known) -> SignatureSeen:
    container = one.container
    leaf = None if container is None else loaded(container.certificate)
    issuer = None if container is None else issuer_of(container.certificate, known.authorities)
    return SignatureSeen(
        field=one.place,
        name=one.name,
        role="" if container is None else container.role,
        moment=one.moment,
        reason=one.reason,
        certified_name="" if leaf is None else subject(leaf, NameOID.COMMON_NAME),
        person="" if leaf is None else subject(leaf, NameOID.SERIAL_NUMBER),
        serial="" if leaf is None else f"{leaf.serial_number:x}",
        fingerprint="" if container is None else fingerprint(container.certificate),
        authority="" if issuer is None else fingerprint(issuer),
        registered=_registered(registered_as(one, known.register), known),
    )


def _registered(found: Registered | None, known: Known) -> str:
    if known.register is None:
        return ""
    if found is None:
        return "not in the register"
    words = f"{found.name}, {found.role}" if found.role else found.name
    if found.closed is None:
        return words
    return f"{words}; closed {found.closed.date().isoformat()}: {found.why_closed}"


def _record_seen(paper: OpenedPaper) -> RecordSeen | None:
    if paper.record is None or paper.record_bytes is None:
        return None
    facts, form = paper.record.facts, paper.record.form
    return RecordSeen(
        record=facts.record_id,
        version=facts.version,
        form=form.id,
        title=facts.title or form.title,
        name=facts.child,
        reference=facts.reference,
        made=facts.made,
        state=_state(paper),
        training=facts.training,
        digest=hashlib.sha256(paper.record_bytes).hexdigest(),
    )


def _state(paper: OpenedPaper) -> str:
    """Return how far the paper got, by its signatures."""
    wanted, signed = len(paper.fields), len(paper.signatures)
    if not wanted or paper.record is None:
        return paper.record.facts.state.value if paper.record else ""
    if not signed:
        return "not signed"
    if signed < wanted:
        return "signed by its author"
    return "signed" if wanted == 1 else "signed and agreed"
