"""A signed record that is corrected: what was signed stands until the correction is signed."""

from __future__ import annotations

import pytest

from desktop.casework.agreement import OutOfTurn
from desktop.casework.desk import Desk
from desktop.casework.seal import ReasonMissing
from desktop.casework.session import Session
from desktop.casework.signing import ProofStale
from desktop.documents.verdict import Outcome
from desktop.storage.reading import Current
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


def test_a_signed_version_stays_readable_beside_its_correction(
    session: Session, desk: Desk, sign_in: SignIn, signed: str
) -> None:
    first = seen(session, signed)
    with pytest.raises(ReasonMissing):
        session.signing.amend(signed, "")
    session.signing.amend(signed, "A date was wrong.")
    session.signing.take_back(signed)
    assert session.records.read(signed).header.state == "signed"
    correct(session, signed, "Another reason than before.")
    sign(session, signed)

    kept = session.signing.papers.kept(signed)
    assert kept is not None
    assert kept.version == 2
    assert session.records.read(signed).flat["m.why"] == "Another reason than before."
    assert session.records.read(signed, first).flat["m.why"] != "Another reason than before."
    assert session.signing.verify(signed, first).outcome is Outcome.GOOD
    record = session.signing.papers.pdf(kept)
    assert b"A date was wrong." in _inside(record)


def _inside(pdf: bytes) -> bytes:
    from desktop.documents.paper import read_record

    return read_record(pdf)


@pytest.fixture
def corrected(session: Session, sign_in: SignIn, signed: str) -> str:
    """An agreed record that its author has begun to correct."""
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.agreeing.agree(signed, seen(manager, signed), MANAGER_PASSPHRASE)
    jo = sign_in(JO, PASSPHRASE)
    correct(
        jo,
        signed,
        "To agree who does what before the holidays.",
        why="The school was named wrongly.",
    )
    return signed


def test_an_agreed_record_stays_agreed_while_its_correction_is_open(
    sign_in: SignIn, corrected: str
) -> None:
    jo = sign_in(JO, PASSPHRASE)
    child = jo.records.read(corrected).header.child
    jo.memory.opened(corrected)

    (line,) = jo.records.of_child(child)
    assert line.stands is not None
    assert (line.stands.state, line.stands.author_name) == ("agreed", PAT)
    stood = jo.records.read(corrected, line.stands.revision)
    assert (stood.version.state, stood.version.number) == ("agreed", 1)
    assert jo.records.read_standing(corrected).version == stood.version
    (recent,) = jo.today.recent()
    assert recent.meta == "Planning meeting, agreed, correction open"
    assert recent.revision == "", "its writer goes on writing"
    assert jo.children.row(child).half_written == "Planning meeting correction"
    assert [one.stands for one in jo.records.mine_half_written()] == [line.stands]

    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.memory.opened(corrected)
    (recent,) = manager.today.recent()
    assert recent.revision == line.stands.revision, "others read what counts"


def test_what_a_child_said_counts_as_it_was_signed_while_a_correction_is_open(
    session: Session,
) -> None:
    record = write_whole(session, "wise")
    sign(session, record)
    child = session.records.read(record).header.child
    before = session.children.words_of(child)
    assert before
    session.signing.amend(record, "A word was wrong.")
    copy = session.records.open(record).copy
    for path, words in list(copy.flat.items()):
        if words in [said.words for said in before]:
            copy.put(path, "Half of what the child sai")
    session.records.leave(copy)
    assert session.children.words_of(child) == before


def test_what_was_signed_stays_in_the_lists_though_its_correction_was_emptied(
    session: Session, signed: str
) -> None:
    session.signing.amend(signed, "A date was wrong.")
    copy = session.records.open(signed).copy
    for path in set(copy.flat) - {setting.id for setting in copy.form.settings}:
        copy.put(path, None)
    session.records.leave(copy)
    with pytest.raises(OutOfTurn):
        session.records.discard(signed)
    child = session.records.read(signed).header.child
    assert [line.record for line in session.records.of_child(child)] == [signed]


def test_nothing_stands_beside_a_first_draft_or_a_correction_that_was_signed(
    sign_in: SignIn, corrected: str
) -> None:
    jo = sign_in(JO, PASSPHRASE)
    sign(jo, corrected)
    child = jo.records.read(corrected).header.child
    assert [one.stands for one in jo.records.of_child(child)] == [None]
    jo.records.start("planning", child)
    assert {one.stands for one in jo.records.of_child(child)} == {None}
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.agreeing.give_back(corrected, seen(manager, corrected), "Name the teacher as well.")
    returned = next(one for one in manager.records.of_child(child) if one.record == corrected)
    assert returned.stands is not None, "the version that was agreed before goes on counting"
    assert returned.stands.state == "agreed"


