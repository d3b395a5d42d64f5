"""A timeline: one row for each thing that happened, the newest first, a thin line between."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.parts.planes import column, empty
from desktop.views.parts.press import EnterPress
from desktop.views.theme import Theme


@dataclass(frozen=True)
class Happening:
    """One row: its id, date as it is said ("Wed 18 Nov"), icon and its tone, words, detail."""

    id: str
    date: str
    icon: str
    title: str
    detail: str = ""
    token: str = "accent"


class TimelineRow(EnterPress):
    """One happening; pressing it sends `opened` with its id."""

    opened = Signal(str)

    def __init__(
        self, theme: Theme, happening: Happening, *, last: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(happening.title, parent)
        self.theme, self.happening, self.last = theme, happening, last
        self.setProperty("drawn", True)
        self.setAccessibleName(f"{happening.date}: {happening.title}. {happening.detail}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.clicked.connect(self._open)

    def focus_area(self) -> QRect:
        return self.rect().adjusted(0, 0, 0, -self.theme.px(12))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(400), self.theme.px(48 if self.last else 62))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(260), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        one = self.happening
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.colour("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, px(92), px(24)), right, one.date)
        painter.drawPixmap(QPointF(px(106), px(2)), theme.pixmap(one.icon, one.token))
        if not self.last:
            painter.fillRect(QRectF(px(116), px(28), 1, px(30)), theme.colour("edge"))
        self._words(painter, "body", "text", one.title, 0)
        self._words(painter, "hint", "muted", one.detail, 24)
        if self.underMouse():
            width = QFontMetricsF(theme.font("body")).horizontalAdvance(one.title)
            painter.fillRect(QRectF(px(140), px(21), width, 1), theme.colour("text"))

    def _words(self, painter: QPainter, role: str, token: str, text: str, top: int) -> None:
        px, font = self.theme.px, self.theme.font(role)
        room = self.width() - px(140)
        painter.setFont(font)
        painter.setPen(self.theme.colour(token))
        short = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        area = QRectF(px(140), px(top), room, self.theme.line(role))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter.value, short)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            one = self.happening
            self.setToolTip(f"{one.title}\n{one.detail}".strip())
        return super().event(event)

    def _open(self) -> None:
        self.opened.emit(self.happening.id)


class Timeline(QWidget):
    """Rows of happenings; `opened` carries the id of the one that was pressed."""

    opened = Signal(str)

    def __init__(
        self, theme: Theme, rows: tuple[Happening, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._layout = column(0)
        self.setLayout(self._layout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.set_rows(rows)

    def set_rows(self, rows: tuple[Happening, ...]) -> None:
        """Show these happenings in the order given."""
        empty(self._layout)
        for index, happening in enumerate(rows):
            row = TimelineRow(self.theme, happening, last=index == len(rows) - 1)
            row.opened.connect(self.opened)
            self._layout.addWidget(row)
