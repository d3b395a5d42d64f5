"""The power of "nothing typed is ever lost": the process is killed in mid-word, again and again.

Every key that the window had in hand, by the application's own clock, longer before the kill than
a quarter of a second and one commit (the slowest of that life, as the application timed it) must
be there when the store is opened again, and the store must be sound.

Two kinds of kill prove nothing about the application. In one the kernel let it have no processor
between the key and the kill, because other programs had them all: told apart only where a key is
missing and the kernel's own count for that very window (`schedstat`, of the window's thread or of
the writer's, whichever waited longer; never both together) leaves the application less than the
time that it is allowed. In the other the disk was still at a commit that had taken longer than all
before it: told apart only where that very commit, so far, leaves less, and never more than two
seconds of it, so that a writer that hangs is found. Both are counted and printed, and the test
fails when they are more than one in fifty: then the machine was too busy to say anything, or the
count is an excuse.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.casework import opening
from desktop.forms.values import Json
from desktop.storage import people
from tests.faults.kills.killing import Nursery, is_gone, lines_of, nursery_of, passed, rest, wait
from tests.faults.kills.team import (
    PASSPHRASE,
    Template,
    copy_of,
    derive_no_key_again,
    desk_in,
    make_template,
)
from tests.faults.kills.typist import normal, waited_for_processor

ALLOWED = 0.25  # seconds that the product allows between a key and its commit
AT_ONCE = 3  # typists, who rest between keys; more would wait for each other's processor time
FEW, MANY = 50, 1000
DEEDS = 30  # keys, pastes and moves of the longest life
AND_THEN = 0.4  # seconds at most between the last deed that was waited for and the kill
TOLD_APART_AT_MOST = 0.02
HELD_UP = 2.0  # seconds of a commit that is still under way which may be the disk's


@pytest.fixture(scope="module")
def nursery(template: Template) -> Iterator[Nursery]:
    with nursery_of("tests.faults.kills.typist", template.to_json()) as found:
        yield found


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("template"))


@dataclass(frozen=True)
class Moment:
    """A time of the application's clock, and what its two threads had waited for a processor."""

    at: float
    waited: tuple[float, ...]

    def starved_until(self, later: Moment) -> float:
        """Return the seconds for which one thread at least had no processor between the two."""
        return max((b - a for a, b in zip(self.waited, later.waited, strict=True)), default=0.0)


@dataclass(frozen=True)
class Seen:
    """When a person did what made a state of the answers, and which state that is."""

    when: Moment
    number: int


@dataclass
class Life:
    """What one typist wrote down until it was killed: how the answers stood, one after the other.

    Those that nobody has `seen` stood for a moment in between, while something was being done.
    """

    states: list[dict[str, Json]] = field(default_factory=list[dict[str, Json]])
    seen: list[Seen] = field(default_factory=list[Seen])
    commits: list[float] = field(default_factory=list[float])
    asked: list[float] = field(default_factory=list[float])
    troubles: list[str] = field(default_factory=list[str])

    @property
    def allowed(self) -> float:
        """The seconds within which a key is to be kept: a quarter of one, and one commit."""
        return ALLOWED + max(self.commits, default=0.0)

    def under_way(self, until: float) -> float:
        """The seconds that a commit which had not ended had taken by then."""
        asked = self.asked[len(self.commits) :]
        return until - asked[0] if asked else 0.0


@dataclass
class Found:
    """What was found after one kill. `missing` is about keys, `damage` about the store."""

    missing: str = ""
    told_apart: str = ""
    damage: str = ""
    other: list[str] = field(default_factory=list[str])
    keys: int = 0

    @property
    def complaints(self) -> list[str]:
        """What must not be, in words."""
        return [*filter(None, (self.missing, self.damage)), *self.other]


