"""Nobody agrees their own work: the one function that every way to a second signature calls.

The rule and its exceptions are the house's (product rules, "Roles" and "Record life"): a manager
who is not the author agrees; for a manager's own work that is another manager, somebody who acts as
manager on that day, or the head of service.
"""

from __future__ import annotations

import calendar
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desktop.casework.roles import ROLE_NAMES, Act, NotAllowed, Role, may, who_may
from desktop.forms.values import Json, as_object

LONGEST_ACTING = 3
"""Months from today until the last day for which somebody may be appointed to act as manager.

No source sets a limit. This one is the program's choice: long enough for most absences, and a
slip in the year gives nobody the right for decades. Whoever is needed longer gets other dates.
"""


@dataclass(frozen=True)
class Acting:
    """From which day to which day, both included, somebody acts as a team manager."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Whether somebody acts as manager on that day."""
        return self.first <= day <= self.last

    def to_json(self) -> dict[str, Json]:
        """Return the dates as a member revision holds them."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}


def acting_from(value: Json) -> Acting | None:
    """Read what `Acting.to_json` wrote; None where there is nothing, or nothing readable."""
    found = as_object(value)
    try:
        return Acting(date.fromisoformat(str(found["from"])), date.fromisoformat(str(found["to"])))
    except (KeyError, ValueError):
        return None


@dataclass(frozen=True)
class Standing:
    """Who somebody is at the moment of signing, as the signed member revision says it now."""

    person: str
    name: str
    role: Role
    acting: Acting | None = None

    def may_agree(self, day: date) -> bool:
        """Whether the role, or acting as manager on that day, includes agreeing."""
        return may(self.role, Act.AGREE) or self._acts_on(day)

    def role_on(self, day: date) -> str:
        """Return the role as it stands on a paper that is signed that day."""
        words = ROLE_NAMES[self.role]
        return f"{words}, acting team manager" if self._acts_on(day) else words

    def _acts_on(self, day: date) -> bool:
        """Whether they act as manager; dates from an earlier role count only if this one may."""
        in_time = self.acting is not None and self.acting.covers(day)
        return in_time and may(self.role, Act.STAND_IN)


@dataclass(frozen=True)
class Author:
    """Somebody who wrote or signed what is to be agreed; `keys`: fingerprints of certificates."""

    person: str
    name: str
    keys: frozenset[str] = frozenset()


def latest_acting(today: date) -> date:
    """Return the last day for which somebody may be appointed today to act as manager."""
    years, month = divmod(today.month - 1 + LONGEST_ACTING, 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def require_dates(acting: Acting, today: date) -> None:
    """Raise unless somebody may be appointed today to act as manager on these days.

    Raises DatesReversed, ActingOver, ActingTooLong.
    """
    if acting.first > acting.last:
        raise DatesReversed
    if acting.last < today:
        raise ActingOver
    if acting.last > latest_acting(today):
        raise ActingTooLong(latest_acting(today))


def require_stand_in(role: Role) -> None:
    """Raise unless this role may act as manager. Raises ManagerAlready, RoleStandsInForNobody."""
    if may(role, Act.AGREE):
        raise ManagerAlready
    if not may(role, Act.STAND_IN):
        raise RoleStandsInForNobody(role)


class DatesReversed(ValueError):
    """Somebody would act as manager from a day that comes after the last one."""

    code = "acting.dates_reversed"
    told = (
        "The first day comes after the last.",
        "Nothing was changed, and what you typed is still here.",
        "Change one of the two dates.",
    )

    def __init__(self) -> None:
        super().__init__("the first day is after the last")


class ActingOver(ValueError):
    """Somebody would act as manager on days that are over already."""

    code = "acting.over"
    told = (
        "The last day is over already, and nobody acts as manager for days that have gone by.",
        "Nothing was changed, and what you typed is still here.",
        "Choose a last day that is today or later.",
    )


class ActingTooLong(ValueError):
    """Somebody would act as manager until a day that is too far off; `latest` is the last one."""

    code = "acting.too_long"

    def __init__(self, latest: date) -> None:
        super().__init__("the last day is too far off")
        self.latest = latest
        by = f"{latest.day} {latest:%B %Y}"
        self.told = (
            "The last day is more than three months from today, which is too far ahead.",
            "Nothing was changed, and what you typed is still here.",
            f"Choose {by} or an earlier day. If it takes longer, change the dates then.",
        )


class RoleStandsInForNobody(ValueError):
    """Somebody would act as manager whose role does not go with it."""

    code = "acting.role"

    def __init__(self, role: Role) -> None:
        super().__init__("the role does not go with acting as manager")
        self.told = (
            f"The role “{ROLE_NAMES[role]}” does not go with acting as manager.",
            "Nothing was changed.",
            f"Choose somebody else: a {who_may(Act.STAND_IN)}.",
        )


class ManagerAlready(ValueError):
    """Somebody would act as manager whose own role agrees records."""

    code = "acting.manager_already"
    told = (
        "This person’s own role agrees records already, so there is nothing to act for.",
        "Nothing was changed.",
        "Choose somebody else.",
    )


class HasLeft(LookupError):
    """Something is asked of an account that is closed, or is no account."""

    code = "people.has_left"
    told = (
        "This person has left the team.",
        "Nothing was changed.",
        "Choose somebody who is in the team.",
    )


class OwnWork(PermissionError):
    """Somebody would agree what they wrote or signed. Nothing was changed."""

    code = "agreement.own_work"
    told = (
        "Nobody agrees their own work, and this is yours at least in part.",
        "Nothing was changed.",
        "Ask another manager, somebody who acts as manager today, or the head of service.",
    )


class NameOfAuthor(PermissionError):
    """Two accounts have one name: a paper with that name twice proves nothing."""

    code = "agreement.name_of_author"
    told = (
        "The author has the same name as you, so nobody could tell the two signatures apart.",
        "Nothing was changed.",
        "Add a middle name or an initial to one of the accounts in Settings, then try again.",
    )


class ClockBehind(RuntimeError):
    """The laptop's clock stands before something that was signed already."""

    code = "agreement.clock_behind"
    told = (
        "The laptop’s clock is behind the last signature in this store.",
        "Nothing was changed.",
        "Set date and time of the laptop right, then try again.",
    )


class OutOfTurn(RuntimeError):
    """The record is not in a state in which this can be done; somebody may have been quicker."""

    code = "agreement.out_of_turn"
    told = (
        "This record has moved on since you opened it.",
        "Nothing was changed.",
        "Open it again to see how it stands.",
    )


def require_may_agree(
    who: Standing,
    authors: Sequence[Author],
    *,
    now: datetime,
    latest: datetime,
    key: str = "",
) -> None:
    """Raise unless this person may agree what these authors wrote and signed.

    `now` is the laptop's clock, `latest` the latest moment that the store knows of, `key` the
    fingerprint of the certificate that would sign.
    Raises NotAllowed, OwnWork, NameOfAuthor, ClockBehind.
    """
    require_clock(now, latest)
    if not who.may_agree(now.astimezone().date()):
        raise NotAllowed(who.role, Act.AGREE)
    for author in authors:
        if author.person == who.person or (key and key in author.keys):
            raise OwnWork
        if folded(author.name) == folded(who.name):
            raise NameOfAuthor


def require_clock(now: datetime, latest: datetime) -> None:
    """Raise ClockBehind when the laptop's clock stands before what was kept already."""
    if now < latest:
        raise ClockBehind


def folded(name: str) -> str:
    """Return a name without what the eye does not tell apart: case, spaces, forms of letters."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
