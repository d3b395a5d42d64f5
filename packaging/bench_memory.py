"""Memory with a typical WISE open on the record page, beside a bare window and KeePassXC.

The application is started as its command starts it, unlocked at the normal cost, and the record
opened. KeePassXC stands there with its database open. What counts is the resident set (RSS), as
every task manager shows it; USS (what ending the program gives back) and PSS (shared libraries
counted by share) are told too.
"""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench_eye import PATIENCE, Eye, private_screen, running
from bench_keepassxc import PASSPHRASE, KeePassXC, is_installed, make_keepassxc
from bench_player import Player
from bench_ratios import Extent, Result
from bench_start import bare
from bench_store import team, temporary_folder, typical_work
from desktop.storage.kdf import NORMAL
from setup_steps import say

STILL = 2.0  # seconds until a program has done what it does after its window came
KINDS = ("rss", "uss", "pss")
MEGABYTE = 1024 * 1024

Taken = dict[str, list[float]]


def measure(extent: Extent) -> Sequence[Result]:
    """Measure in turns: ours, the bare window, KeePassXC where it is installed."""
    ours: Taken = {kind: [] for kind in KINDS}
    plain: Taken = {kind: [] for kind in KINDS}
    peers: Taken = {kind: [] for kind in KINDS}
    with temporary_folder() as folder, private_screen(folder) as surroundings:
        with team(folder, NORMAL) as here:
            typical_work(here.session)
        surroundings["CST_DESKTOP_HOME"] = str(folder / "home")
        peer = make_keepassxc(folder / "peer", surroundings) if is_installed() else None
        if peer is None:
            say("KeePassXC is not installed: that comparison is left out.")
        for _ in range(max(1, extent.starts // 3)):
            with _record_open(folder / "store", surroundings) as pid:
                _take(pid, ours)
            with _bare_window(surroundings) as pid:
                _take(pid, plain)
            if peer is not None:
                with _database_open(peer, surroundings) as pid:
                    _take(pid, peers)
    return _results(ours, plain, peers)


def _take(pid: int, into: Taken) -> None:
    """Note the memory of a program that has come to rest."""
    time.sleep(STILL)
    found = psutil.Process(pid).memory_full_info()
    for kind, samples in into.items():
        samples.append(getattr(found, kind) / MEGABYTE)


@contextmanager
def _record_open(store: Path, surroundings: Mapping[str, str]) -> Iterator[int]:
    with Player("bench_app.py", "window", str(store), surroundings=surroundings) as window:
        window.ask(do="unlock")
        window.ask(do="open")
        yield window.process.pid


@contextmanager
def _bare_window(surroundings: Mapping[str, str]) -> Iterator[int]:
    eye = Eye(surroundings["DISPLAY"])
    with running(bare(), surroundings) as program:
        eye.wait_for_paint(program)
        yield program.pid
    eye.close()


@contextmanager
def _database_open(peer: KeePassXC, surroundings: Mapping[str, str]) -> Iterator[int]:
    eye = Eye(surroundings["DISPLAY"])
    with running(peer.opening, surroundings, subprocess.PIPE) as program:
        assert program.stdin is not None
        program.stdin.write(f"{PASSPHRASE}\n".encode())
        program.stdin.flush()
        window = eye.wait_for_paint(program).window
        end = time.monotonic() + PATIENCE
        while not _is_open(eye.title(window)):
            if time.monotonic() > end:
                raise TimeoutError("KeePassXC did not open its database")
            time.sleep(0.05)
        yield program.pid
    eye.close()


def _is_open(title: str) -> bool:
    """Say so by the title, which names the database, and says so while it is locked."""
    return "KeePassXC" in title and title != "KeePassXC" and "[Locked]" not in title


def _results(ours: Taken, plain: Taken, peers: Taken) -> list[Result]:
    title = "memory with a WISE open"
    others = f"USS {_middle(ours['uss'])}, PSS {_middle(ours['pss'])} MiB"
    results = [
        Result(title, "a bare PySide6 window", ours["rss"], plain["rss"], unit="MiB", note=others)
    ]
    if peers["rss"]:
        theirs = f"KeePassXC USS {_middle(peers['uss'])}, PSS {_middle(peers['pss'])} MiB"
        results.append(
            Result(
                title,
                "KeePassXC, database open",
                ours["rss"],
                peers["rss"],
                unit="MiB",
                goal=1.3,
                note=theirs,
            )
        )
    return results


def _middle(samples: Sequence[float]) -> str:
    return f"{statistics.median(samples):.0f}"
