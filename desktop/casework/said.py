"""What a child said: exact words out of records, and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.forms.answers import rows_of
from desktop.forms.definition import Field, Form
from desktop.forms.kinds import KIND_OF
from desktop.forms.values import Json

WHOSE = "whose"  # the part of a row that says whose words it holds


@dataclass(frozen=True)
class Said:
    """A child's exact words, and the line under them."""

    words: str
    line: str
    at: datetime


def words_said(form: Form, flat: Mapping[str, Json], at: datetime) -> list[Said]:
    """Return the child's exact words in a record; a parent's or carer's are not among them."""
    found: list[Said] = []
    for field in form.fields:
        for row in rows_of(flat, field.id) if field.kind == "rows" else ():
            inside = f"{field.id}/{row}"
            if flat.get(f"{inside}/{WHOSE}", "child") != "child":
                continue
            for part in field.parts:
                found.extend(_quote(part, flat, f"{inside}/{part.id}", at))
        found.extend(_quote(field, flat, field.id, at))
    return found


def _quote(field: Field, flat: Mapping[str, Json], path: str, at: datetime) -> list[Said]:
    words = flat.get(f"{path}/words")
    if field.kind != "quote" or field.whose == "carer":
        return []
    if not isinstance(words, str) or not words.strip():
        return []
    parts = {
        part.id: KIND_OF[part.kind].printed(part, flat.get(f"{path}/{part.id}"))
        for part in field.parts
        if part.id != "words"
    }
    parts["how"] = parts["how"][:1].lower() + parts["how"][1:]
    return [Said(words, ", ".join(part for part in parts.values() if part), at)]
