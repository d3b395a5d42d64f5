"""What a record holds beside what was typed into it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from desktop.forms.definition import Form
from desktop.forms.values import Answers, Json
from tests.journeys.writing import Written, all_fields, answers_in

Asked = Counter[tuple[str, str]]


def lost(written: Written, form: Form, flat: Answers) -> Asked:
    """Return what was typed and is not in the record, by question and answer."""
    return _counted(written.answers) - _counted(answers_in(form, flat))


def strange(written: Written, form: Form, flat: Answers) -> Asked:
    """Return what is in the record and nobody typed, but for what the program works out itself."""
    carried = {f.label.casefold() for f in all_fields(form.fields) if f.kind == "carried"}
    found = _counted(answers_in(form, flat)) - _counted(written.answers)
    return Counter({key: count for key, count in found.items() if key[0] not in carried})


def _counted(answers: Iterable[tuple[str, Json]]) -> Asked:
    return Counter(
        (asked.casefold(), json.dumps(value, sort_keys=True)) for asked, value in answers
    )
