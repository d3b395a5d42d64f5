"""Any number of choices: a list of boxes, with a filter above it when it is long."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.forms.definition import Field, Option
from desktop.forms.kinds import chosen, not_a_choice
from desktop.forms.values import Json
from desktop.views.editors.contract import Surroundings
from desktop.views.editors.leaf import LeafEditor
from desktop.views.editors.options import CheckOption
from desktop.views.editors.order import TabAnchor
from desktop.views.parts.fields import FindField
from desktop.views.parts.text import Label

LONGEST_WITHOUT_FILTER = 7


class ManyEditor(LeafEditor):
    """Boxes for the options of the field; options that an older version had stay while ticked."""

    def __init__(
        self, field: Field, path: str, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        self.boxes: list[CheckOption] = []
        self.filter: FindField | None = None
        super().__init__(field, path, surroundings, parent)

    def build(self) -> None:
        column = QVBoxLayout(self.controls)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        options = self.field.options
        if len(options) > LONGEST_WITHOUT_FILTER:
            self.filter = FindField(self.theme, "Find in this list", icon="list-filter")
            self.filter.setAccessibleName(f"Find in {self.field.label}")
            self.filter.sought.connect(self._narrow)
            column.addWidget(self.filter)
            column.addSpacing(self.theme.px(4))
        self._anchor = TabAnchor(self.controls)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(self.theme.px(24))
        self._grid.setVerticalSpacing(0)
        column.addLayout(self._grid)
        self._none = Label(self.theme, "Nothing in this list reads like that", "hint", "muted")
        self._none.hide()
        column.addWidget(self._none)
        for option in options:
            self._add_box(option)
        self._lay_out()

    def _add_box(self, option: Option) -> None:
        box = CheckOption(self.theme, option, self.controls)
        box.clicked.connect(self._ticked)
        self.boxes.append(box)
        self.watch(box)

    def _lay_out(self) -> None:
        """Put the boxes that the filter leaves into reading order, in two columns where long."""
        text = self.filter.text().strip().casefold() if self.filter is not None else ""
        shown = [b for b in self.boxes if text in b.text().casefold()]
        columns = 2 if self.filter is not None and self._short() else 1
        lines = max(1, -(-len(shown) // columns))
        for box in self.boxes:
            self._grid.removeWidget(box)
            box.setVisible(box in shown)
        for at, box in enumerate(shown):
            self._grid.addWidget(box, at % lines, at // lines)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._none.setVisible(not shown)
        self._anchor.put_in_reading_order()

    def _short(self) -> bool:
        return all(len(option.label) <= 34 for option in self.field.options)

    def _narrow(self, _text: str) -> None:
        self._lay_out()

    def show_value(self, value: Json) -> None:
        found = chosen(value)
        known = {box.value for box in self.boxes}
        strays = [one for one in found if one not in known]
        for one in strays:
            self._add_box(Option(one, not_a_choice(one)))
        if strays:
            self._lay_out()
            self.speak(self.spoken_name, self.spoken_help)
        for box in self.boxes:
            box.setChecked(box.value in found)

    def headroom(self) -> int:
        return 7 if self.filter is None else 0

    def speak(self, name: str, help_text: str) -> None:
        self.spoken_name, self.spoken_help = name, help_text
        self.controls.setAccessibleName(name)
        for box in self.boxes:
            box.setAccessibleName(f"{name}: {box.text()}")
        if self.boxes:
            self.boxes[0].setAccessibleDescription(help_text)

    def buddy(self) -> QWidget | None:
        return self.filter or (self.boxes[0] if self.boxes else None)

    def mark(self, wrong: bool) -> None:
        for box in self.boxes:
            box.wrong = wrong
            box.update()

    def _ticked(self) -> None:
        ticked: list[Json] = [box.value for box in self.boxes if box.isChecked()]
        self.say(ticked or None)
