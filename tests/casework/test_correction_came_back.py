"""A signed correction that came back to its author: what counts, and how it is given up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.casework.agreement import OutOfTurn
from desktop.casework.exports import Exports
from desktop.casework.outside import Checker
from desktop.casework.record_views import RecordLine
from desktop.casework.session import Session
from desktop.documents.verdict import Outcome
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
from tests.casework.test_given_up import agree, begin, later


@pytest.fixture
def came_back(session: Session, sign_in: SignIn, signed: str) -> tuple[RecordLine, Session]:
    """What lists said of an agreed record whose signed correction came back to Jo."""
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    agree(manager, signed)
    (before,) = manager.records.of_child(manager.records.read(signed).header.child)
    jo = sign_in(JO, PASSPHRASE)
    begin(jo, signed)
    sign(jo, signed)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    manager.agreeing.give_back(signed, seen(manager, signed), "That was right before.")
    return before, sign_in(JO, PASSPHRASE)


def test_a_correction_that_came_back_is_given_up_too(
    came_back: tuple[RecordLine, Session], sign_in: SignIn
) -> None:
    before, jo = came_back
    later(jo, days=1)
    jo.signing.take_back(before.record)
    assert jo.records.of_child(before.child) == (before,)
    assert jo.records.mine_returned() == ()
    assert jo.agreeing.returned(before.record) is None
    assert jo.signing.verify(before.record).outcome is Outcome.GOOD
    newest, *_ = jo.records.versions(before.record)
    assert newest.given_up is not None
    assert (newest.number, newest.given_up.author_name) == (1, JO)
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    assert manager.agreeing.waiting() == ()
    correct(manager, before.record, "A second one")
    assert sign(manager, before.record, MANAGER_PASSPHRASE).version == 3


def test_nobody_else_gives_up_a_correction_that_came_back(
    came_back: tuple[RecordLine, Session], sign_in: SignIn
) -> None:
    before, _ = came_back
    manager = sign_in(PAT, MANAGER_PASSPHRASE)
    with pytest.raises(OutOfTurn):
        manager.signing.take_back(before.record)
    assert manager.records.read(before.record).header.state == "returned"


def test_papers_from_outside_are_told_apart_while_a_correction_came_back(
    came_back: tuple[RecordLine, Session], tmp_path_factory: pytest.TempPathFactory
) -> None:
    before, jo = came_back
    folder, checker = tmp_path_factory.mktemp("copies"), Checker(jo.clock.now, jo)
    papers = jo.signing.papers
    for paper in papers.all_of(before.record):
        (folder / f"v{paper.version} of {len(paper.signatures)}.pdf").write_bytes(papers.pdf(paper))

    def notes(name: str) -> tuple[tuple[str, str], ...]:
        return checker.notes(checker.verdict(folder / name))

    back = (("Returned", "to its author with reasons, and not agreed; version 1 counts"),)
    assert (notes("v1 of 2.pdf"), notes("v2 of 1.pdf")) == ((), back)
    jo.signing.take_back(before.record)
    assert (notes("v1 of 2.pdf"), notes("v2 of 1.pdf")) == ((), back)


def test_a_version_that_this_store_never_kept_is_not_said_to_have_come_back(
    session: Session, signed: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A store that was put back from a copy knows nothing of what was signed since."""
    exports, checker = Exports(session), Checker(session.clock.now, session)
    copy = exports.save(exports.leaving(signed), tmp_path_factory.mktemp("copies"))
    verdict = checker.verdict(copy)
    assert verdict.record is not None
    later_one = replace(verdict, record=replace(verdict.record, version=2))
    assert checker.notes(later_one) == ()
