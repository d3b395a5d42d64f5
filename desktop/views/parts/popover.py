"""A plane that floats over the page: the only thing with a shadow, besides menus and toasts.

It is a child of the window, not a window of its own, so that a lock takes it away with the page.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.parts import paint
from desktop.views.parts.planes import column
from desktop.views.theme import Theme

SHADOW = 16


class Floating(QWidget):
    """A rounded plane with a shadow; `body` is its layout, the shadow's room is outside it."""

    def __init__(
        self,
        theme: Theme,
        *,
        padding: tuple[int, int] = (16, 20),
        radius: int = 8,
        fill: str = "card",
        edge: str = "line",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.radius, self.fill, self.edge = theme, radius, fill, edge
        room, vertical, sides = theme.px(SHADOW), theme.px(padding[0]), theme.px(padding[1])
        side, above = room + sides, room + vertical
        self.body = column(0, (side, above, side, above))
        self.setLayout(self.body)

    def plane(self) -> QRectF:
        """Return the drawn plane without its shadow."""
        room = self.theme.px(SHADOW)
        return QRectF(self.rect()).adjusted(room, room, -room, -room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, radius = QPainter(self), self.theme.px(self.radius)
        shade = self.theme.colour("shadow")
        paint.shadow(painter, self.plane(), radius, shade, self.theme.px(SHADOW - 4))
        edge = self.theme.colour(self.edge) if self.edge else None
        paint.plane(painter, self.plane(), radius, self.theme.colour(self.fill), edge)


class Popover(Floating):
    """A floating plane that opens beside a widget and closes on Escape, on a press elsewhere and
    when the focus leaves it. The focus then returns to where it was. `closed` is sent.
    """

    closed = Signal()

    def __init__(self, theme: Theme, **look: object) -> None:
        super().__init__(theme, **look)  # type: ignore[arg-type]
        self._before: QWidget | None = None
        self.hide()

    def open_at(self, anchor: QWidget, focus: QWidget | None = None) -> None:
        """Open under `anchor` (over it where there is no room) and give `focus` the keyboard."""
        window = anchor.window()
        self._before = QApplication.focusWidget()
        self.setParent(window)
        self.adjustSize()
        room = self.theme.px(SHADOW)
        below = anchor.mapTo(window, QPoint(-room, anchor.height() + self.theme.px(6) - room))
        if below.y() + self.height() - room > window.height():
            over = anchor.mapTo(window, QPoint(-room, -self.height() - self.theme.px(6) + room))
            below = over if over.y() + room >= 0 else QPoint(below.x(), room)
        right_most = window.width() - self.width() + room - self.theme.px(8)
        self.move(max(-room, min(below.x(), right_most)), below.y())
        self.show()
        self.raise_()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.installEventFilter(self)
            application.focusChanged.connect(self._focus_moved)

    def close_quietly(self) -> None:
        """Close and give the focus back."""
        if self.isHidden():
            return
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.removeEventFilter(self)
            application.focusChanged.disconnect(self._focus_moved)
        now = QApplication.focusWidget()
        inside = now is None or now is self or self.isAncestorOf(now)
        self.hide()
        if inside and self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_quietly()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            press = event if isinstance(event, QMouseEvent) else None
            inside = watched is self or self.isAncestorOf(watched)
            if press is not None and not inside:
                self.close_quietly()
        return super().eventFilter(watched, event)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.close_quietly()
