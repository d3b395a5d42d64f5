"""A form as data: what the store keeps of every version that a record was written in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from desktop.forms import conditions
from desktop.forms.definition import (
    Field,
    FollowOn,
    Form,
    Option,
    Rewording,
    Section,
    Setting,
)
from desktop.forms.fitting import fitted
from desktop.forms.values import Json, as_json, as_object, texts

SCHEMA = 1
"""The version of this shape. A snapshot of a newer one is refused, never guessed at."""


class SnapshotDamaged(ValueError):
    """The kept form cannot be read."""


def to_json(form: Form) -> dict[str, Json]:
    """Return the whole form as its file has it, as JSON, shared blocks written out.

    Values left at rest are not in it, nor are the words of an authority: those stand in a record.
    """
    form = form.as_written or form
    data: dict[str, Json] = {
        "schema": SCHEMA,
        "id": form.id,
        "version": form.version,
        "title": form.title,
        "short_title": form.short_title,
        "purpose": form.purpose,
        "role": form.role,
        "title_of": list(form.title_of),
        "facts": list(form.facts),
        "fresh": list(form.fresh),
        "signatures": form.signatures,
        "note": form.note,
        "sections": [_section(section) for section in form.sections],
    }
    _add(data, "settings", [_setting(setting) for setting in form.settings])
    _add(data, "lcs", form.lcs)
    _add(data, "lcs_first", list(form.lcs_first))
    _add(data, "lcs_by", form.lcs_by)
    if form.agreed_when is not None:
        data["agreed_when"] = conditions.to_json(form.agreed_when)
    if form.follow_on is not None:
        on = form.follow_on
        data["follow_on"] = {"title": on.title, "button": on.button, "answers": dict(on.answers)}
    return data


def canonical(form: Form) -> str:
    """Return the form as canonical JSON text: the same form always gives the same text."""
    return _canonical(form.as_written or form)


@lru_cache(maxsize=16)
def _canonical(written: Form) -> str:
    return json.dumps(to_json(written), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(form: Form) -> str:
    """Return the SHA-256 of the canonical text in hexadecimal."""
    return hashlib.sha256(canonical(form).encode()).hexdigest()


def from_text(text: str) -> Form:
    """Read what `canonical` wrote; raises SnapshotDamaged."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise SnapshotDamaged("the kept form is no JSON") from error
    return from_json(as_object(as_json(data)))


def from_json(data: Mapping[str, Json]) -> Form:
    """Read what `to_json` wrote; raises SnapshotDamaged."""
    if data.get("schema") != SCHEMA:
        raise SnapshotDamaged("the kept form has a shape that this version does not know")
    try:
        written = Form(
            id=_text(data, "id"),
            version=_whole(data, "version"),
            title=_text(data, "title"),
            short_title=_text(data, "short_title"),
            purpose=_text(data, "purpose"),
            role=_text(data, "role"),
            sections=tuple(
                _read_section(one, at) for at, one in enumerate(_objects(data, "sections"), 1)
            ),
            title_of=texts(data.get("title_of")),
            facts=texts(data.get("facts")),
            fresh=texts(data.get("fresh")),
            signatures=_whole(data, "signatures"),
            note=_text(data, "note"),
            settings=tuple(_read_setting(one) for one in _objects(data, "settings")),
            agreed_when=_when(data, "agreed_when"),
            follow_on=_follow_on(data),
            lcs=_text(data, "lcs", ""),
            lcs_first=texts(data.get("lcs_first")),
            lcs_by=_text(data, "lcs_by", ""),
        )
        return fitted(written, {})
    except (KeyError, TypeError, conditions.BadCondition) as error:
        raise SnapshotDamaged("the kept form is not whole") from error


def _section(section: Section) -> dict[str, Json]:
    data: dict[str, Json] = {"id": section.id, "title": section.title}
    _add(data, "intro", section.intro)
    _add(data, "help", section.help)
    _add(data, "optional", section.optional)
    _add(data, "aside", section.aside)
    if section.when is not None:
        data["when"] = conditions.to_json(section.when)
    data["fields"] = [_field(field) for field in section.fields]
    return data


def _add(data: dict[str, Json], key: str, value: Json) -> None:
    if value:
        data[key] = value


_PLAIN = (
    "prompt",
    "help",
    "sign",
    "carry",
    "prong",
    "title_of",
    "add_label",
    "group_by",
    "unit",
    "short",
    "child_agrees",
    "columns",
    "joined",
    "whose",
    "unless",
    "after_signing",
    "since",
    "lcs",
)


