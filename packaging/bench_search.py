"""Searching everything, newest first, beside a bare FTS5 table that holds the same words."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench_ratios import Extent, Result, compared
from bench_store import Words, bare_connection, team, temporary_folder
from desktop.casework.session import Session
from desktop.storage.reading import match_for
from desktop.storage.revisions import NewRevision
from desktop.storage.writing import Writer

LIMIT = 50
WORDS_OF_A_NOTE = 200
CHILDREN = 200
AT_ONCE = 500  # notes in one writing job
BARE_SEARCH = (
    "SELECT rowid, title, snippet(notes, 1, char(2), char(3), '…', 16) FROM notes"
    " WHERE notes MATCH ? ORDER BY rowid DESC LIMIT ?"
)


def build(session: Session, folder: Path, count: int) -> Any:
    """Write the same notes into the store, as signed revisions, and into a bare table."""
    words = Words(7)
    form = session.form("wise")
    bare = bare_connection(folder / "bare.db")
    bare.execute(
        "CREATE VIRTUAL TABLE notes USING fts5("
        'title, text, tokenize="unicode61 remove_diacritics 2")'
    )
    children = [
        session.children.add(words.ranked[100 + number].capitalize(), "Measured", sure=True)
        for number in range(min(CHILDREN, count))
    ]
    for start in range(0, count, AT_ONCE):
        numbers = range(start, min(count, start + AT_ONCE))
        notes = [(children[n % len(children)], words.text(WORDS_OF_A_NOTE)) for n in numbers]

        def keep(writer: Writer, notes: Sequence[tuple[str, str]] = notes, at: int = start) -> None:
            writer.keep_snapshot(form)
            for number, (child, text) in enumerate(notes, at):
                body = {"state": "finished", "child": child, "answers": {"w.me": text}}
                writer.append(
                    NewRevision(f"note{number:06d}", form.id, body, None, form.id, form.version),
                    session.signer,
                )

        session.store.write(keep).result()
        bare.execute("BEGIN")
        bare.executemany("INSERT INTO notes VALUES('WISE', ?)", [(text,) for _, text in notes])
        bare.execute("COMMIT")
    return bare


def questions(words: Words) -> list[str]:
    """Return what people type: frequent, middling and rare words, two words, a beginning."""
    asked = [words.ranked[rank] for rank in (0, 5, 20, 60, 150, 400, 1000, 2500, 6000, 11000)]
    asked += [f"{words.ranked[one]} {words.ranked[two]}" for one, two in ((3, 40), (90, 300))]
    asked += [words.ranked[rank][:4] for rank in (30, 700)]
    return asked


def timed(call: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def measure(extent: Extent) -> Sequence[Result]:
    """Measure the time until the hits are in the caller's hands."""
    with temporary_folder() as folder, team(folder) as here:
        bare = build(here.session, folder, extent.notes)
        finder, asked = here.session.finder, questions(Words(7))

        def bare_search(text: str) -> object:
            return bare.execute(BARE_SEARCH, (match_for(text), LIMIT)).fetchall()

        _require_same(finder.search(asked[3], LIMIT), bare_search(asked[3]))
        mine, theirs, rounds = compared(
            extent.rounds * 2,
            len(asked),
            lambda turn: timed(lambda: finder.search(asked[turn], LIMIT)),
            lambda turn: timed(lambda: bare_search(asked[turn])),
        )
        bare.close()
        note = f"{extent.notes:,} notes of {WORDS_OF_A_NOTE} words, {LIMIT} newest hits"
        return [
            Result("search", "bare FTS5", mine, theirs, goal=1.3, rounds=rounds, note=note),
        ]


def _require_same(ours: Sequence[Any], bare: Any) -> None:
    """Both must find the same words, or the comparison means nothing."""
    found = ["".join(words for words, _ in hit.pieces) for hit in ours]
    plain = [words.replace("\x02", "").replace("\x03", "") for _, _, words in bare]
    assert found == plain, "the two searches differ"
