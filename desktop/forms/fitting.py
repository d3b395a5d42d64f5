"""Fits a form to an authority: the words and switches that its profile decides.

A form's file names settings. What they are is looked up when a record is begun and kept in the
record, so that it goes on reading as it was written, whatever the profile says later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Final, TypeVar

from desktop.forms.conditions import holds
from desktop.forms.definition import Field, FollowOn, Form, Option, Section, Setting
from desktop.forms.values import Answers, Flat

Said = Callable[[str], "str | int | bool | None"]
"""What an authority's profile says under a name; None where it says nothing."""

MENTION: Final = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
"""How the words of a form mention a setting: `{x.panel}`."""

_Part = TypeVar("_Part", Form, Section, Field, Option, FollowOn)


def settings_from(form: Form, said: Said) -> Flat:
    """Return what a new record keeps of the profile, by the ids of the form's settings."""
    return {setting.id: _value(setting, said(setting.profile)) for setting in form.settings}


def _value(setting: Setting, said: str | int | bool | None) -> str:
    if said is None or said == "":
        return setting.rest
    text = ("yes" if said else "no") if isinstance(said, bool) else str(said)
    known = (o.value for o in setting.options if text.casefold() in (o.value, o.label.casefold()))
    return next(known, text)


def fitted(form: Form, flat: Answers) -> Form:
    """Return the form in the words of the record's settings; the form itself where it has none."""
    written = form.as_written or form
    if not written.settings:
        return form
    values = {setting.id: _kept(setting, flat) for setting in written.settings}
    words = {setting.id: setting.words(values[setting.id]) for setting in written.settings}
    agreed = written.agreed_when is not None and holds(written.agreed_when, values)
    return replace(
        _said(written, words),
        sections=tuple(_section(section, values, words) for section in written.sections),
        follow_on=_said(written.follow_on, words) if written.follow_on else None,
        signatures=2 if agreed else written.signatures,
        as_written=written,
    )


def settings_kept(form: Form, flat: Answers) -> tuple[str, ...]:
    """Return what the settings of a record are, in the order of the form; no settings, no values.

    Two records of one form version that agree in these have the same words.
    """
    return tuple(_kept(setting, flat) for setting in form.settings)


def _kept(setting: Setting, flat: Answers) -> str:
    value = flat.get(setting.id)
    return value if isinstance(value, str) and value else setting.rest


def _section(section: Section, values: Answers, words: Mapping[str, str]) -> Section:
    parts = tuple(_field(field, values, words) for field in section.fields)
    return replace(_said(section, words), fields=parts)


def _field(field: Field, values: Answers, words: Mapping[str, str]) -> Field:
    other = next((one for one in field.worded if holds(one.when, values)), None)
    if other is not None:
        field = replace(
            field,
            label=other.label or field.label,
            prompt=other.prompt or field.prompt,
            help=other.help or field.help,
        )
    inside = tuple(_field(part, values, words) for part in field.fields)
    options = tuple(_said(option, words) for option in field.options)
    over = field.over
    if isinstance(over, tuple):
        over = tuple(_said(option, words) for option in over)
    if inside != field.fields or options != field.options or over != field.over:
        field = replace(field, fields=inside, options=options, over=over)
    return _said(field, words)


def _said(part: _Part, words: Mapping[str, str]) -> _Part:
    """Return a part with the settings put into its own words."""
    changed = {
        name: MENTION.sub(lambda found: words.get(found[1], found[0]), text)
        for name, text in texts_of(part)
        if "{" in text
    }
    return replace(part, **changed) if changed else part


def texts_of(part: Form | Section | Field | Option | FollowOn) -> Iterator[tuple[str, str]]:
    """Yield the words of a part itself, by the name of the attribute that holds them."""
    for one in fields(part):
        value = getattr(part, one.name)
        if isinstance(value, str):
            yield one.name, value
