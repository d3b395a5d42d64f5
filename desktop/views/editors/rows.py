"""Rows and actions: cards that fold, in an order that the writer gives, grouped where asked.

The editor never changes the list by itself: it asks (`row_asked`), and shows what comes back. The
questions of a row are made when it is first unfolded, so that a long list stays quick.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.forms.answers import row_title, rows_of
from desktop.forms.definition import Field, Option
from desktop.forms.kinds import not_a_choice, printed
from desktop.forms.values import Answers, Json
from desktop.views.editors.cards import DeletedCard, FoldCard
from desktop.views.editors.contract import Editor, RowAction, RowAsk, Surroundings
from desktop.views.editors.order import TabAnchor
from desktop.views.editors.row_list import RowList, row_menu
from desktop.views.editors.stack import QuestionStack
from desktop.views.editors.wording import said_date

STATES = ("status", "state", "stage")
TONES = {"under_way": "accent", "started": "accent", "done": "done", "served": "done"}


class RowsEditor(Editor):
    """The editor of `rows` and `actions`."""

    def __init__(
        self, field: Field, path: str, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, path, surroundings, parent)
        self._anchor = TabAnchor(self)
        self.cards: dict[str, FoldCard] = {}
        self.order: tuple[str, ...] = ()
        self._flat: Answers = {}
        self._known = False
        self._gone: list[tuple[str, int, str]] = []  # row, place, title
        self._wants_new = False
        self._problems: dict[str, str] = {}
        self.list = RowList(self.theme, field)
        self.list.add_asked.connect(self.ask_new)
        self.list.undo_asked.connect(self.bring_back)
        self.column.addWidget(self.list)
        self._arrange()

    # Showing

    def set_values(self, flat: Answers) -> None:
        before, self._flat = self.order, flat
        self.order = rows_of(flat, self.path)
        self._gone = [gone for gone in self._gone if gone[0] not in self.order]
        new = [row for row in self.order if row not in before] if self._known else []
        self._known = True
        for row in [row for row in self.cards if row not in self.order]:
            self._drop(row)
        for row in self.order:
            if row not in self.cards:
                self._make(row)
        self._arrange()
        self._describe_all()
        for row in self.order:
            body = self.cards[row].body
            if body is not None:
                body.set_values(flat)
        if self._wants_new and new:
            self._wants_new = False
            self.open_row(new[0])

    def _drop(self, row: str) -> None:
        card = self.cards.pop(row)
        card.hide()
        card.deleteLater()

    def _make(self, row: str) -> None:
        card = FoldCard(self.theme)
        card.key = row
        card.toggled.connect(self._toggled)
        card.menu_asked.connect(self._menu)
        card.move_asked.connect(self._step)
        card.grip.dragged.connect(self._dragged)
        card.grip.dropped.connect(self._dropped)
        card.grip.setVisible(not self.read_only)
        card.more.setVisible(not self.read_only)
        self.cards[row] = card

    def _describe_all(self) -> None:
        for number, row in enumerate(self.shown_order(), 1):
            self._describe(row, number)

    def _describe(self, row: str, number: int) -> None:
        at = f"{self.path}/{row}"
        title = row_title(self.field, self._flat, at) or f"New: {self.field.label.lower()}"
        state = self._state(at)
        meta = [
            self._meta(self.field.part(name), at)
            for name in self.field.meta_of
            if state is None or name not in STATES  # it stands there as a chip
        ]
        meta.append(self._stray_group(at))
        self.cards[row].describe(number, title, ", ".join(filter(None, meta)), state)

    def _stray_group(self, at: str) -> str:
        """A kept group that is none of the groups: no heading stands over the row that says it."""
        if not self.field.group_by:
            return ""
        part = self.field.part(self.field.group_by)
        value = self._flat.get(f"{at}/{part.id}")
        known = any(option.value == value for option in part.options)
        return "" if known else not_a_choice(value)

    def _meta(self, part: Field, at: str) -> str:
        value = self._flat.get(f"{at}/{part.id}")
        words = printed(part, value)
        if part.kind == "date":
            words = said_date(value, self.surroundings.today()) or words
        by_when = part.kind == "date" and part.label.lower().startswith("by")
        return f"by {words}" if words and by_when else words

    def _state(self, at: str) -> tuple[str, str] | None:
        part = next((p for p in self.field.parts if p.id in STATES and p.kind == "choice"), None)
        if part is None:
            return None
        value = self._flat.get(f"{at}/{part.id}")
        words = printed(part, value)
        return (words, TONES.get(str(value), "plain")) if words else None

    # Groups and order

    def groups(self) -> list[tuple[Option | None, list[str]]]:
        """Return the groups in the form's order with their rows; None is for all other rows."""
        if not self.field.group_by:
            return [(None, list(self.order))]
        part = self.field.part(self.field.group_by)
        found: dict[object, list[str]] = {option.value: [] for option in part.options}
        rest: list[str] = []
        for row in self.order:
            value = self._flat.get(f"{self.path}/{row}/{part.id}")
            (found.get(value, rest) if isinstance(value, str) else rest).append(row)
        made: list[tuple[Option | None, list[str]]] = [(o, found[o.value]) for o in part.options]
        return [*made, (None, rest)] if rest else made

    def shown_order(self) -> list[str]:
        """Return the rows as they stand on the page."""
        return [row for _, rows in self.groups() for row in rows]

    def _arrange(self) -> None:
        gone = tuple(self._gone)
        if self.list.arrange(self.groups(), self.cards, gone, read_only=self.read_only):
            self._anchor.put_in_reading_order()

    # What a person asks

    def ask_new(self, group: str = "") -> None:
        """Ask for a new row at the end of a group; it opens and gets the focus when it comes."""
        cells: dict[str, Json] = {self.field.group_by: group} if group else {}
        last = next(
            (rows[-1] for o, rows in self.groups() if o and o.value == group and rows), None
        )
        self._forget_gone()
        self._wants_new = True
        self.row_asked.emit(RowAsk(self.path, RowAction.ADD, last, cells=cells))

    def ask_duplicate(self, row: str) -> None:
        """Ask for a copy below a row."""
        self.flush()
        self._wants_new = True
        self.row_asked.emit(RowAsk(self.path, RowAction.DUPLICATE, row))

    def ask_delete(self, row: str) -> None:
        """Ask to delete a row; its place says so and offers Undo."""
        self.flush()
        place = self.shown_order().index(row)
        self._gone = [(row, place, self.cards[row].title.text())]
        self.row_asked.emit(RowAsk(self.path, RowAction.DELETE, row))
        for card in self.findChildren(DeletedCard):
            card.undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def bring_back(self, row: str) -> None:
        """Put a deleted row back into the list where it was."""
        place = next((place for gone, place, _ in self._gone if gone == row), len(self.order))
        rows: list[Json] = [*self.order[:place], row, *self.order[place:]]
        self.edited.emit(self.path, rows, False)

    def ask_move(self, row: str, to: int) -> None:
        """Ask to move a row to a place in the whole list, counted without it."""
        self._forget_gone()
        self.row_asked.emit(RowAsk(self.path, RowAction.MOVE, row, to))

    def _forget_gone(self) -> None:
        if self._gone:
            self._gone = []
            self._arrange()

    def _step(self, by: int) -> None:
        card = self.sender()
        if isinstance(card, FoldCard) and not self.read_only:
            self.move_by(card.key, by)

    def move_by(self, row: str, by: int) -> None:
        """Move a row past its neighbour in its group."""
        mates = next(rows for _, rows in self.groups() if row in rows)
        at = mates.index(row) + by
        if not 0 <= at < len(mates):
            return
        here = self.place()
        others = [r for r in self.order if r != row]
        self.ask_move(row, others.index(mates[at]) + (1 if by > 0 else 0))
        if here is None and row in self.cards:
            self.cards[row].more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dragged(self, spot: QPoint) -> None:
        card = self._dragged_card()
        if card is not None:
            card.lift(True)

    def _dropped(self, spot: QPoint) -> None:
        card = self._dragged_card()
        if card is None:
            return
        card.lift(False)
        y = self.mapFromGlobal(spot).y()
        mates = next(rows for _, rows in self.groups() if card.key in rows)
        above = [r for r in mates if r != card.key and self._middle(r) < y]
        others = [r for r in self.order if r != card.key]
        below = [r for r in mates if r != card.key and r not in above]
        if not above and not below:
            return
        to = others.index(below[0]) if below else others.index(above[-1]) + 1
        if [*others[:to], card.key, *others[to:]] != list(self.order):
            self.ask_move(card.key, to)

    def _dragged_card(self) -> FoldCard | None:
        grip = self.sender()
        return next((card for card in self.cards.values() if card.grip is grip), None)

    def _middle(self, row: str) -> int:
        head = self.cards[row].head
        return head.mapTo(self, QPoint(0, 0)).y() + head.height() // 2

    # Menu

    def _menu(self) -> None:
        card = self.sender()
        if isinstance(card, FoldCard):
            menu = self.menu_of(card.key)
            menu.popup(card.more.mapToGlobal(QPoint(0, card.more.height())))

    def menu_of(self, row: str) -> QMenu:
        """Return the menu of a row."""
        menu = row_menu(self, self.field, row, self.cards[row].title.text())
        menu.triggered.connect(self._picked)
        return menu

    def _picked(self, item: object) -> None:
        action, row = item.data()  # type: ignore[attr-defined]
        if action in ("up", "down"):
            self.move_by(row, -1 if action == "up" else 1)
        elif action == "duplicate":
            self.ask_duplicate(row)
        elif action == "delete":
            self.ask_delete(row)
        else:
            self.edited.emit(f"{self.path}/{row}/{self.field.group_by}", action[3:], False)

    # Folding

    def _toggled(self, on: bool) -> None:
        card = self.sender()
        if on and isinstance(card, FoldCard):
            self._fill(card)

    def _fill(self, card: FoldCard) -> None:
        if card.body is not None:
            return
        parts = tuple(p for p in self.field.parts if p.id != self.field.group_by)
        at, more = f"{self.path}/{card.key}", self.field.more
        body = QuestionStack(parts, at, self.surroundings, gap=16, more=more)
        body.adopt_into(self)
        for view in body.views.values():
            view.edited.connect(self._cell_edited)
        body.set_values(self._flat)
        for path, message in self._problems.items():
            body.set_problem(path, message)
        if self.read_only:
            body.each(_print_it)
        card.set_body(body)
        self._anchor.put_in_reading_order()

    def _cell_edited(self, path: str, value: object, _typing: bool) -> None:
        """Let title and meta follow what is written, before the page gives the answers back."""
        self._flat = {**self._flat, path: value}  # type: ignore[dict-item]
        row = path[len(self.path) + 1 :].partition("/")[0]
        if row in self.cards:
            self._describe(row, self.shown_order().index(row) + 1)

    def open_row(self, row: str) -> None:
        """Unfold a row and put the focus on its first question."""
        card = self.cards[row]
        card.set_unfolded(True)
        first = card.body.first() if card.body is not None else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # The rest of the contract

    def _row_of(self, path: str) -> str:
        inside = path.startswith(f"{self.path}/")
        return path[len(self.path) + 1 :].partition("/")[0] if inside else ""

    def set_problem(self, path: str, message: str | None) -> None:
        row = self._row_of(path)
        if not row:
            return
        self._problems.pop(path, None)
        if message is not None:
            self._problems[path] = message
        card = self.cards.get(row)
        if card is not None and card.body is not None:
            card.body.set_problem(path, message)

    def set_read_only(self, on: bool) -> None:
        self.read_only = on
        for card in self.cards.values():
            card.grip.setVisible(not on)
            card.more.setVisible(not on)
            if card.body is not None:
                card.body.each(_print_it if on else _write_it)
        self._arrange()

    def place(self) -> tuple[str, int] | None:
        bodies = (card.body for card in self.cards.values() if card.body is not None)
        return next((at for body in bodies if (at := body.place())), None)

    def go_to(self, path: str, caret: int | None = None) -> bool:
        if path == self.path:
            target = self.buddy()
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
            return target is not None
        row = self._row_of(path)
        if row not in self.cards:
            return False
        card = self.cards[row]
        card.set_unfolded(True)
        if path == f"{self.path}/{row}":
            card.fold.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return card.body is not None and card.body.go_to(path, caret)

    def pending(self) -> bool:
        return any(c.body is not None and c.body.pending() for c in self.cards.values())

    def flush(self) -> None:
        for card in self.cards.values():
            if card.body is not None:
                card.body.each(_flush_it)

    def buddy(self) -> QWidget | None:
        if self.order:
            return self.cards[self.shown_order()[0]].fold
        return self.list.adders[0] if self.list.adders else None

    def speak(self, name: str, help_text: str) -> None:
        self.spoken_name, self.spoken_help = name, help_text
        self.setAccessibleName(name)
        self.setAccessibleDescription(help_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift_f10 = event.key() == Qt.Key.Key_F10 and bool(
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        focus = self.focusWidget()
        card = next((c for c in self.cards.values() if focus and c.isAncestorOf(focus)), None)
        if (
            card is not None
            and not self.read_only
            and (shift_f10 or event.key() == Qt.Key.Key_Menu)
        ):
            card.menu_asked.emit()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(240), super().minimumSizeHint().height())


def _print_it(view: Editor) -> None:
    view.set_read_only(True)


def _write_it(view: Editor) -> None:
    view.set_read_only(False)


def _flush_it(view: Editor) -> None:
    view.flush()
