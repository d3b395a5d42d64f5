"""Progress of work that runs elsewhere: shown past one second, to be cancelled past three."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.parts.buttons import secondary
from desktop.views.parts.planes import column, line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

SHOW_AFTER_MS = 1000
CANCEL_AFTER_MS = 3000


class Bar(QProgressBar):
    """A bar six pixels high."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setTextVisible(False)
        self.setFixedHeight(theme.px(6))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, radius = QPainter(self), self.height() / 2
        paint.plane(painter, self.rect(), radius, self.theme.colour("line"))
        span = self.maximum() - self.minimum()
        share = (self.value() - self.minimum()) / span if span > 0 else 0.35
        done = QRectF(0, 0, max(self.height(), self.width() * share), self.height())
        if share > 0:
            paint.plane(painter, done, radius, self.theme.colour("accent"))


class ProgressStrip(QWidget):
    """A line of words over a bar, and Cancel. `cancelled` is sent once when Cancel is pressed."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(theme, "", "table")
        self.bar = Bar(theme)
        self.cancel = secondary(theme, "Cancel", size="small")
        self.cancel.clicked.connect(self._cancelled)
        words = column(theme.px(6))
        words.addWidget(self._label)
        words.addWidget(self.bar)
        row = line(theme.px(16))
        row.addLayout(words, 1)
        row.addWidget(self.cancel)
        self.setLayout(row)
        self._show_timer, self._cancel_timer = QTimer(self), QTimer(self)
        for timer, slot in ((self._show_timer, self.show), (self._cancel_timer, self.cancel.show)):
            timer.setSingleShot(True)
            timer.timeout.connect(slot)

    def start(self, text: str, *, can_cancel: bool = True) -> None:
        """Begin: nothing is seen for the first second."""
        self.set_progress(0, 0, text)
        self.hide()
        self.cancel.hide()
        self._show_timer.start(SHOW_AFTER_MS)
        if can_cancel:
            self._cancel_timer.start(CANCEL_AFTER_MS)

    def set_progress(self, done: int, total: int, text: str) -> None:
        """Show how far it is; `total` 0 means that nobody knows."""
        self._label.setText(text)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setAccessibleName(text)
        self.cancel.setAccessibleName(f"Cancel: {text}")

    def finish(self) -> None:
        """End: take the strip away."""
        self._show_timer.stop()
        self._cancel_timer.stop()
        self.hide()

    def _cancelled(self) -> None:
        self.finish()
        self.cancelled.emit()
