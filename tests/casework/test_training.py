"""A training team: the same seed, the same words; every state planned; nothing is nonsense."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.app import shipped_forms
from desktop.casework.invented import Inventor
from desktop.casework.states import AGREED, DRAFT, RETURNED, SIGNED
from desktop.casework.training import CORRECTED, REVIEW, plan_of
from desktop.forms.kinds import KIND_OF
from desktop.forms.validation import problems
from desktop.forms.values import as_object

FORMS = ("wise", "planning", "session", "panel")


@pytest.mark.parametrize("name", FORMS)
def test_invented_answers_are_whole_and_the_same_for_a_seed(name: str) -> None:
    form = shipped_forms().newest(name)
    made: list[object] = []
    for _ in range(2):
        inventor = Inventor(5, dt.date(2026, 11, 25))
        inventor.child()
        made.append(inventor.answers(form))
    assert made[0] == made[1]
    flat = made[0]
    assert isinstance(flat, dict)
    assert problems(form, flat) == ()
    assert not [v for v in flat.values() if isinstance(v, str) and ("{" in v or "None" in v)]
    for path, value in flat.items():
        field = form.field(path)
        assert KIND_OF[field.kind].check(field, value) is None or "/" in path


@pytest.mark.parametrize("seed", range(8))
def test_a_record_ends_after_it_began(seed: int) -> None:
    inventor = Inventor(seed, dt.date(2026, 11, 25))
    inventor.child()
    flat = inventor.answers(shipped_forms().newest("wise"))
    names = ("w.began", "w.received", "w.start", "w.done", "w.aim", "w.copy.c")
    days = [as_object(flat[name]) for name in names]
    told = [f"{day['y']}-{day['m']:02}-{day['d']:02}" for day in days]
    assert told == sorted(told)


@pytest.mark.parametrize("name", FORMS)
def test_what_is_said_of_a_record_fits_its_form(name: str) -> None:
    form = shipped_forms().newest(name)
    inventor = Inventor(5, dt.date(2026, 11, 25), 3)
    inventor.child()
    reason, answers = inventor.correction(name)
    assert reason
    assert answers
    if form.signatures > 1:
        reasons, comments = inventor.returned(name)
        assert reasons
        assert all(form.has(path) for path in comments)
        answers = {**answers, **comments}
    assert not [text for text in map(str, answers.values()) if "{" in text]
    for path in answers:
        assert form.has(path)


def test_a_team_of_a_dozen_has_every_form_in_every_state() -> None:
    """The plan alone: writing it all takes long, and is tried by the command."""
    forms = shipped_forms().records()
    children = [plan_of(number, forms) for number in range(12)]
    planned = {(form.id, state) for child in children for form, state in child}
    two = (DRAFT, SIGNED, RETURNED, CORRECTED)
    for form in forms:
        wanted = (DRAFT, SIGNED, CORRECTED) if form.signatures < 2 else two
        assert {(form.id, state) for state in wanted} <= planned
        if form.signatures > 1:
            assert (form.id, REVIEW if form.follow_on else AGREED) in planned
