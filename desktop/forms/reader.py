"""Reads one form file or shared block into the model, noting every fault on the way.

Whether the parts fit together (conditions, names, repeated ids) is looked at in `schema`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from desktop.forms import conditions
from desktop.forms.definition import (
    COPIES,
    PRONGS,
    SOURCES,
    Field,
    FollowOn,
    Form,
    Option,
    Rewording,
    Section,
    Setting,
)
from desktop.forms.kinds import KIND_OF
from desktop.forms.table import ID, Path, Source, Table
from desktop.forms.values import Json, join

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
        "fresh",
        "signatures",
        "note",
        "section",
        "setting",
        "agreed_when",
        "follow_on",
        "lcs",
        "lcs_first",
        "lcs_by",
    }
)
_SETTING_KEYS: Final = frozenset({"id", "profile", "rest", "options"})
_FOLLOW_ON_KEYS: Final = frozenset({"title", "button", "answers"})
_SECTION_KEYS: Final = frozenset(
    {"id", "title", "intro", "help", "optional", "aside", "when", "field"}
)
_FIELD_KEYS: Final = frozenset(
    {
        "id",
        "label",
        "kind",
        "prompt",
        "help",
        "when",
        "sign",
        "sign_when",
        "after_signing",
        "unless",
        "from",
        "copies",
        "prong",
        "columns",
        "joined",
        "lcs",
        "worded",
    }
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
        "more",
        "since",
        "whose",
    }
)
_REWORDING_KEYS: Final = frozenset({"when", "label", "prompt", "help"})
_SHARED_KEYS: Final = frozenset({"id", "note", "field"})
_USE_KEYS: Final = frozenset({"use", "prefix", "copies", "sign"})


@dataclass(frozen=True)
class SharedBlock:
    """Fields that several forms use by name."""

    id: str
    fields: tuple[Field, ...]


Shared = Callable[[str], SharedBlock | str]
"""Gives the shared block of a name, or the reason why there is none."""


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
        fresh=table.names("fresh"),
        signatures=table.whole("signatures", 0, 2, 0),
        note=table.text("note"),
        settings=tuple(_read_setting(one) for one in table.tables("setting")),
        agreed_when=table.when("agreed_when"),
        follow_on=_follow_on(table),
        lcs=table.text("lcs"),
        lcs_first=table.names("lcs_first"),
        lcs_by=table.one_of("lcs_by", ("author", "manager"), "somebody who writes the note"),
    )


def _read_setting(table: Table) -> Setting:
    table.only(_SETTING_KEYS, "a setting")
    return Setting(
        id=table.identity(),
        profile=table.text("profile", required=True),
        rest=table.text("rest", required=True),
        options=table.options("options"),
    )


def _follow_on(table: Table) -> FollowOn | None:
    one = table.table("follow_on")
    if one is None:
        return None
    one.only(_FOLLOW_ON_KEYS, "`follow_on`")
    title, button = one.text("title", required=True), one.text("button", required=True)
    given = one.table("answers")
    answers = tuple((path, given.text(path)) for path in given.data) if given else ()
    return FollowOn(title, button, answers)


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
        aside=table.text("aside"),
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
            sign_when=conditions.renamed(one.sign_when, names, prefix) if one.sign_when else None,
            over=prefix + one.over if isinstance(one.over, str) else one.over,
            unless=prefix + one.unless if one.unless in names else one.unless,
            since=prefix + one.since if one.since in names else one.since,
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
    path = join(prefix, name)
    table.source.places.setdefault(path, table.where)
    _refuse_keys(table, kind)
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
        fields=(*_brought(table, shared, path), *read_fields(table, shared, path)),
        over=_over(table),
        title_of=table.text("title_of"),
        meta_of=table.names("meta_of"),
        add_label=table.text("add_label"),
        group_by=table.text("group_by"),
        unit=table.text("unit"),
        short=table.flag("short"),
        child_agrees=table.flag("child_agrees"),
        columns=table.one_of("columns", ("half",), "a layout"),
        joined=table.text("joined"),
        whose=table.one_of("whose", ("child", "carer"), "somebody whose words these are"),
        more=table.names("more"),
        unless=table.text("unless"),
        sign_when=table.when("sign_when"),
        after_signing=table.flag("after_signing"),
        since=table.text("since"),
        lcs=table.text("lcs"),
        worded=tuple(_read_rewording(one) for one in table.tables("worded")),
    )


def _brought(table: Table, shared: Shared, path: str) -> tuple[Field, ...]:
    """The parts that a container takes from a shared block."""
    brought = _used(table, shared) if "use" in table.data else ()
    for part in brought:
        _remember(table.source, part, path, table.where)
    return brought


def _read_rewording(table: Table) -> Rewording:
    table.only(_REWORDING_KEYS, "other words")
    when = table.when()
    if when is None and "when" not in table.data:
        table.fault("", "other words say `when` they stand")
    return Rewording(
        when or conditions.Any(()), table.text("label"), table.text("prompt"), table.text("help")
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
