"""Widgets in a line that go on in the next line where there is no more room, as chips do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.views.parts.text import grows_with_width
from desktop.views.theme import Theme

GAP = 8


class Flow(QWidget):
    """The widgets, each in its own size, 8 apart."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.widgets: list[QWidget] = []
        self.setSizePolicy(grows_with_width())

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these in place of those before."""
        for old in self.widgets:
            old.hide()
            old.deleteLater()
        self.widgets = list(widgets)
        for widget in self.widgets:
            widget.setParent(self)
            widget.show()
        self._arrange(self.width(), move=True)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(480), self._arrange(max(self.width(), 1), move=False))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(96), self.theme.px(24) if self.widgets else 0)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # one of them has grown or shrunk
            self._arrange(self.width(), move=True)
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def _arrange(self, width: int, *, move: bool) -> int:
        gap = self.theme.px(GAP)
        x = y = high = 0
        for widget in self.widgets:
            size = widget.sizeHint()
            wide = min(size.width(), width)
            if x and x + wide > width:
                x, y, high = 0, y + high + gap, 0
            if move:
                widget.setGeometry(x, y, wide, size.height())
            x, high = x + wide + gap, max(high, size.height())
        return y + high
