# ruff: noqa: D102 -- what each method means is said once, on Kind
"""The kinds of answer. A kind knows the stored, Python and printed shape; nobody else converts.

Adding a kind is three places: its class and line in KINDS here, its line in the table of
tests/forms/test_kinds.py, its editor in desktop/views/editors. Tests say which was forgotten.
"""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar, Final

from desktop.forms import dates
from desktop.forms.definition import CONTAINERS, SOURCES, Field, Shape
from desktop.forms.values import Json, as_object, is_blank, texts


class Known(Enum):
    """An answer that is itself "not known": not the same as no answer."""

    NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Reference:
    """A person or a place: the record of a register, or only a name where none is linked."""

    id: str | None
    name: str


@dataclass(frozen=True)
class Carried:
    """A value pulled from elsewhere: its words, the record it came from and since when (ISO)."""

    text: str
    source: str | None
    at: str | None


class Kind(ABC):
    """One kind of answer.

    `name` is what a form file writes. `keys` are the keys of a field, beyond those that every
    field may have, which mean something for this kind. `value_type` is the Python shape.
    """

    name: ClassVar[str]
    keys: ClassVar[frozenset[str]] = frozenset()
    value_type: ClassVar[str]

    @property
    def container(self) -> Shape | None:
        """How this kind holds other answers, None where it holds one value."""
        return CONTAINERS.get(self.name)

    def is_empty(self, stored: Json) -> bool:
        """Say whether the stored value is no answer."""
        return is_blank(stored)

    @abstractmethod
    def check(self, field: Field, stored: Json) -> str | None:
        """Return what is wrong with a stored value that is not empty, None if nothing is."""

    def wrong_part(self, field: Field, stored: Json) -> str:
        """Return which part of the answer is wrong ("d", "m", "y" of a date), "" for all of it."""
        return ""

    @abstractmethod
    def printed(self, field: Field, stored: Json) -> str:
        """Return the words that stand on paper and in lists; "" for no answer."""

    def searchable(self, field: Field, stored: Json) -> str:
        """Return the words by which the answer can be found."""
        return self.printed(field, stored)

    @abstractmethod
    def python(self, field: Field, stored: Json) -> Any:
        """Return the answer as `value_type`; None for no answer or a wrong one."""


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


YES_NO: Final = {"yes": "Yes", "no": "No", "unknown": Known.NOT_KNOWN.value}


class YesNo(Kind):
    """Yes, no, or not known."""

    name = "yes_no"
    value_type = "bool | Known"

    def check(self, field: Field, stored: Json) -> str | None:
        return None if stored in ("yes", "no", "unknown") else "Choose yes, no or not known."

    def printed(self, field: Field, stored: Json) -> str:
        return YES_NO.get(stored, stored) if isinstance(stored, str) else ""

    def python(self, field: Field, stored: Json) -> bool | Known | None:
        if stored == "unknown":
            return Known.NOT_KNOWN
        return {"yes": True, "no": False}.get(stored) if isinstance(stored, str) else None


class Choice(Kind):
    """One choice of several. Starts empty."""

    name = "choice"
    value_type = "str"
    keys = frozenset({"options", "short"})

    def check(self, field: Field, stored: Json) -> str | None:
        if isinstance(stored, str) and field.option(stored):
            return None
        return "This answer is not one of the choices of this form."

    def printed(self, field: Field, stored: Json) -> str:
        return _label(field, stored)

    def python(self, field: Field, stored: Json) -> str | None:
        return stored if isinstance(stored, str) and field.option(stored) else None


def _label(field: Field, stored: Json) -> str:
    """The choice in words; one that this version of the form no longer has stays readable."""
    if not isinstance(stored, str):
        return ""
    option = field.option(stored)
    return option.label if option else stored


class Many(Kind):
    """Any number of choices, in the order of the form."""

    name = "many"
    value_type = "tuple[str, ...]"
    keys = frozenset({"options"})

    def check(self, field: Field, stored: Json) -> str | None:
        if isinstance(stored, list) and all(
            isinstance(one, str) and field.option(one) for one in stored
        ):
            return None
        return "One of these answers is not among the choices of this form."

    def printed(self, field: Field, stored: Json) -> str:
        return ", ".join(_label(field, one) for one in self._in_order(field, stored))

    def python(self, field: Field, stored: Json) -> tuple[str, ...] | None:
        chosen = self._in_order(field, stored)
        return chosen if chosen and self.check(field, stored) is None else None

    def _in_order(self, field: Field, stored: Json) -> tuple[str, ...]:
        chosen = texts(stored)
        known = tuple(option.value for option in field.options if option.value in chosen)
        return (*known, *(one for one in chosen if field.option(one) is None))


