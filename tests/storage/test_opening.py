"""Opening a store: what is refused, by which name; nothing is created or lost by trying."""

from __future__ import annotations

import ast
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.storage import connection as opening
from desktop.storage import migrations, schema
from desktop.storage.connection import connect
from desktop.storage.engine import open_store
from desktop.storage.errors import (
    KeyFileOfAnotherStore,
    PragmaRefused,
    StoreCut,
    StoreDamaged,
    StoreEmpty,
    StoreMissing,
    StoreNewer,
    StoreOpenElsewhere,
)
from desktop.storage.sql import Connection
from desktop.storage.working import JournalEntry, Place
from tests.storage import puredec
from tests.storage.kit import SMALL_RESERVE, Team, write_note


def test_an_empty_file_is_called_empty_and_stays_so(team: Team) -> None:
    team.file.write_bytes(b"")
    with pytest.raises(StoreEmpty):
        team.open()
    assert team.file.read_bytes() == b""


def test_a_missing_store_is_not_created(team: Team, tmp_path: Path) -> None:
    team.file.unlink()
    with pytest.raises(StoreMissing):
        team.open()
    assert not team.file.exists()
    with pytest.raises(StoreMissing):
        open_store(tmp_path, bytes(32), incarnation_token_dir=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keep", [10, 2000, 4096, 5000, -4096, -1])
def test_a_cut_file_is_called_cut(team: Team, keep: int) -> None:
    data = team.file.read_bytes()
    team.file.write_bytes(data[:keep])
    with pytest.raises(StoreCut):
        team.open()


def test_a_damaged_first_page_is_damage(team: Team) -> None:
    data = bytearray(team.file.read_bytes())
    for place in (3, 200, 4090):
        data[place] ^= 16
        team.file.write_bytes(bytes(data))
        with pytest.raises(StoreDamaged):
            team.open()
        data[place] ^= 16


def test_the_database_of_another_store_is_not_called_damaged(team: Team) -> None:
    data = team.file.read_bytes()
    team.file.write_bytes(bytes(range(100, 116)) + data[16:])
    with pytest.raises(KeyFileOfAnotherStore):
        team.open()


def test_a_wrong_data_key_is_damage_because_the_slot_was_opened_with_the_right_one(
    team: Team,
) -> None:
    with pytest.raises(StoreDamaged):
        open_store(team.folder, bytes(32), incarnation_token_dir=team.profile)
    with pytest.raises(ValueError, match="32 bytes"):
        open_store(team.folder, b"short", incarnation_token_dir=team.profile)


def test_a_failed_opening_lets_go_of_the_lock(team: Team) -> None:
    with pytest.raises(StoreDamaged):
        open_store(team.folder, bytes(32), incarnation_token_dir=team.profile)
    with team.opened() as store:
        assert store.check().result().is_sound


def test_a_newer_store_is_refused_untouched(team: Team) -> None:
    connection = connect(team.file, team.unlocked.data_key)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with pytest.raises(StoreNewer):
        team.open()


def test_a_store_without_its_row_is_damage(team: Team) -> None:
    connection = connect(team.file, team.unlocked.data_key)
    connection.execute("DELETE FROM store")
    connection.close()
    with pytest.raises(StoreDamaged):
        team.open()


def test_one_process_at_a_time_even_within_one_program(team: Team) -> None:
    with team.opened(), pytest.raises(StoreOpenElsewhere):
        team.open()


def test_who_has_the_store_open_and_since_when_is_said(team: Team) -> None:
    holder = (
        "import sys, pathlib, datetime\n"
        "from desktop.storage.lock import StoreLock\n"
        "now = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)\n"
        "lock = StoreLock.seize(pathlib.Path(sys.argv[1]), now)\n"
        "print('held', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", holder, str(team.folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(StoreOpenElsewhere) as caught:
            team.open()
        assert caught.value.process == process.pid
        assert caught.value.since is not None
        assert caught.value.since.isoformat() == "2026-03-02T09:30:00+00:00"
        process.kill()
    team.open().close()


# Connections


def test_nothing_readable_lies_in_any_file(team: Team) -> None:
    with team.opened() as store:
        write_note(store, team.unlocked, "Harbour", "seen by the quay wall")
        files = [path for path in team.folder.iterdir() if path.name.startswith("store.db")]
        assert len(files) == 3
        for path in files:
            assert b"quay" not in path.read_bytes()
        assert not team.file.read_bytes().startswith(b"SQLite")


def test_every_setting_is_read_back(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = [(n, v, "9" if n == "foreign_keys" else e) for n, v, e in opening._SETTINGS]
    monkeypatch.setattr(opening, "_SETTINGS", tuple(wrong))
    with pytest.raises(PragmaRefused, match="foreign_keys"):
        connect(team.file, team.unlocked.data_key)


def test_temporary_tables_stay_in_memory_and_readers_cannot_write(team: Team) -> None:
    connection = connect(team.file, team.unlocked.data_key, read_only=True)
    assert connection.execute("PRAGMA temp_store").fetchone() == (2,)
    with pytest.raises(Exception, match="readonly"):
        connection.execute("DELETE FROM working")
    connection.close()


def test_a_reader_without_sqlcipher_can_read_the_file(team: Team, tmp_path: Path) -> None:
    with team.opened() as store:
        header = write_note(store, team.unlocked, "Harbour", "seen by the quay wall")
    plain = tmp_path / "plain.db"
    data = b"".join(puredec.pages(team.file.read_bytes(), team.unlocked.data_key))
    # Bytes 18 and 19 say "write-ahead log"; there is none beside this copy.
    plain.write_bytes(data[:18] + b"\x01\x01" + data[20:])
    reader = sqlite3.connect(plain)
    assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    (body,) = reader.execute("SELECT body FROM body WHERE revision = ?", (header.id,)).fetchone()
    reader.close()
    assert "seen by the quay wall" in body.decode()


# Incarnations


def test_a_store_numbers_on_where_it_was(team: Team) -> None:
    with team.opened() as store:
        first = write_note(store, team.unlocked, "a", "b")
        life = store.incarnation
        assert not store.is_new_incarnation
    with team.opened() as store:
        second = write_note(store, team.unlocked, "a", "b")
        assert (store.incarnation, store.is_new_incarnation) == (life, False)
    assert second.seq == first.seq + 1
    assert second.prev == first.id


def test_a_copied_store_begins_a_life_of_its_own(team: Team, tmp_path: Path) -> None:
    with team.opened() as store:
        life = store.incarnation
    other = Team(**{**vars(team), "profile": tmp_path / "other account"})
    with other.opened() as store:
        assert store.is_new_incarnation
        assert store.incarnation != life
        header = write_note(store, team.unlocked, "a", "b")
        assert (header.seq, header.prev) == (1, "")
        assert store.check().result().is_sound


def test_an_older_copy_put_back_begins_a_life_of_its_own(team: Team, tmp_path: Path) -> None:
    with team.opened() as store:
        write_note(store, team.unlocked, "a", "kept in the copy")
    copy = tmp_path / "copy.db"
    shutil.copyfile(team.file, copy)
    with team.opened() as store:
        lost = write_note(store, team.unlocked, "a", "after the copy")
    shutil.copyfile(copy, team.file)
    with team.opened() as store:
        assert store.is_new_incarnation
        again = write_note(store, team.unlocked, "a", "after it was put back")
    assert (again.incarnation, again.seq) != (lost.incarnation, lost.seq)


def test_a_clock_set_back_over_a_restart_keeps_the_order(team: Team) -> None:
    with team.opened() as store:
        first = write_note(store, team.unlocked, "a", "b")
    team.clock.now -= timedelta(days=1000)
    with team.opened() as store:
        assert write_note(store, team.unlocked, "a", "c", first.record).hlc > first.hlc
        assert store.check().result().is_sound


# Migrations


def test_every_migration_has_a_test() -> None:
    here = {
        node.name
        for path in Path(__file__).parent.glob("test_*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }
    missing = {f"test_{step.__name__}" for step in migrations.MIGRATIONS} - here
    assert not missing
    assert len(migrations.MIGRATIONS) == schema.VERSION - 1


def test_each_step_is_one_transaction_and_a_failed_one_leaves_the_version_before(
    team: Team,
) -> None:
    def first(connection: Connection) -> None:
        connection.execute("CREATE TABLE one(a)")

    def second(connection: Connection) -> None:
        connection.execute("CREATE TABLE two(a)")
        raise RuntimeError("power cut")

    steps: list[Callable[[Connection], None]] = [lambda _: None] * (schema.VERSION - 1)
    steps += [first, second]
    connection = connect(team.file, team.unlocked.data_key)
    with pytest.raises(RuntimeError):
        migrations.migrate(connection, steps, schema.VERSION + 2)
    assert migrations.version_of(connection) == schema.VERSION + 1
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    assert "one" in tables
    assert "two" not in tables
    steps[-1] = lambda c: c.execute("CREATE TABLE two(a)") and None
    assert migrations.migrate(connection, steps, schema.VERSION + 2) == 1
    connection.close()


def test_place_beside_the_step(team: Team) -> None:
    with team.opened() as store:
        store.write(lambda w: w.begin_working("r", "p", "note", 1)).result()
        store.write(lambda w: w.keep_edits("r", "p", [JournalEntry(1, "one")])).result()
    before = connect(team.file, team.unlocked.data_key)
    before.execute("ALTER TABLE journal DROP COLUMN place")
    before.execute("UPDATE working SET place = ?", (json.dumps(["words", 3]),))
    before.execute("PRAGMA user_version = 1")
    before.close()
    with team.opened() as store:
        found = store.read(lambda r: r.working("r", "p")).result()
        assert found is not None
        assert (found.place, [e.edit for e in found.entries]) == (Place("words", 3), ["one"])
        steps = [JournalEntry(2, "two")]
        store.write(lambda w: w.keep_edits("r", "p", steps, Place("subject", 5))).result()
        found = store.read(lambda r: r.working("r", "p")).result()
        assert found is not None
        assert (found.place, len(found.entries)) == (Place("subject", 5), 2)


OLD = Path(__file__).parent / "old_stores"


@pytest.mark.parametrize("folder", sorted(OLD.iterdir()), ids=lambda path: path.name)
def test_a_store_of_every_earlier_version_opens_migrates_and_is_whole(
    folder: Path, team: Team, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "old")
    (key,) = (tmp_path / "old" / "key.hex").read_text().split()
    old = open_store(
        tmp_path / "old",
        bytes.fromhex(key),
        incarnation_token_dir=tmp_path,
        reserve_bytes=SMALL_RESERVE,
    )
    with old as store:
        assert store.check().result().is_sound
        assert store.rebuild_and_compare().result() == ()
        assert len(store.read(lambda r: r.search("harbour")).result()) == 1
    migrated = layout(tmp_path / "old" / "store.db", bytes.fromhex(key))
    assert migrated == layout(team.file, team.unlocked.data_key)


def layout(path: Path, key: bytes) -> list[tuple[str, str]]:
    """Return every table, index and trigger with its definition."""
    connection = connect(path, key)
    rows = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    connection.close()
    return rows
