"""Grey lines where words will come, shown only when they take longer than 150 ms."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.theme import Theme

AFTER_MS = 150
SHARES = (0.38, 0.82, 0.64)


class Skeleton(QWidget):
    """Lines of the given shares of the width. `start` shows them late, `stop` at once not."""

    def __init__(
        self, theme: Theme, shares: tuple[float, ...] = SHARES, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._shares, self._shown = theme, shares, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        self.setAccessibleName("Loading")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def start(self) -> None:
        """Show the lines unless `stop` comes within 150 ms."""
        self._timer.start(AFTER_MS)

    def stop(self) -> None:
        """Show nothing."""
        self._timer.stop()
        self._shown = False
        self.update()

    def show_now(self) -> None:
        """Show the lines at once."""
        self._show()

    @property
    def shown(self) -> bool:
        """Whether the lines are drawn."""
        return self._shown

    def sizeHint(self) -> QSize:
        px, count = self.theme.px, len(self._shares)
        return QSize(px(320), px(12) * count + px(12) * (count - 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._shown:
            return
        painter, px, high = QPainter(self), self.theme.px, self.theme.px(12)
        for index, share in enumerate(self._shares):
            bar = QRectF(0, index * px(24), self.width() * share, high)
            paint.plane(painter, bar, high / 2, self.theme.colour("hover"))

    def _show(self) -> None:
        self._shown = True
        self.update()
