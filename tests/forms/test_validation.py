"""What is wanted before signing, what is wrong, how far a section is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from forms_given import form_of

from desktop.forms.answers import walk
from desktop.forms.definition import Form
from desktop.forms.validation import (
    Completeness,
    Severity,
    State,
    completeness,
    is_missed,
    problems,
)
from desktop.forms.values import Flat, Json

DONE: Flat = {"kind": "planned", "told": ["a"], "told/a/text": "Words"}


def told(form: Form, flat: Flat) -> list[tuple[str, str]]:
    return [(problem.path, problem.severity.value) for problem in problems(form, flat)]


def test_an_empty_record_wants_only_what_is_asked(visit: Form) -> None:
    assert told(visit, {}) == [("kind", "wanted"), ("told", "wanted")]
    assert told(visit, {"kind": "other"}) == [("which", "wanted"), ("told", "wanted")]
    assert told(visit, DONE) == []


def test_a_choice_for_each_row_is_wanted_for_each_row(visit: Form) -> None:
    flat: Flat = {**DONE, "concerns": ["cse", "cce"], "state/cce": "now", "state/online": "now"}
    assert told(visit, flat) == [("state/cse", "wanted")]


def test_cells_are_wanted_in_every_row_and_not_in_deleted_ones(visit: Form) -> None:
    assert told(visit, {**DONE, "told": ["a", "b"]}) == [("told/b/text", "wanted")]
    assert told(visit, {**DONE, "told/b/sure": "perhaps"}) == []


def test_what_is_wrong_names_the_box_to_mark(visit: Form) -> None:
    flat: Flat = {**DONE, "on": {"typed": ["31", "02", "2026"], "about": False}}
    (problem,) = problems(visit, flat)
    assert (problem.path, problem.section, problem.part) == ("on", "first", "d")
    assert problem.severity is Severity.WRONG
    assert problem.message == "February 2026 has 28 days."


def test_problems_stand_in_reading_order(wise: Form) -> None:
    flat: Flat = {"w.voice": ["v"], "w.plan": ["p"], "w.start": {"typed": ["x", "", ""]}}
    order = [slot.path for slot in walk(wise, flat)]
    found = [problem.path for problem in problems(wise, flat)]
    assert found == sorted(found, key=order.index)
    assert {"w.plan/p/what", "w.voice/v/said/words"} <= set(found)


@pytest.mark.parametrize(
    ("flat", "section", "state"),
    [
        ({}, "first", Completeness(0, 1, State.TODO)),
        ({"kind": "other"}, "first", Completeness(1, 2, State.SOME)),
        ({"kind": "planned"}, "first", Completeness(1, 1, State.DONE)),
        ({"kind": "planned", "concerns": ["cse"]}, "first", Completeness(1, 2, State.SOME)),
        ({"kind": "planned", "on": {"typed": ["x"]}}, "first", Completeness(1, 2, State.SOME)),
        ({"told": ["a"]}, "second", Completeness(0, 1, State.TODO)),
        (DONE, "second", Completeness(1, 1, State.DONE)),
        ({}, "third", Completeness(0, 2, State.TODO)),
        ({"parts/home/helps": "Nan"}, "third", Completeness(1, 2, State.SOME)),
        ({}, "fourth", Completeness(0, 1, State.IF_NEEDED)),
        ({"extra": "x"}, "fourth", Completeness(1, 1, State.DONE)),
    ],
)  # fmt: skip
def test_how_far_a_section_is(visit: Form, flat: Flat, section: str, state: Completeness) -> None:
    assert completeness(visit, flat)[section] == state


BEYOND = """
id = "note"
version = 1
title = "Note"
short_title = "Note"
purpose = "A note."
role = "record"
[[section]]
id = "main"
title = "Main"
[[section.field]]
id = "words"
label = "Their words"
kind = "quote"
sign = true
unless = "tried"
[[section.field]]
id = "heard"
label = "What we heard"
kind = "rows"
sign = true
unless = "tried"
[[section.field.field]]
id = "text"
label = "Text"
kind = "text"
sign = true
[[section.field]]
id = "tried"
label = "What we tried"
kind = "long_text"
[[section]]
id = "after"
title = "After"
optional = true
aside = "later"
[[section.field]]
id = "said"
label = "What was said"
kind = "long_text"
sign = true
[[section.field]]
id = "next"
label = "Next"
kind = "date"
sign = true
"""


@pytest.fixture
def note(tmp_path: Path) -> Form:
    return form_of(tmp_path, BEYOND, "note.toml")


def test_a_part_that_is_not_begun_wants_nothing_and_a_begun_one_all_of_it(note: Form) -> None:
    done: Flat = {"tried": "Twice"}
    assert told(note, done) == []
    assert completeness(note, done)["after"].state is State.IF_NEEDED
    begun: Flat = {**done, "said": "Short"}
    assert told(note, begun) == [("next", "wanted")]
    assert completeness(note, begun)["after"] == Completeness(1, 2, State.SOME)
    # What cannot be right is told although nothing is wanted.
    wrong: Flat = {**done, "next": {"typed": ["31", "02", "2026"]}}
    assert told(note, wrong) == [("said", "wanted"), ("next", "wrong")]


def test_another_question_may_be_answered_instead(note: Form) -> None:
    assert told(note, {}) == [("words/words", "wanted"), ("heard", "wanted")]
    assert [p.message for p in problems(note, {})] == [
        "Not answered yet. Wanted before signing. Or answer “What we tried”.",
        "Nothing here yet. At least one is wanted before signing. Or answer “What we tried”.",
    ]
    assert told(note, {"tried": "Twice"}) == []
    assert completeness(note, {"tried": "Twice"})["main"] == Completeness(2, 2, State.DONE)
    # Once a row is there it wants to be whole, whatever stands elsewhere.
    assert told(note, {"tried": "Twice", "heard": ["r"]}) == [("heard/r/text", "wanted")]


def test_a_reader_misses_what_stands_in_for_others_until_all_of_them_are_answered(
    note: Form,
) -> None:
    tried, words = note.field("tried"), note.field("words")
    said: Flat = {"words/words": "Go away"}
    assert is_missed(note, tried, {})
    assert is_missed(note, tried, said)
    assert not is_missed(note, tried, {**said, "heard": ["r"]})
    assert not is_missed(note, words, {"tried": "Twice"})
    assert told(note, {"tried": "Twice", "words/who": "To us"}) == [("words/words", "wanted")]


def test_the_contexts_of_a_wise_are_counted_as_they_are_touched(wise: Form) -> None:
    assert wise.section("contexts").number == 5
    flat: Flat = {f"w.ctx/{item}/helps": "Nan" for item in ("home", "friends", "online")}
    flat["w.ctx/money/said/words"] = "He said I owe him"
    assert completeness(wise, flat)["contexts"] == Completeness(4, 10, State.SOME)


def everything(form: Form) -> Flat:
    """A record with two rows in every list and an answer everywhere, about 20,000 words."""
    stored: dict[str, Json] = {
        "date": {"y": 2026, "m": 5, "d": 4, "about": False},
        "yes_no": "yes",
        "person": {"id": None, "name": "P. Example"},
        "place": {"id": None, "name": "Exampleton"},
        "carried": {"text": "Stage one", "source": None, "at": None},
        "rows": ["r1", "r2"],
        "actions": ["r1", "r2"],
    }
    flat: Flat = {}
    while True:
        empty = [
            slot
            for slot in walk(form, flat)
            if slot.path not in flat and (slot.field.shape is None or slot.field.kind in stored)
        ]
        if not empty:
            return flat
        for field, path in ((slot.field, slot.path) for slot in empty):
            if field.kind in ("choice", "many"):
                chosen = [option.value for option in field.options]
                flat[path] = chosen[0] if field.kind == "choice" else [*chosen]
            else:
                flat[path] = stored.get(
                    field.kind, "Somebody who knows this child well said so. " * 12
                )


def test_a_whole_wise_is_complete_and_looked_through_while_one_types(wise: Form) -> None:
    flat = everything(wise)
    words = sum(len(value.split()) for value in flat.values() if isinstance(value, str))
    assert words > 20_000
    assert problems(wise, flat) == ()
    assert {how.state for how in completeness(wise, flat).values()} == {State.DONE}
    best = min(_seconds(wise, flat) for _ in range(5))
    assert best < 0.03, f"{best * 1000:.1f} ms for {words} words"


def _seconds(form: Form, flat: Flat) -> float:
    began = time.perf_counter()
    completeness(form, flat)
    return time.perf_counter() - began
