"""The record inside a paper: its bytes, its schema, and reading it again by the documentation."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tracemalloc
import zlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from papers import DRAFT, FACTS, Recipe, record_forms, wise

from desktop.documents.paper import (
    BlankFacts,
    FactsUnusable,
    NoRecord,
    PaperFacts,
    asked_answers,
    blank_paper,
    build_paper,
    read_record,
    read_record_json,
    record_json,
)
from desktop.documents.record import LARGEST_RECORD
from desktop.forms import snapshot
from desktop.forms.values import Flat
from desktop.resources import resource_path

CLONE = Path(__file__).resolve().parents[2]


def whole_record(form, seed=3):
    return Recipe(form.id, ("Words.", "محمد\nعبد", "ᚁ"), seed, 0.95).record()[1]


def faults(value, schema, whole, at="record"):
    """Yield what breaks the schema, for the keywords that ours uses."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    if "type" in schema and type(value) is not kinds[schema["type"]]:
        yield f"{at} is no {schema['type']}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{at} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is none of {schema['enum']}"
    if "anyOf" in schema and all(list(faults(value, one, whole, at)) for one in schema["anyOf"]):
        yield f"{at} fits nothing"
    if isinstance(value, int) and not schema.get("minimum", value) <= value:
        yield f"{at} is too small"
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from faults(one, schema.get("items", {}), whole, f"{at}[{number}]")
    if isinstance(value, dict):
        yield from (f"{at} lacks {key}" for key in schema.get("required", ()) if key not in value)
        for key, one in value.items():
            known = schema.get("properties", {})
            if key not in known and schema.get("additionalProperties") is False:
                yield f"{at} has {key}"
            yield from faults(one, known.get(key, {}), whole, f"{at}.{key}")


@pytest.mark.parametrize("form", record_forms(), ids=lambda form: form.id)
def test_the_record_keeps_to_its_schema_and_comes_back(form):
    schema = json.loads(resource_path("schemas", "record-1.json").read_text("utf-8"))
    answers = whole_record(form)
    data = record_json(form, answers, FACTS)
    assert list(faults(json.loads(data), schema, schema)) == []
    again = read_record_json(data)
    assert again.answers == asked_answers(form, answers)
    assert again.facts == FACTS
    assert snapshot.digest(again.form) == snapshot.digest(form)


def test_a_broken_record_breaks_the_schema():
    schema = json.loads(resource_path("schemas", "record-1.json").read_text("utf-8"))
    data = json.loads(record_json(wise(), {}, FACTS))
    data["paper"]["score"] = 7
    data["form"]["sections"][0]["fields"][0]["kind"] = "guess"
    assert len(list(faults(data, schema, schema))) == 2


def test_the_bytes_are_canonical():
    data = record_json(wise(), {"w.harm": "é \ud800 “x”\n"}, FACTS)
    text = data.decode("utf-8")
    assert "é \ufffd “x”\\n" in text
    assert text == json.dumps(
        json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def test_the_documentations_reader_reads_a_paper(tmp_path):
    words = (CLONE / "docs" / "record-json.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", words, re.DOTALL)[1]
    assert len(code.strip().splitlines()) <= 10
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(build_paper(wise(), {"w.harm": "Two men wait for her."}, FACTS))
    told = subprocess.run(
        [sys.executable, "-c", code, str(paper)], capture_output=True, text=True, check=True
    )
    assert "== What is happening\nWhat is happening: Two men wait for her." in told.stdout


def test_the_documentation_names_every_kind():
    words = (CLONE / "docs" / "record-json.md").read_text("utf-8")
    schema = json.loads(resource_path("schemas", "record-1.json").read_text("utf-8"))
    kinds = schema["$defs"]["field"]["properties"]["kind"]["enum"]
    assert [kind for kind in kinds if f"`{kind}`" not in words] == []


def test_the_same_record_gives_the_same_paper():
    answers = whole_record(wise())
    first = build_paper(wise(), answers, FACTS)
    assert build_paper(wise(), dict(reversed(answers.items())), FACTS) == first
    assert build_paper(wise(), answers, replace(FACTS, version=3)) != first


def test_without_an_attachment_nothing_is_attached():
    data = build_paper(wise(), {"w.harm": "Words"}, replace(FACTS, attach_record=False))
    with pytest.raises(NoRecord):
        read_record(data)
    with pytest.raises(NoRecord):
        read_record(blank_paper(wise(), BlankFacts(made=FACTS.made)))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nonsense", b"{}", "é".encode("utf-16")])
def test_what_is_no_paper_is_said_plainly(data):
    with pytest.raises(NoRecord, match="cannot be read as a PDF"):
        read_record(data)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "cst-desktop/record/2"},
        {"form": {}},
        {"paper": {}},
        {"paper": {"version": "one"}},
        {"form": None},
    ],
)
def test_a_record_that_is_not_whole_is_refused(change):
    data = json.loads(record_json(wise(), {}, DRAFT)) | change
    with pytest.raises(NoRecord):
        read_record_json(json.dumps(data).encode())
    with pytest.raises(NoRecord):
        read_record_json(b"not json")


def test_facts_that_no_paper_can_say_are_refused():
    for change in ({"version": 0}, {"record_id": " "}, {"made": FACTS.made.replace(tzinfo=None)}):
        with pytest.raises(FactsUnusable):
            replace(FACTS, **change)
    assert isinstance(FACTS, PaperFacts)


def test_a_password_is_no_crash(tmp_path):
    path = tmp_path / "locked.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(NoRecord):
        read_record(path.read_bytes())


def test_answers_may_be_any_mapping():
    answers: Flat = {"w.harm": "Words"}
    assert build_paper(wise(), answers, FACTS)
    assert answers == {"w.harm": "Words"}


def swollen(data: bytes) -> bytes:
    """Return a paper whose attached record unpacks to these bytes."""
    paper = io.BytesIO()
    with pikepdf.open(io.BytesIO(build_paper(wise(), {}, FACTS))) as opened:
        stream = opened.Root["/AF"][0]["/EF"]["/F"]
        stream.write(zlib.compress(data, 9), filter=pikepdf.Name.FlateDecode)
        opened.save(paper)
    return paper.getvalue()


def test_a_record_that_would_grow_without_end_is_refused_and_not_unpacked():
    bomb = swollen(bytes(20 * LARGEST_RECORD))
    assert len(bomb) < LARGEST_RECORD
    tracemalloc.start()
    try:
        with pytest.raises(NoRecord, match="larger than any record"):
            read_record(bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * LARGEST_RECORD


def test_the_longest_record_that_can_be_typed_is_read_again():
    words = (b"ten words " * (LARGEST_RECORD // 10 + 1))[:LARGEST_RECORD]
    assert read_record(swollen(words)) == words
