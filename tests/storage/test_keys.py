"""Passphrases, printed keys and the key file: who gets in, and what is said when nobody does."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.storage import access, certificates
from desktop.storage.errors import (
    KdfTooWeak,
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileNewer,
    KeyFileOfAnotherStore,
    LastKeeper,
    NotAKeeper,
    OtherSheet,
    PrintedKeyMistyped,
    StoreExists,
    StoreMissing,
    UnknownPerson,
    WrongPassphrase,
)
from desktop.storage.kdf import FLOOR, KdfCost, calibrated_cost
from desktop.storage.keyfile import KeyFile, read_key_file
from desktop.storage.printed import Sheet, new_printed_key, read_printed_key
from desktop.storage.store import NewPerson, create_store, read_people, unlock
from tests.storage.behind import rewrite
from tests.storage.kit import FOUNDER, PASSPHRASE, TEAM, Team, write_note

COLLEAGUE = "Omar Testcase"
THEIRS = "another Passphrase of theirs"


# Getting in


def test_people_are_known_before_unlocking(team: Team) -> None:
    card = read_people(team.folder)
    assert card.team == TEAM
    assert [(p.name, p.role) for p in card.people] == [(FOUNDER, "manager")]
    assert card.last_person == team.unlocked.person_id
    assert card.last_opened is not None
    assert not card.training


def test_the_passphrase_opens_however_its_letters_are_composed(team: Team) -> None:
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, PASSPHRASE)
        unlocked = unlock(team.folder, team.unlocked.person_id, typed)
        assert unlocked.data_key == team.unlocked.data_key
        assert unlocked.personal_keys == team.unlocked.personal_keys
        assert unlocked.is_keeper


@pytest.mark.parametrize("typed", ["", PASSPHRASE + " ", PASSPHRASE.upper(), "\ud800"])
def test_a_wrong_passphrase_is_called_wrong_and_not_damage(team: Team, typed: str) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(team.folder, team.unlocked.person_id, typed)


def test_somebody_without_an_account_is_unknown(team: Team) -> None:
    with pytest.raises(UnknownPerson):
        unlock(team.folder, "nobody", PASSPHRASE)


def test_no_secret_shows_in_a_printed_value(team: Team) -> None:
    shown = repr(team.unlocked) + repr(team.unlocked.signer) + repr(read_key_file(team.folder))
    assert team.unlocked.data_key.hex() not in shown
    assert "data_key" not in shown
    assert "der" not in shown


# The file


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


# Printed keys


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
    fresh = access.new_recovery_sheet(team.folder, team.unlocked, FLOOR)
    assert access.recover(team.folder, fresh) == team.unlocked.data_key
    with pytest.raises(WrongPassphrase):
        access.recover(team.folder, team.recovery_key)


# People


def test_a_colleague_gets_in_and_signs_as_themselves(team: Team) -> None:
    with team.opened() as store:
        made = access.add_person(
            store, team.unlocked, NewPerson(COLLEAGUE, "practitioner"), THEIRS, FLOOR
        )
        theirs = unlock(team.folder, made.person_id, THEIRS)
        assert theirs.personal_keys == made.personal_keys
        assert theirs.data_key == team.unlocked.data_key
        assert not theirs.is_keeper
        header = write_note(store, theirs, "Visit", "by a colleague")
        assert header.author == made.person_id
        member = store.read(lambda r: r.current(made.person_id)).result()
        assert (member.kind, member.title) == ("member", COLLEAGUE)
        assert store.check().result().is_sound
    names = [p.name for p in read_people(team.folder).people]
    assert names == [FOUNDER, COLLEAGUE]


def test_nobody_can_sign_as_a_colleague(team: Team) -> None:
    from desktop.storage.revisions import Signer

    with team.opened() as store:
        made = access.add_person(store, team.unlocked, NewPerson(COLLEAGUE, "x"), THEIRS, FLOOR)
        forged = Signer(made.person_id, team.unlocked.signer.ed25519)
        from tests.storage.kit import note

        bad = store.write(lambda w: w.append(note("r", "a", "b"), forged)).result()
        problems = store.check().result().problems
        assert [(p.what, p.revision) for p in problems] == [("signature", bad.id)]


def test_a_changed_passphrase_keeps_the_keys(team: Team) -> None:
    me = team.unlocked.person_id
    with pytest.raises(WrongPassphrase):
        access.change_passphrase(team.folder, me, "wrong", THEIRS, FLOOR)
    access.change_passphrase(team.folder, me, PASSPHRASE, THEIRS, FLOOR)
    with pytest.raises(WrongPassphrase):
        unlock(team.folder, me, PASSPHRASE)
    assert unlock(team.folder, me, THEIRS) == team.unlocked


def test_a_reset_gives_new_keys_and_closes_the_old_certificate(team: Team) -> None:
    with team.opened() as store:
        made = access.add_person(store, team.unlocked, NewPerson(COLLEAGUE, "x"), "a", FLOOR)
        before = write_note(store, made, "Visit", "before")
        again = access.reset_passphrase(
            store, team.unlocked, made.person_id, THEIRS, cost=FLOOR, reason="forgotten"
        )
        assert again.personal_keys != made.personal_keys
        assert unlock(team.folder, made.person_id, THEIRS) == again
        with pytest.raises(WrongPassphrase):
            unlock(team.folder, made.person_id, "a")
        after = write_note(store, again, "Visit", "after", before.record)
        assert after.author == before.author
        found = store.read(lambda r: certificates.certificates(r, made.person_id)).result()
        assert [(one.closed is None, one.why_closed) for one in found] == [
            (True, ""),
            (False, "forgotten"),
        ]
        assert store.check().result() == store.check().result()
        assert store.check().result().is_sound


def test_the_recovery_sheet_brings_back_the_only_person_and_says_so(team: Team) -> None:
    data_key = access.recover(team.folder, team.recovery_key)
    me = team.unlocked.person_id
    with team.opened() as store:
        again = access.reset_by_recovery(
            store, data_key, me, THEIRS, cost=FLOOR, reason="forgotten"
        )
        assert not again.is_keeper
        write_note(store, again, "Visit", "after")
        report = store.check().result()
        assert report.is_sound
        assert report.self_enrolled == (me,)
        authority_key = access.open_envelope(team.folder, team.envelope_key)
        keeper = access.make_keeper(team.folder, authority_key, me, THEIRS)
        assert keeper.is_keeper
        now = store.clock()
        store.write(
            lambda w: certificates.issue(w, keeper, me, store.team, now=now, reason="new keys")
        ).result()
        valid = store.read(lambda r: certificates.valid_certificate(r, me)).result()
        assert valid is not None
        assert valid.reason == "new keys"


def test_a_leaver_has_no_way_in_and_their_work_stays(team: Team) -> None:
    with team.opened() as store:
        made = access.add_person(store, team.unlocked, NewPerson(COLLEAGUE, "x"), "a", FLOOR)
        theirs = write_note(store, made, "Visit", "words")
        access.remove_person(store, team.unlocked, made.person_id, "left the team")
        with pytest.raises(UnknownPerson):
            unlock(team.folder, made.person_id, "a")
        with pytest.raises(LastKeeper):
            access.remove_person(store, team.unlocked, team.unlocked.person_id, "left")
        assert store.read(lambda r: r.current(theirs.record)).result().author == made.person_id
        valid = store.read(lambda r: certificates.valid_certificate(r, made.person_id)).result()
        assert valid is None
        assert store.check().result().is_sound


def test_a_changed_name_and_role_are_signed_and_shown(team: Team) -> None:
    with team.opened() as store:
        me = team.unlocked.person_id
        access.change_person(store, team.unlocked, me, NewPerson("Ines Other", "head"))
        assert read_people(team.folder).people[0].name == "Ines Other"
        assert store.read(lambda r: r.current(me)).result().title == "Ines Other"
        assert unlock(team.folder, me, PASSPHRASE) == team.unlocked


# Keepers


def test_a_second_keeper_takes_over_and_the_first_may_stop(team: Team) -> None:
    me = team.unlocked.person_id
    with team.opened() as store:
        made = access.add_person(store, team.unlocked, NewPerson(COLLEAGUE, "x"), THEIRS, FLOOR)
        with pytest.raises(LastKeeper):
            access.stop_keeper(team.folder, me)
        with pytest.raises(NotAKeeper):
            made.require_authority()
        key = team.unlocked.require_authority()
        with pytest.raises(WrongPassphrase):
            access.make_keeper(team.folder, key, made.person_id, PASSPHRASE)
        access.make_keeper(team.folder, key, made.person_id, THEIRS)
        access.stop_keeper(team.folder, me)
        assert access.keepers(team.folder) == (made.person_id,)
        assert not unlock(team.folder, me, PASSPHRASE).is_keeper
        assert unlock(team.folder, made.person_id, THEIRS).authority_key == key


def test_a_lost_authority_gets_a_new_generation_and_old_papers_still_verify(team: Team) -> None:
    with team.opened() as store:
        keeper, envelope = access.new_authority(
            store, team.unlocked, PASSPHRASE, FLOOR, "the key was lost"
        )
        assert keeper.authority_key != team.unlocked.authority_key
        assert access.open_envelope(team.folder, envelope) == keeper.authority_key
        found = store.read(certificates.authorities).result()
        assert [one.generation for one in found] == [2, 1]
        me = team.unlocked.person_id
        mine = store.read(lambda r: certificates.certificates(r, me)).result()
        assert [(one.generation, one.closed is None) for one in mine] == [(2, True), (1, False)]
        now = store.clock()
        with pytest.raises(NotAKeeper):
            store.write(
                lambda w: certificates.issue(
                    w, team.unlocked, me, store.team, now=now, reason="old key"
                )
            ).result()
        assert store.check().result().is_sound
