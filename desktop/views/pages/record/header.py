"""The header over the questions: which section this is, and the way to the one before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.views.parts import buttons
from desktop.views.parts.buttons import Button
from desktop.views.parts.planes import line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

HIGH, HIGH_WIDE = 52, 64


class SectionHeader(QWidget):
    """Stays where it is while the questions scroll under it."""

    previous = Signal()
    next = Signal()
    outline_asked = Signal()
    panel_asked = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.outline_button = buttons.icon(theme, "list-todo", "Sections")
        self.outline_button.clicked.connect(self.outline_asked)
        self.title = Label(theme, "", "section")
        self.before = Button(theme, "Previous", "muted", icon="chevron-up", size="small")
        self.before.set_tip("Previous section", "Ctrl+Page Up")
        self.before.clicked.connect(self.previous)
        self.after = Button(theme, "Next", "muted", trailing="chevron-down", size="small")
        self.after.set_tip("Next section", "Ctrl+Page Down")
        self.after.clicked.connect(self.next)
        self.panel_button = Button(
            theme, "Beside this question", "muted", icon="info", size="small"
        )
        self.panel_button.set_tip("Guidance, and what the last version said", "F4")
        self.panel_button.clicked.connect(self.panel_asked)
        self.way_back = Button(
            theme, "Back to writing", "secondary", icon="arrow-left", size="small"
        )
        self.way_back.clicked.connect(self.closed)
        self._layout = line(theme.px(4))
        self._layout.addWidget(self.outline_button)
        self._layout.addWidget(self.title, 1)
        for button in (self.panel_button, self.before, self.after, self.way_back):
            self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(self._layout)
        self._words = {
            button: button.text() for button in (self.panel_button, self.before, self.after)
        }
        self.outline_button.hide()
        self.panel_button.hide()
        self._sides = theme.px(32), theme.px(32)
        self._stand_over()
        self.show_section("", first=True, last=True)

    def show_section(self, title: str, *, first: bool, last: bool) -> None:
        """Name the section; the ways at either end are disabled and say why."""
        self.title.setText(title)
        for button, end, reason in (
            (self.before, first, "This is the first section."),
            (self.after, last, "This is the last section."),
        ):
            button.show()
            if end:
                button.disable_because(reason)
            else:
                button.enable()
        self.way_back.hide()
        self._stand_over()
        self._fit()

    def show_aside(self, title: str, way_back: str) -> None:
        """Name a view beside the sections (the check, the comparison) and the way back."""
        self.title.setText(title)
        self.before.hide()
        self.after.hide()
        self.way_back.set_words(way_back)
        self.way_back.show()
        self._stand_over()
        self._fit()

    def set_tabs(self, *, outline: bool, panel: bool) -> None:
        """Offer the outline and the panel here where the page has no room for them."""
        self.outline_button.setVisible(outline)
        self.panel_button.setVisible(panel)
        self._fit()

    def name_panel(self, words: str, icon: str) -> None:
        """Let the button of the panel say what stands there on another page."""
        if self._words[self.panel_button] != words:
            self._words[self.panel_button] = words
            self.panel_button.set_words(words, icon)
            self.panel_button.set_tip(words)
            self._fit()

    def _fit(self) -> None:
        """Let the section have its whole name: the buttons are icons only where both do not fit."""
        self._set_tight(False)
        buttons_shown = [
            button
            for button in (self.outline_button, *self._words, self.way_back)
            if not button.isHidden()
        ]
        left, right = self._sides
        room = self.width() - left - right - self._layout.spacing() * len(buttons_shown)
        taken = sum(button.sizeHint().width() for button in buttons_shown)
        self._set_tight(room - taken < self.title.words_width())

    def _set_tight(self, tight: bool) -> None:
        """Leave the words of the buttons out where there is room for their icons only."""
        for button, words in self._words.items():
            if button.text() != ("" if tight else words):
                button.setText("" if tight else words)
                button.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def set_wide(self, wide: bool) -> None:
        """Take the height of a wide or a narrow window."""
        self.setFixedHeight(self.theme.px(HIGH_WIDE if wide else HIGH))

    def set_sides(self, left: int, right: int) -> None:
        """Stand over the column of questions, in real pixels."""
        self._sides = left, right
        self._stand_over()

    def _stand_over(self) -> None:
        """Let the words of a button without an edge end where the column ends."""
        left, right = self._sides
        spare = 0 if self.way_back.isVisibleTo(self) else self.theme.px(8)
        self._layout.setContentsMargins(left, 0, max(0, right - spare), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("card"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.colour("line"))
