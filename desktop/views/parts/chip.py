"""Chips: a word about a state, with an icon where there is one; colour never speaks alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.theme import Theme

TONES = {
    "plain": ("hover", "text"),
    "accent": ("accent-soft", "accent"),
    "due": ("due-bg", "due-fg"),
    "late": ("late-bg", "late-fg"),
    "done": ("done-bg", "done-fg"),
    "carried": ("carried-bg", "carried-fg"),
    "words": ("words-bg", "words-fg"),
}
ICONS = {"due": "clock", "late": "clock-alert", "done": "check", "accent": "circle-dot"}


class Chip(QLabel):
    """A chip 24 high. `icon` is an icon's name; None takes the usual one of the tone.

    `strong=False` is for facts that are no state ("Online, happened before").
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        tone: str = "plain",
        icon: str | None = None,
        *,
        strong: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.strong = theme, strong
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font("small-strong" if strong else "small"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone, icon)

    def show_state(self, text: str, tone: str, icon: str | None = None) -> None:
        """Show another word, tone and icon."""
        self.tone = tone
        self.icon_name = ICONS.get(tone, "") if icon is None else icon
        self.setText(text)
        self.updateGeometry()
        self.update()

    def fits(self) -> bool:
        """Whether the whole word is drawn."""
        return self.width() >= self.sizeHint().width()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        icon = self.theme.px(14 + 6) if self.icon_name else 0
        padding = self.theme.px(18)
        return QSize(round(words + 0.5) + icon + padding, self.theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.theme.px(64), self.sizeHint().width()), self.theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self.theme.px
        plane, ink = TONES[self.tone]
        paint.plane(painter, self.rect(), px(12), self.theme.colour(plane))
        icon_room = px(14 + 6) if self.icon_name else 0
        words = QRectF(px(9), 0, self.width() - px(18), self.height())
        if paint.mirrored(self):
            words.setRight(words.right() - icon_room)
            icon_x = self.width() - px(9 + 14)
        else:
            words.setLeft(words.left() + icon_room)
            icon_x = px(9)
        if self.icon_name:
            at = QPointF(icon_x, round((self.height() - px(14)) / 2))
            painter.drawPixmap(at, self.theme.pixmap(self.icon_name, ink, 14))
        metrics = QFontMetricsF(self.font())
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width() + 1)
        painter.setPen(self.theme.colour(ink))
        flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
        painter.drawText(words.adjusted(0, 0, 1, 0), flags, text)
