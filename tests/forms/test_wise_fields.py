# ruff: noqa: E501 -- the table reads better a line for each row of the annex
"""The WISE against the field dictionary (domain reference, section 9.1 and annex A1).

The tables are written from the reference, not from the form: id, kind, wanted before signing,
copies, where it is carried from.
"""

from __future__ import annotations

import re
from typing import Final

import pytest

from desktop.forms.answers import walk
from desktop.forms.definition import Field, Form, Option
from desktop.forms.snapshot import canonical

A1: Final = """
w.kind          choice          S  -         CPAF
w.trigger       long_text       -  -         F
w.start         date            S  -         F
w.aim           date            S  aim       F
w.done          date            S  -         F
w.concerns      many            S  referral  AF
w.state         choice_per_row  S  -         AF
w.sources       many            S  -         AF
w.sources.notes long_text       -  -         AF
w.me            long_text       -  notes     CPAF
w.identity      long_text       S  -         CPAF
w.discrim       yes_no          -  -         CPAF
w.discrim.how   long_text       -  -         CPAF
w.comm          long_text       S  header    CPAF
w.voice         rows            S  sessions  CAF
w.harm          long_text       S  -         AF
w.how           long_text       -  -         AF
w.who           rows            -  map       F
w.where         rows            -  map       AF
w.evidence      rows            S  -         AF
w.unknown       long_text       S  -         AF
w.ctx           block           -  -         CPAF
w.missing       carried         -  missing   AF
w.family        rows            S  family    PAF
w.siblings      rows            -  -         AF
w.team.best     person          S  -         CPAF
w.team.does     long_text       -  -         AF
w.team.gap      long_text       S  -         AF
w.tried         rows            -  -         AF
w.stab          rows            S  -         CPAF
w.safe          rows            S  -         CPAF
w.think         long_text       S  -         CPAF
w.ifnochange    long_text       -  -         AF
w.seen          long_text       S  -         CPAF
w.differ        long_text       -  -         AF
w.protect       choice          -  -         F
w.protect.why   long_text       -  -         F
w.others        rows            -  -         F
w.sp.unsafe     long_text       S  -         CPAF
w.sp.people     rows            S  -         CPAF
w.sp.places     rows            -  -         CPAF
w.sp.phone      long_text       S  -         CPAF
w.sp.travel     long_text       -  -         CPAF
w.sp.missing    long_text       S  -         CPAF
w.sp.adults     long_text       S  -         CPAF
w.plan          actions         S  actions   CPAF
w.disrupt       rows            -  register  F
w.nrm           carried         -  nrm       AF
w.ceam          carried         -  panel     AF
w.cedam         carried         -  panel     AF
w.mace          carried         -  panel     AF
w.trans         long_text       -  -         CPAF
w.copy.c        date            -  -         CPAF
w.copy.c.said   quote           -  -         CAF
w.copy.p        date            -  -         CPAF
w.copy.p.said   quote           -  -         PAF
w.sign          block           -  signing   F
"""
"""Of A1's marks: "C(AF)" and "C(P)AF" are read as their letters where a tick gives the rest; a
child's words leave out P, as the rules over the marks say; "family" is where the rows of parents
come from (section 9.0)."""

BEYOND_A1: Final = """
about       w.received date, w.practitioner person, w.coworker person, w.police person
voice       w.voice.tried long_text, w.voice.helps quote, w.voice.unsafe quote, w.voice.plan quote
harm        w.began date, w.lasted text, w.harm.sexual long_text, w.harm.criminal long_text, w.harm.financial long_text, w.harm.other long_text, w.groups long_text, w.online long_text, w.travel long_text, w.injuries long_text
family      w.family.account long_text, w.kin rows, w.oversight long_text
team        w.team.trusted rows, w.team.differ long_text, w.team.history long_text, w.team.goal long_text
meaning     w.think.child quote
safety_plan w.sp.with text, w.sp.code text, w.sp.carers long_text, w.sp.reviewed date, w.sp.copy yes_no
plan        w.goals rows, w.lead person, w.review date, w.inplan date
stand       w.ictg carried, w.s47 text, w.crime text, w.bail text, w.measures text, w.abe text
sharing     w.agree.child yes_no, w.agree.child_said quote, w.agree.parent yes_no
"""
"""Rows of section 9.1 that annex A1 has no line for, by section of the form."""

PARTS: Final = {
    "w.voice": "said agrees",
    "w.who": "person role known confirmed source learned share",
    "w.where": "place times getting_there others source",
    "w.evidence": "text source learned confirmed",
    "w.ctx": "helps harms unknown pushes pulls said source agrees",
    "w.family": "who responsibility said understanding strengths worries relating needs systems resilience wants agreed",
    "w.siblings": "child effect referred referred_on",
    "w.tried": "what helped not_helped why",
    "w.stab": "area now strength need hope",
    "w.safe": "area now there needed",
    "w.others": "child age link sent_on",
    "w.plan": "what prong context owner with by know origin in_plan shared notes status why",
    "w.disrupt": "option target owner agreed served expires conditions effect told",
    "w.sign": "lcs_note lcs_on lcs_by file_name file_ref filed_on filed_by shared",
}
TITLES: Final = (
    "About this assessment", "Who I am", "My voice", "What is happening", "Contexts",
    "Family and carers", "Team around the child", "Stability", "Safety", "What it means",
    "My safety plan", "Plan", "Disruption", "Where things stand", "Sharing and sign-off",
)  # fmt: skip
ROWS: Final = [line.split() for line in A1.strip().splitlines()]


