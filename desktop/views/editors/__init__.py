"""One editor for each kind of answer, and the question that stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from desktop.forms.definition import Field
from desktop.views.editors.block import BlockEditor, PerRowEditor
from desktop.views.editors.choice import ChoiceEditor, YesNoEditor
from desktop.views.editors.contract import (
    Editor,
    Found,
    RegisterAsk,
    RowAction,
    RowAsk,
    Surroundings,
)
from desktop.views.editors.dates import DateEditor
from desktop.views.editors.many import ManyEditor
from desktop.views.editors.people import PersonEditor, PlaceEditor
from desktop.views.editors.quote import LoneWordsEditor, QuoteEditor
from desktop.views.editors.rows import RowsEditor
from desktop.views.editors.several import PeopleEditor
from desktop.views.editors.shown import CarriedEditor, GuidanceEditor
from desktop.views.editors.textual import (
    LongTextEditor,
    MinutesEditor,
    NumberEditor,
    TextEditor,
    TimeEditor,
)

EDITORS: Mapping[str, type[Editor]] = MappingProxyType(
    {
        "text": TextEditor,
        "long_text": LongTextEditor,
        "words": LoneWordsEditor,
        "quote": QuoteEditor,
        "date": DateEditor,
        "time": TimeEditor,
        "minutes": MinutesEditor,
        "yes_no": YesNoEditor,
        "choice": ChoiceEditor,
        "many": ManyEditor,
        "choice_per_row": PerRowEditor,
        "number": NumberEditor,
        "person": PersonEditor,
        "people": PeopleEditor,
        "place": PlaceEditor,
        "rows": RowsEditor,
        "actions": RowsEditor,
        "block": BlockEditor,
        "carried": CarriedEditor,
        "guidance": GuidanceEditor,
    }
)
"""Kind -> its editor. A test names the kind that has none."""


def editor_for(
    field: Field, path: str, surroundings: Surroundings, parent: QWidget | None = None
) -> Editor:
    """Return a new editor for a field."""
    return EDITORS[field.kind](field, path, surroundings, parent)


__all__ = [
    "EDITORS",
    "Editor",
    "Found",
    "RegisterAsk",
    "RowAction",
    "RowAsk",
    "Surroundings",
    "editor_for",
]
