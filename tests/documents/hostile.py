"""A hostile file: how it is made, and which rules find it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.documents.verdict import (
    Answer,
    Known,
    Rule,
    Verdict,
)
from tests.documents.signers import team


@dataclass(frozen=True)
class Hostile:
    """One hostile file: which rules find it, with what at hand beside the authority."""

    name: str
    rules: frozenset[Rule]
    make: Callable[[], bytes]
    known: Callable[[], Known] = lambda: team().known

    def __str__(self) -> str:
        return self.name


def hostile(
    name: str,
    make: Callable[[], bytes],
    *rules: Rule,
    known: Callable[[], Known] = lambda: team().known,
) -> Hostile:
    return Hostile(name, frozenset(rules), make, known)


def found(verdict: Verdict) -> frozenset[Rule]:
    """Return the rules that do not hold, or cannot say that they do."""
    doubtful = (Answer.BROKEN, Answer.UNKNOWN)
    return frozenset(one.rule for one in verdict.findings if one.answer in doubtful)
