"""What differs between two versions of a record."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from forms_given import SMALL, form_of, patient
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms.comparison import Change, Mark, Piece, What, compare, words_changed
from desktop.forms.definition import Form
from desktop.forms.values import Flat

BEFORE: Flat = {
    "kind": "planned",
    "told": ["a", "b", "c"],
    "told/a/text": "Nan is near.",
    "told/a/said/words": "I like it there",
    "told/b/text": "School is shut.",
    "told/c/text": "A car waits.",
}


def changes(form: Form, after: Flat) -> list[tuple[str, What]]:
    return [(change.path, change.what) for change in compare(form, BEFORE, form, after)]


def test_nothing_differs_from_itself(visit: Form) -> None:
    assert compare(visit, BEFORE, visit, dict(BEFORE)) == ()
    assert compare(visit, BEFORE, visit, {**BEFORE, "extra": " "}) == ()


def test_a_changed_cell_is_told_in_its_row(visit: Form) -> None:
    (change,) = compare(visit, BEFORE, visit, {**BEFORE, "told/a/text": "Nan is far."})
    assert change == Change(
        "second", "told/a/text", "What we were told, Nan is far., Words", What.CHANGED,
        "Nan is near.", "Nan is far.", verbatim=False,
    )  # fmt: skip


def test_rows_are_matched_by_what_they_are_and_not_by_place(visit: Form) -> None:
    assert changes(visit, {**BEFORE, "told": ["c", "a", "b"]}) == [("told/c", What.MOVED)]
    assert changes(visit, {**BEFORE, "told": ["b", "c"]}) == [("told/a", What.REMOVED)]
    added: Flat = {**BEFORE, "told": ["a", "d", "b", "c"], "told/d/text": "New."}
    assert changes(visit, added) == [("told/d", What.ADDED)]


def test_a_row_that_went_is_told_as_a_whole(visit: Form) -> None:
    (change,) = compare(visit, BEFORE, visit, {**BEFORE, "told": ["b", "c"]})
    assert change.before == "Words: Nan is near.\nExact words: I like it there"
    assert change.label == "What we were told, Nan is near."


def test_exact_words_are_marked_as_such(visit: Form) -> None:
    after: Flat = {**BEFORE, "told/a/said/words": "I like it", "kind": "other"}
    found = {change.path: change.verbatim for change in compare(visit, BEFORE, visit, after)}
    assert found == {"kind": False, "told/a/said/words": True}


def test_a_choice_that_was_only_reworded_is_no_change(visit: Form, tmp_path: Path) -> None:
    newer = form_of(tmp_path, SMALL.replace('"Planned"', '"Planned visit"'))
    assert compare(visit, BEFORE, newer, BEFORE) == ()


def test_an_answer_that_the_newer_form_no_longer_asks_is_told(visit: Form, tmp_path: Path) -> None:
    old: Flat = {**BEFORE, "extra": "Kept", "on": {"y": 2025}}
    newer = form_of(tmp_path, SMALL.replace('id = "extra"', 'id = "further"'))
    (change,) = compare(visit, old, newer, {**BEFORE, "on": {"y": 2025}})
    assert (change.what, change.before, change.section) == (What.REMOVED, "Kept", "fourth")


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", ()),
        ("one two", "one two", (Piece("one two", Mark.SAME),)),
        (
            "She is home by nine",
            "She is home by ten now",
            (
                Piece("She is home by ", Mark.SAME),
                Piece("nine", Mark.REMOVED),
                Piece("ten now", Mark.ADDED),
            ),
        ),
        ("one", "one two", (Piece("one ", Mark.SAME), Piece("two", Mark.ADDED))),
    ],
)
def test_words_that_changed(before: str, after: str, pieces: tuple[Piece, ...]) -> None:
    assert words_changed(before, after) == pieces


TEXTS = st.text("ab \n", max_size=30)


@patient
@given(TEXTS, TEXTS)
def test_the_woven_text_holds_both_texts(before: str, after: str) -> None:
    pieces = words_changed(before, after)
    new = "".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED)
    old = "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED)
    assert new.split() == after.split()
    assert old.split() == before.split()


def test_twenty_thousand_words_are_compared_in_no_time() -> None:
    paragraphs = [f"Paragraph {at} says that a man in a car waits. " * 20 for at in range(100)]
    before = "\n".join(paragraphs)
    after = before.replace("Paragraph 50 says", "Paragraph 50 no longer says")
    began = time.perf_counter()
    pieces = words_changed(before, after)
    assert time.perf_counter() - began < 2
    assert {piece.text for piece in pieces if piece.mark is Mark.ADDED} == {"no longer "}
