"""Dates as people say them in a line: "Fri 4 Dec", "Wed 18 Nov 2026"."""

from __future__ import annotations

import datetime as dt

from desktop.forms.dates import MONTHS, PartialDate, printed_date, read_stored
from desktop.forms.values import Json

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NEAR = 300  # days in which a day needs no year to be understood


def said_day(day: dt.date, today: dt.date | None = None) -> str:
    """Return "Wed 18 Nov 2026"; without the year where the day is near to today."""
    words = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1][:3]}"
    if today is not None and abs((day - today).days) <= NEAR:
        return words
    return f"{words} {day.year}"


def said_date(stored: Json, today: dt.date | None = None) -> str:
    """Return a stored date in one line; a partial one in full words, "" for none."""
    found = read_stored(stored)
    if not isinstance(found, PartialDate):
        return "date not known" if isinstance(stored, dict) and stored.get("unknown") else ""
    whole = found.whole()
    return said_day(whole, today) if whole else printed_date(found)


def short_day(iso: str) -> str:
    """Return a day or moment in ISO form as "3 Sep 2026", "" when it is none."""
    try:
        day = dt.date.fromisoformat(iso[:10])
    except ValueError:
        return ""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
