"""A date as people know it: three boxes, a calendar beside them, "About" and "Not known".

A date may be typed in a row: what no longer fits into a box goes on to the next. No date is ever
set that nobody gave. What is not a date stays as it was typed, and only the box that is wrong is
marked.
"""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms.dates import (
    PartialDate,
    WrongDate,
    boxes_of,
    date_from_boxes,
    printed_date,
    read_stored,
    stored_date,
    whole_date,
)
from desktop.forms.definition import Field, Option
from desktop.forms.kinds import kind_of
from desktop.forms.plaintext import clean_text
from desktop.forms.values import Json, as_object
from desktop.views.editors.calendar import Calendar
from desktop.views.editors.contract import Surroundings
from desktop.views.editors.leaf import LeafEditor
from desktop.views.editors.options import CheckOption
from desktop.views.editors.textual import Line, mark_wrong
from desktop.views.parts import buttons
from desktop.views.parts.onward import Onward
from desktop.views.parts.text import Label

PARTS = ("d", "m", "y")
NAMES = {"d": "Day", "m": "Month", "y": "Year"}
WIDTHS = {"d": 44, "m": 44, "y": 64}  # pixels at 100 %


class DateBox(Line):
    """One of the three boxes. A whole date pasted into it fills all three."""

    whole = Signal(object)

    def __init__(self, editor: DateEditor, part: str) -> None:
        super().__init__(editor.theme, editor.controls)
        self._editor, self.part = editor, part
        self.setFixedWidth(editor.theme.px(WIDTHS[part]))

    def take(self, data: QMimeData) -> None:
        pasted = clean_text(data.text()) if data.hasText() else ""
        found = whole_date(pasted)
        if found is not None:
            self.whole.emit(found)
        else:
            super().take(data)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._editor.onward.takes(self, event):
            super().keyPressEvent(event)


