"""One store folder and what the window can do with it: start a team, unlock, lock."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.casework.clock import Clock
from desktop.casework.guesses import Guesses
from desktop.casework.people import NameMissing, fit_passphrase
from desktop.casework.roles import Role
from desktop.casework.session import Member, Session
from desktop.casework.working import WorkingCopy
from desktop.forms.catalogue import Catalogue
from desktop.forms.plaintext import one_line
from desktop.practice.profiles import Profile
from desktop.storage import access
from desktop.storage.creation import create_store
from desktop.storage.errors import WrongPassphrase
from desktop.storage.files import holds_store
from desktop.storage.kdf import KdfCost
from desktop.storage.people import NewPerson, TeamCard, Unlocked, read_people, unlock
from desktop.storage.printed import groups_of
from desktop.storage.revisions import NewRevision, System
from desktop.storage.store import Store, open_store

PLAIN_PROFILE = "plain"
SAVE_WITHIN = 5.0  # seconds that a lock waits for the last save


@dataclass(frozen=True)
class NewTeam:
    """What the first run asks for."""

    team: str
    name: str
    role: Role
    passphrase: str = field(repr=False)
    training: bool = False


@dataclass(frozen=True)
class Started:
    """A new team: the session of whoever started it, and two keys that are shown once."""

    session: Session
    recovery_key: str = field(repr=False)
    envelope_key: str = field(repr=False)


@dataclass(frozen=True)
class Surroundings:
    """What a desk is given by the composition root."""

    clock: Clock
    catalogue: Catalogue
    profiles: Mapping[str, Profile]
    cost: KdfCost
    token_folder: Path


class TeamNameMissing(ValueError):
    """A team needs a name. Nothing was made."""

    code = "desk.team_name"
    told = (
        "The team needs a name.",
        "Nothing was made yet, and what you typed is still here.",
        "Write the name as it should stand on the records, for example “Exampleton CST”.",
    )


class StillUnsaved(RuntimeError):
    """Somebody else's last words wait for room on the disk; their session cannot be closed."""

    code = "desk.still_unsaved"
    told = (
        "A colleague’s last words could not be saved yet.",
        "They are kept behind this page.",
        "Make room on the disk; then the colleague can unlock, or wait until it is saved.",
    )


