"""What a guess at a passphrase costs: nothing outside makes it cheap for a team's new keys."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import app
from desktop.storage.kdf import FLOOR, KdfCost

MEASURED = KdfCost(262_144, 4, 4)


@pytest.fixture(autouse=True)
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The floor is asked for, as in all tests; measuring takes no time here."""
    monkeypatch.setenv("CST_DESKTOP_KDF", "floor")
    monkeypatch.setenv("CST_DESKTOP_HOME", str(tmp_path))
    monkeypatch.setattr(app, "calibrated_cost", lambda: MEASURED)
    app._cost.cache_clear()
    yield
    app._cost.cache_clear()


def cost() -> KdfCost:
    return app.Laptop().cost


def test_the_tests_of_a_clone_come_to_cheap_keys() -> None:
    assert cost() == FLOOR


def test_an_installed_copy_measures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "CLONE", tmp_path)
    assert cost() == MEASURED


@pytest.mark.parametrize("mark", ["frozen", "_MEIPASS"])
def test_a_frozen_copy_measures_even_beside_the_tests(
    monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    monkeypatch.setattr(sys, mark, "yes", raising=False)
    assert cost() == MEASURED


def test_the_own_team_of_an_account_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CST_DESKTOP_HOME")
    assert cost() == MEASURED


@pytest.mark.parametrize("value", ["", "0", "none", "FLOOR"])
def test_other_words_make_nothing_cheaper(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CST_DESKTOP_KDF", value)
    assert cost() == MEASURED
