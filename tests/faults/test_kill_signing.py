"""Signing, countersigning, correcting and exporting, killed at any moment: all of it or nothing.

Half of the kills come at a moment of time: spread over the whole step, or just after something was
handed to the store. The other half come at a call to the system, the first, second or hundredth
write, flush or renaming after the step began, so that each place on the way is met.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.kills.killing import Nursery, is_gone, lines_of, nursery_of, passed, rest, wait
from tests.faults.kills.signing_team import WANTS, SigningTeam, make_signing_team
from tests.faults.kills.team import copy_of

AT_ONCE = 2
FEW, MANY = 50, 200
RENAMES = "?rename,?renameat,?renameat2"
CALLS = {
    "sign": (("pwrite64", 90), ("pwrite64", 90), ("fsync,fdatasync", 3)),
    "countersign": (("pwrite64", 90), ("pwrite64", 90), ("fsync,fdatasync", 3)),
    "amend": (("pwrite64", 24), ("pwrite64", 24), ("fsync,fdatasync", 3)),
    "export": (("write", 6), ("fsync,fdatasync", 3), (RENAMES, 1)),
}
"""Which calls a step is killed at, and the last one of them that is counted to."""


@dataclass
class Found:
    """What was found after one kill."""

    step: str = ""
    done: bool = False
    halves: int = 0
    wrong: list[str] = field(default_factory=list[str])


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> SigningTeam:
    return make_signing_team(tmp_path_factory.mktemp("signing"))


@pytest.fixture(scope="module")
def nursery(team: SigningTeam) -> Iterator[Nursery]:
    with nursery_of("tests.faults.kills.signer", team.to_json()) as found:
        yield found


def test_a_killed_step_is_done_or_not_at_all(
    nursery: Nursery,
    team: SigningTeam,
    tmp_path: Path,
    full: bool,
    capsys: pytest.CaptureFixture[str],
) -> None:
    count = MANY if full else FEW
    with ThreadPoolExecutor(AT_ONCE) as lanes:
        runs = [lanes.submit(_kill_one, nursery, team, tmp_path / str(n), n) for n in range(count)]
        found = [run.result() for run in runs]
    with capsys.disabled():
        print("\n" + _summary(found))
    wrong = [f"run {n}: {words}" for n, one in enumerate(found) for words in one.wrong]
    assert not wrong, "\n".join(wrong)
    cut = Counter((one.step, one.done) for one in found)
    assert all(cut[step, False] for step in WANTS), "no kill came before the end of some step"
    assert any(one.halves for one in found), "no kill came while a copy had its temporary name"


def _summary(found: list[Found]) -> str:
    """Return the counts in one line."""
    cut = Counter((one.step or "between two steps", one.done) for one in found)
    steps = ", ".join(
        f"{step} {cut[step, False] + cut[step, True]} ({cut[step, True]} done)"
        for step in sorted({step for step, _ in cut})
    )
    return (
        f"{len(found)} kills: {sum(bool(one.wrong) for one in found)} with something wrong, "
        f"{sum(one.halves for one in found)} half-written copies left and swept; cut: {steps}"
    )


def _kill_one(nursery: Nursery, team: SigningTeam, folder: Path, seed: int) -> Found:
    """Let a signer take steps, kill it, and have what it left judged."""
    copy_of(team.folder, folder)
    os.mkfifo(folder / "go")
    step = list(WANTS)[seed % len(WANTS)]
    pid = nursery.start(folder, seed=seed, step=step)
    try:
        wait(lambda: any("ready" in line for line in lines_of(folder / "log")), 60)
        at_call = seed // len(WANTS) % 2 and shutil.which("strace")
        (_kill_at_call if at_call else _kill_at_time)(pid, folder, team, seed, step)
        wait(lambda: is_gone(pid), 60)
    except TimeoutError:
        os.kill(pid, signal.SIGKILL)
        return Found(
            wrong=[f"{step} did not come to it: {(folder / 'stderr').read_text()[-2000:]}"]
        )
    said = (folder / "stderr").read_text()
    if said:
        return Found(wrong=[f"it failed before it was killed: {said[-2000:]}"])
    return _judged(nursery, folder)


def _judged(nursery: Nursery, folder: Path) -> Found:
    """Have a process of its own look at what was left behind: that takes as long as signing."""
    judge = nursery.start(folder, judge=True)
    wait(lambda: is_gone(judge), 120)
    verdict = folder / "verdict"
    if not verdict.exists():
        return Found(wrong=[f"it could not be judged: {(folder / 'stderr').read_text()[-2000:]}"])
    found = Found(**json.loads(verdict.read_text()))
    shutil.rmtree(folder)
    return found


def _let_go(folder: Path) -> None:
    with (folder / "go").open("w"):
        pass


def _kill_at_time(pid: int, folder: Path, team: SigningTeam, seed: int, step: str) -> None:
    """Kill at some moment of the step, or a little after something was handed to the store."""
    chance = random.Random(seed)
    _let_go(folder)
    if seed // len(WANTS) % 4 == 0 or step == "export":
        wait(lambda: any("begun" in line for line in lines_of(folder / "log")), 60)
        rest(chance.uniform(0, 1.1 * team.seconds[step]))
    else:
        wait(lambda: any("handing" in line for line in lines_of(folder / "log")), 60)
        rest(chance.uniform(0, 0.02))
    os.kill(pid, signal.SIGKILL)


def _kill_at_call(pid: int, folder: Path, team: SigningTeam, seed: int, step: str) -> None:
    """Kill when the step is about to make its nth call of a kind."""
    chance = random.Random(seed)
    calls, last = chance.choice(CALLS[step])
    inject = f"inject={calls}:signal=KILL:when={chance.randint(1, last)}"
    command = ["strace", "-f", "-o", os.devnull, "-e", f"trace={calls}", "-e", inject]
    with subprocess.Popen([*command, "-p", str(pid)], stderr=subprocess.PIPE, text=True) as trace:
        assert trace.stderr is not None
        attached = trace.stderr.readline()
        assert "attached" in attached, attached
        _let_go(folder)
        limit = passed() + 60
        while not is_gone(pid) and passed() < limit:
            rest(0.02)
        if not is_gone(pid):
            os.kill(pid, signal.SIGKILL)
        trace.stderr.read()
