"""The key file: how it is made, what heals it, and what is refused as damage or as an attack."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from desktop.storage import access, keyfile
from desktop.storage.errors import (
    DiskFull,
    KdfTooWeak,
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileNewer,
    KeyFileOfAnotherStore,
    StoreExists,
    StoreMissing,
    WrongPassphrase,
)
from desktop.storage.files import KEYS, KEYS_COPY
from desktop.storage.kdf import FLOOR, KdfCost, calibrated_cost
from desktop.storage.keyfile import KeyFile
from desktop.storage.store import NewPerson, create_store, read_people, unlock
from tests.storage.behind import rewrite
from tests.storage.kit import PASSPHRASE, TEAM, Team, write_note


@pytest.mark.parametrize("name", ["store.keys", "store.keys.bak"])
@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "gone", "other"])
def test_one_damaged_copy_is_healed_by_the_other(team: Team, name: str, harm: str) -> None:
    path = team.folder / name
    good = path.read_bytes()
    damage(path, harm)
    assert read_people(team.folder).team == TEAM
    assert path.read_bytes() == good


def damage(path: Path, harm: str) -> None:
    data = path.read_bytes()
    if harm == "flip":
        place = len(data) // 2
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    elif harm == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "other":
        path.write_bytes(b'["something else"]')
    else:
        path.unlink()


def test_a_change_counts_and_is_said_to_when_only_the_first_copy_had_room(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who hears that the old sheet still opens the store throws the new one away."""
    fresh = access.make_recovery_sheet(team.folder, team.unlocked, FLOOR)
    write = keyfile.write_durably

    def full(path: Path, data: bytes) -> None:
        if path.name == KEYS_COPY:
            raise DiskFull
        write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(keyfile, "write_durably", full)
        access.use_recovery_sheet(team.folder, fresh)
        assert access.recover(team.folder, fresh.key) == team.unlocked.data_key
    assert access.recover(team.folder, fresh.key) == team.unlocked.data_key
    first, second = ((team.folder / name).read_bytes() for name in (KEYS, KEYS_COPY))
    assert first == second, "mended when there is room"


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "other"])
def test_two_damaged_copies_are_damage_and_not_a_wrong_passphrase(team: Team, harm: str) -> None:
    damage(team.folder / "store.keys", harm)
    damage(team.folder / "store.keys.bak", "cut")
    with pytest.raises(KeyFileDamaged):
        unlock(team.folder, team.unlocked.person_id, PASSPHRASE)


def test_every_single_bit_of_a_slot_counts(team: Team) -> None:
    data = (team.folder / "store.keys").read_bytes()
    for place in range(0, len(data), 97):
        for bit in (0, 3, 6):
            changed = data[:place] + bytes([data[place] ^ (1 << bit)]) + data[place + 1 :]
            try:
                file = KeyFile.from_bytes(changed)
            except (KeyFileDamaged, KeyFileNewer):
                continue
            # Only a change that means nothing (a blank outside the values) may pass.
            assert file == KeyFile.from_bytes(data)


def test_missing_keys_are_told_from_a_missing_store(team: Team, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        read_people(tmp_path)
    for name in ("store.keys", "store.keys.bak"):
        (team.folder / name).unlink()
    with pytest.raises(KeyFileMissing):
        read_people(team.folder)


def test_lowered_costs_are_refused_before_the_passphrase_is_used(team: Team) -> None:
    for cost in ({"memory_kib": 8, "time": 1, "lanes": 1}, {**FLOOR.to_json(), "time": 2}):
        rewrite(team.folder, lambda file, cost=cost: file["slots"][0].update(kdf=cost))
        with pytest.raises(KdfTooWeak):
            unlock(team.folder, team.unlocked.person_id, PASSPHRASE)


def test_costs_are_bound_to_the_slot_even_above_the_floor(team: Team) -> None:
    other = {**FLOOR.to_json(), "time": 4}
    rewrite(team.folder, lambda file: file["slots"][0].update(kdf=other))
    with pytest.raises(WrongPassphrase):
        unlock(team.folder, team.unlocked.person_id, PASSPHRASE)


@pytest.mark.parametrize("cost", [{"memory_kib": 1 << 40, "time": 3, "lanes": 4}, {}, "x", None])
def test_impossible_costs_are_damage(team: Team, cost: object) -> None:
    rewrite(team.folder, lambda file: file["slots"][0].update(kdf=cost))
    with pytest.raises(KeyFileDamaged):
        read_people(team.folder)


def test_a_slot_of_another_store_is_refused(team: Team, tmp_path: Path) -> None:
    def move(file: dict[str, Any]) -> None:
        file["slots"][0]["store"] = "0" * 32

    rewrite(team.folder, move)
    with pytest.raises(KeyFileOfAnotherStore):
        unlock(team.folder, team.unlocked.person_id, PASSPHRASE)


def test_a_slot_renamed_to_another_store_or_person_does_not_open(team: Team) -> None:
    def claim(file: dict[str, Any]) -> None:
        file["store"] = "0" * 32
        for slot in file["slots"]:
            slot["store"] = "0" * 32

    rewrite(team.folder, claim)
    with pytest.raises(WrongPassphrase):
        unlock(team.folder, team.unlocked.person_id, PASSPHRASE)
    with pytest.raises(KeyFileOfAnotherStore):
        team.open()


def test_a_newer_key_file_is_not_called_damaged(team: Team) -> None:
    rewrite(team.folder, lambda file: file.update(format=2))
    with pytest.raises(KeyFileNewer):
        read_people(team.folder)


def test_what_is_written_is_private(team: Team) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no such permissions")
    with team.opened() as store:
        write_note(store, team.unlocked, "Visit", "words")
        assert team.folder.stat().st_mode & 0o777 == 0o700
        for path in [*team.folder.iterdir(), *team.profile.iterdir()]:
            assert path.stat().st_mode & 0o777 == 0o600, path.name


# Creation


def test_a_store_is_never_written_over(team: Team) -> None:
    before = team.file.read_bytes()
    with pytest.raises(StoreExists):
        create(team.folder)
    assert team.file.read_bytes() == before


def test_a_weak_cost_is_refused_at_creation(tmp_path: Path) -> None:
    with pytest.raises(KdfTooWeak):
        create(tmp_path / "new", KdfCost(FLOOR.memory_kib - 1, 3, 4))
    assert not (tmp_path / "new").exists()


def create(folder: Path, cost: KdfCost = FLOOR) -> object:
    return create_store(
        folder,
        team=TEAM,
        person=NewPerson("x", "manager"),
        passphrase="x",
        cost=cost,
        incarnation_token_dir=folder / "profile",
    )


def test_the_calibrated_cost_is_never_below_the_floor() -> None:
    cost = calibrated_cost(target_seconds=0.000_001)
    cost.require_floor()
