"""The calendar of a date's editor: the month of the parts, with Today and what a date may be."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from desktop.forms.definition import Option
from desktop.views.editors.contract import Surroundings
from desktop.views.editors.options import CheckOption
from desktop.views.parts import buttons
from desktop.views.parts.calendar import MonthPopover
from desktop.views.parts.planes import line


class Calendar(MonthPopover):
    """A month at `start`; nothing is the answer until a day is taken.

    With `flags` (about, not known) both can be said here, for dates whose boxes stand alone.
    """

    flagged = Signal(bool, bool)

    def __init__(
        self, surroundings: Surroundings, start: date, name: str, flags: tuple[bool, bool] | None
    ) -> None:
        super().__init__(surroundings.theme, start, surroundings.holiday)
        self._today = surroundings.today
        self.setAccessibleName(name)
        foot = line(self.theme.px(16), (self.theme.px(4), self.theme.px(4), 0, 0))
        self.about = CheckOption(self.theme, Option("about", "About"))
        self.unknown = CheckOption(self.theme, Option("unknown", "Not known"))
        for box, on in zip((self.about, self.unknown), flags or (), strict=False):
            box.setChecked(on)
            foot.addWidget(box)
        for box in (self.about, self.unknown):
            box.setVisible(flags is not None)
        self.about.clicked.connect(self._flag_about)
        self.unknown.clicked.connect(self._flag_unknown)
        foot.addStretch(1)
        self.now = buttons.quiet(self.theme, "Today", size="small")
        self.now.clicked.connect(self._take_today)
        foot.addWidget(self.now)
        self.body.addLayout(foot)

    def _take_today(self) -> None:
        self.close_quietly()
        self.picked.emit(self._today())

    def _flag_about(self) -> None:
        self.unknown.setChecked(False)
        self.flagged.emit(self.about.isChecked(), False)

    def _flag_unknown(self) -> None:
        self.about.setChecked(False)
        self.flagged.emit(False, self.unknown.isChecked())
