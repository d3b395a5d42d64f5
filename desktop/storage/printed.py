"""Keys that are printed on paper: eight groups of five characters, each group with its own check.

The alphabet is Crockford's base 32 (no I, L, O, U); four characters of a group carry 20 bits, the
fifth is a check over GF(32). One wrong character, two exchanged characters, or a group in the wrong
place are always noticed, and the group is named. The two kinds of sheet start their count of places
differently, so the key of one cannot pass for the other's.
"""

from __future__ import annotations

import secrets
from enum import IntEnum

from desktop.storage.errors import OtherSheet, PrintedKeyMistyped

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS = 8
_LOOK_ALIKE = str.maketrans("OIL", "011")


class Sheet(IntEnum):
    """Which sheet a key is printed on; the value is where its count of places starts."""

    RECOVERY = 0
    ENVELOPE = 16


def new_printed_key(sheet: Sheet) -> str:
    """Return a new random key of 160 bits, as printed: groups joined by hyphens."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(_GROUPS))
    return "-".join(group + _check(group, sheet + place) for place, group in enumerate(groups))


def groups_of(typed: str) -> tuple[str, ...]:
    """Return what a person typed as groups of five, forgiving case, spaces and look-alikes."""
    plain = "".join(c for c in typed.upper().translate(_LOOK_ALIKE) if c.isalnum())
    return tuple(plain[i : i + 5] for i in range(0, len(plain), 5))


def read_printed_key(typed: str, sheet: Sheet) -> str:
    """Return the key behind what was typed from a sheet, ready to be used as a passphrase.

    Raises PrintedKeyMistyped with the numbers of the wrong groups, or OtherSheet.
    """
    groups = groups_of(typed)
    if len(groups) != _GROUPS:
        raise PrintedKeyMistyped(())
    wrong = _wrong_groups(groups, sheet)
    if wrong:
        others = (other for other in Sheet if other is not sheet)
        if any(not _wrong_groups(groups, other) for other in others):
            raise OtherSheet
        raise PrintedKeyMistyped(wrong)
    return "-".join(groups)


def _wrong_groups(groups: tuple[str, ...], sheet: Sheet) -> tuple[int, ...]:
    return tuple(
        number
        for number, group in enumerate(groups, 1)
        if not set(group) <= set(_ALPHABET)
        or len(group) != 5
        or _check(group[:4], sheet + number - 1) != group[4]
    )


def _check(group: str, place: int) -> str:
    """Return the check character: the sum over i of a^i * c_i in GF(32), the place as last term."""
    weight, total = 1, 0
    for value in (*(_ALPHABET.index(c) for c in group), place):
        total ^= _times(weight, value)
        weight = _times(weight, 2)
    return _ALPHABET[total]


def _times(a: int, b: int) -> int:
    """Multiply in GF(32) modulo x^5 + x^2 + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return product
