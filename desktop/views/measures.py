"""How small the window may become."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QScreen

from desktop.views.theme import Theme

SMALLEST = (960, 600)  # pixels at 100 %
TITLE_BAR = 40  # pixels that the system's frame may take from the height of the screen


def smallest_size(theme: Theme, screen: QScreen) -> QSize:
    """Return the least size: what the text needs, and never more than the screen has."""
    room = screen.availableSize() - QSize(0, TITLE_BAR)
    return QSize(theme.px(SMALLEST[0]), theme.px(SMALLEST[1])).boundedTo(room)
