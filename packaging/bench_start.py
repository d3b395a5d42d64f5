"""From the start of the process to the unlock page painted, beside the windows of others.

Seen from outside for all of them (bench_eye.py): the clock runs from just before the process is
made until something is painted in its window. A store is there, so that the page is the one that
a person sees every morning. Byte code is there for all, as after any first start.

The bare window is measured twice: in our environment, whose set-up keeps byte code of PySide's
support modules too, and with PySide as pip installs it, which compiles them at every start.
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from bench_eye import Eye, private_screen, running
from bench_keepassxc import is_installed, make_keepassxc
from bench_ratios import Extent, Result
from bench_store import PASSPHRASE, team, temporary_folder
from desktop.casework.preferences import Preferences
from desktop.casework.roles import Role
from setup_steps import say
from starting import application

HERE = Path(__file__).resolve().parent
COLLEAGUES = ("Alex Sample", "Kim Sample", "Robin Sample", "Sam Sample")
STRAIGHT = 2  # starts before those that count: files are read, byte code is written
OURS, BARE, PLAIN, KEEPASSXC = "ours", "bare", "plain", "KeePassXC"


@dataclass
class Starter:
    """A program that is started again and again."""

    command: Sequence[str]
    as_installed: bool = False
    mapped: list[float] = field(default_factory=list[float])
    painted: list[float] = field(default_factory=list[float])

    def start(self, eye: Eye, surroundings: Mapping[str, str]) -> None:
        """Start it once, note the milliseconds, end it."""
        with pyside_as_installed() if self.as_installed else contextlib.nullcontext():
            began = time.perf_counter()
            with running(self.command, surroundings) as program:
                seen = eye.wait_for_paint(program)
                self.mapped.append((seen.mapped - began) * 1000)
                self.painted.append((seen.painted - began) * 1000)


@contextlib.contextmanager
def pyside_as_installed() -> Iterator[None]:
    """Put aside the files that our set-up lets PySide write out (setup_steps.py)."""
    found = find_spec("shiboken6")
    assert found is not None
    assert found.origin is not None
    files = Path(found.origin).parent / "files.dir"
    aside = files.with_name("files.aside")
    if files.exists():
        files.rename(aside)
    try:
        yield
    finally:
        if aside.exists():
            aside.rename(files)


def measure(extent: Extent) -> Sequence[Result]:
    """Measure the start in turns: ours, the bare windows, KeePassXC where it is installed."""
    with temporary_folder() as folder, private_screen(folder) as surroundings:
        surroundings["CST_DESKTOP_HOME"] = str(folder / "home")
        _make_team(folder / "home" / "data")
        programs = _programs(folder, surroundings)
        eye = Eye(surroundings["DISPLAY"])
        for number in range(STRAIGHT + extent.starts):
            names = list(programs)
            for name in names[number % len(names) :] + names[: number % len(names)]:
                programs[name].start(eye, surroundings)
        eye.close()
    return _results(programs)


def _make_team(folder: Path) -> None:
    """Make the usual store of an account, with a few people on its unlock page."""
    with team(folder) as here:
        for name in COLLEAGUES:
            here.session.people.add(name, Role.PRACTITIONER, PASSPHRASE)


def ours() -> list[str]:
    """Return the command of the application, as packaging/run.py starts it."""
    return [sys.executable, *application([])[1:]]


def bare() -> list[str]:
    """Return the command of a bare window of the same size."""
    usual = Preferences()
    return [sys.executable, "-P", str(HERE / "bench_bare.py"), str(usual.width), str(usual.height)]


def _programs(folder: Path, surroundings: Mapping[str, str]) -> dict[str, Starter]:
    programs = {OURS: Starter(ours()), BARE: Starter(bare()), PLAIN: Starter(bare(), True)}
    if is_installed():
        peer = make_keepassxc(folder / "peer", surroundings)
        programs[KEEPASSXC] = Starter(peer.locked)
    else:
        say("KeePassXC is not installed: that comparison is left out.")
    return programs


def _results(programs: Mapping[str, Starter]) -> list[Result]:
    mine = programs[OURS].painted[STRAIGHT:]
    results: list[Result] = []
    for name, called, goal in (
        (PLAIN, "a bare PySide6 window, as pip installs it", 1.2),
        (BARE, "a bare PySide6 window in our environment", 1.2),
        (KEEPASSXC, "KeePassXC, asking for a passphrase", 1.3),
    ):
        if name in programs:
            theirs = programs[name].painted[STRAIGHT:]
            rounds = [one / other for one, other in zip(mine, theirs, strict=True)]
            title = "start to the unlock page painted"
            results.append(Result(title, called, mine, theirs, goal=goal, rounds=rounds))
    mapped = programs[OURS].mapped[STRAIGHT:]
    early = statistics.median(mine) - statistics.median(mapped)
    note = f"painted {early:.0f} ms later"
    return [*results, Result("start to the window mapped", "", mapped, note=note)]
