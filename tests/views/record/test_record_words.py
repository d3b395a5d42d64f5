"""The page's own words, made of the form's."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.forms.definition import Form
from desktop.views.pages.record.words import problem_words, row_name, row_of, since

FLAT = {"actions": ["a", "b"], "actions/b/what": "A lift"}


def test_a_row_is_found_from_its_cells(small: Form) -> None:
    assert row_of(small, "actions/b/what") == ("actions", "b")
    assert row_of(small, "actions/b") == ("actions", "b")
    assert row_of(small, "said/words") is None


def test_rows_and_their_cells_have_names(small: Form) -> None:
    assert row_name(small, FLAT, "actions", "b") == "Action 2"
    assert problem_words(small, FLAT, "actions/b/what") == "Action 2, What"
    assert problem_words(small, FLAT, "harm") == "What causes harm"


def test_the_margin_names_the_year_where_it_is_another() -> None:
    may = datetime(2026, 5, 14, tzinfo=UTC)
    assert since(may, datetime(2026, 11, 18, tzinfo=UTC)) == "Changed since May"
    assert since(may, datetime(2027, 1, 3, tzinfo=UTC)) == "Changed since May 2026"
