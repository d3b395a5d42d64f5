"""Passphrases: who gets in, who may let others in, and what is said when nobody does."""

from __future__ import annotations

import unicodedata

import pytest

from desktop.storage import access, certificates
from desktop.storage.errors import (
    LastKeeper,
    NotAKeeper,
    UnknownPerson,
    WrongPassphrase,
)
from desktop.storage.kdf import FLOOR
from desktop.storage.keyfile import read_key_file
from desktop.storage.store import NewPerson, read_people, unlock
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
