"""One store folder and what the window can do with it: start a team, unlock, lock.

What making and opening a store takes is loaded when it is first wanted (see `opening`).
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from desktop.casework.guesses import Guesses
from desktop.storage.cards import TeamCard, read_people
from desktop.storage.errors import WrongPassphrase
from desktop.storage.files import holds_store

if TYPE_CHECKING:
    from desktop.casework.clock import Clock
    from desktop.casework.roles import Role
    from desktop.casework.session import Session
    from desktop.casework.working import WorkingCopy
    from desktop.forms.catalogue import Catalogue
    from desktop.practice.profiles import Profile
    from desktop.storage.access import RecoverySheet
    from desktop.storage.kdf import KdfCost

SAVE_WITHIN = 5.0  # seconds that a lock waits for the last save


class NewTeam(NamedTuple):
    """What the first run asks for."""

    team: str
    name: str
    role: Role
    passphrase: str
    training: bool = False

    def __repr__(self) -> str:
        """Return team and name: the passphrase stands in no text."""
        return f"NewTeam({self.team!r}, {self.name!r})"


class Started(NamedTuple):
    """A new team: the session of whoever started it, and two keys that are shown once."""

    session: Session
    recovery_key: str
    envelope_key: str

    def __repr__(self) -> str:
        """Return no key: they stand in no text."""
        return "Started()"


class Around(Protocol):
    """What a desk is given by the composition root; forms and profiles may be read late."""

    @property
    def clock(self) -> Clock:
        """The clock of the laptop."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """The forms that there are."""
        ...

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """The authority profiles by id."""
        ...

    @property
    def cost(self) -> KdfCost:
        """What a guess at a passphrase costs in slots that are made from now on."""
        ...

    @property
    def token_folder(self) -> Path:
        """Where the tokens lie that tell a copied store from its original."""
        ...


class Surroundings(NamedTuple):
    """All of `Around`, read already."""

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


class TooManyGuesses(PermissionError):
    """The next guess at a passphrase is not taken yet. `seconds` says how long it still takes."""

    code = "desk.too_many_guesses"

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.told = (
            "There were several wrong passphrases.",
            "Nothing was changed.",
            f"Wait {max(1, round(seconds))} seconds, then try again.",
        )
        super().__init__(*self.told[:1])


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

    def __init__(self, folder: Path, around: Around) -> None:
        self.folder = folder
        self.clock = around.clock
        self.session: Session | None = None
        self._around = around
        self._guesses = Guesses(folder)
        self._sheet = ""
        self._made: RecoverySheet | None = None
        self._card: tuple[list[tuple[str, int]], TeamCard] | None = None
        self._door = threading.RLock()

    # Before unlocking

    @property
    def catalogue(self) -> Catalogue:
        """The forms that there are; read when first asked for."""
        return self._around.catalogue

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """The authority profiles by id; read when first asked for."""
        return self._around.profiles

    def has_store(self) -> bool:
        """Return whether a team was started in this folder, whole or not."""
        return holds_store(self.folder)

    def card(self) -> TeamCard:
        """Return the team's name and people, readable while locked. Raises the store's errors."""
        files = self._files()
        if self._card is None or not files or self._card[0] != files:
            self._card = files, read_people(self.folder)
        return self._card[1]

    def _files(self) -> list[tuple[str, int]]:
        """Return what lies in the folder and when it was written; nothing where that is hidden."""
        with contextlib.suppress(OSError):
            return sorted((one.name, one.stat().st_mtime_ns) for one in self.folder.iterdir())
        return []

    @cached_property
    def is_training(self) -> bool:
        """Whether the team is one of invented children. Raises the store's errors."""
        return self.card().training

    def wait_before_guess(self, person: str) -> float:
        """Return the seconds until this person's next guess is taken; 0 when now."""
        return self._guesses.wait(person)

    # Opening

    def start_team(self, plan: NewTeam) -> Started:
        """Start a team in the folder. Takes seconds.

        Raises TeamNameMissing, NameMissing, TooEasy, and the store's errors.
        """
        from desktop.casework import opening

        started = opening.start_team(self.folder, plan, self._around)
        self._sheet, self.session = started.recovery_key, started.session
        return started

    def new_recovery_sheet(self) -> str:
        """Return the key of a new recovery sheet. Until it is proved the old one opens the store:
        whoever is called away from the printer leaves the team with a sheet.
        """
        session = self._require_open()
        made = session.people.make_recovery_sheet()  # slow: a lock does not wait for it
        with self._door:
            if self.session is not session:
                raise RuntimeError("the store was locked meanwhile")
            self._sheet, self._made = made.key, made
        return made.key

    def use_recovery_sheet(self) -> None:
        """Let the new sheet that was proved open the store, and the old one no more."""
        with self._door:
            people, made = self._require_open().people, self._made
            if made is None:
                raise RuntimeError("there is no sheet to be used")
            self._sheet, self._made = "", None
            people.use_recovery_sheet(made)

    def forget_recovery_sheet(self) -> None:
        """Give a new sheet up that was not used: its key goes, and the old one stays."""
        with self._door:
            self._sheet, self._made = "", None

    def prove_recovery(self, group: int, typed: str) -> bool:
        """Return whether `typed` is that group (from 0) of the sheet that was just shown."""
        from desktop.storage.printed import groups_of

        groups = groups_of(self._sheet)
        return bool(self._sheet) and groups_of(typed) == (groups[group],)

    def choose_profile(self, profile: str) -> None:
        """Keep the authority profile of the team."""
        from desktop.storage.revisions import NewRevision, System

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
        from desktop.casework import opening
        from desktop.storage.people import unlock

        try:
            unlocked = unlock(self.folder, person, passphrase)
        except WrongPassphrase:
            self._guesses.wrong(person)
            raise
        self._guesses.right(person)
        with self._door:
            if self.session is None:
                self.session = opening.open_session(self.folder, unlocked, self._around)
                return self.session
            if self.session.member.id == person:
                return self.session
        raise StillUnsaved

    def recover(self, printed_key: str, person: str, passphrase: str) -> Session:
        """Give a person a new passphrase and new keys with the recovery sheet, and open the store.

        Raises PrintedKeyMistyped, OtherSheet, WrongPassphrase, TooEasy.
        """
        from desktop.casework import opening

        session = opening.recover_session(
            self.folder, printed_key, person, passphrase, self._around
        )
        self._guesses.right(person)
        self.session = session
        return session

    def lock(self, leaving: Sequence[WorkingCopy] = ()) -> None:
        """Turn what was written into versions, close the store, drop the keys. Asks nothing.

        A version that cannot be made is made next time: its journal is already kept. Safe to call
        twice, and from any thread; unlocking waits until it is done.
        """
        with self._door:
            session, self.session = self.session, None
            self._sheet, self._made = "", None
            if session is None:
                return
            for copy in leaving:
                with contextlib.suppress(Exception):
                    session.records.leave(copy)
            session.store.close()

    # Inside

    def _require_open(self) -> Session:
        if self.session is None:
            raise RuntimeError("the store is locked")
        return self.session
