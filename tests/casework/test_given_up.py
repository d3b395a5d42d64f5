"""A correction that is given up: what was signed counts again, as whoever signed it left it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from desktop.casework.agreement import OutOfTurn, OwnWork
from desktop.casework.desk import Desk
from desktop.casework.exports import Exports
from desktop.casework.outside import Checker
from desktop.casework.record_views import RecordLine
from desktop.casework.session import Session
from desktop.casework.working import Place, WorkingCopy
from desktop.documents.verdict import Outcome
from desktop.storage.restoring import RESTORES
from tests.casework.conftest import (
    JO,
    MANAGER_PASSPHRASE,
    PASSPHRASE,
    PAT,
    SignIn,
    correct,
    seen,
    sign,
)
from tests.harness.written import write_whole

WRONG = "Half of a correction that nobody wants"


def later(session: Session, **by: float) -> None:
    """Let time pass on the laptop."""
    clock: Any = session.clock
    clock.moment += timedelta(**by)


def begin(session: Session, record: str) -> None:
    """Begin a correction and write half of it, a day later."""
    later(session, days=1)
    correct(session, record, WRONG)


def give_up(session: Session, record: str) -> None:
    """Begin a correction, write half of it, and give it up another day later."""
    begin(session, record)
    later(session, days=1)
    session.signing.take_back(record)


def says_restored(session: Session, record: str) -> bool:
    """Whether the body of the newest version says that it restores another."""
    return RESTORES in session.store.read(lambda r: r.body(r.current(record).revision)).result()


def agree(session: Session, record: str) -> None:
    session.agreeing.agree(record, seen(session, record), MANAGER_PASSPHRASE)


@pytest.fixture
def by_pat(session: Session, sign_in: SignIn, signed: str) -> tuple[RecordLine, Session]:
    """What lists said of Jo's signed record before its manager corrected it and gave that up."""
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    child = manager.records.read(signed).header.child
    (before,) = manager.records.of_child(child)
    give_up(manager, signed)
    return before, manager


def test_every_list_goes_on_saying_who_signed_and_when(
    by_pat: tuple[RecordLine, Session],
) -> None:
    before, manager = by_pat
    record, child = before.record, before.child
    assert (before.author_name, before.state) == (JO, "signed")

    assert manager.records.of_child(child) == (before,)
    assert manager.records.in_state("signed") == (before,)
    assert manager.records.finished_lately() == (before,)
    assert [one.line for one in manager.today.waiting()] == [before]
    header = manager.records.read(record).header
    assert (header.author_name, header.at, header.stands) == (JO, before.at, None)
    row = manager.children.row(child)
    assert (row.last_record, row.half_written) == (before.at, "")
    word = str(manager.records.read(record).flat["m.why"]).split()[0]
    assert [(hit.record, hit.at) for hit in manager.finder.search(word)] == [(record, before.at)]
    assert manager.finder.search(WRONG) == ()
    manager.memory.opened(record)
    assert [one.meta for one in manager.today.recent()] == ["Planning meeting, signed"]
    assert manager.records.mine_half_written() == ()


def test_the_versions_say_honestly_who_gave_up_what_and_when(
    by_pat: tuple[RecordLine, Session],
) -> None:
    before, manager = by_pat
    newest, written, begun, signed, *_ = manager.records.versions(before.record)
    assert newest.given_up is not None
    assert newest.given_up.author_name == PAT
    assert newest.given_up.at - before.at > timedelta(days=2)
    assert (newest.origin, newest.number) == (signed.revision, 1)
    assert (newest.author_name, newest.at, newest.state) == (JO, before.at, "signed")
    assert {(one.author_name, one.state) for one in (written, begun)} == {(PAT, "draft")}
    assert manager.records.read(before.record, written.revision).flat["m.why"] == WRONG
    past = manager.records.history_of(before.record, "m.why")
    assert [(one.author_name, one.text == WRONG) for one in past][:3] == [
        (PAT, False),
        (PAT, True),
        (JO, False),
    ]
    assert [one.at for one in past] == sorted((one.at for one in past), reverse=True)


