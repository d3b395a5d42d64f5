"""Characters that no bundled typeface holds: told before signing, never dropped."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.forms.definition import Form
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
    raise NotImplementedError
