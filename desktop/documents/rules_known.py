"""Rules 5 and 12: the file and its record against what is known beside the file."""

from __future__ import annotations

import hashlib
import hmac

from desktop.documents.opened import OpenedPaper
from desktop.documents.verdict import Answer, ExpectedRecord, Finding, Rule


def rule_hash(pdf: bytes, sha256: str | None) -> Finding:
    """Rule 5: the file is byte for byte the one whose SHA-256 is known."""
    if sha256 is None:
        said = "No fingerprint of the file was given to compare with."
        return Finding(Rule.HASH, Answer.NOT_ASKED, said)
    if hmac.compare_digest(hashlib.sha256(pdf).hexdigest(), sha256.strip().lower()):
        said = "The file is byte for byte the one that was kept."
        return Finding(Rule.HASH, Answer.HOLDS, said)
    said = "The file is not the one that was kept: its fingerprint differs."
    return Finding(Rule.HASH, Answer.BROKEN, said)


def rule_record(paper: OpenedPaper, expected: ExpectedRecord | None) -> Finding:
    """Rule 12: the record inside is whole, and the expected one where one is expected."""
    if paper.record is None or paper.record_bytes is None:
        is_absent = "/AF" not in paper.files[-1].Root
        answer = Answer.NOT_ASKED if is_absent and expected is None else Answer.BROKEN
        return Finding(Rule.RECORD, answer, paper.record_fault)
    if expected is None:
        said = "The record inside is whole; nothing was given to compare it with."
        return Finding(Rule.RECORD, Answer.NOT_ASKED, said)
    facts = paper.record.facts
    if (facts.record_id, facts.version) != (expected.record, expected.version):
        said = "The record inside is another one, or another version, than the one expected."
        return Finding(Rule.RECORD, Answer.BROKEN, said)
    if hashlib.sha256(paper.record_bytes).hexdigest() != expected.digest:
        said = "The record inside has other answers than the one expected."
        return Finding(Rule.RECORD, Answer.BROKEN, said)
    return Finding(Rule.RECORD, Answer.HOLDS, "The record inside is the expected one.")
