"""From a key to its paint on the real record page, beside a bare QPlainTextEdit.

Keys come one after the other as from a keyboard, whatever the window is busy with; the time runs
from the moment in which a key is sent until the widget that takes it has been painted.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from bench_player import Player
from bench_ratios import Extent, Result

BETWEEN_KEYS = 0.045  # seconds: a very quick typist
WORDS = 20_000
CASES = (
    ("a 20,000-word WISE, in an answer of 3,000 words", 3_000),
    ("a 20,000-word WISE, in an answer of 15,000 words", 15_000),
)


def keys(player: Player, count: int) -> list[float]:
    """Type so many keys; return the milliseconds from sending each until it was painted."""
    taken: list[float] = []
    due = time.perf_counter()
    for number in range(count):
        due += BETWEEN_KEYS
        time.sleep(max(0.0, due - time.perf_counter()))
        sent = time.perf_counter()
        player.say(do="key", key="abcde fgh "[number % 10])
        # Monotonic time is the same in every process of a machine.
        taken.append((player.hear()["painted"] - sent) * 1000)
    return taken


def measure(extent: Extent) -> Sequence[Result]:
    """Measure typing in the middle of a long answer."""
    results: list[Result] = []
    for name, words in CASES if extent.rounds > 2 else CASES[:1]:
        mine: list[float] = []
        theirs: list[float] = []
        rounds: list[float] = []
        with (
            Player("bench_typing_page.py", "page", str(words)) as page,
            Player("bench_typing_page.py", "bare", str(words)) as bare,
        ):
            keys(page, extent.keys)
            keys(bare, extent.keys)
            for number in range(extent.rounds):
                order = (page, bare) if number % 2 == 0 else (bare, page)
                taken = {player: keys(player, extent.keys) for player in order}
                mine.extend(taken[page])
                theirs.extend(taken[bare])
                rounds.append(statistics.median(taken[page]) / statistics.median(taken[bare]))
        title, peer = f"key to paint, {name}", "QPlainTextEdit with the same answer"
        results.append(Result(title, peer, mine, theirs, goal=1.5, rounds=rounds))
        results.append(Result(title, peer, mine, theirs, share=0.99, most=16))
    return results
