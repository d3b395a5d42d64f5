"""A plane that floats over the page below a control: lists of suggestions, the calendar.

It is a widget of the same window, not a window: it goes when the page goes, takes no grab of the
mouse, and a lock or a screen reader never meets it alone.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.parts.popover import SHADOW as SPREAD
from desktop.views.parts.popover import Floating
from desktop.views.theme import Theme


class Popup(Floating):
    """Floats under `anchor` once opened; closes on a press elsewhere. `body` is its layout."""

    closed = Signal()

    def __init__(self, theme: Theme, anchor: QWidget, name: str) -> None:
        super().__init__(theme, padding=(0, 0), parent=anchor.window())
        self.anchor = anchor
        self.setAccessibleName(name)
        self.hide()

    def is_open(self) -> bool:
        """Whether the plane is shown."""
        return not self.isHidden()

    def open_at_anchor(self, width: int, height: int) -> None:
        """Show a plane of that size below the anchor, above it where there is no room."""
        window = self.anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        spread, gap = self.theme.px(SPREAD), self.theme.px(4)
        corner = self.anchor.mapTo(window, QPoint(0, 0))
        below = corner.y() + self.anchor.height() + gap
        top = below
        if below + height > window.height() and corner.y() - gap - height > 0:
            top = corner.y() - gap - height
        left = max(0, min(corner.x(), window.width() - width))
        area = QRect(left, top, width, height)
        self.setGeometry(area.adjusted(-spread, -spread, spread, spread))
        was_open = self.is_open()
        self.show()
        self.raise_()
        application = QApplication.instance()
        if not was_open and application is not None:
            application.installEventFilter(self)

    def close_down(self) -> None:
        """Hide the plane."""
        if not self.is_open():
            return
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            spot = event.globalPosition().toPoint()
            if not self._covers(self, spot) and not self._covers(self.anchor, spot):
                self.close_down()
        elif kind is QEvent.Type.Move and isinstance(watched, QWidget):
            if watched.isAncestorOf(self.anchor):
                self.close_down()
        elif kind in (QEvent.Type.Hide, QEvent.Type.Resize) and watched is self.anchor.window():
            self.close_down()
        return False

    def hideEvent(self, event: object) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        super().hideEvent(event)  # type: ignore[arg-type]

    def _covers(self, widget: QWidget, spot: QPoint) -> bool:
        return widget.rect().contains(widget.mapFromGlobal(spot))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.plane().contains(QPointF(event.position())):
            self.close_down()
        event.accept()


def is_key_for_popup(key: int) -> bool:
    """Whether a key moves in, takes from or closes an open list."""
    return key in (
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Escape,
    )
