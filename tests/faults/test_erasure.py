"""After an erasure decision the words of that record are nowhere, and all else is as it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.storage import writing
from desktop.storage.canonical import new_id
from desktop.storage.connection import connect
from desktop.storage.engine import Store
from desktop.storage.errors import RecordErased, StoreBusy, UnknownRecord
from desktop.storage.sql import dbapi
from desktop.storage.store import JournalEntry
from tests.storage import puredec
from tests.storage.kit import SMALL_RESERVE, Team, child, note, write_note

# Words that occur nowhere else; also one long enough to spill over pages, and one in a name.
PLANTED = ("quillwharf", "Zephyrine", "marrowglen", "ostlerby", "thornquay")


PIECE = 6  # letters; a search index keeps of a word only what differs from the one before


def scan(team: Team) -> dict[str, int]:
    """Return how often pieces of each planted word stand in any decrypted page of the file.

    Every page is looked at, those that nothing uses any more as well.
    """
    data = b"".join(puredec.pages(team.file.read_bytes(), team.unlocked.data_key)).lower()
    found = dict.fromkeys(PLANTED, 0)
    for word in PLANTED:
        lower = word.lower()
        for piece in {lower[n : n + PIECE] for n in range(len(lower) - PIECE + 1)}:
            found[word] += data.count(piece.encode()) + data.count(piece.encode("utf-16-le"))
    return found


def plant(store: Store, team: Team) -> tuple[str, str]:
    """Write a record full of planted words, and one that stays; return both ids."""
    record, other = new_id(), new_id()
    for n in range(6):
        words = f"{PLANTED[0]} version {n} " + f"filler{n} {PLANTED[2]} " * 400
        new = note(record, PLANTED[1], words)
        store.write(lambda w, new=new: w.append(new, team.unlocked.signer)).result()
        write_note(store, team.unlocked, "Stays", f"the other record, version {n}", other)
    store.write(lambda w: w.append(child(record, PLANTED[1]), team.unlocked.signer)).result()
    for person in ("p", team.unlocked.person_id):
        store.write(lambda w, p=person: w.begin_working(record, p, "note", 1)).result()
        entry = [JournalEntry(1, {"text": PLANTED[3]})]
        store.write(lambda w, p=person, e=entry: w.keep_edits(record, p, e, None)).result()
    for kept, words in ((record, PLANTED[0]), (other, "The other record")):
        store.write(lambda w, k=kept, s=words: w.remember("p", f"note:{k}", s)).result()
    data = (PLANTED[4] * 60_000).encode()
    store.write(lambda w: w.attach(record, PLANTED[4], "text/plain", [data])).result()
    store.write(lambda w: w.attach(other, "shared", "text/plain", [b"kept"])).result()
    store.write(lambda w: w.attach(record, "shared", "text/plain", [b"kept"])).result()
    return record, other


@pytest.fixture
def planted(team: Team) -> tuple[Team, str, str]:
    with team.opened() as store:
        return team, *plant(store, team)


def test_the_scan_can_find_what_it_looks_for(planted: tuple[Team, str, str]) -> None:
    assert all(scan(planted[0]).values()), scan(planted[0])


def test_erased_words_are_nowhere_and_all_else_is_as_it_was(
    planted: tuple[Team, str, str],
) -> None:
    team, record, other = planted
    with team.opened() as store:
        before = store.read(lambda r: (r.current(other), r.history(other))).result()
        headers = store.read(lambda r: r.history(record)).result()
        decision = store.write(
            lambda w: w.erase(record, "decided on 2 March", team.unlocked.signer)
        ).result()
        # Already now, before the store is closed, file and log are clean.
        assert (team.folder / "store.db-wal").stat().st_size == 0
        assert store.check().result().is_sound
        assert store.rebuild_and_compare().result() == ()
        assert store.read(lambda r: (r.current(other), r.history(other))).result() == before
        assert store.read(lambda r: r.history(record)).result() == (*headers, decision)
        body = store.read(lambda r: r.body(decision.id)).result()
        assert body["reason"] == "decided on 2 March"
        with pytest.raises(RecordErased):
            store.read(lambda r: r.current(record)).result()
        with pytest.raises(RecordErased):
            store.read(lambda r: r.body(headers[0].id)).result()
        for word in PLANTED:
            assert store.read(lambda r, w=word: r.search(w)).result() == ()
            assert store.read(lambda r, w=word: r.names(w)).result() == ()
        assert store.read(lambda r: r.working(record, "p")).result() is None
        assert store.read(lambda r: r.recall("p", f"note:{record}")).result() is None
        assert store.read(lambda r: r.recall("p", f"note:{other}")).result() == "The other record"
        assert store.read(lambda r: r.attachments(record)).result() == ()
        (kept,) = store.read(lambda r: r.attachments(other)).result()
        assert store.read(lambda r: r.attachment(kept.id)).result() == b"kept"
        with pytest.raises(RecordErased):
            write_note(store, team.unlocked, "a", "b", record)
        with pytest.raises(RecordErased):
            store.write(lambda w: w.erase(record, "again", team.unlocked.signer)).result()
    assert scan(team) == dict.fromkeys(PLANTED, 0)


def test_what_was_only_ever_typed_can_be_erased(team: Team) -> None:
    with team.opened() as store:
        store.write(lambda w: w.begin_working("draft", "p", "note", 1)).result()
        entry = [JournalEntry(1, PLANTED[0])]
        store.write(lambda w: w.keep_edits("draft", "p", entry, None)).result()
    assert scan(team)[PLANTED[0]]
    with team.opened() as store:
        store.write(lambda w: w.erase("draft", "r", team.unlocked.signer)).result()
        assert store.check().result().is_sound
        with pytest.raises(UnknownRecord):
            store.write(lambda w: w.erase("nothing", "r", team.unlocked.signer)).result()
    assert not scan(team)[PLANTED[0]]


def test_people_and_certificates_are_never_erased(team: Team) -> None:
    with team.opened() as store:
        me = team.unlocked.person_id
        with pytest.raises(ValueError, match="never erased"):
            store.write(lambda w: w.erase(me, "r", team.unlocked.signer)).result()
        assert store.check().result().is_sound


def test_bodies_go_only_by_a_decision_about_that_record(planted: tuple[Team, str, str]) -> None:
    team, record, other = planted
    with team.opened() as store:
        store.write(lambda w: w.erase(record, "r", team.unlocked.signer)).result()
    connection = connect(team.file, team.unlocked.data_key)
    for of in (other, record):
        with pytest.raises(dbapi.IntegrityError):
            connection.execute(
                "DELETE FROM body WHERE revision IN (SELECT id FROM revision WHERE record = ?)",
                (of,),
            )
    connection.close()


def test_a_reader_in_the_way_leaves_the_scrubbing_to_the_next_opening(
    planted: tuple[Team, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    team, record, _ = planted

    def busy(_: object) -> None:
        raise StoreBusy

    with team.opened() as store:
        with monkeypatch.context() as patch:
            patch.setattr(writing, "scrub_if_noted", busy)
            with pytest.raises(StoreBusy):
                store.write(lambda w: w.erase(record, "r", team.unlocked.signer)).result()
        assert store.read(lambda r: r.is_erased(record)).result()
        write_note(store, team.unlocked, "Next", "is kept without complaint")
    team.open().close()
    assert scan(team) == dict.fromkeys(PLANTED, 0)


KILLED = """
import os, signal, sys
from pathlib import Path
from desktop.storage import erasure, writing
from desktop.storage.engine import open_store
from desktop.storage.revisions import Signer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
def die(connection):
    os.kill(os.getpid(), signal.SIGKILL)
writing.scrub_if_noted = lambda connection: None
folder, profile, key, person, seed, record = sys.argv[1:]
store = open_store(Path(folder), bytes.fromhex(key), incarnation_token_dir=Path(profile))
writing.scrub_if_noted = die
signer = Signer(person, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)))
store.write(lambda w: w.erase(record, "decided", signer)).result()
"""


def test_a_kill_between_decision_and_scrubbing_is_made_good_at_the_next_opening(
    planted: tuple[Team, str, str],
) -> None:
    team, record, _ = planted
    who = team.unlocked
    seed = who.signer.ed25519.private_bytes_raw().hex()
    place = [str(team.folder), str(team.profile), who.data_key.hex()]
    command = [sys.executable, "-c", KILLED, *place, who.person_id, seed, record]
    assert subprocess.run(command, check=False, timeout=60).returncode == -9
    with team.opened(SMALL_RESERVE) as store:
        assert store.read(lambda r: r.is_erased(record)).result()
        assert store.check().result().is_sound
    assert scan(team) == dict.fromkeys(PLANTED, 0)
    assert Path(team.file).exists()
