"""One autosave, as the record page does it, beside a bare UPDATE and commit of the same size."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench_ratios import Extent, Result, compared
from bench_store import Team, Words, bare_connection, long_assessment, team, temporary_folder
from desktop.casework.working import Place, WorkingCopy

ANSWER = "w.me"
KEYS_OF_A_SAVE = 2  # characters typed in a sixth of a second
STEP = 120  # characters of a step of the journal, see desktop/casework/working.py
LONG_LOG_BYTES = 4_200_000  # more than SQLite lets a log grow to by itself, 1,000 pages
STEPS_BEFORE = 400  # steps that the journal and the bare table hold already


class Autosave:
    """Somebody types into a long assessment; every save is waited for."""

    def __init__(self, here: Team) -> None:
        session = here.session
        child = session.children.add("Robin", "Measured")
        answers = long_assessment(session, 20_000, ANSWER, 3_000)
        record = session.records.start("wise", child, answers=answers)
        self.copy: WorkingCopy = session.records.open(record).copy
        self.typed = Words(11).text(60_000)
        self.at = 0
        for number in range(STEPS_BEFORE):
            self.copy.put("w.identity", f"{number} {self.typed[:100]}")
        self.copy.flush_all(10)

    def save(self) -> float:
        """Type and save; return the milliseconds of the save."""
        self.at += KEYS_OF_A_SAVE
        before = str(self.copy.flat[ANSWER])
        typed = self.typed[self.at : self.at + KEYS_OF_A_SAVE]
        self.copy.put(ANSWER, before + typed, typing=True)
        self.copy.place = Place(ANSWER, len(before) + len(typed), "")
        began = time.perf_counter()
        self.copy.flush().result()
        return (time.perf_counter() - began) * 1000


class BareUpdate:
    """The same number of bytes by UPDATE and commit, on the caller's own thread.

    `long_log` gives it a write-ahead log that is long already, as after some minutes of typing:
    SQLite then overwrites it, and the file system has no new length to put away at each commit.
    """

    def __init__(self, folder: Path, *, long_log: bool = False) -> None:
        self.connection: Any = bare_connection(folder / f"bare-{int(long_log)}.db")
        if long_log:
            self.connection.execute("CREATE TABLE filler(bytes BLOB NOT NULL)")
            self.connection.execute("INSERT INTO filler VALUES(zeroblob(?))", (LONG_LOG_BYTES,))
            self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        self.connection.execute("CREATE TABLE journal(n INTEGER PRIMARY KEY, edit TEXT NOT NULL)")
        self.typed = Words(11).text(60_000)
        rows = [(number, self._value(number)) for number in range(STEPS_BEFORE)]
        self.connection.executemany("INSERT INTO journal VALUES(?, ?)", rows)
        self.at = 0

    def save(self) -> float:
        """Update and commit; return the milliseconds."""
        self.at += KEYS_OF_A_SAVE
        value = self._value(self.at)
        began = time.perf_counter()
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute(
            "UPDATE journal SET edit = ? WHERE n = ?", (value, STEPS_BEFORE - 1)
        )
        self.connection.execute("COMMIT")
        return (time.perf_counter() - began) * 1000

    def _value(self, at: int) -> str:
        """Return what the journal holds of a step: it grows until the step is full."""
        put = self.typed[at - at % STEP : at + 1]
        return json.dumps([{"path": ANSWER, "at": 20_000, "cut": "", "put": put}])


def measure(extent: Extent) -> Sequence[Result]:
    """Measure the time until a save is on disk."""
    with temporary_folder() as folder, team(folder) as here:
        ours = Autosave(here)
        return [
            _beside(ours, BareUpdate(folder), "UPDATE and commit", extent, goal=1.3),
            _beside(
                ours,
                BareUpdate(folder, long_log=True),
                "UPDATE and commit, in a log that is long already",
                extent,
            ),
        ]


def _beside(
    ours: Autosave, bare: BareUpdate, peer: str, extent: Extent, goal: float | None = None
) -> Result:
    mine, theirs, rounds = compared(
        extent.rounds, extent.keys, lambda _: ours.save(), lambda _: bare.save()
    )
    bare.connection.close()
    return Result("autosave commit", peer, mine, theirs, goal=goal, rounds=rounds)
