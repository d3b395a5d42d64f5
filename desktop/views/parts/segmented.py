"""Two to six short choices in one row. To keyboard and screen reader these are radio buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.parts.planes import line
from desktop.views.parts.press import stop_once
from desktop.views.theme import Theme


class Segment(QRadioButton):
    """One choice of the row."""

    def __init__(
        self, theme: Theme, value: str, text: str, *, tick: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.theme, self.value, self.tick = theme, value, tick
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def focus_radius(self) -> int:
        return self.theme.px(6)

    def hitButton(self, pos: QPointF) -> bool:  # type: ignore[override]
        return self.rect().contains(pos)  # type: ignore[arg-type]

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.theme.font("label")).horizontalAdvance(self.text())
        tick = self.theme.px(16 + 8) if self.tick else 0
        return QSize(round(words + 0.5) + tick + self.theme.px(28), self.theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        on, live = self.isChecked(), self.isEnabled()
        ink = ("accent" if on else "text") if live else "muted"
        font = theme.font("label" if on else "body")
        words = QFontMetricsF(font).horizontalAdvance(self.text())
        tick = px(16 + 8) if on and self.tick else 0
        x = (self.width() - words - tick) / 2
        if tick:
            y = round((self.height() - px(16)) / 2)
            painter.drawPixmap(QPointF(round(x), y), theme.pixmap("check", ink, 16))
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        area = QRectF(x + tick, 0, words + 2, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter.value, self.text())


class Segmented(QWidget):
    """The row; nothing is chosen until somebody chooses. `chosen` carries the value.

    `edge` is "border" for an answer and "edge" for a tool ("Mine", "Open", "Closed"), where the
    tick is left out.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[str, str]],
        *,
        name: str,
        answer: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self._edge = theme, "border" if answer else "edge"
        self._group = QButtonGroup(self)
        self.segments: list[Segment] = []
        row = line(0)
        for value, text in options:
            segment = Segment(theme, value, text, tick=answer)
            self._group.addButton(segment)
            self.segments.append(segment)
            row.addWidget(segment, 1 if answer else 0)
            segment.toggled.connect(self.update)
        self._group.buttonClicked.connect(self._clicked)
        stop_once(self.segments)
        self.setLayout(row)
        self.setAccessibleName(name)
        across = QSizePolicy.Policy.Expanding if answer else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def set_value(self, value: str | None) -> None:
        """Show this value as chosen, None for nothing; sends nothing."""
        self._group.setExclusive(False)
        for segment in self.segments:
            segment.setChecked(segment.value == value)
        self._group.setExclusive(True)
        stop_once(self.segments)

    def set_text(self, value: str, text: str) -> None:
        """Change the words of one choice, for example its count."""
        for segment in self.segments:
            if segment.value == value:
                segment.setText(text)
                segment.setAccessibleName(text)
                segment.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, radius = QPainter(self), self.theme, self.theme.px(6)
        plane = "card" if self._edge == "edge" else "field"
        paint.plane(painter, self.rect(), radius, theme.colour(plane))
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(clip)
        for segment in self.segments:
            if segment.isChecked():
                painter.fillRect(segment.geometry(), theme.colour("accent-soft"))
            elif segment.underMouse() and segment.isEnabled():
                painter.fillRect(segment.geometry(), theme.colour("hover"))
        painter.setClipping(False)
        for segment in self.segments[1:]:
            painter.fillRect(segment.x(), 0, 1, self.height(), theme.colour(self._edge))
        paint.plane(painter, self.rect(), radius, None, theme.colour(self._edge))

    def _clicked(self, button: Segment) -> None:
        self.chosen.emit(button.value)
