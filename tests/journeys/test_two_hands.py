"""A WISE goes from its author to a manager and back, is agreed, and leaves as a signed PDF.

Words that occur nowhere else stand in its answers, in what is said of them and in the reasons: in
the end they are readable in what was saved and printed, and in nothing else.
"""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.casework.invented import Inventor as Training
from desktop.documents.record import read_record
from desktop.forms.values import Flat
from tests.harness.canary import Found, Search, family, plant, written_elsewhere
from tests.journeys.steps import (
    JO,
    OUTLINE,
    PAT,
    Person,
    open_section,
    saved,
    switch_person,
    unlock,
)
from tests.journeys.teams import FAMILY, GIVEN, LCS, Team, begin_team, opened
from tests.journeys.window import CLONE, Window, window

pytestmark = pytest.mark.x11

TITLE = "WISE, first assessment"
CHILD = f"{GIVEN} {FAMILY}"
HARM, THINK = "What is happening", "What it all means"
WHERE = {HARM: (4, "What is happening"), THINK: (10, "What it means")}
LEFT_OUT = {"w.harm", "w.think"}
MOST_STEPS = 6


@dataclass(frozen=True)
class Words:
    """Words that nobody has ever used, by where they are planted."""

    harm: str
    think: str
    about_harm: str
    about_think: str
    reasons: str
    harm_again: str
    think_again: str
    answers: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every one of them."""
        return (
            *(self.harm, self.think, self.about_harm, self.about_think, self.reasons),
            *(self.harm_again, self.think_again, *self.answers),
        )


class Steps:
    """Counts what somebody has to do: a click, or a passphrase with Enter."""

    def __init__(self, laptop: Window) -> None:
        self._laptop, self.count = laptop, 0

    def press(self, name: str) -> None:
        """Click on a button."""
        self.count += 1
        self._laptop.press(name)

    def passphrase(self, person: Person) -> None:
        """Type a passphrase where it is asked for, and press Enter."""
        self.count += 1
        field = self._laptop.eyes.find("password text", states=["focused"])
        self._laptop.hands.type(person.passphrase)
        self._laptop.until(
            lambda: len(self._laptop.eyes.text(field)) == len(person.passphrase), "the passphrase"
        )
        self._laptop.hands.press("enter")


@pytest.fixture
def words() -> Words:
    """Planted words."""
    planted = plant(30)
    return Words(*planted[:7], answers=planted[7:])


@pytest.fixture
def team(tmp_path: Path, words: Words) -> Team:
    """A team in which Jo has half written a WISE: two answers are wanting."""
    team = begin_team(tmp_path / "laptop")
    half_written(team, words)
    return team


@pytest.fixture
def laptop(team: Team) -> Iterator[Window]:
    """The team's laptop; nothing runs on it yet."""
    with window(team.folder, store=team.store) as found:
        yield found


@pytest.fixture
def away(tmp_path: Path) -> Path:
    """What lies outside the laptop: a stick, and what comes out of the printer."""
    folder = tmp_path / "away"
    (folder / "stick").mkdir(parents=True)
    return folder


def test_a_wise_is_signed_returned_amended_agreed_saved_and_printed(
    team: Team, laptop: Window, away: Path, words: Words
) -> None:
    laptop.start(around=with_a_printer(away))
    unlock(laptop, JO)
    finish(laptop, words)
    sign(laptop)
    switch_person(laptop, PAT)
    give_back(laptop, words)
    switch_person(laptop, JO)
    amend(laptop, words)
    steps = sign(laptop)
    switch_person(laptop, PAT)
    steps += agree(laptop, words)
    assert steps <= MOST_STEPS
    save(laptop, away / "stick")
    look_and_print(laptop, away)
    search = Search(words.all)
    hits = in_memory_files(laptop, search)
    assert laptop.close() == 0
    hits += search.in_folders([team.folder])
    assert not hits, "\n".join(str(hit) for hit in hits)
    it_left_as_it_was_signed(team, away, words)


