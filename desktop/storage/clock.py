"""Time as the store needs it: the computer's clock, and a hybrid logical clock over it.

The clock of a laptop is not to be trusted: it may be set back. The hybrid logical clock (Kulkarni
et al., 2014) never runs backwards, orders what is shown, and decides nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the present moment with a time zone."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COUNTER_BITS = 16


def computer_clock() -> datetime:
    """Return the computer's present moment in UTC."""
    return datetime.now(UTC)


def to_milliseconds(moment: datetime) -> int:
    """Return whole milliseconds since 1970 UTC."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def from_milliseconds(count: int) -> datetime:
    """Return the moment, in UTC, that lies so many milliseconds after 1970."""
    return datetime.fromtimestamp(count / 1000, UTC)


def next_tick(last: int, now: datetime) -> int:
    """Return the hybrid logical time after `last`: 48 bits of milliseconds, 16 bits of counter."""
    return max(to_milliseconds(now) << _COUNTER_BITS, last + 1)


def milliseconds_of(tick: int) -> int:
    """Return the milliseconds after 1970 that a hybrid logical time holds."""
    return tick >> _COUNTER_BITS
