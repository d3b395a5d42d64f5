"""An empty draft is thrown away and brought back; what somebody answered never is."""

from __future__ import annotations

import pytest

from desktop.casework.agreement import OutOfTurn
from desktop.casework.drafts import is_empty
from desktop.casework.record_views import NotEmpty
from desktop.casework.session import Session
from desktop.casework.troubles import explain
from tests.casework.conftest import JO, MANAGER_PASSPHRASE, PASSPHRASE, PAT, SignIn


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