def test_whoever_gave_up_wrote_nothing_of_what_counts_and_may_agree_it(
    by_pat: tuple[RecordLine, Session], sign_in: SignIn
) -> None:
    before, manager = by_pat
    assert manager.agreeing.waiting() == (before.record,)
    later(manager, hours=1)
    agree(manager, before.record)
    newest = manager.records.versions(before.record)[0]
    assert (newest.state, newest.author_name, newest.given_up) == ("agreed", PAT, None)
    assert not says_restored(manager, before.record)
    verdict = manager.signing.verify(before.record)
    assert verdict.outcome is Outcome.GOOD
    assert [one.name for one in verdict.signatures] == [JO, PAT]
    (line,) = manager.records.of_child(before.child)
    assert (line.state, line.author_name) == ("agreed", PAT)
    assert line.at == newest.at > before.at


def test_nobody_agrees_their_own_record_because_somebody_else_gave_a_correction_up(
    sign_in: SignIn,
) -> None:
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    record = write_whole(manager)
    sign(manager, record, MANAGER_PASSPHRASE)
    jo = sign_in(JO, PASSPHRASE)
    give_up(jo, record)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    assert manager.agreeing.waiting() == ()
    with pytest.raises(OwnWork):
        agree(manager, record)


def test_whoever_corrects_and_signs_is_an_author_also_after_an_earlier_one_was_given_up(
    by_pat: tuple[RecordLine, Session],
) -> None:
    before, manager = by_pat
    begin(manager, before.record)
    sign(manager, before.record, MANAGER_PASSPHRASE)
    with pytest.raises(OwnWork):
        agree(manager, before.record)


def test_a_manager_goes_on_comparing_with_what_they_knew(
    session: Session, sign_in: SignIn, signed: str
) -> None:
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    agree(manager, signed)
    agreed = seen(manager, signed)
    jo = sign_in(JO, PASSPHRASE)
    begin(jo, signed)
    sign(jo, signed)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.agreeing.looked_at(manager.records.read(signed))
    jo = sign_in(JO, PASSPHRASE)
    give_up(jo, signed)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)

    compared = manager.agreeing.compared(signed)

    assert compared.before is not None
    assert (compared.before.version.revision, compared.since) == (agreed, "agreed")
    manager.agreeing.looked_at(compared.reading)
    again = manager.agreeing.compared(signed)
    assert again.before is not None
    assert again.before.version.revision == agreed
    agree(manager, signed)
    assert manager.signing.verify(signed).outcome is Outcome.GOOD


def test_whoever_looked_at_what_counts_again_has_seen_what_was_signed(
    by_pat: tuple[RecordLine, Session], sign_in: SignIn
) -> None:
    before, manager = by_pat
    manager.agreeing.looked_at(manager.records.read(before.record))
    signed = manager.records.read(before.record).version.origin
    jo = sign_in(JO, PASSPHRASE)
    begin(jo, before.record)
    sign(jo, before.record)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    compared = manager.agreeing.compared(before.record)
    assert compared.before is not None
    assert (compared.before.version.revision, compared.since) == (signed, "that you last looked at")


def test_a_record_that_came_back_after_that_is_its_authors_again(
    by_pat: tuple[RecordLine, Session], sign_in: SignIn
) -> None:
    before, manager = by_pat
    record = before.record
    manager.agreeing.give_back(record, seen(manager, record), "Name the teacher as well.")
    newest = manager.records.versions(record)[0]
    assert (newest.state, newest.given_up, newest.author_name) == ("returned", None, PAT)
    assert not says_restored(manager, record)
    jo = sign_in(JO, PASSPHRASE)
    assert [line.record for line in jo.records.mine_returned()] == [record]
    sign(jo, record)
    assert jo.signing.verify(record).outcome is Outcome.GOOD


def test_a_second_correction_corrects_what_was_signed_and_not_the_giving_up(
    by_pat: tuple[RecordLine, Session], sign_in: SignIn
) -> None:
    before, _ = by_pat
    record = before.record
    jo = sign_in(JO, PASSPHRASE)
    assert says_restored(jo, record)
    begin(jo, record)
    assert not says_restored(jo, record)
    (line,) = jo.records.of_child(before.child)
    assert line.stands is not None
    assert (line.stands.author_name, line.stands.at) == (JO, before.at)
    assert jo.records.read_standing(record).version.given_up is None
    jo.signing.take_back(record)
    assert jo.records.of_child(before.child) == (before,)
    begin(jo, record)
    assert sign(jo, record).version == 2
    assert jo.records.read(record).version.given_up is None


