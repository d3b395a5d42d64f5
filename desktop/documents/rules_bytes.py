"""Rules 6 and 10: what a signature leaves out is its own container, and nothing else in any form.

Both are our own arithmetic. A library's "covers the whole file" is no substitute for either.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256

from desktop.documents.cms import PSS, Container
from desktop.documents.opened import OpenedPaper, SignatureRead
from desktop.documents.signer import loaded
from desktop.documents.verdict import Answer, Finding, Rule


def rule_gap(paper: OpenedPaper) -> Finding:
    """Rule 6: every signature is over all of its revision but its own container."""
    fault = _gap_fault(paper)
    if fault:
        return Finding(Rule.GAP, Answer.BROKEN, fault)
    said = "Every byte is signed but the signatures themselves, and nothing stands behind the last."
    return Finding(Rule.GAP, Answer.HOLDS, said)


def rule_cms(paper: OpenedPaper) -> Finding:
    """Rule 10: each container, put together anew from its parts, is what stands in the file."""
    for one in paper.signatures:
        fault = one.container_fault or _container_fault(one)
        if fault:
            return Finding(Rule.CMS, Answer.BROKEN, f"{one.called.capitalize()} {fault}")
    said = "Each signature is over the bytes that stand here, and holds nothing that is not signed."
    return Finding(Rule.CMS, Answer.HOLDS, said)


def _gap_fault(paper: OpenedPaper) -> str:
    if not paper.signatures:
        return "There is no signature that the bytes of the file could be under."
    for one in paper.signatures:
        if one.gap is None or one.gap_fault:
            return one.gap_fault
        if one.gap.reaches != paper.revisions[one.revision].end:
            return "A signature does not reach the end of what was there when it was made."
        if bytes(one.dictionary["/Contents"]) != one.gap.contents:
            return "The signature that is read is not the one that stands in the gap."
    if paper.signatures[-1].revision != len(paper.revisions) - 1:
        return "Something was added to the file after the last signature."
    return ""


def _container_fault(one: SignatureRead) -> str:
    container = one.container
    if container is None or container.digest != one.digest:
        return "is over other bytes than those of this file."
    if not _is_by_its_certificate(container):
        return "was not made with the key of its certificate."
    return ""


def _is_by_its_certificate(container: Container) -> bool:
    leaf = loaded(container.certificate)
    key = None if leaf is None else leaf.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        return False
    try:
        key.verify(container.signature, container.attributes, PSS, SHA256())
    except (ValueError, InvalidSignature):
        return False
    return True
