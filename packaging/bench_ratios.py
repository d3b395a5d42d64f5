"""What a measurement hands back: two series taken in turn, their ratio, and the goal for it.

Absolute times say little on a machine that does other things too. So ours and its peer run in
turn, round by round, and what counts is the ratio of the medians of one run.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Extent:
    """How much is measured. `rounds` are pairs of turns, ours and the peer's."""

    name: str
    rounds: int
    notes: int
    keys: int
    starts: int
    children: int


QUICK = Extent("quick", rounds=2, notes=300, keys=6, starts=1, children=300)
NORMAL = Extent("normal", rounds=8, notes=10_000, keys=50, starts=9, children=20_000)
FULL = Extent("full", rounds=20, notes=50_000, keys=80, starts=21, children=20_000)
EXTENTS = {extent.name: extent for extent in (QUICK, NORMAL, FULL)}


@dataclass(frozen=True)
class Result:
    """One line of the report.

    `ours` and `peer` are samples in `unit`; an empty `peer` makes a line that is only told.
    `share` is which part of the samples is looked at: 0.5 the median, 0.99 the slowest hundredth.
    `goal` is the largest ratio, `most` the largest figure of ours, both where there is one.
    """

    name: str
    peer_name: str
    ours: Sequence[float]
    peer: Sequence[float] = ()
    unit: str = "ms"
    share: float = 0.5
    goal: float | None = None
    most: float | None = None
    note: str = ""
    rounds: Sequence[float] = field(default=())

    @property
    def ratio(self) -> float | None:
        """Ours by the peer's, None where there is no peer."""
        if not self.peer:
            return None
        return quantile(self.ours, self.share) / quantile(self.peer, self.share)

    @property
    def met(self) -> bool | None:
        """Whether every goal of this line is met, None where it has none."""
        if self.goal is None and self.most is None:
            return None
        within_ratio = self.goal is None or (self.ratio is not None and self.ratio <= self.goal)
        within_most = self.most is None or quantile(self.ours, self.share) <= self.most
        return within_ratio and within_most

    def as_json(self) -> dict[str, object]:
        """Return the line for the pipe between a measurement and the report."""
        return {**vars(self), "ours": list(self.ours), "peer": list(self.peer)}


def quantile(samples: Sequence[float], share: float) -> float:
    """Return the value that `share` of the samples do not exceed; the median for 0.5."""
    ordered = sorted(samples)
    if share == 0.5:
        return statistics.median(ordered)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def spread(samples: Sequence[float]) -> tuple[float, float]:
    """Return the bounds of the middle half of the samples."""
    return quantile(samples, 0.25), quantile(samples, 0.75)


def compared(
    rounds: int, turns: int, ours: Callable[[int], float], peer: Callable[[int], float]
) -> tuple[list[float], list[float], list[float]]:
    """Let both run in turn, who begins changing each time; the first round does not count.

    Both are given the number of the turn in its round. Returns all samples of ours and of the
    peer, and the ratio of the medians of each round.
    """
    mine: list[float] = []
    theirs: list[float] = []
    ratios: list[float] = []
    for number in range(rounds + 1):
        one: list[float] = []
        other: list[float] = []
        for turn in range(turns):
            if (number + turn) % 2 == 0:
                one.append(ours(turn))
                other.append(peer(turn))
            else:
                other.append(peer(turn))
                one.append(ours(turn))
        if number or not rounds:
            mine.extend(one)
            theirs.extend(other)
            ratios.append(statistics.median(one) / statistics.median(other))
    return mine, theirs, ratios


# --- the report -------------------------------------------------------------------------------

HEADINGS = ("what", "ours", "peer", "ratio", "rounds", "goal", "")


def cells(result: Result) -> tuple[str, ...]:
    """Return the cells of a line of the report, as `HEADINGS` names them."""
    ratio = result.ratio
    peer = f"{result.peer_name}: {_figure(result, result.peer)}" if result.peer else ""
    return (
        result.name + (f" ({result.note})" if result.note else ""),
        _figure(result, result.ours),
        peer,
        f"{ratio:.2f}" if ratio is not None else "",
        f"{min(result.rounds):.2f} to {max(result.rounds):.2f}" if result.rounds else "",
        _goal(result),
        {True: "met", False: "not met", None: ""}[result.met],
    )


def _figure(result: Result, samples: Sequence[float]) -> str:
    low, high = spread(samples)
    middle = f"{quantile(samples, result.share):.3g} {result.unit}"
    if result.share != 0.5:
        return f"{middle} at p{result.share * 100:.0f}"
    return f"{middle} ({low:.3g} to {high:.3g})"


def _goal(result: Result) -> str:
    goals = []
    if result.goal is not None:
        goals.append(f"{result.goal:g}")
    if result.most is not None:
        goals.append(f"{result.most:g} {result.unit}")
    return ", ".join(goals)


def plain_table(results: Sequence[Result]) -> str:
    """Return the report for a terminal: a few lines for each result."""
    lines: list[str] = []
    for result in results:
        name, ours, peer, ratio, rounds, goal, met = cells(result)
        lines.append(name)
        lines.append(f"    ours {ours}" + (f"; {peer}" if peer else ""))
        if ratio:
            said = f"    ratio {ratio}" + (f" (rounds {rounds})" if rounds else "")
            lines.append(said + (f", goal {goal}: {met}" if goal else ""))
        elif goal:
            lines.append(f"    goal {goal}: {met}")
    return "\n".join(lines)


def markdown_table(results: Sequence[Result]) -> str:
    """Return the report as a table for the documentation."""
    rows = [HEADINGS, tuple("---" for _ in HEADINGS), *(cells(result) for result in results)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