class _Reference(Kind):
    value_type = "Reference"
    keys = frozenset({"short"})

    def is_empty(self, stored: Json) -> bool:
        return not self.printed_name(stored)

    def check(self, field: Field, stored: Json) -> str | None:
        return None if isinstance(stored, dict) else "This answer is not a name."

    def printed(self, field: Field, stored: Json) -> str:
        return self.printed_name(stored)

    def printed_name(self, stored: Json) -> str:
        """Return the name alone."""
        name = as_object(stored).get("name")
        return name.strip() if isinstance(name, str) else ""

    def python(self, field: Field, stored: Json) -> Reference | None:
        if self.is_empty(stored):
            return None
        link = as_object(stored).get("id")
        return Reference(link if isinstance(link, str) else None, self.printed_name(stored))


class Person(_Reference):
    """Somebody from the registers, or a name only."""

    name = "person"


class Place(_Reference):
    """A place from the register, or a name only."""

    name = "place"


class CarriedValue(Kind):
    """A value that another record owns: shown with where it comes from, not typed here."""

    name = "carried"
    value_type = "Carried"

    def is_empty(self, stored: Json) -> bool:
        return not self._words(stored)

    def check(self, field: Field, stored: Json) -> str | None:
        return None if isinstance(stored, dict) else "This carried value is damaged."

    def printed(self, field: Field, stored: Json) -> str:
        return self._words(stored)

    def python(self, field: Field, stored: Json) -> Carried | None:
        if self.is_empty(stored):
            return None
        value = as_object(stored)
        source, at = value.get("source"), value.get("at")
        return Carried(
            self._words(stored),
            source if isinstance(source, str) else None,
            at if isinstance(at, str) else None,
        )

    def _words(self, stored: Json) -> str:
        text = as_object(stored).get("text")
        return text.strip() if isinstance(text, str) else ""


def carried_from(field: Field) -> str:
    """Return in words where a field is carried from, "" where it is not."""
    return f"From {SOURCES[field.carry]}" if field.carry in SOURCES else ""


class Guidance(Kind):
    """Words of the form itself; there is nothing to answer."""

    name = "guidance"
    value_type = "None"

    def is_empty(self, stored: Json) -> bool:
        return True

    def check(self, field: Field, stored: Json) -> str | None:
        return None

    def printed(self, field: Field, stored: Json) -> str:
        return ""

    def python(self, field: Field, stored: Json) -> None:
        return None


class _Container(Kind):
    """Holds other answers, which print for themselves."""

    value_type = "None"

    def is_empty(self, stored: Json) -> bool:
        return True

    def check(self, field: Field, stored: Json) -> str | None:
        return None

    def printed(self, field: Field, stored: Json) -> str:
        return ""

    def python(self, field: Field, stored: Json) -> Any:
        return None


_ROW_KEYS = frozenset(
    {"field", "use", "title_of", "meta_of", "add_label", "group_by", "child_agrees"}
)


class Rows(_Container):
    """A list of rows in an order that the writer gives; its own value is the list of row ids."""

    name = "rows"
    value_type = "tuple[str, ...]"
    keys = _ROW_KEYS

    def is_empty(self, stored: Json) -> bool:
        return not texts(stored)

    def check(self, field: Field, stored: Json) -> str | None:
        rows = texts(stored)
        whole = isinstance(stored, list) and len(stored) == len(rows) == len(set(rows))
        return None if whole else "This list is damaged."

    def python(self, field: Field, stored: Json) -> tuple[str, ...] | None:
        return texts(stored) or None


class Actions(Rows):
    """Rows of who does what by when (domain reference 9.0, "Action row")."""

    name = "actions"


class Block(_Container):
    """Questions asked together: once, or again for every item of a list."""

    name = "block"
    keys = frozenset({"field", "use", "over", "child_agrees"})


class Quote(_Container):
    """Somebody's exact words with who, when and how; the parts are always the same."""

    name = "quote"


class ChoicePerRow(_Container):
    """The same choice for each item of a list."""

    name = "choice_per_row"
    keys = frozenset({"options", "over", "short"})


KINDS: Final[tuple[Kind, ...]] = (
    Text(),
    LongText(),
    Words(),
    Quote(),
    Date(),
    Time(),
    Minutes(),
    YesNo(),
    Choice(),
    Many(),
    ChoicePerRow(),
    Number(),
    Person(),
    Place(),
    Rows(),
    Actions(),
    Block(),
    CarriedValue(),
    Guidance(),
)
"""Every kind there is; a form file that names another one is refused."""

KIND_OF: Final[dict[str, Kind]] = {kind.name: kind for kind in KINDS}


def kind_of(field: Field) -> Kind:
    """Return the kind of a field."""
    return KIND_OF[field.kind]


def printed(field: Field, stored: Json) -> str:
    """Return an answer in words, as on paper and in lists."""
    return KIND_OF[field.kind].printed(field, stored)
