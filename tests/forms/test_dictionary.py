"""The planning meeting, the session and the panel update against the field dictionary.

`dictionary.toml` is written from the domain reference (sections 9.2 to 9.4, annex A2 to A4), not
from the form files; WISE has a test of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from forms_given import shipped

from desktop.forms.answers import walk
from desktop.forms.definition import Field, Form, Shape
from desktop.forms.fitting import fitted
from desktop.forms.snapshot import canonical
from desktop.forms.validation import excused, problems
from desktop.forms.values import Flat

DICTIONARY: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "dictionary.toml").read_text("utf-8")
)
FORMS: Final = tuple(DICTIONARY)

KINDS: Final = {
    "T": "text",
    "L": "long_text",
    "D": "date",
    "TM": "time",
    "C": "choice",
    "YNU": "yes_no",
    "M": "many",
    "N": "number",
    "MIN": "minutes",
    "P": "person",
    "PL": "place",
    "A": "actions",
    "Q": "quote",
    "R": "rows",
    "B": "block",
    "K": "carried",
}
"""The types that are one kind; the rest are looked at in `of_type`."""


def of_type(field: Field, kind: str) -> bool:
    """Say whether a question is what the annex calls by that letter."""
    if kind == "RF":
        return field.kind == "block" and isinstance(field.over, tuple)
    if kind == "PS":
        return field.kind == "people"
    if kind == "QS":
        return field.kind == "rows" and any(part.kind == "quote" for part in field.parts)
    return field.kind == KINDS[kind] and field.over is None


def every_field(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every_field(field.parts)


@pytest.fixture(scope="module")
def forms() -> dict[str, Form]:
    return {name: shipped(name) for name in FORMS}


ANNEX: Final = [
    pytest.param(form, row, id=row[0]) for form in FORMS for row in DICTIONARY[form]["annex"]
]


@pytest.mark.parametrize(("name", "row"), ANNEX)
def test_a_row_of_the_annex(forms: dict[str, Form], name: str, row: list[Any]) -> None:
    path, sense, kind, sign, source, copies = row
    field = forms[name].field(path)
    said = f"{field.label} {field.prompt}".casefold()
    assert any(word.casefold() in said for word in sense.split()), f"{said!r} says none of {sense}"
    assert of_type(field, kind), f"{path} is {field.kind} and should be {kind}"
    assert field.sign is sign
    assert field.carry == source
    assert field.copies == frozenset(copies)


BEYOND: Final = [
    pytest.param(form, section, rows, id=f"{form}-{section}")
    for form in FORMS
    for section, rows in DICTIONARY[form]["beyond"].items()
]


@pytest.mark.parametrize(("name", "section", "rows"), BEYOND)
def test_the_rows_of_the_list(forms: dict[str, Form], name: str, section: str, rows: str) -> None:
    form = forms[name]
    for one in rows.split(","):
        path, kind = one.split()
        assert form.section_of(path).id == section, path
        assert of_type(form.field(path), kind), path


@pytest.mark.parametrize("name", FORMS)
def test_the_sections_stand_in_the_order_of_the_list(forms: dict[str, Form], name: str) -> None:
    order = [section.id for section in forms[name].sections]
    wanted = list(DICTIONARY[name]["beyond"])
    if name == "planning":  # annex A2 puts the child's words before what the agencies know
        wanted.remove("voice")
        wanted.insert(wanted.index("information"), "voice")
    assert order == wanted


@pytest.mark.parametrize("name", FORMS)
def test_what_a_list_asks_in_each_row(forms: dict[str, Form], name: str) -> None:
    for path, parts in DICTIONARY[name]["parts"].items():
        assert set(parts.split()) <= {part.id for part in forms[name].field(path).parts}, path


@pytest.mark.parametrize("name", FORMS)
def test_what_can_be_chosen(forms: dict[str, Form], name: str) -> None:
    for path, senses in DICTIONARY[name]["choices"].items():
        top, _, part = path.partition("/")
        field = forms[name].field(top)
        field = field.part(part) if part else field
        options = field.over if isinstance(field.over, tuple) else field.options
        labels = [f"{option.label} {option.hint}".casefold() for option in options]
        for sense in senses:
            words = sense.casefold().split("|")
            said = [label for label in labels if any(word in label for word in words)]
            assert len(said) >= senses.count(sense), f"{path} offers nothing like {sense!r}"


@pytest.mark.parametrize("name", FORMS)
def test_how_many_people_sign(forms: dict[str, Form], name: str) -> None:
    assert forms[name].signatures == DICTIONARY[name]["signatures"]


# --- the rules over the marks (the heading of annex A) -----------------------------------------


@pytest.mark.parametrize("name", FORMS)
def test_a_childs_words_reach_a_parent_only_by_a_tick(forms: dict[str, Form], name: str) -> None:
    """A parent's copy has none of them by itself; a row of them can be ticked."""
    form = forms[name]
    for field in form.fields:
        words = field.kind in ("quote", "words")
        rows = field.shape is Shape.ROWS and any(part.kind == "quote" for part in field.parts)
        if words or rows:
            assert "P" not in field.copies, field.id
        assert field.child_agrees is rows, field.id


