"""Children: one table of everybody, quick to find in, also with 20,000 rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.views.go import Go
from desktop.views.pages.entry import OneOf
from desktop.views.parts.buttons import link, plain, primary
from desktop.views.parts.empty import EmptyState
from desktop.views.parts.fields import FindField
from desktop.views.parts.planes import Box, column, line
from desktop.views.parts.segmented import Segmented
from desktop.views.parts.table import Cell, Column, Table
from desktop.views.parts.text import Heading, Label
from desktop.views.theme import Theme

if TYPE_CHECKING:
    from desktop.casework.children import ChildRow

FIND_AFTER = 40  # milliseconds after the last key, so that fast typing filters once
MINE, OPEN, CLOSED = "mine", "open", "closed"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
AT_FIRST = ("name", "age", "concerns", "status", "worker", "writing", "last")
NARROW = 820  # pixels at 100 %: what field, kinds and columns need side by side
QWIDGETSIZE_MAX = (1 << 24) - 1
COLUMNS_NAME = "columns of children"


def day_words(moment: datetime, now: datetime) -> str:
    """Return "Wed 18 Nov", with the year where it is another one."""
    words = f"{WEEKDAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}"
    return words if moment.year == now.year else f"{words} {moment.year}"


def plain_words(text: str) -> str:
    """Return text without accents in small letters, for finding."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in split if not unicodedata.combining(c))


def short(concerns: str) -> str:
    """Return "Criminal, online" for "Criminal exploitation, Online exploitation"."""
    parts = concerns.replace(" exploitation", "").split(", ")
    return ", ".join([*parts[:1], *(part[:1].lower() + part[1:] for part in parts[1:])])


def _columns(now: datetime) -> tuple[Column, ...]:
    def last(row: ChildRow) -> Cell:
        if row.last_record is None:
            return Cell("Nothing yet", "muted")
        return Cell(day_words(row.last_record, now), tabular=True)

    def writing(row: ChildRow) -> Cell:
        if not row.half_written:
            return Cell("", "muted")
        return Cell(row.half_written, "accent", "pencil-line")

    def concerns(row: ChildRow) -> Cell:
        return Cell(short(row.concerns)) if row.concerns else Cell("Not stated", "muted")

    return (
        Column(
            "name",
            "Name",
            216,
            lambda row: Cell(row.name, strong=True, after=row.known_as),
            lambda row: plain_words(row.name),
            always=True,
        ),
        Column("age", "Age", 36, lambda row: Cell(row.age, tabular=True), _age),
        Column("concerns", "Exploitation", 148, concerns),
        Column("status", "Status", 148, lambda row: Cell(row.status)),
        Column("worker", "Worker", 100, lambda row: Cell(row.worker)),
        Column("lcs", "LCS number", 96, lambda row: Cell(row.lcs, tabular=True)),
        Column("alerts", "Alerts", 148, lambda row: _alerts(row.alerts)),
        Column("writing", "Half written", 0, writing),
        Column("last", "Last record", 128, last, _last),
    )


def _age(row: ChildRow) -> int:
    return int(row.age) if row.age.isdigit() else -1


def _last(row: ChildRow) -> float:
    return row.last_record.timestamp() if row.last_record is not None else 0.0


def _alerts(alerts: Sequence[str]) -> Cell:
    return Cell(", ".join(alerts), "late", "triangle-alert") if alerts else Cell("")


