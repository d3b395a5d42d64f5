"""The kinds of answer. A kind knows the stored, Python and printed shape; nobody else converts.

Adding a kind is three places: its class and line in KINDS here, its line in the table of
tests/forms/test_kinds.py, its editor in desktop/views/editors. Tests say which was forgotten.
"""

from __future__ import annotations

import json
from typing import Any, Final

from desktop.forms.definition import SOURCES, Field
from desktop.forms.kind import Carried, Kind, Known, Reference
from desktop.forms.kinds_written import (
    Date,
    LongText,
    Minutes,
    Number,
    Text,
    Time,
    Words,
    number_from_typed,
    time_from_typed,
)
from desktop.forms.values import Json, as_object, is_blank, texts

__all__ = [
    "KINDS",
    "KIND_OF",
    "Carried",
    "Kind",
    "Known",
    "Reference",
    "carried_from",
    "chosen",
    "kind_of",
    "not_a_choice",
    "number_from_typed",
    "printed",
    "time_from_typed",
]

YES_NO: Final = {"yes": "Yes", "no": "No", "unknown": Known.NOT_KNOWN.value}


class YesNo(Kind):
    """Yes, no, or not known."""

    name = "yes_no"
    value_type = "bool | Known"

    def check(self, field: Field, stored: Json) -> str | None:
        return None if stored in ("yes", "no", "unknown") else "Choose yes, no or not known."

    def printed(self, field: Field, stored: Json) -> str:
        return (YES_NO.get(stored) if isinstance(stored, str) else None) or not_a_choice(stored)

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

    def searchable(self, field: Field, stored: Json) -> str:
        return _found_by(field, stored)

    def python(self, field: Field, stored: Json) -> str | None:
        return stored if isinstance(stored, str) and field.option(stored) else None


def not_a_choice(stored: Json) -> str:
    """Return a kept answer that is none of the choices, in words; "" where there is none.

    A form version that no longer has it, or an answer from elsewhere: it never vanishes.
    """
    return "" if is_blank(stored) else f"Not one of the choices: {_raw(stored)}"


def _raw(stored: Json) -> str:
    return stored if isinstance(stored, str) else json.dumps(stored, ensure_ascii=False)


def _label(field: Field, stored: Json) -> str:
    option = field.option(stored) if isinstance(stored, str) else None
    return option.label if option else not_a_choice(stored)


def _found_by(field: Field, stored: Json) -> str:
    """The words by which a choice is found: our own words around a stray one are no words of it."""
    option = field.option(stored) if isinstance(stored, str) else None
    return option.label if option else "" if is_blank(stored) else _raw(stored)


def chosen(stored: Json) -> tuple[str, ...]:
    """Return what was chosen of many, as it is stored, each once; what is no list is one choice."""
    if is_blank(stored):
        return ()
    found = stored if isinstance(stored, list) else [stored]
    return tuple(dict.fromkeys(_raw(one) for one in found))


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

    def searchable(self, field: Field, stored: Json) -> str:
        return ", ".join(_found_by(field, one) for one in self._in_order(field, stored))

    def python(self, field: Field, stored: Json) -> tuple[str, ...] | None:
        found = self._in_order(field, stored)
        return found if found and self.check(field, stored) is None else None

    def _in_order(self, field: Field, stored: Json) -> tuple[str, ...]:
        found = chosen(stored)
        known = tuple(option.value for option in field.options if option.value in found)
        return (*known, *(one for one in found if field.option(one) is None))


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


class People(Kind):
    """Several people in the order in which they were named: who was there."""

    name = "people"
    value_type = "tuple[Reference, ...]"

    def is_empty(self, stored: Json) -> bool:
        return not self._named(stored)

    def check(self, field: Field, stored: Json) -> str | None:
        whole = isinstance(stored, list) and all(isinstance(one, dict) for one in stored)
        return None if whole else "This answer is not a list of names."

    def printed(self, field: Field, stored: Json) -> str:
        return ", ".join(one.name for one in self._named(stored))

    def python(self, field: Field, stored: Json) -> tuple[Reference, ...] | None:
        return self._named(stored) or None

    def _named(self, stored: Json) -> tuple[Reference, ...]:
        listed = stored if isinstance(stored, list) else []
        found = (Person().python(PEOPLE_PART, one) for one in listed)
        return tuple(one for one in found if one is not None)


PEOPLE_PART: Final = Field("person", "Who", "person")
"""What each of several people is, to the kind that reads one."""


class CarriedValue(Kind):
    """A value that another record owns: shown with where it comes from, not typed here."""

    name = "carried"
    value_type = "Carried"
    keys = frozenset({"since"})

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
    {"field", "use", "title_of", "meta_of", "add_label", "group_by", "child_agrees", "more"}
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
        whole = self.check(field, stored) is None
        return (texts(stored) or None) if whole else None


class Actions(Rows):
    """Rows of who does what by when (domain reference 9.0, "Action row")."""

    name = "actions"


class Block(_Container):
    """Questions asked together: once, or again for every item of a list."""

    name = "block"
    keys = frozenset({"field", "use", "over", "child_agrees", "more", "meta_of"})


class Quote(_Container):
    """Somebody's exact words with who, when and how; the parts are always the same."""

    name = "quote"
    keys = frozenset({"whose"})


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
    People(),
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
