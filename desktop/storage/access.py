"""Adding people, changing and resetting passphrases, printed sheets, keepers of the authority.

Everything here derives keys and takes seconds: never on the window's thread. The store is open, so
its lock is held and nobody else changes the key file meanwhile. Who may do what is decided above.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.storage import authority, certificates
from desktop.storage.canonical import Json, new_id
from desktop.storage.cards import PersonCard
from desktop.storage.engine import Store
from desktop.storage.errors import (
    KeyFileDamaged,
    LastKeeper,
    SheetRefused,
    UnknownPerson,
    WrongPassphrase,
)
from desktop.storage.kdf import KdfCost
from desktop.storage.keyfile import (
    KeyFile,
    Purpose,
    Slot,
    SlotKind,
    change_key_file,
    read_key_file,
)
from desktop.storage.people import (
    NewPerson,
    Unlocked,
    filled_slot,
    member_body,
    open_slot,
    person_slot,
    sheet_slot,
)
from desktop.storage.personal import load_rsa, new_personal_keys, new_rsa, private_der
from desktop.storage.printed import Sheet, new_printed_key, read_printed_key
from desktop.storage.revisions import NewRevision, System
from desktop.storage.writing import Writer

# People


def add_person(
    store: Store, by: Unlocked, person: NewPerson, passphrase: str, cost: KdfCost
) -> Unlocked:
    """Give somebody an account: personal keys, a slot, a member revision signed by `by`.

    A certificate is issued too when `by` is a keeper.
    Raises KdfTooWeak, NotEnoughMemory, DiskFull.
    """
    card = PersonCard(new_id(), person.name, person.role)
    theirs = Unlocked(by.data_key, card.id, new_personal_keys())
    slot = filled_slot(store.id, card, passphrase, cost, theirs)
    body = member_body(card, theirs.personal_keys, by.person_id, "")
    # The revision first: a person without a slot can be helped, a slot without a person cannot.
    _enrol(store, by, card.id, body, "joined the team")
    change_key_file(store.folder, lambda file: file.with_slot(slot))
    return theirs


def change_person(
    store: Store,
    by: Unlocked,
    person_id: str,
    changed: NewPerson,
    besides: Mapping[str, Json] | None = None,
) -> None:
    """Change somebody's name or role, and `besides` in the same revision. Raises UnknownPerson."""
    person_slot(read_key_file(store.folder), person_id)
    values: dict[str, Json] = {"name": changed.name, "role": changed.role, "by": by.person_id}
    values |= besides or {}
    store.write(lambda writer: _change_member(writer, by, person_id, values)).result()

    def renamed(file: KeyFile) -> KeyFile:
        slot = person_slot(file, person_id)
        return file.with_slot(slot._replace(name=changed.name, role=changed.role))

    change_key_file(store.folder, renamed)


def remove_person(store: Store, by: Unlocked, person_id: str, reason: str) -> None:
    """Take somebody's way in away and close their certificate; what they wrote stays theirs.

    Who has had the data key may have copied it with the file: this is no protection against that.
    Raises UnknownPerson, LastKeeper.
    """
    file = read_key_file(store.folder)
    slot = person_slot(file, person_id)
    if Purpose.AUTHORITY in slot.sealed:
        _require_another_keeper(file, person_id)
    change_key_file(store.folder, lambda now: now.without_person(person_id))
    now = store.clock()
    values: dict[str, Json] = {
        "left": now.isoformat(),
        "by": by.person_id,
        "reason": reason,
    }

    def leave(writer: Writer) -> None:
        _change_member(writer, by, person_id, values)
        certificates.close(writer, person_id, now, reason, by.signer)

    store.write(leave).result()


# Passphrases


def change_passphrase(folder: Path, person_id: str, old: str, new: str, cost: KdfCost) -> Unlocked:
    """Put a new passphrase in place of the old one; keys stay.

    Raises WrongPassphrase, KdfTooWeak, UnknownPerson.
    """
    slot = person_slot(read_key_file(folder), person_id)
    unlocked = open_slot(slot, slot.root(old))
    fresh = filled_slot(slot.store, _card(slot), new, cost, unlocked)
    change_key_file(folder, lambda file: file.with_slot(fresh))
    return unlocked


