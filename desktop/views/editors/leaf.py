"""Editors that hold one value at their own path."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.forms.definition import Field
from desktop.forms.kinds import printed
from desktop.forms.values import Answers, Json
from desktop.views.editors.contract import Editor, Surroundings
from desktop.views.parts.text import Prose


class LeafEditor(Editor):
    """An editor of one value: shows it, says what it becomes, prints it when read only."""

    def __init__(
        self, field: Field, path: str, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, path, surroundings, parent)
        self.value: Json = None
        self.problem: str | None = None
        self._print: Prose | None = None
        self.controls = QWidget(self)
        self.column.addWidget(self.controls)
        self.build()
        self.show_value(None)
        self.speak(self.spoken_name, self.spoken_help)

    def build(self) -> None:
        """Fill `controls`."""
        raise NotImplementedError

    def show_value(self, value: Json) -> None:
        """Put a stored value into the controls; nothing may be emitted."""
        raise NotImplementedError

    def mark(self, wrong: bool) -> None:
        """Mark the control that is wrong, or unmark all."""
        raise NotImplementedError

    def set_values(self, flat: Answers) -> None:
        value = flat.get(self.path)
        if value == self.value and type(value) is type(self.value):
            return
        self.value = value
        self.show_value(value)
        if self.read_only:
            self._show_print()

    def say(self, value: Json, typing: bool = False) -> None:
        """Tell that a person has made the answer `value`."""
        if value == self.value and type(value) is type(self.value):
            return
        self.value = value
        self.edited.emit(self.path, value, typing)

    def set_problem(self, path: str, message: str | None) -> None:
        if path == self.path:
            self.problem = message
            self.mark(message is not None)

    def set_read_only(self, on: bool) -> None:
        self.flush()
        self.read_only = on
        self.controls.setVisible(not on)
        if on:
            self._show_print()
        elif self._print is not None:
            self._print.hide()

    def printed(self) -> str:
        """Return the answer as it stands on paper."""
        return printed(self.field, self.value)

    def _show_print(self) -> None:
        if self._print is None:
            self._print = Prose(self.theme, role="body", content=True, parent=self)
            self.column.addWidget(self._print)
        text = self.printed()
        self._print.tone = "text" if text else "muted"
        self._print.set_plain(text or "Not answered")
        self._print.setAccessibleName(f"{self.spoken_name}: {text or 'not answered'}")
        self._print.show()