def test_no_key_is_missing_after_a_kill(
    nursery: Nursery,
    template: Template,
    tmp_path: Path,
    full: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for module in (people, opening):  # put back what is changed here
        monkeypatch.setattr(module, "unlock", module.unlock)
    derive_no_key_again(template.folder, template.person)
    count = MANY if full else FEW
    with ThreadPoolExecutor(AT_ONCE) as lanes:
        runs = [
            lanes.submit(_kill_one, nursery, template, tmp_path / str(n), n, DEEDS)
            for n in range(count)
        ]
        found = [run.result() for run in runs]
    with capsys.disabled():
        print("\n" + _summary(found))
    lost = [f"run {n}: {words}" for n, one in enumerate(found) for words in one.complaints]
    assert not lost, "\n".join(lost)
    apart = [f"run {n}: {one.told_apart}" for n, one in enumerate(found) if one.told_apart]
    assert len(apart) <= TOLD_APART_AT_MOST * count, "\n".join(apart)
    assert sum(one.keys > 1 for one in found) > count / 2, "most were killed before they wrote"


def _summary(found: list[Found]) -> str:
    """Return the counts in one line."""
    return (
        f"{len(found)} kills after {sum(one.keys for one in found)} changes of answers: "
        f"{sum(bool(one.missing) for one in found)} with a key missing, "
        f"{sum(bool(one.damage) for one in found)} damaged stores, "
        f"{sum(bool(one.other) for one in found)} with other faults, "
        f"{sum(bool(one.told_apart) for one in found)} told apart for want of a processor or a disk"
    )


def _kill_one(nursery: Nursery, template: Template, folder: Path, seed: int, longest: int) -> Found:
    """Let one typist write for a while, kill it, and say what is missing afterwards.

    The while is counted in deeds and not in seconds, so that a busy machine lets much be written.
    """
    chance = random.Random(seed)
    copy_of(template.folder, folder)
    pid = nursery.start(folder, seed=seed)
    log = folder / "log"
    deeds = chance.randint(2, longest)
    try:
        wait(lambda: log.exists() and log.read_bytes().count(b'"seen"') >= deeds, 600)
    except TimeoutError:
        os.kill(pid, signal.SIGKILL)
        return Found(other=[f"it did not write: {(folder / 'stderr').read_text()[-2000:]}"])
    threads = _threads(log)
    rest(chance.uniform(0, AND_THEN))
    killed = Moment(passed(), waited_for_processor(pid, threads))
    os.kill(pid, signal.SIGKILL)
    wait(lambda: is_gone(pid), 60)
    found = _judge(folder, template, _read(log), killed)
    shutil.rmtree(folder)
    return found


def _threads(log: Path) -> list[int]:
    return list(next(line["threads"] for line in lines_of(log) if "threads" in line))


def _read(log: Path) -> Life:
    """Return what a log says."""
    life = Life()
    state: dict[str, Json] = {}
    for told in lines_of(log):
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
            at, waited = told["seen"]
            life.seen.append(Seen(Moment(at, tuple(waited)), len(life.states) - 1))
    return life


def _judge(folder: Path, template: Template, life: Life, killed: Moment) -> Found:
    """Open the store and return what is wrong, nothing if all is well."""
    desk = desk_in(folder)
    session = desk.unlock(template.person, PASSPHRASE)
    try:
        copy = session.records.open(template.record).copy
        kept = normal(copy.flat)
        while copy.undo():
            pass
        begun = normal(copy.flat)
        report = session.store.check().result()
        differing = session.store.rebuild_and_compare().result()
    finally:
        desk.lock()
    found = Found(other=[f"the page met {one}" for one in life.troubles], keys=len(life.states))
    if not report.is_sound or differing:
        found.damage = f"the store is damaged: {report.problems} {differing}"
    if begun != life.states[0]:
        found.other.append(f"undo does not lead back to the beginning but to {begun}")
    _look_for_missing(kept, life, killed, found)
    return found


def _look_for_missing(kept: dict[str, Json], life: Life, killed: Moment, found: Found) -> None:
    """Say whether the store holds the last state that it must, or one that came after it."""
    must = [one for one in life.seen if killed.at - one.when.at > life.allowed] or life.seen[:1]
    if kept in life.states[must[-1].number :]:
        return
    words = _missing(kept, life, must[-1], killed)
    held_up = ALLOWED + min(life.under_way(killed.at), HELD_UP)
    proved = [
        one
        for one in must
        if killed.at - one.when.at - one.when.starved_until(killed) > life.allowed
        and killed.at - one.when.at > held_up
    ] or life.seen[:1]
    if kept in life.states[proved[-1].number :]:
        found.told_apart = words
    else:
        found.missing = words


def _missing(kept: dict[str, Json], life: Life, must: Seen, killed: Moment) -> str:
    """Say which answers differ from what was last seen in time, and how late the store is."""
    state = life.states[must.number]
    paths = {p for p in kept.keys() | state.keys() if kept.get(p) != state.get(p)}
    earlier = [killed.at - one.when.at for one in life.seen if life.states[one.number] == kept]
    behind = f"as it was {min(earlier):.3f} s before" if earlier else "never"
    longest = life.under_way(killed.at)
    under_way = f", one under way for {longest:.3f} s" if longest else ""
    waited = [round(b - a, 3) for a, b in zip(must.when.waited, killed.waited, strict=True)]
    return (
        f"typed {killed.at - must.when.at:.3f} s before the kill, {len(life.commits)} commits, the "
        f"slowest {life.allowed - ALLOWED:.3f} s{under_way}; window and writer waited {waited} s; "
        f"differs in {sorted(paths)[:5]}; the store holds it {behind}"
    )


@pytest.mark.parametrize(
    ("earlier", "waited", "under_way", "verdict"),
    [
        (5.0, (0.0, 0.0), 0.0, "missing"),
        (5.0, (4.0, 0.0), 0.0, "missing"),
        (5.0, (2.4, 2.4), 0.0, "missing"),
        (5.0, (0.0, 4.9), 0.0, "told apart"),
        (0.2, (0.0, 0.0), 0.0, "too fresh"),
        (0.6, (0.0, 0.0), 0.2, "missing"),
        (0.6, (0.0, 0.0), 0.7, "told apart"),
        (5.0, (0.0, 0.0), 9.0, "missing"),
    ],
)
def test_a_word_that_is_missing_is_called_so_once_it_is_late(
    template: Template,
    tmp_path: Path,
    earlier: float,
    waited: tuple[float, float],
    under_way: float,
    verdict: str,
) -> None:
    folder = tmp_path / "copy"
    copy_of(template.folder, folder)
    desk = desk_in(folder)
    session = desk.unlock(template.person, PASSPHRASE)
    copy = session.records.open(template.record).copy
    begun = normal(copy.flat)
    copy.put("w.me", "kept", typing=True)
    assert copy.flush_all(5.0)
    kept = normal(copy.flat)
    desk.lock()
    lost = {**kept, "w.me": "kept and lost"}
    none = (0.0, 0.0)
    times = (0.0, 1.0, 100.0 - earlier)
    seen = [Seen(Moment(at, none), number) for number, at in enumerate(times)]
    asked = [50.0, 100.0 - under_way] if under_way else [50.0]
    life = Life([begun, kept, lost], seen, commits=[0.05], asked=asked)
    found = _judge(folder, template, life, Moment(100.0, waited))
    assert bool(found.missing) == (verdict == "missing")
    assert bool(found.told_apart) == (verdict == "told apart")
    assert not found.damage
    assert not found.other
