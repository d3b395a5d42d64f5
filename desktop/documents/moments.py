"""A moment in words, as stamps and verdicts say it, and in a PDF (ISO 32000-1, 7.9.4)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from desktop.forms.dates import MONTHS

# Windows writes a zone's name out, and in the system's language; these are the two of its English.
_NAMES = {"BST": "BST", "GMT Daylight Time": "BST"}
_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'(\d\d)'?)")


def in_words(moment: datetime) -> str:
    """Return a moment as "25 November 2026, 14:02 GMT", in the zone that it has."""
    day = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{day}, {moment:%H:%M} {_zone(moment)}"


def read_pdf_date(text: str) -> datetime | None:
    """Return the moment that a date of a PDF says; None where it is not whole or has no zone."""
    found = _PDF_DATE.fullmatch(text)
    if found is None:
        return None
    *digits, sign, hours, minutes = found.groups()
    try:
        zone = UTC if sign is None else _offset(sign, int(hours), int(minutes))
        return datetime(*(int(one) for one in digits), tzinfo=zone)  # type: ignore[misc]
    except ValueError:
        return None


def _zone(moment: datetime) -> str:
    offset = moment.utcoffset()
    if not offset:
        return "GMT"
    sign, rest = ("-", -offset) if offset < timedelta(0) else ("+", offset)
    minutes = int(rest.total_seconds()) // 60
    plain = f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"
    return _NAMES.get(moment.tzname() or "", plain) if plain == "UTC+01:00" else plain


def _offset(sign: str, hours: int, minutes: int) -> timezone:
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if sign == "-" else span)
