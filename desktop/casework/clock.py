"""The time of day and the passing of time, passed in so that tests can set them."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


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
