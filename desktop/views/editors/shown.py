"""Editors with nothing to type: a value that another record owns, and words of the form."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms.kinds import carried_from
from desktop.forms.values import Answers, Json, as_object
from desktop.views.editors.carried import CarriedFrom, CarriedLine
from desktop.views.editors.contract import Editor
from desktop.views.editors.leaf import LeafEditor
from desktop.views.editors.wording import short_day
from desktop.views.parts.icon import Icon
from desktop.views.parts.text import Prose


class CarriedEditor(LeafEditor):
    """A carried value: the words as print, and below them where they come from."""

    def build(self) -> None:
        box = QVBoxLayout(self.controls)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.theme.px(8))
        self.words = Prose(self.theme, content=True)
        self.source = CarriedLine(self.theme)
        box.addWidget(self.words)
        box.addWidget(self.source)
        self.watch(self.words)
        self.show_value(None)

    def show_value(self, value: Json) -> None:
        text = self.printed()
        self.words.tone = "text" if text else "muted"
        waits = "Worked out when you finish" if self.field.since else "Nothing to carry here yet"
        self.words.set_plain(text or waits)
        source = self._source(value) if text or not self.field.since else ""
        self.source.show_source(CarriedFrom(source) if source else None)

    def _source(self, value: Json) -> str:
        source, at = carried_from(self.field), as_object(value).get("at")
        day = short_day(at) if isinstance(at, str) else ""
        return ", ".join(filter(None, (source, day)))

    def speak(self, name: str, help_text: str) -> None:
        self.spoken_name, self.spoken_help = name, help_text
        self.words.setAccessibleName(f"{name}: {self.words.words()}")
        self.words.setAccessibleDescription(help_text)

    def mark(self, wrong: bool) -> None:
        """A carried value cannot be wrong here."""

    def set_read_only(self, on: bool) -> None:
        self.read_only = on


class GuidanceEditor(Editor):
    """Words of the form itself, with nothing to answer."""

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(8))
        row.addWidget(Icon(self.theme, "info", "accent", 20))
        self.words = Prose(self.theme, self.field.label, "hint", plain=True)
        row.addWidget(self.words, 1)
        self.column.addWidget(line)

    def set_values(self, flat: Answers) -> None:
        """Words of the form do not change with the answers."""

    def set_problem(self, path: str, message: str | None) -> None:
        """There is nothing that could be wrong."""

    def set_read_only(self, on: bool) -> None:
        self.read_only = on

    def go_to(self, path: str, caret: int | None = None) -> bool:
        return False
