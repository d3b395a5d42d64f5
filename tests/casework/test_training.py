"""A training team: the same seed, the same team; every state there; nothing reads as nonsense."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from desktop.app import TRAINING_PASSPHRASE, make_training_team
from desktop.casework.desk import Desk
from desktop.casework.invented import Inventor
from desktop.forms.catalogue import load_catalogue
from desktop.forms.kinds import KIND_OF
from desktop.forms.validation import problems
from desktop.resources import resource_path
from tests.casework.conftest import surroundings

FORMS = ("wise", "planning", "session", "panel")


@pytest.mark.parametrize("name", FORMS)
def test_invented_answers_are_whole_and_the_same_for_a_seed(name: str) -> None:
    form = load_catalogue([resource_path("forms")]).newest(name)
    made: list[object] = []
    for _ in range(2):
        inventor = Inventor(5, dt.date(2026, 11, 25))
        inventor.child()
        made.append(inventor.answers(form))
    assert made[0] == made[1]
    flat = made[0]
    assert isinstance(flat, dict)
    assert problems(form, flat) == ()
    assert not [v for v in flat.values() if isinstance(v, str) and ("{" in v or "None" in v)]
    for path, value in flat.items():
        field = form.field(path)
        assert KIND_OF[field.kind].check(field, value) is None or "/" in path


def test_a_training_team_has_people_children_and_records_in_every_state(tmp_path: Path) -> None:
    people = list(make_training_team(tmp_path / "store", 5, 2))
    assert {person.role for person in people} >= {"practitioner", "manager", "business_support"}
    desk = Desk(tmp_path / "store", surroundings(tmp_path / "tokens"))
    card = desk.card()
    assert card.training
    jo = next(p for p in card.people if p.name == "Jo Sample")
    session = desk.unlock(jo.id, TRAINING_PASSPHRASE)
    try:
        children = session.children.rows()
        assert len(children) == 5
        assert all(row.status and row.concerns and row.worker for row in children)
        lines = [line for row in children for line in session.records.of_child(row.id)]
        states = {(line.form_id, line.state) for line in lines}
        assert states == {(form, state) for form in FORMS for state in ("draft", "finished")}
        assert any("review" in line.title for line in lines)
        followed = {line.form_id for line in lines if session.records.read(line.record).follows}
        assert followed == {"wise", "panel"}
        results = {line.title.rpartition(", ")[2] for line in lines if line.form_id == "session"}
        assert results
        assert session.training
    finally:
        desk.lock()
