"""Copies that were being written when the program was cut short: noted first, swept afterwards.

A copy is written under a name that starts with a dot, which nobody would find, and it is not
protected. So its place is noted in the encrypted store before there is a file, and whoever unlocks
next has it removed. A folder that is not there (a stick that was pulled out) is tried again.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from desktop.forms.values import Json, texts
from desktop.storage.errors import StorageError
from desktop.storage.store import Store, Writer

EVERYBODY = ""
"""Under this are remembered things that are no one person's; ids of people are never empty."""

NOTED = "copies being written"
MOST = 100  # places that are remembered, for those on folders that never come back

_Change = Callable[[Sequence[str]], Sequence[str]]
_HALF = re.compile(r"\.[0-9a-f]{12}\.part")


def half_beside(target: Path) -> Path:
    """Return a new temporary name in the folder of a copy."""
    return target.parent / f".{secrets.token_hex(6)}.part"


@contextmanager
def noted(store: Store, half: Path) -> Generator[None]:
    """Have a temporary name noted in the store for as long as there may be a file of that name.

    A store that is full or failing stops no copy: then there is no note.
    """
    place = ""
    with contextlib.suppress(StorageError, OSError):
        place = _place_of(half)
        _change(store, lambda places: [*places, place]).result()
    try:
        yield
    finally:
        if place and not os.path.lexists(half) and _is_on(half.parent, place.partition(" ")[0]):
            _change(store, lambda places: [one for one in places if one != place])


def sweep(store: Store) -> None:
    """Remove what was left half-written, on this and on other days. Raises nothing of the disk."""
    places = texts(store.read(lambda reader: reader.recall(EVERYBODY, NOTED)).result())
    gone = {place for place in places if _is_gone(place)}
    if gone:
        _change(store, lambda there: [one for one in there if one not in gone])


def _place_of(half: Path) -> str:
    """Return disk and path as they are noted: another stick may have the same letter."""
    return f"{half.parent.stat().st_dev:x} {half.absolute()}"


def _is_gone(place: str) -> bool:
    """Remove a half-written copy; return whether it is sure that there is none."""
    disk, _, path = place.partition(" ")
    half = Path(path)
    if not _HALF.fullmatch(half.name):
        return True
    try:
        half.unlink()
        return True
    except FileNotFoundError:
        return _is_on(half.parent, disk)
    except OSError:
        return False


def _is_on(folder: Path, disk: str) -> bool:
    try:
        return f"{folder.stat().st_dev:x}" == disk
    except OSError:
        return False


def _change(store: Store, change: _Change) -> Future[None]:
    def keep(writer: Writer) -> None:
        before = texts(writer.reader.recall(EVERYBODY, NOTED))
        after: list[Json] = list(change(before)[-MOST:])
        writer.remember(EVERYBODY, NOTED, after)

    return store.write(keep)
