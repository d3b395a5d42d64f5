"""What a kind of answer is: the contract that every kind keeps, and its Python values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

from desktop.forms.definition import CONTAINERS, Field, Shape
from desktop.forms.values import Json, is_blank


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
