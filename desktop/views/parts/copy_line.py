"""What came of saving or printing a paper, and the way to the copy that was saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.parts.buttons import secondary
from desktop.views.parts.planes import column
from desktop.views.parts.text import Prose
from desktop.views.theme import Theme


class CopyLine(QWidget):
    """One line of words, and under it "Open the copy" once there is one. `open_asked` asks so."""

    open_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Prose(theme, "", "hint", "muted", plain=True)
        self._words.hide()
        self.open = secondary(theme, "Open the copy", "file-text", size="small")
        self.open.hide()
        self.open.clicked.connect(self.open_asked)
        layout = column(theme.px(8))
        layout.addWidget(self._words)
        layout.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(layout)
        self.hide()

    @property
    def words(self) -> str:
        """What is said now, "" for nothing."""
        return self._words.words() if not self._words.isHidden() else ""

    def say(self, words: str) -> None:
        """Say what came of it; "" says nothing."""
        self._words.set_plain(words)
        self._words.setVisible(bool(words))
        self._fold()

    def offer(self, there: bool) -> None:
        """Offer to open the copy, or not."""
        self.open.setVisible(there)
        self._fold()

    def _fold(self) -> None:
        self.setHidden(self._words.isHidden() and self.open.isHidden())
