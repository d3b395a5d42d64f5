"""The drawn controls of choices: radio circles, check boxes and segments of one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from desktop.forms.definition import Option
from desktop.views.theme import Theme

Corners = tuple[bool, bool, bool, bool]
CLEAR_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class _Words:
    """Wrapped words beside a circle or a box, with the hint of the option under them."""

    def __init__(self, theme: Theme, text: str, hint: str) -> None:
        self.theme = theme
        self._parts = [(text, "body"), (hint, "hint")] if hint else [(text, "body")]
        self._heights: dict[float, int] = {}

    def height(self, width: float) -> int:
        """Return the height in pixels at a width; layouts ask for the same ones at every key."""
        if width not in self._heights:
            self._heights[width] = self.lay_out(width, None, QPointF(), "text")
        return self._heights[width]

    def lay_out(self, width: float, painter: QPainter | None, at: QPointF, token: str) -> int:
        """Draw the words where a painter is given; return their height in pixels."""
        y = 0.0
        for text, role in self._parts:
            layout = QTextLayout(text, self.theme.font(role))
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            metrics = QFontMetricsF(self.theme.font(role))
            line_height = self.theme.line(role)
            lead = (line_height - metrics.ascent() - metrics.descent()) / 2
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1.0, width))
                line.setPosition(QPointF(0, round(y + lead)))
                y += line_height
            layout.endLayout()
            if painter is not None:
                painter.setPen(self.theme.colour(token if role == "body" else "muted"))
                layout.draw(painter, at)
        return round(y)

    def natural_width(self) -> float:
        return max(
            QFontMetricsF(self.theme.font(role)).horizontalAdvance(text)
            for text, role in self._parts
        )


if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object  # a mixin: Qt allows one Qt base only


class _Marked(_Base):
    """What circle and box have in common: the mark at the left, wrapped words, the ring."""

    theme: Theme

    def dress(self, theme: Theme, text: str, hint: str) -> None:
        self.theme = theme
        self._words = _Words(theme, text, hint)
        self.wrong = False
        self.setFont(theme.font("body"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(hint)

    def focus_area(self) -> QRect:
        """Return circle or box: the focus ring surrounds it, not the words."""
        return self.mark_area().toRect()

    def focus_radius(self) -> int:
        return self.theme.px(10 if isinstance(self, QRadioButton) else 4)

    def _left(self) -> int:
        return self.theme.px(30)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._words.height(width - self._left()) + 2 * self.theme.px(6)

    def sizeHint(self) -> QSize:
        width = round(self._words.natural_width() + 0.5) + self._left() + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        narrow = min(self.sizeHint().width(), self.theme.px(160))
        return QSize(narrow, self.theme.px(36))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def mark_area(self) -> QRectF:
        """Return where circle or box is drawn, at the first line."""
        side = self.theme.px(20)
        top = self.theme.px(6) + (self.theme.line("body") - side) / 2
        return self._mirror(QRectF(0, top, side, side))

    def _mirror(self, area: QRectF) -> QRectF:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            area.moveRight(self.width() - area.left())
        return area

    def draw_words(self, painter: QPainter) -> None:
        left = 0 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else self._left()
        token = "text" if self.isEnabled() else "muted"
        at = QPointF(left, self.theme.px(6))
        self._words.lay_out(self.width() - self._left(), painter, at, token)

    def edge(self) -> str:
        """Return the token of the mark's border."""
        if self.wrong:
            return "late-fg"
        return "accent" if self.isChecked() else "border"


class RadioOption(_Marked, QRadioButton):
    """One of several choices, a circle with words."""

    clear_asked = Signal()

    def __init__(self, theme: Theme, option: Option, parent: QWidget | None = None) -> None:
        QRadioButton.__init__(self, option.label, parent)
        self.value = option.value
        self.dress(theme, option.label, option.hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in CLEAR_KEYS:
            self.clear_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, theme = self.mark_area(), self.theme
        width = theme.px(2) if self.isChecked() or self.wrong else 1
        painter.setPen(QPen(theme.colour(self.edge()), width))
        plane = "hover" if self.underMouse() or not self.isEnabled() else "field"
        painter.setBrush(theme.colour(plane))
        half = width / 2
        painter.drawEllipse(area.adjusted(half, half, -half, -half))
        if self.isChecked():
            inset = theme.px(5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))
        self.draw_words(painter)


class CheckOption(_Marked, QCheckBox):
    """A box with words."""

    def __init__(self, theme: Theme, option: Option, parent: QWidget | None = None) -> None:
        QCheckBox.__init__(self, option.label, parent)
        self.value = option.value
        self.dress(theme, option.label, option.hint)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, theme = self.mark_area(), self.theme
        width = theme.px(2) if self.wrong else 1
        painter.setPen(QPen(theme.colour(self.edge()), width))
        plane = "hover" if self.underMouse() or not self.isEnabled() else "field"
        painter.setBrush(theme.colour("accent" if self.isChecked() else plane))
        half, radius = width / 2, theme.px(4)
        painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius, radius)
        if self.isChecked():
            side = theme.px(16)
            spot = area.center() - QPointF(side / 2, side / 2)
            painter.drawPixmap(spot.toPoint(), theme.pixmap("check", "on-accent", 16))
        self.draw_words(painter)


