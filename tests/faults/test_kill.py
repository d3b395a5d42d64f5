"""A writer killed at any moment: what was said to be kept is there, and the store is whole."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.storage.errors import StoreOpenElsewhere
from tests.faults.kills.killing import Nursery, is_gone, lines_of, nursery_of, rest, wait
from tests.storage.kit import SMALL_RESERVE, Team


@pytest.fixture
def nursery(team: Team) -> Iterator[Nursery]:
    who = team.unlocked
    known = {
        "store": str(team.folder),
        "profile": str(team.profile),
        "key": who.data_key.hex(),
        "person": who.person_id,
        "seed": who.signer.ed25519.private_bytes_raw().hex(),
    }
    with nursery_of("tests.faults.kills.writer", known) as found:
        yield found


def run_and_kill(
    nursery: Nursery, folder: Path, first: int, lines: int, after: float = 0.0
) -> list[dict[str, Any]]:
    """Let the writer say so much, kill it so many seconds later, return what it said was kept."""
    folder.mkdir()
    pid = nursery.start(folder, first=first)
    try:
        wait(lambda: len(lines_of(folder / "log")) >= lines, 120)
    except TimeoutError:
        raise AssertionError((folder / "stderr").read_text()) from None
    rest(after)
    os.kill(pid, signal.SIGKILL)
    wait(lambda: is_gone(pid), 60)
    return lines_of(folder / "log")


def test_nothing_kept_is_lost_by_a_kill(
    nursery: Nursery, team: Team, tmp_path: Path, full: bool
) -> None:
    chance = random.Random(7)
    steps: set[int] = set()
    revisions: set[str] = set()
    last = 0
    for number in range(200 if full else 20):
        lines, after = chance.randint(1, 30), chance.uniform(0, 0.05)
        for line in run_and_kill(nursery, tmp_path / str(number), last, lines, after):
            if "step" in line:
                steps.add(line["step"])
            elif "revision" in line:
                revisions.add(line["revision"])
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


def test_the_lock_goes_with_the_process(nursery: Nursery, team: Team, tmp_path: Path) -> None:
    run_and_kill(nursery, tmp_path / "life", 0, 1)
    try:
        team.open().close()
    except StoreOpenElsewhere as error:
        raise AssertionError("a dead process must not hold the store") from error
