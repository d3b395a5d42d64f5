"""Starts typists quickly: everything is imported once, then each typist is a fork of this process.

Reads one JSON object a line (folder, person, record, seed) and answers with the process number.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from tests.faults.kills import typist
from tests.faults.kills.team import PASSPHRASE, desk_in


def main() -> None:
    """Answer one request after the other until there are no more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are nobody's business here
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(asked)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _live(asked: dict[str, str]) -> None:
    try:
        folder = Path(asked["folder"])
        sys.stderr = (folder / "stderr").open("w")
        os.dup2(sys.stderr.fileno(), 2)
        desk = desk_in(folder)
        seed = int(asked["seed"])
        typist.write_until_killed(desk, asked["person"], PASSPHRASE, asked["record"], seed)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