def test_a_review_carries_what_was_agreed_and_not_a_correction_half_done(
    sign_in: SignIn, session: Session
) -> None:
    record = write_whole(session, "wise")
    agreed = session.records.open(record).copy.flat["w.harm"]
    sign(session, record)
    correct(session, record, "Half a sentence", path="w.harm")

    review = session.records.start_review(record)

    opened = session.records.open(review)
    assert opened.copy.flat["w.harm"] == agreed
    assert opened.before is not None
    assert opened.before.flat["w.harm"] == agreed


def test_only_who_corrects_gives_it_up_and_what_was_written_stays(
    session: Session, desk: Desk, sign_in: SignIn, signed: str
) -> None:
    first = seen(session, signed)
    session.signing.amend(signed, "A date was wrong.")
    copy = session.records.open(signed).copy
    copy.put("m.why", "Half of a correction")
    assert copy.flush_all(5.0)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    with pytest.raises(OutOfTurn):
        manager.signing.take_back(signed)
    jo = sign_in(JO, PASSPHRASE)
    assert jo.records.open(signed).copy.flat["m.why"] == "Half of a correction"
    jo.signing.take_back(signed)
    reading = jo.records.read(signed)
    assert reading.header.state == "signed"
    assert reading.flat == jo.records.read(signed, first).flat
    written = [jo.records.read(signed, one.revision) for one in jo.records.versions(signed)]
    assert "Half of a correction" in [one.flat.get("m.why") for one in written]
    assert jo.signing.verify(signed).outcome is Outcome.GOOD
    jo.signing.amend(signed, "Another date was wrong.")
    assert jo.records.open(signed).copy.flat == reading.flat, "it begins from what was signed"


def test_why_it_is_corrected_is_worded_anew_until_it_is_signed(
    session: Session, sign_in: SignIn, signed: str
) -> None:
    correct(session, signed, "Another reason than before.", why="A dete was wrong.")
    written = session.records.open(signed).copy.flat
    with pytest.raises(ReasonMissing):
        session.signing.reword(signed, "  ")
    session.signing.reword(signed, " A date was wrong. ")
    versions = session.records.versions(signed)
    session.signing.reword(signed, "A date was wrong.")
    assert session.records.versions(signed) == versions, "pressed twice, it is one version"
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    with pytest.raises(OutOfTurn):
        manager.signing.reword(signed, "Mine now")
    jo = sign_in(JO, PASSPHRASE)
    assert jo.records.open(signed).copy.flat == written
    sign(jo, signed)
    kept = jo.signing.papers.kept(signed)
    assert kept is not None
    assert kept.facts["reason"] == "A date was wrong."
    assert jo.signing.verify(signed).outcome is Outcome.GOOD
    with pytest.raises(OutOfTurn):
        jo.signing.reword(signed, "Too late")


def test_a_paper_with_the_old_reason_is_not_signed_once_it_is_worded_anew(
    session: Session, signed: str
) -> None:
    correct(session, signed, "Another reason than before.", why="A dete was wrong.")
    copy = session.records.open(signed).copy
    shown = session.signing.proof(copy)
    session.signing.reword(signed, "A date was wrong.")
    with pytest.raises(ProofStale):
        session.signing.sign(copy, shown, PASSPHRASE)
    assert session.records.read(signed).header.state == "draft"


def test_a_correction_that_is_signed_meanwhile_keeps_the_reason_on_its_paper(
    session: Session, signed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(session, signed, "Another reason than before.")
    writer_of = session.records.writer_of

    def asked_while_it_is_signed(row: Current) -> str:
        monkeypatch.setattr(session.records, "writer_of", writer_of)
        writer = writer_of(row)
        sign(session, signed)
        return writer

    monkeypatch.setattr(session.records, "writer_of", asked_while_it_is_signed)
    with pytest.raises(OutOfTurn):
        session.signing.reword(signed, "Too late")
    body = session.store.read(lambda r: r.body(r.current(signed).revision)).result()
    assert (body["state"], body["reason"]) == ("signed", "A date was wrong.")


def test_search_finds_what_was_signed_and_what_is_being_written_in_its_place(
    session: Session, sign_in: SignIn, signed: str
) -> None:
    old, new = str(session.records.read(signed).flat["m.why"]), "Reworded entirely"

    def found(who: Session, words: str) -> list[str]:
        return [hit.record for hit in who.finder.search(words)]

    correct(session, signed, new)
    assert (found(session, old), found(session, new)) == ([signed], [signed])
    assert session.store.rebuild_and_compare().result() == ()
    sign(session, signed)
    assert (found(session, old), found(session, new)) == ([], [signed])
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.agreeing.give_back(signed, seen(manager, signed), "That was right before.")
    assert (found(manager, old), found(manager, new)) == ([signed], [signed])
    assert manager.store.rebuild_and_compare(mend=True).result() == ()
    assert found(manager, old) == [signed]
    jo = sign_in(JO, PASSPHRASE)
    jo.signing.take_back(signed)
    assert (found(jo, old), found(jo, new)) == ([signed], [])
