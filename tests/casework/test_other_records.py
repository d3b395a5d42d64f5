"""The planning meeting, the session and the panel update on the real encrypted store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest

from desktop.casework.invented import Inventor
from desktop.casework.records import NothingFollows
from desktop.casework.roles import NotAllowed
from desktop.casework.session import Session
from desktop.casework.troubles import explain
from desktop.forms.answers import walk
from desktop.forms.values import Json
from tests.casework.conftest import PASSPHRASE, sign

SignIn = Callable[[str, str], Session]
NEW = ("planning", "session", "panel")


@pytest.fixture
def child(session: Session) -> str:
    return session.children.add("Amelia", "Testcase", known_as="Millie", lcs_id="0417203")


def written(session: Session, form: str, child: str) -> str:
    """Start, answer everything and sign; return the record."""
    record = session.records.start(form, child)
    copy = session.records.open(record).copy
    inventor = Inventor(11, dt.date(2026, 11, 25))
    inventor.child()
    copy.put_together(inventor.answers(copy.form, kept=copy.flat))
    assert copy.flush_all(5)
    sign(session, record)
    return record


@pytest.mark.parametrize("form", NEW)
def test_it_is_written_finished_read_and_found(session: Session, child: str, form: str) -> None:
    record = session.records.start(form, child)
    copy = session.records.open(record).copy
    copy.put(copy.form.fields[0].id, {"y": 2026, "m": 11, "d": 23, "about": False})
    session.records.leave(copy)
    (draft,) = session.today.view().half_written
    assert (draft.record, draft.form_id) == (record, form)
    assert "23 November 2026" in draft.title
    inventor = Inventor(3, dt.date(2026, 11, 25))
    inventor.child()
    again = session.records.open(record).copy
    again.put_together(inventor.answers(again.form, kept=again.flat))
    assert again.flush_all(5)
    sign(session, record)
    assert session.today.view().half_written == ()
    reading = session.records.read(record)
    words = next(
        str(value)
        for slot in walk(reading.form, reading.flat)
        if slot.field.kind == "long_text" and (value := reading.flat.get(slot.path))
    )
    hits = session.finder.search(" ".join(words.split()[:6]))
    assert record in {hit.record for hit in hits}
    assert session.records.open(record).copy.read_only


# --- the authority's words -----------------------------------------------------------------------


@pytest.fixture
def in_bolton(session: Session) -> Iterator[Session]:
    mine = session.profile
    session.profile = replace(mine, panel="CEAM")
    yield session
    session.profile = mine


def test_the_panel_update_has_the_authoritys_name_everywhere(
    in_bolton: Session, child: str
) -> None:
    assert "CEAM case update" in [form.title for form in in_bolton.offered()]
    record = written(in_bolton, "panel", child)
    (line,) = in_bolton.records.of_child(child)
    assert line.title.startswith("CEAM update, ")
    assert line.short_title == "CEAM update"
    reading = in_bolton.records.read(record)
    assert reading.form.field("x.block").label.startswith("Barriers")
    assert reading.header.title.startswith("CEAM update, ")


def test_a_record_keeps_its_words_when_the_authority_changes_them(
    session: Session, child: str
) -> None:
    record = written(session, "panel", child)
    session.profile = replace(session.profile, panel="CEAM")
    assert session.records.read(record).form.title == "MACE case update"
    assert session.records.of_child(child)[0].short_title == "MACE update"
    following = session.records.open(session.records.start_review(record)).copy
    assert following.form.title == "CEAM case update"
    assert following.flat["x.panel"] == "ceam"
    (older, newer) = sorted(session.records.of_child(child), key=lambda line: line.state)[::-1]
    assert (older.short_title, newer.short_title) == ("MACE update", "CEAM update")


def test_the_band_is_asked_only_where_the_profile_has_one(session: Session, child: str) -> None:
    def asked(record: str) -> set[str]:
        copy = session.records.open(record).copy
        return {slot.path for slot in walk(copy.form, copy.flat)}

    without = session.records.start("panel", child)
    settings = {**session.profile.settings}
    settings["mace_band"] = replace(settings["mace_band"], value=True)
    session.profile = replace(session.profile, settings=settings)
    with_band = session.records.start("panel", child)
    assert "x.band" not in asked(without)
    assert "x.band" in asked(with_band)


def test_a_session_note_has_two_signatures_where_the_profile_says_so(
    session: Session, child: str
) -> None:
    def signatures() -> int:
        record = session.records.start("session", child)
        return session.records.open(record).copy.form.signatures

    assert signatures() == 1
    settings = {**session.profile.settings}
    settings["session_countersigned"] = replace(settings["session_countersigned"], value=True)
    session.profile = replace(session.profile, settings=settings)
    assert signatures() == 2


def test_what_a_form_asks_of_the_profile_is_something_a_profile_says(session: Session) -> None:
    for form in session.catalogue.records():
        for setting in form.settings:
            assert session.profile.says(setting.profile) is not None, setting.profile


def test_an_empty_draft_can_be_given_up_though_it_keeps_settings(
    session: Session, child: str
) -> None:
    record = session.records.start("panel", child)
    session.records.discard(record)
    assert session.records.of_child(child) == ()


# --- what follows --------------------------------------------------------------------------------


def test_the_next_update_carries_the_plan_and_asks_the_news_afresh(
    session: Session, child: str
) -> None:
    first = written(session, "panel", child)
    opened = session.records.open(session.records.start_review(first))
    assert opened.before is not None
    flat, before = opened.copy.flat, opened.before.flat
    assert flat["x.acts"] == before["x.acts"]
    assert flat["x.reason"] == before["x.reason"]
    for path in ("x.change", "x.meet", "x.after", "x.ask", "x.voice/words"):
        assert path not in flat, path
    assert "w.kind" not in flat


@pytest.mark.parametrize("form", ["planning", "session"])
def test_a_meeting_and_a_session_are_not_reviewed(session: Session, child: str, form: str) -> None:
    record = written(session, form, child)
    with pytest.raises(NothingFollows) as refused:
        session.records.start_review(record)
    assert "does not begin from the last one" in explain(refused.value).text
    assert len(session.records.of_child(child)) == 1


# --- who writes ----------------------------------------------------------------------------------


def test_who_writes_what_is_a_row_of_the_profile(session: Session, child: str) -> None:
    mine: Mapping[str, frozenset[str]] = session.profile.authors
    session.profile = replace(session.profile, authors={**mine, "panel": frozenset({"manager"})})
    assert "panel" not in {form.id for form in session.offered()}
    with pytest.raises(NotAllowed) as refused:
        session.records.start("panel", child)
    assert "By the authority’s profile a practitioner does not write this" in str(refused.value)
    assert "MACE case update" in str(refused.value)
    assert session.records.of_child(child) == ()
    # A form without a row is for whoever writes records at all.
    session.profile = replace(session.profile, authors={})
    assert session.records.start("panel", child)


def test_a_support_worker_may_write_all_four_by_every_profile(sign_in: SignIn) -> None:
    session = sign_in("Jo Sample", PASSPHRASE)
    from desktop.practice.profiles import load_profiles
    from desktop.resources import resource_path

    forms = {form.id for form in session.catalogue.records()}
    for profile in load_profiles(resource_path("profiles")):
        assert set(profile.authors) == forms, profile.id
        assert all("support_worker" in roles for roles in profile.authors.values())
        assert all("business_support" not in roles for roles in profile.authors.values())


# --- the session ---------------------------------------------------------------------------------


def test_how_late_a_note_was_written_up_is_worked_out_when_it_is_finished(
    session: Session, child: str
) -> None:
    record = session.records.start("session", child)
    copy = session.records.open(record).copy
    copy.put("d.when", {"y": 2026, "m": 11, "d": 22, "about": False})
    assert "d.late" not in copy.flat
    inventor = Inventor(3, dt.date(2026, 11, 25))
    inventor.child()
    given = inventor.answers(copy.form, kept=copy.flat)
    copy.put_together({path: v for path, v in given.items() if path != "d.when"})
    assert copy.flush_all(5)
    sign(session, record)
    late = session.records.read(record).flat["d.late"]
    assert isinstance(late, dict)
    assert late["text"] == "3 days after"


def test_a_contact_that_failed_is_a_whole_note(session: Session, child: str) -> None:
    """Half of what is asked when one meets is not asked, and nothing of it is kept."""
    record = session.records.start("session", child)
    copy = session.records.open(record).copy
    day: Json = {"y": 2026, "m": 11, "d": 24, "about": False}
    row = copy.add_row("d.miss.tried")
    copy.put_together(
        {
            "d.when": day,
            "d.time": "16:00",
            "d.mins": 15,
            "d.kind": "session",
            "d.who": [{"id": None, "name": "Jo Sample"}],
            "d.by": [{"id": None, "name": "Jo Sample"}],
            "d.saw": "Written before I knew.",
            "d.result": "no_answer",
            f"d.miss.tried/{row}/what": "Rang the bell at Nan's.",
            "d.miss.why": "I came at four, which is when they are about.",
            "d.miss.next": "I come at two, to the side gate.",
            "d.miss.on": day,
            "d.aim": "The way home.",
            "d.worry": "no",
        }
    )
    assert copy.flush_all(5)
    sign(session, record)
    flat = session.records.read(record).flat
    assert flat["d.miss.why"] == "I came at four, which is when they are about."
    assert "d.saw" not in flat
    assert flat["d.second"] == "no"


# --- the child's words ---------------------------------------------------------------------------


def test_what_a_parent_said_is_never_shown_as_the_childs(session: Session, child: str) -> None:
    record = session.records.start("planning", child)
    copy = session.records.open(record).copy
    for whose, words in (("child", "I want boxing back."), ("family", "We want Sundays back.")):
        row = copy.add_row("m.voice")
        copy.put(f"m.voice/{row}/said/words", words)
        copy.put(f"m.voice/{row}/whose", whose)
    session.records.leave(copy)
    wise = session.records.start("wise", child)
    copy = session.records.open(wise).copy
    row = copy.add_row("w.family")
    copy.put(f"w.family/{row}/said/words", "She cries when the phone goes.")
    copy.put("w.copy.p.said/words", "It is all true.")
    copy.put("w.voice.helps/words", "Nan helps.")
    session.records.leave(copy)
    said = {one.words for one in session.children.words_of(child, limit=10)}
    assert said == {"I want boxing back.", "Nan helps."}