# What is done


def half_written(team: Team, words: Words) -> None:
    """Let Jo have begun a WISE with a planted word in many answers."""
    with opened(team, JO) as session:
        training = Training(3, session.clock.now().date())
        training.child()
        child = session.children.rows()[0].id
        copy = session.records.open(session.records.start("wise", child)).copy
        answers = training.answers(copy.form, kept=copy.flat, beyond=False)
        written = {path: value for path, value in answers.items() if path not in LEFT_OUT}
        long = [path for path in written if copy.form.field(path).kind == "long_text"]
        planted: Flat = {p: f"{written[p]} {w}" for p, w in zip(long, words.answers, strict=False)}
        assert len(planted) == len(words.answers)
        copy.put_together(written | planted)
        session.records.leave(copy)


def finish(laptop: Window, words: Words) -> None:
    """Carry on, let the check say what is wanting, and write it where it leads to."""
    laptop.press(f"Carry on: {TITLE}")
    for wanting, (question, word) in (
        ("2 answers are wanted", (HARM, words.harm)),
        ("One answer is wanted", (THINK, words.think)),
    ):
        laptop.press("Check and sign")
        laptop.sees(wanting)
        laptop.press(f"{question}. ")
        laptop.eyes.find("text", question, states=["focused"])
        laptop.hands.type(f"Men wait at the gates, {word}.")
        saved(laptop)


def sign(laptop: Window) -> int:
    """Sign the record that is open; return how many steps that takes."""
    steps = Steps(laptop)
    steps.press("Check and sign")
    steps.passphrase(JO)
    laptop.sees("Waiting for P. Example.", 60)
    return steps.count


def give_back(laptop: Window, words: Words) -> None:
    """Read what waits, say something beside two answers, and return it."""
    laptop.press("Read and agree")
    laptop.sees("The first version: everything in it")
    for question, word in ((HARM, words.about_harm), (THINK, words.about_think)):
        laptop.press(f"{WHERE[question][0]} {question}, ", OUTLINE)
        laptop.press(f"Comment: {question}")
        laptop.eyes.find("text", f"Your comment on: {question}", states=["focused"])
        laptop.hands.type(f"Who says so? {word}")
        laptop.sees(f"{question}, commented")
    laptop.sees("Two comments go back")
    laptop.press("Return with comments")
    laptop.write("Why it goes back", f"Two questions, {words.reasons}.")
    laptop.press("Return it")
    laptop.sees("Today, shown now")


def amend(laptop: Window, words: Words) -> None:
    """Read what was said beside the answers, and write them anew in part."""
    laptop.sees(f"P. Example returned the {TITLE} for {CHILD} with two comments")
    laptop.press("Read the comments")
    laptop.sees(f"Two questions, {words.reasons}.")
    for question, said, word in (
        (HARM, words.about_harm, words.harm_again),
        (THINK, words.about_think, words.think_again),
    ):
        open_section(laptop, "{} {}".format(*WHERE[question]))
        laptop.sees(f"{PAT.name}: Who says so? {said}")
        put_in_place_of_the_first_word(laptop, question, word)
    saved(laptop)


def put_in_place_of_the_first_word(laptop: Window, question: str, word: str) -> None:
    """Take the word "Men" out of an answer and write another; each key waits for the last."""
    area = laptop.press(question, "text")
    laptop.eyes.find("text", question, states=["focused"])
    laptop.hands.press("ctrl+home")
    laptop.until(lambda: laptop.eyes.caret(area) == 0, "the caret at the beginning")
    laptop.hands.press("delete", len("Men"))
    laptop.until(lambda: laptop.eyes.text(area).startswith(" wait"), "the first word to go")
    laptop.hands.type(word)
    laptop.until(lambda: laptop.eyes.text(area).startswith(f"{word} wait"), "the new word")


