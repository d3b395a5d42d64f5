"""Opening one's own slot, and filling slots for others."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from pathlib import Path

from desktop.storage.canonical import Json
from desktop.storage.cards import PersonCard
from desktop.storage.errors import NotAKeeper, UnknownPerson
from desktop.storage.kdf import KdfCost
from desktop.storage.keyfile import KeyFile, Purpose, Slot, SlotKind, new_slot, read_key_file
from desktop.storage.personal import PersonalKeys, public_der
from desktop.storage.revisions import Signer


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is to have an account. `role` is a value of the permission table."""

    name: str
    role: str


@dataclass(frozen=True)
class Unlocked:
    """What a right passphrase gives. `authority_key` is there for keepers only (PKCS #8 DER)."""

    data_key: bytes = field(repr=False)
    person_id: str
    personal_keys: PersonalKeys = field(repr=False)
    authority_key: bytes | None = field(default=None, repr=False)

    @property
    def signer(self) -> Signer:
        """This person as the author of revisions."""
        return Signer(self.person_id, self.personal_keys.signing)

    @property
    def is_keeper(self) -> bool:
        """Whether this person keeps the key of the team's certificate authority."""
        return self.authority_key is not None

    def require_authority(self) -> bytes:
        """Return the authority's key. Raises NotAKeeper."""
        if self.authority_key is None:
            raise NotAKeeper
        return self.authority_key


def unlock(folder: Path, person_id: str, passphrase: str) -> Unlocked:
    """Open a person's slot. Slow by design; other threads go on meanwhile.

    Raises UnknownPerson, WrongPassphrase, KdfTooWeak, NotEnoughMemory, and what read_people raises.
    """
    slot = person_slot(read_key_file(folder), person_id)
    return open_slot(slot, slot.root(passphrase))


def open_slot(slot: Slot, root: bytes) -> Unlocked:
    """Open everything in a person's slot with its root key. Raises WrongPassphrase."""
    return Unlocked(
        data_key=slot.opened(root, Purpose.DATA),
        person_id=slot.person,
        personal_keys=PersonalKeys.from_bytes(slot.opened(root, Purpose.PERSONAL)),
        authority_key=(
            slot.opened(root, Purpose.AUTHORITY) if Purpose.AUTHORITY in slot.sealed else None
        ),
    )


def person_slot(file: KeyFile, person_id: str) -> Slot:
    """Return a person's slot. Raises UnknownPerson."""
    slot = file.of_person(person_id)
    if slot is None:
        raise UnknownPerson(person_id)
    return slot


def filled_slot(
    store_id: str, person: PersonCard, passphrase: str, cost: KdfCost, unlocked: Unlocked
) -> Slot:
    """Return a new slot for a person, fresh id and salt, that holds what `unlocked` holds."""
    slot = new_slot(
        store_id, SlotKind.PERSON, cost, person=person.id, name=person.name, role=person.role
    )
    root = slot.root(passphrase)
    slot = slot.with_sealed(root, Purpose.DATA, unlocked.data_key)
    slot = slot.with_sealed(root, Purpose.PERSONAL, unlocked.personal_keys.to_bytes())
    if unlocked.authority_key is not None:
        slot = slot.with_sealed(root, Purpose.AUTHORITY, unlocked.authority_key)
    return slot


def sheet_slot(
    store_id: str, kind: SlotKind, printed: str, cost: KdfCost, *, purpose: Purpose, secret: bytes
) -> Slot:
    """Return a new slot that a printed key opens."""
    slot = new_slot(store_id, kind, cost)
    return slot.with_sealed(slot.root(printed), purpose, secret)


def member_body(person: PersonCard, keys: PersonalKeys, by: str, reason: str) -> dict[str, Json]:
    """Return the body of a member revision. `by`: "founder", "recovery", or a person id."""
    return {
        "name": person.name,
        "role": person.role,
        "ed25519": base64.b64encode(public_der(keys.signing.public_key())).decode(),
        "rsa": base64.b64encode(public_der(keys.paper.public_key())).decode(),
        "by": by,
        "reason": reason,
        "left": None,
    }
