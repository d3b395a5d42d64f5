"""The key file beside the database: one slot per person, one per printed sheet; two copies.

A slot holds the store's data key (and a person's own keys, and a keeper's copy of the authority's
key), each sealed by AES-256-GCM under a key that comes from the passphrase. The associated data
binds a seal to store, slot, person, kind, cost and purpose: nothing can be moved or weakened.
The file carries a SHA-256 over its canonical JSON, so that damage is told apart from a wrong
passphrase; each copy heals the other. Names stand in clear text: the unlock page needs them.
"""

from __future__ import annotations

import base64
import contextlib
import json
import secrets
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, cast

from desktop.storage.canonical import Json, canonical, digest, new_id
from desktop.storage.errors import (
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileNewer,
    KeyFileOfAnotherStore,
    StorageError,
    StoreMissing,
    WrongPassphrase,
)
from desktop.storage.files import KEYS, KEYS_COPY, STORE, write_durably
from desktop.storage.kdf import KdfCost, labelled_key, root_key

FORMAT = 1
_SALT_BYTES = 32
_NONCE_BYTES = 12


class SlotKind(StrEnum):
    """Whose passphrase opens a slot."""

    PERSON = "person"
    RECOVERY = "recovery"
    ENVELOPE = "envelope"


class Purpose(StrEnum):
    """What is sealed in a slot; also the label of the key that seals it."""

    DATA = "data-key"
    PERSONAL = "personal-keys"
    AUTHORITY = "authority-key"


