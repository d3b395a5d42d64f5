"""What pages look like, measured on the page: margins, headers, headings, no page for nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pagereader import Paper, folded
from papers import DRAFT, FACTS, SCRIPTS, Recipe, recipes, record_forms, wise

from desktop.documents.paper import BlankFacts, blank_paper, build_paper
from desktop.forms.values import Flat

MM = 72 / 25.4
BODY = (25 * MM, 22 * MM, 188 * MM, 276 * MM)
"""Left, top, right, bottom of what may hold the record itself, in points from the top left."""
NUMBERS_HANG_FROM = 14 * MM
DOTS = 1.5  # dots of a rendered page for each point


def ink(paper: Paper, page: int) -> tuple[float, float, float, float] | None:
    """Return the box around everything drawn between header and footer, in points."""
    picture = paper.picture(page, DOTS)
    top, bottom = int(BODY[1] * DOTS), int(275 * MM * DOTS)
    body = picture.crop((0, top, picture.width, bottom))
    box = body.point(lambda grey: 255 if grey < 215 else 0).getbbox()
    if box is None:
        return None
    left, upper, right, lower = (side / DOTS for side in box)
    return left, upper + BODY[1], right, lower + BODY[1]


def assert_pages_are_whole(paper: Paper) -> None:
    for page in range(len(paper)):
        box = ink(paper, page)
        assert box is not None, f"page {page + 1} is empty"
        left, _top, right, bottom = box
        assert left > NUMBERS_HANG_FROM, f"page {page + 1} begins at {left / MM:.1f} mm"
        assert right < BODY[2] + 1.5, f"page {page + 1} ends at {right / MM:.1f} mm"
        assert bottom < BODY[3], f"page {page + 1} runs into its footer"


def assert_no_heading_is_stranded(paper: Paper) -> None:
    """The first thing after a heading begins on the heading's page."""
    placed = list(paper.placed())
    for (kind, pages, text), (_kind, following, _text) in itertools.pairwise(placed):
        if kind.startswith("H") and kind != "H1":
            assert following[0] == pages[-1], f"{text!r} stands alone on page {pages[-1] + 1}"


def assert_signatures_are_not_alone(paper: Paper) -> None:
    """Something that is signed stands on the page of the signatures."""
    placed = list(paper.placed())
    at = next((at for at, one in enumerate(placed) if one[2] == "Signatures"), 0)
    if at:
        before, page = placed[at - 1], placed[at][1][0]
        assert before[1][-1] == page, f"only signatures on page {page + 1}"


def check_pages(recipe: Recipe) -> None:
    form, answers = recipe.record()
    paper = Paper(build_paper(form, answers, FACTS))
    assert_pages_are_whole(paper)
    assert_no_heading_is_stranded(paper)
    assert_signatures_are_not_alone(paper)


def test_no_length_of_a_record_leaves_the_signatures_alone():
    for lines in range(30, 60):
        answers: Flat = {"w.harm": "\n".join(["What happened that day."] * lines)}
        assert_signatures_are_not_alone(Paper(build_paper(wise(), answers, FACTS)))


