"""From pressing Unlock to Today painted, beside the bare key derivation of the same cost.

The cost is what a new store is given on this machine. Each round starts the
application anew, so that the first unlocking after a start is measured as well as one after a
lock. A person takes a while to type a passphrase; so much is left to the application too.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from bench_player import Player
from bench_ratios import Extent, Result
from bench_store import team, temporary_folder, typical_work
from desktop.storage.kdf import calibrated_cost

TYPING = 2.0  # seconds that a person takes for a passphrase; a very quick typist
AGAIN = 2  # unlockings after a lock in each round


def measure(extent: Extent) -> Sequence[Result]:
    """Measure unlocking in turns with the bare derivation, in a process of its own."""
    first: list[float] = []
    again: list[float] = []
    bare: list[float] = []
    cost = calibrated_cost()
    with temporary_folder() as folder:
        with team(folder, cost) as here:
            typical_work(here.session)
        store = str(folder / "store")
        with Player("bench_app.py", "kdf", store) as derivation:
            for number in range(1 + extent.starts):
                ones, others, plain = _round(folder, store, derivation)
                if number or extent.starts == 1:
                    first.extend(ones)
                    again.extend(others)
                    bare.extend(plain)
    peer = "bare Argon2id"
    note = f"{cost.memory_kib // 1024} MiB, {cost.time} passes, {cost.lanes} lanes"
    return [
        Result("unlock to Today painted", peer, first, bare, goal=1.05, note=f"first, {note}"),
        Result("unlock to Today painted", peer, again, bare, goal=1.05, note="after a lock"),
    ]


def _round(
    folder: Path, store: str, derivation: Player
) -> tuple[list[float], list[float], list[float]]:
    """Start, unlock, lock and unlock again; return the milliseconds, and of the bare call."""
    home = {"CST_DESKTOP_HOME": str(folder / "home")}
    with Player("bench_app.py", "window", store, surroundings={**os.environ, **home}) as window:
        time.sleep(TYPING)
        plain = [_asked(derivation, "derive")]
        first = [_asked(window, "unlock")]
        again: list[float] = []
        for _ in range(AGAIN):
            plain.append(_asked(derivation, "derive"))
            window.ask(do="lock")
            time.sleep(TYPING)
            again.append(_asked(window, "unlock"))
        plain.append(_asked(derivation, "derive"))
    return first, again, plain


def _asked(player: Player, what: str) -> float:
    return float(player.ask(do=what)["ms"])
