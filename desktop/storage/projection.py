"""What screens read of a record: title, words to search, facts for lists; worked out by its form.

The one module of the store that knows forms; the store itself only sees the `Projector` protocol.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from desktop.storage.canonical import Json, digest

if TYPE_CHECKING:
    from desktop.forms.definition import Form


@dataclass(frozen=True)
class Snapshot:
    """A form version as it is kept: canonical text and its SHA-256."""

    form: str
    version: int
    digest: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Projected:
    """What a record shows of itself. `name` is filled for registers: children, people, places."""

    title: str = ""
    text: str = field(default="", repr=False)
    name: str = ""
    facts: dict[str, Json] = field(default_factory=dict[str, Json], repr=False)


class Projector(Protocol):
    """Works out projections; the store is given one."""

    def snapshot(self, form: Form) -> Snapshot:
        """Return the snapshot of a form."""
        ...

    def project(self, snapshot: Snapshot | None, kind: str, body: dict[str, Json]) -> Projected:
        """Return what a body shows, read by its form (None for system kinds)."""
        ...


class FormProjector:
    """The projector of the product: asks the forms floor. Not shared between threads."""

    def __init__(self) -> None:
        self._forms: dict[str, Form] = {}
        self._snapshots: dict[int, tuple[Form, Snapshot]] = {}

    def snapshot(self, form: Form) -> Snapshot:
        """Return the snapshot of a form, written out once: that takes longer than a commit."""
        from desktop.forms import snapshot

        form = form.as_written or form
        made = self._snapshots.get(id(form))
        if made is None:
            text = snapshot.canonical(form)
            made = form, Snapshot(form.id, form.version, digest(text.encode()), text)
            self._snapshots[id(form)] = made
        return made[1]

    def project(self, snapshot: Snapshot | None, kind: str, body: dict[str, Json]) -> Projected:
        """Return what a body shows, read by its form; a team member shows the name."""
        if snapshot is None:
            name = body.get("name")
            return Projected(title=name if isinstance(name, str) else "")
        from desktop.forms import answers, fitting, searchable

        form = self._form(snapshot)
        tree: Any = body.get("answers") or {}
        flat = answers.unfold(form, tree)
        form = fitting.fitted(form, flat)
        title = searchable.title_of(form, flat)
        return Projected(
            title=title,
            text=searchable.text_of(form, flat),
            name=title if form.role == "register" else "",
            facts=searchable.facts_of(form, flat),
        )

    def _form(self, snapshot: Snapshot) -> Form:
        from desktop.forms.snapshot import from_text

        form = self._forms.get(snapshot.digest)
        if form is None:
            form = self._forms[snapshot.digest] = from_text(snapshot.text)
        return form