def test_pages_of_any_record_are_whole(full: bool):
    patient = settings(
        max_examples=100 if full else 8,
        deadline=None,
        derandomize=not full,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    patient(given(recipes())(check_pages))()


def enormous() -> Flat:
    """A record with an answer, a cell and a quotation longer than a page, and 300 rows."""
    long = " ".join(["something happened on the way to school and was written down"] * 300)
    rows = [f"r{number}" for number in range(300)]
    answers: Flat = {
        "w.kind": "review",
        "w.harm": long,
        "w.voice.helps/words": long,
        "w.who": ["a"],
        "w.who/a/known": long,
        "w.identity": "\n".join(SCRIPTS),
        "w.team.trusted": list(rows),
    }
    for number, row in enumerate(rows):
        answers[f"w.team.trusted/{row}/person"] = {"id": None, "name": f"Person {number}"}
        answers[f"w.team.trusted/{row}/why"] = f"Reason {number}"
    return answers


def test_pages_of_an_enormous_record_are_whole():
    paper = Paper(build_paper(wise(), enormous(), FACTS))
    assert_pages_are_whole(paper)
    assert_no_heading_is_stranded(paper)


def test_the_head_of_a_table_stands_on_each_of_its_pages_and_is_read_once():
    paper = Paper(build_paper(wise(), enormous(), FACTS))
    pages = [page for page in range(len(paper)) if "Reason 1" in paper.plain(page)]
    assert len(pages) > 3
    assert all("What they are to me" in paper.plain(page) for page in pages)
    assert paper.text().count("What they are to me") == 1


@pytest.mark.parametrize("form", record_forms(), ids=lambda form: form.id)
def test_every_page_says_whose_record_this_is(form):
    facts = replace(FACTS, training=True)
    paper = Paper(build_paper(form, Recipe(form.id, ("Words.",), 1, 0.9).record()[1], facts))
    for page in range(len(paper)):
        text = folded(paper.plain(page))
        assert text.count("OFFICIAL-SENSITIVE") == 2
        assert "Amelia Testcase, LCS 0417203" in text
        assert "Record W-0417203-2, version 2, finished" in text
        assert f"Page {page + 1} of {len(paper)}" in text
        assert text.count("TRAINING") == 3
        assert "DRAFT" not in text


def test_each_page_of_a_draft_says_so_and_there_is_nowhere_to_sign():
    paper = Paper(build_paper(wise(), {"w.harm": "Words. " * 2000}, DRAFT))
    assert all(paper.plain(page).count("DRAFT") == 3 for page in range(len(paper)))
    assert paper.fields() == {}
    assert "Signature" not in paper.text()


def test_the_forms_own_number_of_signatures_waits_on_the_last_page():
    for form in record_forms():
        paper = Paper(build_paper(form, {}, FACTS))
        names = ["Author", "Manager"][: form.signatures]
        assert list(paper.fields()) == names
        assert set(paper.fields().values()) <= {len(paper) - 1}


def test_names_that_are_too_long_for_the_header_touch_nothing():
    name = "Wilhelmina-Alexandrina Featherstonehaugh-Cholmondeley " * 3
    paper = Paper(build_paper(wise(), {}, replace(FACTS, child=name, record_id="W-" + "9" * 120)))
    picture = paper.picture(0, DOTS)
    band = picture.crop((0, 0, picture.width, int(22 * MM * DOTS)))
    left, _, right, _ = band.point(lambda grey: 255 if grey < 215 else 0).getbbox()
    assert left / DOTS > BODY[0] - 1
    assert right / DOTS < BODY[2] + 1


def test_the_outline_leads_to_every_section():
    paper = Paper(build_paper(wise(), enormous(), FACTS))
    titles = [title for title, _page in paper.outline()]
    assert titles[:2] == ["About this assessment", "Who I am"]
    assert titles[-2:] == ["Not answered", "Signatures"]
    pages = [page for _title, page in paper.outline()]
    assert pages == sorted(pages)


@pytest.mark.parametrize("form", record_forms(), ids=lambda form: form.id)
def test_an_empty_copy_asks_every_question(form):
    facts = BlankFacts(made=FACTS.made, marking="OFFICIAL-SENSITIVE when filled in")
    paper = Paper(blank_paper(form, facts))
    text = folded(paper.text())
    at = 0
    for label in _asked(form.fields):
        found = text.find(folded(label), at)
        assert found >= 0, label
        at = found
    assert_pages_are_whole(paper)
    assert paper.fields() == {}


def _asked(fields: Sequence) -> Iterator[str]:
    for field in fields:
        if field.shape is None and field.kind != "guidance":
            yield field.label
        yield from (option.label for option in field.options if field.shape is None)


@pytest.mark.parametrize("form", record_forms(), ids=lambda form: form.id)
def test_an_empty_copy_names_questions_by_their_words(form):
    text = Paper(blank_paper(form, BlankFacts(made=FACTS.made))).text()
    named = [setting.id for setting in form.settings] + [field.id for field in form.fields]
    assert [one for one in named if "." in one and f"“{one}”" in text] == []


def test_an_empty_copy_is_no_longer_than_somebody_would_print():
    facts = BlankFacts(made=FACTS.made)
    lengths = {form.id: len(Paper(blank_paper(form, facts))) for form in record_forms()}
    assert lengths["wise"] <= 30
    assert max(length for form, length in lengths.items() if form != "wise") <= 15
