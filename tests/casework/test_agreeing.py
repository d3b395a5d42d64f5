"""Two people sign, never one twice; what is returned goes on; what is signed never changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest

from desktop.casework.agreement import (
    Acting,
    Author,
    ClockBehind,
    NameOfAuthor,
    OutOfTurn,
    OwnWork,
    Standing,
    require_may_agree,
)
from desktop.casework.desk import Desk
from desktop.casework.record_views import Comment, NotComplete
from desktop.casework.roles import NotAllowed, Role
from desktop.casework.seal import NoCertificate, ReasonMissing
from desktop.casework.session import Session
from desktop.casework.signing import ProofStale
from desktop.documents.refusals import SamePerson, SigningRefused
from desktop.documents.told import in_plain_words
from desktop.documents.verdict import Outcome
from desktop.forms.answers import fold
from desktop.forms.definition import Field, Option, Section
from desktop.forms.values import Json
from desktop.storage.certificates import close
from desktop.storage.errors import WrongPassphrase
from desktop.storage.revisions import NewRevision
from tests.casework.conftest import (
    JO,
    MANAGER_PASSPHRASE,
    PASSPHRASE,
    PAT,
    SetClock,
    SignIn,
    seen,
    sign,
)
from tests.harness.written import write_whole


def test_author_and_manager_sign_and_the_paper_says_so(
    session: Session, desk: Desk, sign_in: SignIn, signed: str
) -> None:
    waiting = session.signing.verify(signed)
    assert waiting.outcome is Outcome.GOOD
    assert (waiting.signed, waiting.wanted) == (1, 2)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    assert manager.agreeing.waiting() == (signed,)
    assert [one.waits for one in manager.records.finished_lately()] == [True]

    done = manager.agreeing.agree(signed, seen(manager, signed), MANAGER_PASSPHRASE)

    assert done.version == 1
    assert manager.records.read(signed).header.state == "agreed"
    assert manager.agreeing.waiting() == ()
    assert [one.waits for one in manager.records.finished_lately()] == [False]
    verdict = manager.signing.verify(signed)
    assert verdict.outcome is Outcome.GOOD
    assert [one.name for one in verdict.signatures] == [JO, PAT]
    assert "2 of 2" in in_plain_words("paper.pdf", verdict)
    before, after = (manager.signing.papers.pdf(one) for one in _papers(manager, signed))
    assert after.startswith(before)


def test_an_agreed_paper_misses_nothing_that_its_signatures_say(
    session: Session, sign_in: SignIn, record: str
) -> None:
    """Who completed, who agreed and when are said by the signatures; filing comes after them."""
    copy = session.records.open(record).copy
    for path in [one for one in copy.flat if one.startswith(("m.sign/", "m.lcs/"))]:
        copy.put(path, None)
    session.records.leave(copy)
    sign(session, record)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.agreeing.agree(record, seen(manager, record), MANAGER_PASSPHRASE)

    pages = _text(manager.signing.papers.pdf(_papers(manager, record)[-1]))

    assert "Not answered" in pages
    said = pages[pages.index("Not answered") : pages.rindex("Signatures Each")]
    for never in ("Decision", "manager", "Completed", "Filed on", "Filed by", "Documentum"):
        assert never not in said, said
    signatures = manager.signing.verify(record).signatures
    assert [one.name for one in signatures] == [JO, PAT], "the signatures say who and when"


def _text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def test_a_choice_that_is_none_is_kept_printed_and_stands_before_a_signature(
    session: Session, record: str
) -> None:
    """It came from elsewhere or an older form; nobody signs it unseen, and it does not vanish."""
    copy = session.records.open(record).copy
    copy.put("m.kind", "on_the_boat")
    session.records.leave(copy)
    copy = session.records.open(record).copy
    assert copy.flat["m.kind"] == "on_the_boat"
    draft = _text(session.signing.papers.draft(record, copy.form, copy.flat))
    assert "Not one of the choices: on_the_boat" in draft
    with pytest.raises(NotComplete) as told:
        session.signing.proof(copy)
    assert [one.path for one in told.value.problems] == ["m.kind"]


def test_a_draft_of_an_older_form_goes_on_and_is_signed_in_it(
    session: Session, sign_in: SignIn, record: str
) -> None:
    """Version 1 asked the author for the manager's decision; whoever began there ends there."""
    newest = session.catalogue.newest("planning")
    newest = newest.as_written or newest
    asked = Field("decision", "Decision", "choice", options=(Option("agree", "Agreed"),))
    older = replace(newest, version=1, sections=tuple(_asking(asked, newest.sections)))
    flat = {**session.records.open(record).copy.flat, "m.sign/decision": "agree"}
    body: dict[str, Json] = {"state": "draft", "answers": fold(older, flat), "child": None}
    session.append(NewRevision("old", "planning", body, None, "planning", 1), older)
    session.records.leave(session.records.open("old").copy)

    sign(session, "old")
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.agreeing.agree("old", seen(manager, "old"), MANAGER_PASSPHRASE)

    reading = manager.records.read("old")
    assert reading.form.version == 1
    assert reading.form.field("m.sign/decision").label == "Decision"
    assert manager.signing.verify("old").outcome is Outcome.GOOD
    assert manager.records.start("planning", "") != "old"
    assert session.catalogue.newest("planning").version > 1