def test_the_paper_that_counts_again_is_superseded_by_nothing(
    desk: Desk, by_pat: tuple[RecordLine, Session], tmp_path_factory: pytest.TempPathFactory
) -> None:
    before, manager = by_pat
    exports = Exports(manager)
    copy = exports.save(exports.leaving(before.record), tmp_path_factory.mktemp("copies"))
    assert copy.name.endswith("_v1.pdf")
    checker = Checker(manager.clock.now, manager)
    verdict = checker.verdict(copy)
    assert verdict.outcome is Outcome.GOOD
    assert checker.notes(verdict) == ()
    assert manager.signing.verify(before.record).outcome is Outcome.GOOD
    begin(manager, before.record)
    sign(manager, before.record, MANAGER_PASSPHRASE)
    assert checker.notes(verdict) == (("Superseded", "by version 2, which this store keeps"),)


def test_the_lists_are_the_same_when_they_are_built_again(
    by_pat: tuple[RecordLine, Session],
) -> None:
    before, manager = by_pat
    store = manager.store
    assert store.rebuild_and_compare().result() == ()
    assert store.rebuild_and_compare(mend=True).result() == ()
    assert manager.records.of_child(before.child) == (before,)
    assert store.check().result().is_sound


def test_what_was_signed_later_stays_before_what_only_counts_again(session: Session) -> None:
    records = [write_whole(session, "session", seed) for seed in range(1, 7)]
    for record in records:
        later(session, days=1)
        sign(session, record)
    was = session.records.finished_lately()
    assert [line.record for line in was] == records[:-5:-1]
    for record in records[:3]:
        later(session, days=1)
        session.signing.amend(record, "A date was wrong.")
        session.signing.take_back(record)
    assert session.records.finished_lately() == was
    later(session, days=1)
    session.signing.amend(records[4], "A date was wrong.")
    session.signing.take_back(records[4])
    assert session.records.finished_lately() == was


def test_a_review_follows_the_signed_version_by_its_own_date(session: Session) -> None:
    record = write_whole(session, "wise")
    sign(session, record)
    signed_at = session.records.read(record).version.at
    later(session, days=30)
    session.signing.amend(record, "A date was wrong.")
    session.signing.take_back(record)
    before = session.records.open(session.records.start_review(record)).before
    assert before is not None
    assert (before.version.at, before.version.author_name) == (signed_at, JO)


def test_nothing_typed_later_changes_the_version_that_counts_again(
    session: Session, signed: str
) -> None:
    """A window that had the correction open lets go of it late."""
    begin(session, signed)
    stale = session.records.open(signed).copy
    session.signing.take_back(signed)
    reading = session.records.read(signed)
    session.records.leave(session.records.open(signed).copy)
    with pytest.raises(OutOfTurn):
        session.records.leave(stale)
    assert session.records.read(signed) == reading


def test_what_is_kept_too_late_never_comes_back_in_the_next_correction(
    session: Session, signed: str
) -> None:
    """Nobody typed in the window that had it open; its first key comes when all is over."""
    begin(session, signed)
    session.store.write(lambda w: w.drop_working(signed, session.member.id)).result()
    stale = session.records.open(signed).copy
    session.signing.take_back(signed)
    before = session.records.read(signed).flat
    stale.place = Place("m.where")
    assert stale.flush_all(5.0), "a place is nothing that could be lost"
    stale.put("m.where", "Too late")
    assert not stale.flush_all(5.0), "whoever typed it hears that it is not kept"
    assert isinstance(stale.failure, OutOfTurn)
    session.signing.amend(signed, "Another date was wrong.")
    assert session.records.open(signed).copy.flat == before


def test_asked_for_twice_at_once_it_is_given_up_once(
    session: Session, signed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(session, signed)
    leave = session.records.leave

    def left_twice(_copy: WorkingCopy) -> None:
        monkeypatch.setattr(session.records, "leave", leave)
        session.signing.take_back(signed)
        leave(session.records.open(signed).copy)

    monkeypatch.setattr(session.records, "leave", left_twice)
    with pytest.raises(OutOfTurn):
        session.signing.take_back(signed)
    given_up = [one for one in session.records.versions(signed) if one.given_up is not None]
    assert len(given_up) == 1


def test_what_is_being_corrected_stays_among_what_was_signed_lately(
    by_pat: tuple[RecordLine, Session],
) -> None:
    before, manager = by_pat
    begin(manager, before.record)
    (line,) = manager.records.finished_lately()
    assert (line.record, line.since) == (before.record, before.at)
    assert line.stands is not None
    assert (line.stands.author_name, line.stands.state) == (JO, "signed")
