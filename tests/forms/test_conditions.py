"""When a question is asked."""

from __future__ import annotations

import pytest
from forms_given import patient
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms.conditions import All, Answered, Any, BadCondition, Is, Not, When, holds
from desktop.forms.conditions import from_json as read
from desktop.forms.conditions import to_json as written
from desktop.forms.values import Json

NAMES = st.sampled_from(["a", "b", "c"])
LEAVES = st.builds(Is, NAMES, st.lists(NAMES, min_size=1).map(tuple)) | st.builds(Answered, NAMES)
CONDITIONS: st.SearchStrategy[When] = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(Any, st.lists(inner, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=6,
)
FLATS = st.dictionaries(NAMES, st.sampled_from([None, "", "a", "b", ["a", "b"]]))


@patient
@given(CONDITIONS)
def test_a_condition_survives_the_file(when: When) -> None:
    assert read(written(when)) == when


@patient
@given(CONDITIONS, FLATS)
def test_not_is_the_opposite(when: When, flat: dict[str, Json]) -> None:
    assert holds(Not(when), flat) is not holds(when, flat)


def test_siblings_are_looked_at_before_the_record() -> None:
    flat: dict[str, Json] = {"kind": "x", "rows/r1/kind": "y"}
    assert holds(Is("kind", ("y",)), flat, "rows/r1")
    assert holds(Is("kind", ("x",)), flat, "rows/r2")


def test_one_of_many_choices_is_enough() -> None:
    assert holds(Is("k", ("b",)), {"k": ["a", "b"]})
    assert not holds(Is("k", ("c",)), {"k": ["a", "b"]})


def test_an_answer_that_is_not_asked_for_does_not_count() -> None:
    assert not holds(Is("k", ("a",)), {"k": "a"}, unseen={"k"})
    assert not holds(Answered("k"), {"k": "a"}, unseen={"k"})


def test_a_quotation_is_answered_by_its_words() -> None:
    assert holds(Answered("q"), {"q/words": "Yes"})
    assert not holds(Answered("q"), {"q/who": "Me"})


@pytest.mark.parametrize(
    "data",
    [
        "w.kind",
        {},
        {"field": "a"},
        {"field": "a", "is": []},
        {"field": "a", "is": [1]},
        {"field": 3, "is": "x"},
        {"all": []},
        {"any": "x"},
        {"answered": "a", "field": "b"},
        {"code": "1"},
    ],
)
def test_what_is_no_condition_is_refused_with_a_reason(data: Json) -> None:
    with pytest.raises(BadCondition, match=r".{20,}"):
        read(data)
