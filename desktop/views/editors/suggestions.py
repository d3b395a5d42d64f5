"""A field with a list below it that narrows as one types; the keyboard stays in the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.views.editors.popup import SPREAD, Popup, is_key_for_popup
from desktop.views.editors.textual import Line
from desktop.views.parts import paint
from desktop.views.theme import Theme

ROWS_SHOWN = 8
PADDING = 6
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Suggestion:
    """One line of the list. `adds` marks the last one, which adds what was typed."""

    key: str
    title: str
    detail: str = ""
    initials: str = ""
    chosen: bool = False
    adds: bool = False


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Suggestion, ...] = ()

    def show(self, lines: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (line.title, line.detail)))
        if role == Qt.ItemDataRole.UserRole:
            return line
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def height(self, line: Suggestion) -> int:
        return self.theme.px(52 if line.detail else 36)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.height(index.data(Qt.ItemDataRole.UserRole)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, line = self.theme, index.data(Qt.ItemDataRole.UserRole)
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        view = self.parent()
        here = isinstance(view, QListView) and view.currentIndex().row() == index.row()
        painter.save()
        if here:
            paint.plane(painter, area, theme.px(6), theme.colour("accent-soft"))
        ink = "accent" if here else "text"
        left = area.left() + theme.px(10)
        left += self._front(painter, line, area, left)
        room = area.right() - left - theme.px(36 if line.chosen else 10)
        self._words(painter, line, QRectF(left, area.top(), room, area.height()), ink)
        if line.chosen:
            side = theme.px(16)
            y = round(area.center().y() - side / 2)
            spot = QPointF(round(area.right() - theme.px(10) - side), y)
            painter.drawPixmap(spot, theme.pixmap("check", "accent", 16))
        painter.restore()

    def _front(self, painter: QPainter, line: Suggestion, area: QRectF, left: float) -> float:
        theme = self.theme
        if line.adds:
            y = round(area.center().y() - theme.px(10))
            painter.drawPixmap(QPointF(round(left), y), theme.pixmap("user-plus", "accent", 20))
            return theme.px(20 + 12)
        if not line.initials:
            return 0
        side = theme.px(28)
        circle = QRectF(left, area.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover"))
        painter.drawEllipse(circle)
        painter.setPen(theme.colour("accent"))
        painter.setFont(theme.font("small-strong"))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), line.initials)
        return side + theme.px(10)

    def _words(self, painter: QPainter, line: Suggestion, area: QRectF, ink: str) -> None:
        theme = self.theme
        parts = [(line.title, "body", ink)]
        if line.detail:
            parts.append((line.detail, "hint", ink if ink == "accent" else "muted"))
        heights = [theme.line(role) - theme.px(2) for _, role, _ in parts]
        y = area.center().y() - sum(heights) / 2
        for (text, role, token), height in zip(parts, heights, strict=True):
            metrics = QFontMetricsF(theme.font(role))
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(token))
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
            painter.drawText(QRectF(area.left(), y, area.width(), height), flags, short)
            y += height


class SuggestionList(Popup):
    """The floating list. The field moves in it and takes from it."""

    taken = Signal(int)

    def __init__(self, theme: Theme, anchor: QWidget, name: str) -> None:
        super().__init__(theme, anchor, name)
        self.model = _Model()
        self.view = QListView()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.viewport().setAutoFillBackground(False)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(name)
        self.view.setModel(self.model)
        self._painter = _Painter(theme)
        self._painter.setParent(self.view)
        self.view.setItemDelegate(self._painter)
        self.view.setStyleSheet("QListView { background: transparent; }")
        self.view.clicked.connect(self._clicked)
        inset = theme.px(PADDING)
        spread = theme.px(SPREAD)
        self.body.setContentsMargins(*([spread + inset] * 4))
        self.body.addWidget(self.view)

    def offer(self, lines: Sequence[Suggestion], current: int) -> None:
        """Show these lines; the list closes when there are none."""
        self.model.show(lines)
        if not lines:
            self.close_down()
            return
        shown = lines[:ROWS_SHOWN]
        height = sum(self._painter.height(line) for line in shown) + 2 * self.theme.px(PADDING)
        self.open_at_anchor(self.anchor.width(), height)
        if 0 <= current < len(lines):
            self.view.setCurrentIndex(self.model.index(current))
            self.view.scrollTo(self.view.currentIndex())

    def current(self) -> int:
        """Return the highlighted line, -1 for none."""
        return self.view.currentIndex().row()

    def step(self, by: int) -> None:
        """Move the highlight."""
        count = len(self.model.lines)
        if count:
            at = self.current()
            to = (at + by) % count if at >= 0 else (0 if by > 0 else count - 1)
            self.view.setCurrentIndex(self.model.index(to))

    def _clicked(self, index: QModelIndex) -> None:
        self.taken.emit(index.row())


class SuggestionField(Line):
    """A line that offers a list. Subclasses say what is offered and what taking one means."""

    def __init__(self, theme: Theme, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.icon_name = icon
        self.name = ""
        self._list: SuggestionList | None = None
        self._moved = False
        left = theme.px(28) if icon else 0
        self.setTextMargins(left, 0, theme.px(24), 0)
        self.touched.connect(self.typed)

    # For subclasses

    def typed(self) -> None:
        """Offer what goes with the text now."""
        raise NotImplementedError

    def opened(self) -> None:
        """Offer everything, the present answer highlighted."""
        self.typed()

    def take_line(self, line: Suggestion) -> None:
        """Make that line the answer."""
        raise NotImplementedError

    def leave(self) -> None:
        """Settle what was typed, when the focus goes."""

    # List

    def offer(self, lines: Sequence[Suggestion], current: int = -1) -> None:
        """Show the list with these lines."""
        self._moved = False
        if self._list is None:
            if not lines:
                return
            self._list = SuggestionList(self.theme, self, f"Choices for {self.name}")
            self._list.taken.connect(self._taken)
        self._list.offer(lines, current)
        self._speak()

    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None and self._list.is_open()

    def close_list(self) -> None:
        """Hide the list."""
        if self._list is not None:
            self._list.close_down()

    def offered(self) -> tuple[Suggestion, ...]:
        """Return the lines that are shown."""
        return self._list.model.lines if self._list is not None and self.is_open() else ()

    def highlighted(self) -> Suggestion | None:
        """Return the highlighted line."""
        lines = self.offered()
        at = self._list.current() if self._list is not None else -1
        return lines[at] if 0 <= at < len(lines) else None

    def _taken(self, row: int) -> None:
        lines = self.offered()
        if 0 <= row < len(lines):
            self.close_list()
            self.take_line(lines[row])

    def _speak(self) -> None:
        line = self.highlighted()
        words = f"{len(self.offered())} choices" if line is None else line.title
        if self.offered() and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.is_open() and is_key_for_popup(key):
            self._list_key(key)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or (
                key == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
            ):
                self.opened()
            else:
                event.ignore()
        else:
            super().keyPressEvent(event)

    def _list_key(self, key: int) -> None:
        assert self._list is not None
        if key == Qt.Key.Key_Escape:
            self.close_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._taken(self._list.current())
        else:
            far = {Qt.Key.Key_PageDown: ROWS_SHOWN - 1, Qt.Key.Key_PageUp: 1 - ROWS_SHOWN}
            self._list.step(far.get(Qt.Key(key), 1 if key == Qt.Key.Key_Down else -1))
            self._moved = True
            self._speak()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            if self.is_open():
                self.close_list()
            else:
                self.opened()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.settle()
        super().focusOutEvent(event)

    def settle(self) -> None:
        """Take a line that was moved to, close the list, settle the rest."""
        line = self.highlighted() if self._moved else None
        self.close_list()
        self.deselect()
        if line is not None and not line.adds:
            self.take_line(line)
        else:
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, theme = QPainter(self), self.theme
        mirrored = paint.mirrored(self)
        y = round((self.height() - theme.px(20)) / 2)
        if self.icon_name:
            x = self.width() - theme.px(31) if mirrored else theme.px(11)
            painter.drawPixmap(x, y, theme.pixmap(self.icon_name, "text", 20))
        x = theme.px(8) if mirrored else self.width() - theme.px(28)
        painter.drawPixmap(x, y, theme.pixmap("chevron-down", "text", 20))