def _field(field: Field) -> dict[str, Json]:
    data: dict[str, Json] = {"id": field.id, "label": field.label, "kind": field.kind}
    for key in _PLAIN:
        _add(data, key, cast("Json", getattr(field, key)))
    _add(data, "options", [_option(option) for option in field.options])
    _add(data, "copies", "".join(sorted(field.copies)))
    _add(data, "meta_of", list(field.meta_of))
    _add(data, "more", list(field.more))
    _add(data, "worded", [_rewording(one) for one in field.worded])
    _add(data, "fields", [_field(part) for part in field.fields])
    for key, when in (("when", field.when), ("sign_when", field.sign_when)):
        if when is not None:
            data[key] = conditions.to_json(when)
    if isinstance(field.over, str):
        data["over"] = field.over
    elif field.over is not None:
        data["over"] = [_option(option) for option in field.over]
    return data


def _option(option: Option) -> Json:
    data: dict[str, Json] = {"value": option.value, "label": option.label}
    _add(data, "hint", option.hint)
    return data


def _setting(setting: Setting) -> Json:
    data: dict[str, Json] = {"id": setting.id, "profile": setting.profile, "rest": setting.rest}
    _add(data, "options", [_option(option) for option in setting.options])
    return data


def _rewording(one: Rewording) -> Json:
    data: dict[str, Json] = {"when": conditions.to_json(one.when)}
    for key in ("label", "prompt", "help"):
        _add(data, key, cast("Json", getattr(one, key)))
    return data


def _read_setting(data: Mapping[str, Json]) -> Setting:
    return Setting(
        _text(data, "id"), _text(data, "profile"), _text(data, "rest"), _options(data, "options")
    )


def _read_rewording(data: Mapping[str, Json]) -> Rewording:
    words = (_text(data, key, "") for key in ("label", "prompt", "help"))
    return Rewording(conditions.from_json(data["when"]), *words)


def _follow_on(data: Mapping[str, Json]) -> FollowOn | None:
    if "follow_on" not in data:
        return None
    on = as_object(data["follow_on"])
    given = as_object(on.get("answers"))
    answers = tuple((path, _text(given, path)) for path in given)
    return FollowOn(_text(on, "title"), _text(on, "button"), answers)


def _when(data: Mapping[str, Json], key: str) -> conditions.When | None:
    return conditions.from_json(data[key]) if key in data else None


def _read_section(data: Mapping[str, Json], number: int) -> Section:
    return Section(
        id=_text(data, "id"),
        number=number,
        title=_text(data, "title"),
        fields=tuple(_read_field(one) for one in _objects(data, "fields")),
        intro=_text(data, "intro", ""),
        help=_text(data, "help", ""),
        optional=data.get("optional") is True,
        aside=_text(data, "aside", ""),
        when=_when(data, "when"),
    )


def _read_field(data: Mapping[str, Json]) -> Field:
    over = data.get("over")
    return Field(
        id=_text(data, "id"),
        label=_text(data, "label"),
        kind=_text(data, "kind"),
        prompt=_text(data, "prompt", ""),
        help=_text(data, "help", ""),
        options=_options(data, "options"),
        when=_when(data, "when"),
        sign=data.get("sign") is True,
        carry=_text(data, "carry", ""),
        copies=frozenset(_text(data, "copies", "")),
        prong=_text(data, "prong", ""),
        fields=tuple(_read_field(one) for one in _objects(data, "fields")),
        over=over if over is None or isinstance(over, str) else _options(data, "over"),
        title_of=_text(data, "title_of", ""),
        meta_of=texts(data.get("meta_of")),
        add_label=_text(data, "add_label", ""),
        group_by=_text(data, "group_by", ""),
        unit=_text(data, "unit", ""),
        short=data.get("short") is True,
        child_agrees=data.get("child_agrees") is True,
        columns=_text(data, "columns", ""),
        joined=_text(data, "joined", ""),
        whose=_text(data, "whose", ""),
        more=texts(data.get("more")),
        unless=_text(data, "unless", ""),
        sign_when=_when(data, "sign_when"),
        after_signing=data.get("after_signing") is True,
        since=_text(data, "since", ""),
        lcs=_text(data, "lcs", ""),
        worded=tuple(_read_rewording(one) for one in _objects(data, "worded")),
    )


def _options(data: Mapping[str, Json], key: str) -> tuple[Option, ...]:
    return tuple(
        Option(_text(one, "value"), _text(one, "label"), _text(one, "hint", ""))
        for one in _objects(data, key)
    )


def _objects(data: Mapping[str, Json], key: str) -> tuple[Mapping[str, Json], ...]:
    found = data.get(key, [])
    if not isinstance(found, list):
        raise TypeError(key)
    return tuple(as_object(one) for one in found)


def _text(data: Mapping[str, Json], key: str, rest: str | None = None) -> str:
    found = data[key] if rest is None else data.get(key, rest)
    if not isinstance(found, str):
        raise TypeError(key)
    return found


def _whole(data: Mapping[str, Json], key: str) -> int:
    found = data[key]
    if not isinstance(found, int):
        raise TypeError(key)
    return found
