# ruff: noqa: E501 -- the table reads better a line for each case
"""How long afterwards something was written up: told in days, never judged."""

from __future__ import annotations

import datetime as dt

import pytest
from forms_given import shipped

from desktop.forms.kinds import KIND_OF
from desktop.forms.values import Json
from desktop.forms.worked_out import worked_out, written_after

TODAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ({"y": 2026, "m": 11, "d": 25}, "On the same day"),
        ({"y": 2026, "m": 11, "d": 24}, "The next day"),
        ({"y": 2026, "m": 11, "d": 20}, "5 days after"),
        ({"y": 2025, "m": 11, "d": 25}, "365 days after"),
        ({"y": 2026, "m": 11, "d": 26}, "Before the day that it tells of"),
        ({"y": 2026, "m": 11, "d": None}, "Not worked out: the date is not given to the day"),
        ({"y": 2026, "m": 11, "d": 20, "about": True}, "Not worked out: the date is not given to the day"),
        ({"unknown": True}, "Not worked out: the date is not given to the day"),
        ({"typed": ["31", "02", "2026"]}, "Not worked out: the date is not given to the day"),
        (None, "Not worked out: the date is not given to the day"),
    ],
)  # fmt: skip
def test_the_days_between(since: Json, words: str) -> None:
    assert written_after(since, TODAY) == words


def test_the_answer_stands_at_its_question_with_the_day() -> None:
    form = shipped("session")
    found = worked_out(form, {"d.when": {"y": 2026, "m": 11, "d": 23}}, TODAY)
    assert found == {"d.late": {"text": "2 days after", "source": None, "at": "2026-11-25"}}
    kind = KIND_OF["carried"]
    assert kind.printed(form.field("d.late"), found["d.late"]) == "2 days after"
    assert worked_out(shipped("wise"), {}, TODAY) == {}
