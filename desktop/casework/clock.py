"""The time of day and the passing of time, passed in so that tests can set them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

LEEWAY = timedelta(minutes=2)  # by which two clocks, or one that was put right, may differ


class Clock(Protocol):
    """What the casework floor asks of a clock."""

    def now(self) -> datetime:
        """Return the present moment, with its time zone."""
        ...

    def passed(self) -> float:
        """Return seconds that only grow, sleep included where the system can count it."""
        ...


class SystemClock:
    """The clock of this laptop."""

    def now(self) -> datetime:
        """Return the present moment in the laptop's own time zone."""
        return datetime.now(UTC).astimezone()

    def passed(self) -> float:
        """Return seconds since some fixed moment; CLOCK_BOOTTIME counts sleep where it exists."""
        boot_time = getattr(time, "CLOCK_BOOTTIME", None)
        if boot_time is not None:
            return time.clock_gettime(boot_time)
        return time.monotonic()


_ELSE = "If it is right, it was wrong when that was written."


class ClockBehind(Exception):
    """The clock stands before work that was kept already. Nothing is wrong with the work."""

    code = "clock.behind"

    def __init__(self, now: datetime, newest: datetime) -> None:
        super().__init__("the clock stands before the newest work")
        self.told = (
            f"This laptop’s clock says {_said(now)}; the newest work here is of {_said(newest)}.",
            "Nothing is lost, and versions stay in the order in which they were written.",
            f"Put the clock right before you write: every version carries its time. {_ELSE}",
        )


def behind(now: datetime, newest: datetime | None) -> ClockBehind | None:
    """Return what to tell when the clock was set back, None when all is well."""
    if newest is None or newest - now <= LEEWAY:
        return None
    return ClockBehind(now, newest.astimezone(now.tzinfo))


def _said(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M}"
