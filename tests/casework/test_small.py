"""Roles, passphrases, delays and troubles."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.casework.guesses import Guesses, delay_after
from desktop.casework.passphrase import judge, offer_words, offered_words
from desktop.casework.roles import Act, NotAllowed, Role, may, require
from desktop.casework.troubles import explain
from desktop.storage import errors


def test_business_support_cannot_write_records() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(Role.BUSINESS_SUPPORT, Act.WRITE_RECORD)
    assert "business support" in str(refused.value)
    assert "Nothing was changed" in str(refused.value)


def test_whoever_started_the_team_may_add_people_until_a_manager_takes_over() -> None:
    assert not may(Role.PRACTITIONER, Act.ADD_PERSON)
    assert may(Role.PRACTITIONER, Act.ADD_PERSON, keeper=True)
    assert not may(Role.PRACTITIONER, Act.ERASE, keeper=True)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_may_read(role: Role) -> None:
    assert may(role, Act.READ)


def test_three_offered_words_are_enough_and_a_pet_name_is_not() -> None:
    assert judge(offer_words()).enough
    assert not judge("rover").enough
    assert not judge("password password password").enough
    assert not judge("   ").enough


def test_own_name_does_not_help() -> None:
    assert not judge("Jo Sample", ("Jo", "Sample")).enough


def test_offered_words_are_many_and_plain() -> None:
    words = offered_words()
    assert len(set(words)) == len(words) > 4000
    assert all(word.isascii() and word.islower() for word in words)


def test_delays_grow_and_stop_growing(tmp_path: Path) -> None:
    assert [delay_after(n) for n in range(7)] == [0, 0, 0, 2, 4, 8, 16]
    assert delay_after(40) == 300
    guesses = Guesses(tmp_path)
    for _ in range(3):
        assert guesses.wait("p") == 0
        guesses.wrong("p")
    assert 0 < Guesses(tmp_path).wait("p") <= 2
    assert guesses.wait("other") == 0
    guesses.right("p")
    assert guesses.wait("p") == 0


def _named_errors() -> list[type[errors.StorageError]]:
    found = [c for c in vars(errors).values() if isinstance(c, type)]
    return [
        c for c in found if issubclass(c, errors.StorageError) and c.__module__ == errors.__name__
    ]


@pytest.mark.parametrize("kind", _named_errors(), ids=lambda kind: kind.__name__)
def test_every_trouble_of_the_store_has_words_of_its_own(kind: type[errors.StorageError]) -> None:
    problem = kind.__new__(kind)
    trouble = explain(problem)
    assert trouble.what.endswith(".")
    assert trouble.safe
    assert trouble.next
    assert "_" not in trouble.what
    assert trouble.reference == kind.code
