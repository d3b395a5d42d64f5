"""Printed keys: a mistyped one says where, and a sheet that was replaced opens nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.storage import access
from desktop.storage.errors import (
    OtherSheet,
    PrintedKeyMistyped,
    WrongPassphrase,
)
from desktop.storage.kdf import FLOOR
from desktop.storage.printed import Sheet, new_printed_key, read_printed_key
from tests.storage.kit import Team


@given(st.data())
def test_a_mistyped_group_is_named(data: st.DataObject) -> None:
    key = new_printed_key(Sheet.RECOVERY)
    assert read_printed_key(key.lower().replace("-", " "), Sheet.RECOVERY) == key
    place = data.draw(st.integers(0, len(key) - 1).filter(lambda n: key[n] != "-"))
    others = [c for c in "0123456789ABCDEFGHJKMNPQRSTVWXYZU" if c != key[place]]
    wrong = data.draw(st.sampled_from(others))
    with pytest.raises(PrintedKeyMistyped) as caught:
        read_printed_key(key[:place] + wrong + key[place + 1 :], Sheet.RECOVERY)
    assert caught.value.groups == (place // 6 + 1,)


@given(st.integers(0, 6))
def test_exchanged_groups_are_named(first: int) -> None:
    key = new_printed_key(Sheet.RECOVERY)
    groups = key.split("-")
    groups[first], groups[first + 1] = groups[first + 1], groups[first]
    if groups[first] == groups[first + 1]:
        return
    with pytest.raises(PrintedKeyMistyped) as caught:
        read_printed_key("-".join(groups), Sheet.RECOVERY)
    assert caught.value.groups == (first + 1, first + 2)


def test_the_sheets_are_told_apart_and_a_short_key_is_noticed() -> None:
    key = new_printed_key(Sheet.ENVELOPE)
    with pytest.raises(OtherSheet):
        read_printed_key(key, Sheet.RECOVERY)
    with pytest.raises(PrintedKeyMistyped) as caught:
        read_printed_key(key[:-6], Sheet.ENVELOPE)
    assert caught.value.groups == ()


def test_letters_that_look_like_figures_are_forgiven() -> None:
    key = new_printed_key(Sheet.RECOVERY)
    typed = key.replace("0", "o").replace("1", "l")
    assert read_printed_key(typed, Sheet.RECOVERY) == key


def test_the_recovery_sheet_opens_the_store_and_an_older_one_no_more(team: Team) -> None:
    assert access.recover(team.folder, team.recovery_key) == team.unlocked.data_key
    fresh = access.make_recovery_sheet(team.folder, team.unlocked, FLOOR)
    assert fresh.key not in repr(fresh)
    with pytest.raises(WrongPassphrase):
        access.recover(team.folder, fresh.key)
    assert access.recover(team.folder, team.recovery_key) == team.unlocked.data_key
    access.use_recovery_sheet(team.folder, fresh)
    assert access.recover(team.folder, fresh.key) == team.unlocked.data_key
    with pytest.raises(WrongPassphrase):
        access.recover(team.folder, team.recovery_key)
