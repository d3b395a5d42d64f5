"""Characters that no bundled typeface holds: told before signing, never dropped."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from desktop.documents.faces import uncovered_in
from desktop.forms.answers import walk
from desktop.forms.definition import Form
from desktop.forms.kinds import printed
from desktop.forms.plaintext import clean_text
from desktop.forms.values import Answers


@dataclass(frozen=True)
class Uncovered:
    """A character that prints as its bracketed name, and the paths of the fields it stands in."""

    character: str
    name: str
    paths: tuple[str, ...]


def uncovered(form: Form, answers: Answers) -> tuple[Uncovered, ...]:
    """Return the characters of a record that no bundled typeface holds, in order of code point.

    Such a character prints as `[ITS UNICODE NAME]`; the true one stands in the replacement text
    of the tag and in the attached record. It never stops a signature.
    """
    found: dict[str, list[str]] = {}
    for slot in walk(form, answers):
        text = clean_text(printed(slot.field, answers.get(slot.path)))
        for one in uncovered_in(text):
            found.setdefault(one, []).append(slot.path)
    return tuple(
        Uncovered(one, unicodedata.name(one, f"U+{ord(one):04X}"), tuple(paths))
        for one, paths in sorted(found.items())
    )
