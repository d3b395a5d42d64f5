"""A writer killed at any moment: what was said to be kept is there, and the store is whole."""

from __future__ import annotations

import os
import random
import select
import subprocess
import sys
import time
from pathlib import Path

from desktop.storage.errors import StoreOpenElsewhere
from tests.storage.kit import SMALL_RESERVE, Team

WRITER = """
import sys
from pathlib import Path
from desktop.storage.canonical import new_id
from desktop.storage.engine import open_store
from desktop.storage.revisions import NewRevision, Signer
from desktop.storage.store import JournalEntry
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
folder, profile, key, person, seed, first = sys.argv[1:]
store = open_store(Path(folder), bytes.fromhex(key), incarnation_token_dir=Path(profile),
                   reserve_bytes=65536)
signer = Signer(person, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)))
store.write(lambda w: w.begin_working("r", person, "note", 1)).result()
step = int(first)
print("ready", flush=True)
while True:
    step += 1
    entry = [JournalEntry(step, "word " * 20 + str(step))]
    store.write(lambda w: w.keep_edits("r", person, entry, None)).result()
    print("step", step, flush=True)
    if step % 7 == 0:
        body = {"state": "finished", "answers": {"words": f"harbour {step}"}}
        new = NewRevision(new_id(), "note", body, None, "note", 1)
        made = store.write(lambda w: w.append(new, signer)).result()
        print("revision", made.id, flush=True)
"""


def run_and_kill(team: Team, script: Path, first: int, after: float) -> list[str]:
    """Run the writer, kill it some time after it began, return the lines that it got out."""
    who = team.unlocked
    seed = who.signer.ed25519.private_bytes_raw().hex()
    place = [str(team.folder), str(team.profile), who.data_key.hex(), who.person_id, seed]
    command = [sys.executable, str(script), *place, str(first)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, bufsize=1
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        end = time.monotonic() + after
        lines: list[str] = []
        while (left := end - time.monotonic()) > 0:
            if select.select([process.stdout], [], [], left)[0]:
                lines.append(process.stdout.readline())
        process.kill()
        lines += process.stdout.readlines()
    return [line for line in lines if line.endswith("\n")]


def test_nothing_kept_is_lost_by_a_kill(team: Team, tmp_path: Path, full: bool) -> None:
    script = tmp_path / "writer.py"
    script.write_text(WRITER)
    chance = random.Random(7)
    steps: set[int] = set()
    revisions: set[str] = set()
    last = 0
    for _ in range(200 if full else 20):
        for line in run_and_kill(team, script, last, chance.uniform(0.01, 0.25)):
            word, value = line.split()
            if word == "step":
                steps.add(int(value))
            else:
                revisions.add(value)
        with team.opened(SMALL_RESERVE) as store:
            working = store.read(lambda r: r.working("r", team.unlocked.person_id)).result()
            assert working is not None
            kept = {entry.step for entry in working.entries}
            assert steps <= kept
            assert kept == set(range(1, len(kept) + 1))
            last = len(kept)
            report = store.check().result()
            assert report.is_sound, report.problems
            assert store.rebuild_and_compare().result() == ()
            for revision in revisions:
                assert store.read(lambda r, v=revision: r.header(v)).result().id == revision
    assert len(steps) > 20
    assert revisions


def test_the_lock_goes_with_the_process(team: Team, tmp_path: Path) -> None:
    script = tmp_path / "writer.py"
    script.write_text(WRITER)
    run_and_kill(team, script, 0, 0.01)
    try:
        team.open().close()
    except StoreOpenElsewhere as error:
        raise AssertionError("a dead process must not hold the store") from error