@pytest.mark.parametrize(
    ("name", "kind", "sign", "carry", "copies"), ROWS, ids=[row[0] for row in ROWS]
)
def test_a_row_of_the_dictionary(
    wise: Form, name: str, kind: str, sign: str, carry: str, copies: str
) -> None:
    field = wise.field(name)
    assert field.kind == kind
    assert field.sign is (sign == "S")
    assert field.carry == carry.strip("-")
    assert field.copies == frozenset(copies)


def test_the_sections_are_the_fifteen(wise: Form) -> None:
    assert tuple(section.title for section in wise.sections) == TITLES
    assert [section.number for section in wise.sections] == list(range(1, 16))


@pytest.mark.parametrize("line", BEYOND_A1.strip().splitlines(), ids=lambda line: line.split()[0])
def test_the_other_rows_of_the_list(wise: Form, line: str) -> None:
    section, _, rest = line.partition(" ")
    for one in rest.split(","):
        name, kind = one.split()
        assert (wise.section_of(name).id, wise.field(name).kind) == (section, kind), name


@pytest.mark.parametrize("name", PARTS)
def test_what_a_list_asks_in_each_row(wise: Form, name: str) -> None:
    parts = {part.id for part in wise.field(name).parts}
    assert set(PARTS[name].split()) <= parts


def test_the_ten_contexts_have_the_same_boxes(wise: Form) -> None:
    over = wise.field("w.ctx").over
    assert isinstance(over, tuple)
    assert [item.value for item in over] == [
        "home", "wider", "friends", "school", "places",
        "online", "money", "health", "missing", "services",
    ]  # fmt: skip
    assert all(isinstance(item, Option) and item.hint for item in over)
    paths = [slot.path for slot in walk(wise, {})]
    for item in over:
        assert f"w.ctx/{item.value}/said/words" in paths


def test_a_childs_words_reach_a_parent_only_by_a_tick(wise: Form) -> None:
    ticked = {field.id for field in wise.fields if field.child_agrees}
    assert ticked == {"w.voice", "w.ctx", "w.goals"}
    for field in wise.fields:
        if field.kind == "quote" and field.id != "w.copy.p.said":
            assert "P" not in field.copies, field.id


def test_names_of_other_children_and_of_people_of_concern_stay_inside(wise: Form) -> None:
    for path in ("w.siblings/r/child", "w.others/r/child", "w.who/r/person"):
        assert wise.copies_of(path) == {"F"}


def test_stability_and_safety_are_the_two_prongs(wise: Form) -> None:
    assert {field.id: field.prong for field in wise.fields if field.prong} == {
        "w.stab": "stability",
        "w.safe": "safety",
    }
    plan = wise.field("w.plan")
    assert plan.group_by == "prong"
    assert [option.value for option in plan.part("prong").options] == ["stability", "safety"]


def test_disruption_is_only_if_needed(wise: Form) -> None:
    assert [section.id for section in wise.sections if section.optional] == ["disruption", "stand"]


def every_field(fields: tuple[Field, ...]) -> list[Field]:
    return [one for field in fields for one in (field, *every_field(field.parts))]


def test_no_score_no_band_no_count(wise: Form) -> None:
    for field in every_field(wise.fields):
        assert field.kind not in ("number", "minutes"), field.id
        words = " ".join((field.label, *(option.label for option in field.options))).lower()
        assert not re.search(r"\b(score|band|level|rating|high|medium|low|count|total)\b", words)


RECONSIDER: Final = (
    "at risk", "risky", "lifestyle", "promiscuous", "disengag", "refuses", "hard to reach",
    "non-compliant", "vulnerable", "perpetrator", "associate", "peers", "placement", "absconded",
    "victim", "alleges", "claims", "disclos", "streetwise", "challenging behaviour",
)  # fmt: skip


def test_the_form_itself_keeps_to_the_language_guidance(wise: Form) -> None:
    text = canonical(wise).lower()
    # The one place that shows the words to avoid, and what they hide.
    text = text.replace('she puts herself at risk\\" hides him', "")
    # Names of legal orders stay as the law has them.
    text = text.replace("slavery and trafficking risk order", "").replace("sexual risk order", "")
    assert [word for word in RECONSIDER if word in text] == []


def test_the_form_says_that_it_is_the_teams_own(wise: Form) -> None:
    assert "own template" in wise.note
    assert "not an official" in wise.note
    assert wise.signatures == 2


def test_what_matters_most_has_guidance(wise: Form) -> None:
    for field in wise.fields:
        if field.sign and field.kind in ("long_text", "rows", "actions"):
            assert field.prompt or field.id == "w.sp.people", field.id
    helped = {field.id for field in wise.fields if field.help}
    assert {"w.harm", "w.think", "w.seen", "w.voice", "w.evidence", "w.plan", "w.unknown"} <= helped


def test_the_forms_of_a_child_and_of_people_give_the_lists_what_they_show() -> None:
    from forms_given import shipped

    child = shipped("registers/child")
    wanted = "given family known_as pronouns dob lcs_id status concerns worker school alerts"
    assert set(wanted.split()) <= set(child.facts)
    assert child.field("alerts").option("no_post") == Option(
        "no_post", "Do not write to this address"
    )
    assert child.title_of == ("given", "family")
    contact = shipped("registers/contact")
    roles = {option.value for option in contact.field("role").options}
    assert roles == {"family", "friend", "trusted", "professional", "harm", "child_harmed", "other"}
    assert {"phone", "agency", "responsibility", "lives_with", "confidence"} <= set(contact.facts)
