"""Conditions as data: when a question or a section is asked.

A condition can be read from a form file, kept in a snapshot and evaluated; it holds no code, so
that a council can change a form without a release.

In a form file: `{ field = "w.kind", is = ["review"] }`, `{ answered = "w.who" }`,
`{ all = [...] }`, `{ any = [...] }`, `{ not = {...} }`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import TypeAlias

from desktop.forms.values import Answers, Json, is_blank, join, texts

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Is:
    """The answer is one of the values; for many choices, one of them was chosen."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """The question has any answer at all, "not known" included."""

    field: str


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[When, ...]


@dataclass(frozen=True)
class Any:
    """At least one part holds."""

    parts: tuple[When, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: When


When: TypeAlias = "Is | Answered | All | Any | Not"


class BadCondition(ValueError):
    """A condition was written in a shape that means nothing; the text says what is wrong."""


def holds(when: When | None, flat: Answers, prefix: str = "", unseen: Set[str] = NOTHING) -> bool:
    """Say whether a question with this condition is asked.

    `prefix` is the path of the row or item that the question stands in ("" for the record): its
    siblings are looked at first, then the record. `unseen` are paths of questions that are not
    asked themselves: their kept answers do not count.
    """
    match when:
        case None:
            return True
        case Is(field, values):
            found = _answer(flat, prefix, field, unseen)
            chosen = texts(found) if isinstance(found, list) else (found,)
            return any(one in values for one in chosen)
        case Answered(field):
            return not is_blank(_answer(flat, prefix, field, unseen))
        case All(parts):
            return all(holds(part, flat, prefix, unseen) for part in parts)
        case Any(parts):
            return any(holds(part, flat, prefix, unseen) for part in parts)
        case Not(part):
            return not holds(part, flat, prefix, unseen)


def _answer(flat: Answers, prefix: str, field: str, unseen: Set[str]) -> Json:
    for place in (join(prefix, field), field) if prefix else (field,):
        if place in unseen:
            return None
        # A quotation has no value of its own: its words stand for it.
        value = flat.get(place, flat.get(f"{place}/words"))
        if value is not None:
            return value
    return None


def leaves(when: When | None) -> Iterator[Is | Answered]:
    """Yield the parts that name a field, from left to right."""
    match when:
        case None:
            return
        case Is() | Answered():
            yield when
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)


def renamed(when: When, names: Set[str], prefix: str) -> When:
    """Return the condition for a block whose fields `names` were given ids with `prefix`."""
    match when:
        case Is(field, values):
            return Is(prefix + field if field in names else field, values)
        case Answered(field):
            return Answered(prefix + field if field in names else field)
        case All(parts):
            return All(tuple(renamed(part, names, prefix) for part in parts))
        case Any(parts):
            return Any(tuple(renamed(part, names, prefix) for part in parts))
        case Not(part):
            return Not(renamed(part, names, prefix))


def to_json(when: When) -> dict[str, Json]:
    """Return the condition as it stands in a form file."""
    match when:
        case Is(field, values):
            return {"field": field, "is": list(values)}
        case Answered(field):
            return {"answered": field}
        case All(parts):
            return {"all": [to_json(part) for part in parts]}
        case Any(parts):
            return {"any": [to_json(part) for part in parts]}
        case Not(part):
            return {"not": to_json(part)}


def from_json(data: Json) -> When:
    """Read a condition; raises BadCondition with the reason in plain words."""
    if not isinstance(data, dict):
        raise BadCondition("a condition is written in braces, for example { answered = '...' }")
    keys = set(data)
    if keys == {"field", "is"}:
        return Is(_name(data["field"]), _values(data["is"]))
    if keys == {"answered"}:
        return Answered(_name(data["answered"]))
    if keys == {"not"}:
        return Not(from_json(data["not"]))
    if keys == {"all"}:
        return All(_parts(data, "all"))
    if keys == {"any"}:
        return Any(_parts(data, "any"))
    raise BadCondition(
        "a condition has either `field` and `is`, or one of `answered`, `all`, `any`, `not`; "
        f"this one has {', '.join(f'`{key}`' for key in sorted(keys)) or 'nothing'}"
    )


def _name(data: Json) -> str:
    if not isinstance(data, str) or not data:
        raise BadCondition("a condition names its field in quotation marks")
    return data


def _values(data: Json) -> tuple[str, ...]:
    found = (data,) if isinstance(data, str) else texts(data)
    if not found or (isinstance(data, list) and len(found) != len(data)):
        raise BadCondition("`is` takes one value or a list of values, in quotation marks")
    return found


def _parts(data: Mapping[str, Json], key: str) -> tuple[When, ...]:
    parts = data[key]
    if not isinstance(parts, list) or not parts:
        raise BadCondition(f"`{key}` takes a list of conditions")
    return tuple(from_json(part) for part in parts)
