"""One table of a form file, read key by key, every fault noted with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop.forms import conditions
from desktop.forms.definition import Option
from desktop.forms.faults import Fault
from desktop.forms.locator import Locator, Step
from desktop.forms.values import Json, as_json, as_object

ID: Final = re.compile(r"[a-z][a-z0-9_.]*")
VALUE: Final = re.compile(r"[a-z0-9][a-z0-9_.-]*")

Path = tuple[Step, ...]


@dataclass
class Source:
    """A form file while it is read: its text's lines, and the faults found so far."""

    file: str
    locator: Locator
    faults: list[Fault] = field(default_factory=list[Fault])
    places: dict[str, Path] = field(default_factory=dict[str, Path])
    """Where each field of the form stands in this file, by its path in the form."""

    def fault(self, where: Path, name: str, reason: str) -> None:
        """Note one fault at a place of the file."""
        self.faults.append(Fault(self.file, self.locator.line(where), name, reason))

    def fault_at(self, path: str, key: str, reason: str) -> None:
        """Note a fault of a field by its path in the form (and a key of it)."""
        where = self.places.get(path, ())
        self.fault((*where, key) if key else where, path, reason)


def parse(file: str, text: str) -> tuple[Source, dict[str, Json]] | Fault:
    """Read the TOML; a file that is no TOML is one fault with its line."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else max(1, text.count("\n"))
        return Fault(file, line, "", f"this is not TOML: {error}")
    return Source(file, Locator(text)), as_object(as_json(data))


class Table:
    """One table of the file, read key by key; what is not there or not right becomes a fault."""

    def __init__(self, source: Source, data: Mapping[str, Json], where: Path, name: str) -> None:
        self.source = source
        self.data = data
        self.where = where
        self.name = name

    def fault(self, key: str, reason: str) -> None:
        """Note a fault at a key of this table (at the table where the key is missing)."""
        self.source.fault((*self.where, key) if key else self.where, self.name, reason)

    def only(self, known: frozenset[str], what: str) -> None:
        """Refuse keys that mean nothing here."""
        for key in self.data:
            if key not in known:
                self.fault(key, f"`{key}` is not a key of {what}")

    def text(self, key: str, required: bool = False) -> str:
        """Return a text; one that is required must not be blank."""
        found = self.data.get(key)
        if found is None and not required:
            return ""
        if not isinstance(found, str):
            self.fault(key, f"`{key}` is missing" if found is None else f"`{key}` must be text")
            return ""
        if required and not found.strip():
            self.fault(key, f"`{key}` is empty")
        return found.strip()

    def flag(self, key: str) -> bool:
        """Return true or false; false where nothing stands."""
        found = self.data.get(key, False)
        if not isinstance(found, bool):
            self.fault(key, f"`{key}` must be true or false")
        return found is True

    def whole(self, key: str, least: int, most: int, rest: int | None = None) -> int:
        """Return a whole number between two limits."""
        found = self.data.get(key, rest)
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            limits = f"from {least} to {most}" if most < 100_000 else f"of at least {least}"
            self.fault(key, f"`{key}` must be a whole number {limits}")
            return least
        return found

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; one text stands for a list of one."""
        found = self.data.get(key, [])
        listed = [found] if isinstance(found, str) else found
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            self.fault(key, f"`{key}` must be a list of names")
            return ()
        return tuple(one for one in listed if isinstance(one, str))

    def identity(self, pattern: re.Pattern[str] = ID) -> str:
        """Return the id, which must be one by its pattern."""
        found = self.text("id", required=True)
        if found and not pattern.fullmatch(found):
            self.fault(
                "id",
                f"`{found}` is not an id: small letters, figures, `_` and `.`, a letter first",
            )
        return found

    def tables(self, key: str) -> list[Table]:
        """Return the tables of a list of tables."""
        found = self.data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.fault(key, f"`{key}` must be a list of tables")
            return []
        return [
            Table(self.source, as_object(one), (*self.where, key, at), _name(one, self.name))
            for at, one in enumerate(found)
        ]

    def table(self, key: str) -> Table | None:
        """Return a table inside this one, None where there is none."""
        found = self.data.get(key)
        if found is None:
            return None
        if not isinstance(found, dict):
            self.fault(key, f"`{key}` must be a table")
            return None
        return Table(self.source, found, (*self.where, key), self.name)

    def one_of(self, key: str, known: Mapping[str, str] | tuple[str, ...], what: str) -> str:
        """Return a text that must be one of those known; "" where nothing stands."""
        found = self.text(key)
        if found and found not in known:
            self.fault(key, f"`{found}` is not {what}: {', '.join(known)}")
            return ""
        return found

    def when(self, key: str = "when") -> conditions.When | None:
        """Return the condition."""
        if key not in self.data:
            return None
        try:
            return conditions.from_json(self.data[key])
        except conditions.BadCondition as error:
            self.fault(key, str(error))
            return None

    def options(self, key: str) -> tuple[Option, ...]:
        """Return choices, written as ["value", "Label"] or as tables with value, label, hint."""
        listed = self.data.get(key, [])
        if not isinstance(listed, list):
            self.fault(key, f"`{key}` must be a list")
            return ()
        found: list[Option] = []
        for at, one in enumerate(listed):
            option = _option(one)
            if isinstance(option, str):
                self.source.fault((*self.where, key, at), self.name, option)
            elif any(option.value == other.value for other in found):
                reason = f"the value `{option.value}` stands twice in `{key}`"
                self.source.fault((*self.where, key, at), self.name, reason)
            else:
                found.append(option)
        return tuple(found)


def _name(data: Json, rest: str) -> str:
    found = as_object(data).get("id")
    return found if isinstance(found, str) else rest


def _option(data: Json) -> Option | str:
    if isinstance(data, dict):
        strange = set(data) - {"value", "label", "hint"}
        if strange:
            return f"`{min(strange)}` is not a key of a choice"
        parts = [data.get("value"), data.get("label"), data.get("hint", "")]
    else:
        parts = [*data, ""] if isinstance(data, list) and len(data) == 2 else data
    if not isinstance(parts, list) or len(parts) != 3:
        return 'a choice is written as ["value", "Label"] or with `value`, `label` and `hint`'
    value, label, hint = parts
    if not (isinstance(value, str) and isinstance(label, str) and isinstance(hint, str)):
        return "a choice has a value and a label, both text"
    if not VALUE.fullmatch(value):
        return f"`{value}` is not a value: small letters, figures, `_`, `.` and `-`"
    return Option(value, label.strip(), hint) if label.strip() else f"`{value}` has an empty label"