def reset_passphrase(
    store: Store, by: Unlocked, person_id: str, new: str, *, cost: KdfCost, reason: str
) -> Unlocked:
    """Help somebody who forgot the passphrase, from a colleague's unlocked session.

    New personal keys, so nobody can sign as the old ones did; the old certificate is closed, and a
    new one issued when `by` is a keeper. Raises UnknownPerson, KdfTooWeak.
    """
    card = _member_card(store, person_id)
    theirs = Unlocked(by.data_key, person_id, new_personal_keys())
    slot = filled_slot(store.id, card, new, cost, theirs)
    body = member_body(card, theirs.personal_keys, by.person_id, reason)
    _enrol(store, by, person_id, body, reason)
    change_key_file(store.folder, lambda file: file.with_slot(slot))
    return theirs


def recover(folder: Path, typed: str) -> bytes:
    """Return the data key with the recovery sheet. Raises PrintedKeyMistyped, OtherSheet,
    SheetRefused."""
    key = read_printed_key(typed, Sheet.RECOVERY)
    return _opened_by(_sheet(read_key_file(folder), SlotKind.RECOVERY), key, Purpose.DATA)


def _opened_by(slot: Slot, key: str, purpose: Purpose) -> bytes:
    try:
        return slot.opened(slot.root(key), purpose)
    except WrongPassphrase as wrong:
        raise SheetRefused from wrong


def reset_by_recovery(
    store: Store, data_key: bytes, person_id: str, new: str, *, cost: KdfCost, reason: str
) -> Unlocked:
    """Give a person a new passphrase and new keys with what `recover` returned.

    Nobody vouches for the new keys: `check` names everybody who came back this way. The certificate
    is closed; a keeper issues the next. Raises UnknownPerson, KdfTooWeak.
    """
    card = _member_card(store, person_id)
    theirs = Unlocked(data_key, person_id, new_personal_keys())
    slot = filled_slot(store.id, card, new, cost, theirs)
    body = member_body(card, theirs.personal_keys, "recovery", reason)
    now = store.clock()

    def enrol(writer: Writer) -> None:
        writer.append(NewRevision(person_id, System.MEMBER.value, body), theirs.signer)
        certificates.close(writer, person_id, now, reason, theirs.signer)

    store.write(enrol).result()
    change_key_file(store.folder, lambda file: file.with_slot(slot))
    return theirs


# Printed sheets


@dataclass(frozen=True)
class RecoverySheet:
    """A recovery sheet that was made and opens nothing until it is used."""

    key: str = field(repr=False)
    slot: Slot = field(repr=False)


def make_recovery_sheet(folder: Path, by: Unlocked, cost: KdfCost) -> RecoverySheet:
    """Return a new recovery sheet; the old one opens the store until this one is used.

    Raises KdfTooWeak, NotEnoughMemory.
    """
    key = new_printed_key(Sheet.RECOVERY)
    store_id = read_key_file(folder).store
    slot = sheet_slot(
        store_id, SlotKind.RECOVERY, key, cost, purpose=Purpose.DATA, secret=by.data_key
    )
    return RecoverySheet(key, slot)


def use_recovery_sheet(folder: Path, sheet: RecoverySheet) -> None:
    """Let a sheet that is proved open the store; the old one opens nothing any more.

    Raises DiskFull, and then the old one still does.
    """
    change_key_file(folder, lambda file: file.with_slot(sheet.slot))


def new_envelope(folder: Path, by: Unlocked, cost: KdfCost) -> str:
    """Return the key for a new sealed envelope. Raises NotAKeeper."""
    key = new_printed_key(Sheet.ENVELOPE)
    store_id = read_key_file(folder).store
    secret = by.require_authority()
    slot = sheet_slot(
        store_id, SlotKind.ENVELOPE, key, cost, purpose=Purpose.AUTHORITY, secret=secret
    )
    change_key_file(folder, lambda file: file.with_slot(slot))
    return key


def open_envelope(folder: Path, typed: str) -> bytes:
    """Return the authority's key from the sealed envelope. Raises as `recover` does."""
    key = read_printed_key(typed, Sheet.ENVELOPE)
    return _opened_by(_sheet(read_key_file(folder), SlotKind.ENVELOPE), key, Purpose.AUTHORITY)


# Keepers


def keepers(folder: Path) -> tuple[str, ...]:
    """Return who keeps the authority's key."""
    return _keepers(read_key_file(folder))


