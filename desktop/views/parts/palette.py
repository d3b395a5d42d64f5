"""The command palette (Ctrl+K): type some letters of what you want to do, press Enter."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.views.parts import paint
from desktop.views.parts.fields import FindField
from desktop.views.parts.popover import SHADOW, Popover
from desktop.views.theme import Theme

COMMAND_ROLE = int(Qt.ItemDataRole.UserRole) + 1
WIDTH = 560
ROW = 40
ROWS = 8
SEARCH = "search-everything"
ICON = "icon-name"  # property of an action: its icon here; without one it is not shown


@dataclass(frozen=True)
class Command:
    """Something to do: its id, what it is called, where it belongs, its shortcut."""

    id: str
    title: str
    group: str = ""
    shortcut: str = ""
    icon: str = ""


def matching(commands: tuple[Command, ...], typed: str) -> tuple[Command, ...]:
    """Return the commands that hold every typed word, those that begin so first."""
    words = typed.casefold().split()

    def holds(command: Command) -> bool:
        text = f"{command.title} {command.group}".casefold()
        return all(word in text for word in words)

    def rank(command: Command) -> int:
        return 0 if command.title.casefold().startswith(typed.casefold()) else 1

    return tuple(sorted(filter(holds, commands), key=rank))


class CommandModel(QAbstractListModel):
    """A list of commands over a tuple."""

    def __init__(self) -> None:
        super().__init__()
        self.commands: tuple[Command, ...] = ()

    def set_commands(self, commands: tuple[Command, ...]) -> None:
        """Show these commands."""
        self.beginResetModel()
        self.commands = commands
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.commands)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        if not index.isValid():
            return None
        command = self.commands[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return command.title
        return command if role == COMMAND_ROLE else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme, self._view = theme, view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, px = self.theme, self.theme.px
        rect: QRect = option.rect  # type: ignore[attr-defined]
        command: Command = index.data(COMMAND_ROLE)
        painter.save()
        here = self._view.currentIndex() == index
        if here:
            paint.plane(painter, rect, px(6), theme.colour("accent-soft"))
        if command.icon:
            y = rect.y() + (rect.height() - px(20)) // 2
            painter.drawPixmap(rect.x() + px(12), y, theme.pixmap(command.icon, "text"))
        painter.setPen(theme.colour("accent" if here else "text"))
        painter.setFont(theme.font("body"))
        area = QRectF(rect).adjusted(px(44), 0, -px(12), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, middle.value, command.title)
        used = QFontMetricsF(theme.font("body")).horizontalAdvance(command.title)
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font("hint"))
        painter.drawText(area.adjusted(used + px(10), 0, 0, 0), middle.value, command.group)
        painter.setFont(theme.font("small"))
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, command.shortcut)
        painter.restore()


class CommandPalette(Popover):
    """Opens over a window with `open_over`; `chosen` carries a command's id. Esc closes it.

    What is typed can be looked for in all that was written, too: `sought` carries it.
    """

    chosen = Signal(str)
    sought = Signal(str)

    def __init__(self, theme: Theme, commands: tuple[Command, ...]) -> None:
        super().__init__(theme, padding=(8, 8), radius=10)
        self._commands = commands
        self.field = FindField(theme, "What do you want to do?")
        self.list = QListView()
        self.list.setAccessibleName("Commands")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.model = CommandModel()
        self.model.setParent(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.body.setSpacing(theme.px(8))
        self.body.addWidget(self.field)
        self.body.addWidget(self.list)
        self.setFixedWidth(theme.px(WIDTH + 2 * SHADOW))
        self.field.sought.connect(self._filter)
        self.field.entered.connect(self._take)
        self.list.clicked.connect(self._take_index)
        self.list.entered.connect(self.list.setCurrentIndex)
        self._filter("")

    def open_over(self, window: QWidget) -> None:
        """Open near the top of the window, with nothing typed."""
        self.field.clear()
        self._filter("")
        self.open_at(window, self.field)
        self.move(QPoint((window.width() - self.width()) // 2, self.theme.px(72)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps and self.model.commands:
            row = (self.list.currentIndex().row() + steps[key]) % len(self.model.commands)
            self.list.setCurrentIndex(self.model.index(row))
        else:
            super().keyPressEvent(event)

    def _filter(self, typed: str) -> None:
        found = matching(self._commands, typed)
        if typed.strip():
            found = (
                *found,
                Command(SEARCH, f"Search everything for “{typed.strip()}”", icon="search"),
            )
        self.model.set_commands(found)
        self.list.setFixedHeight(self.theme.px(ROW) * min(ROWS, len(found)) + 2)
        self.list.setVisible(bool(found))
        if found:
            self.list.setCurrentIndex(self.model.index(0))
        self.adjustSize()

    def _take(self, _typed: str) -> None:
        self._take_index(self.list.currentIndex())

    def _take_index(self, index: QModelIndex) -> None:
        if index.isValid():
            command = self.model.commands[index.row()]
            self.close_quietly()
            if command.id == SEARCH:
                self.sought.emit(self.field.text().strip())
            else:
                self.chosen.emit(command.id)