class Slot(NamedTuple):
    """One lock on the store. `person`, `name` and `role` are empty for printed sheets."""

    id: str
    store: str
    kind: SlotKind
    person: str
    name: str
    role: str
    cost: KdfCost
    salt: bytes
    sealed: dict[Purpose, bytes]

    def __repr__(self) -> str:
        """Return what it is, without what is sealed in it."""
        return f"Slot({self.id!r}, {self.kind!r})"

    def root(self, passphrase: str) -> bytes:
        """Derive this slot's root key. Slow. Raises KdfTooWeak, NotEnoughMemory."""
        return root_key(passphrase, self.salt, self.cost)

    def with_sealed(self, root: bytes, purpose: Purpose, secret: bytes) -> Slot:
        """Return the slot with one more secret sealed in it."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        cipher = AESGCM(labelled_key(root, purpose))
        sealed = nonce + cipher.encrypt(nonce, secret, self._bound_to(purpose))
        return self._replace(sealed={**self.sealed, purpose: sealed})

    def without(self, purpose: Purpose) -> Slot:
        """Return the slot with one secret taken out."""
        return self._replace(sealed={p: s for p, s in self.sealed.items() if p is not purpose})

    def opened(self, root: bytes, purpose: Purpose) -> bytes:
        """Return one secret. Raises WrongPassphrase when the root key does not fit."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        data = self.sealed[purpose]
        nonce, rest = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
        try:
            cipher = AESGCM(labelled_key(root, purpose))
            return cipher.decrypt(nonce, rest, self._bound_to(purpose))
        except InvalidTag as error:
            raise WrongPassphrase from error

    def _bound_to(self, purpose: Purpose) -> bytes:
        bound: dict[str, Json] = {
            "store": self.store,
            "slot": self.id,
            "kind": self.kind.value,
            "person": self.person,
            "cost": self.cost.to_json(),
            "purpose": purpose.value,
        }
        return canonical(bound)

    def to_json(self) -> dict[str, Json]:
        """Return the slot as it stands in the file."""
        return {
            "id": self.id,
            "store": self.store,
            "kind": self.kind.value,
            "person": self.person,
            "name": self.name,
            "role": self.role,
            "kdf": self.cost.to_json(),
            "salt": _text(self.salt),
            "sealed": {purpose.value: _text(data) for purpose, data in self.sealed.items()},
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Slot:
        """Read a slot; KeyError, TypeError or ValueError when it is none."""
        sealed = {Purpose(purpose): _bytes(data) for purpose, data in value["sealed"].items()}
        return cls(
            id=str(value["id"]),
            store=str(value["store"]),
            kind=SlotKind(value["kind"]),
            person=str(value["person"]),
            name=str(value["name"]),
            role=str(value["role"]),
            cost=KdfCost.from_json(value["kdf"]),
            salt=_bytes(value["salt"]),
            sealed=sealed,
        )


class KeyFile(NamedTuple):
    """The whole file. `turn` counts its versions: of two whole copies the later one counts."""

    store: str
    team: str
    training: bool
    turn: int
    slots: tuple[Slot, ...]

    def of_person(self, person: str) -> Slot | None:
        """Return the slot of one person."""
        found = (s for s in self.slots if s.kind is SlotKind.PERSON and s.person == person)
        return next(found, None)

    def of_sheet(self, kind: SlotKind) -> Slot | None:
        """Return the slot of a printed sheet."""
        return next((slot for slot in self.slots if slot.kind is kind), None)

    def with_slot(self, slot: Slot) -> KeyFile:
        """Return the file with this slot in place of the one for the same person or sheet."""
        mine = (slot.kind, slot.person)
        slots = list(self.slots)
        for place, other in enumerate(slots):
            if (other.kind, other.person) == mine:
                slots[place] = slot
                return self._replace(slots=tuple(slots))
        return self._replace(slots=(*slots, slot))

    def without_person(self, person: str) -> KeyFile:
        """Return the file without this person's slot."""
        return self._replace(slots=tuple(s for s in self.slots if s.person != person or not person))

    def to_bytes(self) -> bytes:
        """Return the file's bytes: indented JSON that carries its own digest."""
        value: dict[str, Json] = {
            "format": FORMAT,
            "store": self.store,
            "team": self.team,
            "training": self.training,
            "turn": self.turn,
            "slots": [slot.to_json() for slot in self.slots],
        }
        whole = {**value, "sha256": digest(canonical(value))}
        return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> KeyFile:
        """Read a copy. Raises KeyFileDamaged, KeyFileNewer or KeyFileOfAnotherStore."""
        value = _whole(data)
        if value.get("format") != FORMAT:
            raise KeyFileNewer
        try:
            slots = tuple(Slot.from_json(slot) for slot in value["slots"])
            file = cls(
                str(value["store"]),
                str(value["team"]),
                bool(value["training"]),
                int(value["turn"]),
                slots,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise KeyFileDamaged from error
        if any(slot.store != file.store for slot in slots):
            raise KeyFileOfAnotherStore("slot")
        return file


def new_slot(
    store: str, kind: SlotKind, cost: KdfCost, *, person: str = "", name: str = "", role: str = ""
) -> Slot:
    """Return an empty slot with a fresh id and salt. Raises KdfTooWeak."""
    cost.require_floor()
    return Slot(
        new_id(), store, kind, person, name, role, cost, secrets.token_bytes(_SALT_BYTES), {}
    )


def read_key_file(folder: Path) -> KeyFile:
    """Return the key file, from whichever copy is whole and later; mend the other one.

    Raises StoreMissing, KeyFileMissing, KeyFileDamaged, KeyFileNewer or KeyFileOfAnotherStore.
    """
    first, second = (_bytes_of(folder / name) for name in (KEYS, KEYS_COPY))
    copies = [_read_copy(first)]
    copies += copies if first == second else [_read_copy(second)]
    whole = [copy for copy in copies if isinstance(copy, KeyFile)]
    if not whole:
        raise _why_none(folder, [c for c in copies if not isinstance(c, KeyFile)])
    file = max(whole, key=lambda copy: copy.turn)
    if any(copy != file for copy in copies):
        with contextlib.suppress(StorageError):
            _write_copies(folder, file)
    return file


def change_key_file(folder: Path, change: Callable[[KeyFile], KeyFile]) -> KeyFile:
    """Read, change and write the key file, both copies one after the other, durably.

    Raises StoreReadOnly, DiskFull or DiskFault, and then what was before still counts.
    """
    file = read_key_file(folder)
    changed = change(file)._replace(turn=file.turn + 1)
    try:
        _write_copies(folder, changed)
    except StorageError:
        # The later copy counts: where one was written the change is made, whatever of the other.
        if read_key_file(folder) != changed:
            raise
    return changed


def write_first_key_file(folder: Path, file: KeyFile) -> None:
    """Write both copies of a new store's key file."""
    _write_copies(folder, file)


def _write_copies(folder: Path, file: KeyFile) -> None:
    data = file.to_bytes()
    for name in (KEYS, KEYS_COPY):
        write_durably(folder / name, data)


def _bytes_of(path: Path) -> bytes | StorageError:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return KeyFileMissing()
    except OSError:
        return KeyFileDamaged("unreadable")


def _read_copy(data: bytes | StorageError) -> KeyFile | StorageError:
    try:
        return KeyFile.from_bytes(data) if isinstance(data, bytes) else data
    except StorageError as error:
        return error


def _why_none(folder: Path, errors: list[StorageError]) -> StorageError:
    there = [error for error in errors if not isinstance(error, KeyFileMissing)]
    if there:
        # A newer or foreign file is a clearer reason than damage of the other copy.
        return next((e for e in there if not isinstance(e, KeyFileDamaged)), there[0])
    return errors[0] if (folder / STORE).exists() else StoreMissing()


def _whole(data: bytes) -> dict[str, Any]:
    """Return the file's JSON when its digest is right."""
    try:
        parsed: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise KeyFileDamaged from error
    if not isinstance(parsed, dict):
        raise KeyFileDamaged
    value = cast("dict[str, Any]", parsed)
    if value.pop("sha256", None) != digest(canonical(value)):
        raise KeyFileDamaged
    return value


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: object) -> bytes:
    if not isinstance(text, str):
        raise KeyFileDamaged
    return base64.b64decode(text, validate=True)
