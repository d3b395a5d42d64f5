"""From the start of the process to the unlock page painted, beside two windows of others.

Seen from outside for all three (bench_eye.py): the clock runs from just before the process is
made until something is painted in its window. A store is there, so that the page is the one that
a person sees every morning. Byte code is there for all, as after any first start.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench_eye import Eye, private_screen, running
from bench_keepassxc import is_installed, make_keepassxc
from bench_ratios import Extent, Result
from bench_store import team, temporary_folder
from desktop.casework.preferences import Preferences
from setup_steps import say

HERE = Path(__file__).resolve().parent
STRAIGHT = 2  # starts before those that count: files are read, byte code is written


@dataclass
class Starter:
    """A program that is started again and again."""

    command: Sequence[str]
    mapped: list[float] = field(default_factory=list[float])
    painted: list[float] = field(default_factory=list[float])

    def start(self, eye: Eye, surroundings: Mapping[str, str]) -> None:
        """Start it once, note the milliseconds, end it."""
        began = time.perf_counter()
        with running(self.command, surroundings) as program:
            seen = eye.wait_for_paint(program)
            self.mapped.append((seen.mapped - began) * 1000)
            self.painted.append((seen.painted - began) * 1000)


def measure(extent: Extent) -> Sequence[Result]:
    """Measure the start in turns: ours, the bare window, KeePassXC where it is installed."""
    with temporary_folder() as folder, private_screen(folder) as surroundings:
        with team(folder):
            pass
        surroundings["CST_DESKTOP_HOME"] = str(folder / "home")
        programs = _programs(folder, surroundings)
        eye = Eye(surroundings["DISPLAY"])
        for number in range(STRAIGHT + extent.starts):
            names = list(programs)
            for name in names[number % len(names) :] + names[: number % len(names)]:
                programs[name].start(eye, surroundings)
        eye.close()
    return _results(programs)


def ours(folder: Path) -> list[str]:
    """Return the command of the application over the store in a folder."""
    return [sys.executable, "-P", "-m", "desktop", "--store", str(folder / "store")]


def bare() -> list[str]:
    """Return the command of a bare window of the same size."""
    usual = Preferences()
    return [sys.executable, str(HERE / "bench_bare.py"), str(usual.width), str(usual.height)]


def _programs(folder: Path, surroundings: Mapping[str, str]) -> dict[str, Starter]:
    programs = {"ours": Starter(ours(folder)), "bare": Starter(bare())}
    if is_installed():
        peer = make_keepassxc(folder / "peer", surroundings)
        programs["KeePassXC"] = Starter(peer.locked)
    else:
        say("KeePassXC is not installed: that comparison is left out.")
    return programs


def _results(programs: Mapping[str, Starter]) -> list[Result]:
    mine = programs["ours"].painted[STRAIGHT:]
    results: list[Result] = []
    for name, called, goal in (
        ("bare", "a bare PySide6 window", 1.2),
        ("KeePassXC", "KeePassXC, asking for a passphrase", 1.3),
    ):
        if name in programs:
            theirs = programs[name].painted[STRAIGHT:]
            rounds = [one / other for one, other in zip(mine, theirs, strict=True)]
            title = "start to the unlock page painted"
            results.append(Result(title, called, mine, theirs, goal=goal, rounds=rounds))
    mapped = programs["ours"].mapped[STRAIGHT:]
    early = statistics.median(mine) - statistics.median(mapped)
    note = f"painted {early:.0f} ms later"
    return [*results, Result("start to the window mapped", "", mapped, note=note)]
