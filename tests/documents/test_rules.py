"""The twelve rules: for each the hostile files that it finds, where possible it alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from desktop.documents.verdict import (
    ExpectedRecord,
    Outcome,
    Registered,
    Rule,
)
from desktop.documents.verification import verify
from tests.documents.hostile import Hostile, found
from tests.documents.hostile_bytes import CMS, FIELDS, GAP, LIBRARY, WHOLE
from tests.documents.hostile_known import HASH, RECORD, REGISTER, register
from tests.documents.hostile_papers import AUTHORITY, PLAIN, REVISIONS, WHO
from tests.documents.signers import ASKED, alone, once, team, twice

CASES = [
    (rule, case)
    for rule, cases in (
        (Rule.FIELDS, FIELDS),
        (Rule.WHOLE, WHOLE),
        (Rule.LIBRARY, LIBRARY),
        (Rule.AUTHORITY, AUTHORITY),
        (Rule.HASH, HASH),
        (Rule.GAP, GAP),
        (Rule.WHO, WHO),
        (Rule.REVISIONS, REVISIONS),
        (Rule.PLAIN, PLAIN),
        (Rule.CMS, CMS),
        (Rule.REGISTER, REGISTER),
        (Rule.RECORD, RECORD),
    )
    for case in cases
]


@pytest.mark.parametrize(("rule", "case"), CASES, ids=str)
def test_a_hostile_file_is_found_by_its_rule(rule: Rule, case: Hostile):
    verdict = verify(case.make(), case.known(), ASKED)
    assert verdict.outcome is not Outcome.GOOD
    assert rule in found(verdict)
    assert found(verdict) == case.rules
    assert verdict.finding(rule).sentence.endswith(".")


def test_every_rule_has_three_hostile_files():
    counts = {rule: sum(1 for one, _ in CASES if one is rule) for rule in Rule}
    assert min(counts.values()) >= 3


def test_most_rules_find_something_that_no_other_finds():
    lonely = {rule for rule, case in CASES if case.rules == {rule}}
    # What the library finds, our own arithmetic finds too: these two are there to contradict it.
    assert set(Rule) - lonely == {Rule.WHOLE, Rule.LIBRARY}


def test_a_register_that_cannot_answer_is_no_fault_of_the_file():
    class Locked:
        def registered(self, certificate: bytes, at: datetime) -> Registered | None:
            raise LookupError("the store is locked")

    with pytest.raises(LookupError):
        verify(twice(), replace(team().known, register=Locked()), ASKED)


@pytest.mark.parametrize("make", [once, twice, alone])
def test_a_register_and_a_record_that_fit_refuse_nothing(make: Callable[[], bytes]):
    pdf = make()
    known = replace(register(), sha256=hashlib.sha256(pdf).hexdigest())
    verdict = verify(pdf, known, ASKED)
    assert verdict.outcome is Outcome.GOOD
    assert verdict.signatures[0].registered == "Jo Sample, Social worker"
    record = verdict.record
    assert record is not None
    known = replace(known, expected=ExpectedRecord(record.record, record.version, record.digest))
    assert found(verify(pdf, known, ASKED)) == frozenset()
