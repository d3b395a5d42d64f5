"""Starts typists quickly: everything is imported once, then each typist is a fork of this process.

Is told the template as JSON; then reads one JSON object a line (folder, seed) and answers with
the process number.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from tests.faults.kills import typist
from tests.faults.kills.team import (
    PASSPHRASE,
    Template,
    derive_no_key_again,
    desk_in,
    forms_and_profiles,
)


def main() -> None:
    """Answer one request after the other until there are no more."""
    template = Template(**json.loads(sys.argv[1]))
    derive_no_key_again(template)
    forms_and_profiles()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are nobody's business here
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(template, Path(asked["folder"]), asked["seed"])
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _live(template: Template, folder: Path, seed: int) -> None:
    try:
        sys.stderr = (folder / "stderr").open("w")
        os.dup2(sys.stderr.fileno(), 2)
        desk = desk_in(folder)
        typist.write_until_killed(desk, template.person, PASSPHRASE, template.record, seed)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
