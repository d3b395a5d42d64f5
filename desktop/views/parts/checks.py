"""Radio buttons and check boxes, drawn 20 across, the row 36 high."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.theme import Theme

SIDE = 20
GAP = 10


def _hint(button: QAbstractButton, theme: Theme, height: int) -> QSize:
    words = QFontMetricsF(button.font()).horizontalAdvance(button.text())
    return QSize(theme.px(SIDE + GAP) + round(words + 0.5), theme.px(height))


def _mark_area(button: QWidget, theme: Theme) -> QRect:
    side = theme.px(SIDE)
    x = button.width() - side if paint.mirrored(button) else 0
    return QRect(x, (button.height() - side) // 2, side, side)


def _draw_words(painter: QPainter, button: QAbstractButton, theme: Theme) -> None:
    room = theme.px(SIDE + GAP)
    words = QRectF(0, 0, button.width() - room, button.height())
    if not paint.mirrored(button):
        words.translate(room, 0)
    painter.setPen(theme.colour("text" if button.isEnabled() else "muted"))
    painter.setFont(button.font())
    text = QFontMetricsF(button.font()).elidedText(
        button.text(), Qt.TextElideMode.ElideRight, words.width() + 1
    )
    side = Qt.AlignmentFlag.AlignRight if paint.mirrored(button) else Qt.AlignmentFlag.AlignLeft
    painter.drawText(words.adjusted(0, 0, 1, 0), side | Qt.AlignmentFlag.AlignVCenter, text)


class Radio(QRadioButton):
    """One choice of several; nothing is chosen until somebody chooses. The wheel does nothing."""

    def __init__(
        self, theme: Theme, text: str, height: int = 36, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.theme, self._height = theme, height
        self.setFont(theme.font("body"))
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def focus_area(self) -> QRect:
        return _mark_area(self, self.theme)

    def focus_radius(self) -> int:
        return self.theme.px(SIDE // 2)

    def sizeHint(self) -> QSize:
        return _hint(self, self.theme, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(48), self.theme.px(self._height))

    def hitButton(self, pos: QPointF) -> bool:  # type: ignore[override]
        return self.rect().contains(pos)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, area = QPainter(self), self.theme, _mark_area(self, self.theme)
        live, on = self.isEnabled(), self.isChecked()
        edge = theme.colour("accent" if on and live else "border" if live else "line")
        fill = "hover" if not live or (self.underMouse() and not on) else "field"
        width = theme.px(2) if on else 1
        paint.plane(painter, area, area.width() / 2, theme.colour(fill), edge, width)
        if on:
            dot = QRectF(area).adjusted(*(theme.px(n) for n in (5, 5, -5, -5)))
            ink = theme.colour("accent" if live else "muted")
            paint.plane(painter, dot, dot.width() / 2, ink)
        _draw_words(painter, self, theme)


class Check(QCheckBox):
    """A box that is ticked or not."""

    def __init__(
        self, theme: Theme, text: str, height: int = 36, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.theme, self._height = theme, height
        self.setFont(theme.font("body"))
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def focus_area(self) -> QRect:
        return _mark_area(self, self.theme)

    def focus_radius(self) -> int:
        return self.theme.px(4)

    def sizeHint(self) -> QSize:
        return _hint(self, self.theme, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(48), self.theme.px(self._height))

    def hitButton(self, pos: QPointF) -> bool:  # type: ignore[override]
        return self.rect().contains(pos)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, area = QPainter(self), self.theme, _mark_area(self, self.theme)
        live = self.isEnabled()
        on = self.checkState() is not Qt.CheckState.Unchecked
        if on and live:
            paint.plane(painter, area, theme.px(4), theme.colour("accent"))
        else:
            fill = "hover" if not live or self.underMouse() else "field"
            edge = theme.colour("border" if live else "line")
            paint.plane(painter, area, theme.px(4), theme.colour(fill), edge)
        if on:
            partly = self.checkState() is Qt.CheckState.PartiallyChecked
            ink = "on-accent" if live else "muted"
            mark = theme.pixmap("minus" if partly else "check", ink, 16)
            room = theme.px(2)
            painter.drawPixmap(QPointF(area.x() + room, area.y() + room), mark)
        _draw_words(painter, self, theme)
