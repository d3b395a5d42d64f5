"""A WISE from its first word to its review, on the real encrypted store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.casework.children import AlreadyHere, NameMissing
from desktop.casework.desk import Desk
from desktop.casework.invented import Inventor
from desktop.casework.people import NameTaken, TooEasy
from desktop.casework.record_views import NotComplete
from desktop.casework.roles import NotAllowed, Role
from desktop.casework.session import Session
from desktop.casework.working import Place, ReadOnly
from desktop.forms import snapshot
from desktop.storage.errors import WrongPassphrase
from desktop.storage.revisions import NewRevision
from tests.casework.conftest import MANAGER_PASSPHRASE, PASSPHRASE, Team, sign

SignIn = Callable[[str, str], Session]


def _child(session: Session) -> str:
    return session.children.add("Amelia", "Testcase", known_as="Millie", lcs_id="0417203")


def _signed(session: Session, child: str) -> str:
    record = session.records.start("wise", child)
    copy = session.records.open(record).copy
    inventor = Inventor(7, dt.date(2026, 11, 25))
    inventor.child()
    copy.put_together(inventor.answers(copy.form))
    assert copy.flush_all(5)
    sign(session, record)
    return record


def test_words_typed_before_a_lock_are_there_after_it_with_the_caret(
    sign_in: SignIn, desk: Desk
) -> None:
    session = sign_in("Jo Sample", PASSPHRASE)
    record = session.records.start("wise", _child(session))
    copy = session.records.open(record).copy
    copy.put("w.harm", "They made a debt out of a present", typing=True)
    copy.place = Place("w.harm", 12)
    session.records.leave(copy)
    desk.lock()
    again = sign_in("Jo Sample", PASSPHRASE).records.open(record).copy
    assert again.flat["w.harm"] == "They made a debt out of a present"
    assert (again.place.path, again.place.caret) == ("w.harm", 12)
    assert again.undo() is not None
    assert not again.flat.get("w.harm")


def test_the_place_that_an_undo_leads_to_is_there_after_a_lock(sign_in: SignIn, desk: Desk) -> None:
    session = sign_in("Jo Sample", PASSPHRASE)
    record = session.records.start("wise", _child(session))
    copy = session.records.open(record).copy
    copy.put("w.harm", "one")
    copy.place = Place("w.me", 4)
    assert copy.flush_all(5)
    copy.undo()
    copy.place = Place("w.harm", 0)
    session.records.leave(copy)
    desk.lock()
    again = sign_in("Jo Sample", PASSPHRASE).records.open(record).copy
    assert (again.place.path, again.place.caret) == ("w.harm", 0)
    assert again.can_redo


def test_words_are_there_after_a_kill_without_leaving(sign_in: SignIn, desk: Desk) -> None:
    session = sign_in("Jo Sample", PASSPHRASE)
    record = session.records.start("wise", _child(session))
    copy = session.records.open(record).copy
    copy.put("w.harm", "one", typing=True)
    session.records.leave(copy)
    copy.put("w.harm", "one two", typing=True)
    assert copy.flush_all(5)
    desk.lock()  # no leave: as after a kill
    again = sign_in("Jo Sample", PASSPHRASE).records.open(record).copy
    assert again.flat["w.harm"] == "one two"


def test_the_first_key_does_not_wait_for_the_whole_form_to_be_written_out(
    sign_in: SignIn, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sign_in("Jo Sample", PASSPHRASE)
    record = session.records.start("wise", _child(session))
    desk.lock()
    copy = sign_in("Jo Sample", PASSPHRASE).records.open(record).copy
    monkeypatch.delattr(snapshot, "canonical")
    copy.put("w.harm", "S", typing=True)
    assert copy.flush_all(5), copy.failure


def test_a_record_with_gaps_has_no_paper_to_sign_and_says_what_is_missing(session: Session) -> None:
    record = session.records.start("wise", _child(session))
    copy = session.records.open(record).copy
    with pytest.raises(NotComplete) as refused:
        session.signing.proof(copy)
    assert any(problem.path == "w.harm" for problem in refused.value.problems)
    assert not copy.read_only


def test_a_signed_record_is_read_only_and_found_by_its_words(session: Session) -> None:
    child = _child(session)
    record = _signed(session, child)
    copy = session.records.open(record).copy
    assert copy.read_only
    with pytest.raises(ReadOnly):
        copy.put("w.harm", "changed")
    hits = session.finder.search("debt out of a present")
    assert [hit.record for hit in hits] == [record]
    assert hits[0].child_name == "Amelia Testcase"
    assert any(marked for _, marked in hits[0].pieces)


def test_a_review_starts_from_the_last_and_shows_what_differs(session: Session) -> None:
    child = _child(session)
    first = _signed(session, child)
    review = session.records.start_review(first)
    opened = session.records.open(review)
    assert opened.before is not None
    assert opened.copy.flat["w.kind"] == "review"
    assert opened.copy.flat["w.harm"] == opened.before.flat["w.harm"]
    assert "w.start" not in opened.copy.flat
    opened.copy.put("w.harm", "It has become calmer.")
    session.records.leave(opened.copy)
    changes = session.records.differences(opened.before, session.records.read(review))
    assert "w.harm" in {change.path for change in changes}
    assert "w.me" not in {change.path for change in changes}


def test_a_colleague_reads_a_draft_but_a_manager_may_take_it_over(sign_in: SignIn) -> None:
    session = sign_in("Jo Sample", PASSPHRASE)
    record = session.records.start("wise", _child(session))
    copy = session.records.open(record).copy
    copy.put("w.harm", "half a sentence", typing=True)
    session.records.leave(copy)

    manager = sign_in("Pat Example", MANAGER_PASSPHRASE)
    opened = manager.records.open(record)
    assert opened.header.others_draft == "Jo Sample"
    assert opened.copy.read_only
    manager.records.adopt(record)
    taken = manager.records.open(record)
    assert not taken.copy.read_only
    assert taken.copy.flat["w.harm"] == "half a sentence"
    taken.copy.put("w.harm", "half a sentence, finished")
    manager.records.leave(taken.copy)

    back = sign_in("Jo Sample", PASSPHRASE).records.open(record)
    assert back.copy.read_only
    assert back.header.others_draft == "Pat Example"


def test_history_of_an_answer_says_who_and_when(session: Session) -> None:
    record = session.records.start("wise", _child(session))
    copy = session.records.open(record).copy
    for words in ("first", "second"):
        copy.put("w.harm", words)
        session.records.leave(copy)
    past = session.records.history_of(record, "w.harm")
    assert [answer.text for answer in past] == ["second", "first"]
    assert {answer.author_name for answer in past} == {"Jo Sample"}


def test_today_says_where_the_writer_stopped(session: Session) -> None:
    record = session.records.start("wise", _child(session))
    copy = session.records.open(record).copy
    copy.put("w.harm", "half", typing=True)
    copy.place = Place("w.harm", 2)
    session.records.leave(copy)
    view = session.today.view()
    assert [line.record for line in view.half_written] == [record]
    assert view.half_written[0].place == "section 4, What is happening"
    assert view.half_written[0].sections == 15
    assert view.sentence == "One piece of writing is half done."


def test_a_child_added_twice_is_noticed_and_nothing_is_added(session: Session) -> None:
    _child(session)
    with pytest.raises(AlreadyHere) as refused:
        session.children.add("amelia", "TESTCASE")
    assert [row.name for row in refused.value.matches] == ["Amelia Testcase"]
    assert len(session.children.rows()) == 1
    session.children.add("amelia", "TESTCASE", sure=True)
    assert len(session.children.rows()) == 2


def test_a_child_without_any_name_is_not_added(session: Session) -> None:
    with pytest.raises(NameMissing):
        session.children.add("  ", "")


def test_a_child_row_and_header_say_what_a_worker_looks_for(session: Session) -> None:
    born: dict[str, object] = {"y": 2011, "m": 3, "d": 14, "about": False}
    child = session.children.add(
        "Amelia",
        "Testcase",
        dob=born,
        status="cin",
        pronouns="she/her",  # type: ignore[arg-type]
    )
    row = session.children.row(child)
    assert (row.name, row.age) == ("Amelia Testcase", "15")
    assert session.children.header(child).born == "14 March 2011"
    assert [r.id for r in session.children.find("testc")] == [child]


def test_registers_offer_people_as_one_types(session: Session) -> None:
    child = _child(session)
    session.children.add_entry("contact", child, {"name": "Dawn Testcase", "role": "family"})
    lines = session.children.register(child)
    assert [(line.title, line.group) for line in lines] == [("Dawn Testcase", "Family or carer")]
    assert "Dawn Testcase" in [f.name for f in session.children.people_like("dawn", child)]
    assert "Pat Example" in [f.name for f in session.children.people_like("pat", child)]


def test_the_child_is_offered_first_and_who_harms_her_last(session: Session) -> None:
    child = _child(session)
    session.children.add_entry("contact", child, {"name": "Unknown man", "role": "harm"})
    session.children.add_entry("contact", child, {"name": "Dawn Testcase", "role": "family"})
    offered = [found.name for found in session.children.people_like("", child)]
    assert offered[:3] == [session.children.name_of(child), "Dawn Testcase", "Unknown man"]
    assert [f.name for f in session.children.people_like("unknown", child)] == ["Unknown man"]


def test_recent_pages_are_remembered_per_person(session: Session) -> None:
    child = _child(session)
    session.memory.opened(child)
    assert [one.title for one in session.today.recent()] == ["Amelia Testcase"]


def test_a_wrong_passphrase_is_told_and_counted(desk: Desk) -> None:
    person = desk.card().people[0].id
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            desk.unlock(person, "not this one")
    assert desk.wait_before_guess(person) > 0


def test_who_was_added_is_shown_also_where_the_folder_cannot_be_listed(
    sign_in: SignIn, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", refuse)
    sign_in("Pat Example", MANAGER_PASSPHRASE).people.add(
        "Alex Example", Role.PRACTITIONER, "granite teapot meadow"
    )
    desk.lock()
    assert "Alex Example" in [person.name for person in desk.card().people]


def test_the_recovery_sheet_gives_a_new_passphrase(desk: Desk, team: Team) -> None:
    person = next(p for p in desk.card().people if p.name == "Jo Sample").id
    session = desk.recover(team.recovery_key, person, "pebble violin orchard")
    assert session.member.name == "Jo Sample"
    desk.lock()
    with pytest.raises(WrongPassphrase):
        desk.unlock(person, PASSPHRASE)
    assert desk.unlock(person, "pebble violin orchard").member.id == person


def test_only_those_who_may_add_a_colleague_and_with_a_good_passphrase(sign_in: SignIn) -> None:
    session = sign_in("Jo Sample", PASSPHRASE)  # started the team, so keeps the authority
    with pytest.raises(TooEasy):
        session.people.add("Dana Beispiel", Role.SUPPORT_WORKER, "dana")
    with pytest.raises(NameTaken):
        session.people.add("pat example", Role.MANAGER, "marble saddle tulip")
    dana = session.people.add("Dana Beispiel", Role.SUPPORT_WORKER, "marble saddle tulip")
    assert dana.initials == "DB"
    worker = sign_in("Dana Beispiel", "marble saddle tulip")
    with pytest.raises(NotAllowed):
        worker.people.add("Hari Muster", Role.PRACTITIONER, "quilt engine walnut")


def test_the_profile_of_the_authority_is_kept(sign_in: SignIn, desk: Desk) -> None:
    sign_in("Jo Sample", PASSPHRASE)
    desk.choose_profile("bolton")
    assert sign_in("Jo Sample", PASSPHRASE).profile.id == "bolton"


def test_what_was_finished_before_papers_were_signed_is_read_corrected_and_followed(
    session: Session,
) -> None:
    record = session.records.start("wise", _child(session))
    copy = session.records.open(record).copy
    copy.put("w.harm", "They made a debt out of a present")
    session.records.leave(copy)
    body = session.store.read(lambda r: r.body(r.current(record).revision)).result()
    form = copy.form
    older = NewRevision(record, form.id, {**body, "state": "finished"}, None, form.id, form.version)
    session.append(older)
    opened = session.records.open(record)
    assert opened.copy.read_only
    reading = session.records.read(record)
    assert (reading.version.state, reading.version.number) == ("finished", 0)
    assert reading.flat["w.harm"] == "They made a debt out of a present"
    assert session.records.finished_lately()[0].record == record
    assert session.records.start_review(record)
    session.signing.amend(record, "It is signed now.")
    assert not session.records.open(record).copy.read_only
