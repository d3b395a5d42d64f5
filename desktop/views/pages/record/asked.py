"""Which questions are asked, and which must be shown anew when another answer changes.

Looked up once for each form, so that a key costs the same in a short and in a long record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.forms.answers import is_asked
from desktop.forms.conditions import holds, leaves
from desktop.forms.definition import Field, Form
from desktop.forms.values import Answers


@dataclass(frozen=True)
class Hidden:
    """Ids of the sections and questions that are not asked at the moment."""

    sections: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()


class Asked:
    """What the answers of one form decide on its page."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._deciding = frozenset(_deciding(form))
        self._inside = {field.id: frozenset(_looks_at(field)) for field in form.fields}
        self._shown_with: dict[str, set[str]] = {}
        for field in form.fields:
            for name in _looks_at(field):
                if name != field.id and form.has(name):
                    self._shown_with.setdefault(name, set()).add(field.id)

    def decides(self, top: str) -> bool:
        """Say whether the answer to a question decides if others are asked."""
        return top in self._deciding

    def decides_inside(self, path: str) -> bool:
        """Say whether the answer at a path decides if others in the same list or block are asked.

        A list may be long, so it is not shown again for each key of an answer that decides nothing.
        """
        top, _, inside = path.partition("/")
        return bool(inside) and inside.rpartition("/")[2] in self._inside[top]

    def shown_with(self, top: str) -> frozenset[str]:
        """Return the questions whose insides follow the answer to another one."""
        return frozenset(self._shown_with.get(top, ()))

    def hidden(self, flat: Answers) -> Hidden:
        """Return what is not asked; a hidden question's kept answer decides nothing."""
        sections: set[str] = set()
        unseen: set[str] = set()
        for section in self._form.sections:
            if not holds(section.when, flat, "", unseen):
                sections.add(section.id)
                unseen.update(field.id for field in section.fields)
                continue
            for field in section.fields:
                if not is_asked(field, flat, "", unseen):
                    unseen.add(field.id)
        return Hidden(frozenset(sections), frozenset(unseen))


def _deciding(form: Form) -> Iterator[str]:
    for section in form.sections:
        for when in (section.when, *(field.when for field in section.fields)):
            yield from (leaf.field for leaf in leaves(when))


def _looks_at(field: Field) -> Iterator[str]:
    """Yield the fields that the insides of a field look at."""
    if isinstance(field.over, str):
        yield field.over
    if field.unless:
        yield field.unless
    yield from (leaf.field for leaf in leaves(field.sign_when))
    for part in field.fields:
        yield from (leaf.field for leaf in leaves(part.when))
        yield from _looks_at(part)