class DateEditor(LeafEditor):
    """The editor of a date, whole or in part."""

    def __init__(
        self, field: Field, path: str, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        self._calendar: Calendar | None = None
        super().__init__(field, path, surroundings, parent)

    def build(self) -> None:
        px = self.theme.px
        column = QVBoxLayout(self.controls)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.boxes = {part: DateBox(self, part) for part in PARTS}
        self.onward = Onward(tuple(self.boxes.values()))
        for box in self.boxes.values():
            box.touched.connect(self._typed)
            box.whole.connect(self._pasted)
            self.watch(box)
            row.addWidget(box)
        self.opener = buttons.icon(
            self.theme, "calendar", "Choose from a calendar", size="normal", muted=True
        )
        self.opener.clicked.connect(self.open_calendar)
        row.addWidget(self.opener)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._build_flags())

    def _build_flags(self) -> QWidget:
        px = self.theme.px
        self.flags = QWidget()
        row = QHBoxLayout(self.flags)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(20))
        self.about = CheckOption(self.theme, Option("about", "About"))
        self.unknown = CheckOption(self.theme, Option("unknown", "Not known"))
        self.reads = Label(self.theme, "", "hint", "muted")
        self.about.clicked.connect(self._flagged)
        self.unknown.clicked.connect(self._set_unknown)
        for part in (self.about, self.unknown):
            row.addWidget(part)
            self.watch(part)
        row.addWidget(self.reads)
        row.addStretch(1)
        return self.flags

    # Showing

    def show_value(self, value: Json) -> None:
        for part, text in zip(PARTS, boxes_of(value), strict=True):
            if self.boxes[part].text() != text:
                self.boxes[part].setText(text)
        stored = as_object(value)
        self.about.setChecked(stored.get("about") is True)
        self.unknown.setChecked(stored.get("unknown") is True)
        self._tell_reading()
        if self.problem is not None:
            self.mark(True)

    def _tell_reading(self) -> None:
        found = read_stored(self.value)
        words = ""
        if isinstance(found, PartialDate) and (found.about or not found.day):
            words = f"reads “{printed_date(found)}”"
        self.reads.setText(words)
        self.reads.setVisible(bool(words))
        # Beside another short answer the boxes stand alone until they are needed.
        compact = self.field.columns == "half"
        used = self.about.isChecked() or self.unknown.isChecked() or bool(words)
        self.flags.setVisible(not compact or used)

    def mark(self, wrong: bool) -> None:
        part = kind_of(self.field).wrong_part(self.field, self.value) if wrong else ""
        for name, box in self.boxes.items():
            mark_wrong(box, wrong and part in ("", name))

    def go_to(self, path: str, caret: int | None = None) -> bool:
        """Put the focus on the box that is wrong, so that what is typed next replaces it."""
        part = kind_of(self.field).wrong_part(self.field, self.value) if self.is_wrong() else ""
        if path != self.path or caret is not None or part not in self.boxes:
            return super().go_to(path, caret)
        self.boxes[part].setFocus(Qt.FocusReason.OtherFocusReason)
        self.boxes[part].selectAll()
        return True

    def speak(self, name: str, help_text: str) -> None:
        self.spoken_name, self.spoken_help = name, help_text
        for part, box in self.boxes.items():
            box.setAccessibleName(f"{name}: {NAMES[part].lower()}")
            box.setAccessibleDescription(help_text)
        self.about.setAccessibleName(f"{name}: about")
        self.unknown.setAccessibleName(f"{name}: not known")
        self.opener.setAccessibleName(f"{name}: choose from a calendar")

    # Changing

    def typed_boxes(self) -> tuple[str, str, str]:
        """Return what the boxes hold: day, month, year."""
        day, month, year = (clean_text(self.boxes[part].text()) for part in PARTS)
        return day, month, year

    def _typed(self) -> None:
        if self.unknown.isChecked() and any(self.typed_boxes()):
            self.unknown.setChecked(False)
        self._say(typing=True)

    def _pasted(self, found: tuple[str, str, str]) -> None:
        self.unknown.setChecked(False)
        for part, text in zip(PARTS, found, strict=True):
            self.boxes[part].setText(text)
        self._say()

    def _flagged(self) -> None:
        if self.about.isChecked():
            self.unknown.setChecked(False)
        self._say()

    def _set_unknown(self) -> None:
        if self.unknown.isChecked():
            self.about.setChecked(False)
            for box in self.boxes.values():
                box.clear()
        self._say()

    def _say(self, typing: bool = False) -> None:
        if self.unknown.isChecked():
            self.say({"unknown": True})
        else:
            self.say(date_from_boxes(*self.typed_boxes(), self.about.isChecked()), typing)
        self._tell_reading()
        if self.problem is not None:
            self.mark(True)

    def focus_left(self, path: str) -> None:
        self._spread()
        super().focus_left(path)

    def _spread(self) -> None:
        """Share a whole date that was typed into one box between the three."""
        filled = [text for text in self.typed_boxes() if text]
        found = whole_date(filled[0]) if len(filled) == 1 else None
        if found is not None:
            self._pasted(found)

    # Calendar

    def open_calendar(self) -> None:
        """Show the calendar at the answer, or at this month."""
        if self._calendar is not None:
            self._calendar.close_quietly()
            self._calendar.deleteLater()
        found = read_stored(self.value)
        start = found.earliest() if isinstance(found, PartialDate) else self.surroundings.today()
        flags = self._flag_states() if self.field.columns == "half" else None
        self._calendar = Calendar(
            self.surroundings, start, f"Calendar for {self.spoken_name}", flags
        )
        self._calendar.picked.connect(self._from_calendar)
        self._calendar.flagged.connect(self._from_flags)
        self._calendar.open_at(self.opener, self._calendar.days)

    def _flag_states(self) -> tuple[bool, bool]:
        return self.about.isChecked(), self.unknown.isChecked()

    def _from_calendar(self, day: dt.date) -> None:
        about = as_object(self.value).get("about") is True
        self.say(stored_date(day.year, day.month, day.day, about))
        self.show_value(self.value)
        self.boxes["y"].setFocus()

    def _from_flags(self, about: bool, unknown: bool) -> None:
        if unknown and not self.unknown.isChecked():
            self.unknown.setChecked(True)
            self._set_unknown()
        else:
            self.unknown.setChecked(unknown)
            self.about.setChecked(about and not unknown)
            self._say()

    def is_wrong(self) -> bool:
        """Whether what is typed is no date."""
        return isinstance(read_stored(self.value), WrongDate)
