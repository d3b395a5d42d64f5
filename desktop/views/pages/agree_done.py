"""After agreeing: what happened, and the case note for LCS to edit and copy."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.views.editors.note_area import NoteArea
from desktop.views.pages.record.section import side_of
from desktop.views.parts.banner import Banner
from desktop.views.parts.buttons import primary, quiet, secondary
from desktop.views.parts.copy_line import CopyLine
from desktop.views.parts.planes import Box, Card, ScrollPage, column, line
from desktop.views.parts.text import Heading, Label
from desktop.views.theme import Theme


@dataclass(frozen=True)
class AgreedShown:
    """What the page says once it is agreed."""

    heading: str
    words: str
    note: str
    whose: str
    """Which record this is, whose, and when it was agreed: for where no outline says it."""
    receipt: str = ""


class Agreed(ScrollPage):
    """The page. `copy_asked` carries the note as it was edited."""

    left = Signal()
    copy_asked = Signal(str)
    save_asked = Signal()
    open_asked = Signal()
    note_written = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "card", parent)
        px = theme.px
        self.said = Banner(theme, "done", "")
        self.note = NoteArea(theme, lines=8, bare=True)
        self.note.setAccessibleName("Case note for LCS")
        self.note.touched.connect(self._note_touched)
        self.copy = primary(theme, "Copy for LCS", "copy")
        self.save = secondary(theme, "Save a copy of the paper", "download")
        self.on = quiet(theme, "Go to Today")
        self.saved = CopyLine(theme)
        self.saved.open_asked.connect(self.open_asked)
        self._seeing = QTimer(self)
        self._seeing.setSingleShot(True)
        self._seeing.timeout.connect(self._see_saved)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self.save_asked)
        self.on.clicked.connect(self.left)
        field = Card(theme, padding=(10, 12), radius=6, fill="field", edge="border")
        field.body.addWidget(self.note)
        buttons = line(px(12))
        for button in (self.copy, self.save, self.on):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._column = column(px(12))
        self._column.addWidget(self.said)
        self._column.addSpacing(px(12))
        self._column.addWidget(Heading(theme, "Case note for LCS", 3))
        hint = "Outcomes and recommendations, from the record. Read it and change what you like."
        self._column.addWidget(Label(theme, hint, "hint", "muted", wrap=True))
        # Over the note, which may be long: what was done, and what comes next, stay in sight.
        self._column.addLayout(buttons)
        self._column.addWidget(self.saved)
        self._column.addWidget(field)
        self._column.addStretch(1)
        self.set_content(Box(self._column))

    def show_agreed(self, shown: AgreedShown) -> None:
        """Show it."""
        self.said.say("done", shown.words)
        self.note.set_text(shown.note)
        self.say(shown.receipt)

    def begin(self) -> None:
        """Bring the keyboard to what is done first here."""
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str) -> None:
        """Say what came of copying or saving."""
        self.saved.say(words)
        self._seeing.start(0)

    def offer_copy(self, there: bool) -> None:
        """Offer to open the copy that was saved, or not."""
        self.saved.offer(there)
        self._seeing.start(0)

    def _see_saved(self) -> None:
        """Bring what was said under the buttons into sight, once it has its place."""
        if self.saved.isVisible():
            self.make_room()
            self.ensureWidgetVisible(self.saved, 0, self.theme.px(24))

    def _copy(self) -> None:
        self.copy_asked.emit(self.note.text())

    def _note_touched(self) -> None:
        self.note_written.emit(self.note.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = side_of(self.theme, self.width())
        px, bar = self.theme.px, self.width() - self.viewport().width()
        self._column.setContentsMargins(side, px(24), max(0, side - bar), px(48))
