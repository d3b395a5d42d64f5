"""Values that came from elsewhere: where from, whether that has changed, and what to do then."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.parts import paint
from desktop.views.parts.buttons import Button
from desktop.views.parts.icon import Icon
from desktop.views.parts.text import Prose, escaped, strong
from desktop.views.theme import Theme


@dataclass(frozen=True)
class CarriedFrom:
    """Where a value came from, in words ("From Team around Amelia, 3 Sep").

    `changed` is what the source says now ("" when it has not changed) and `since` when it came to
    say so. `offer` is the words of the button ("Use DC T. Mock"; "Carry it here" where the answer
    is still empty); `keep` whether keeping this answer can be said.
    """

    source: str
    changed: str = ""
    since: str = ""
    offer: str = ""
    keep: bool = True


class CarriedLine(QWidget):
    """One line under an answer, a plane when the source has changed since."""

    used = Signal()
    kept = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.carried: CarriedFrom | None = None
        self.row = QHBoxLayout(self)
        self.row.setSpacing(theme.px(8))
        self.icon = Icon(theme, "link-2", "carried-fg", 16)
        self.words = Prose(theme, role="hint", tone="carried")
        self.use = Button(theme, "Use new", "carried", size="tiny")
        self.keep = Button(theme, "Keep", "carried-quiet", size="tiny")
        self.use.clicked.connect(self.used)
        self.keep.clicked.connect(self.kept)
        self.row.addWidget(self.icon)
        self.row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self.use)
        self.row.addWidget(self.keep)
        self.hide()

    def show_source(self, carried: CarriedFrom | None) -> None:
        """Show where the value came from; None hides the line."""
        self.carried = carried
        self.setVisible(carried is not None)
        if carried is None:
            return
        offers = bool(carried.changed or carried.offer)
        px = self.theme.px
        self.row.setContentsMargins(*((px(12), px(6), px(6), px(6)) if offers else (0, 0, 0, 0)))
        self.icon.show_icon("refresh-cw" if carried.changed else "link-2", "carried-fg")
        self.words.set_markup(self._markup(carried))
        if offers:
            self.use.set_words(carried.offer or "Use new")
        self.use.setVisible(offers)
        self.keep.setVisible(offers and carried.keep and bool(carried.changed))
        self.update()

    def _markup(self, carried: CarriedFrom) -> str:
        if not carried.changed:
            return escaped(carried.source)
        since = f", {escaped(carried.since)}" if carried.since else ""
        return f"{escaped(carried.source)}. Changed since: {strong(carried.changed)}{since}."

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.carried is not None and (self.carried.changed or self.carried.offer):
            plane = self.theme.colour("carried-bg")
            paint.plane(QPainter(self), QRectF(self.contentsRect()), self.theme.px(8), plane)
