"""Tabs under a page's header: words, the shown one in accent over a bar three pixels high."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from desktop.views.theme import Theme


class Tabs(QTabBar):
    """Tabs 40 high, 28 apart. `currentChanged` says which one is shown."""

    def __init__(
        self,
        theme: Theme,
        titles: tuple[str, ...] = (),
        *,
        base: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self._base = theme, base
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(theme.font("body"))
        self.setAccessibleName("Tabs")
        self.setUsesScrollButtons(False)
        for title in titles:
            self.addTab(title)

    def focus_area(self) -> QRect:
        gap = self.theme.px(28)
        area = self.tabRect(self.currentIndex())
        room = self.theme.px(4)
        return area.adjusted(-room, room, room - gap, -2 * room)

    def tabSizeHint(self, index: int) -> QSize:
        font = self.theme.font("label")
        words = QFontMetricsF(font).horizontalAdvance(self.tabText(index))
        return QSize(round(words + 0.5) + self.theme.px(28), self.theme.px(40))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        if self._base:
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        for index in range(self.count()):
            area = QRectF(self.tabRect(index)).adjusted(0, 0, -px(28), 0)
            here = index == self.currentIndex()
            painter.setFont(theme.font("label" if here else "body"))
            painter.setPen(theme.colour("accent" if here else "muted"))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area.adjusted(0, 0, px(8), 0), flags, self.tabText(index))
            if here:
                bar = QRectF(area.x(), area.bottom() - px(3), area.width(), px(3))
                painter.fillRect(bar, theme.colour("accent"))
