"""The application over a store, told over a pipe what a person would do; and a bare derivation.

    bench_app.py window STORE     the application, on its unlock page
    bench_app.py kdf STORE        the bare key derivation, at the cost that the store asks for

Both read lines of JSON. {"do": "unlock"} types the passphrase and presses Unlock, {"do": "lock"}
locks, {"do": "open"} opens what is half written, {"do": "derive"} derives; each is answered with
{"ms": how long that took, until it was painted}.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

PASSPHRASE = "walnut harbour tempo lantern"  # as in bench_store.py, which is not imported here


def say(**answer: object) -> None:
    """Write a line of JSON for whoever measures."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def derive(store: Path) -> None:
    """Serve the bare derivation: the library's own call, with the cost of a slot of the store."""
    from argon2.low_level import Type, hash_secret_raw

    from desktop.storage.keyfile import read_key_file

    slot = read_key_file(store).slots[0]
    say(ready=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        hash_secret_raw(
            secret=PASSPHRASE.encode(),
            salt=slot.salt,
            time_cost=slot.cost.time,
            memory_cost=slot.cost.memory_kib,
            parallelism=slot.cost.lanes,
            hash_len=32,
            type=Type.ID,
        )
        say(ms=(time.perf_counter() - began) * 1000)


def serve(store: Path) -> None:
    """Start the application as its own command does, and do in it what is told."""
    from PySide6.QtCore import QSocketNotifier, QTimer

    from bench_app_wishes import Wishes
    from desktop.app import desk_for, make_application, make_window

    application = make_application()
    window = make_window(desk_for(store, False))
    wishes = Wishes(window)
    window.show()
    window.begin()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def told() -> None:
        line = sys.stdin.readline()
        if line:
            say(ms=wishes.do(json.loads(line)["do"]))
        else:
            window.close()

    notifier.activated.connect(told)
    QTimer.singleShot(0, lambda: say(ready=True))
    application.exec()


def main() -> None:
    """Be one of the two."""
    which, store = sys.argv[1], Path(sys.argv[2])
    if which == "kdf":
        derive(store)
    else:
        serve(store)


if __name__ == "__main__":
    main()
