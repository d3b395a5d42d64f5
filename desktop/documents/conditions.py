"""When a question is asked, in words: for whoever fills in a form by hand."""

from __future__ import annotations

from desktop.forms.conditions import All, Answered, Any, Is, Not, When
from desktop.forms.definition import Field, Form, UnknownField


def in_words(when: When | None, form: Form, beside: Field | None = None) -> str:
    """Return "Only if ..." for a condition, "" for a question that is always asked.

    `beside` is the container whose parts are looked at first.
    """
    return f"Only if {_said(when, form, beside)}." if when is not None else ""


def _said(when: When, form: Form, beside: Field | None, turned: bool = False) -> str:
    match when:
        case Is(name, values):
            field = _found(name, form, beside)
            if field is None and any(setting.id == name for setting in form.settings):
                return "this authority asks it"
            *first, last = [_label(field, value) for value in values]
            named = f"{', '.join(first)} or {last}" if first else last
            return f"{_named(field, name)} is {'not ' if turned else ''}{named}"
        case Answered(name):
            found = _named(_found(name, form, beside), name)
            return f"{found} has {'no' if turned else 'an'} answer"
        case All(parts) | Any(parts):
            both = isinstance(when, All) is not turned
            said = [_said(part, form, beside, turned) for part in parts]
            return (" and " if both else " or ").join(said)
        case Not(part):
            return _said(part, form, beside, not turned)


def _named(field: Field | None, name: str) -> str:
    return f"“{field.label if field else name}”"


def _found(name: str, form: Form, beside: Field | None) -> Field | None:
    if beside is not None and any(part.id == name for part in beside.parts):
        return beside.part(name)
    try:
        return form.field(name)
    except UnknownField:
        return None


def _label(field: Field | None, value: str) -> str:
    option = field.option(value) if field else None
    return f"“{option.label if option else value.capitalize()}”"
