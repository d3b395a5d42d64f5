"""First light: a team begins, a whole WISE is written, signed, read and reviewed, offline.

One journey, by keys and clicks only, in a place without any network and with every network call
on record. Then the store is opened with the passphrase, and every answer must be in it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.app import desk_for
from desktop.casework.session import Session
from desktop.forms.answers import is_answered, rows_of, walk
from desktop.forms.catalogue import load_form
from desktop.forms.definition import Form, Shape
from desktop.forms.values import Answers, Json
from desktop.resources import resource_path
from tests.harness.netless import read_record, recorded, without_network
from tests.journeys.invented import Inventor
from tests.journeys.steps import (
    JO,
    PAT,
    Person,
    add_a_child,
    add_a_colleague,
    begin_a_wise,
    go_to_today,
    lock,
    open_section,
    read_signed,
    saved,
    sign,
    start_a_team,
    switch_person,
    unlock,
)
from tests.journeys.window import PRESSABLE, Window, window
from tests.journeys.writing import Writer, Written, all_fields, answers_in

pytestmark = pytest.mark.x11

TEAM, GIVEN, FAMILY = "Exampleton CST", "Zofia", "Wzorcowa"
WHY_AGAIN = "She moved to her aunt"
NOW = "Nobody waits at the gates any more"
BY_ITSELF = ("carried", "guidance")  # kinds that nobody answers by hand
SEEDS = (1, 2, 3)


@pytest.fixture(scope="session")
def wise() -> Form:
    """The form as its file says."""
    return load_form(resource_path("forms", "wise.toml"))


def test_from_the_first_run_to_a_review_with_nothing_lost_and_no_network(
    tmp_path: Path, wise: Form, full: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in SEEDS if full else SEEDS[:1]:
        folder = tmp_path / f"{seed}"
        inventor = Inventor(seed, words=4 if full else 1)
        calls = folder / "calls"
        with window(folder, store=folder / "store") as laptop:
            laptop.start(around=recorded(without_network([]), calls))
            written = write_a_whole_wise(laptop, wise, inventor)
            others_come_and_go(laptop)
            find_again(laptop, written)
            sign_and_read(laptop, written)
            review(laptop, written)
            assert laptop.close() == 0

        monkeypatch.setenv("CST_DESKTOP_HOME", str(laptop.home))
        monkeypatch.setenv("CST_DESKTOP_KDF", "floor")
        with opened(folder / "store", PAT) as session:
            everybody_is_there(session)
            everything_is_kept(session, wise, written)
        only_local_sockets(calls)


# What is done


def write_a_whole_wise(laptop: Window, wise: Form, inventor: Inventor) -> Written:
    """Start the team, add a colleague and a child, and answer every question of a WISE."""
    start_a_team(laptop, TEAM, PAT)
    add_a_colleague(laptop, JO)
    go_to_today(laptop)
    add_a_child(laptop, GIVEN, FAMILY)
    begin_a_wise(laptop)
    writer = Writer(wise, laptop.hands, laptop.eyes, inventor)
    writer.write_all()
    saved(laptop)
    return writer.written


def others_come_and_go(laptop: Window) -> None:
    """A colleague takes the laptop, it is locked, and whoever wrote finds the place again."""
    open_section(laptop, "10 What it means")
    laptop.press("If nothing changes", "text")
    switch_person(laptop, JO)
    laptop.sees("Today, shown now")
    assert not laptop.eyes.sees(holds="If nothing changes")
    lock(laptop)
    unlock(laptop, PAT)
    laptop.eyes.find("text", "If nothing changes", states=["focused"])


def find_again(laptop: Window, written: Written) -> None:
    """Search for a word that was written, and come back to the writing."""
    word = typed(written, "About me")
    laptop.hands.press("ctrl+shift+f")
    laptop.eyes.find("text", holds="Search", states=["focused"])
    laptop.hands.type(word + "\n")
    laptop.eyes.find(PRESSABLE, holds=f"{GIVEN} {FAMILY}, WISE")
    laptop.sees(word)
    laptop.hands.press("alt+left")
    laptop.eyes.find("label", "10 What it means")


def sign_and_read(laptop: Window, written: Written) -> None:
    """Sign the record and read it from the first section to the last."""
    sign(laptop, PAT, f"{GIVEN} {FAMILY}")
    read_signed(laptop, PAT)
    for question in ("What prompted it", "What it all means", "If I am missing"):
        laptop.sees(typed(written, question))


def review(laptop: Window, written: Written) -> None:
    """Begin the review, change an answer, and see what differs from the last version."""
    laptop.press("Start a review")
    laptop.eyes.find("label", "1 About this assessment")
    laptop.write("What prompted it", WHY_AGAIN)
    open_section(laptop, "4 What is happening")
    marked = laptop.press("What is happening", "text")
    laptop.hands.press("ctrl+home")
    laptop.hands.type(f"{NOW}. ")
    laptop.until(lambda: laptop.eyes.text(marked).startswith(f"{NOW}. "), "the words to stand")
    laptop.until(
        lambda: "Changed since" in laptop.eyes.again(marked).description, "the mark in the margin"
    )
    laptop.press("Compare with the version that this one follows")
    laptop.eyes.find("label", holds="Changed since", seconds=30)
    laptop.sees("[removed: Closing]")
    laptop.sees("[added: Review]")
    laptop.sees(f"[added: {WHY_AGAIN}]")
    laptop.sees(f"[added: {NOW}.]")
    laptop.press("Back to writing")
    laptop.eyes.find("text", "What is happening", states=["focused"])


# What must be there


@contextmanager
def opened(store: Path, person: Person) -> Iterator[Session]:
    """Open the store with somebody's passphrase, as the program itself would."""
    desk = desk_for(store)
    known = next(one for one in desk.card().people if one.name == person.name)
    try:
        yield desk.unlock(known.id, person.passphrase)
    finally:
        desk.lock()


