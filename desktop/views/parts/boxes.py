"""The plainest planes: layouts, boxes, cards, a row to press, and a page that scrolls."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.views.parts import paint
from desktop.views.parts.press import RowPress
from desktop.views.theme import Theme

SETTLING = 1.0  # seconds after a move of the focus in which the page may still be laid out


def column(gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return a vertical layout with the gap and margins given in real pixels."""
    layout = QVBoxLayout()
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    return layout


def line(gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return a horizontal layout with the gap and margins given in real pixels."""
    layout = QHBoxLayout()
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    return layout


def no_wider(content: QWidget, pixels: int) -> QHBoxLayout:
    """Return a row that holds a widget no wider than one reads, with nothing beside it.

    A column or a grid would ask for its height at the width of the page, at which words need fewer
    lines.
    """
    content.setMaximumWidth(pixels)
    row = line()
    row.addWidget(content, 1)
    row.addStretch(0)
    return row


class Box(QWidget):
    """An undrawn widget with a layout of its own, for grouping."""

    def __init__(self, layout: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayout(layout)


class Card(QFrame):
    """A rounded plane with a thin edge. `body` is its vertical layout."""

    def __init__(
        self,
        theme: Theme,
        *,
        padding: tuple[int, int] = (16, 16),
        radius: int = 10,
        fill: str = "card",
        edge: str = "line",
        gap: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.radius, self.fill, self.edge = theme, radius, fill, edge
        vertical, sides = theme.px(padding[0]), theme.px(padding[1])
        self.body = column(theme.px(gap), (sides, vertical, sides, vertical))
        self.setLayout(self.body)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = self.theme.colour(self.edge) if self.edge else None
        fill = self.theme.colour(self.fill) if self.fill else None
        paint.plane(painter, self.rect(), self.theme.px(self.radius), fill, edge)


class PressRow(QWidget):
    """A row of a list. After `let_open` the whole row is a thing to press (mouse, Enter, Space):
    `opened` is sent.
    """

    opened = Signal()

    def __init__(self, theme: Theme, *, height: int = 72, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.opens, self._over = theme, False, False
        self.press: RowPress | None = None
        self.setMinimumHeight(theme.px(height))

    def let_open(self) -> None:
        """Make the row a thing to press; its accessible name is set already."""
        self.opens = True
        self.press = RowPress(self.theme, self)
        self.setFocusProxy(self.press)
        self.press.clicked.connect(self.opened)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.press is not None:
            self.press.setGeometry(self.rect())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = self.opens
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._over:
            painter = QPainter(self)
            paint.plane(painter, self.rect(), self.theme.px(9), self.theme.colour("hover"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        left = event.button() is Qt.MouseButton.LeftButton
        if self.opens and left and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self.opens and event.key() in keys:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class ScrollPage(QScrollArea):
    """A page that scrolls and brings whatever gets the keyboard's focus into view."""

    def __init__(self, theme: Theme, plane: str = "window", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.plane_token = theme, plane
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Of our own: to name one that Qt made, PySide would first load every widget that there is.
        self._port = QWidget()
        self.setViewport(self._port)
        self._port.setAutoFillBackground(False)
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.timeout.connect(self._focus_laid_out)
        self._settled_at = 0.0  # until then what has the focus stays in view, whatever grows above
        self.verticalScrollBar().rangeChanged.connect(self._grew)
        self.verticalScrollBar().actionTriggered.connect(self._turned)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def set_content(self, content: QWidget) -> None:
        """Show this widget as the page; the plane of the page shows through it."""
        content.setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)

    def make_room(self) -> None:
        """Give the content its height at once: nothing is squeezed until the page notices."""
        content = self.widget()
        if content is not None:
            width = self.viewport().width()
            content.resize(width, max(self.viewport().height(), content.heightForWidth(width)))

    def bring(self, widget: QWidget) -> None:
        """Bring into view what was told just now, though the keyboard is elsewhere."""
        self._turned()
        self._laid_out.stop()
        QTimer.singleShot(0, widget, lambda: self._show_told(widget))

    def _show_told(self, widget: QWidget) -> None:
        self.make_room()
        self.ensureWidgetVisible(widget, 0, self.theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.fill(QPainter(self._port), event.rect(), self.theme.colour(self.plane_token))

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        content = self.widget()
        if now is None or content is None or not content.isAncestorOf(now):
            return
        if QGuiApplication.mouseButtons() is not Qt.MouseButton.NoButton:
            return  # a page that moves under a pressed mouse would lose the click
        self._bring_into_view(now, content)
        self._settled_at = time.monotonic() + SETTLING
        self._laid_out.start(0)

    def _grew(self) -> None:
        if time.monotonic() < self._settled_at:
            self._laid_out.start(0)

    def _turned(self) -> None:
        """Leave the page where somebody turned it to: by the wheel, the bar or a key."""
        self._settled_at = 0.0

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turned()
        super().wheelEvent(event)

    def _focus_laid_out(self) -> None:
        """Look again once what was unfolded for the focus has its place."""
        content, now = self.widget(), QApplication.focusWidget()
        if now is not None and content is not None and content.isAncestorOf(now):
            self._bring_into_view(now, content)

    def _bring_into_view(self, now: QWidget, content: QWidget) -> None:
        if now.height() < self.viewport().height():
            self.ensureWidgetVisible(now, 0, self.theme.px(24))
        elif not self._shows_some(now):
            self.ensureVisible(0, now.mapTo(content, QPoint(0, 0)).y(), 0, self.theme.px(24))

    def _shows_some(self, widget: QWidget) -> bool:
        top = widget.mapTo(self.viewport(), QPoint(0, 0)).y()
        return top < self.viewport().height() and top + widget.height() > 0


def empty(layout: QLayout) -> None:
    """Delete every widget of a layout and of the layouts in it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def drop(widget: QWidget) -> None:
    """Take a widget off the screen for good."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
