"""The power of "nothing typed is ever lost": the process is killed in mid-word, again and again.

What the writer had seen on the page a quarter of a second and one commit before the kill must be
there when the store is opened again, and the store must be sound.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop.casework.clock import SystemClock
from desktop.forms.values import Json
from tests.faults.kills.team import PASSPHRASE, Template, desk_in, make_template
from tests.faults.kills.typist import normal

THROTTLE = 0.25  # seconds that the product allows between a key and its commit
AT_ONCE = 4  # typists; more would wait for each other's processor time and not for the store
FEW, MANY = 50, 1000
CLONE = Path(__file__).parents[3]


@dataclass
class Nursery:
    """The process that typists are forked from."""

    process: subprocess.Popen[str]
    door: threading.Lock = field(default_factory=threading.Lock)

    def start(self, **asked: Any) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with self.door:
            self.process.stdin.write(json.dumps(asked) + "\n")
            self.process.stdin.flush()
            return int(self.process.stdout.readline())


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.kills.nursery"],
        cwd=CLONE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_ACCESSIBILITY": "0"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield Nursery(process)
    assert process.stdin is not None
    process.stdin.close()
    process.wait(20)
    assert process.stdout is not None
    process.stdout.close()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("template"))


@dataclass
class Life:
    """What one typist saw until it was killed."""

    states: list[tuple[float, dict[str, Json]]]
    slowest_commit: float
    troubles: list[str]


def test_no_key_is_missing_after_a_kill(
    nursery: Nursery, template: Template, tmp_path: Path, full: bool
) -> None:
    count = MANY if full else FEW
    with ThreadPoolExecutor(AT_ONCE) as lanes:
        runs = [
            lanes.submit(_kill_one, nursery, template, tmp_path / str(n), n) for n in range(count)
        ]
        lost = [f"run {n}: {words}" for n, run in enumerate(runs) for words in run.result()]
    assert not lost, "\n".join(lost)


def _kill_one(nursery: Nursery, template: Template, folder: Path, seed: int) -> list[str]:
    """Let one typist write for a while, kill it, and say what is missing afterwards."""
    shutil.copytree(template.folder, folder)
    pid = nursery.start(
        folder=str(folder), person=template.person, record=template.record, seed=seed
    )
    log = folder / "log"
    try:
        _wait(lambda: log.exists() and b"ready" in log.read_bytes(), 30)
        select.select([], [], [], random.Random(seed).uniform(0.05, 2.5))
    except TimeoutError:
        return [f"never ready: {(folder / 'stderr').read_text()[-2000:]}"]
    finally:
        killed = SystemClock().passed()
        os.kill(pid, signal.SIGKILL)
    _wait(lambda: not Path(f"/proc/{pid}").exists(), 10)
    found = _judge(folder, template, _read(log), killed)
    shutil.rmtree(folder)
    return found


def _wait(so: Any, seconds: float) -> None:
    limit = SystemClock().passed() + seconds
    while not so():
        if SystemClock().passed() > limit:
            raise TimeoutError
        select.select([], [], [], 0.01)


def _read(log: Path) -> Life:
    """Return every state of the page that was written down, the first one included."""
    life = Life([], 0.0, [])
    state: dict[str, Json] = {}
    for line in log.read_bytes().splitlines():
        told = json.loads(line)
        if "ready" in told:
            state = dict(told["all"])
            life.states.append((told["ready"], dict(state)))
        elif "commit" in told:
            life.slowest_commit = max(life.slowest_commit, told["commit"])
        elif "trouble" in told:
            life.troubles.append(told["trouble"])
        else:
            state = {**state, **told["set"]}
            for path in told["gone"]:
                state.pop(path, None)
            life.states.append((told["at"], dict(state)))
    return life


def _judge(folder: Path, template: Template, life: Life, killed: float) -> list[str]:
    """Open the store and return what is wrong, nothing if all is well."""
    desk = desk_in(folder)
    session = desk.unlock(template.person, PASSPHRASE)
    try:
        found = normal(session.records.open(template.record).copy.flat)
        report = session.store.check().result()
    finally:
        desk.lock()
    wrong = [f"the page met {trouble}" for trouble in life.troubles]
    if not report.is_sound:
        wrong.append(f"the store is damaged: {report.problems}")
    safe_until = killed - THROTTLE - life.slowest_commit
    must = max(n for n, (at, _state) in enumerate(life.states) if at <= safe_until or n == 0)
    if not any(found == state for _at, state in life.states[must:]):
        wrong.append(_missing(found, life, must, killed))
    return wrong


def _missing(found: dict[str, Json], life: Life, must: int, killed: float) -> str:
    """Say which answers differ from what was last seen in time, and how late the store is."""
    at, state = life.states[must]
    paths = {p for p in found.keys() | state.keys() if found.get(p) != state.get(p)}
    earlier = [n for n, (_at, seen) in enumerate(life.states) if seen == found]
    behind = (
        f"as it was {killed - life.states[earlier[-1]][0]:.3f} s before" if earlier else "never"
    )
    return (
        f"seen {killed - at:.3f} s before the kill, slowest commit {life.slowest_commit:.3f} s, "
        f"differs in {sorted(paths)[:5]}; the store holds it {behind}"
    )
