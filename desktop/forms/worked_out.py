"""What the program works out when a record is finished: how long afterwards it was written up.

Told in days and never judged: authorities differ in what they expect (domain reference 4.3).
"""

from __future__ import annotations

import datetime as dt

from desktop.forms.answers import walk
from desktop.forms.dates import PartialDate, read_stored
from desktop.forms.definition import Form
from desktop.forms.values import Answers, Flat, Json


def worked_out(form: Form, flat: Answers, today: dt.date) -> Flat:
    """Return the values of the questions that nobody types (`since`), by path."""
    return {
        slot.path: {
            "text": written_after(flat.get(slot.field.since), today),
            "source": None,
            "at": today.isoformat(),
        }
        for slot in walk(form, flat)
        if slot.field.since
    }


def written_after(since: Json, today: dt.date) -> str:
    """Return in words how many days lie between a stored date and the day of finishing."""
    found = read_stored(since)
    day = found.whole() if isinstance(found, PartialDate) else None
    if day is None:
        return "Not worked out: the date is not given to the day"
    days = (today - day).days
    if days < 0:
        return "Before the day that it tells of"
    return {0: "On the same day", 1: "The next day"}.get(days, f"{days} days after")