class Segment(QRadioButton):
    """One choice of a row of few and short ones."""

    clear_asked = Signal()

    def __init__(self, theme: Theme, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option.label, parent)
        self.theme, self.value = theme, option.value
        self.wrong = self._was_checked = False
        self.corners: Corners = (
            True,
            True,
            True,
            True,
        )  # top left, top right, bottom right, bottom left
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = QFontMetricsF(theme.font("label")).horizontalAdvance(option.label)
        self._hint = QSize(round(words) + theme.px(16 + 8 + 20), theme.px(36))
        self.setToolTip(option.hint)
        self.setAccessibleDescription(option.hint)
        self.setProperty("ring", False)

    def sizeHint(self) -> QSize:
        return self._hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._was_checked = self.isChecked()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if self._was_checked and inside:
            self.clear_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in CLEAR_KEYS:
            self.clear_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, focus = self.theme, self.hasFocus()
        width = theme.px(2) if focus or self.wrong else 1
        edge = "accent" if focus else "late-fg" if self.wrong else "border"
        plane = "accent-soft" if self.isChecked() else "hover" if self.underMouse() else "field"
        painter.setPen(QPen(theme.colour(edge), width))
        painter.setBrush(theme.colour(plane))
        half = width / 2
        area = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawPath(rounded(area, theme.px(6), self.corners))
        self._draw_words(painter)

    def _draw_words(self, painter: QPainter) -> None:
        theme, checked = self.theme, self.isChecked()
        font = theme.font("label" if checked else "body")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        room = self.width() - theme.px(12)
        mark = theme.px(24) if checked else 0
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room - mark)
        words = metrics.horizontalAdvance(text)
        x = (self.width() - words - mark) / 2
        if checked:
            y = (self.height() - theme.px(16)) / 2
            painter.drawPixmap(QPointF(round(x), round(y)), theme.pixmap("check", "accent", 16))
        token = "accent" if checked else "text" if self.isEnabled() else "muted"
        painter.setPen(theme.colour(token))
        spot = QRectF(x + mark, 0, words + 2, self.height())
        painter.drawText(
            spot, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text
        )


class SegmentRow(QWidget):
    """Segments side by side, of one width; in more lines where there is too little room."""

    def __init__(self, theme: Theme, options: tuple[Option, ...], group: QButtonGroup) -> None:
        super().__init__()
        self.theme = theme
        self.segments = [Segment(theme, option, self) for option in options]
        for segment in self.segments:
            group.addButton(segment)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _widest(self) -> int:
        return max((s.sizeHint().width() for s in self.segments), default=1)

    def _columns(self, width: int) -> int:
        count = len(self.segments)
        fits = max(1, min(count, width // max(1, self._widest())))
        lines = -(-count // fits)
        return -(-count // lines)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = -(-len(self.segments) // self._columns(width))
        return lines * (self.theme.px(36) - 1) + 1

    def sizeHint(self) -> QSize:
        width = self._widest() * len(self.segments)
        return QSize(width, self.theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._widest(), self.theme.px(120)), self.theme.px(36))

    def resizeEvent(self, event: QResizeEvent) -> None:
        columns = self._columns(self.width())
        count, high = len(self.segments), self.theme.px(36)
        lines = -(-count // columns)
        for index, segment in enumerate(self.segments):
            line, column = divmod(index, columns)
            left = round(column * (self.width() - 1) / columns)
            right = round((column + 1) * (self.width() - 1) / columns)
            segment.setGeometry(QRect(left, line * (high - 1), right - left + 1, high))
            first, last = column == 0, column == columns - 1 or index == count - 1
            above, below = line == 0, index + columns >= count
            bottom_left = first and line == lines - 1
            segment.corners = (above and first, above and last, below and last, bottom_left)
        super().resizeEvent(event)


def rounded(area: QRectF, radius: float, corners: Corners) -> QPainterPath:
    """Return a rectangle with only the named corners round (from top left, clockwise)."""
    path = QPainterPath()
    tl, tr, br, bl = (radius if corner else 0.0 for corner in corners)
    path.moveTo(area.left() + tl, area.top())
    path.lineTo(area.right() - tr, area.top())
    path.quadTo(area.topRight(), QPointF(area.right(), area.top() + tr))
    path.lineTo(area.right(), area.bottom() - br)
    path.quadTo(area.bottomRight(), QPointF(area.right() - br, area.bottom()))
    path.lineTo(area.left() + bl, area.bottom())
    path.quadTo(area.bottomLeft(), QPointF(area.left(), area.bottom() - bl))
    path.lineTo(area.left(), area.top() + tl)
    path.quadTo(area.topLeft(), QPointF(area.left() + tl, area.top()))
    return path
