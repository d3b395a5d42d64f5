"""One-line fields outside the questions of a record: finding and filtering."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.views.parts.clipboard import PrivateLine
from desktop.views.theme import Theme


class FindField(PrivateLine):
    """A field with an icon in front and, while it is empty, its shortcut behind.

    `sought` is sent with the text while it is typed and `entered` when Enter is pressed; Escape
    empties it. `height` is 36, or 32 in a bar.
    """

    sought = Signal(str)
    entered = Signal(str)

    def __init__(
        self,
        theme: Theme,
        prompt: str,
        *,
        icon: str = "search",
        shortcut: str = "",
        height: int = 36,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.icon_name, self.shortcut = theme, icon, shortcut
        self._bar = height == 32
        self.setFont(theme.font("table" if self._bar else "body"))
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.setProperty("find", "bar" if self._bar else "page")
        self.setFixedHeight(theme.px(height))
        self.textEdited.connect(self.sought)
        self.returnPressed.connect(self._entered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.sought.emit("")
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, px = QPainter(self), self.theme.px
        side = 16
        y = round((self.height() - px(side)) / 2)
        pixmap = self.theme.pixmap(self.icon_name, "text", side)
        painter.drawPixmap(QPointF(px(10), y), pixmap)
        if self.shortcut and not self.text() and not self.hasFocus():
            painter.setFont(self.theme.font("small"))
            painter.setPen(self.theme.colour("muted"))
            box = QRectF(0, 0, self.width() - px(9), self.height())
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, flags, self.shortcut)

    def _entered(self) -> None:
        self.entered.emit(self.text())
