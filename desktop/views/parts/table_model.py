"""The model of the table: one tuple of rows, and columns that know how to read and sort them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

ID_ROLE = int(Qt.ItemDataRole.UserRole) + 1
CELL_ROLE = ID_ROLE + 1
ANY_INDEX = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Cell:
    """What a cell shows: words, their tone, an icon before and quieter words after them."""

    text: str
    tone: str = "text"
    icon: str = ""
    strong: bool = False
    after: str = ""
    tabular: bool = False

    def words(self) -> str:
        """Return the words as a screen reader says them."""
        return f"{self.text} {self.after}".strip()


@dataclass(frozen=True)
class Column:
    """A column: `width` in pixels at 100 %, 0 for what is left; `key` sorts, by words if None."""

    id: str
    title: str
    width: int
    cell: Callable[[Any], Cell]
    key: Callable[[Any], Any] | None = None
    always: bool = field(default=False, kw_only=True)


class TableModel(QAbstractTableModel):
    """A model over a tuple of rows. `identify` reads the id of a row."""

    def __init__(self, columns: Sequence[Column], identify: Callable[[Any], str]) -> None:
        super().__init__()
        self.columns, self._identify = tuple(columns), identify
        self.rows: tuple[Any, ...] = ()
        self.sorted_by, self.order = -1, Qt.SortOrder.AscendingOrder

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, sorted as before."""
        self.beginResetModel()
        self.rows = self._sorted(tuple(rows))
        self.endResetModel()

    def row_id(self, row: int) -> str:
        """Return the id of a row."""
        return self._identify(self.rows[row])

    def row_of(self, id: str) -> int:  # noqa: A002
        """Return where the row with this id stands, -1 when it is not shown."""
        return next((at for at, one in enumerate(self.rows) if self._identify(one) == id), -1)

    def beginning_with(self, text: str, start: int) -> int:
        """Return the next row whose first column begins with the text, -1 for none."""
        wanted, cell = text.casefold(), self.columns[0].cell
        count = len(self.rows)
        for step in range(count):
            at = (start + step) % count
            if cell(self.rows[at]).text.casefold().startswith(wanted):
                return at
        return -1

    def rowCount(self, parent: ANY_INDEX | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: ANY_INDEX | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: ANY_INDEX, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == CELL_ROLE:
            return self.columns[index.column()].cell(row)
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return self.columns[index.column()].cell(row).words()
        return self._identify(row) if role == ID_ROLE else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == int(Qt.ItemDataRole.DisplayRole):
            return self.columns[section].title
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self.row_id(index.row()) for index in before]
        self.sorted_by, self.order = column, order
        self.rows = self._sorted(self.rows)
        places = {self._identify(row): at for at, row in enumerate(self.rows)} if before else {}
        after = [
            self.index(places[name], index.column())
            for index, name in zip(before, kept, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted(self, rows: tuple[Any, ...]) -> tuple[Any, ...]:
        if self.sorted_by < 0:
            return rows
        column = self.columns[self.sorted_by]

        def words(row: Any) -> str:
            return column.cell(row).text.casefold()

        down = self.order is Qt.SortOrder.DescendingOrder
        return tuple(sorted(rows, key=column.key or words, reverse=down))
