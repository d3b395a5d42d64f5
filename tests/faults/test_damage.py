"""Bits and pages: whatever happens to the file, it is found, and named."""

from __future__ import annotations

import random

from desktop.storage.errors import KeyFileOfAnotherStore, StoreCut, StoreDamaged
from tests.storage.kit import Team, write_note

FLIPS = 300
SWAPS = 40


def is_found(team: Team) -> bool:
    """Say whether opening or checking notices that something is wrong."""
    try:
        with team.opened() as store:
            return not store.check().result().is_sound
    except (StoreDamaged, StoreCut, KeyFileOfAnotherStore):
        return True


def test_every_flipped_bit_and_swapped_page_is_found(team: Team) -> None:
    chance = random.Random(20260302)
    with team.opened() as store:
        for n in range(20):
            write_note(store, team.unlocked, f"Visit {n}", "seen by the harbour " * 30)
    good = team.file.read_bytes()
    assert not is_found(team), "the untouched store must be sound, or the rest proves nothing"
    good = team.file.read_bytes()
    missed: list[str] = []
    for _ in range(FLIPS):
        place, bit = chance.randrange(len(good)), chance.randrange(8)
        harmed = bytearray(good)
        harmed[place] ^= 1 << bit
        team.file.write_bytes(harmed)
        if not is_found(team):
            missed.append(f"bit {bit} of byte {place}")
    for _ in range(SWAPS):
        one, other = chance.sample(range(len(good) // 4096), 2)
        harmed = bytearray(good)
        harmed[one * 4096 : one * 4096 + 4096] = good[other * 4096 : other * 4096 + 4096]
        harmed[other * 4096 : other * 4096 + 4096] = good[one * 4096 : one * 4096 + 4096]
        team.file.write_bytes(harmed)
        if not is_found(team):
            missed.append(f"pages {one} and {other}")
    assert missed == []
    team.file.write_bytes(good)
    assert not is_found(team)
