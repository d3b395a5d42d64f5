"""A verdict in plain words, as JSON, and as the exit code of a command.

What a file says of itself is a stranger's text: control characters and those that turn the
direction of writing never reach a terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from desktop.documents.moments import in_words
from desktop.documents.verdict import Finding, Outcome, Rule, SignatureSeen, Verdict
from desktop.forms.values import Json

SCHEMA = "cst-desktop/verdict/1"

WORDS = {
    Outcome.GOOD: "good",
    Outcome.NOT_GOOD: "not good",
    Outcome.CANNOT_SAY: "cannot say",
}

RULES = {
    Rule.FIELDS: "Fields",
    Rule.WHOLE: "Whole file",
    Rule.LIBRARY: "Independent check",
    Rule.AUTHORITY: "Authority",
    Rule.HASH: "Fingerprint",
    Rule.GAP: "Signed bytes",
    Rule.WHO: "Signers",
    Rule.REVISIONS: "Additions",
    Rule.PLAIN: "Nothing hidden",
    Rule.CMS: "Signature itself",
    Rule.REGISTER: "Register",
    Rule.RECORD: "Record",
}

TRAINING = "This is a training paper. Nobody in it is real."
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WIDTH = 22


def exit_code(verdicts: Iterable[Verdict]) -> int:
    """Return 1 where one of them is not good, else 2 where one cannot be told, else 0."""
    seen = {one.outcome for one in verdicts}
    for outcome in (Outcome.NOT_GOOD, Outcome.CANNOT_SAY):
        if outcome in seen:
            return outcome.value
    return Outcome.GOOD.value


def in_plain_words(name: str, verdict: Verdict) -> str:
    """Return what a person reads of one file; `name` is what the file is called."""
    return "\n".join([_headline(name, verdict), *_lines(verdict)])


def as_json(name: str, verdict: Verdict) -> dict[str, Json]:
    """Return the same as JSON; moments are ISO 8601 with their zone."""
    return {
        "schema": SCHEMA,
        "file": name,
        "outcome": WORDS[verdict.outcome],
        "remark": verdict.remark,
        "sha256": verdict.sha256 or None,
        "signed": verdict.signed,
        "wanted": verdict.wanted,
        "signatures": [_signature_json(one) for one in verdict.signatures],
        "record": _record_json(verdict),
        "rules": [_finding_json(one) for one in verdict.findings],
    }


def shown(text: str) -> str:
    """Return a stranger's text as it may be shown: one line, nothing that steers a terminal."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _TURNING or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
        return "\N{REPLACEMENT CHARACTER}"
    return character


def _headline(name: str, verdict: Verdict) -> str:
    said = WORDS[verdict.outcome].capitalize()
    return f"{shown(name)}: {said}. {verdict.remark}"


def _lines(verdict: Verdict) -> Iterator[str]:
    if verdict.record is not None:
        record = verdict.record
        if record.training:
            yield f"  {TRAINING}"
        title = shown(record.title)
        yield _line("Record", f"{title}, {shown(record.record)}, version {record.version}")
        if record.name:
            yield _line("For", shown(record.name))
        if record.reference:
            yield _line("Reference", shown(record.reference))
        yield _line("Made", in_words(record.made))
        yield _line("State", record.state)
    if verdict.wanted:
        yield _line("Signatures", f"{verdict.signed} of {verdict.wanted}")
    for one in verdict.signatures:
        yield from _signature_lines(one)
    for finding in verdict.findings:
        yield _finding_line(finding)
    if verdict.sha256:
        yield _line("SHA-256", verdict.sha256)


def _line(label: str, text: str) -> str:
    return f"  {label:<{_WIDTH}}{text}"


def _signature_lines(one: SignatureSeen) -> Iterator[str]:
    when = "at a time that it does not say" if one.moment is None else in_words(one.moment)
    who = ", ".join(shown(part) for part in (one.name, one.role) if part)
    yield _line(shown(one.field), f"{who or 'nobody that it names'}, {when}")
    if one.reason:
        yield _line("", shown(one.reason))
    yield _line("", f"certificate {one.serial or 'unreadable'} of {shown(one.certified_name)}")
    if one.authority:
        yield _line("", f"issued by the authority {one.authority}")
    if one.registered:
        yield _line("", f"the register says: {shown(one.registered)}")


def _finding_line(one: Finding) -> str:
    return _line(f"{one.rule.value:>2} {RULES[one.rule]}", f"{one.answer.value}: {one.sentence}")


def _signature_json(one: SignatureSeen) -> Json:
    return {
        "field": one.field,
        "name": one.name,
        "role": one.role,
        "moment": None if one.moment is None else one.moment.isoformat(),
        "reason": one.reason,
        "certificate": {
            "name": one.certified_name,
            "person": one.person,
            "serial": one.serial,
            "sha256": one.fingerprint,
            "authority_sha256": one.authority or None,
        },
        "register": one.registered or None,
    }


def _record_json(verdict: Verdict) -> Json:
    record = verdict.record
    if record is None:
        return None
    return {
        "id": record.record,
        "version": record.version,
        "form": record.form,
        "title": record.title,
        "name": record.name,
        "reference": record.reference,
        "made": record.made.isoformat(),
        "state": record.state,
        "training": record.training,
        "sha256": record.digest,
    }


def _finding_json(one: Finding) -> Json:
    return {
        "number": one.rule.value,
        "rule": RULES[one.rule],
        "answer": one.answer.value,
        "sentence": one.sentence,
    }
