"""Small drawing tools that the parts share: planes, hairlines, shadows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget


def plane(  # noqa: PLR0917
    painter: QPainter,
    rect: QRect | QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 1.0,
) -> None:
    """Fill a rounded rectangle; the edge lies inside `rect` and `radius` is its outer radius."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if edge is not None else 0.0
    area = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, max(0.0, radius - inset), max(0.0, radius - inset))


def fill(painter: QPainter, rect: QRect | QRectF, colour: QColor) -> None:
    """Fill a rectangle. Not `fillRect`, for which PySide first loads every gradient there is."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(rect)


def hairline(painter: QPainter, x: float, y: float, length: float, colour: QColor) -> None:
    """Draw a horizontal line one pixel high, its upper edge at `y`."""
    fill(painter, QRectF(x, y, length, 1), colour)


def shadow(painter: QPainter, rect: QRectF, radius: float, colour: QColor, spread: int) -> None:
    """Draw the soft shadow of a floating plane: `spread` pixels wide, a quarter of it downwards."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    shade = QColor(colour)
    shade.setAlphaF(0.012)
    painter.setBrush(shade)
    for number in range(8, 0, -1):
        step = spread * number / 8
        area = rect.adjusted(-step, -step, step, step).translated(0, spread / 4)
        painter.drawRoundedRect(area, radius + step, radius + step)


def right_rounded(rect: QRectF, radius: float, *, mirrored: bool = False) -> QPainterPath:
    """Return a rectangle whose right corners (left ones when mirrored) are round."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    square = QRectF(rect)
    square.setWidth(rect.width() / 2)
    if mirrored:
        square.moveRight(rect.right())
    straight = QPainterPath()
    straight.addRect(square)
    return path.united(straight)


def centred(rect: QRectF, width: float, height: float) -> QPointF:
    """Return the top left corner of something centred in `rect`, on whole pixels."""
    return QPointF(
        round(rect.x() + (rect.width() - width) / 2), round(rect.y() + (rect.height() - height) / 2)
    )


def mirrored(widget: QWidget) -> bool:
    """Whether the widget lays out from right to left."""
    return widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
