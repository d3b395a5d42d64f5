"""Reads one form file or shared block into the model, noting every fault on the way.

Whether the parts fit together (conditions, names, repeated ids) is looked at in `schema`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from desktop.forms import conditions
from desktop.forms.definition import COPIES, PRONGS, SOURCES, Field, Form, Option, Section
from desktop.forms.faults import Fault
from desktop.forms.kinds import KIND_OF
from desktop.forms.locator import Locator, Step
from desktop.forms.values import Json, as_json, as_object

ID: Final = re.compile(r"[a-z][a-z0-9_.]*")
VALUE: Final = re.compile(r"[a-z0-9][a-z0-9_.-]*")
ROLES: Final = ("record", "register")

_FORM_KEYS: Final = frozenset(
    {
        "id",
        "version",
        "title",
        "short_title",
        "purpose",
        "role",
        "title_of",
        "facts",
        "signatures",
        "note",
        "section",
    }
)
_SECTION_KEYS: Final = frozenset({"id", "title", "intro", "help", "optional", "when", "field"})
_FIELD_KEYS: Final = frozenset(
    {"id", "label", "kind", "prompt", "help", "when", "sign", "from", "copies", "prong", "columns"}
)
_KIND_KEYS: Final = frozenset(
    {
        "options",
        "field",
        "use",
        "over",
        "title_of",
        "meta_of",
        "add_label",
        "group_by",
        "unit",
        "short",
        "child_agrees",
    }
)
_SHARED_KEYS: Final = frozenset({"id", "note", "field"})
_USE_KEYS: Final = frozenset({"use", "prefix", "copies", "sign"})

Path = tuple[Step, ...]
T = TypeVar("T")


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


@dataclass(frozen=True)
class SharedBlock:
    """Fields that several forms use by name."""

    id: str
    fields: tuple[Field, ...]


Shared = Callable[[str], SharedBlock | str]
"""Gives the shared block of a name, or the reason why there is none."""


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

    def one_of(self, key: str, known: Mapping[str, str] | tuple[str, ...], what: str) -> str:
        """Return a text that must be one of those known; "" where nothing stands."""
        found = self.text(key)
        if found and found not in known:
            self.fault(key, f"`{found}` is not {what}: {', '.join(known)}")
            return ""
        return found

    def when(self) -> conditions.When | None:
        """Return the condition."""
        if "when" not in self.data:
            return None
        try:
            return conditions.from_json(self.data["when"])
        except conditions.BadCondition as error:
            self.fault("when", str(error))
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


def read_form(source: Source, data: Mapping[str, Json], shared: Shared) -> Form:
    """Return the form of a file; what is wrong with it is in `source.faults`."""
    table = Table(source, data, (), "")
    table.only(_FORM_KEYS, "a form")
    role = table.text("role", required=True)
    if role and role not in ROLES:
        table.fault("role", f"`{role}` is not a role: {', '.join(ROLES)}")
    sections = table.tables("section")
    if not sections:
        table.fault("", "a form has at least one section")
    return Form(
        id=table.identity(),
        version=table.whole("version", 1, 1_000_000),
        title=table.text("title", required=True),
        short_title=table.text("short_title", required=True),
        purpose=table.text("purpose", required=True),
        role=role,
        sections=tuple(read_section(one, at, shared) for at, one in enumerate(sections, 1)),
        title_of=table.names("title_of"),
        facts=table.names("facts"),
        signatures=table.whole("signatures", 0, 2, 0),
        note=table.text("note"),
    )


def read_shared(source: Source, data: Mapping[str, Json], shared: Shared) -> SharedBlock:
    """Return a shared block of a file."""
    table = Table(source, data, (), "")
    table.only(_SHARED_KEYS, "a shared block")
    fields = read_fields(table, shared, "")
    if not fields:
        table.fault("", "a shared block has at least one field")
    return SharedBlock(table.identity(), fields)


def read_section(table: Table, number: int, shared: Shared) -> Section:
    """Return one section."""
    table.only(_SECTION_KEYS, "a section")
    fields = read_fields(table, shared, "")
    if not fields:
        table.fault("", "a section has at least one field")
    return Section(
        id=table.identity(),
        number=number,
        title=table.text("title", required=True),
        fields=fields,
        intro=table.text("intro"),
        help=table.text("help"),
        optional=table.flag("optional"),
        when=table.when(),
    )


def read_fields(table: Table, shared: Shared, prefix: str) -> tuple[Field, ...]:
    """Return the fields of a section or container; shared blocks are put in where they stand."""
    fields: list[Field] = []
    for one in table.tables("field"):
        if "use" in one.data and "id" not in one.data:
            used = _put_in(one, shared)
            for part in used:
                _remember(one.source, part, prefix, one.where)
            fields.extend(used)
        else:
            fields.append(_read_field(one, shared, prefix))
    return tuple(fields)


def _used(table: Table, shared: Shared) -> tuple[Field, ...]:
    name = table.text("use", required=True)
    found = shared(name)
    if isinstance(found, str):
        table.fault("use", found)
        return ()
    return found.fields


def _put_in(table: Table, shared: Shared) -> tuple[Field, ...]:
    """The fields of a shared block, under ids of their own, for this place's copies."""
    table.only(_USE_KEYS, "a line that only uses a shared block")
    prefix, copies, sign = table.text("prefix"), _copies(table), table.flag("sign")
    if prefix and not ID.fullmatch(prefix):
        table.fault("prefix", f"`{prefix}` cannot begin an id")
    fields = _used(table, shared)
    names = {one.id for one in fields}
    return tuple(
        replace(
            one,
            id=prefix + one.id,
            when=conditions.renamed(one.when, names, prefix) if one.when else None,
            over=prefix + one.over if isinstance(one.over, str) else one.over,
            copies=one.copies or copies,
            sign=one.sign or sign,
        )
        for one in fields
    )


