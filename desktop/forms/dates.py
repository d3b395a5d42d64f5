"""Dates as people know them: whole, a month, a year, about, or not known.

Stored: `{"y": 2024, "m": 5, "d": null, "about": false}`, `{"unknown": true}`, or what was typed
where that is no date: `{"typed": ["31", "02", "2026"], "about": false}` (day, month, year), so
that nothing typed is lost.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from desktop.forms.values import Json, as_json, as_object

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
_MONTH_NAMES: Final = "|".join(name[:3] for name in MONTHS)
_WHOLE: Final = (
    re.compile(r"(?P<d>\d{1,2})\s*[./ -]\s*(?P<m>\d{1,2})\s*[./ -]\s*(?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(rf"(?P<d>\d{{1,2}})\s+(?P<m>(?:{_MONTH_NAMES})[a-z]*)\.?\s+(?P<y>\d{{4}})", re.I),
)


@dataclass(frozen=True)
class PartialDate:
    """A date of which the day, or day and month, may be missing. `about`: roughly then."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    def earliest(self) -> dt.date:
        """Return the first day that it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> dt.date:
        """Return the last day that it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def whole(self) -> dt.date | None:
        """Return the day where it is known exactly, else None."""
        return self.earliest() if self.day and not self.about else None


@dataclass(frozen=True)
class WrongDate:
    """What is wrong with typed boxes: `part` is "d", "m" or "y", the box to mark."""

    part: str
    message: str


UNKNOWN: Final[dict[str, bool]] = {"unknown": True}


def date_from_boxes(day: str, month: str, year: str, about: bool = False) -> Json:
    """Return the stored value for three typed boxes: a date, None if all are blank, or as typed."""
    typed = (day.strip(), month.strip(), year.strip())
    if not any(typed):
        return None
    found = read_boxes(*typed)
    if isinstance(found, WrongDate):
        return as_json({"typed": list(typed), "about": about})
    return stored_date(found.year, found.month, found.day, about)


def stored_date(
    year: int, month: int | None = None, day: int | None = None, about: bool = False
) -> Json:
    """Return the stored shape of a date."""
    return {"y": year, "m": month, "d": day, "about": about}


def read_boxes(day: str, month: str, year: str) -> PartialDate | WrongDate:
    """Read the three boxes of a date; a month may be a number or a name."""
    if not year:
        return WrongDate("y", "Add the year.")
    if not (_is_number(year) and len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR):
        return WrongDate("y", "Write the year with four figures, for example 2026.")
    if not month:
        return WrongDate("m", "Add the month.") if day else PartialDate(int(year))
    number = _month(month)
    if number is None:
        return WrongDate("m", "The month is a number from 1 to 12, or its name.")
    if not day:
        return PartialDate(int(year), number)
    return _with_day(day, number, int(year))


def _with_day(day: str, month: int, year: int) -> PartialDate | WrongDate:
    last = calendar.monthrange(year, month)[1]
    if not _is_number(day) or not 1 <= int(day) <= 31:
        return WrongDate("d", f"The day is a number from 1 to {last}.")
    if int(day) > last:
        return WrongDate("d", f"{MONTHS[month - 1]} {year} has {last} days.")
    return PartialDate(year, month, int(day))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4


def _month(text: str) -> int | None:
    if _is_number(text):
        return int(text) if 1 <= int(text) <= 12 else None
    low = text.lower().rstrip(".")
    if len(low) < 3:
        return None
    found = [at for at, name in enumerate(MONTHS, 1) if name.lower().startswith(low)]
    if low == "sept":
        found = [9]
    return found[0] if len(found) == 1 else None


def whole_date(text: str) -> tuple[str, str, str] | None:
    """Read a date that was typed or pasted in one piece; day, month and year, or None."""
    for pattern in _WHOLE:
        found = pattern.fullmatch(text.strip())
        if found:
            month = found["m"]
            if not month.isdigit():
                month = str([m[:3].lower() for m in MONTHS].index(month[:3].lower()) + 1)
            return str(int(found["d"])), str(int(month)), found["y"]
    return None


def read_stored(stored: Json) -> PartialDate | WrongDate | None:
    """Read a stored date; None means not known (or nothing that a date could be)."""
    value = as_object(stored)
    boxes = boxes_of(stored)
    if value.get("unknown") is True or boxes == ("", "", ""):
        return None
    found = read_boxes(*boxes)
    if isinstance(found, PartialDate) and value.get("about") is True:
        return PartialDate(found.year, found.month, found.day, about=True)
    return found


def boxes_of(stored: Json) -> tuple[str, str, str]:
    """Return what the three boxes (day, month, year) show for a stored date."""
    value = as_object(stored)
    typed = value.get("typed")
    parts = typed if isinstance(typed, list) else [value.get("d"), value.get("m"), value.get("y")]
    day, month, year = ("" if part is None else str(part) for part in (*parts, "", "", "")[:3])
    return day, month, year


def printed_date(found: PartialDate) -> str:
    """Return a date in words, for example "14 May 2024", "May 2024", "about 2023"."""
    words = str(found.year)
    if found.month:
        words = f"{MONTHS[found.month - 1]} {words}"
    if found.day:
        words = f"{found.day} {words}"
    return f"about {words}" if found.about else words
