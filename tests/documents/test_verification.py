"""Verification of what is no paper at all, or far too much: a sentence, never a traceback."""

from __future__ import annotations

import io
import json
import logging
import socket
import tracemalloc
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from desktop.documents import told
from desktop.documents.facts import PaperState
from desktop.documents.paper import blank_paper, build_paper
from desktop.documents.revisions import MOST_REVISIONS
from desktop.documents.verdict import Known, Outcome, Rule, Verdict
from desktop.documents.verification import LARGEST, sha256_of, verify, verify_file
from tests.documents import signers
from tests.documents.forging import added, author_hand, edited, resaved, signed
from tests.documents.signers import ASKED, alone, once, team, twice, unsigned


def verdict_on(pdf: bytes, known: Known | None = None) -> Verdict:
    return verify(pdf, known or team().known, ASKED)


# --- what is no paper -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pdf", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\x00" * 5000, "This is no PDF."),
        (b"PK\x03\x04 a document of another kind", "This is no PDF."),
        ("Ein Brief über nichts".encode("utf-16"), "This is no PDF."),
    ],
)
def test_what_is_no_pdf_is_said_so(pdf: bytes, sentence: str):
    verdict = verdict_on(pdf)
    assert (verdict.outcome, verdict.remark) == (Outcome.CANNOT_SAY, sentence)


