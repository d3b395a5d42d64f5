"""A person's initials in a circle. The name always stands beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.theme import Theme

RANKS = {"dc", "ds", "di", "pc", "dr", "mr", "mrs", "ms", "miss", "prof"}


def initials(name: str) -> str:
    """Return one or two initials; ranks and titles do not count: "DC T. Mock" gives "TM"."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    words = [word for word in words if word.strip(".").casefold() not in RANKS] or words
    if not words:
        return "?"
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


class Avatar(QWidget):
    """The initials of a name on accent soft; 28 across in lists, 40 beside a passphrase."""

    def __init__(
        self, theme: Theme, name: str, size: int = 28, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self.name, self._size = theme, name, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self.theme.icon_size(self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.plane(painter, self.rect(), self.height() / 2, self.theme.colour("accent-soft"))
        painter.setPen(self.theme.colour("accent"))
        painter.setFont(self.theme.font("label" if self._size >= 36 else "small-strong"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, initials(self.name))
