"""Making a store and opening it: everything of the desk that needs the floors below at work.

Apart from the desk itself, so that showing who may unlock does not load what only unlocking needs.
"""

from __future__ import annotations

from pathlib import Path

from desktop.casework.desk import Around, NewTeam, Started, TeamNameMissing, TooManyGuesses
from desktop.casework.guesses import Guesses
from desktop.casework.halves import sweep
from desktop.casework.people import NameMissing, fit_passphrase
from desktop.casework.roles import Role
from desktop.casework.session import Member, Session
from desktop.forms.plaintext import one_line
from desktop.storage import access
from desktop.storage.cards import read_people
from desktop.storage.creation import create_store
from desktop.storage.errors import WrongPassphrase
from desktop.storage.people import NewPerson, Unlocked, unlock
from desktop.storage.store import Store, open_store

PLAIN_PROFILE = "plain"


def start_team(folder: Path, plan: NewTeam, around: Around) -> Started:
    """Make the store of a new team. Takes seconds.

    Raises TeamNameMissing, NameMissing, TooEasy, and the store's errors.
    """
    team, name = one_line(plan.team), one_line(plan.name)
    if not team:
        raise TeamNameMissing
    if not name:
        raise NameMissing
    fit_passphrase(plan.passphrase, f"{name} {team}")
    created = create_store(
        folder,
        team=team,
        person=NewPerson(name, plan.role.value),
        passphrase=plan.passphrase,
        cost=around.cost,
        incarnation_token_dir=around.token_folder,
        clock=around.clock.now,
        training=plan.training,
    )
    session = _session(created.store, created.unlocked, around)
    return Started(session, created.recovery_key, created.envelope_key)


def open_session(folder: Path, unlocked: Unlocked, around: Around) -> Session:
    """Open the store for somebody whose passphrase was right. Raises the store's errors."""
    store = _open_store(folder, unlocked.data_key, unlocked.person_id, around)
    try:
        sweep(store)
        return _session(store, unlocked, around)
    except BaseException:
        store.close()
        raise


def recover_session(
    folder: Path, printed_key: str, person: str, passphrase: str, around: Around
) -> Session:
    """Give a person a new passphrase and new keys with the recovery sheet, and open the store.

    Raises PrintedKeyMistyped, OtherSheet, WrongPassphrase, TooEasy.
    """
    name = next((p.name for p in read_people(folder).people if p.id == person), "")
    fit_passphrase(passphrase, name)
    data_key = access.recover(folder, printed_key)
    store = _open_store(folder, data_key, person, around)
    try:
        unlocked = access.reset_by_recovery(
            store, data_key, person, passphrase, cost=around.cost, reason="forgotten passphrase"
        )
    except BaseException:
        store.close()
        raise
    return _session(store, unlocked, around)


def _open_store(folder: Path, data_key: bytes, person: str, around: Around) -> Store:
    return open_store(
        folder,
        data_key,
        incarnation_token_dir=around.token_folder,
        clock=around.clock.now,
        person=person,
    )


def _session(store: Store, unlocked: Unlocked, around: Around) -> Session:
    person = unlocked.person_id
    me = store.read(lambda r: r.body(r.current(person).revision)).result()
    team = store.read(lambda r: r.body(r.current(store.id).revision)).result()
    return Session(
        store=store,
        member=Member(person, str(me["name"]), Role(str(me["role"])), unlocked.is_keeper),
        unlocked=unlocked,
        catalogue=around.catalogue,
        clock=around.clock,
        team=str(team["name"]),
        profile=around.profiles[str(team.get("profile", PLAIN_PROFILE))],
        ask_cost=lambda: around.cost,
        confirm=lambda passphrase: confirm(store.folder, person, passphrase),
    )


def confirm(folder: Path, person: str, passphrase: str) -> Unlocked:
    """Open a person's slot once more: whoever signs proves that it is them.

    Raises WrongPassphrase, TooManyGuesses.
    """
    guesses = Guesses(folder)
    wait = guesses.wait(person)
    if wait > 0:
        raise TooManyGuesses(wait)
    try:
        unlocked = unlock(folder, person, passphrase)
    except WrongPassphrase:
        guesses.wrong(person)
        raise
    guesses.right(person)
    return unlocked
