"""No command signs for anybody, and so none signs twice for one."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from desktop.app import TRAINING_PASSPHRASE, desk_for
from desktop.casework.states import SIGNED
from desktop.cli import _parser
from tests.commands.conftest import FORMS, Command
from tests.harness.trained import Trained

SIGNS_NOTHING = {"gallery", "forms", "check", "verify", "extract", "paper", "authority"}
SIGNS_FOR_INVENTED_PEOPLE = {"training"}


def _commands() -> set[str]:
    (inner,) = (one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction))
    return set(inner.choices)


def test_every_command_is_known_to_this_test() -> None:
    """Whoever adds a command says here whether it can sign, and tries it below if it can."""
    assert _commands() == SIGNS_NOTHING | SIGNS_FOR_INVENTED_PEOPLE


def test_whoever_signs_a_training_paper_second_did_not_sign_it_first(
    training: Trained, command: Command
) -> None:
    papers = sorted(training.papers.glob("*.pdf"))
    said = command("verify", *papers, "--team-ca", training.authority, "--json")
    signers = [[one["name"] for one in paper["signatures"]] for paper in json.loads(said.out)]
    twice = [names for names in signers if len(names) > 1]
    assert len(twice) >= len(FORMS) - 1  # session notes need one signature
    assert all(len(set(names)) == len(names) == 2 for names in twice)


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_that_is_made_again_has_no_signature(
    training: Trained, command: Command, tmp_path: Path, form: str
) -> None:
    inside, again = tmp_path / "record.json", tmp_path / "again.pdf"
    assert command("extract", training.paper(f"{form}-signed"), "-o", inside).code == 0
    assert command("paper", form, inside, "-o", again).code == 0
    said = command("verify", again, "--team-ca", training.authority, "--json")
    (told,) = json.loads(said.out)
    assert said.code != 0
    assert (told["signed"], told["signatures"]) == (0, [])


def test_an_author_agrees_nothing_by_commands_over_the_store(
    training: Trained, command: Command
) -> None:
    opening = ("--store", training.store, "--as", "Jo Sample")
    before = _waiting(training)
    assert before
    for arguments in (
        ("check", "--rebuild"),
        ("authority",),
        ("verify", training.paper("wise-signed"), "--json"),
    ):
        assert command(*arguments, *opening, passphrase=TRAINING_PASSPHRASE).code == 0
    assert _waiting(training) == before


def _waiting(training: Trained) -> set[str]:
    """Return the records that wait for a second signature."""
    desk = desk_for(training.store)
    try:
        person = next(one for one in desk.card().people if one.name == "Jo Sample")
        session = desk.unlock(person.id, TRAINING_PASSPHRASE)
        return {line.record for line in session.records.in_state(SIGNED)}
    finally:
        desk.lock()
