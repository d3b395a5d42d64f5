"""A date in three boxes for short forms: day, month, year; any but the year may stay empty."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.forms.dates import WrongDate, date_from_boxes, read_boxes, whole_date
from desktop.forms.values import Json
from desktop.views.pages.entry import TextField
from desktop.views.parts.onward import Onward
from desktop.views.parts.planes import line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme


class DateBox(TextField):
    """One of the boxes; a whole date that is pasted into it is `whole`."""

    whole = Signal(object)

    def __init__(self, boxes: DateBoxes, name: str, width: int) -> None:
        super().__init__(boxes.theme, name, width)
        self._boxes = boxes
        self.setFixedWidth(boxes.theme.px(width))
        self.setMaxLength(12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            found = whole_date(QGuiApplication.clipboard().text())
            if found is not None:
                self.whole.emit(found)
                return
        if not self._boxes.onward.takes(self, event):
            super().keyPressEvent(event)


class DateBoxes(QWidget):
    """The boxes; `edited` is sent while one types."""

    edited = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        row = line(theme.px(8))
        self.boxes: list[TextField] = []
        for part, width in (("day", 56), ("month", 56), ("year", 72)):
            box = DateBox(self, f"{name}, {part}", width)
            box.textEdited.connect(self.edited)
            box.whole.connect(self._pasted)
            label = Label(theme, part.capitalize(), "hint", "muted")
            self.boxes.append(box)
            row.addWidget(label)
            row.addWidget(box)
            row.addSpacing(theme.px(4))
        row.addStretch(1)
        self.setLayout(row)
        self.onward = Onward(self.boxes)

    def _pasted(self, found: tuple[str, str, str]) -> None:
        for box, text in zip(self.boxes, found, strict=True):
            box.setText(text)
        self.edited.emit()

    def take_focus(self) -> None:
        """Give the first box the keyboard."""
        self.boxes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_day(self, day: date | None) -> None:
        """Show a whole day, or nothing."""
        parts = (day.day, day.month, day.year) if day is not None else ("", "", "")
        for box, part in zip(self.boxes, parts, strict=True):
            box.setText(str(part))
            box.set_wrong(False)

    def whole(self) -> date | str:
        """Return the day, or in words why what is typed is none; marks the box."""
        problem = self.problem()
        found = read_boxes(*self._texts())
        if problem or isinstance(found, WrongDate):
            return problem or "Type the day, the month and the year."
        day = found.whole()
        if day is None:
            self.boxes[0 if found.month else 1].set_wrong(True)
            return "Add the day." if found.month else "Add the day and the month."
        return day

    def value(self) -> Json:
        """Return the stored value; None while all boxes are empty."""
        day, month, year = self._texts()
        return date_from_boxes(day, month, year)

    def problem(self) -> str:
        """Return what is wrong with the date, "" for nothing; marks the box."""
        for box in self.boxes:
            box.set_wrong(False)
        day, month, year = self._texts()
        if not (day or month or year):
            return ""
        found = read_boxes(day, month, year)
        if not isinstance(found, WrongDate):
            return ""
        self.boxes["dmy".index(found.part)].set_wrong(True)
        return found.message

    def _texts(self) -> tuple[str, str, str]:
        day, month, year = (box.text().strip() for box in self.boxes)
        return day, month, year