def agree(laptop: Window, words: Words) -> int:
    """See what differs, word by word, agree and countersign; return the steps that takes."""
    steps = Steps(laptop)
    steps.press("Read and agree")
    laptop.sees("Changed since the version that you last looked at")
    laptop.sees("All 2 answers seen")
    laptop.sees(f"[added: {words.harm_again}]")
    laptop.sees(f"[added: {words.think_again}]")
    assert len(laptop.eyes.all(holds="[removed: Men]")) == 2
    steps.press("Agree and countersign")
    steps.passphrase(PAT)
    laptop.sees("The paper has both signatures", 60)
    return steps.count


def save(laptop: Window, stick: Path) -> None:
    """Save a copy under the name that is offered, on a stick."""
    laptop.press("Save a copy of the paper")
    dialog = laptop.hands.wait_for_window("Save a copy")
    laptop.hands.wait_for_focus(dialog)
    laptop.hands.press("home")
    laptop.hands.type(f"{stick}/")
    laptop.hands.press("enter")
    laptop.sees("This copy is no longer protected")


def look_and_print(laptop: Window, away: Path) -> None:
    """Look at the agreed paper and print it."""
    laptop.press("Paper", "radio button")
    laptop.sees("Page 1 of")
    laptop.press("Print")
    dialog = laptop.hands.wait_for_window("Print the paper")
    laptop.hands.wait_for_focus(dialog)
    laptop.hands.press("enter")
    laptop.sees("Handed to the printer.")
    assert (away / "printed.pdf").is_file()


def with_a_printer(away: Path) -> list[str]:
    """Return the command in whose surroundings `lp` is a program that keeps what it is given."""
    program = away / "bin" / "lp"
    program.parent.mkdir()
    program.write_text(
        f"#!/bin/sh\ncat > '{away}/half' && mv '{away}/half' '{away}/printed.pdf'\n", "utf-8"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return ["env", f"PATH={program.parent}:{os.environ['PATH']}"]


# What must be there


def in_memory_files(laptop: Window, search: Search) -> list[Found]:
    """Search what the running program holds open without a name; it writes nowhere else."""
    hits: list[Found] = []
    for pid in family(laptop.pid):
        assert not written_elsewhere(pid, laptop.screen.folder)
        hits += search.in_open_files(pid)
    return hits


def it_left_as_it_was_signed(team: Team, away: Path, words: Words) -> None:
    """The saved copy has its name, both signatures and every word; what was printed is the same."""
    today = datetime.now(UTC).astimezone().date()
    (copy,) = (away / "stick").iterdir()
    assert copy.name == f"{LCS}_WISE_{today}_v2.pdf"
    pdf = copy.read_bytes()
    assert (away / "printed.pdf").read_bytes() == pdf
    told = verified(team, copy)
    assert told["outcome"] == "good"
    assert (told["signed"], told["wanted"]) == (2, 2)
    assert [one["name"] for one in told["signatures"]] == [JO.name, PAT.name]
    inside = read_record(pdf)
    said = {*words.answers, words.harm, words.think, words.harm_again, words.think_again}
    assert {hit.canary for hit in Search(words.all).in_bytes([inside], "the record")} == said


def verified(team: Team, paper: Path) -> dict[str, Any]:
    """Return what the command for it says of a paper."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as passphrase:
        passphrase.write(f"{PAT.passphrase}\n")
    command = [sys.executable, "-m", "desktop", "verify", str(paper), "--json"]
    whose = ["--store", str(team.store), "--as", PAT.name, "--passphrase-fd", str(reading)]
    home = {"CST_DESKTOP_HOME": str(team.folder / "app"), "PYTHONPATH": str(CLONE)}
    done = subprocess.run(
        [*command, *whose],
        env={**os.environ, **home},
        pass_fds=(reading,),
        capture_output=True,
        check=True,
    )
    os.close(reading)
    found = json.load(io.BytesIO(done.stdout))
    return found[0]