def _asking(more: Field, sections: tuple[Section, ...]) -> Iterator[Section]:
    """The sections with one more question in the sign-off block."""
    for section in sections:
        parts = tuple(
            replace(one, fields=(*one.fields, more)) if one.id == "m.sign" else one
            for one in section.fields
        )
        yield replace(section, fields=parts)


def _papers(session: Session, record: str):
    found = session.signing.papers.all_of(record)
    return found[-2], found[-1]


# Nobody agrees their own work, through any door


def test_an_author_cannot_agree_even_with_a_managers_role_taken_later(
    session: Session, desk: Desk, sign_in: SignIn, signed: str
) -> None:
    with pytest.raises(NotAllowed):
        session.agreeing.agree(signed, seen(session, signed), PASSPHRASE)
    jo = session.member.id
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.people.change(jo, JO, Role.MANAGER)

    promoted = sign_in(JO, PASSPHRASE)

    assert promoted.agreeing.waiting() == ()
    with pytest.raises(OwnWork):
        promoted.agreeing.agree(signed, seen(promoted, signed), PASSPHRASE)
    with pytest.raises(OwnWork):
        promoted.agreeing.give_back(signed, seen(promoted, signed), "to myself")


def test_a_managers_own_work_waits_for_another_or_for_who_acts_that_day(
    session: Session, desk: Desk, sign_in: SignIn, record: str
) -> None:
    jo = session.member.id
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    own = write_whole(manager)
    sign(manager, own, MANAGER_PASSPHRASE)
    with pytest.raises(OwnWork):
        manager.agreeing.agree(own, seen(manager, own), MANAGER_PASSPHRASE)
    today = manager.clock.now().date()
    manager.people.act_as_manager(jo, Acting(today, today + timedelta(days=2)))
    clock: Any = desk.clock
    clock.moment += timedelta(days=9)
    today = manager.clock.now().date()
    assert sign_in(JO, PASSPHRASE).agreeing.waiting() == ()
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.people.act_as_manager(jo, Acting(today, today + timedelta(days=7)))

    acting = sign_in(JO, PASSPHRASE)
    acting.agreeing.agree(own, seen(acting, own), PASSPHRASE)

    assert acting.signing.verify(own).signatures[-1].role == "Practitioner, acting team manager"


def test_whoever_wrote_in_it_cannot_agree_it_though_a_colleague_signed(
    session: Session, desk: Desk, sign_in: SignIn, record: str
) -> None:
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.records.adopt(record)
    copy = manager.records.open(record).copy
    copy.put("m.why", "To agree who does what before the holidays.")
    manager.records.leave(copy)
    manager.store.write(lambda writer: writer.drop_working(record, manager.member.id)).result()
    jo = sign_in(JO, PASSPHRASE)
    jo.store.write(
        lambda writer: writer.begin_working(record, jo.member.id, "planning", copy.form.version)
    ).result()
    sign(jo, record)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    with pytest.raises(OwnWork):
        manager.agreeing.agree(record, seen(manager, record), MANAGER_PASSPHRASE)


def test_two_accounts_of_one_name_and_one_key_in_two_hands_are_refused() -> None:
    now = SetClock().now()
    manager = Standing("p2", "JO  sample", Role.MANAGER)
    with pytest.raises(NameOfAuthor):
        require_may_agree(manager, [Author("p1", JO)], now=now, latest=now)
    same_key = [Author("p1", "Somebody Else", frozenset({"AA:BB"}))]
    with pytest.raises(OwnWork):
        require_may_agree(manager, same_key, now=now, latest=now, key="AA:BB")
    require_may_agree(manager, same_key, now=now, latest=now, key="CC:DD")


