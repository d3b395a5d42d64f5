"""A new field, a shared block and a whole form are files: nothing in Python knows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_grown import grown_forms

from desktop.forms.answers import fold, unfold, walk
from desktop.forms.catalogue import Catalogue, load_catalogue
from desktop.forms.comparison import compare
from desktop.forms.searchable import text_of, title_of
from desktop.forms.validation import completeness, problems
from desktop.forms.values import Flat
from desktop.resources import resource_path


@pytest.fixture
def grown(tmp_path: Path) -> Catalogue:
    """The shipped forms with a field in WISE, a shared block and a small form more."""
    return load_catalogue([grown_forms(tmp_path / "forms")])


ANSWERS: Flat = {
    "w.pets": "A lurcher",
    "w.journeys": ["j"],
    "w.journeys/j/from_where": {"id": None, "name": "Exampleton bus station"},
    "w.journeys/j/driver": "A man in a van",
}


def test_a_field_and_a_shared_block_follow_everywhere(grown: Catalogue) -> None:
    form = grown.newest("wise")
    assert form.version == load_catalogue([resource_path("forms")]).newest("wise").version + 1
    paths = [slot.path for slot in walk(form, ANSWERS)]
    assert paths.index("w.comm") < paths.index("w.pets") < paths.index("w.voice")
    assert "w.journeys/j/driver" in paths
    assert {"A lurcher", "A man in a van"} <= set(text_of(form, ANSWERS).splitlines())
    assert unfold(form, fold(form, ANSWERS)) == ANSWERS
    wanted = {problem.path for problem in problems(form, {"w.journeys": ["j"]})}
    assert {"w.pets", "w.journeys/j/from_where"} <= wanted
    before, after = completeness(form, {})["me"], completeness(form, ANSWERS)["me"]
    assert (before.done, before.wanted) == (0, 3)
    assert (after.done, after.wanted) == (2, 4)
    changed = compare(form, ANSWERS, form, {**ANSWERS, "w.pets": "Two lurchers"})
    assert [(change.section, change.label) for change in changed] == [("me", "Animals I love")]


def test_a_whole_form_works_from_its_file(grown: Catalogue) -> None:
    shipped = {form.id for form in load_catalogue([resource_path("forms")]).records()}
    assert {form.id for form in grown.records()} == {"lift", *shipped}
    form = grown.newest("lift")
    flat: Flat = {"l.from_where": {"id": None, "name": "Park"}, "l.driver": "Nan"}
    assert [slot.path for slot in walk(form, flat) if slot.depth == 0] == [
        "l.from_where",
        "l.driver",
        "l.after",
    ]
    assert [problem.path for problem in problems(form, {})] == ["l.from_where"]
    assert completeness(form, flat)["only"].state.value == "done"
    assert title_of(form, flat) == "Lift"
    assert form.copies_of("l.driver") == {"A", "F"}
    assert form.copies_of("l.after") == {"F"}


def test_answers_of_the_older_version_are_read_by_the_newer_one(grown: Catalogue) -> None:
    shipped = load_catalogue([resource_path("forms")]).newest("wise")
    tree = fold(grown.newest("wise"), ANSWERS)
    assert unfold(shipped, tree)["w.pets"] == "A lurcher"
    assert fold(shipped, unfold(shipped, tree)) == tree
