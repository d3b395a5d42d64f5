"""From a passphrase to a key: Argon2id (RFC 9106), then HKDF-SHA256 with one label per purpose."""

from __future__ import annotations

import os
import time
import unicodedata
from typing import NamedTuple

from desktop.storage.canonical import Json
from desktop.storage.errors import KdfTooWeak, KeyFileDamaged, NotEnoughMemory

_LARGEST_MEMORY_KIB = 4 * 1024 * 1024
_LARGEST_TIME = 64
_LARGEST_LANES = 64
_COSTS = ("memory_kib", "time", "lanes")


class KdfCost(NamedTuple):
    """What one guess at a passphrase costs: memory in KiB, passes over it, lanes (threads)."""

    memory_kib: int
    time: int
    lanes: int

    def require_floor(self) -> None:
        """Raise KdfTooWeak when this is below RFC 9106's second recommended option."""
        if self.memory_kib < FLOOR.memory_kib or self.time < FLOOR.time or self.lanes < 1:
            raise KdfTooWeak

    def to_json(self) -> dict[str, Json]:
        """Return the cost as it stands in a key file."""
        return {name: getattr(self, name) for name in _COSTS}

    @classmethod
    def from_json(cls, value: object) -> KdfCost:
        """Read a cost from a key file. Raises KeyFileDamaged when it is not one at all."""
        if not isinstance(value, dict):
            raise KeyFileDamaged
        found: list[object] = [value.get(name) for name in _COSTS]  # pyright: ignore
        memory, passes, lanes = (n if type(n) is int else -1 for n in found)
        if not (
            0 <= memory <= _LARGEST_MEMORY_KIB
            and 0 <= passes <= _LARGEST_TIME
            and 0 <= lanes <= _LARGEST_LANES
        ):
            raise KeyFileDamaged
        return cls(memory, passes, lanes)


NORMAL = KdfCost(262_144, 3, 4)
FLOOR = KdfCost(65_536, 3, 4)


def normal_form(passphrase: str) -> str:
    """Return the passphrase as Unicode NFC, so that every keyboard writes the same one."""
    return unicodedata.normalize("NFC", passphrase)


def root_key(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Return the 32-byte root key of a slot. Slow by design; other threads go on meanwhile.

    Raises KdfTooWeak below the floor and NotEnoughMemory.
    """
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    cost.require_floor()
    try:
        return hash_secret_raw(
            secret=normal_form(passphrase).encode("utf-8", "surrogatepass"),
            salt=salt,
            time_cost=cost.time,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=32,
            type=Type.ID,
        )
    except (HashingError, MemoryError) as error:
        raise NotEnoughMemory from error


def labelled_key(root: bytes, label: str) -> bytes:
    """Return the 32-byte key for one purpose (RFC 5869); keys of different labels are unrelated."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = b"cst-desktop/" + label.encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(root)


def calibrated_cost(target_seconds: float = 0.7) -> KdfCost:
    """Return a cost that takes about this long here: never under the floor, at most half of memory.

    Measures one derivation at the normal cost (or what memory allows).
    """
    memory = min(NORMAL.memory_kib, max(FLOOR.memory_kib, _memory_kib() // 2))
    while True:
        cost = KdfCost(memory, NORMAL.time, NORMAL.lanes)
        began = time.perf_counter()
        root_key("calibration", bytes(16), cost)
        spent = time.perf_counter() - began
        if spent <= 2 * target_seconds or memory // 2 < FLOOR.memory_kib:
            break
        memory //= 2
    passes = max(FLOOR.time, min(_LARGEST_TIME // 4, int(cost.time * target_seconds / spent)))
    return KdfCost(memory, passes, cost.lanes)


def _memory_kib() -> int:
    """Return the computer's memory in KiB, or twice the normal cost where it cannot be asked."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024
    except (AttributeError, OSError, ValueError):
        return 2 * NORMAL.memory_kib
