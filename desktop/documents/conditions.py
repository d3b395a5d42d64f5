"""When a question is asked, in words: for whoever fills in a form by hand."""

from __future__ import annotations

from desktop.forms.conditions import All, Answered, Any, Is, Not, When
from desktop.forms.definition import Field, Form, UnknownField


def in_words(when: When | None, form: Form, beside: Field | None = None) -> str:
    """Return "Only if ..." for a condition, "" for a question that is always asked.

    `beside` is the container whose parts are looked at first.
    """
    return f"Only if {_said(when, form, beside)}." if when is not None else ""


def _said(when: When, form: Form, beside: Field | None) -> str:
    match when:
        case Is(name, values):
            field = _found(name, form, beside)
            labels = [_label(field, value) for value in values]
            return f"“{field.label if field else name}” is {' or '.join(labels)}"
        case Answered(name):
            field = _found(name, form, beside)
            return f"“{field.label if field else name}” has an answer"
        case All(parts):
            return " and ".join(_said(part, form, beside) for part in parts)
        case Any(parts):
            return " or ".join(_said(part, form, beside) for part in parts)
        case Not(part):
            return f"it is not so that {_said(part, form, beside)}"


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
