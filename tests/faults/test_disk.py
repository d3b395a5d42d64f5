"""A disk that is full, failing or read-only: said by name, and nothing kept so far is lost."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.storage import access
from desktop.storage.connection import PAGE_BYTES
from desktop.storage.engine import Store
from desktop.storage.errors import DiskFault, DiskFull, StorageError, StoreReadOnly
from desktop.storage.kdf import FLOOR
from desktop.storage.logroom import STRIDE
from desktop.storage.store import JournalEntry, unlock
from tests.storage.kit import PASSPHRASE, SMALL_RESERVE, Team, write_note

MEGABYTE = 1024 * 1024


def mount(*arguments: str) -> None:
    """Mount something, or skip with the reason."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("mounting a small disk needs Linux and root")
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this system does not let a test mount: {done.stderr.strip()}")


def unmount(place: Path) -> None:
    subprocess.run(["umount", str(place)], check=True)


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    try:
        yield place
    finally:
        unmount(place)


def fill(path: Path) -> None:
    """Write a file until the disk has no room left."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))


def type_until_full(store: Store, record: str, person: str) -> tuple[int, StorageError]:
    """Type until the store says that it cannot keep more; return the last kept step, and why."""
    store.write(lambda w: w.begin_working(record, person, "note", 1)).result()
    for step in range(1, 10_000):
        entry = [JournalEntry(step, "x" * 3000 + str(step))]
        try:
            store.write(lambda w, e=entry: w.keep_edits(record, person, e, None)).result()
        except StorageError as error:
            return step - 1, error
    raise AssertionError("the disk never filled")


def test_a_full_disk_is_said_and_every_kept_step_is_there(team: Team, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 3 * MEGABYTE) as disk:
        small = team.copied_to(disk)
        with small.opened(SMALL_RESERVE) as store:
            assert store.has_reserve
            note = write_note(store, small.unlocked, "Visit", "before the disk was full")
            last, why = type_until_full(store, "r", "p")
            assert isinstance(why, DiskFull)
            assert not store.has_reserve, "the reserve is given up before anything is refused"
            # Reading goes on.
            body = store.read(lambda r: r.body(note.id)).result()
            assert body["state"] == "finished"
            with pytest.raises(DiskFull):
                store.write(lambda w: w.attach("r", "big", "x", [os.urandom(MEGABYTE)])).result()
            kept = store.read(lambda r: r.working("r", "p")).result()
            assert kept is not None
            assert [e.step for e in kept.entries] == list(range(1, last + 1))
        with small.opened(SMALL_RESERVE) as store:
            kept = store.read(lambda r: r.working("r", "p")).result()
            assert kept is not None
            assert len(kept.entries) == last
            assert store.check(whole_file=False).result().is_sound
        mount("-o", f"remount,size={12 * MEGABYTE}", str(disk))
        with small.opened(SMALL_RESERVE) as store:
            assert store.check().result().is_sound


def test_the_reserve_lets_a_full_disk_keep_some_typing(team: Team, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 3 * MEGABYTE) as disk:
        small = team.copied_to(disk)
        with small.opened(SMALL_RESERVE * 4) as store:
            assert store.has_reserve
            store.write(lambda w: w.begin_working("r", "p", "note", 1)).result()
            fill(disk / "other")
            # The log has room for some saves; after those it is the reserve that lets them go on.
            saves_in_the_log = STRIDE // PAGE_BYTES
            for step in range(1, saves_in_the_log + 11):
                entry = [JournalEntry(step, f"still typing {step}")]
                store.write(lambda w, e=entry: w.keep_edits("r", "p", e, None)).result()
            assert not store.has_reserve
            (disk / "other").unlink()
        with small.opened(SMALL_RESERVE) as store:
            assert store.has_reserve, "with room again there is a reserve again"
            kept = store.read(lambda r: r.working("r", "p")).result()
            assert kept is not None
            assert len(kept.entries) == saves_in_the_log + 10


def test_a_full_disk_leaves_the_key_file_as_it_was(team: Team, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2 * MEGABYTE) as disk:
        small = team.copied_to(disk)
        fill(disk / "other")
        me = small.unlocked.person_id
        with pytest.raises(DiskFull):
            access.change_passphrase(small.folder, me, PASSPHRASE, "new", FLOOR)
        assert unlock(small.folder, me, PASSPHRASE) == small.unlocked
        assert not list(small.folder.glob("*.tmp"))


def test_a_read_only_folder_is_said_and_untouched(team: Team, tmp_path: Path) -> None:
    place = tmp_path / "mounted"
    place.mkdir()
    before = team.file.read_bytes()
    mount("--bind", str(team.folder), str(place))
    try:
        mount("-o", "remount,ro,bind", str(place))
        fixed = Team(**{**vars(team), "folder": place})
        with pytest.raises(StoreReadOnly):
            fixed.open()
        # The passphrase is still told apart from that.
        assert unlock(place, team.unlocked.person_id, PASSPHRASE) == team.unlocked
    finally:
        unmount(place)
    assert team.file.read_bytes() == before
    team.open().close()


FAILING = """
import json, sys
from pathlib import Path
from desktop.storage.engine import open_store
from desktop.storage.errors import StorageError
from desktop.storage.store import JournalEntry
folder, profile, key = sys.argv[1:]
store = open_store(Path(folder), bytes.fromhex(key), incarnation_token_dir=Path(profile))
store.write(lambda w: w.begin_working("r", "p", "note", 1)).result()
kept, errors = [], []
print("ready", flush=True)
for step in range(1, 21):
    entry = [JournalEntry(step, f"step {step}")]
    try:
        store.write(lambda w: w.keep_edits("r", "p", entry, None)).result()
        kept.append(step)
    except StorageError as error:
        errors.append(type(error).__name__)
print(json.dumps([kept, errors]), flush=True)
store.close()
"""


def test_a_failing_disk_is_said_and_nothing_said_to_be_kept_is_lost(
    team: Team, tmp_path: Path
) -> None:
    if not shutil.which("strace"):
        pytest.skip("failing fsync needs strace")
    script = tmp_path / "failing.py"
    script.write_text(FAILING)
    # The first calls open the store (token, log); the ones after belong to the typing.
    inject = "inject=fsync,fdatasync:error=EIO:when=12..15"
    place = [str(team.folder), str(team.profile), team.unlocked.data_key.hex()]
    trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=fsync", "-e", inject]
    done = subprocess.run(
        [*trace, "-o", os.devnull, sys.executable, str(script), *place],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    if "ptrace" in done.stderr:
        pytest.skip("this system does not let a test trace")
    assert done.returncode == 0, done.stderr
    kept, errors = json.loads(done.stdout.splitlines()[-1])
    assert errors, "the injection must hit a commit, or this proves nothing"
    assert set(errors) == {DiskFault.__name__}
    with team.opened() as store:
        working = store.read(lambda r: r.working("r", "p")).result()
        assert working is not None
        steps = {entry.step: entry.edit for entry in working.entries}
        assert set(kept) <= set(steps)
        assert all(steps[step] == f"step {step}" for step in kept)
        assert store.check().result().is_sound
