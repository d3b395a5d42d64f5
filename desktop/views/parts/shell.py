"""The shell of the window: top bar, rail, the page, banners over it, and the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.views.parts import paint
from desktop.views.parts.boxes import Box, column, empty, line
from desktop.views.parts.icon import Icon
from desktop.views.parts.label import Label
from desktop.views.theme import Theme

if TYPE_CHECKING:
    from desktop.views.parts.plainbar import PlainBar
    from desktop.views.parts.rail import Rail
    from desktop.views.parts.statusbar import StatusBar

TRAINING_WORDS = "Training team. The children are invented, and nothing can be signed as real."


class TrainingMark(QWidget):
    """The strip that marks a training team on every screen."""

    def __init__(
        self, theme: Theme, text: str = TRAINING_WORDS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        layout = line(theme.px(8), (theme.px(16), 0, theme.px(16), 0))
        layout.addStretch(1)
        layout.addWidget(Icon(theme, "info", "due-fg", 16))
        layout.addWidget(Label(theme, text, "small-strong", "due"))
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFixedHeight(theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.fill(QPainter(self), self.rect(), self.theme.colour("training"))


class _Corner(QWidget):
    """Rounds the page's top left corner, whatever plane the page has."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        side = theme.px(10)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, side = QPainter(self), float(self.width())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outside = QPainterPath()
        outside.addRect(QRectF(0, 0, side, side))
        inside = QPainterPath()
        inside.addEllipse(QRectF(0, 0, side * 2, side * 2))
        painter.fillPath(outside.subtracted(inside), self.theme.colour("rail"))
        painter.setPen(self.theme.colour("line"))
        painter.drawArc(QRectF(0.5, 0.5, side * 2 - 1, side * 2 - 1), 90 * 16, 90 * 16)


class PagePlane(QWidget):
    """The plane that holds the page: a line above and at the left, its top left corner round."""

    def __init__(self, theme: Theme, rounded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._rounded = theme, rounded
        self._shown: QWidget | None = None
        self._layout = column(0, (1 if rounded else 0, 1, 0, 0))
        self.setLayout(self._layout)
        self._corner = _Corner(theme, self) if rounded else None
        self.banners = column(theme.px(8), (0, 0, 0, 0))
        self._layout.addLayout(self.banners)

    def set_page(self, page: QWidget) -> None:
        """Show this page; the ones before stay here, hidden until they come again.

        Taking a page out and putting it back would have Qt style every widget of it anew, which
        takes half a second for a long record.
        """
        old, self._shown = self._shown, page
        if old is page:
            return
        if old is not None:
            old.hide()
        if self._layout.indexOf(page) < 0:
            self._layout.addWidget(page, 1)
        page.show()
        if self._corner is not None:
            self._corner.raise_()

    def set_banner(self, banner: QWidget | None) -> None:
        """Show a banner over the page, or none."""
        empty(self.banners)
        room = self.theme.px(12) if banner is not None else 0
        self.banners.setContentsMargins(room * 2, room, room * 2, 0)
        if banner is not None:
            self.banners.addWidget(banner)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.fill(painter, self.rect(), self.theme.colour("window"))
        paint.fill(painter, QRect(0, 0, self.width(), 1), self.theme.colour("line"))
        if self._rounded:
            paint.fill(painter, QRect(0, 0, 1, self.height()), self.theme.colour("line"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._corner is not None:
            self._corner.move(0, 0)


class Shell(QWidget):
    """All of the window around its page. Without a rail (first run, unlock) the page is square.

    `page` holds what is shown; `training` marks the window of a training team.
    """

    def __init__(
        self,
        theme: Theme,
        top: PlainBar,
        rail: Rail | None = None,
        status: StatusBar | None = None,
        *,
        training: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.top, self.rail, self.status = theme, top, rail, status
        self.page = PagePlane(theme, rounded=rail is not None)
        layout, middle = column(0), line(0)
        layout.addWidget(top)
        if training:
            layout.addWidget(TrainingMark(theme))
        if rail is not None:
            middle.addWidget(rail)
        middle.addWidget(self.page, 1)
        layout.addWidget(Box(middle), 1)
        if status is not None:
            layout.addWidget(status)
        self.setLayout(layout)
