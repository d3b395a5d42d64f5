"""Starts processes that will be killed: everything is imported once, then each is a fork of this.

Is told the module that they live by and what it is to know, as JSON; then reads one JSON object a
line (`folder` and what else that module asks for) and answers with the process number.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any, Protocol, cast


class Trade(Protocol):
    """A module that processes live by."""

    def get_ready(self, known: dict[str, Any]) -> None:
        """Do once, before the first fork, what all of them would do."""
        ...

    def live(self, folder: Path, known: dict[str, Any], asked: dict[str, Any]) -> None:
        """Live in a folder, in a process of its own."""
        ...


def main() -> None:
    """Answer one request after the other until there are no more."""
    trade = cast(Trade, importlib.import_module(sys.argv[1]))
    known = json.loads(sys.argv[2])
    trade.get_ready(known)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are nobody's business here
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(trade, Path(asked["folder"]), known, asked)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _live(trade: Trade, folder: Path, known: dict[str, Any], asked: dict[str, Any]) -> None:
    try:
        sys.stderr = (folder / "stderr").open("w")
        os.dup2(sys.stderr.fileno(), 2)
        trade.live(folder, known, asked)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(1)


if __name__ == "__main__":
    main()
