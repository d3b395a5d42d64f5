"""`cst-desktop extract`, `paper` and `authority`: what comes out goes in again."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from desktop.documents.record import read_record
from tests.architecture.house import CLONE
from tests.commands.conftest import FORMS, Command, pages_of
from tests.harness.trained import Trained


def test_the_record_comes_out_byte_for_byte(
    command: Command, training: Trained, tmp_path: Path
) -> None:
    paper = training.paper("wise-agreed")
    record = read_record(paper.read_bytes())
    said = command("extract", paper)
    assert (said.code, said.out, said.error) == (0, record, "")
    file = tmp_path / "record.json"
    assert command("extract", paper, "-o", file).code == 0
    assert file.read_bytes() == record
    data: Any = json.loads(record)
    assert data["schema"] == "cst-desktop/record/1"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("state", ["signed", "corrected"])
def test_a_paper_made_of_an_extracted_record_is_the_one_that_was_signed(
    command: Command, training: Trained, tmp_path: Path, form: str, state: str
) -> None:
    signed = training.paper(f"{form}-{state}").read_bytes()
    record, again = tmp_path / "record.json", tmp_path / "again.pdf"
    assert command("extract", training.paper(f"{form}-{state}"), "-o", record).code == 0
    assert command("paper", form, record, "-o", again).code == 0
    made = again.read_bytes()
    assert signed.startswith(made)
    assert signed[len(made) :].count(b"%%EOF") in {1, 2}
    assert command("extract", again).out == record.read_bytes()


def test_a_form_file_prints_the_answers_in_its_own_words(
    command: Command, training: Trained, tmp_path: Path
) -> None:
    record, made = tmp_path / "record.json", tmp_path / "made.pdf"
    command("extract", training.paper("session-signed"), "-o", record)
    shipped = CLONE / "resources" / "forms" / "session.toml"
    assert command("paper", shipped, record, "-o", made).code == 0
    assert training.paper("session-signed").read_bytes().startswith(made.read_bytes())
    own = tmp_path / "session.toml"
    text = shipped.read_text("utf-8").replace("Kind of contact", "How we met", 1)
    own.write_text(text, "utf-8")
    (tmp_path / "shared").symlink_to(shipped.parent / "shared")
    assert command("paper", own, record, "-o", made).code == 0
    assert "How we met" in "".join(pages_of(made.read_bytes()))


def test_a_draft_says_so_on_each_page_and_has_nothing_to_sign(
    command: Command, training: Trained, tmp_path: Path
) -> None:
    record, made = tmp_path / "record.json", tmp_path / "made.pdf"
    command("extract", training.paper("wise-draft"), "-o", record)
    assert command("paper", "wise", record, "-o", made).code == 0
    assert made.read_bytes() == training.paper("wise-draft").read_bytes()
    command("extract", training.paper("wise-agreed"), "-o", record)
    assert command("paper", "wise", record, "--draft", "-o", made).code == 0
    assert all("DRAFT" in page for page in pages_of(made.read_bytes()))
    assert b"/FT /Sig" not in made.read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_copy_of_each_form(command: Command, tmp_path: Path, form: str) -> None:
    made = tmp_path / "made.pdf"
    said = command("paper", form, "-o", made)
    assert (said.code, said.out, said.error) == (0, b"", "")
    pages = pages_of(made.read_bytes())
    assert "For writing by hand." in pages[0]
    assert all("OFFICIAL-SENSITIVE" in page for page in pages)
    assert list(tmp_path.iterdir()) == [made]


def test_an_empty_copy_has_the_words_of_its_authority(command: Command, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    assert command("paper", "panel", "--profile", "bolton", "-o", made).code == 0
    assert "CEAM" in pages_of(made.read_bytes())[0]


# --- bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nothing",), "There is no form of that id"),
        (("nothing.toml",), "There is no form of that id"),
        ((CLONE / "pyproject.toml",), "is not a key of a form"),
        (("wise", "none.json"), "There is no such file."),
        (("wise", CLONE / "tests"), "This is a folder"),
        (("wise", CLONE / "README.md"), "The record is no JSON."),
        (("panel", "--profile", "nobody"), "There is no such profile."),
    ],
)
def test_what_no_paper_can_be_made_of(
    command: Command, tmp_path: Path, arguments: tuple[object, ...], words: str
) -> None:
    made = tmp_path / "made.pdf"
    said = command("paper", *arguments, "-o", made)
    assert (said.code, made.exists()) == (2, False)
    assert words in said.error
    assert "Traceback" not in said.error


@pytest.mark.parametrize(
    "record",
    [b"{}", b"[]", b"null", b"[" * 200_000, b'{"schema": "cst-desktop/record/1"}', b"\xff\xfe\x00"],
)
def test_json_that_is_no_record(command: Command, tmp_path: Path, record: bytes) -> None:
    file, made = tmp_path / "record.json", tmp_path / "made.pdf"
    file.write_bytes(record)
    said = command("paper", "wise", file, "-o", made)
    assert (said.code, made.exists()) == (2, False)
    assert "The record" in said.error


@pytest.mark.parametrize("wrong", [7, "text", [], {"answers": 1}, None])
@pytest.mark.parametrize("part", ["form", "answers", "paper"])
def test_a_record_with_a_part_of_another_shape_ends_in_a_sentence(
    command: Command, training: Trained, tmp_path: Path, part: str, wrong: object
) -> None:
    data: Any = json.loads(read_record(training.paper("session-signed").read_bytes()))
    file, made = tmp_path / "record.json", tmp_path / "made.pdf"
    file.write_text(json.dumps({**data, part: wrong}), "utf-8")
    said = command("paper", "session", file, "-o", made)
    if part == "answers":  # nothing was answered, as far as this can be read
        assert said.code == 0
    else:
        assert (said.code, made.exists()) == (2, False)
        assert "The record is not whole." in said.error


def test_answers_of_another_form_are_not_printed(
    command: Command, training: Trained, tmp_path: Path
) -> None:
    record, made = tmp_path / "record.json", tmp_path / "made.pdf"
    command("extract", training.paper("wise-signed"), "-o", record)
    said = command("paper", "session", record, "-o", made)
    assert (said.code, made.exists()) == (2, False)
    assert "given to the form 'wise'" in said.error


def test_a_file_without_a_record_and_a_file_that_is_none(
    command: Command, training: Trained, tmp_path: Path
) -> None:
    blank = command("extract", training.paper("wise-blank"))
    assert (blank.code, blank.out) == (1, b"")
    assert "This file holds no record." in blank.error
    for file in (CLONE / "README.md", tmp_path, tmp_path / "none.pdf"):
        said = command("extract", file)
        assert (said.code, said.out) == (2, b"")
        assert "Traceback" not in said.error


def test_a_place_that_cannot_be_written_to(
    command: Command, training: Trained, tmp_path: Path
) -> None:
    for place in (tmp_path / "none" / "made.pdf", tmp_path):
        said = command("paper", "session", "-o", place)
        assert said.code == 2
        assert "Nothing half-written was left" in said.error
    said = command("extract", training.paper("wise-agreed"), "-o", tmp_path)
    assert said.code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_there_is_replaced_whole(command: Command, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    made.write_bytes(b"x" * 10_000_000)
    assert command("paper", "session", "-o", made).code == 0
    assert made.read_bytes().startswith(b"%PDF-")
    assert made.stat().st_size < 10_000_000


@pytest.mark.skipif(os.name == "nt", reason="a pipe in the file system")
def test_a_pipe_stays_a_pipe(command: Command, training: Trained, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    try:
        assert command("extract", training.paper("session-signed"), "-o", pipe).code == 0
        assert os.read(end, 100).startswith(b'{"answers"')
    finally:
        os.close(end)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


# --- the authority ----------------------------------------------------------------------------


def test_the_authority_of_a_store_is_handed_out(
    as_manager: Command, training: Trained, tmp_path: Path
) -> None:
    said = as_manager("authority")
    assert said.code == 0
    assert said.out == Path(training.authority).read_bytes()
    file = tmp_path / "team-ca.pem"
    assert as_manager("authority", "-o", file).code == 0
    assert file.read_bytes() == said.out
    assert b"PRIVATE" not in said.out


def test_a_mistyped_command_is_answered_with_the_commands_there_are(
    command: Command,
) -> None:
    said = command("extrct")
    assert said.code == 2
    assert "COMMAND: invalid choice: 'extrct'" in said.error
    assert "extract" in said.error