def make_keeper(folder: Path, authority_key: bytes, person_id: str, passphrase: str) -> Unlocked:
    """Put the authority's key into a person's slot; they type their own passphrase for it.

    `authority_key` comes from a keeper's session or from `open_envelope`.
    Raises UnknownPerson, WrongPassphrase.
    """
    slot = person_slot(read_key_file(folder), person_id)
    root = slot.root(passphrase)
    open_slot(slot, root)
    filled = slot.with_sealed(root, Purpose.AUTHORITY, authority_key)
    change_key_file(folder, lambda file: file.with_slot(filled))
    return open_slot(filled, root)


def stop_keeper(folder: Path, person_id: str) -> None:
    """Take the authority's key out of a person's slot. Raises UnknownPerson, LastKeeper."""

    def without(file: KeyFile) -> KeyFile:
        slot = person_slot(file, person_id)
        if Purpose.AUTHORITY in slot.sealed:
            _require_another_keeper(file, person_id)
        return file.with_slot(slot.without(Purpose.AUTHORITY))

    change_key_file(folder, without)


def new_authority(
    store: Store, by: Unlocked, passphrase: str, cost: KdfCost, reason: str
) -> tuple[Unlocked, str]:
    """Begin a new generation when the authority's key is lost; return its keeper and envelope key.

    Older papers go on verifying with the older certificates, which stay in the register. Other
    keepers' copies of the older key are taken out. Raises WrongPassphrase.
    """
    slot = person_slot(read_key_file(store.folder), by.person_id)
    root = slot.root(passphrase)
    open_slot(slot, root)
    key = private_der(new_rsa())
    keeper = replace(by, authority_key=key)
    printed = new_printed_key(Sheet.ENVELOPE)
    envelope = sheet_slot(
        store.id, SlotKind.ENVELOPE, printed, cost, purpose=Purpose.AUTHORITY, secret=key
    )
    now = store.clock()

    def begin(writer: Writer) -> None:
        found = certificates.authorities(writer.reader)
        generation = 1 + max((one.generation for one in found), default=0)
        root_certificate = authority.root_certificate(load_rsa(key), store.team, generation, now)
        certificates.keep_authority(writer, root_certificate, generation, reason, by.signer)
        certificates.issue(writer, keeper, by.person_id, store.team, now=now, reason=reason)

    store.write(begin).result()
    filled = slot.with_sealed(root, Purpose.AUTHORITY, key)

    def changed(file: KeyFile) -> KeyFile:
        slots = tuple(s.without(Purpose.AUTHORITY) for s in file.slots)
        return file._replace(slots=slots).with_slot(filled).with_slot(envelope)

    change_key_file(store.folder, changed)
    return keeper, printed


# Inside


def _enrol(store: Store, by: Unlocked, person_id: str, body: dict[str, Json], reason: str) -> None:
    now = store.clock()

    def enrol(writer: Writer) -> None:
        before = writer.reader.find_current(person_id)
        # What else is known of somebody, such as acting as manager, outlives a new passphrase.
        known = writer.reader.body(before.revision) if before is not None else {}
        writer.append(NewRevision(person_id, System.MEMBER.value, known | body), by.signer)
        certificates.close(writer, person_id, now, reason, by.signer)
        if by.is_keeper:
            certificates.issue(writer, by, person_id, store.team, now=now, reason=reason)

    store.write(enrol).result()


def _change_member(writer: Writer, by: Unlocked, person_id: str, values: dict[str, Json]) -> None:
    body = writer.reader.body(writer.reader.current(person_id).revision) | values
    writer.append(NewRevision(person_id, System.MEMBER.value, body), by.signer)


def _member_card(store: Store, person_id: str) -> PersonCard:
    """Return name and role as the signed member revision has them, not as the key file says."""
    current = store.read(lambda reader: reader.find_current(person_id)).result()
    if current is None or current.kind != System.MEMBER:
        raise UnknownPerson(person_id)
    body = store.read(lambda reader: reader.body(current.revision)).result()
    return PersonCard(person_id, str(body["name"]), str(body["role"]))


def _card(slot: Slot) -> PersonCard:
    return PersonCard(slot.person, slot.name, slot.role)


def _sheet(file: KeyFile, kind: SlotKind) -> Slot:
    slot = file.of_sheet(kind)
    if slot is None:
        raise KeyFileDamaged("no sheet")
    return slot


def _keepers(file: KeyFile) -> tuple[str, ...]:
    return tuple(slot.person for slot in file.slots if slot.person and _keeps(slot))


def _keeps(slot: Slot) -> bool:
    return Purpose.AUTHORITY in slot.sealed


def _require_another_keeper(file: KeyFile, person_id: str) -> None:
    if set(_keepers(file)) <= {person_id}:
        raise LastKeeper