def test_names_of_children_and_of_people_of_concern_stay_inside(forms: dict[str, Form]) -> None:
    for name, path in (
        ("panel", "x.others/r/child"),
        ("panel", "x.people/r/person"),
        ("panel", "x.places/r/place"),
        ("session", "d.new/r/what"),
    ):
        assert forms[name].copies_of(path) == {"F"}, path


def test_the_police_copy_finds_the_people_and_places(forms: dict[str, Form]) -> None:
    """It is the partner's copy and what comes from the map."""
    from_map = {f.id for name in FORMS for f in forms[name].fields if f.carry == "map"}
    assert from_map == {"x.people", "x.places", "d.new"}


def test_a_row_can_say_who_may_know_it(forms: dict[str, Form]) -> None:
    share = forms["planning"].field("m.info").part("share")
    assert {option.value for option in share.options} == {"child", "parent", "partner", "police"}


# --- no judgement, no blame --------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
def test_no_score_and_no_band_but_the_panels_own(forms: dict[str, Form], name: str) -> None:
    for field in every_field(forms[name].fields):
        words = " ".join((field.label, *(option.label for option in field.options))).lower()
        if field.id not in ("x.band", "x.band.why"):
            assert not re.search(r"\b(score|band|rating|high|medium|low|points)\b", words), field.id
        assert not field.since or field.kind == "carried", field.id
    # The one thing that is worked out is how long afterwards a session was written up.
    worked_out = [field.id for field in every_field(forms[name].fields) if field.since]
    assert worked_out == (["d.late"] if name == "session" else [])


def test_the_band_is_asked_only_where_the_authority_has_one(forms: dict[str, Form]) -> None:
    paths = [slot.path for slot in walk(forms["panel"], {})]
    assert "x.band" not in paths
    assert "x.band" in [slot.path for slot in walk(forms["panel"], {"x.bands": "yes"})]


RECONSIDER: Final = (
    "at risk", "risky", "lifestyle", "promiscuous", "disengag", "refuse", "hard to reach",
    "non-compliant", "vulnerable", "perpetrator", "associate", "peers", "placement", "absconded",
    "victim", "alleges", "claims", "disclos", "streetwise", "challenging behaviour", "failed to",
    "did not attend", "compliance", "manipulat", "attention seeking", "gang", "wants attention",
    "contact with", "care leaver", "looked after", "insight", "relationship with",
)  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_the_form_itself_keeps_to_the_language_guidance(forms: dict[str, Form], name: str) -> None:
    text = canonical(forms[name]).lower()
    for own in ("slavery and trafficking risk order", "sexual risk order"):  # names of the law
        text = text.replace(own, "")
    assert [word for word in RECONSIDER if word in text] == []


@pytest.mark.parametrize("name", FORMS)
def test_the_form_says_that_it_is_the_teams_own(forms: dict[str, Form], name: str) -> None:
    assert "own template and no official form" in forms[name].note


def test_a_planning_meeting_says_that_it_is_no_strategy_meeting(forms: dict[str, Form]) -> None:
    form = forms["planning"]
    assert "not a strategy meeting" in form.note
    first = form.section("strategy").fields[0]
    assert first.kind == "guidance"
    assert "not a strategy meeting" in first.label


# --- the session: ten minutes, and when we did not meet ------------------------------------------

NOT_MET: Final = ("no_answer", "said_no", "we_cancelled", "family_cancelled")
MET: Final = ("met", "brief", "cut_short")


def asked(form: Form, flat: Flat) -> list[str]:
    return [slot.path for slot in walk(form, flat) if not slot.depth]


def wanted(form: Form, flat: Flat) -> set[str]:
    return {problem.path.partition("/")[0] for problem in problems(form, flat)}


def test_ten_minutes_are_the_first_section_and_enough(forms: dict[str, Form]) -> None:
    form = forms["session"]
    first, *rest = form.sections
    assert all(section.optional and section.aside == "if there is more" for section in rest)
    signed = {field.id for field in form.fields if field.sign}
    assert signed <= {field.id for field in first.fields}


