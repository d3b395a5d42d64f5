"""Room at the end of the log is nothing to a reader, wherever it ends and whatever befalls it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from desktop.storage import logroom
from desktop.storage.connection import PAGE_BYTES, connect
from desktop.storage.engine import Store
from desktop.storage.files import STORE
from desktop.storage.logroom import FRAME_HEADER_BYTES
from desktop.storage.store import JournalEntry
from tests.storage.kit import Team

FRAME = FRAME_HEADER_BYTES + PAGE_BYTES


def begin(store: Store) -> None:
    store.write(lambda w: w.begin_working("r", "p", "note", 1)).result()


def write(store: Store, steps: range) -> None:
    for step in steps:
        entry = [JournalEntry(step, words(step))]
        store.write(lambda w, e=entry: w.keep_edits("r", "p", e)).result()


def words(step: int) -> str:
    return "w" * (step * 37 % 6000) + str(step)


def kept(store: Store) -> int:
    """Return how many steps are there, after a look at each."""
    found = store.read(lambda r: r.working("r", "p")).result()
    assert found is not None
    assert [entry.edit for entry in found.entries] == [words(n) for n in range(len(found.entries))]
    return len(found.entries)


@pytest.mark.parametrize("room", [1, 31, FRAME, FRAME + 1])
def test_a_store_copied_while_it_is_open_is_whole(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """As after a kill or a loss of power, too: the log ends in room, or was begun anew."""
    monkeypatch.setattr(logroom, "STRIDE", room)
    with team.opened() as store:
        begin(store)
        for turn, emptied in enumerate(("PASSIVE", "RESTART", "TRUNCATE")):
            write(store, range(turn * 12, turn * 12 + 12))
            (tmp_path / emptied).mkdir()
            copy = team.copied_to(tmp_path / emptied)
            (copy.folder / "store.lock").unlink()
            with copy.opened() as again:
                assert kept(again) == turn * 12 + 12
                assert again.check().result().is_sound
            other = connect(team.file, team.unlocked.data_key)
            other.execute(f"PRAGMA wal_checkpoint({emptied})").fetchone()
            other.close()
    with team.opened() as store:
        assert kept(store) == 36


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EACCES, 0])
def test_a_disk_that_gives_no_room_or_half_of_it_costs_nothing(
    team: Team, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    write_it = os.write

    def refuse(descriptor: int, data: bytes) -> int:
        if len(data) != logroom.STRIDE:
            return write_it(descriptor, data)
        if fault:
            raise OSError(fault, "refused")
        return write_it(descriptor, data[:777])

    with team.opened() as store:
        monkeypatch.setattr(os, "write", refuse)
        begin(store)
        write(store, range(100))
        assert kept(store) == 100
    with team.opened() as store:
        assert kept(store) == 100


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody delete a file that is open")
def test_a_log_deleted_under_it_is_not_made_again_by_the_room(team: Team) -> None:
    """An empty log in its place would be another one than SQLite's."""
    with team.opened() as store:
        begin(store)
        write(store, range(20))
        log = team.folder / (STORE + "-wal")
        log.unlink()
        write(store, range(20, 40))
        assert not log.exists()
        assert kept(store) == 40
    with team.opened() as store:
        assert kept(store) == 40
