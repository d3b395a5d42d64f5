"""In place of the questions: what it means to give a correction up, before somebody does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from desktop.views.pages.record.section import side_of
from desktop.views.parts.buttons import primary, quiet
from desktop.views.parts.planes import Box, ScrollPage, column, line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

TITLE = "Give the correction up"
STAYS = (
    "What you wrote in the correction stays among the versions of the record, where your team can "
    "read it. It says there who gave the correction up, and when."
)


class GivingUpView(ScrollPage):
    """Says what happens and asks once. `given_up` and `kept` (Escape too) are the two answers."""

    given_up = Signal()
    kept = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "card")
        px = theme.px
        self.counts = Label(theme, "", "body", wrap=True)
        self.give_up = primary(theme, TITLE, "undo-2")
        self.give_up.clicked.connect(self.given_up)
        self.keep = quiet(theme, "Go on writing")
        self.keep.clicked.connect(self.kept)
        buttons = line(px(8))
        buttons.addWidget(self.give_up)
        buttons.addWidget(self.keep)
        buttons.addStretch(1)
        self._column = column(px(12))
        self._column.addWidget(self.counts)
        self._column.addWidget(Label(theme, STAYS, "body", wrap=True))
        self._column.addSpacing(px(12))
        self._column.addLayout(buttons)
        self._column.addStretch(1)
        self.set_content(Box(self._column))

    def show_for(self, counts: str) -> None:
        """Say which version counts then, as a sentence, and take the focus to the way back."""
        self.counts.setText(counts)
        self.verticalScrollBar().setValue(0)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.kept.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = side_of(self.theme, self.width())
        px, bar = self.theme.px, self.width() - self.viewport().width()
        self._column.setContentsMargins(side, px(24), max(0, side - bar), px(48))
