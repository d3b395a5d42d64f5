"""One team is made for the whole run; every test works on a copy of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.storage.engine import Store
from desktop.storage.store import FLOOR, NewPerson, create_store
from tests.storage.kit import FOUNDER, PASSPHRASE, SMALL_RESERVE, TEAM, Clock, Team, keep_forms


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A team with one person and two forms, closed. Never worked on: only copied."""
    place = tmp_path_factory.mktemp("template")
    clock = Clock()
    created = create_store(
        place / "store",
        team=TEAM,
        person=NewPerson(FOUNDER, "manager"),
        passphrase=PASSPHRASE,
        cost=FLOOR,
        clock=clock,
        incarnation_token_dir=place / "profile",
        reserve_bytes=SMALL_RESERVE,
    )
    keep_forms(created.store)
    created.store.close()
    keys = (created.recovery_key, created.envelope_key)
    return Team(place / "store", place / "profile", created.unlocked, *keys, clock)


@pytest.fixture
def team(template: Team, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A team of one's own, closed."""
    return template.copied_to(tmp_path_factory.mktemp("team"))


@pytest.fixture
def store(team: Team) -> Iterator[Store]:
    """The team's store, open."""
    with team.opened() as opened:
        yield opened
