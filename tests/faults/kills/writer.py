"""Somebody who writes and finishes without a window, as fast as the store keeps it, until killed.

What the store said is kept is written down, in a log that outlives the process.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.storage.canonical import new_id
from desktop.storage.engine import Store, open_store
from desktop.storage.revisions import NewRevision, Signer
from desktop.storage.store import JournalEntry

RESERVE_BYTES = 65536
A_FINISHED_NOTE_EVERY = 7  # steps


def get_ready(_known: dict[str, Any]) -> None:
    """Nothing but what is imported above."""


def live(folder: Path, known: dict[str, Any], asked: dict[str, Any]) -> None:
    """Write one step after the other; now and then a whole revision."""
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def tell(**line: Any) -> None:
        os.write(log, json.dumps(line).encode() + b"\n")

    key, token_folder = bytes.fromhex(known["key"]), Path(known["profile"])
    store = open_store(
        Path(known["store"]), key, incarnation_token_dir=token_folder, reserve_bytes=RESERVE_BYTES
    )
    seed = bytes.fromhex(known["seed"])
    signer = Signer(known["person"], Ed25519PrivateKey.from_private_bytes(seed))
    store.write(lambda w: w.begin_working("r", signer.person_id, "note", 1)).result()
    step = int(asked["first"])
    tell(ready=True)
    while True:
        step += 1
        entry = [JournalEntry(step, "word " * 20 + str(step))]
        store.write(lambda w, e=entry: w.keep_edits("r", signer.person_id, e, None)).result()
        tell(step=step)
        if step % A_FINISHED_NOTE_EVERY == 0:
            tell(revision=_finish(store, signer, step))


def _finish(store: Store, signer: Signer, step: int) -> str:
    body = {"state": "finished", "answers": {"words": f"harbour {step}"}}
    new = NewRevision(new_id(), "note", body, None, "note", 1)
    return store.write(lambda writer: writer.append(new, signer)).result().id
