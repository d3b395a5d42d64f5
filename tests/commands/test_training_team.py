"""A training team: every form in every state, and its papers as files whose names say what."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.app import TRAINING_PASSPHRASE, desk_for
from desktop.casework.session import Session
from desktop.casework.states import AGREED, DRAFT, RETURNED, SIGNED
from tests.commands.conftest import FORMS, Command, pages_of
from tests.harness.trained import CHILDREN, Trained

TWO = {"draft", "signed", "returned", "agreed", "superseded", "corrected", "blank"}
ONE = {"draft", "signed", "superseded", "corrected", "blank"}


@pytest.fixture(scope="module")
def session(training: Trained, tmp_path_factory: pytest.TempPathFactory) -> Session:
    copy = tmp_path_factory.mktemp("copy") / "store"
    shutil.copytree(training.store, copy)
    desk = desk_for(copy)
    assert desk.card().training
    jo = next(p for p in desk.card().people if p.name == "Jo Sample")
    return desk.unlock(jo.id, TRAINING_PASSPHRASE)


def test_the_people_are_told_with_role_and_passphrase(training: Trained) -> None:
    lines = [line.split("\t") for line in training.told.splitlines()]
    assert ["Pat Example", "manager", TRAINING_PASSPHRASE] in lines
    assert {role for _, role, _ in lines} >= {"practitioner", "support_worker", "manager"}


def test_every_form_has_records_in_every_state(session: Session) -> None:
    children = session.children.rows()
    assert len(children) == CHILDREN
    assert all(row.status and row.concerns and row.worker for row in children)
    lines = [line for row in children for line in session.records.of_child(row.id)]
    states = {(line.form_id, line.state) for line in lines}
    two = {(form, state) for form in FORMS for state in (DRAFT, SIGNED, RETURNED, AGREED)}
    alone = {("session", RETURNED), ("session", AGREED)}
    assert states == two - alone
    followed = {line.form_id for line in lines if session.records.read(line.record).follows}
    assert followed <= {"wise", "panel"}
    assert session.training


def test_what_came_back_says_why_and_where(session: Session) -> None:
    for line in session.records.in_state(RETURNED):
        back = session.agreeing.returned(line.record)
        assert back is not None
        assert back.name == "Pat Example"
        assert back.reasons
        assert len(back.comments) == 2
        form = session.records.read(line.record).form
        assert all(form.has(comment.path) for comment in back.comments)


def test_a_correction_has_its_reason_and_differs_where_it_should(session: Session) -> None:
    corrected = 0
    for state in (SIGNED, AGREED):
        for line in session.records.in_state(state):
            kept = session.signing.papers.all_of(line.record)
            if kept[-1].version == 2:
                corrected += 1
                assert kept[-1].facts["reason"]
                assert kept[0].facts["reason"] == ""
                assert kept[0].record_digest != kept[-1].record_digest
    assert corrected == len(FORMS)


def test_papers_are_named_by_form_and_state(training: Trained) -> None:
    found = {file.name for file in training.papers.iterdir()}
    wanted = {
        f"{form}-{state}.pdf" for form in FORMS for state in (ONE if form == "session" else TWO)
    }
    assert found == wanted | {"team-ca.pem"}


def test_each_page_of_each_paper_says_training(training: Trained) -> None:
    for file in training.papers.glob("*.pdf"):
        pages = pages_of(file.read_bytes())
        assert pages
        assert all("TRAINING" in page for page in pages), file.name
        assert all("DRAFT" in page for page in pages) is file.stem.endswith("-draft"), file.name


def test_papers_need_a_child_and_a_folder(command: Command, tmp_path: Path) -> None:
    store = tmp_path / "store"
    none = command("training", store, "--children", "0", "--papers", tmp_path / "papers")
    assert (none.code, store.exists()) == (2, False)
    assert "--children 1 or more" in none.error
    (tmp_path / "file").touch()
    wrong = command("training", store, "--papers", tmp_path / "file")
    assert (wrong.code, store.exists()) == (2, False)
    assert "Traceback" not in wrong.error


def test_an_existing_store_is_not_written_over(command: Command, training: Trained) -> None:
    again = command("training", training.store, "--children", "1")
    assert again.code == 2
    assert "There is a store in this folder already." in again.error
