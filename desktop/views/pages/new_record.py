"""A new record: for which child, and which form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.views.pages.data import FormChoice, Line
from desktop.views.pages.entry import COLUMN_WIDTH, OneOf
from desktop.views.parts.avatar import Avatar
from desktop.views.parts.banner import Banner
from desktop.views.parts.buttons import LinkButton, link
from desktop.views.parts.fields import FindField
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import (
    Box,
    ListCard,
    ListRow,
    ScrollPage,
    column,
    is_wide,
    line,
    no_wider,
    page_side,
)
from desktop.views.parts.text import Heading, Label, escaped, strong
from desktop.views.theme import Theme

WHO, WHAT = range(2)


class NewRecordPage(ScrollPage):
    """The page. First the child (skipped when it is known), then the form.

    `sought` carries what is typed to find a child, answered by `show_children`; `child_chosen`
    a child's id, answered by `show_forms`; `chosen` child, form and the record that a review
    follows ("" for a first one); `child_wanted` asks to add a child; `by_hand_wanted` for empty
    copies of the forms; `left` is sent by Cancel.
    """

    sought = Signal(str)
    child_chosen = Signal(str)
    chosen = Signal(str, str, str)
    child_wanted = Signal()
    by_hand_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "window", parent)
        px = theme.px
        self._child = ""
        self._starting = False
        self._rows: list[ListRow] = []
        self.heading = Heading(theme, "New record", 1)
        self.summary = Label(theme, "", "lead", "muted", wrap=True)
        self._views = OneOf(self._who(), self._what())
        self.by_hand = LinkButton(theme, "Empty copies to write on by hand", icon="printer")
        self.by_hand.clicked.connect(self.by_hand_wanted)
        self.trouble = Banner(theme, "late", "")
        self.trouble.hide()
        self.cancel = link(theme, "Cancel", role="label")
        self.cancel.clicked.connect(self.left)
        layout = column(px(20))
        head = column(px(4))
        top = line(px(16))
        top.addWidget(self.heading, 1)
        top.addWidget(self.by_hand)
        head.addLayout(top)
        head.addWidget(self.summary)
        layout.addLayout(head)
        layout.addWidget(self.trouble)
        layout.addWidget(self._views)
        layout.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self._outer = no_wider(Box(layout), px(COLUMN_WIDTH))
        self.set_content(Box(self._outer))
        self.ask_who()

    def _who(self) -> QWidget:
        theme, px = self.theme, self.theme.px
        self.find_field = FindField(theme, "Find the child by name or LCS number")
        self.find_field.sought.connect(self.sought)
        self.find_field.entered.connect(self._entered)
        self.find_field.installEventFilter(self)
        self.children_card = ListCard(theme)
        self._none = Label(theme, "", tone="muted", wrap=True)
        self.add_child = link(theme, "Add a child", role="label")
        self.add_child.clicked.connect(self.child_wanted)
        who = column(px(16))
        who.addWidget(self.find_field)
        who.addWidget(self._none)
        who.addWidget(self.children_card)
        who.addWidget(self.add_child, 0, Qt.AlignmentFlag.AlignLeft)
        return Box(who)

    def _what(self) -> QWidget:
        theme = self.theme
        self.forms_card = ListCard(theme)
        self.other = link(theme, "Another child", role="label")
        self.other.clicked.connect(self._other_child)
        what = column(theme.px(16))
        what.addWidget(self.forms_card)
        what.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        return Box(what)

    def show_children(self, lines: Sequence[tuple[str, Line]], *, sought: str = "") -> None:
        """Offer these children: ids and lines; with nothing typed, those opened lately."""
        self.children_card.clear()
        self._rows = []
        for child, one in lines:
            row = ListRow(
                self.theme,
                strong(one.words),
                escaped(one.detail),
                front=Avatar(self.theme, one.words, 32),
                actions=(Icon(self.theme, "chevron-right", "muted"),),
                height=60,
                opens=True,
            )
            row.opened.connect(self._chooser(child))
            self._rows.append(row)
            self.children_card.add_row(row)
        self.children_card.setVisible(bool(lines))
        nobody = f"Nobody here is called “{sought}”." if sought else "No child is here yet."
        self._none.setText(nobody)
        self._none.setVisible(not lines)

    def show_forms(self, child: str, name: str, forms: Sequence[FormChoice]) -> None:
        """Offer these forms for a child."""
        self._child = child
        self.summary.setText(f"For {name}. Which one?")
        self.forms_card.clear()
        self._rows = []
        for form in forms:
            detail = form.follows_words or form.purpose
            row = ListRow(
                self.theme,
                strong(form.title),
                escaped(detail),
                front=Icon(self.theme, "history" if form.follows else "file-text", "accent"),
                actions=(Icon(self.theme, "chevron-right", "muted"),),
                opens=True,
            )
            row.opened.connect(self._beginner(form))
            self._rows.append(row)
            self.forms_card.add_row(row)
        self._views.show_at(WHAT)
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def show_trouble(self, text: str) -> None:
        """Say why it could not be begun."""
        self._starting = False
        self.trouble.say("late", text)
        self.trouble.show()

    def show_starting(self) -> None:
        """The record is being made: a second press makes no second one."""
        self._starting = True

    def begin(self) -> None:
        """Give the keyboard to what comes first."""
        if self._views.at == WHO:
            self.find_field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """What is offered now, in order."""
        return tuple(self._rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() is QEvent.Type.KeyPress
        down = pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if down and watched is self.find_field and self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, side = self.theme.px, page_side(self.theme, self.width())
        top = px(56 if is_wide(self.theme, self.width()) else 28)
        self._outer.setContentsMargins(side, top, px(32), px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        here = next((at for at, row in enumerate(self._rows) if row.hasFocus()), -1)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif step and here >= 0:
            to = max(0, min(here + step, len(self._rows) - 1))
            self._rows[to].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def ask_who(self) -> None:
        """Ask for the child."""
        self._starting = False
        self.trouble.hide()
        self.summary.setText("For which child?")
        self._views.show_at(WHO)

    def _other_child(self) -> None:
        self.ask_who()
        self.sought.emit(self.find_field.text())
        self.find_field.setFocus()

    def _entered(self, _text: str) -> None:
        if len(self._rows) == 1:
            self._rows[0].opened.emit()
        elif self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _chooser(self, child: str) -> Callable[[], None]:
        def choose() -> None:
            self.child_chosen.emit(child)

        return choose

    def _beginner(self, form: FormChoice) -> Callable[[], None]:
        def begin() -> None:
            if not self._starting:
                self.chosen.emit(self._child, form.id, form.follows)

        return begin
