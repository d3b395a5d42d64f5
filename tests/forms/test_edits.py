"""One change, taken back, put again and joined."""

from __future__ import annotations

import json
import time

import pytest
from forms_given import patient
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms.edits import (
    Edit,
    EditDoesNotFit,
    Splice,
    apply,
    edit_between,
    invert,
    merge,
    to_text,
)
from desktop.forms.edits import from_json as read
from desktop.forms.edits import to_json as written
from desktop.forms.values import Flat, Json

WORDS = st.text("ab\n", max_size=12)
VALUES: st.SearchStrategy[Json] = st.one_of(
    st.none(), WORDS, st.integers(), st.booleans(), st.lists(WORDS, max_size=2)
)


def put(before: Json) -> Flat:
    return {} if before is None else {"p": before}


@patient
@given(VALUES, VALUES)
def test_a_change_leads_there_and_back(before: Json, after: Json) -> None:
    edit = edit_between("p", before, after)
    if edit is None:
        assert before == after
        return
    assert read(written(edit)) == edit
    flat = apply(put(before), edit)
    assert flat.get("p") == after
    assert apply(flat, invert(edit)) == put(before)


@patient
@given(VALUES, VALUES, VALUES)
def test_two_changes_joined_do_the_same_as_both(one: Json, two: Json, three: Json) -> None:
    first, then = edit_between("p", one, two), edit_between("p", two, three)
    if first is None or then is None:
        return
    both = merge(first, then)
    if both is not None:
        assert apply(put(one), both).get("p") == three
        assert apply(put(three), invert(both)) == put(one)


@patient
@given(st.lists(st.sampled_from(["a", "b", " ", "\b"]), max_size=30))
def test_typing_on_is_one_step(keys: list[str]) -> None:
    text, step = "Before. ", None
    for key in keys:
        after = text[:-1] if key == "\b" and len(text) > 8 else text + key.strip("\b")
        edit = edit_between("p", text, after)
        if edit is not None:
            step = edit if step is None else merge(step, edit)
            assert step is not None
        text = after
    if step is not None:
        assert apply({"p": "Before. "}, step) == {"p": text}


def test_the_first_letters_of_an_answer_are_one_step_with_the_next() -> None:
    first = edit_between("p", None, "I")
    then = edit_between("p", "I", "I w")
    assert first is not None
    assert then is not None
    assert merge(first, then) == Edit("p", None, "I w")


def test_changes_that_do_not_touch_are_two_steps() -> None:
    assert merge(Splice("p", 0, "", "a"), Splice("p", 9, "", "b")) is None
    assert merge(Splice("p", 0, "", "a"), Splice("q", 1, "", "b")) is None
    assert merge(Edit("p", 1, 2), Edit("p", 3, 4)) is None


@pytest.mark.parametrize(
    ("found", "edit"),
    [
        ("abc", Splice("p", 1, "x", "y")),
        ("abc", Splice("p", 9, "", "y")),
        ("abc", Edit("p", "ab", "abcd")),
        (5, Splice("p", 0, "", "y")),
    ],
)
def test_a_change_for_other_answers_is_refused_and_names_no_words(
    found: Json, edit: Edit | Splice
) -> None:
    flat: Flat = {"p": found}
    with pytest.raises(EditDoesNotFit) as told:
        apply(flat, edit)
    assert flat == {"p": found}
    assert "abc" not in str(told.value)


def test_a_keystroke_in_a_long_answer_is_a_small_change_and_quick() -> None:
    before = "word " * 24_000
    after = before[:60_000] + "x" + before[60_000:]
    began = time.perf_counter()
    for _ in range(10):
        edit = edit_between("p", before, after)
    assert (time.perf_counter() - began) / 10 < 0.02
    assert isinstance(edit, Splice)
    assert (edit.cut, edit.put) == ("", "x")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one two", 'one "said" \\ \n\x01 \ud83d \u202e two'),
        ("gone", ""),
        (None, "é"),
        (True, ["r1", 2.5]),
    ],
)
def test_the_text_of_changes_is_the_json_that_is_read_back(before: Json, after: Json) -> None:
    edit = edit_between("list/r1/what", before, after)
    assert edit is not None
    text = to_text([edit, edit])
    assert json.loads(text) == [written(edit), written(edit)]
    assert read(json.loads(text)[0]) == edit
    assert to_text([]) == "[]"


@pytest.mark.parametrize("data", [{}, {"path": "p"}, {"path": 1, "before": 1, "after": 2}])
def test_a_damaged_journal_entry_is_refused(data: dict[str, Json]) -> None:
    with pytest.raises(ValueError, match="journal"):
        read(data)
