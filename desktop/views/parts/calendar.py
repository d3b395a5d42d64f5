"""The month beside a date: days to choose by mouse or keys, bank holidays marked and named."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.parts import buttons, paint
from desktop.views.parts.planes import line
from desktop.views.parts.popover import Popover
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

CELL = 32
MONTHS = tuple(calendar.month_name)
DAYS = tuple(calendar.day_name)


def said(day: date) -> str:
    """Return a date as it is said: "Friday 25 December 2026"."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month]} {day.year}"


def month_moved(day: date, months: int) -> date:
    """Return the same day some months away, or the last one of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = max(1, min(9999, index // 12)), index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class MonthDays(QWidget):
    """The days of one month. Arrows move by a day or week, Page Up and Down by a month."""

    picked = Signal(object)
    moved = Signal(object)

    def __init__(
        self,
        theme: Theme,
        day: date,
        bank_holiday: Callable[[date], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.day, self._bank_holiday = theme, day, bank_holiday
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_day(day)

    def set_day(self, day: date) -> None:
        """Show the month of this day, and the day as the one that Enter takes."""
        self.day = day
        self.updateGeometry()
        holiday = self._bank_holiday(day)
        self.setAccessibleName(said(day) + (f", {holiday}" if holiday else ""))
        self.update()

    def holidays(self) -> tuple[date, ...]:
        """Return the bank holidays of the month."""
        return tuple(day for day in self._days() if self._bank_holiday(day))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(CELL * 7), self.theme.px(CELL) * (self._weeks() + 1))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, side = QPainter(self), self.theme, self.theme.px(CELL)
        centre = Qt.AlignmentFlag.AlignCenter
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("muted"))
        for column, name in enumerate(DAYS):
            painter.drawText(QRectF(column * side, 0, side, side), centre, name[0])
        for day in self._days():
            area = self._area(day)
            ink = "muted" if day.weekday() >= 5 else "text"
            ink = "late-fg" if self._bank_holiday(day) else ink
            if day == self.day:
                paint.plane(painter, area, side / 2, theme.colour("accent"))
                ink = "on-accent"
            strong = day == self.day
            painter.setFont(theme.font("small-strong" if strong else "clock"))
            painter.setPen(theme.colour(ink))
            painter.drawText(area, centre, str(day.day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        steps = {keys.Key_Left: -1, keys.Key_Right: 1, keys.Key_Up: -7, keys.Key_Down: 7}
        months = {keys.Key_PageUp: -1, keys.Key_PageDown: 1}
        key = keys(event.key())
        if key in steps:
            self._move(self.day + timedelta(days=steps[key]))
        elif key in months:
            self._move(month_moved(self.day, months[key]))
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for day in self._days():
            if self._area(day).contains(event.position()):
                self._move(day)
                self.picked.emit(day)

    def _move(self, day: date) -> None:
        self.set_day(day)
        self.moved.emit(day)

    def _days(self) -> list[date]:
        last = calendar.monthrange(self.day.year, self.day.month)[1]
        return [self.day.replace(day=number) for number in range(1, last + 1)]

    def _weeks(self) -> int:
        first = self.day.replace(day=1).weekday()
        return -(-(first + len(self._days())) // 7)

    def _area(self, day: date) -> QRectF:
        side, first = self.theme.px(CELL), day.replace(day=1).weekday()
        place = first + day.day - 1
        return QRectF(place % 7 * side, (place // 7 + 1) * side, side, side)


class MonthPopover(Popover):
    """A month that floats beside a date; `picked` carries the chosen `datetime.date`.

    `bank_holiday` names the bank holiday of a day, or returns "".
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, day: date, bank_holiday: Callable[[date], str]) -> None:
        super().__init__(theme, padding=(12, 16))
        self.days = MonthDays(theme, day, bank_holiday)
        self.month = Label(theme, "", "label")
        before = buttons.icon(theme, "chevron-left", "Month before", "Page Up", size="tiny")
        after = buttons.icon(theme, "chevron-right", "Month after", "Page Down", size="tiny")
        before.clicked.connect(self._back)
        after.clicked.connect(self._forward)
        head = line(0)
        head.addWidget(self.month, 1)
        head.addWidget(before)
        head.addWidget(after)
        self.notes = Label(theme, "", "small", "late", wrap=True)
        self.body.addLayout(head)
        self.body.addWidget(self.days, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self.notes)
        self.days.moved.connect(self._moved)
        self.days.picked.connect(self._picked)
        self._moved(day)

    def _back(self) -> None:
        self.days.set_day(month_moved(self.days.day, -1))
        self._moved(self.days.day)

    def _forward(self) -> None:
        self.days.set_day(month_moved(self.days.day, 1))
        self._moved(self.days.day)

    def _moved(self, day: date) -> None:
        self.month.setText(f"{MONTHS[day.month]} {day.year}")
        numbers = ", ".join(str(one.day) for one in self.days.holidays())
        many = len(self.days.holidays()) > 1
        self.notes.setText(f"{numbers}: bank holiday{'s' if many else ''}" if numbers else "")
        self.notes.setVisible(bool(numbers))
        self.adjustSize()

    def _picked(self, day: date) -> None:
        self.close_quietly()
        self.picked.emit(day)
