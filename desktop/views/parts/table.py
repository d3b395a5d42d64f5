"""The table of list pages: sorting, choosing columns, type to find; quick with 20,000 rows.

The rows are one tuple of any objects; a column knows how to read a cell and a sorting key from one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.views.parts.checks import Check
from desktop.views.parts.planes import Card
from desktop.views.parts.popover import Popover
from desktop.views.parts.table_model import ANY_INDEX, CELL_ROLE, Cell, Column, TableModel
from desktop.views.parts.text import token_of
from desktop.views.theme import Theme

ROW = 44
HEADER = 40
GAP = 12
EDGE = 20
TYPING_PAUSE_MS = 1000


class _Header(QHeaderView):
    """Forty high; the sorted column in the colour of text, with an arrow."""

    def __init__(self, theme: Theme, model: TableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme, self._rows = theme, model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(theme.px(HEADER))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(theme.px(24))
        self.setAccessibleName("Columns")

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        painter.save()
        theme, px = self.theme, self.theme.px
        here = logicalIndex == self._rows.sorted_by
        token = "text" if here else "muted"
        font = theme.font("small-strong")
        painter.setFont(font)
        painter.setPen(theme.colour(token))
        left = px(EDGE) if self.visualIndex(logicalIndex) == 0 else 0
        area = QRectF(rect).adjusted(left, 0, -px(GAP), 0)
        title = self._rows.columns[logicalIndex].title
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter.value, title)
        if here:
            down = self._rows.order is Qt.SortOrder.DescendingOrder
            x = area.x() + round(QFontMetricsF(font).horizontalAdvance(title)) + px(4)
            y = rect.y() + (rect.height() - px(14)) // 2
            name = "arrow-down" if down else "arrow-up"
            painter.drawPixmap(round(x), y, theme.pixmap(name, token, 14))
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.colour("line"))


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: TableView) -> None:
        super().__init__(view)
        self.theme, self._view = theme, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ANY_INDEX) -> None:
        theme, px = self.theme, self.theme.px
        rect: QRect = option.rect  # type: ignore[attr-defined]
        first = self._view.horizontalHeader().visualIndex(index.column()) == 0
        painter.save()
        chosen = self._view.selectionModel().isRowSelected(index.row(), QModelIndex())
        if chosen:
            painter.fillRect(rect, theme.colour("accent-soft"))
            if first:
                bar = QRect(rect.x(), rect.y(), px(3), rect.height())
                painter.fillRect(bar, theme.colour("accent"))
        elif index.row() == self._view.hovered:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("hair"))
        left = px(EDGE) if first else 0
        self._draw(painter, index.data(CELL_ROLE), QRectF(rect).adjusted(left, 0, -px(GAP), 0))
        painter.restore()

    def _draw(self, painter: QPainter, cell: Cell, area: QRectF) -> None:
        theme, px = self.theme, self.theme.px
        token = token_of(cell.tone)
        if cell.icon:
            y = round(area.y() + (area.height() - px(16)) / 2)
            painter.drawPixmap(round(area.x()), y, theme.pixmap(cell.icon, token, 16))
            area.setLeft(area.left() + px(16 + 8))
        role = "strong" if cell.strong else "number" if cell.tabular else "table"
        end = self._words(painter, cell.text, role, token, area)
        if cell.after:
            area.setLeft(end + px(4))
            self._words(painter, cell.after, "table", "muted", area)

    def _words(self, painter: QPainter, text: str, role: str, token: str, area: QRectF) -> float:
        font = self.theme.font(role)
        metrics = QFontMetricsF(font)
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 1)
        painter.setFont(font)
        painter.setPen(self.theme.colour(token))
        painter.drawText(area.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter.value, short)
        return area.x() + metrics.horizontalAdvance(short)


class TableView(QTableView):
    """The rows; Enter or a double click opens one, typing goes to the next that begins so."""

    row_opened = Signal(str)

    def __init__(self, theme: Theme, model: TableModel, name: str) -> None:
        super().__init__()
        self.theme, self._rows, self.hovered = theme, model, -1
        self._typed, self._pause = "", QElapsedTimer()
        self.setModel(model)
        self.setHorizontalHeader(_Header(theme, model, self))
        self.setItemDelegate(_Delegate(theme, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        self.horizontalHeader().sectionClicked.connect(self._header_pressed)
        self.entered.connect(self._entered)
        self.doubleClicked.connect(self._open)

    def spread_columns(self) -> None:
        """Give every column its width, and the one without a width what is left."""
        px, header = self.theme.px, self.horizontalHeader()
        columns = self._rows.columns
        shown = [at for at in range(len(columns)) if not self.isColumnHidden(at)]
        fixed = sum(px(columns[at].width + GAP) for at in shown if columns[at].width)
        open_ones = [at for at in shown if not columns[at].width] or shown[-1:]
        left = self.viewport().width() - fixed - px(EDGE)
        for at in shown:
            width = px(columns[at].width + GAP) if columns[at].width else 0
            if at in open_ones:
                width = max(px(120), width, width + left // len(open_ones))
            if header.visualIndex(at) == header.visualIndex(shown[0]):
                width += px(EDGE)
            header.resizeSection(at, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.spread_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        if not search or not self._rows.rows:
            return
        # Letters typed quickly are one word; it refines the same row, a new one looks further on.
        quick = self._pause.isValid() and self._pause.elapsed() < TYPING_PAUSE_MS
        self._typed = self._typed + search if quick else search
        self._pause.start()
        start = max(0, self.currentIndex().row()) + (0 if len(self._typed) > 1 else 1)
        found = self._rows.beginning_with(self._typed, start)
        if found >= 0:
            self.setCurrentIndex(self._rows.index(found, 0))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = -1
        self.viewport().update()
        super().leaveEvent(event)

    def _entered(self, index: QModelIndex) -> None:
        self.hovered = index.row()
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        self.row_opened.emit(self._rows.row_id(index.row()))

    def _header_pressed(self, column: int) -> None:
        again = column == self._rows.sorted_by
        up = self._rows.order is Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if again and up else Qt.SortOrder.AscendingOrder
        self._rows.sort(column, order)
        self.horizontalHeader().viewport().update()


class Table(Card):
    """The table in its card. `opened` carries the id of a row, `columns_changed` that the
    chosen columns are others (`shown_columns`).
    """

    opened = Signal(str)
    columns_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column],
        identify: Callable[[Any], str],
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, padding=(0, 0), parent=parent)
        self.model = TableModel(columns, identify)
        self.model.setParent(self)
        self.view = TableView(theme, self.model, name)
        self.body.setContentsMargins(1, 1, 1, theme.px(8))
        self.body.addWidget(self.view)
        self.view.row_opened.connect(self.opened)
        self.setFocusProxy(self.view)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; the chosen one stays chosen when it is still there."""
        index = self.view.currentIndex()
        chosen = self.model.row_id(index.row()) if index.isValid() else ""
        self.model.set_rows(rows)
        if chosen:
            self.choose(chosen)

    def choose(self, id: str) -> None:  # noqa: A002
        """Choose the row with this id and bring it into view."""
        row = self.model.row_of(id)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, 0))

    def sort_by(self, column: str, *, down: bool = False) -> None:
        """Sort by a column's id."""
        at = next(n for n, one in enumerate(self.model.columns) if one.id == column)
        self.model.sort(at, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def shown_columns(self) -> tuple[str, ...]:
        """Return the ids of the columns that are shown."""
        columns = enumerate(self.model.columns)
        return tuple(one.id for at, one in columns if not self.view.isColumnHidden(at))

    def show_columns(self, ids: Sequence[str]) -> None:
        """Show these columns, and those that are always shown."""
        for at, column in enumerate(self.model.columns):
            self.view.setColumnHidden(at, column.id not in ids and not column.always)
        self.view.spread_columns()
        self.columns_changed.emit()

    def choose_columns(self, anchor: QWidget) -> ColumnChooser:
        """Open the list of columns under a button."""
        chooser = ColumnChooser(self)
        chooser.closed.connect(chooser.deleteLater)
        chooser.open_at(anchor, chooser.checks[0])
        return chooser


class ColumnChooser(Popover):
    """A list of the columns that may be hidden, each with a box."""

    def __init__(self, table: Table) -> None:
        super().__init__(table.theme, padding=(8, 16))
        self._table = table
        shown = table.shown_columns()
        self._free = [one for one in table.model.columns if not one.always]
        self.checks = [Check(table.theme, one.title) for one in self._free]
        for check, column in zip(self.checks, self._free, strict=True):
            check.setChecked(column.id in shown)
            check.toggled.connect(self._changed)
            self.body.addWidget(check)

    def _changed(self) -> None:
        pairs = zip(self.checks, self._free, strict=True)
        self._table.show_columns([column.id for check, column in pairs if check.isChecked()])
