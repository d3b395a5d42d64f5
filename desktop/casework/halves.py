"""Copies that were being written when the program was cut short: noted first, swept afterwards.

A copy is written under a name that starts with a dot, which nobody would find, and it is not
protected. So its place is noted in the encrypted store before there is a file, and whoever unlocks
next has it removed. A folder that is not there (a stick that was pulled out) is tried again.
"""

from __future__ import annotations

import contextlib
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
    with contextlib.suppress(StorageError):
        _change(store, lambda places: [*places, str(half.absolute())]).result()
    try:
        yield
    finally:
        if not half.exists():
            _change(store, lambda places: [one for one in places if one != str(half.absolute())])


def sweep(store: Store) -> None:
    """Remove what was left half-written, on this and on other days. Raises nothing of the disk."""
    places = texts(store.read(lambda reader: reader.recall(EVERYBODY, NOTED)).result())
    gone = {place for place in places if _removed(Path(place))}
    if gone:
        _change(store, lambda there: [one for one in there if one not in gone])


def _removed(half: Path) -> bool:
    """Remove a half-written copy; return whether it is sure that there is none."""
    if not _HALF.fullmatch(half.name):
        return True
    try:
        half.unlink(missing_ok=True)
        return half.parent.is_dir()
    except OSError:
        return False


def _change(store: Store, change: _Change) -> Future[None]:
    def keep(writer: Writer) -> None:
        before = texts(writer.reader.recall(EVERYBODY, NOTED))
        after: list[Json] = list(change(before)[-MOST:])
        writer.remember(EVERYBODY, NOTED, after)

    return store.write(keep)
