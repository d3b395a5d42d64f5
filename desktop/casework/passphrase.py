"""Help with choosing a passphrase: three words offered, and a plain word on its strength.

Length counts, not composition: no rule asks for figures or capitals (NCSC, three random words).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from desktop.resources import resource_path

LONGEST_JUDGED = 72  # characters; the judge takes long over more, and more is strong anyway


class Strength(IntEnum):
    """How hard a passphrase is to guess."""

    EMPTY = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3
    VERY_GOOD = 4


@dataclass(frozen=True)
class Judgement:
    """The strength of a passphrase, one word for it, and the next step."""

    strength: Strength
    word: str
    advice: str

    @property
    def enough(self) -> bool:
        """Whether it may be used."""
        return self.strength >= Strength.GOOD


@cache
def offered_words() -> tuple[str, ...]:
    """Return the list that words are offered from."""
    text = resource_path("words", "passphrase.txt").read_text("utf-8")
    return tuple(text.split())


def offer_words(count: int = 3) -> str:
    """Return words chosen by the system's secure random source, with spaces between."""
    return " ".join(secrets.choice(offered_words()) for _ in range(count))


def judge(passphrase: str, own_words: tuple[str, ...] = ()) -> Judgement:
    """Judge a passphrase; `own_words` are names that a guesser would try first."""
    if not passphrase.strip():
        return Judgement(Strength.EMPTY, "", "")
    words = passphrase.split()
    known = set(offered_words())
    distinct = len({word.lower() for word in words})
    if distinct >= 3 and all(word.lower() in known for word in words):
        return _of_words(distinct)
    return _of_guesses(_guesses_log10(passphrase, own_words), distinct)


def _of_words(count: int) -> Judgement:
    if count >= 4:
        return Judgement(Strength.VERY_GOOD, "Very good.", "")
    return Judgement(Strength.GOOD, "Good.", "A fourth word would make it very good.")


def _of_guesses(log10: float, words: int) -> Judgement:
    if log10 >= 14:
        return Judgement(Strength.VERY_GOOD, "Very good.", "")
    if log10 >= 11:
        return Judgement(Strength.GOOD, "Good.", "Another word would make it very good.")
    advice = "Add a word that has nothing to do with the others."
    if log10 >= 8:
        return Judgement(Strength.FAIR, "Not yet.", advice)
    if words < 2:
        advice = "Use three words that do not belong together."
    return Judgement(Strength.WEAK, "Too easy to guess.", advice)


def _guesses_log10(passphrase: str, own_words: tuple[str, ...]) -> float:
    import zxcvbn  # loaded late: its dictionaries take a tenth of a second

    found = zxcvbn.zxcvbn(passphrase[:LONGEST_JUDGED], user_inputs=list(own_words))
    return float(found["guesses_log10"])
