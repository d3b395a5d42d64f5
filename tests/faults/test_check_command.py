"""`cst-desktop check`: what was done behind the program's back is found, in plain words."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import cli
from desktop.casework.checking import WORDS
from desktop.storage import check, index
from desktop.storage.canonical import new_id
from desktop.storage.sql import Connection
from tests.storage.behind import behind_our_back
from tests.storage.kit import FOUNDER, PASSPHRASE, Team, write_note

HARM: dict[str, tuple[str, ...]] = {
    "A version was altered.": ("UPDATE revision SET author = 'x' WHERE id = '{second}'",),
    "The words of a version were altered.": (
        "UPDATE body SET body = CAST(body || ' ' AS BLOB) WHERE revision = '{second}'",
    ),
    "The words of a version are missing without a recorded decision.": (
        "DELETE FROM body WHERE revision = '{second}'",
    ),
    "A version is missing.": (
        "DELETE FROM body WHERE revision = '{second}'",
        "DELETE FROM revision WHERE id = '{second}'",
    ),
    "A version is not signed by its author.": (
        "UPDATE revision SET signature = zeroblob(64) WHERE id = '{second}'",
    ),
    "A version stands where it cannot have been written.": (
        "UPDATE revision SET seq = -1 WHERE id = '{first}'",
        "UPDATE revision SET seq = seq - 1 WHERE id = '{second}'",
        "UPDATE revision SET seq = (SELECT max(seq) - 1 FROM revision) WHERE seq = -1",
    ),
    "A form was altered, or is missing.": ("UPDATE snapshot SET text = text || ' '",),
}


ROUND = """id = "visit"
version = 1
title = "Visit"
short_title = "Visit"
purpose = "A visit."
role = "record"
[[section]]
id = "s"
title = "Visit"
[[section.field]]
id = "one"
kind = "text"
when = { answered = "two" }
label = "One"
copies = "F"
[[section.field]]
id = "two"
kind = "text"
when = { answered = "one" }
label = "Two"
copies = "F"
"""


@pytest.fixture
def written(team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Team, list[str]]:
    """A closed store with three versions of a note, and their ids."""
    monkeypatch.setenv("CST_DESKTOP_HOME", str(tmp_path / "home"))
    record = new_id()
    with team.opened() as store:
        made = [write_note(store, team.unlocked, "Visit", w, record) for w in ("one", "two", "six")]
    return team, [header.id for header in made]


@pytest.fixture
def checked(
    written: tuple[Team, list[str]], capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Run the command; return its exit code and what it printed."""

    def run(*more: str) -> tuple[int, str]:
        reading, writing = os.pipe()
        os.write(writing, PASSPHRASE.encode() + b"\n")
        os.close(writing)
        store = ["--store", str(written[0].folder), "--as", FOUNDER]
        code = cli.run(["check", *store, "--passphrase-fd", str(reading), *more])
        return code, "".join(capsys.readouterr())

    return run


def test_a_store_that_nobody_touched_is_good(checked: Callable[..., tuple[int, str]]) -> None:
    code, said = checked()
    assert code == cli.GOOD
    assert said.endswith("versions were checked. Nothing is wrong.\n")


@pytest.mark.parametrize("told", HARM)
def test_what_was_done_behind_its_back_is_found_and_said(
    written: tuple[Team, list[str]], checked: Callable[..., tuple[int, str]], told: str
) -> None:
    team, ids = written
    with behind_our_back(team) as connection:
        for statement in HARM[told]:
            connection.execute(statement.format(first=ids[0], second=ids[1]))
    code, said = checked()
    assert code == cli.FOUND
    assert told in said
    assert "Something is wrong." in said
    assert FOUNDER not in said


def test_an_added_version_is_found(
    written: tuple[Team, list[str]], checked: Callable[..., tuple[int, str]]
) -> None:
    team, ids = written
    with behind_our_back(team) as connection:
        _add_copy(connection, ids[2])
    code, said = checked()
    assert code == cli.FOUND
    assert "A version was altered." in said
    assert "A version is missing." in said


def _add_copy(connection: Connection, of: str) -> None:
    names = [row[1] for row in connection.execute("PRAGMA table_info(revision)")]
    changed = {"id": "'added'", "n": "NULL", "seq": "seq + 5", "hlc": "hlc + 5"}
    chosen = ", ".join(changed.get(name, name) for name in names)
    connection.execute(f"INSERT INTO revision SELECT {chosen} FROM revision WHERE id = '{of}'")
    connection.execute("INSERT INTO body SELECT 'added', salt, body FROM body LIMIT 1")


def test_lists_and_search_that_differ_are_found_and_built_again(
    written: tuple[Team, list[str]], checked: Callable[..., tuple[int, str]]
) -> None:
    with behind_our_back(written[0]) as connection:
        connection.execute("UPDATE current SET title = 'another' WHERE kind = 'note'")
        connection.execute("UPDATE search SET text = 'other words'")
    code, said = checked()
    assert code == cli.FOUND
    assert "A list does not agree with the records." in said
    assert "The search does not agree with the records." in said
    code, said = checked("--rebuild")
    assert code == cli.GOOD
    assert "Lists and search were built again from the records." in said
    assert checked()[0] == cli.GOOD


def test_a_damaged_page_is_found(
    written: tuple[Team, list[str]], checked: Callable[..., tuple[int, str]]
) -> None:
    file = written[0].file
    data = bytearray(file.read_bytes())
    data[-100] ^= 1
    file.write_bytes(data)
    code, said = checked()
    assert code in (cli.FOUND, cli.CANNOT)
    assert "damaged" in said


def test_what_cannot_be_opened_is_said_with_what_to_do_next(
    written: tuple[Team, list[str]], checked: Callable[..., tuple[int, str]]
) -> None:
    written[0].file.write_bytes(b"")
    code, said = checked()
    assert code == cli.CANNOT
    assert "The store file is empty." in said
    assert "Restore the last backup." in said
    assert "Reference: store.empty" in said


def test_no_word_for_a_problem_is_missing() -> None:
    source = Path(check.__file__).read_text() + Path(index.__file__).read_text()
    named = set(re.findall(r'(?:Problem|Difference)\((?:[\w.]+, |"", )?"(\w+)"', source))
    named |= set(re.findall(r'"(\w+)" if table == "search" else "(\w+)"', source).pop())
    assert {"pages", "order", "missing", "head", "words", "name"} <= named
    assert named <= WORDS.keys()


def test_a_form_whose_conditions_go_round_in_a_circle_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "visit.toml"
    form.write_text(ROUND, encoding="utf-8")
    assert cli.run(["forms", "check", str(form)]) == cli.FOUND
    said = capsys.readouterr().out
    assert "visit.toml:13: one: " in said
    assert "circle: one -> two -> one" in said
    assert cli.run(["forms", "check", str(tmp_path / "absent.toml")]) == cli.FOUND
    assert "absent.toml" in capsys.readouterr().out