def _remember(source: Source, part: Field, prefix: str, where: Path) -> None:
    """A field that a shared block brings is told of at the line that uses the block."""
    path = f"{prefix}/{part.id}" if prefix else part.id
    source.places.setdefault(path, where)
    for inner in part.fields:
        _remember(source, inner, path, where)


def _read_field(table: Table, shared: Shared, prefix: str) -> Field:
    name = table.identity()
    kind = table.text("kind", required=True)
    if kind and kind not in KIND_OF:
        table.fault("kind", f"`{kind}` is not a kind: {', '.join(KIND_OF)}")
    path = f"{prefix}/{name}" if prefix else name
    table.source.places.setdefault(path, table.where)
    _refuse_keys(table, kind)
    brought = _used(table, shared) if "use" in table.data else ()
    for part in brought:
        _remember(table.source, part, path, table.where)
    return Field(
        id=name,
        label=table.text("label", required=True),
        kind=kind,
        prompt=table.text("prompt"),
        help=table.text("help"),
        options=table.options("options"),
        when=table.when(),
        sign=table.flag("sign"),
        carry=table.one_of("from", SOURCES, "something that a value can come from"),
        copies=_copies(table),
        prong=table.one_of("prong", PRONGS, "a prong"),
        fields=(*brought, *read_fields(table, shared, path)),
        over=_over(table),
        title_of=table.text("title_of"),
        meta_of=table.names("meta_of"),
        add_label=table.text("add_label"),
        group_by=table.text("group_by"),
        unit=table.text("unit"),
        short=table.flag("short"),
        child_agrees=table.flag("child_agrees"),
        columns=table.one_of("columns", ("half",), "a layout"),
    )


def _refuse_keys(table: Table, kind: str) -> None:
    table.only(_FIELD_KEYS | _KIND_KEYS, "a field")
    if kind not in KIND_OF:
        return
    for key in table.data:
        if key in _KIND_KEYS - KIND_OF[kind].keys:
            table.fault(key, f"`{key}` means nothing for the kind `{kind}`")


def _copies(table: Table) -> frozenset[str]:
    letters = table.text("copies")
    strange = [letter for letter in letters if letter not in COPIES]
    if strange:
        known = ", ".join(f"{letter} ({name})" for letter, name in COPIES.items())
        table.fault("copies", f"`{strange[0]}` is not a copy: {known}")
    elif len(set(letters)) != len(letters):
        table.fault("copies", "a letter stands twice")
    return frozenset(letters)


def _over(table: Table) -> tuple[Option, ...] | str | None:
    found = table.data.get("over")
    if found is None:
        return None
    if isinstance(found, str):
        return found
    items = table.options("over")
    if not items and isinstance(found, list) and not found:
        table.fault("over", "`over` has no items")
    return items
