"""A drawn icon as a widget. It says nothing to a screen reader: a word always stands beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.resources import resource_path
from desktop.views.theme import Theme


class Icon(QWidget):
    """One icon of `resources/icons` in a token's colour; `size` is in pixels at 100 %."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        token: str = "text",
        size: int = 20,
        *,
        turn: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.name, self.token, self.turn = theme, name, token, turn
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, token: str) -> None:
        """Show another icon."""
        self.name, self.token = name, token
        self.update()

    def sizeHint(self) -> QSize:
        return self.theme.icon_size(self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.name:
            pixmap = self.theme.pixmap(self.name, self.token, self._size, self.turn)
            QPainter(self).drawPixmap(0, 0, pixmap)


class Logo(QWidget):
    """The application's icon: a roof over two lines of writing, in the accent of the theme."""

    def __init__(self, theme: Theme, size: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._size = theme, size
        self.setFixedSize(theme.icon_size(size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        logo_renderer(self.theme).render(painter, self.rect().toRectF())


def logo_renderer(theme: Theme) -> QSvgRenderer:
    """Return the application's icon in the colours of a theme."""
    source = resource_path("icons", "app.svg").read_text("utf-8")
    coloured = source.replace("currentColor", theme.tokens["accent"])
    coloured = coloured.replace('stroke="white"', f'stroke="{theme.tokens["on-accent"]}"')
    return QSvgRenderer(coloured.encode())


def logo_pixmap(theme: Theme, size: int) -> QPixmap:
    """Return the application's icon as a square picture of `size` device pixels."""
    pixmap = QPixmap(size, size)
    pixmap.fill(theme.colour("accent").fromRgb(0, 0, 0, 0))
    painter = QPainter(pixmap)
    logo_renderer(theme).render(painter)
    painter.end()
    return pixmap
