"""Each record goes from an empty page to a signed paper, and a paper from one hand to the next."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.casework.invented import Inventor as Training
from desktop.casework.session import Session
from desktop.casework.working import Place
from desktop.documents.record import asked_answers, read_record, read_record_json
from desktop.documents.verdict import Outcome
from tests.journeys.invented import Inventor
from tests.journeys.kept import lost, strange
from tests.journeys.steps import (
    JO,
    Person,
    begin_a_record,
    go_to_today,
    saved,
    sign_with_enter,
    unlock,
)
from tests.journeys.teams import FAMILY, GIVEN, Team, begin_team, in_the_words_of, opened
from tests.journeys.window import Window, window
from tests.journeys.writing import NO_CHOICES, SECTION, Writer, Written

pytestmark = pytest.mark.x11

CHILD = f"{GIVEN} {FAMILY}"
DID_NOT_MEET = {"d.result": "no_answer"}
LONG = ("planning", "panel")


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A team that was started once, to be copied for each test."""
    folder = tmp_path_factory.mktemp("team")
    begin_team(folder)
    return folder


@pytest.fixture
def team(begun: Path, tmp_path: Path) -> Team:
    """A team of this test's own."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return Team(tmp_path)


@pytest.fixture
def laptop(team: Team) -> Iterator[Window]:
    """The team's laptop; nothing runs on it yet."""
    with window(team.folder, store=team.store) as found:
        yield found


# From empty to signed


def test_session_notes_go_from_empty_to_signed_also_when_we_did_not_meet(
    team: Team, laptop: Window
) -> None:
    with used(laptop, JO):
        met = write(laptop, team, "session", Inventor(11), sections=1)
        sign_with_enter(laptop, JO)
        go_to_today(laptop)
        missed = write(laptop, team, "session", Inventor(12), DID_NOT_MEET, sections=1)
        sign_with_enter(laptop, JO)
    with opened(team, JO) as session:
        second, first = of_the_child(session)
        signed_as_written(session, first, met)
        signed_as_written(session, second, missed)
        assert session.records.read(first).flat["d.result"] == "met"
        assert "d.saw" in session.records.read(first).flat
        assert session.records.read(second).flat["d.result"] == "no_answer"
        assert "d.miss.next" in session.records.read(second).flat


def test_the_long_records_go_from_empty_to_signed(team: Team, laptop: Window, full: bool) -> None:
    """In a quick run the first section by hand, in a full one all of them from an empty page."""
    team = in_the_words_of(team, "bolton")
    written: dict[str, Written] = {}
    if not full:
        begun_before(team)
    with used(laptop, JO):
        for number, name in enumerate(LONG):
            if full:
                written[name] = write(laptop, team, name, Inventor(20 + number))
            else:
                written[name] = write_the_beginning(laptop, team, name, Inventor(20 + number))
            sign_with_enter(laptop, JO)
            go_to_today(laptop)
    with opened(team, JO) as session:
        for record in of_the_child(session):
            form = session.records.read(record).form
            signed_as_written(session, record, written[form.id], whole=full)
            if form.id == "panel":
                assert form.title == "CEAM case update"

    if full:
        a_mace_update_goes_from_empty_to_signed(in_the_words_of(team, "plain"), laptop)


def a_mace_update_goes_from_empty_to_signed(team: Team, laptop: Window) -> None:
    with used(laptop, JO):
        written = write(laptop, team, "panel", Inventor(22))
        sign_with_enter(laptop, JO)
    with opened(team, JO) as session:
        newest = of_the_child(session)[0]
        assert session.records.read(newest).form.title == "MACE case update"
        signed_as_written(session, newest, written)


# What is done


@contextmanager
def used(laptop: Window, person: Person) -> Iterator[None]:
    """Start the program and unlock; it is closed when all went well."""
    laptop.start()
    unlock(laptop, person)
    yield
    assert laptop.close() == 0


def write(
    laptop: Window,
    team: Team,
    name: str,
    inventor: Inventor,
    choices: Mapping[str, str] = NO_CHOICES,
    *,
    sections: int | None = None,
) -> Written:
    """From Today, begin a record and answer everything in its first so many sections."""
    form = team.form(name)
    begin_a_record(laptop, CHILD, form.title)
    writer = Writer(form, laptop.hands, laptop.eyes, inventor, choices)
    if sections is None:
        writer.write_all()
    for section in form.sections[:sections] if sections is not None else ():
        writer.write_section(section.number)
    saved(laptop)
    return writer.written


def write_the_beginning(laptop: Window, team: Team, name: str, inventor: Inventor) -> Written:
    """From Today, carry on with a draft and answer its first section."""
    form = team.form(name)
    laptop.press(f"Carry on: {form.short_title}")
    laptop.eyes.find(inside=SECTION, states=["focused"])
    writer = Writer(form, laptop.hands, laptop.eyes, inventor)
    writer.write_section(1)
    saved(laptop)
    return writer.written


def begun_before(team: Team) -> None:
    """Let Jo have begun each long record: only its first section is empty."""
    with opened(team, JO) as session:
        child = session.children.rows()[0].id
        training = Training(3, session.clock.now().date())
        training.child()
        for name in LONG:
            copy = session.records.open(session.records.start(name, child)).copy
            answers = training.answers(copy.form, kept=copy.flat, beyond=False)
            first = {field.id for field in copy.form.sections[0].fields}
            rest = {p: v for p, v in answers.items() if p.partition("/")[0] not in first}
            copy.put_together(rest)
            copy.place = Place(copy.form.sections[0].fields[0].id)
            session.records.leave(copy)


# What must be there


def of_the_child(session: Session) -> list[str]:
    """Return the records of the one child, the newest first."""
    child = session.children.rows()[0].id
    return [line.record for line in session.records.of_child(child)]


def signed_as_written(
    session: Session, record: str, written: Written, *, whole: bool = True
) -> None:
    """What was typed is in the store and in a paper that verifies, and nothing else is."""
    reading = session.records.read(record)
    assert reading.header.state == "signed"
    assert lost(written, reading.form, reading.flat) == Counter()
    if whole:
        assert strange(written, reading.form, reading.flat) == Counter()
    verdict = session.signing.verify(record)
    assert verdict.outcome is Outcome.GOOD
    assert [one.name for one in verdict.signatures] == [JO.name]
    kept = session.signing.papers.kept(record)
    assert kept is not None
    inside = read_record_json(read_record(session.signing.papers.pdf(kept)))
    assert inside.form == reading.form
    assert inside.answers == asked_answers(reading.form, reading.flat)
