"""How rows stand on the page: headings of groups, cards, places of deleted rows, "Add" buttons."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms.definition import Field, Option
from desktop.views.editors.cards import DeletedCard, FoldCard
from desktop.views.editors.contract import Editor
from desktop.views.parts.buttons import Button, LinkButton
from desktop.views.parts.icon import Icon
from desktop.views.parts.menu import Menu
from desktop.views.parts.planes import empty
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

GROUP_ICONS = {"stability": "anchor", "safety": "shield"}
Groups = list[tuple[Option | None, list[str]]]
Gone = tuple[str, int, str]
"""A deleted row, the place where it stood, its title."""


class RowList(QWidget):
    """Lays the cards of rows out; the cards belong to the editor."""

    add_asked = Signal(str)
    """The group in which a row is wanted, "" for none."""
    undo_asked = Signal(str)

    def __init__(self, theme: Theme, field: Field) -> None:
        super().__init__()
        self.theme, self.field = theme, field
        self.adders: list[Button | LinkButton] = []
        self._shape: object = None
        self._cards: Mapping[str, FoldCard] = {}
        self._gone: tuple[Gone, ...] = ()
        self._read_only = False
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)

    def arrange(
        self,
        groups: Groups,
        cards: Mapping[str, FoldCard],
        gone: tuple[Gone, ...],
        *,
        read_only: bool,
    ) -> bool:
        """Lay out headings, cards, places of deleted rows and "Add" buttons; say if any changed."""
        shape = (
            [(option, tuple(rows)) for option, rows in groups],
            gone,
            read_only,
        )
        if shape == self._shape:
            return False
        self._shape = shape
        self._cards, self._gone, self._read_only = cards, gone, read_only
        for card in cards.values():
            self._body.removeWidget(card)
        empty(self._body)
        self.adders = []
        grouped = bool(self.field.group_by)
        for at, (option, rows) in enumerate(groups):
            if grouped:
                self._gap(24 if at else 0)
                self._add_heading(option)
            self._add_cards(rows, with_gone=at == 0)
            if not read_only and (option is not None or not grouped):
                self._add_button(option, bool(rows))
        return True

    def _gap(self, length: int) -> None:
        room = QWidget()
        room.setFixedHeight(self.theme.px(length))
        self._body.addWidget(room)

    def _add_heading(self, option: Option | None) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, self.theme.px(8))
        row.setSpacing(self.theme.px(8))
        icon = GROUP_ICONS.get(option.value, "") if option is not None else ""
        if icon:
            row.addWidget(Icon(self.theme, icon, "accent", 20))
        row.addWidget(Label(self.theme, option.label if option else "Not sorted yet", "label"))
        row.addStretch(1)
        self._body.addWidget(line)

    def _add_cards(self, rows: list[str], with_gone: bool) -> None:
        standing: list[QWidget] = [self._cards[row] for row in rows if row in self._cards]
        for row, place, title in self._gone if with_gone else []:
            card = DeletedCard(self.theme, row, title)
            card.undo_asked.connect(self.undo_asked)
            standing.insert(min(place, len(standing)), card)
        if not standing and not self.field.group_by:
            words = "Nothing written" if self._read_only else self._empty_words()
            self._body.addWidget(Label(self.theme, words, "hint", "muted", wrap=True))
            self._gap(8)
        for at, card in enumerate(standing):
            if at:
                self._gap(8)
            self._body.addWidget(card)
            card.show()

    def _empty_words(self) -> str:
        label = self.field.label
        low = label if label[1:2].isupper() else label[:1].lower() + label[1:]
        return f"Nothing written about “{low}” yet. Add the first when you are ready."

    def _add_button(self, option: Option | None, after_rows: bool) -> None:
        first = not after_rows and option is None
        words = f"Add to {option.label}" if option else self.field.add_label or "Add another"
        if first and not self.field.add_label:
            words = "Add the first"
        button: Button | LinkButton = (
            Button(self.theme, words, "secondary", icon="plus")
            if first
            else LinkButton(self.theme, words, role="button", icon="plus")
        )
        button.setProperty("group", option.value if option else "")
        button.setAccessibleName(f"{words}: {self.field.label}")
        button.clicked.connect(self._add)
        self.adders.append(button)
        if after_rows:
            self._gap(14)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        self._body.addWidget(line)

    def _add(self) -> None:
        button = self.sender()
        group = button.property("group") if isinstance(button, Button | LinkButton) else ""
        self.add_asked.emit(str(group or ""))


def row_menu(owner: Editor, field: Field, row: str, title: str) -> Menu:
    """Return the menu of a row; each item's data is what to do and the row."""
    menu = Menu(owner.theme, parent=owner)
    menu.setAccessibleName(f"More for {title}")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for words, icon, action in (
        ("Move up", "arrow-up", "up"),
        ("Move down", "arrow-down", "down"),
        ("Duplicate", "copy", "duplicate"),
        ("Delete", "trash-2", "delete"),
    ):
        item = menu.addAction(owner.theme.icon(icon), words)
        item.setData((action, row))
    if field.group_by:
        menu.addSeparator()
        part = field.part(field.group_by)
        for option in part.options:
            icon = GROUP_ICONS.get(option.value, "arrow-right")
            item = menu.addAction(owner.theme.icon(icon), f"Move to {option.label}")
            item.setData((f"to {option.value}", row))
    return menu
