"""The date tile in front of a row: weekday over day, in the colour of its urgency."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.parts.chip import TONES
from desktop.views.theme import Theme

SIDE = 44


class DateTile(QWidget):
    """A tile 44 wide: `above` ("Fri") over `below` ("20"). The row's words say the date again."""

    def __init__(
        self,
        theme: Theme,
        above: str,
        below: str,
        tone: str = "plain",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.above, self.below, self.tone = theme, above, below, tone
        self.setAccessibleName(f"{above} {below}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(SIDE), self.theme.px(SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self.theme.px
        plane, ink = TONES[self.tone]
        paint.plane(painter, self.rect(), px(8), self.theme.colour(plane))
        painter.setPen(self.theme.colour(ink))
        painter.setFont(self.theme.font("small"))
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(0, px(4), self.width(), px(16)), centre, self.above)
        painter.setFont(self.theme.font("section"))
        painter.drawText(QRectF(0, px(21), self.width(), px(20)), centre, self.below)


class IconTile(QWidget):
    """A tile 44 wide with an icon, for rows that have no date ("half written")."""

    def __init__(
        self, theme: Theme, icon: str, tone: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self.icon_name, self.tone = theme, icon, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(SIDE), self.theme.px(SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self.theme.px
        plane, ink = TONES[self.tone]
        paint.plane(painter, self.rect(), px(8), self.theme.colour(plane))
        at = paint.centred(QRectF(self.rect()), px(20), px(20))
        painter.drawPixmap(at, self.theme.pixmap(self.icon_name, ink))
