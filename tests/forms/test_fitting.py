"""A form in the words of an authority: decided when a record is begun, and kept in the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_given import form_of

from desktop.forms.answers import fold, unfold, walk
from desktop.forms.definition import Form
from desktop.forms.fitting import fitted, settings_from, settings_kept
from desktop.forms.searchable import facts_of, title_of
from desktop.forms.snapshot import canonical, from_text
from desktop.forms.values import Flat

MEETING = """
id = "meeting"
version = 1
title = "{p.panel} sheet"
short_title = "{p.panel}"
purpose = "What {p.panel} hears."
role = "record"
title_of = ["p.note"]
signatures = 1
agreed_when = { field = "p.second", is = ["yes"] }
follow_on = { title = "Next {p.panel}", button = "Begin the next one" }
[[setting]]
id = "p.panel"
profile = "panel"
options = [["mace", "MACE"], ["ceam", "CEAM"]]
rest = "mace"
[[setting]]
id = "p.second"
profile = "countersigned"
options = [["yes", "Yes"], ["no", "No"]]
rest = "no"
[[section]]
id = "one"
title = "For {p.panel}"
[[section.field]]
id = "p.note"
label = "What {p.panel} should know"
prompt = "Short"
kind = "text"
worded = [
  { when = { field = "p.panel", is = ["ceam"] }, label = "Barriers that {p.panel} hears of" },
]
[[section.field]]
id = "p.band"
label = "Band"
kind = "choice"
options = [["a", "As {p.panel} has it"]]
when = { field = "p.second", is = ["yes"] }
"""


@pytest.fixture
def meeting(tmp_path: Path) -> Form:
    return form_of(tmp_path, MEETING, "meeting.toml")


def test_a_form_reads_well_before_any_authority_is_known(meeting: Form) -> None:
    assert (meeting.title, meeting.short_title) == ("MACE sheet", "MACE")
    assert meeting.section("one").title == "For MACE"
    assert meeting.signatures == 1


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"panel": "CEAM", "countersigned": True}, {"p.panel": "ceam", "p.second": "yes"}),
        ({"panel": "ceam", "countersigned": False}, {"p.panel": "ceam", "p.second": "no"}),
        ({"panel": "MASE"}, {"p.panel": "MASE", "p.second": "no"}),
        ({}, {"p.panel": "mace", "p.second": "no"}),
    ],
)
def test_a_new_record_keeps_what_the_profile_says(
    meeting: Form, said: dict[str, str | bool], kept: Flat
) -> None:
    assert settings_from(meeting, said.get) == kept


def test_words_labels_and_signatures_follow_the_record(meeting: Form) -> None:
    ceam = fitted(meeting, {"p.panel": "ceam", "p.second": "yes"})
    assert ceam.title == "CEAM sheet"
    assert ceam.purpose == "What CEAM hears."
    assert ceam.field("p.note").label == "Barriers that CEAM hears of"
    assert ceam.field("p.note").prompt == "Short"
    assert ceam.field("p.band").options[0].label == "As CEAM has it"
    assert ceam.follow_on is not None
    assert ceam.follow_on.title == "Next CEAM"
    assert ceam.signatures == 2
    assert fitted(ceam, {}).title == "MACE sheet"


def test_a_panel_that_no_form_has_heard_of_keeps_its_name(meeting: Form) -> None:
    other = fitted(meeting, {"p.panel": "MASE"})
    assert other.title == "MASE sheet"
    assert other.field("p.note").label == "What MASE should know"


def test_every_authority_shares_one_snapshot(meeting: Form) -> None:
    ceam = fitted(meeting, {"p.panel": "ceam", "p.second": "yes"})
    assert canonical(ceam) == canonical(meeting)
    again = from_text(canonical(ceam))
    assert again == meeting
    assert fitted(again, {"p.panel": "ceam"}).title == "CEAM sheet"


def test_a_setting_decides_questions_like_an_answer(meeting: Form) -> None:
    assert [slot.path for slot in walk(meeting, {})] == ["p.note"]
    assert [slot.path for slot in walk(meeting, {"p.second": "yes"})] == ["p.note", "p.band"]


def test_settings_live_beside_the_answers_and_in_the_facts(meeting: Form) -> None:
    flat: Flat = {"p.note": "School", "p.panel": "ceam"}
    assert unfold(meeting, fold(meeting, flat)) == flat
    assert facts_of(meeting, flat) == {"p.panel": "ceam"}
    assert title_of(fitted(meeting, flat), flat) == "CEAM, school"
    assert settings_kept(meeting, flat) == ("ceam", "no")


def test_a_form_without_settings_is_left_as_it_is(visit: Form) -> None:
    assert fitted(visit, {"anything": "x"}) is visit
