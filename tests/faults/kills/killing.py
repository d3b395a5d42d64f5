"""What every test that kills works with: the nursery, a log, and waiting without haste."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.casework.clock import SystemClock

CLONE = Path(__file__).parents[3]


@dataclass
class Nursery:
    """The process that those who will be killed are forked from."""

    process: subprocess.Popen[str]
    door: threading.Lock = field(default_factory=threading.Lock)

    def start(self, folder: Path, **asked: Any) -> int:
        """Start one in a folder; return its process number."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with self.door:
            self.process.stdin.write(json.dumps({"folder": str(folder), **asked}) + "\n")
            self.process.stdin.flush()
            return int(self.process.stdout.readline())


@contextmanager
def nursery_of(module: str, known: Mapping[str, Any]) -> Iterator[Nursery]:
    """Run the nursery of a module for as long as it is wanted."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.kills.nursery", module, json.dumps(known)],
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


def passed() -> float:
    """Return the seconds on the application's own clock, which is the same in every process."""
    return SystemClock().passed()


def wait(so: Callable[[], object], seconds: float) -> None:
    """Wait until something is so. Raises TimeoutError."""
    limit = passed() + seconds
    while not so():
        if passed() > limit:
            raise TimeoutError
        rest(0.01)


def rest(seconds: float) -> None:
    """Let some time pass."""
    select.select([], [], [], seconds)


def is_gone(pid: int) -> bool:
    """Whether a process has ended."""
    return not Path(f"/proc/{pid}").exists()


def lines_of(log: Path) -> list[dict[str, Any]]:
    """Return what a log says so far, line by line."""
    if not log.exists():
        return []
    return [
        json.loads(line)
        for line in log.read_bytes().splitlines(keepends=True)
        if line.endswith(b"\n")
    ]
