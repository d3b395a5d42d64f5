"""The shapes that answers are made of: JSON values, and the flat map from path to value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, cast

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Flat: TypeAlias = "dict[str, Json]"
"""A record's live answers: path -> stored value. No key, or None, means not answered."""

Answers: TypeAlias = "Mapping[str, Json]"
"""The same map where it is only read."""


def is_blank(value: Json) -> bool:
    """Say whether a stored value holds nothing that a person has answered."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value or value.isspace()
    return value in ([], {})


def texts(value: Json) -> tuple[str, ...]:
    """Return the strings of a stored list; a value of any other shape has none."""
    if not isinstance(value, list):
        return ()
    return tuple(one for one in value if isinstance(one, str))


def as_object(value: Json) -> dict[str, Json]:
    """Return a stored object; a value of any other shape is read as an empty one."""
    return value if isinstance(value, dict) else {}


def as_json(value: object) -> Json:
    """Tell the type checker that a value which came out of a JSON or TOML reader is JSON."""
    return cast("Json", value)


def join(prefix: str, name: str) -> str:
    """Return the path of a part inside a container; the record itself has an empty prefix."""
    return f"{prefix}/{name}" if prefix else name