@pytest.mark.parametrize("result", NOT_MET)
def test_when_we_did_not_meet_that_part_comes_first(forms: dict[str, Form], result: str) -> None:
    form = forms["session"]
    flat: Flat = {"d.result": result}
    paths = asked(form, flat)
    after = paths[paths.index("d.result") + 1 :]
    assert after[:4] == ["d.miss.tried", "d.miss.why", "d.miss.next", "d.miss.on"]
    left_out = {"d.saw", "d.words", "d.mean", "d.next"}
    assert left_out.isdisjoint(paths)
    assert left_out.isdisjoint(wanted(form, flat))
    assert {"d.miss.tried", "d.miss.why", "d.miss.next", "d.worry"} <= wanted(form, flat)


@pytest.mark.parametrize("result", NOT_MET)
def test_who_was_there_and_how_long_it_took_are_wanted_where_we_met(
    forms: dict[str, Form], result: str
) -> None:
    """A door that nobody opened has no minutes; whoever wants to may still write them down."""
    form, about_meeting = forms["session"], {"d.mins", "d.who"}
    assert about_meeting <= wanted(form, {})
    assert about_meeting <= wanted(form, {"d.result": "met"})
    flat: Flat = {"d.result": result}
    assert about_meeting.isdisjoint(wanted(form, flat))
    assert about_meeting <= set(asked(form, flat))
    assert all(excused(form, form.field(path), flat) for path in about_meeting)
    assert not excused(form, form.field("d.mins"), {**flat, "d.mins": 10})
    wrong: Flat = {**flat, "d.mins": "ten or so"}
    assert "d.mins" in wanted(form, wrong), "what was typed must still be right"


@pytest.mark.parametrize("name", ["wise", "planning"])
def test_nobody_types_what_the_signatures_say(name: str) -> None:
    """Who completed, who agreed and when are facts of the signatures; filing comes after them."""
    form = shipped(name)
    field = form.field("w.sign" if name == "wise" else "m.sign")
    assert not {"by", "role", "on", "manager", "read_on", "decision"} & {p.id for p in field.parts}
    paths = [slot.path for slot in walk(form, {}) if slot.path.startswith(field.id)]
    assert paths == [field.id, f"{field.id}/shared"]
    later = {part.id for part in field.parts if part.after_signing}
    assert later == {part.id for part in field.parts} - {"shared"}
    assert field.id not in {problem.path.partition("/")[0] for problem in problems(form, {})}


@pytest.mark.parametrize("result", MET)
def test_when_we_met_nothing_of_it_is_asked(forms: dict[str, Form], result: str) -> None:
    form = forms["session"]
    flat: Flat = {"d.result": result}
    assert not [path for path in asked(form, flat) if path.startswith("d.miss")]
    assert {"d.saw", "d.mean", "d.next"} <= wanted(form, flat)
    assert not [path for path in wanted(form, flat) if path.startswith("d.miss")]


def test_our_own_part_is_asked_for_first(forms: dict[str, Form]) -> None:
    prompt = forms["session"].field("d.miss.why").prompt
    assert prompt.startswith("Our own part first")


def test_a_note_is_agreed_where_the_authority_wants_it(forms: dict[str, Form]) -> None:
    form = forms["session"]
    assert fitted(form, {"d.second": "no"}).signatures == 1
    assert fitted(form, {"d.second": "yes"}).signatures == 2


# --- the panel: its own words, and a part after the meeting -------------------------------------


def test_the_panel_has_the_name_and_words_of_the_authority(forms: dict[str, Form]) -> None:
    mace, ceam = fitted(forms["panel"], {}), fitted(forms["panel"], {"x.panel": "ceam"})
    assert (mace.title, ceam.title) == ("MACE case update", "CEAM case update")
    assert mace.field("x.block").label == "What is in the way"
    assert ceam.field("x.block").label == "Barriers: what is in the way of the plan"
    assert "CEAM" in ceam.section("panel").title
    for form in (mace, ceam):
        assert "{" not in " ".join(f.label + f.prompt + f.help for f in every_field(form.fields))
    assert canonical(mace) == canonical(ceam)


def test_the_part_after_the_meeting_waits(forms: dict[str, Form]) -> None:
    form = forms["panel"]
    *before, after = form.sections
    assert (after.id, after.optional, after.aside) == ("after", True, "later")
    assert not any(section.optional for section in before)
    names = {field.id for field in after.fields}
    assert names.isdisjoint(wanted(form, {}))
    begun: Flat = {"x.after": "We spoke about the way to school."}
    assert {"x.after.acts", "x.after.next", "x.note", "x.share"} <= wanted(form, begun)
    assert "x.after" not in wanted(form, begun)


def test_the_next_update_begins_from_the_last_one(forms: dict[str, Form]) -> None:
    form = forms["panel"]
    assert form.follow_on is not None
    kept = {field.id for field in form.fields} - set(form.fresh)
    assert kept == {
        "x.area", "x.since", "x.reason", "x.head", "x.police", "x.nrm", "x.acts", "x.placed",
    }  # fmt: skip
    assert forms["planning"].follow_on is None
    assert forms["session"].follow_on is None
