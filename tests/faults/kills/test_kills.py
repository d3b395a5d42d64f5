"""The power of "nothing typed is ever lost": the process is killed in mid-word, again and again.

What the writer had seen on the page a quarter of a second and one commit before the kill must be
there when the store is opened again, and the store must be sound. Time in which the process stood
in line for a processor that others had is not counted: on a busy machine that may be seconds. A
commit that waits for the disk when the kill comes is as long as it has taken by then.
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

from desktop.casework import desk as desks
from desktop.casework.clock import SystemClock
from desktop.forms.values import Json
from tests.faults.kills.team import (
    PASSPHRASE,
    Template,
    derive_no_key_again,
    desk_in,
    make_template,
)
from tests.faults.kills.typist import normal, waited_for_processor, waits_for_disk

THROTTLE = 0.25  # seconds that the product allows between a key and its commit
AT_ONCE = 3  # typists; more would wait for each other’s processor time and not for the store
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
def nursery(template: Template) -> Iterator[Nursery]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.kills.nursery", json.dumps(template.to_json())],
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


@dataclass(frozen=True)
class Seen:
    """From when on a person has had a state of the answers before their eyes.

    `waited`: the seconds that its threads had stood in line for a processor by then.
    """

    at: float
    waited: float
    number: int


@dataclass(frozen=True)
class Killed:
    """When the typist was killed, and whether its commit was waiting for the disk then."""

    at: float
    waited: float
    on_disk: bool = False


@dataclass
class Life:
    """What one typist wrote down until it was killed: how the answers stood, one after the other.

    Those that nobody has `seen` stood for a moment in between, while something was being done.
    """

    states: list[dict[str, Json]] = field(default_factory=list[dict[str, Json]])
    seen: list[Seen] = field(default_factory=list[Seen])
    asked: list[float] = field(default_factory=list[float])
    commits: list[float] = field(default_factory=list[float])
    troubles: list[str] = field(default_factory=list[str])

    def slowest_commit(self, killed: Killed) -> float:
        """Return the seconds of the longest commit, the one under way included if it may be."""
        asked = self.asked[len(self.commits) : len(self.commits) + 1] if killed.on_disk else []
        return max([*self.commits, *(killed.at - one for one in asked)], default=0.0)


def test_no_key_is_missing_after_a_kill(
    nursery: Nursery,
    template: Template,
    tmp_path: Path,
    full: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desks, "unlock", desks.unlock)  # put back what is changed here
    derive_no_key_again(template)
    count = MANY if full else FEW
    with ThreadPoolExecutor(AT_ONCE) as lanes:
        runs = [
            lanes.submit(_kill_one, nursery, template, tmp_path / str(n), n) for n in range(count)
        ]
        lost = [f"run {n}: {words}" for n, run in enumerate(runs) for words in run.result()]
    assert not lost, "\n".join(lost)


def _kill_one(nursery: Nursery, template: Template, folder: Path, seed: int) -> list[str]:
    """Let one typist write for a while, kill it, and say what is missing afterwards.

    The while is as long as the window's thread was let run, so that much is written in any case.
    """
    shutil.copytree(template.folder, folder)
    pid = nursery.start(folder=str(folder), seed=seed)
    log = folder / "log"
    try:
        _wait(lambda: log.exists() and b"threads" in log.read_bytes(), 120)
        begun, threads = _read(log).seen[0], _threads(log)
        enough = random.Random(seed).uniform(0.05, 2.5)
        window = threads[:1]
        stood = waited_for_processor(pid, window)
        _wait(
            lambda: _passed() - begun.at - (waited_for_processor(pid, window) - stood) > enough, 600
        )
    except TimeoutError:
        os.kill(pid, signal.SIGKILL)
        return [f"it did not write: {(folder / 'stderr').read_text()[-2000:]}"]
    killed = Killed(_passed(), waited_for_processor(pid, threads), waits_for_disk(pid, threads[-1]))
    os.kill(pid, signal.SIGKILL)
    _wait(lambda: not Path(f"/proc/{pid}").exists(), 10)
    found = _judge(folder, template, _read(log), killed)
    shutil.rmtree(folder)
    return found


def _passed() -> float:
    return SystemClock().passed()


def _threads(log: Path) -> list[int]:
    told = next(line for line in log.read_bytes().splitlines() if b"threads" in line)
    return list(json.loads(told)["threads"])


def _wait(so: Any, seconds: float) -> None:
    limit = _passed() + seconds
    while not so():
        if _passed() > limit:
            raise TimeoutError
        select.select([], [], [], 0.01)


def _read(log: Path) -> Life:
    """Return what a log says."""
    life = Life()
    state: dict[str, Json] = {}
    for line in log.read_bytes().splitlines():
        told = json.loads(line)
        if "commit" in told:
            life.commits.append(told["commit"])
        elif "asked" in told:
            life.asked.append(told["asked"])
        elif "trouble" in told:
            life.troubles.append(told["trouble"])
        elif "set" in told:
            state = {path: value for path, value in state.items() if path not in told["gone"]}
            state |= told["set"]
            life.states.append(state)
        elif "seen" in told:
            life.seen.append(Seen(*told["seen"], len(life.states) - 1))
    return life


def _judge(folder: Path, template: Template, life: Life, killed: Killed) -> list[str]:
    """Open the store and return what is wrong, nothing if all is well."""
    desk = desk_in(folder)
    session = desk.unlock(template.person, PASSPHRASE)
    try:
        copy = session.records.open(template.record).copy
        found = normal(copy.flat)
        while copy.undo():
            pass
        begun = normal(copy.flat)
        report = session.store.check().result()
        differing = session.store.rebuild_and_compare().result()
    finally:
        desk.lock()
    wrong = [f"the page met {trouble}" for trouble in life.troubles]
    if not report.is_sound or differing:
        wrong.append(f"the store is damaged: {report.problems} {differing}")
    if begun != life.states[0]:
        wrong.append(f"undo does not lead back to the beginning but to {begun}")
    patience = THROTTLE + life.slowest_commit(killed)
    must = [one for one in life.seen if _late(one, killed) > patience] or life.seen[:1]
    if found not in life.states[must[-1].number :]:
        wrong.append(_missing(found, life, must[-1], killed))
    return wrong


def _late(seen: Seen, killed: Killed) -> float:
    """Return for how long the process had the processor, or had not asked for it, until killed."""
    return killed.at - seen.at - (killed.waited - seen.waited)


def _missing(found: dict[str, Json], life: Life, must: Seen, killed: Killed) -> str:
    """Say which answers differ from what was last seen in time, and how late the store is."""
    state = life.states[must.number]
    paths = {p for p in found.keys() | state.keys() if found.get(p) != state.get(p)}
    earlier = [_late(one, killed) for one in life.seen if life.states[one.number] == found]
    behind = f"as it was {min(earlier):.3f} s before" if earlier else "never"
    return (
        f"seen {_late(must, killed):.3f} s before the kill, slowest commit "
        f"{life.slowest_commit(killed):.3f} s, differs in {sorted(paths)[:5]}; "
        f"the store holds it {behind}"
    )


@pytest.mark.parametrize(
    ("earlier", "waited", "complaints"),
    [(5.0, 0.0, 1), (5.0, 4.0, 1), (5.0, 4.9, 0), (0.2, 0.0, 0)],
)
def test_a_word_that_is_missing_is_called_so_once_it_is_late(
    template: Template, tmp_path: Path, earlier: float, waited: float, complaints: int
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(template.folder, folder)
    desk = desk_in(folder)
    session = desk.unlock(template.person, PASSPHRASE)
    copy = session.records.open(template.record).copy
    begun = normal(copy.flat)
    copy.put("w.me", "kept", typing=True)
    assert copy.flush_all(5.0)
    kept = normal(copy.flat)
    desk.lock()
    lost = {**kept, "w.me": "kept and lost"}
    seen = [Seen(0.0, 0.0, 0), Seen(1.0, 0.0, 1), Seen(100.0 - earlier, 0.0, 2)]
    life = Life([begun, kept, lost], seen, commits=[0.05])
    assert len(_judge(folder, template, life, Killed(100.0, waited))) == complaints
