"""A card that folds: a line of title, meta and state above, questions below once unfolded."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.editors.stack import QuestionStack
from desktop.views.parts import buttons, paint
from desktop.views.parts.chip import Chip
from desktop.views.parts.icon import Icon
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

HEAD = 68  # pixels at 100 %
INSET = 48


class Grip(Icon):
    """The dots by which a card is dragged; the keyboard uses Alt+Up and Alt+Down instead."""

    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "grip-vertical", "text", 20)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip("Drag to move, or Alt+Up and Alt+Down")
        self._from: QPoint | None = None
        self._moving = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()
            self._moving = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.globalPosition().toPoint()
        if self._from is not None and (
            self._moving or (spot - self._from).manhattanLength() > self.theme.px(6)
        ):
            self._moving = True
            self.dragged.emit(spot)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._moving:
            self.dropped.emit(event.globalPosition().toPoint())
        self._from, self._moving = None, False


class CardHead(QWidget):
    """The line of a card; a press on it folds and unfolds."""

    pressed = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self.pressed.emit()


class FoldCard(QWidget):
    """The card. `make_body` of the owner is asked for the questions when it is first unfolded."""

    toggled = Signal(bool)
    menu_asked = Signal()
    move_asked = Signal(int)

    def __init__(self, theme: Theme, *, numbered: bool = True, movable: bool = True) -> None:
        super().__init__()
        self.theme = theme
        self.key = ""
        self.body: QuestionStack | None = None
        self.lifted = False
        self.unfolded = False
        self.movable = movable
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.head = CardHead()
        self.head.pressed.connect(self.toggle)
        column.addWidget(self.head)
        self.holder = QWidget()
        self.holder.hide()
        self._inner = QVBoxLayout(self.holder)
        px = theme.px
        left = px(INSET) if numbered else px(16)
        self._inner.setContentsMargins(left, px(16), px(16), px(20))
        column.addWidget(self.holder)
        self._build_head(numbered)

    def _build_head(self, numbered: bool) -> None:
        px, theme = self.theme.px, self.theme
        self.head.setMinimumHeight(px(HEAD) - 2)
        row = QHBoxLayout(self.head)
        row.setContentsMargins(px(12), px(10), px(8), px(10))
        row.setSpacing(px(8))
        self.grip = Grip(theme)
        self.number = Label(theme, "", "label", "muted")
        self.number.setFixedWidth(px(32))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label(theme, "", "label")
        self.meta = Label(theme, "", "hint", "muted")
        words.addWidget(self.title)
        words.addWidget(self.meta)
        self.chip = Chip(theme, "")
        self.chip.hide()
        self.more = buttons.icon(theme, "ellipsis", "More", "Shift+F10")
        self.fold = buttons.icon(theme, "chevron-down", "Unfold")
        self.more.clicked.connect(self.menu_asked)
        self.fold.clicked.connect(self.toggle)
        row.addWidget(self.grip)
        row.addWidget(self.number)
        row.addLayout(words, 1)
        row.addWidget(self.chip)
        row.addWidget(self.more)
        row.addWidget(self.fold)
        for part in (self.grip, self.number, self.more):
            part.setVisible(numbered)

    # Content

    def describe(
        self, number: int, title: str, meta: str, chip: tuple[str, str] | None = None
    ) -> None:
        """Fill the line; `chip` is a word and its tone."""
        _set(self.number, str(number))
        _set(self.title, title)
        _set(self.meta, meta)
        self.meta.setVisible(bool(meta))
        self.chip.setVisible(chip is not None)
        if chip is not None and (self.chip.text(), self.chip.tone) != chip:
            self.chip.show_state(*chip)
        self._name()

    def _name(self) -> None:
        title = self.title.text()
        self.setAccessibleName(", ".join(filter(None, (title, self.meta.text()))))
        self.more.setAccessibleName(f"More for {title}")
        self.fold.setAccessibleName(f"{'Fold' if self.unfolded else 'Unfold'} {title}")

    def set_body(self, body: QuestionStack) -> None:
        """Put the questions in."""
        self.body = body
        self._inner.addWidget(body)

    def toggle(self) -> None:
        """Fold or unfold."""
        self.set_unfolded(not self.unfolded)

    def set_unfolded(self, on: bool) -> None:
        """Fold or unfold; `toggled` lets the owner put the questions in."""
        if on == self.unfolded:
            return
        self.unfolded = on
        self.fold.set_words("", "chevron-up" if on else "chevron-down")
        self.fold.setToolTip("Fold" if on else "Unfold")
        self.toggled.emit(on)
        self.holder.setVisible(on)
        self._name()
        self.update()

    def lift(self, on: bool) -> None:
        """Draw the card as one that is being moved."""
        self.lifted = on
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if self.movable and alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_asked.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        area = QRectF(self.rect())
        edge = theme.colour("accent" if self.lifted else "line")
        paint.plane(painter, area, theme.px(8), theme.colour("card"), edge)
        if self.unfolded:
            y = self.head.geometry().bottom() + 1
            paint.hairline(painter, 1, y, self.width() - 2, theme.colour("line"))


class DeletedCard(QWidget):
    """Stands where a row was deleted, until something else is done: Undo brings it back."""

    undo_asked = Signal(str)

    def __init__(self, theme: Theme, row: str, title: str) -> None:
        super().__init__()
        self.theme, self.row = theme, row
        px = theme.px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(16), 0, px(16), 0)
        layout.setSpacing(px(12))
        self.setFixedHeight(px(52))
        words = f"“{title}” is deleted" if title else "The row is deleted"
        self.label = Label(theme, words, "body", "muted")
        self.undo = buttons.link(theme, "Undo", name=f"Undo: {words}")
        self.undo.clicked.connect(self._undo)
        layout.addWidget(Icon(theme, "trash-2", "muted", 20))
        layout.addWidget(self.label, 1)
        layout.addWidget(self.undo)
        self.setAccessibleName(words)

    def _undo(self) -> None:
        self.undo_asked.emit(self.row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(self.theme.colour("edge"))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        radius = self.theme.px(8)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, radius, radius)


def _set(label: Label, text: str) -> None:
    if label.text() != text:
        label.setText(text)
