"""Verification of a paper from its final bytes, without a network and without a store.

Work is bounded: by the size of the file, by the number of its revisions, fields and signatures, and
by the size of what is unpacked. Whatever the bytes are, the answer is a verdict.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from desktop.documents.judging import judged, not_a_paper
from desktop.documents.opened import CannotOpen, OpenedPaper, open_paper
from desktop.documents.rules_bytes import rule_cms, rule_gap
from desktop.documents.rules_file import rule_fields, rule_revisions
from desktop.documents.rules_known import rule_hash, rule_record
from desktop.documents.rules_library import ask_library, rule_library, rule_whole
from desktop.documents.rules_people import rule_authority, rule_register, rule_who
from desktop.documents.rules_plain import rule_plain
from desktop.documents.verdict import Answer, Finding, Known, Rule, Verdict

LARGEST = 32 * 1024 * 1024
"""Bytes of the largest file that is looked at: some twenty times the largest paper."""


class CannotRead(OSError):
    """A file cannot be read. The text says why, in a plain sentence."""

    code = "verify.cannot_read"


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; one over LARGEST is not read at all. Raises CannotRead."""
    try:
        if path.is_dir():
            raise CannotRead("This is a folder, not a file.")
        if path.stat().st_size > LARGEST:
            raise CannotRead(_too_large())
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as problem:
        raise CannotRead("There is no such file.") from problem
    except CannotRead:
        raise
    except (OSError, ValueError) as problem:
        said = "The file cannot be read: it may be open elsewhere, or not permitted."
        raise CannotRead(said) from problem


def verify_file(path: Path, known: Known, now: datetime) -> Verdict:
    """Return the verdict on a file; a file over LARGEST is not read at all."""
    try:
        return verify(read_file(path), known, now)
    except CannotRead as fault:
        return not_a_paper(str(fault))


def verify(pdf: bytes, known: Known, now: datetime) -> Verdict:
    """Return the verdict on a paper. `now` is aware. Never raises because of what it is given."""
    early = _early(pdf)
    if early:
        return not_a_paper(early)
    found_hash = rule_hash(pdf, known.sha256)
    is_known = found_hash.answer is Answer.HOLDS
    opinion = ask_library(pdf, known.authorities, now)
    findings = [rule_whole(opinion), rule_library(opinion), found_hash]
    try:
        paper = open_paper(pdf)
    except CannotOpen as fault:
        findings.append(Finding(Rule.GAP, Answer.BROKEN, str(fault)))
        return judged(pdf, None, findings, known)
    findings += [
        _tried(Rule.FIELDS, paper, lambda one: rule_fields(one, is_known=is_known)),
        _tried(
            Rule.AUTHORITY,
            paper,
            lambda one: rule_authority(one, known.authorities, now, is_known=is_known),
        ),
        _tried(Rule.GAP, paper, rule_gap),
        _tried(Rule.WHO, paper, rule_who),
        _tried(Rule.REVISIONS, paper, rule_revisions),
        _tried(Rule.PLAIN, paper, rule_plain),
        _tried(Rule.CMS, paper, rule_cms),
        # What a register cannot answer is no fault of the file: that goes to whoever asked.
        rule_register(paper, known.register),
        _tried(Rule.RECORD, paper, lambda one: rule_record(one, known.expected)),
    ]
    return judged(pdf, paper, findings, known)


def sha256_of(pdf: bytes) -> str:
    """Return the fingerprint by which a file is known: 64 hexadecimal digits."""
    return hashlib.sha256(pdf).hexdigest()


def _early(pdf: bytes) -> str:
    """Return why a file is not looked at at all, empty where it is."""
    if not pdf:
        return "The file is empty."
    if len(pdf) > LARGEST:
        return _too_large()
    if b"%PDF-" not in pdf[:1024] and b"/ByteRange" not in pdf:
        return "This is no PDF."
    return ""


def _too_large() -> str:
    return f"The file is larger than {LARGEST // 1024**2} MB, which no paper is. It was not read."


def _tried(rule: Rule, paper: OpenedPaper, ask: Callable[[OpenedPaper], Finding]) -> Finding:
    """Ask a rule. A file that trips it up is not one that this program made."""
    try:
        return ask(paper)
    except Exception:
        return Finding(rule, Answer.BROKEN, "The file is damaged: this could not be looked at.")
