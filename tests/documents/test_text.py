"""What is written stands on the paper: every value, in order, as other programs read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hypothesis import HealthCheck, Phase, given, settings
from pagereader import Paper, folded
from papers import DRAFT, FACTS, SCRIPTS, Recipe, recipes, wise

from desktop.documents.paper import build_paper, read_record, read_record_json, record_json
from desktop.forms.answers import walk
from desktop.forms.definition import Form
from desktop.forms.fitting import fitted
from desktop.forms.kinds import printed
from desktop.forms.values import Flat, Json


def values(form: Form, answers: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """Yield the path and the printed words of every answer to what is asked."""
    for slot in walk(fitted(form, answers), answers):
        words = folded(printed(slot.field, answers.get(slot.path)))
        if words and slot.field.label == "How it was shared":
            words = words[0].lower() + words[1:]  # goes on in a sentence
        if words:
            yield slot.path, words


def assert_holds_all(data: bytes, form: Form, answers: Mapping[str, Json]) -> None:
    text = folded(Paper(data).text())
    at = 0
    for path, words in values(form, answers):
        found = text.find(words, at)
        assert found >= 0, f"{path}: {words[:80]!r} is not behind {text[max(0, at - 60) : at]!r}"
        at = found + len(words)


def check_round_trip(recipe: Recipe) -> None:
    form, answers = recipe.record()
    data = build_paper(form, answers, FACTS)
    assert_holds_all(data, form, answers)
    inside = read_record(data)
    assert inside == record_json(form, answers, FACTS)
    again = read_record_json(inside)
    assert again.form == fitted(form, answers)
    assert record_json(again.form, again.answers, again.facts) == inside
    assert build_paper(again.form, again.answers, again.facts) == data


def test_every_value_is_there_in_order_and_the_record_comes_back(full: bool):
    patient = settings(
        max_examples=200 if full else 25,
        deadline=None,
        derandomize=not full,
        database=None,
        phases=[Phase.generate],  # a whole paper takes too long to be made smaller by trial
        suppress_health_check=list(HealthCheck),
    )
    patient(given(recipes())(check_round_trip))()


def test_every_script_reads_back_as_it_was_written():
    answers: Flat = {"w.harm": "\n".join(SCRIPTS), "w.harm.sexual": " ".join(SCRIPTS)}
    data = build_paper(wise(), answers, FACTS)
    assert_holds_all(data, wise(), answers)


def test_an_answer_of_twenty_thousand_words():
    long = " ".join(f"word{number}" for number in range(20_000))
    answers: Flat = {"w.harm": long, "w.how": "after it"}
    data = build_paper(wise(), answers, FACTS)
    assert_holds_all(data, wise(), answers)
    assert len(Paper(data)) > 30


def test_a_cell_of_twenty_thousand_words_inside_a_row():
    long = " ".join(f"word{number}" for number in range(20_000))
    answers: Flat = {
        "w.who": ["a", "b"],
        "w.who/a/person": {"id": None, "name": "A man in a silver car"},
        "w.who/a/known": long,
        "w.who/b/role": "A neighbour",
    }
    assert_holds_all(build_paper(wise(), answers, FACTS), wise(), answers)


def test_three_hundred_rows():
    rows = [f"r{number}" for number in range(300)]
    answers: Flat = {"w.plan": list(rows), "w.team.trusted": list(rows)}
    for number, row in enumerate(rows):
        answers[f"w.plan/{row}/what"] = f"Do thing {number} with the school"
        answers[f"w.plan/{row}/owner"] = {"id": None, "name": f"Worker {number}"}
        answers[f"w.team.trusted/{row}/person"] = {"id": None, "name": f"Person {number}"}
        answers[f"w.team.trusted/{row}/why"] = f"Reason {number}"
    assert_holds_all(build_paper(wise(), answers, FACTS), wise(), answers)


def test_what_nobody_looks_at_tags_for_reads_back_too():
    """Copying from a viewer: scripts from left to right, and a whole line from right to left."""
    answers: Flat = {"w.harm": SCRIPTS[0], "w.how": SCRIPTS[7], "w.unknown": "محمد عبد الله"}
    paper = Paper(build_paper(wise(), answers, FACTS))
    text = folded(" ".join(paper.plain(page) for page in range(len(paper))))
    assert all(folded(str(words)) in text for words in answers.values())


def test_nothing_that_is_no_longer_asked_leaves_the_store():
    answers: Flat = {"w.concerns": ["cse"], "w.concerns.other": "an earlier answer"}
    data = build_paper(wise(), answers, FACTS)
    assert b"an earlier answer" not in read_record(data)
    assert "an earlier answer" not in Paper(data).text()


def test_what_is_not_answered_is_listed_and_never_printed_as_no():
    paper = Paper(build_paper(wise(), {"w.agree.parent": "yes"}, DRAFT))
    text = folded(paper.text())
    listed = text[text.index("Not answered") :]
    assert "Does the child agree with this assessment and plan" in listed
    assert "Does the main parent or carer agree" not in listed
    assert " No " not in text[: text.index("Not answered")]


def test_what_stands_in_for_another_answer_is_not_missed_beside_it():
    voice: Flat = {"w.voice": ["a"], "w.voice/a/said/words": "I like the band"}
    tried = "If there are no words yet"
    listed = folded(Paper(build_paper(wise(), {"w.harm": "x", **voice}, FACTS)).text())
    assert tried not in listed[listed.index("Not answered") :]
