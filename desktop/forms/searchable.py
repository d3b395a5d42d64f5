"""What lists and search see of a record."""

from __future__ import annotations

from desktop.forms.answers import fold, walk
from desktop.forms.definition import Form
from desktop.forms.kinds import KIND_OF, printed
from desktop.forms.values import Answers, Json, is_blank


def text_of(form: Form, flat: Answers) -> str:
    """Return the words by which a record can be found: every answer asked for, one a line."""
    lines: list[str] = []
    for slot in walk(form, flat):
        stored = flat.get(slot.path)
        if stored is not None:
            words = KIND_OF[slot.field.kind].searchable(slot.field, stored)
            if words:
                lines.append(words)
    return "\n".join(lines)


def title_of(form: Form, flat: Answers) -> str:
    """Return the name of a record in lists: "WISE, review", or a register's "Amelia Testcase"."""
    words = [printed(form.field(path), flat.get(path)).strip() for path in form.title_of]
    named = [one.partition("\n")[0] for one in words if one]
    if form.role == "register":
        return " ".join(named)
    return ", ".join([form.short_title, *(one[:1].lower() + one[1:] for one in named)])


def facts_of(form: Form, flat: Answers) -> dict[str, Json]:
    """Return the stored values that lists show and sort by, by field id; containers as trees.

    With them the record's settings, so that a list can name it in its own words.
    """
    heads = (*form.facts, *(setting.id for setting in form.settings))
    chosen = {
        path: value
        for path, value in flat.items()
        if path.partition("/")[0] in heads and not is_blank(value)
    }
    return fold(form, chosen)
