"""One training team for every suite: making it takes half a minute, copying it none.

A whole run names a folder in `CST_TESTS_SHARED`; the first suite that asks makes the team there.
A suite that runs alone shares it between its own processes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

CLONE = Path(__file__).parents[2]
SHARED = "CST_TESTS_SHARED"
CHILDREN, SEED = 7, 3
PATIENCE = 600.0  # seconds that another process may take to make it


@dataclass(frozen=True)
class Trained:
    """A home with the store of a training team under `data`, and its papers. To be copied."""

    home: Path
    papers: Path
    told: str
    """What the command said when it made the team."""

    @property
    def store(self) -> Path:
        return self.home / "data" / "store"

    @property
    def authority(self) -> str:
        return str(self.papers / "team-ca.pem")

    def paper(self, name: str) -> Path:
        return self.papers / f"{name}.pdf"


def training_team(factory: pytest.TempPathFactory) -> Trained:
    """Return the training team, made now unless somebody has made it or is about to."""
    base = factory.getbasetemp()
    alone = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = Path(os.environ.get(SHARED) or alone) / "trained"
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        _wait_for(folder / "told")
    else:
        try:
            _make(folder)
        except BaseException:
            (folder / "failed").touch()  # nobody else need wait for it
            raise
    return Trained(folder / "home", folder / "papers", (folder / "told").read_text("utf-8"))


def _make(folder: Path) -> None:
    home = folder / "home"
    command = [sys.executable, "-m", "desktop", "training", str(home / "data" / "store")]
    command += ["--children", str(CHILDREN), "--seed", str(SEED)]
    command += ["--papers", str(folder / "papers")]
    surroundings = {
        **os.environ,
        "CST_DESKTOP_HOME": str(home),
        "CST_DESKTOP_KDF": "floor",
        "PYTHONPATH": str(CLONE),
    }
    made = subprocess.run(command, env=surroundings, check=True, stdout=subprocess.PIPE)
    (folder / "telling").write_bytes(made.stdout)
    (folder / "telling").replace(folder / "told")


def _wait_for(file: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not file.exists():
        assert not file.with_name("failed").exists(), "whoever made the team failed"
        assert time.monotonic() < end, f"nobody made {file}"
        time.sleep(0.1)