def everybody_is_there(session: Session) -> None:
    """The team, both people and the child are there by the names that were typed."""
    assert session.team == TEAM
    people = {(member.name, member.role.value) for member in session.people.members()}
    assert people == {(PAT.name, "manager"), (JO.name, "practitioner")}
    assert [child.name for child in session.children.rows()] == [f"{GIVEN} {FAMILY}"]


def everything_is_kept(session: Session, wise: Form, written: Written) -> None:
    """The signed WISE holds what was typed and no more; its review what was changed."""
    child = session.children.rows()[0].id
    review, first = session.records.of_child(child)
    assert (first.state, review.state) == ("signed", "draft")
    flat = session.records.read(first.record).flat
    typed_in, kept_there = counted(written.answers), counted(answers_in(wise, flat))
    assert typed_in - kept_there == Counter()
    assert kept_there - typed_in == Counter()
    every_question_was_answered(wise, flat)

    now = session.records.open(review.record)
    assert now.before is not None
    assert now.before.record == first.record
    changed = {"w.kind": "review", "w.trigger": WHY_AGAIN, "w.harm": f"{NOW}. {flat['w.harm']}"}
    kept = {path: value for path, value in flat.items() if top_of(path) not in wise.fresh}
    assert {p: v for p, v in now.copy.flat.items() if v is not None} == {**kept, **changed}


def every_question_was_answered(wise: Form, flat: Answers) -> None:
    """Every question that the form can ask was asked and answered, every list twice at least."""
    asked = list(walk(wise, flat))
    by_hand = [slot for slot in asked if slot.field.kind not in BY_ITSELF]
    assert [s.path for s in by_hand if not is_answered(flat, s.field, s.path)] == []
    lists = [slot.path for slot in by_hand if slot.field.shape is Shape.ROWS]
    assert [path for path in lists if len(rows_of(flat, path)) < 2] == []
    met = {(slot.section.id, slot.field.id) for slot in asked}
    known = {
        (section.id, field.id)
        for section in wise.sections
        for field in all_fields(section.fields)
        if not field.after_signing
    }
    assert known - met == set()


def only_local_sockets(calls: Path) -> None:
    """Nothing but local sockets is on record, and the record would show any other."""
    asked = read_record(calls)
    assert asked.suspicious == ()
    assert asked.families["AF_UNIX"] > 0  # the screen and the session bus
    control = calls.with_name("control")
    attempt = "import socket; socket.socket(socket.AF_INET).connect_ex(('192.0.2.1', 80))"
    command = recorded(without_network([sys.executable, "-S", "-c", attempt]), control)
    subprocess.run(command, check=True, timeout=60)
    assert not read_record(control).is_local


# Small things


def typed(written: Written, question: str) -> str:
    """Return the first word of what was typed as the answer to a question."""
    value = next(value for asked, value in written.answers if asked == question)
    assert isinstance(value, str)
    return value.split()[0].rstrip(".")


def counted(answers: Iterable[tuple[str, Json]]) -> Counter[tuple[str, str]]:
    """Return how often each question has each answer."""
    return Counter(
        (asked.casefold(), json.dumps(value, sort_keys=True)) for asked, value in answers
    )


def top_of(path: str) -> str:
    """Return the question of the form that a path lies in."""
    return path.partition("/")[0]
