# ruff: noqa: D102 -- what each method means is said once, on Kind
"""Kinds that are written or typed: text, dates, times and numbers."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from desktop.forms import dates
from desktop.forms.definition import Field
from desktop.forms.kind import Kind, Known
from desktop.forms.values import Json, is_blank


class _Words(Kind):
    value_type = "str"
    keys = frozenset({"short"})

    def check(self, field: Field, stored: Json) -> str | None:
        return None if isinstance(stored, str) else "This answer is not text."

    def printed(self, field: Field, stored: Json) -> str:
        return stored if isinstance(stored, str) else ""

    def python(self, field: Field, stored: Json) -> str | None:
        return stored if isinstance(stored, str) and not is_blank(stored) else None


class Text(_Words):
    """One line of text."""

    name = "text"


class LongText(_Words):
    """Text of any length, in paragraphs."""

    name = "long_text"


class Words(_Words):
    """Exact words that somebody said or wrote: printed in their own block, never checked."""

    name = "words"


class Date(Kind):
    """A date, whole or in part, about, or not known."""

    name = "date"
    value_type = "PartialDate | Known"

    def check(self, field: Field, stored: Json) -> str | None:
        found = self._read(stored)
        return found.message if isinstance(found, dates.WrongDate) else None

    def wrong_part(self, field: Field, stored: Json) -> str:
        found = self._read(stored)
        return found.part if isinstance(found, dates.WrongDate) else ""

    def printed(self, field: Field, stored: Json) -> str:
        found = self._read(stored)
        if isinstance(found, dates.PartialDate):
            return dates.printed_date(found)
        if found is None:
            return "" if is_blank(stored) else Known.NOT_KNOWN.value
        return "/".join(box or "-" for box in dates.boxes_of(stored)) + " (not a date)"

    def python(self, field: Field, stored: Json) -> dates.PartialDate | Known | None:
        found = self._read(stored)
        if isinstance(found, dates.PartialDate):
            return found
        return Known.NOT_KNOWN if found is None and not is_blank(stored) else None

    def _read(self, stored: Json) -> dates.PartialDate | dates.WrongDate | None:
        if not is_blank(stored) and not isinstance(stored, dict):
            return dates.WrongDate("", "This answer is not a date.")
        return dates.read_stored(stored)


_TIME = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")


def time_from_typed(typed: str) -> Json:
    """Return the stored time for what was typed: "09:30" for "9.30" or "930", else as typed."""
    text = typed.strip()
    found = _TIME.fullmatch(text)
    return f"{int(found[1]):02}:{found[2]}" if found else text or None


class Time(Kind):
    """A time of day on the 24-hour clock."""

    name = "time"
    value_type = "datetime.time"

    def check(self, field: Field, stored: Json) -> str | None:
        if self.python(field, stored) is None:
            return "Write a time between 00:00 and 23:59, for example 16:30."
        return None

    def printed(self, field: Field, stored: Json) -> str:
        return stored if isinstance(stored, str) else ""

    def python(self, field: Field, stored: Json) -> dt.time | None:
        text = stored if isinstance(stored, str) else ""
        return dt.time.fromisoformat(text) if re.fullmatch(_CLOCK, text) else None


_CLOCK: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_LARGEST: Final = 1_000_000_000
_MONTH: Final = 60 * 24 * 31


def _whole(stored: Json) -> int | None:
    return stored if isinstance(stored, int) and not isinstance(stored, bool) else None


def number_from_typed(typed: str) -> Json:
    """Return the stored whole number for what was typed, else what was typed."""
    text = typed.strip()
    plain = text.replace(",", "").replace(" ", "")
    if re.fullmatch(r"-?[0-9]{1,9}", plain):
        return int(plain)
    return text or None


class Number(Kind):
    """A whole number, with a unit where the form gives one."""

    name = "number"
    value_type = "int"
    keys = frozenset({"unit", "short"})

    def check(self, field: Field, stored: Json) -> str | None:
        if self.python(field, stored) is None:
            return "Write a whole number in figures, for example 3."
        return None

    def printed(self, field: Field, stored: Json) -> str:
        if is_blank(stored):
            return ""
        return f"{stored} {field.unit}".strip()

    def python(self, field: Field, stored: Json) -> int | None:
        number = _whole(stored)
        return number if number is not None and abs(number) <= _LARGEST else None


class Minutes(Kind):
    """How long something took, in minutes."""

    name = "minutes"
    value_type = "int"

    def check(self, field: Field, stored: Json) -> str | None:
        if self.python(field, stored) is None:
            return "Write the minutes in figures, for example 45."
        return None

    def printed(self, field: Field, stored: Json) -> str:
        minutes = self.python(field, stored)
        if minutes is None:
            return "" if is_blank(stored) else str(stored)
        hours, rest = divmod(minutes, 60)
        parts = [_counted(hours, "hour")] if hours else []
        if rest or not hours:
            parts.append(_counted(rest, "minute"))
        return " ".join(parts)

    def python(self, field: Field, stored: Json) -> int | None:
        number = _whole(stored)
        return number if number is not None and 0 <= number <= _MONTH else None


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
