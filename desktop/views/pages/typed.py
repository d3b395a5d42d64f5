"""What stands in the fields of a short form as it was typed, to be kept and shown again.

A passphrase is never among it: its field is no `TextField`.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

from desktop.forms.values import Json
from desktop.views.pages.entry import RadioGrid, TextField

AT, CARET = "at", "caret"


def typed_in(fields: Mapping[str, TextField], choices: Mapping[str, RadioGrid]) -> dict[str, Json]:
    """Return what is typed and chosen, by name, and where the caret is; empty for nothing."""
    found: dict[str, Json] = {name: one.text() for name, one in fields.items() if one.text()}
    found |= {name: one.value() for name, one in choices.items() if one.value()}
    for name, field in fields.items():
        if found and field.hasFocus():
            found |= {AT: name, CARET: field.cursorPosition()}
    return found


def show_typed(
    typed: Mapping[str, Json],
    fields: Mapping[str, TextField],
    choices: Mapping[str, RadioGrid],
) -> None:
    """Show what was typed before, where nothing is typed now, and put the caret back."""
    begun = bool(typed_in(fields, choices))
    for name, field in fields.items():
        if not field.text():
            field.setText(_text(typed.get(name)))
    for name, choice in choices.items():
        if not choice.value():
            choice.set_value(_text(typed.get(name)))
    at, caret = fields.get(_text(typed.get(AT))), typed.get(CARET)
    if at is not None and isinstance(caret, int) and not begun:
        at.setFocus(Qt.FocusReason.OtherFocusReason)
        at.setCursorPosition(max(0, min(caret, at.maxLength())))  # Qt refuses what is no place


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
