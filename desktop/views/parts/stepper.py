"""The steps of the first run: which are done, where one is, what still comes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.parts.planes import column, empty
from desktop.views.theme import Theme

CIRCLE = 28
PITCH = 48


class Step(QLabel):
    """One step: a numbered circle and its words; `state` is "done", "here" or "later"."""

    def __init__(
        self,
        theme: Theme,
        number: int,
        words: str,
        state: str,
        *,
        last: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.theme, self.number, self.state, self.last = theme, number, state, last
        said = {"done": "done", "here": "shown now", "later": "to come"}[state]
        self.setAccessibleName(f"Step {number}, {words}, {said}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(256), self.theme.px(CIRCLE if self.last else PITCH))

    def shown_words(self) -> str:
        """Return the words as they are drawn: what has no room ends with an ellipsis."""
        metrics = QFontMetricsF(self._words_font())
        room = self.width() - self.theme.px(40)
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def _words_font(self) -> QFont:
        return self.theme.font("label" if self.state == "here" else "body")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        circle = QRectF(0, 0, px(CIRCLE), px(CIRCLE))
        fill, edge, ink = {
            "done": ("done-bg", "done-fg", "done-fg"),
            "here": ("accent", "accent", "on-accent"),
            "later": ("", "border", "muted"),
        }[self.state]
        plane = theme.colour(fill) if fill else None
        paint.plane(painter, circle, px(CIRCLE) / 2, plane, theme.colour(edge))
        painter.setPen(theme.colour(ink))
        if self.state == "done":
            painter.drawPixmap(
                paint.centred(circle, px(16), px(16)), theme.pixmap("check", ink, 16)
            )
        else:
            painter.setFont(theme.font("small-strong"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setFont(self._words_font())
        painter.setPen(theme.colour("muted" if self.state == "later" else "text"))
        words = QRectF(px(40), 0, self.width() - px(40), px(CIRCLE))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter.value, self.shown_words())
        if not self.last:
            painter.fillRect(
                QRectF(px(CIRCLE / 2), px(CIRCLE + 4), 1, px(PITCH - CIRCLE - 8)),
                theme.colour("edge"),
            )


class Stepper(QWidget):
    """The steps below each other. `set_at` moves on; done steps may say what was chosen."""

    def __init__(
        self, theme: Theme, steps: tuple[str, ...], at: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._steps = theme, list(steps)
        self._layout = column(0)
        self.setLayout(self._layout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_at(at)

    def set_at(self, at: int, said: str = "") -> None:
        """Show step `at` (from 0) as the one in work; `said` replaces the words of the last."""
        if said and at:
            self._steps[at - 1] = said
        empty(self._layout)
        for index, words in enumerate(self._steps):
            state = "done" if index < at else "here" if index == at else "later"
            last = index == len(self._steps) - 1
            self._layout.addWidget(Step(self.theme, index + 1, words, state, last=last))
