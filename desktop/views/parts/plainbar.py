"""The bar at the top while nobody is signed in: the protective marking and nothing else."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.parts.label import Label
from desktop.views.theme import Theme

HEIGHT = 44


class Marking(Label):
    """The protective marking, in the type that sets it apart."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, "small-strong", parent=parent)
        font = self.font()
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.06 * font.pixelSize())
        self.setFont(font)
        self.setAccessibleName(f"Protective marking {text}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(f"Protective marking {text}")


class PlainBar(QWidget):
    """The bar, 44 high, with the marking in the middle of the window."""

    def __init__(self, theme: Theme, marking: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.marking = Marking(theme, marking, self)
        self.setFixedHeight(theme.px(HEIGHT))

    def set_marking(self, text: str) -> None:
        """Show another protective marking."""
        self.marking.setText(text)
        self.place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.fill(QPainter(self), self.rect(), self.theme.colour("rail"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Lay the bar out by hand: the marking is centred on the window, not on what is left."""
        self.place_marking(0)

    def place_marking(self, free_from: int) -> int:
        """Put the marking in the middle, or right of `free_from`; return where it ends."""
        size, middle = self.marking.sizeHint(), self.theme.px(20)
        left = max((self.width() - size.width()) // 2, free_from)
        self.marking.setGeometry(left, middle - size.height() // 2, size.width(), size.height())
        return left + size.width()