def test_a_clock_set_back_signs_nothing(
    session: Session, desk: Desk, sign_in: SignIn, signed: str
) -> None:
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    clock: Any = desk.clock
    clock.moment -= timedelta(days=3)
    with pytest.raises(ClockBehind):
        manager.agreeing.agree(signed, seen(manager, signed), MANAGER_PASSPHRASE)
    assert manager.records.read(signed).header.state == "signed"


def test_the_documents_floor_refuses_one_person_twice_by_itself(
    session: Session, signed: str
) -> None:
    from desktop.casework.seal import Seal
    from desktop.documents.facts import MANAGER
    from desktop.documents.signing import sign_paper

    papers = session.signing.papers
    kept = papers.kept(signed)
    assert kept is not None
    seal = Seal(session, papers)
    signer = seal.signer(session.confirm(PASSPHRASE), seal.moment())
    pdf = papers.pdf(kept)
    with pytest.raises(SamePerson):
        sign_paper(pdf, MANAGER, signer, seal.moment(), reason="", rebuilt=pdf)


# Returning


def test_a_returned_record_goes_back_to_its_author_with_what_was_said(
    session: Session, desk: Desk, sign_in: SignIn, signed: str
) -> None:
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    comments = [Comment("m.why", "Say who asked for it."), Comment("m.tell", "And her nan?")]
    with pytest.raises(ReasonMissing):
        manager.agreeing.give_back(signed, seen(manager, signed), "  ")
    before = manager.records.read(signed)
    manager.agreeing.give_back(signed, before.version.revision, "Two questions.", comments)
    manager.agreeing.looked_at(before)
    with pytest.raises(OutOfTurn):
        manager.agreeing.agree(signed, seen(manager, signed), MANAGER_PASSPHRASE)

    author = sign_in(JO, PASSPHRASE)
    opened = author.records.open(signed)

    assert not opened.copy.read_only
    assert opened.returned is not None
    assert opened.returned.name == PAT
    assert opened.returned.comments == tuple(comments)
    assert [one.line.record for one in author.today.waiting()] == [signed]
    opened.copy.put("m.why", "Her social worker asked for it after 7 November.")
    author.records.leave(opened.copy)
    sign(author, signed)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    compared = manager.agreeing.compared(signed)
    assert compared.before is not None
    assert [
        change.path for change in manager.records.differences(compared.before, compared.reading)
    ] == ["m.why"]
    assert compared.reading.version.number == 2
    assert compared.asked == opened.returned


# What stands in the way


def test_a_paper_that_was_shown_before_the_last_words_is_not_signed(
    session: Session, record: str
) -> None:
    copy = session.records.open(record).copy
    proof = session.signing.proof(copy)
    copy.put("m.why", "Written after the paper was made.")
    with pytest.raises(ProofStale):
        session.signing.sign(copy, proof, PASSPHRASE)
    assert not copy.read_only


def test_a_wrong_passphrase_and_a_closed_certificate_sign_nothing(
    session: Session, record: str
) -> None:
    copy = session.records.open(record).copy
    proof = session.signing.proof(copy)
    with pytest.raises(WrongPassphrase):
        session.signing.sign(copy, proof, "not the passphrase")
    me, now = session.member.id, session.clock.now()
    session.store.write(lambda w: close(w, me, now, "lost", session.signer)).result()
    with pytest.raises(NoCertificate):
        session.signing.sign(copy, proof, PASSPHRASE)
    assert session.records.read(record).header.state == "draft"


def test_nothing_was_kept_when_the_store_refuses(
    session: Session, record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = session.records.open(record).copy
    proof = session.signing.proof(copy)

    def refuses(*_args: object, **_more: object) -> None:
        raise SigningRefused

    monkeypatch.setattr("desktop.documents.signing.check_result", refuses)
    with pytest.raises(SigningRefused):
        session.signing.sign(copy, proof, PASSPHRASE)
    assert session.records.read(record).header.state == "draft"
    assert session.signing.papers.all_of(record) == ()


def test_acting_dates_must_lie_in_order(session: Session, desk: Desk, sign_in: SignIn) -> None:
    jo = session.member.id
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    with pytest.raises(ValueError, match="first day"):
        manager.people.act_as_manager(jo, Acting(date(2026, 12, 2), date(2026, 12, 1)))
