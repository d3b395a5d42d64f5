"""Answers that nobody has ever given: invented words, each used once, and dates that differ."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.forms.values import Json

_STARTS = ("br", "d", "fl", "g", "h", "kr", "l", "m", "n", "pl", "s", "st", "t", "tr", "v", "w")
_MIDDLES = ("a", "e", "i", "o", "u", "ai", "ea", "oo")
_ENDS = ("ck", "ld", "mble", "nd", "ng", "rb", "rn", "sk", "st", "tch", "x", "zz")
# Letters beyond ASCII that must come through as well; few, so that the keys suffice.
_SPICE = ("é", "ł", "Ü", "ż", "ن", "中", "’", "–", "€", "İ")


class Inventor:
    """Invents answers of so many words, never the same twice; the same seed invents the same."""

    def __init__(self, seed: int, words: int = 1) -> None:
        self._count = words
        self._chance = random.Random(seed)
        self._used: set[str] = set()
        self._days = 0

    def word(self) -> str:
        """Return a word that has not been used yet."""
        pick = self._chance.choice
        while (
            word := pick(_STARTS) + pick(_MIDDLES) + pick(_STARTS) + pick(_MIDDLES) + pick(_ENDS)
        ) in (self._used):
            pass
        self._used.add(word)
        return word

    def words(self) -> str:
        """Return a short answer; every tenth holds a letter that is on no British keyboard."""
        words = " ".join(self.word() for _ in range(self._count)).capitalize()
        spice = self._chance.choice(_SPICE) if self._chance.random() < 0.1 else ""
        return words + spice

    def name(self) -> str:
        """Return the name of somebody who does not exist."""
        return f"{self.word().capitalize()} {self.word().capitalize()}"

    def date(self) -> Boxes:
        """Return a date that has not been used yet, as it is typed into three boxes."""
        self._days += 1
        day = date(2021, 1, 1) + timedelta(days=self._days)
        return Boxes(str(day.day), str(day.month), str(day.year))

    def time(self) -> str:
        """Return a time of the day, as it is typed and as a record holds it."""
        return f"{self._chance.randint(8, 19):02}:{self._chance.randint(0, 59):02}"

    def number(self) -> str:
        """Return a whole number from 1 to 180."""
        return str(self._chance.randint(1, 180))


@dataclass(frozen=True)
class Boxes:
    """A date as it is typed: day, month and year."""

    day: str
    month: str
    year: str

    def as_stored(self) -> dict[str, Json]:
        """Return the date as a record holds it."""
        return {"y": int(self.year), "m": int(self.month), "d": int(self.day), "about": False}
