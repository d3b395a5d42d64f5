"""Plain words on the window: labels and headings, with the true line height of the scale.

A `QLabel` takes the line height of the font; so these draw themselves, while screen readers still
meet static text. Words in which some stand out are `Prose` (text.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.views.theme import Theme

WIDTHS_KEPT = 8  # for which a label remembers how many lines its words take
TONES = {
    "text": "text",
    "muted": "muted",
    "accent": "accent",
    "due": "due-fg",
    "late": "late-fg",
    "done": "done-fg",
    "carried": "carried-fg",
    "words": "words-fg",
    "on-accent": "on-accent",
    "on-toast": "on-toast",
}


def token_of(tone: str) -> str:
    """Return the colour token of a tone; a token's own name is accepted too."""
    return TONES.get(tone, tone)


class Label(QLabel):
    """Plain words of one step of the type scale.

    On one line it is exactly as wide as its words and shortens with an ellipsis (the whole text in
    a tool tip) when it gets less room; with `wrap` it grows in height. `setText` changes the words.
    """

    def __init__(  # noqa: PLR0917
        self,
        theme: Theme,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.role, self.tone, self.wrap = theme, role, tone, wrap
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self._layout = QTextLayout()
        self.setSizePolicy(grows_with_width() if wrap else one_line())
        self.setText(text)

    def setText(self, text: str) -> None:
        self._forget_measures()
        super().setText(text)

    def setFont(self, font: QFont | str | Sequence[str]) -> None:
        self._forget_measures()
        super().setFont(font)

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        self._forget_measures()
        super().setAlignment(alignment)

    def set_tone(self, tone: str) -> None:
        """Change the colour of the words."""
        self.tone = tone
        self.update()

    def words_width(self) -> int:
        """Return the width in pixels that the words need on one line."""
        if self._width is None:
            self._width = ceil(QFontMetricsF(self.font()).horizontalAdvance(self.text()))
        return self._width

    def fits(self) -> bool:
        """Whether every word is drawn."""
        if self.wrap:
            return self.height() >= self.heightForWidth(self.width())
        return self.contentsRect().width() >= self.words_width()

    def hasHeightForWidth(self) -> bool:
        return self.wrap

    def heightForWidth(self, width: int) -> int:
        line = self.theme.line(self.role)
        if not self.wrap:
            return line
        # Layouts ask for the same widths at every key; breaking the words anew each time is slow.
        if width not in self._lines:
            if len(self._lines) >= WIDTHS_KEPT:
                self._lines.clear()
            self._lay_out(width)
        return line * self._lines[width]

    def sizeHint(self) -> QSize:
        line = self.theme.line(self.role)
        if not self.wrap:
            margins = self.contentsMargins()
            return QSize(self.words_width() + margins.left() + margins.right(), line)
        width = min(self.words_width(), self.theme.px(480))
        return QSize(width, self.heightForWidth(max(width, 1)))

    def minimumSizeHint(self) -> QSize:
        line = self.theme.line(self.role)
        return QSize(min(self.words_width(), self.theme.px(48)), line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        token = token_of(self.tone) if self.isEnabled() else "muted"
        painter.setPen(self.theme.colour(token))
        if self.wrap:
            self._lay_out(self.width())
            self._layout.draw(painter, QPointF(0, 0))
            return
        text, short = self.text(), self.text()
        area = self.contentsRect()
        if self.words_width() > area.width():
            metrics = QFontMetricsF(self.font())
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        flags = int(self.alignment()) | Qt.TextFlag.TextSingleLine.value
        painter.drawText(QRectF(area), flags, short)

    def enterEvent(self, event: QEnterEvent) -> None:
        if not self.wrap and not self.toolTip():
            self.setToolTip("" if self.fits() else self.text())
        super().enterEvent(event)

    def _forget_measures(self) -> None:
        """Forget what was measured: words, font or alignment change."""
        self._width: int | None = None
        self._lines: dict[int, int] = {}
        self._laid_out = -1  # for which width the lines stand now

    def _lay_out(self, width: int) -> None:
        """Break the words into lines of the scale's height."""
        if width == self._laid_out:
            return
        line_height = self.theme.line(self.role)
        metrics = QFontMetricsF(self.font())
        top = (line_height - metrics.ascent() - metrics.descent()) / 2
        layout = self._layout
        layout.setFont(self.font())
        layout.setText(self.text().replace("\n", "\u2028"))
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, round(count * line_height + top)))
            count += 1
        layout.endLayout()
        self._lines[width], self._laid_out = max(count, 1), width


class Heading(Label):
    """A title or section heading. `level` is 1 for the page, 2 for a section, 3 inside one."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        level: int = 2,
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        role = {1: "title", 2: "section", 3: "label"}[level]
        super().__init__(theme, text, role, wrap=wrap, parent=parent)
        self.level = level


def one_line() -> QSizePolicy:
    """Return the size policy of words on one line."""
    return QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


def grows_with_width() -> QSizePolicy:
    """Return the size policy of wrapped words.

    The vertical policy must let it grow: a fixed one caps the height at the size hint, which does
    not know the width yet.
    """
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy
