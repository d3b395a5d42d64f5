"""Flat and tree, and the walk in reading order."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_given import form_of, patient
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms.answers import fold, label_of, unfold, walk
from desktop.forms.definition import Form, UnknownField
from desktop.forms.searchable import facts_of, text_of, title_of
from desktop.forms.values import Flat, Json

FILLED: Flat = {
    "kind": "other",
    "which": "Court",
    "concerns": ["cse", "online"],
    "state/online": "now",
    "on": {"y": 2026, "m": 5, "d": None, "about": False},
    "told": ["b", "a"],
    "told/a/text": "First",
    "told/a/said/words": "I said",
    "told/a/said/how": "interpreter",
    "told/a/notes": ["n"],
    "told/a/notes/n/note": "Deep",
    "told/b/text": "Second",
    "each/a/view": "Mine",
    "parts/home/helps": "Nan",
}


def paths(form: Form, flat: Flat, hidden: bool = False) -> list[str]:
    return [slot.path for slot in walk(form, flat, hidden)]


def test_the_tree_has_rows_in_order_and_objects(visit: Form) -> None:
    tree = fold(visit, FILLED)
    assert tree["told"] == [
        {"_id": "b", "text": "Second"},
        {
            "_id": "a",
            "text": "First",
            "said": {"words": "I said", "how": "interpreter"},
            "notes": [{"_id": "n", "note": "Deep"}],
        },
    ]
    assert tree["state"] == {"online": "now"}
    assert tree["parts"] == {"home": {"helps": "Nan"}}
    assert unfold(visit, tree) == FILLED


IN_A_BLOCK = """
id = "head"
version = 1
title = "Head"
short_title = "Head"
purpose = "A list inside a block."
role = "record"
[[section]]
id = "one"
title = "One"
[[section.field]]
id = "child"
label = "The child"
kind = "block"
[[section.field.field]]
id = "kinds"
label = "Kinds"
kind = "many"
options = [["a", "A"], ["b", "B"]]
[[section.field.field]]
id = "state"
label = "State"
kind = "choice_per_row"
over = "kinds"
options = [["now", "Now"], ["before", "Before"]]
"""


def test_what_a_part_is_repeated_over_may_stand_beside_it(tmp_path: Path) -> None:
    form = form_of(tmp_path, IN_A_BLOCK, "head.toml")
    assert paths(form, {}) == ["child", "child/kinds", "child/state"]
    flat: Flat = {"child/kinds": ["b"], "child/state/b": "now"}
    assert paths(form, flat)[-1] == "child/state/b"
    assert label_of(form, flat, "child/state/b") == "The child, State, B"
    assert unfold(form, fold(form, flat)) == flat


def test_a_deleted_row_is_kept_while_one_writes_and_gone_when_it_is_finished(visit: Form) -> None:
    flat = {**FILLED, "told": ["b"]}
    assert "told/a/text" not in paths(visit, flat)
    assert fold(visit, flat)["told"] == [{"_id": "b", "text": "Second"}]
    assert "each" not in fold(visit, flat)
    flat["told"] = ["b", "a"]
    assert unfold(visit, fold(visit, flat)) == FILLED


CELLS = st.one_of(
    st.text(max_size=5),
    st.integers(),
    st.booleans(),
    st.lists(st.text(max_size=3), min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(["y", "name", "z"]), st.integers(), min_size=1, max_size=2),
)
ROWS = st.lists(st.sampled_from(["r1", "r2", "r3"]), unique=True)


@st.composite
def flats(draw: st.DrawFn) -> Flat:
    names = ["kind", "which", "on", "extra", "unheard", "un.known"]
    flat: Flat = dict(draw(st.dictionaries(st.sampled_from(names), CELLS)))
    rows: list[Json] = list(draw(ROWS))
    if draw(st.booleans()):
        flat["told"] = rows
        for row in rows:
            for cell in ("text", "sure", "stranger", "said/words", "said/odd"):
                if draw(st.booleans()):
                    flat[f"told/{row}/{cell}"] = draw(CELLS)
    for item in ("home", "garden"):
        if draw(st.booleans()):
            flat[f"parts/{item}/helps"] = draw(CELLS)
        if draw(st.booleans()):
            flat[f"state/{item}"] = draw(CELLS)
    return flat


@patient
@given(flats())
def test_nothing_is_lost_on_the_way_to_the_tree_and_back(visit: Form, flat: Flat) -> None:
    assert unfold(visit, fold(visit, flat)) == flat


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["_id", "text", "home", "said", "words", "told", "helps", "odd"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@patient
@given(st.dictionaries(st.sampled_from(["kind", "told", "parts", "state", "each", "odd"]), JSON))
def test_a_tree_of_any_shape_is_read_without_a_fault(visit: Form, tree: dict[str, Json]) -> None:
    flat = unfold(visit, tree)
    again = unfold(visit, fold(visit, flat))
    assert fold(visit, again) == fold(visit, flat)
    list(walk(visit, flat, hidden=True))
    text_of(visit, flat)


def test_the_walk_follows_the_reading_order_and_leaves_out_what_is_not_asked(visit: Form) -> None:
    found = paths(visit, FILLED)
    assert found[:7] == [
        "kind", "which", "because", "concerns", "state", "state/cse", "state/online",
    ]  # fmt: skip
    assert found.index("told/b/text") < found.index("told/a/text")
    assert "told/a/why" not in found
    assert "told/a/said/language" in found
    assert "told/b/said/language" not in found
    assert [path for path in found if path.startswith("each")] == [
        "each", "each/b/view", "each/a/view",
    ]  # fmt: skip


def test_a_question_under_a_question_that_is_not_asked_is_not_asked(visit: Form) -> None:
    flat: Flat = {"kind": "planned", "which": "kept from before"}
    assert "because" not in paths(visit, flat)
    assert "because" in paths(visit, flat, hidden=True)
    assert "kept from before" not in text_of(visit, flat)


def test_every_path_of_the_walk_is_a_field(wise: Form) -> None:
    flat: Flat = {"w.concerns": ["cse"], "w.plan": ["x"], "w.plan/x/notes": ["n"], "w.voice": ["v"]}
    for slot in walk(wise, flat, hidden=True):
        found = wise.field(slot.path)
        assert (found.id, found.kind) == (slot.field.id, slot.field.kind)
        assert wise.section_of(slot.path) is slot.section
        assert wise.copies_of(slot.path) <= set("CPAF")


@pytest.mark.parametrize("path", ["nothing", "kind/deep", "told/a/nothing", "told/a/said/nothing"])
def test_a_path_to_nowhere_is_told(visit: Form, path: str) -> None:
    with pytest.raises(UnknownField, match=path):
        visit.field(path)


def test_labels_say_where_an_answer_stands(visit: Form) -> None:
    assert label_of(visit, FILLED, "told/a/text") == "What we were told, First, Words"
    assert label_of(visit, FILLED, "parts/home/helps") == "Parts of life, Home, Helps"
    assert label_of(visit, FILLED, "state/cse") == "State, Sexual"
    assert label_of(visit, FILLED, "each/b/view") == "About each, Second, My view"
    assert label_of(visit, {"told": ["x"]}, "told/x") == "What we were told, row 1"


def test_lists_and_search_see_the_record(visit: Form) -> None:
    assert title_of(visit, FILLED) == "Visit, other"
    assert "I said" in text_of(visit, FILLED).splitlines()
    assert "Deep" in text_of(visit, FILLED)
    assert facts_of(visit, FILLED)["concerns"] == ["cse", "online"]
    assert set(facts_of(visit, FILLED)) == {"kind", "concerns", "told"}


def test_what_was_said_of_a_choice_with_a_stroke_is_kept(visit: Form) -> None:
    """A stroke ends a step of a path, so nothing is asked of such a choice; what is there stays."""
    flat: Flat = {"concerns": ["cse", "on/the boat"], "state/on/the boat": "now"}
    assert unfold(visit, fold(visit, flat)) == flat
    assert "state/on/the boat" not in paths(visit, flat), "it would have no place of its own"
    assert "on/the boat" in text_of(visit, flat)


def test_a_choice_that_came_in_twice_is_asked_about_once(visit: Form) -> None:
    found = paths(visit, {"concerns": ["gone", "gone", "", "cse"]})
    assert [path for path in found if path.startswith("state/")] == ["state/cse", "state/gone"]
