"""An empty draft is thrown away and brought back; what somebody answered never is."""

from __future__ import annotations

import pytest

from desktop.casework.agreement import OutOfTurn, OwnWork
from desktop.casework.drafts import is_empty
from desktop.casework.record_views import NotEmpty
from desktop.casework.roles import NotAllowed, Role
from desktop.casework.session import Session
from desktop.casework.troubles import explain
from tests.casework.conftest import JO, MANAGER_PASSPHRASE, PASSPHRASE, PAT, SignIn, seen, sign
from tests.harness.written import write_whole


@pytest.fixture
def child(session: Session) -> str:
    return session.children.add("Amelia", "Testcase")


def test_what_was_thrown_away_is_in_no_list_and_comes_back_as_it_was(
    session: Session, child: str
) -> None:
    record = session.records.start("panel", child)
    session.memory.opened(record)
    lines = session.records.of_child(child)
    assert is_empty(session.records.open(record).copy)
    session.records.discard(record)
    assert session.records.of_child(child) == ()
    assert session.records.mine_half_written() == ()
    assert session.today.recent() == ()
    assert session.children.row(child).half_written == ""
    assert session.records.open(record).copy.read_only, "what is typed there would be in no list"

    session.records.bring_back(record)

    (back,) = session.records.of_child(child)
    assert [(one.record, one.title, one.state) for one in lines] == [
        (back.record, back.title, back.state)
    ]
    assert [one.state for one in session.records.versions(record)] == [
        "draft",
        "discarded",
        "draft",
    ]
    copy = session.records.open(record).copy
    copy.put("x.changed", "She is in school every day.")
    session.records.leave(copy)
    assert session.records.read(record).flat["x.changed"] == "She is in school every day."


def test_a_draft_in_which_something_was_answered_meanwhile_stays(
    session: Session, child: str
) -> None:
    record = session.records.start("session", child)
    copy = session.records.open(record).copy
    assert is_empty(copy)
    path = next(field.id for field in copy.form.fields if field.kind == "long_text")
    copy.put(path, "One word")
    assert copy.flush_all(5.0)
    with pytest.raises(NotEmpty) as told:
        session.records.discard(record)
    assert "was not thrown away" in explain(told.value).text
    assert session.records.open(record).copy.flat[path] == "One word"
    assert [line.record for line in session.records.mine_half_written()] == [record]


def test_nobody_throws_away_or_brings_back_what_is_a_colleagues(
    session: Session, sign_in: SignIn, child: str
) -> None:
    record = session.records.start("session", child)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    with pytest.raises(OutOfTurn):
        manager.records.discard(record)
    jo = sign_in(JO, PASSPHRASE)
    with pytest.raises(OutOfTurn):
        jo.records.bring_back(record)
    jo.records.discard(record)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    with pytest.raises(OutOfTurn):
        manager.records.bring_back(record)


def test_entries_of_a_register_are_no_drafts(session: Session, child: str) -> None:
    with pytest.raises(OutOfTurn):
        session.records.discard(child)


def test_nothing_is_typed_into_what_was_thrown_away(session: Session, child: str) -> None:
    """It would be in no list. Whoever had it open hears that it is not kept."""
    record = session.records.start("session", child)
    stale = session.records.open(record).copy
    path = next(field.id for field in stale.form.fields if field.kind == "long_text")
    session.records.discard(record)
    stale.put(path, "Too late")
    assert not stale.flush_all(5.0)
    assert isinstance(stale.failure, OutOfTurn)
    session.records.bring_back(record)
    assert stale.flush_all(5.0), "once it is back, so are the words"
    assert session.records.open(record).copy.flat[path] == "Too late"


def test_who_could_not_bring_it_back_throws_nothing_away(
    session: Session, sign_in: SignIn, child: str
) -> None:
    record = session.records.start("session", child)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    jo = next(one for one in manager.people.members() if one.name == JO)
    manager.people.change(jo.id, JO, Role.BUSINESS_SUPPORT)
    jo_now = sign_in(JO, PASSPHRASE)
    with pytest.raises(NotAllowed):
        jo_now.records.discard(record)
    assert [line.record for line in jo_now.records.mine_half_written()] == [record]


def test_a_manager_takes_over_what_nobody_has_typed_in_yet(
    session: Session, sign_in: SignIn, child: str
) -> None:
    record = session.records.start("session", child)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.records.adopt(record)
    opened = manager.records.open(record)
    assert (opened.header.others_draft, opened.copy.read_only) == ("", False)
    assert [line.record for line in manager.records.mine_half_written()] == [record]
    assert sign_in(JO, PASSPHRASE).records.open(record).header.others_draft == PAT


def test_a_manager_takes_over_what_came_back_to_somebody_who_is_away(
    session: Session, sign_in: SignIn
) -> None:
    record = write_whole(session)
    sign(session, record)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.agreeing.give_back(record, seen(manager, record), "Name the teacher as well.")
    manager.records.adopt(record)
    assert [line.record for line in manager.records.mine_returned()] == [record]
    copy = manager.records.open(record).copy
    assert not copy.read_only
    sign(manager, record, MANAGER_PASSPHRASE)
    history = manager.store.read(lambda reader: reader.history(record)).result()
    assert [one.author for one in history if one.kind == "adoption"] == [manager.member.id]
    with pytest.raises(OwnWork):
        manager.agreeing.require_may_agree(record)


def test_nobody_takes_over_their_own_draft_or_what_has_ended(
    session: Session, sign_in: SignIn, child: str
) -> None:
    signed = write_whole(session)
    sign(session, signed)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    own = manager.records.start("session", child)
    for record in (own, signed):
        with pytest.raises(OutOfTurn):
            manager.records.adopt(record)
    assert manager.store.read(lambda reader: reader.workings()).result() == ()
