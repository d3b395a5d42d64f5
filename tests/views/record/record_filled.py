"""A complete record of any form, in invented words of real length."""

from __future__ import annotations

from desktop.forms.answers import items_of
from desktop.forms.definition import Field, Form, Shape
from desktop.forms.values import Json, join

WORDS = (
    "Amelia is home by nine on school nights because she wants to be. Nobody messages her after "
    "ten to ask where she is. She tells Nan or her form tutor when the silver car parks outside "
    "school. Since half term she has gone back to boxing, and the walk there feels all right. "
    "Her mum says the house is calmer, and that the phone goes in the kitchen drawer at night. "
)
SAID = (
    "I want to go back to boxing on Tuesdays and not have to look who’s outside first. I want my "
    "mum to stop crying when my phone goes."
)
TITLES = (
    "Maths and English at home until the way to school is safe",
    "Boxing on Tuesdays, with a lift both ways",
    "A new phone and number, set up with Amelia and her mum",
)
DATE: dict[str, Json] = {"y": 2026, "m": 12, "d": 4, "about": False}


def filled(form: Form, *, words: int = 60, rows: int = 2) -> dict[str, Json]:
    """Return flat answers with every question answered; long texts have about that many words."""
    flat: dict[str, Json] = {}
    text = (WORDS * (words // 60 + 1))[: words * 6].rsplit(" ", 1)[0]
    for _ in range(2):  # lists that others are repeated over come first only the second time
        for field in form.fields:
            _fill(form, flat, field, "", text, rows)
    return flat


def _fill(
    form: Form, flat: dict[str, Json], field: Field, prefix: str, text: str, rows: int
) -> None:
    path = join(prefix, field.id)
    if field.shape is Shape.ROWS:
        ids = [f"r{at}" for at in range(1, rows + 1)]
        flat[path] = list(ids)
        for at, row in enumerate(ids):
            for part in field.parts:
                _fill(form, flat, part, f"{path}/{row}", text, rows)
            if field.title_of and field.part(field.title_of).shape is None:
                flat[f"{path}/{row}/{field.title_of}"] = TITLES[at % 3]
            if field.group_by:
                options = field.part(field.group_by).options
                flat[f"{path}/{row}/{field.group_by}"] = options[at // 2 % len(options)].value
    elif field.shape is Shape.PER_ROW:
        for item in items_of(form, field, flat, prefix):
            flat[f"{path}/{item.value}"] = field.options[0].value
    elif field.shape is Shape.BLOCK and field.over is not None:
        for item in items_of(form, field, flat, prefix):
            for part in field.parts:
                _fill(form, flat, part, f"{path}/{item.value}", text, rows)
    elif field.shape is not None:
        for part in field.parts:
            _fill(form, flat, part, path, text, rows)
    else:
        value = _value(field, text)
        if value is not None:
            flat[path] = value


def _value(field: Field, text: str) -> Json:
    match field.kind:
        case "text":
            return "Exampleton High"
        case "long_text":
            return text
        case "words":
            return SAID
        case "date":
            return dict(DATE)
        case "time":
            return "15:30"
        case "minutes" | "number":
            return 45
        case "yes_no":
            return "yes"
        case "choice":
            return field.options[0].value
        case "many":
            return [option.value for option in field.options[:3]]
        case "person" | "place":
            return {"id": None, "name": "D. Beispiel, support worker"}
        case _:
            return None