def test_a_letter_of_somebody_else_is_no_paper():
    out = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(out)
    for pdf in (out.getvalue(), b"%PDF-1.4\nrubbish", b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\nxref\n"):
        verdict = verdict_on(pdf)
        assert verdict.outcome is Outcome.CANNOT_SAY
        assert "no paper of CST Desktop" in verdict.remark


def test_a_draft_and_a_blank_copy_have_no_place_for_a_signature():
    draft = build_paper(signers.form(), {}, signers.facts(state=PaperState.DRAFT))
    for pdf in (draft, blank_paper(signers.form(), signers.facts(state=PaperState.DRAFT))):
        verdict = verdict_on(pdf)
        assert verdict.outcome is Outcome.NOT_GOOD
        assert verdict.remark.startswith("This is a draft or a blank copy")


def test_an_encrypted_file_is_said_to_be_one():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned())) as file:
        file.save(
            out,
            encryption=pikepdf.Encryption(owner="a", user="a", R=4, allow=pikepdf.Permissions()),
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    verdict = verdict_on(out.getvalue())
    assert verdict.outcome is not Outcome.GOOD
    locked = added(twice(), lambda writer: None)
    locked = locked.replace(b"/Root 1 0 R", b"/Encrypt 9 0 R\n/Root 1 0 R")
    assert verdict_on(locked).outcome is Outcome.NOT_GOOD


def test_a_script_is_named():
    def script(file: pikepdf.Pdf) -> None:
        file.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

    verdict = verdict_on(signed(edited(unsigned(1), script), author_hand()))
    assert verdict.outcome is Outcome.NOT_GOOD
    assert "parts that no paper" in verdict.finding(Rule.PLAIN).sentence


def test_a_script_behind_a_name_spelt_in_numbers_is_named():
    def script(file: pikepdf.Pdf) -> None:
        hung = file.make_indirect(Dictionary({"/QQQQQQ": String("app.alert(1)")}))
        file.Root["/StructTreeRoot"]["/Hung"] = hung

    base = edited(unsigned(1), script).replace(b"/QQQQQQ", b"/#4a#53")
    verdict = verdict_on(signed(base, author_hand()))
    assert verdict.finding(Rule.PLAIN).sentence == "There is a script in the file."


# --- too much ---------------------------------------------------------------------------------


def test_a_file_of_a_gigabyte_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(1 << 30)

    def refuse(*_: object, **__: object) -> Any:
        raise AssertionError("it was opened")

    monkeypatch.setattr(Path, "open", refuse)
    verdict = verify_file(large, team().known, ASKED)
    assert verdict.outcome is Outcome.CANNOT_SAY
    assert verdict.remark == (
        f"The file is larger than {LARGEST // 1024**2} MB, which no paper is. It was not read."
    )


def test_a_file_that_grows_while_it_is_read_is_not_judged_in_part():
    assert verdict_on(b"%PDF-" + bytes(LARGEST)).outcome is Outcome.CANNOT_SAY


def test_a_file_with_a_thousand_signatures_is_told_by_its_count():
    pdf = alone()
    update = pdf[len(unsigned(1)) :]
    verdict = verdict_on(pdf + update * 1000)
    assert verdict.outcome is Outcome.NOT_GOOD
    assert verdict.finding(Rule.LIBRARY).sentence == "The file has more than 4 signatures."


def test_a_file_changed_a_thousand_times_is_told_by_its_count():
    pdf = once()
    for _ in range(1000):
        before = pdf.rindex(b"startxref\n") + 10
        table = int(pdf[before : pdf.index(b"\n", before)])
        trailer = b"trailer\n<< /Size 200 /Root 1 0 R /Prev %d >>" % table
        pdf += b"xref\n0 1\n0000000000 65535 f \n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(pdf))
    verdict = verdict_on(pdf)
    assert verdict.outcome is Outcome.NOT_GOOD
    assert str(MOST_REVISIONS - 1) in verdict.finding(Rule.GAP).sentence


def test_tables_that_point_at_one_another_come_to_an_end():
    pdf = twice()
    at = pdf.rindex(b"/Prev ") + 6
    end = pdf.index(b"\n", at)
    start = pdf.rindex(b"startxref\n") + 10
    table = pdf[start : pdf.index(b"\n", start)]
    assert verdict_on(pdf[:at] + table + pdf[end:]).outcome is Outcome.NOT_GOOD


def test_a_record_that_would_grow_without_end_is_not_unpacked():
    packed = zlib.compress(bytes(2 * LARGEST), 1)

    def swell(file: pikepdf.Pdf) -> None:
        stream = file.Root["/AF"][0]["/EF"]["/F"]
        stream.write(packed, filter=Name.FlateDecode)

    pdf = signed(edited(unsigned(1), swell), author_hand())
    tracemalloc.start()
    try:
        verdict = verdict_on(pdf)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert verdict.finding(Rule.RECORD).sentence.startswith("The record inside is larger")
    assert verdict.outcome is Outcome.NOT_GOOD
    assert peak < 4 * LARGEST


def test_deeply_nested_objects_end_in_a_sentence():
    deep = b"[" * 200_000 + b"]" * 200_000
    for pdf in (twice() + deep, twice().replace(b"/Lang (en-GB)", b"/Lang " + deep, 1)):
        assert verdict_on(pdf).outcome is Outcome.NOT_GOOD


def test_a_large_signature_is_not_taken_apart():
    def long(parts: Any, by: Any) -> bytes:
        return bytes(100_000)

    verdict = verdict_on(signed(unsigned(1), author_hand(container=long)))
    assert verdict.outcome is Outcome.NOT_GOOD
    assert "far more than a signature is long" in verdict.finding(Rule.GAP).sentence


# --- files ------------------------------------------------------------------------------------


def test_files_that_cannot_be_read_are_said_to_be_so(tmp_path: Path):
    missing = verify_file(tmp_path / "none.pdf", team().known, ASKED)
    folder = verify_file(tmp_path, team().known, ASKED)
    assert missing.remark == "There is no such file."
    assert folder.remark == "This is a folder, not a file."
    assert {missing.outcome, folder.outcome} == {Outcome.CANNOT_SAY}


def test_a_file_is_judged_by_its_bytes(tmp_path: Path):
    file = tmp_path / "a.pdf"
    file.write_bytes(twice())
    verdict = verify_file(file, team().known, ASKED)
    assert verdict.outcome is Outcome.GOOD
    assert verdict.sha256 == sha256_of(twice())


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> Any:
        raise AssertionError("a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "socketpair", refuse)
    assert verdict_on(twice()).outcome is Outcome.GOOD
    assert signers.by_both(unsigned()).startswith(unsigned())


def test_nothing_of_it_reaches_a_log():
    seen: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = seen.append  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    try:
        for pdf in (twice() + b"junk", twice()[:-900], signers.by_both(unsigned(), team(1))):
            assert verdict_on(pdf).outcome is Outcome.NOT_GOOD
    finally:
        logging.getLogger().removeHandler(handler)
    assert seen == []


# --- time -------------------------------------------------------------------------------------


def test_an_ended_certificate_leaves_the_time_open_unless_the_file_is_known():
    late = ASKED + timedelta(days=366 * 26)
    asked = verify(twice(), team().known, late)
    assert asked.outcome is Outcome.CANNOT_SAY
    assert "when it signed is open" in asked.finding(Rule.AUTHORITY).sentence
    kept = replace(team().known, sha256=sha256_of(twice()))
    assert verify(twice(), kept, late).outcome is Outcome.GOOD


def test_a_signature_of_tomorrow_is_left_open():
    verdict = verify(twice(), team().known, signers.BEGUN - timedelta(days=300))
    assert verdict.outcome is Outcome.CANNOT_SAY
    assert "still to come" in verdict.finding(Rule.AUTHORITY).sentence


def test_one_of_two_is_good_where_it_is_the_file_that_was_kept():
    kept = replace(team().known, sha256=sha256_of(once()))
    verdict = verify(once(), kept, ASKED)
    assert verdict.outcome is Outcome.GOOD
    assert "not yet agreed" in verdict.finding(Rule.FIELDS).sentence


# --- what is told -----------------------------------------------------------------------------


def test_a_good_paper_is_told_in_plain_words():
    text = told.in_plain_words("WISE.pdf", verdict_on(twice()))
    assert text.startswith("WISE.pdf: Good. ")
    for words in (
        "WISE assessment, " + "c3" * 16 + ", version 1",
        "Amelia Testcase",
        "EX-0001",
        "signed and agreed",
        "2 of 2",
        "Jo Sample, Social worker, 4 March 2025, 14:02 GMT",
        "Pat Example, Team manager, 5 March 2025, 10:30 GMT",
        "I agree with this record",
        sha256_of(twice()),
    ):
        assert words in text
    assert told.TRAINING not in text
    assert all(f"{rule.value:>2} {told.RULES[rule]}" in text for rule in Rule)


def test_a_training_paper_is_said_to_be_one():
    paper = build_paper(signers.form(1), {}, signers.facts(training=True))
    verdict = verdict_on(signers.by_author(paper))
    assert verdict.outcome is Outcome.GOOD
    assert told.TRAINING in told.in_plain_words("a.pdf", verdict)
    assert told.as_json("a.pdf", verdict)["record"]["training"] is True  # type: ignore[index,call-overload]


def test_the_same_is_told_as_json():
    said: Any = json.loads(json.dumps(told.as_json("WISE.pdf", verdict_on(once()))))
    assert said["schema"] == told.SCHEMA
    assert (said["outcome"], said["signed"], said["wanted"]) == ("cannot say", 1, 2)
    assert said["remark"] == "1 of 2 signatures: not yet agreed, or cut off."
    assert said["signatures"][0]["moment"] == "2025-03-04T14:02:00+00:00"
    assert said["signatures"][0]["certificate"]["person"] == "a1" * 16
    assert [one["number"] for one in said["rules"]] == list(range(1, 13))
    assert said["record"]["name"] == "Amelia Testcase"


def test_exit_codes_of_one_file_and_of_several():
    good, bad, open_ = verdict_on(twice()), verdict_on(twice() + b"x"), verdict_on(once())
    assert [told.exit_code([one]) for one in (good, bad, open_)] == [0, 1, 2]
    assert told.exit_code([good, open_, bad]) == 1
    assert told.exit_code([good, open_]) == 2
    assert told.exit_code([]) == 0


def test_a_strangers_text_never_steers_a_terminal():
    name = "Ev\x1b[2Jil\u202e\r\nGood"
    paper = build_paper(signers.form(1), {}, signers.facts(child=name, reference="\x07\u2066x"))
    people = team(3)
    signer = people.signer("Je\u202emand", "Ro\x1b]0;le", "a9" * 16, 4)
    pdf = signed(paper, author_hand(signer=signer))
    text = told.in_plain_words("a\x1b[31m.pdf", verdict_on(pdf))
    assert not set(text) & set("\x1b\x07\r\u202e\u2066")
    assert all(line.isprintable() for line in text.splitlines())


def test_one_file_is_told_in_one_line_when_there_is_nothing_else():
    assert told.in_plain_words("a.pdf", verdict_on(b"")) == "a.pdf: Cannot say. The file is empty."


def test_a_paper_saved_anew_is_still_known_as_one_of_ours():
    verdict = verdict_on(resaved(unsigned()))
    assert verdict.outcome is Outcome.NOT_GOOD