class ChildrenPage(QWidget):
    """The page. `wanted` carries a `Go`, `add_wanted` asks for a new child, `search_wanted` takes
    words to "Search everything", `columns_chosen` carries the ids of the columns shown.
    """

    wanted = Signal(object)
    add_wanted = Signal()
    search_wanted = Signal(str)
    columns_chosen = Signal(object)

    def __init__(self, theme: Theme, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: Sequence[ChildRow] = ()
        self._plain: tuple[str, ...] = ()
        self._kind = OPEN
        self._loaded = False
        self.add = primary(theme, "Add a child", "user-plus")
        self.find_field = FindField(theme, "Find by name, LCS number, worker")
        self.kinds = Segmented(
            theme,
            ((MINE, "Mine"), (OPEN, "Open"), (CLOSED, "Closed")),
            name="Which children",
            answer=False,
        )
        self.columns = plain(theme, "Columns", "columns-3")
        self.table = Table(theme, _columns(now), lambda row: row.id, name="Children")
        self._lay_out()
        self.kinds.set_value(OPEN)
        self.table.show_columns(AT_FIRST)
        self.table.sort_by("name")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(FIND_AFTER)
        self._wait.timeout.connect(self.find_now)
        self._connect()

    def show_rows(self, rows: Sequence[ChildRow]) -> None:
        """Show these children."""
        self._rows, self._loaded = rows, True
        self._plain = tuple(
            plain_words(f"{row.name} {row.known_as} {row.lcs} {row.worker}") for row in rows
        )
        closed = sum(1 for row in rows if row.closed)
        mine = sum(1 for row in rows if row.mine and not row.closed)
        self.kinds.set_text(MINE, f"Mine {mine}")
        self.kinds.set_text(OPEN, f"Open {len(rows) - closed}")
        self.kinds.set_text(CLOSED, f"Closed {closed}")
        self.find_now()

    def show_columns(self, ids: Sequence[str]) -> None:
        """Show the columns that this person chose before."""
        self.table.columns_changed.disconnect(self._columns_changed)
        self.table.show_columns(ids)
        self.table.columns_changed.connect(self._columns_changed)

    def may_add(self, on: bool) -> None:
        """Offer "Add a child", or not."""
        self.add.setVisible(on)

    def begin(self) -> None:
        """Give the keyboard to the field for finding."""
        self.find_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the rows that are shown, in their order."""
        return tuple(row.id for row in self.table.model.rows)

    def find_now(self) -> None:
        """Show the rows that hold every word that is looked for."""
        self._wait.stop()
        words = plain_words(self.find_field.text()).split()
        rows = [
            row
            for row, text in zip(self._rows, self._plain, strict=True)
            if self._is_kind(row) and all(word in text for word in words)
        ]
        self.table.set_rows(rows)
        self._say_nothing_found(bool(rows))

    # Inside

    def _is_kind(self, row: ChildRow) -> bool:
        if self._kind == MINE:
            return row.mine and not row.closed
        return row.closed == (self._kind == CLOSED)

    def _say_nothing_found(self, found: bool) -> None:
        if found or not self._loaded:
            self._views.show_at(0)
            return
        if not self._rows:
            self._views.show_at(2)
            return
        text = self.find_field.text().strip()
        here = {MINE: "your own", OPEN: "the open", CLOSED: "the closed"}[self._kind]
        words = f"“{text}” is not among {here} children." if text else f"None of {here} children."
        if not text:
            words = {
                MINE: "No child is yours yet. A child is yours when you are the worker.",
                OPEN: "No child is open.",
                CLOSED: "No child is closed.",
            }[self._kind]
        self._none.setText(words)
        elsewhere = bool(text) and any(
            all(word in plain for word in plain_words(text).split()) for plain in self._plain
        )
        self._everybody.setVisible(elsewhere)
        self._search.setText(f"Search everything for “{text}”")
        self._search.setAccessibleName(self._search.text())
        self._search.setVisible(bool(text))
        self._views.show_at(1)

    def _lay_out(self) -> None:
        theme, px = self.theme, self.theme.px
        head = line(px(16))
        head.addWidget(Heading(theme, "Children", 1), 1)
        head.addWidget(self.add)
        self._tools = QGridLayout()
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._tools.setSpacing(px(12))
        self._tools.setColumnStretch(2, 1)
        self._place_tools(narrow=False)
        self._empty = EmptyState(
            theme,
            "No child is here yet. A name is enough to begin with.",
            icon="users-round",
            action="Add a child",
            action_icon="user-plus",
        )
        self._empty.acted.connect(self.add_wanted)
        self._views = OneOf(self.table, self._nothing(), self._empty)
        layout = column(px(16))
        layout.addLayout(head)
        layout.addSpacing(px(4))
        layout.addLayout(self._tools)
        layout.addWidget(self._views, 1)
        self._outer = layout
        self.setLayout(layout)

    def _place_tools(self, *, narrow: bool) -> None:
        """Put the tools on one line, or the field on a line of its own."""
        self._narrow = narrow
        px = self.theme.px
        for widget in (self.find_field, self.kinds, self.columns):
            self._tools.removeWidget(widget)
        if narrow:
            self.find_field.setMinimumWidth(px(140))
            self.find_field.setMaximumWidth(QWIDGETSIZE_MAX)
            self._tools.addWidget(self.find_field, 0, 0, 1, 4)
        else:
            self.find_field.setFixedWidth(px(320))
            self._tools.addWidget(self.find_field, 0, 0)
        self._tools.addWidget(self.kinds, int(narrow), int(not narrow))
        self._tools.addWidget(self.columns, int(narrow), 3)

    def _nothing(self) -> QWidget:
        theme, px = self.theme, self.theme.px
        self._none = Label(theme, "", tone="muted", wrap=True)
        self._everybody = link(theme, "Look among all of them", role="label")
        self._search = link(theme, "Search everything", role="label")
        self._everybody.clicked.connect(self._look_everywhere)
        self._search.clicked.connect(self._search_everything)
        layout = column(px(8), (0, px(16), 0, 0))
        layout.addWidget(self._none)
        for one in (self._everybody, self._search):
            layout.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return Box(layout)

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_wanted)
        self.find_field.sought.connect(self._sought)
        self.find_field.entered.connect(self._entered)
        self.find_field.installEventFilter(self)
        self.kinds.chosen.connect(self._choose_kind)
        self.columns.clicked.connect(self._choose_columns)
        self.table.opened.connect(self._open)
        self.table.columns_changed.connect(self._columns_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            down = event.key() == Qt.Key.Key_Down
            if watched is self.find_field and down and self.table.model.rows:
                self.find_now()
                self.table.choose(self.table.model.row_id(0))
                self.table.view.setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.begin()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self.theme.px
        side = px(32) if self.width() >= px(700) else px(16)
        self._outer.setContentsMargins(side, px(28), side, px(20))
        narrow = self.width() < px(NARROW)
        if narrow != self._narrow:
            self._place_tools(narrow=narrow)

    def _sought(self, _text: str) -> None:
        self._wait.start()

    def _entered(self, _text: str) -> None:
        self.find_now()
        if self.table.model.rows:
            self._open(self.table.model.row_id(0))

    def _choose_kind(self, kind: str) -> None:
        self._kind = kind
        self.find_now()

    def _look_everywhere(self) -> None:
        words = plain_words(self.find_field.text()).split()
        for row, text in zip(self._rows, self._plain, strict=True):
            if all(word in text for word in words):
                self._kind = CLOSED if row.closed else OPEN
                self.kinds.set_value(self._kind)
                break
        self.find_now()
        self.begin()

    def _search_everything(self) -> None:
        self.search_wanted.emit(self.find_field.text().strip())

    def _choose_columns(self) -> None:
        self.table.choose_columns(self.columns)

    def _columns_changed(self) -> None:
        self.columns_chosen.emit(self.table.shown_columns())

    def _open(self, child: str) -> None:
        self.wanted.emit(Go.child(child))
