"""Starting a team: keys, printed sheets, an empty encrypted file, the first signed revisions."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop.storage import authority, certificates, incarnation
from desktop.storage.canonical import Json, new_id
from desktop.storage.cards import PersonCard
from desktop.storage.clock import Clock, computer_clock, to_milliseconds
from desktop.storage.connection import KEY_BYTES, create_database
from desktop.storage.engine import Store, open_store
from desktop.storage.errors import StoreExists, named_os_error, sqlite_errors_named
from desktop.storage.files import (
    KEYS,
    KEYS_COPY,
    STORE,
    UNFINISHED,
    private_folder,
    sync_folder,
)
from desktop.storage.kdf import KdfCost
from desktop.storage.keyfile import KeyFile, Purpose, SlotKind, write_first_key_file
from desktop.storage.people import (
    NewPerson,
    Unlocked,
    filled_slot,
    member_body,
    sheet_slot,
)
from desktop.storage.personal import (
    PersonalKeys,
    load_rsa,
    new_personal_keys,
    new_rsa,
    private_der,
)
from desktop.storage.printed import Sheet, new_printed_key
from desktop.storage.projection import FormProjector, Projector
from desktop.storage.reserve import NORMAL_RESERVE
from desktop.storage.revisions import NewRevision, System
from desktop.storage.schema import create_schema
from desktop.storage.writing import Writer


@dataclass(frozen=True)
class Created:
    """A new team. Both printed keys are shown once and kept nowhere."""

    store: Store
    unlocked: Unlocked = field(repr=False)
    recovery_key: str = field(repr=False)
    envelope_key: str = field(repr=False)

    @property
    def person_id(self) -> str:
        """Who started the team."""
        return self.unlocked.person_id

    @property
    def personal_keys(self) -> PersonalKeys:
        """The starter's own signing keys."""
        return self.unlocked.personal_keys


@dataclass(frozen=True)
class _Team:
    store_id: str
    name: str
    training: bool
    founder: PersonCard


def create_store(
    folder: Path,
    *,
    team: str,
    person: NewPerson,
    passphrase: str,
    cost: KdfCost,
    incarnation_token_dir: Path,
    clock: Clock = computer_clock,
    training: bool = False,
    projector: Callable[[], Projector] = FormProjector,
    reserve_bytes: int = NORMAL_RESERVE,
) -> Created:
    """Start a team in a folder and open its store. Takes seconds: never on the window's thread.

    The starter keeps the certificate authority until a manager takes over.
    Raises StoreExists, KdfTooWeak, StoreReadOnly, DiskFull, DiskFault, NotEnoughMemory.
    """
    cost.require_floor()
    private_folder(folder)
    if (folder / STORE).exists():
        raise StoreExists
    whose = _Team(new_id(), team, training, PersonCard(new_id(), person.name, person.role))
    unlocked = _new_keys(whose.founder.id)
    recovery, envelope = new_printed_key(Sheet.RECOVERY), new_printed_key(Sheet.ENVELOPE)
    _create_file(
        folder, whose, unlocked, clock=clock, projector=projector(), token_dir=incarnation_token_dir
    )
    file = _key_file(whose, unlocked, passphrase, cost, recovery=recovery, envelope=envelope)
    _put_in_place(folder, file)
    store = open_store(
        folder,
        unlocked.data_key,
        incarnation_token_dir=incarnation_token_dir,
        clock=clock,
        person=whose.founder.id,
        projector=projector,
        reserve_bytes=reserve_bytes,
    )
    return Created(store, unlocked, recovery, envelope)


def _new_keys(founder: str) -> Unlocked:
    """Return a new data key, the founder's own keys and the authority's. Takes a second or two."""
    authority_key = private_der(new_rsa())
    return Unlocked(secrets.token_bytes(KEY_BYTES), founder, new_personal_keys(), authority_key)


def _key_file(
    team: _Team,
    unlocked: Unlocked,
    passphrase: str,
    cost: KdfCost,
    *,
    recovery: str,
    envelope: str,
) -> KeyFile:
    own = filled_slot(team.store_id, team.founder, passphrase, cost, unlocked)
    key, authority_key = unlocked.data_key, unlocked.require_authority()
    sheets = (
        sheet_slot(
            team.store_id, SlotKind.RECOVERY, recovery, cost, purpose=Purpose.DATA, secret=key
        ),
        sheet_slot(
            team.store_id,
            SlotKind.ENVELOPE,
            envelope,
            cost,
            purpose=Purpose.AUTHORITY,
            secret=authority_key,
        ),
    )
    return KeyFile(team.store_id, team.name, team.training, 1, (own, *sheets))


def _put_in_place(folder: Path, file: KeyFile) -> None:
    """Write the keys, then give the finished database its name: no store ever lacks its keys."""
    try:
        for name in (KEYS, KEYS_COPY):
            if (folder / name).exists():
                # Keys whose database is missing may be somebody's last hope: put aside, not away.
                (folder / name).replace(folder / f"{name}.before-{file.store[:8]}")
        write_first_key_file(folder, file)
        (folder / UNFINISHED).replace(folder / STORE)
        sync_folder(folder)
    except OSError as error:
        raise named_os_error(error) from error


def _create_file(
    folder: Path,
    team: _Team,
    unlocked: Unlocked,
    *,
    clock: Clock,
    projector: Projector,
    token_dir: Path,
) -> None:
    path = folder / UNFINISHED
    for left_over in folder.glob(f"{UNFINISHED}*"):
        with contextlib.suppress(OSError):
            left_over.unlink()
    connection = create_database(path, unlocked.data_key, team.store_id)
    try:
        with sqlite_errors_named():
            now = clock()
            connection.execute("BEGIN IMMEDIATE")
            create_schema(connection)
            connection.execute(
                "INSERT INTO store VALUES(?, ?, ?, ?)",
                (team.store_id, team.name, int(team.training), to_milliseconds(now)),
            )
            life, _ = incarnation.enter(connection, team.store_id, token_dir, to_milliseconds(now))
            _first_revisions(Writer(connection, clock, projector, life), team, unlocked, now)
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _first_revisions(writer: Writer, team: _Team, unlocked: Unlocked, now: datetime) -> None:
    """Keep who started the team (the root of all later trust), the team, and its authority."""
    signer = unlocked.signer
    founder = member_body(team.founder, unlocked.personal_keys, "founder", "started the team")
    writer.append(NewRevision(team.founder.id, System.MEMBER.value, founder), signer)
    body: dict[str, Json] = {"name": team.name, "training": team.training}
    writer.append(NewRevision(team.store_id, System.TEAM.value, body), signer)
    key = load_rsa(unlocked.require_authority())
    root = authority.root_certificate(key, team.name, 1, now)
    certificates.keep_authority(writer, root, 1, "started the team", signer)
    certificates.issue(
        writer, unlocked, team.founder.id, team.name, now=now, reason="started the team"
    )
