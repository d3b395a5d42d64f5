"""Growing delays between wrong guesses at a passphrase, kept beside the store over restarts.

They slow a person at the keyboard down. Somebody who copies the files is slowed by the cost of
the key derivation alone, and the threat model says so.
"""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from typing import Any

FILE = "store.guesses"
FREE_GUESSES = 3
LONGEST = 300.0  # seconds


def delay_after(wrong: int) -> float:
    """Return the seconds to wait after so many wrong guesses: 0 0 0 2 4 8 ... at most 300."""
    if wrong < FREE_GUESSES:
        return 0.0
    return min(LONGEST, 2.0 ** (wrong - FREE_GUESSES + 1))


class Guesses:
    """Counts wrong guesses for each person of one store."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def wait(self, person: str) -> float:
        """Return the seconds until the next guess is taken, 0 when it is taken now."""
        wrong, last = self._read().get(person, (0, 0.0))
        passed = time.time() - last
        if passed < 0:  # the clock was set back: begin the wait again, never wait for longer
            passed = 0.0
        return max(0.0, delay_after(wrong) - passed)

    def wrong(self, person: str) -> None:
        """Count a wrong guess."""
        counts = self._read()
        counts[person] = (counts.get(person, (0, 0.0))[0] + 1, time.time())
        self._write(counts)

    def right(self, person: str) -> None:
        """Forget the wrong guesses of somebody who knew the passphrase."""
        counts = self._read()
        if counts.pop(person, None) is not None:
            self._write(counts)

    def _read(self) -> dict[str, tuple[int, float]]:
        try:
            found: Any = json.loads(self._path.read_text("utf-8"))
            return {str(p): (int(n), float(at)) for p, (n, at) in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _write(self, counts: dict[str, tuple[int, float]]) -> None:
        # On a full disk or in a read-only folder the count is lost, the passphrase still counts.
        with contextlib.suppress(OSError):
            self._path.write_text(json.dumps(counts), "utf-8")