class Desk:
    """The store in one folder, locked or in somebody's hands."""

    def __init__(self, folder: Path, around: Surroundings) -> None:
        self.folder = folder
        self.clock = around.clock
        self.catalogue = around.catalogue
        self.profiles = around.profiles
        self.session: Session | None = None
        self._cost = around.cost
        self._tokens = around.token_folder
        self._guesses = Guesses(folder)
        self._sheet = ""
        self._door = threading.RLock()

    # Before unlocking

    def has_store(self) -> bool:
        """Return whether a team was started in this folder, whole or not."""
        return holds_store(self.folder)

    def card(self) -> TeamCard:
        """Return the team's name and people, readable while locked. Raises the store's errors."""
        return read_people(self.folder)

    def wait_before_guess(self, person: str) -> float:
        """Return the seconds until this person's next guess is taken; 0 when now."""
        return self._guesses.wait(person)

    # Opening

    def start_team(self, plan: NewTeam) -> Started:
        """Start a team in the folder. Takes seconds.

        Raises TeamNameMissing, NameMissing, TooEasy, and the store's errors.
        """
        team, name = one_line(plan.team), one_line(plan.name)
        if not team:
            raise TeamNameMissing
        if not name:
            raise NameMissing
        fit_passphrase(plan.passphrase, f"{name} {team}")
        created = create_store(
            self.folder,
            team=team,
            person=NewPerson(name, plan.role.value),
            passphrase=plan.passphrase,
            cost=self._cost,
            incarnation_token_dir=self._tokens,
            clock=self.clock.now,
            training=plan.training,
        )
        self._sheet = created.recovery_key
        self.session = self._session(created.store, created.unlocked)
        return Started(self.session, created.recovery_key, created.envelope_key)

    def new_recovery_sheet(self) -> str:
        """Return the key of a new recovery sheet, to be proved like the first one."""
        assert self.session is not None
        self._sheet = self.session.people.new_recovery_sheet()
        return self._sheet

    def prove_recovery(self, group: int, typed: str) -> bool:
        """Return whether `typed` is that group (from 0) of the sheet that was just shown."""
        groups = groups_of(self._sheet)
        return bool(self._sheet) and groups_of(typed) == (groups[group],)

    def choose_profile(self, profile: str) -> None:
        """Keep the authority profile of the team."""
        session = self._require_open()
        store = session.store
        body = dict(store.read(lambda r: r.body(r.current(store.id).revision)).result())
        body["profile"] = profile
        session.append(NewRevision(session.store.id, System.TEAM.value, body))
        session.profile = self.profiles[profile]

    def unlock(self, person: str, passphrase: str) -> Session:
        """Open the store with a person's passphrase. Slow by design.

        A session whose last words could not be saved stays open behind the lock screen: the same
        person comes back to it, anybody else is told (`StillUnsaved`).
        Raises WrongPassphrase and the store's other errors.
        """
        try:
            unlocked = unlock(self.folder, person, passphrase)
        except WrongPassphrase:
            self._guesses.wrong(person)
            raise
        self._guesses.right(person)
        with self._door:
            if self.session is None:
                return self._open(unlocked)
            if self.session.member.id == person:
                return self.session
        raise StillUnsaved

    def recover(self, printed_key: str, person: str, passphrase: str) -> Session:
        """Give a person a new passphrase and new keys with the recovery sheet, and open the store.

        Raises PrintedKeyMistyped, OtherSheet, WrongPassphrase, TooEasy.
        """
        name = next((p.name for p in self.card().people if p.id == person), "")
        fit_passphrase(passphrase, name)
        data_key = access.recover(self.folder, printed_key)
        store = self._open_store(data_key, person)
        try:
            unlocked = access.reset_by_recovery(
                store, data_key, person, passphrase, cost=self._cost, reason="forgotten passphrase"
            )
        except BaseException:
            store.close()
            raise
        self._guesses.right(person)
        self.session = self._session(store, unlocked)
        return self.session

    def lock(self, leaving: Sequence[WorkingCopy] = ()) -> None:
        """Turn what was written into versions, close the store, drop the keys. Asks nothing.

        A version that cannot be made is made next time: its journal is already kept. Safe to call
        twice, and from any thread; unlocking waits until it is done.
        """
        with self._door:
            session, self.session = self.session, None
            self._sheet = ""
            if session is None:
                return
            for copy in leaving:
                with contextlib.suppress(Exception):
                    session.records.leave(copy)
            session.store.close()

    # Inside

    def _open(self, unlocked: Unlocked) -> Session:
        store = self._open_store(unlocked.data_key, unlocked.person_id)
        try:
            self.session = self._session(store, unlocked)
        except BaseException:
            store.close()
            raise
        return self.session

    def _open_store(self, data_key: bytes, person: str) -> Store:
        return open_store(
            self.folder,
            data_key,
            incarnation_token_dir=self._tokens,
            clock=self.clock.now,
            person=person,
        )

    def _session(self, store: Store, unlocked: Unlocked) -> Session:
        person = unlocked.person_id
        me = store.read(lambda r: r.body(r.current(person).revision)).result()
        team = store.read(lambda r: r.body(r.current(store.id).revision)).result()
        return Session(
            store=store,
            member=Member(person, str(me["name"]), Role(str(me["role"])), unlocked.is_keeper),
            unlocked=unlocked,
            catalogue=self.catalogue,
            clock=self.clock,
            team=str(team["name"]),
            profile=self.profiles[str(team.get("profile", PLAIN_PROFILE))],
            cost=self._cost,
        )

    def _require_open(self) -> Session:
        if self.session is None:
            raise RuntimeError("the store is locked")
        return self.session
