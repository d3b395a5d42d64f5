"""The focus ring: two pixels of accent, two pixels away from what has the keyboard.

A style sheet's outline is drawn inside the contents, so the ring is one transparent widget that
lies over the page. It lives in the scrolled page of its target: it scrolls and is clipped with it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from desktop.views.parts import paint
from desktop.views.theme import Theme

GAP = 2
WIDTH = 2
BORDERED = (QLineEdit, QPlainTextEdit, QTextEdit, QMenu, QMenuBar)
FOLLOWED = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
)


class RingShape(QWidget):
    """The drawn ring. `surround` lays it about a widget of the same window."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._radius = theme, 6
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def surround(self, target: QWidget, host: QWidget) -> None:
        """Lay the ring about `target` as a child of `host`."""
        if self.parentWidget() is not host:
            self.setParent(host)
        room = self.theme.px(GAP + WIDTH)
        area = focus_area(target)
        corner = target.mapTo(host, area.topLeft())
        self._radius = _radius_of(target, self.theme) + room
        self.setGeometry(QRect(corner, area.size()).adjusted(-room, -room, room, room))
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, width = QPainter(self), self.theme.px(WIDTH)
        paint.plane(
            painter, QRectF(self.rect()), self._radius, None, self.theme.colour("accent"), width
        )


class FocusRing(QObject):
    """Shows the ring about whatever has the keyboard's focus, in the whole application.

    A press of the mouse that moves the focus shows none. Fields show their focus by their border;
    a widget with the property `ring` set to False shows it in its own way. It ends with `parent`,
    the window that asked for it: a ring left behind would look at every part of the next window.
    """

    def __init__(self, theme: Theme, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self._target: QWidget | None = None
        self._shape: RingShape | None = None
        self._watched: list[QWidget] = []
        application.focusChanged.connect(self._focus_moved)
        self._focus_moved(None, application.focusWidget())

    @property
    def target(self) -> QWidget | None:
        """The widget that the ring surrounds, or None."""
        return self._target

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        by_mouse = QGuiApplication.mouseButtons() is not Qt.MouseButton.NoButton
        if now is None or by_mouse or not wants_ring(now):
            return
        self._target = now
        host = _host_of(now)
        walk: QWidget | None = now
        while walk is not None:
            walk.installEventFilter(self)
            self._watched.append(walk)
            walk = None if walk is host else walk.parentWidget()
        now.destroyed.connect(self._gone)
        self._shape = RingShape(self.theme)
        self._shape.surround(now, host)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in FOLLOWED and self._target is not None and self._shape is not None:
            if self._target.isVisible():
                self._shape.surround(self._target, _host_of(self._target))
            else:
                self._shape.hide()
        return super().eventFilter(watched, event)

    def _let_go(self) -> None:
        for widget in self._watched:
            if _alive(widget):
                widget.removeEventFilter(self)
        if self._target is not None and _alive(self._target):
            self._target.destroyed.disconnect(self._gone)
        if self._shape is not None and _alive(self._shape):
            self._shape.hide()
            self._shape.deleteLater()
        self._watched, self._target, self._shape = [], None, None

    def _gone(self) -> None:
        self._target = None
        self._let_go()


def wants_ring(widget: QWidget) -> bool:
    """Whether focus on this widget is shown by the ring."""
    if widget.property("ring") is not None:
        return bool(widget.property("ring"))
    if isinstance(widget, BORDERED) or widget.isWindow():
        return False
    if isinstance(widget, QAbstractButton | QTabBar):
        return True
    return not isinstance(widget, QAbstractScrollArea)


def focus_area(widget: QWidget) -> QRect:
    """Return the part of a widget that the ring surrounds, in the widget's coordinates."""
    area = getattr(widget, "focus_area", None)
    found = area() if callable(area) else None
    return found if isinstance(found, QRect) else widget.rect()


def _radius_of(widget: QWidget, theme: Theme) -> int:
    radius = getattr(widget, "focus_radius", None)
    found = radius() if callable(radius) else None
    return found if isinstance(found, int) else theme.px(6)


def _host_of(widget: QWidget) -> QWidget:
    """Return the scrolled page in which a widget lies, or its window."""
    walk = widget
    while (parent := walk.parentWidget()) is not None and not walk.isWindow():
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            return walk
        walk = parent
    return walk


def _alive(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(widget)


def window_point(widget: QWidget) -> QPoint:
    """Return the widget's top left corner in its window."""
    return widget.mapTo(widget.window(), QPoint(0, 0))
