"""A verdict in plain words, as JSON, and as the exit code of a command.

What a file says of itself is a stranger's text: control characters and those that turn the
direction of writing never reach a terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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

Facts = tuple[tuple[str, str], ...]
"""Pairs of label and words; without a label they go on with what stands before."""


@dataclass(frozen=True)
class RuleTold:
    """What one rule found, in words; `answer` as in `verdict.Answer`."""

    number: int
    label: str
    answer: str
    sentence: str


@dataclass(frozen=True)
class Told:
    """What a person reads of one file, in parts: the same sentences on a terminal and a page."""

    name: str
    outcome: Outcome
    remark: str
    training: bool = False
    facts: Facts = ()
    rules: tuple[RuleTold, ...] = ()
    sha256: str = ""

    @property
    def word(self) -> str:
        """The outcome as a word: "Good", "Not good", "Cannot say"."""
        return WORDS[self.outcome].capitalize()


def exit_code(verdicts: Iterable[Verdict]) -> int:
    """Return 1 where one of them is not good, else 2 where one cannot be told, else 0."""
    seen = {one.outcome for one in verdicts}
    for outcome in (Outcome.NOT_GOOD, Outcome.CANNOT_SAY):
        if outcome in seen:
            return outcome.value
    return Outcome.GOOD.value


def told(name: str, verdict: Verdict, notes: Facts = ()) -> Told:
    """Return what a person reads of one file; `name` is what the file is called.

    `notes` are what else is known of it, told last of the facts.
    """
    return Told(
        name=shown(name),
        outcome=verdict.outcome,
        remark=shown(verdict.remark),
        training=verdict.record is not None and verdict.record.training,
        facts=(*_facts(verdict), *notes),
        rules=tuple(_rule(one) for one in verdict.findings),
        sha256=verdict.sha256,
    )


def in_plain_words(name: str, verdict: Verdict, notes: Facts = ()) -> str:
    """Return the same as lines for a terminal."""
    said = told(name, verdict, notes)
    lines = [f"{said.name}: {said.word}. {said.remark}"]
    lines += [f"  {TRAINING}"] if said.training else []
    lines += [_line(label, words) for label, words in said.facts]
    lines += [_rule_line(one) for one in said.rules]
    lines += [_line("SHA-256", said.sha256)] if said.sha256 else []
    return "\n".join(lines)


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


def _facts(verdict: Verdict) -> Iterator[tuple[str, str]]:
    if verdict.record is not None:
        record = verdict.record
        title = shown(record.title)
        yield "Record", f"{title}, {shown(record.record)}, version {record.version}"
        if record.name:
            yield "For", shown(record.name)
        if record.reference:
            yield "Reference", shown(record.reference)
        yield "Made", in_words(record.made)
        yield "State", record.state
    if verdict.wanted:
        yield "Signatures", f"{verdict.signed} of {verdict.wanted}"
    for one in verdict.signatures:
        yield from _signature_facts(one)


def _line(label: str, text: str) -> str:
    return f"  {label:<{_WIDTH}}{text}"


def _signature_facts(one: SignatureSeen) -> Iterator[tuple[str, str]]:
    when = "at a time that it does not say" if one.moment is None else in_words(one.moment)
    who = ", ".join(shown(part) for part in (one.name, one.role) if part)
    yield shown(one.field), f"{who or 'nobody that it names'}, {when}"
    if one.reason:
        yield "", shown(one.reason)
    yield "", f"certificate {one.serial or 'unreadable'} of {shown(one.certified_name)}"
    if one.authority:
        yield "", f"issued by the authority {one.authority}"
    if one.registered:
        yield "", f"the register says: {shown(one.registered)}"


def _rule(one: Finding) -> RuleTold:
    return RuleTold(one.rule.value, RULES[one.rule], one.answer.value, shown(one.sentence))


def _rule_line(one: RuleTold) -> str:
    return _line(f"{one.number:>2} {one.label}", f"{one.answer}: {one.sentence}")


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
