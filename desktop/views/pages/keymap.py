"""The keyboard map: every shortcut of the window, in its groups (Ctrl+/)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.pages.frame import ListPage
from desktop.views.parts import paint
from desktop.views.parts.buttons import secondary
from desktop.views.parts.planes import Box, ListCard, Section, column, line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

Map = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

SHORTCUTS: Map = (
    (
        "Everywhere",
        (
            ("Ctrl+1", "Today"),
            ("Ctrl+2", "Children"),
            ("Ctrl+6", "Settings"),
            ("Ctrl+K", "Go to anything by its name"),
            ("Ctrl+Shift+F", "Search everything"),
            ("Ctrl+N", "New record"),
            ("Ctrl+L", "Lock"),
            ("Ctrl+/", "This page"),
            ("Alt+Left", "Back to where you were"),
            ("Ctrl+Plus, Ctrl+Minus, Ctrl+0", "Larger, smaller, usual text"),
            ("F6", "To the next part of the window"),
            ("F10, Alt+Letter", "The menus, a menu by its first letter"),
            ("Letters", "In a menu: to the next entry that begins so"),
            ("F11", "Full screen"),
        ),
    ),
    (
        "Writing a record",
        (
            ("Ctrl+PgDn, Ctrl+PgUp", "Next section, section before"),
            ("F8, Shift+F8", "Next question that is wanted, the one before"),
            ("Ctrl+Z, Ctrl+Shift+Z", "Undo, redo, across all answers"),
            ("F1", "Help on this question"),
            ("F4", "Side panel"),
            ("Escape", "Close what lies over the questions"),
            ("Tab, Shift+Tab", "Next question, the one before"),
            ("Ctrl+Enter", "Check and sign"),
            ("Ctrl+P", "Print the draft"),
        ),
    ),
    (
        "Rows of a record",
        (
            ("Alt+Up, Alt+Down", "Move the row"),
            ("Enter on the row", "Open or fold it"),
            ("More, beside the row", "Duplicate, delete; undo brings it back"),
        ),
    ),
    (
        "Lists",
        (
            ("Letters", "To the next name that begins so"),
            ("Enter", "Open"),
            ("Ctrl+F", "Find in the list"),
            ("Down", "From the field to the list"),
            ("Escape", "Empty the field"),
        ),
    ),
)


class Keys(QWidget):
    """Keys as little caps: "Ctrl+K" is two of them."""

    def __init__(self, theme: Theme, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.keys = theme, keys
        self._parts: list[tuple[str, bool]] = []
        for at, choice in enumerate(keys.split(", ")):
            if at:
                self._parts.append((",", False))
            for number, key in enumerate(choice.split("+")):
                if number:
                    self._parts.append(("+", False))
                self._parts.append((key or "+", True))
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(sum(width for _, _, width in self._laid_out())), self.theme.px(24))

    def _laid_out(self) -> list[tuple[str, bool, float]]:
        metrics = QFontMetricsF(self.theme.font("small"))
        room, px = self.theme.px(8), self.theme.px
        return [
            (t, cap, metrics.horizontalAdvance(t) + (2 * room if cap else px(8)))
            for t, cap in self._parts
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, x = QPainter(self), self.theme, 0.0
        painter.setFont(theme.font("small"))
        for text, cap, width in self._laid_out():
            box = QRectF(x, 0, width, self.height())
            if cap:
                fill, edge = theme.colour("card"), theme.colour("edge")
                paint.plane(painter, box, theme.px(4), fill, edge)
            painter.setPen(theme.colour("text" if cap else "muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            x += width


class KeyMapPage(ListPage):
    """The page; `left` goes back to where one was."""

    left = Signal()

    def __init__(
        self, theme: Theme, shortcuts: Map = SHORTCUTS, parent: QWidget | None = None
    ) -> None:
        self.back = secondary(theme, "Back")
        super().__init__(
            theme, "Keyboard", "Everything can be done without the mouse.", self.back, parent
        )
        self.back.clicked.connect(self.left)
        sections = [self._section(title, rows) for title, rows in shortcuts]
        left = column(theme.px(32))
        right = column(theme.px(32))
        for at, section in enumerate(sections):
            (left if at % 2 == 0 else right).addWidget(section)
        left.addStretch(1)
        right.addStretch(1)
        self.add_row(Box(left), Box(right))

    def begin(self) -> None:
        """Give Back the keyboard."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _set_columns(self) -> None:
        super()._set_columns()
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(2, 1)
        self.grid.setColumnMinimumWidth(1, self.theme.px(32))

    def _section(self, title: str, rows: tuple[tuple[str, str], ...]) -> QWidget:
        section = Section(self.theme, title)
        card = ListCard(self.theme)
        px = self.theme.px
        for keys, words in rows:
            row = line(px(12), (px(16), px(8), px(16), px(8)))
            row.addWidget(Label(self.theme, words, "table", wrap=True), 1)
            row.addWidget(Keys(self.theme, keys))
            card.add_row(Box(row))
        section.add(card)
        return section
