"""A menu that letters walk through, and that says why an entry cannot be chosen."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.views.parts.press import written_by
from desktop.views.theme import Theme


class Menu(QMenu):
    """A menu. A letter goes to the next entry that begins with it; Enter chooses it."""

    def __init__(self, theme: Theme, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setFont(theme.font("table"))
        self.setToolTipsVisible(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = written_by(event)
        if letter.strip():
            self._go_to(letter)
        else:
            super().keyPressEvent(event)

    def _go_to(self, letter: str) -> None:
        entries = [one for one in self.actions() if one.isVisible() and not one.isSeparator()]
        here = self.activeAction()
        at = entries.index(here) + 1 if here in entries else 0
        for one in (*entries[at:], *entries[:at]):
            if one.isEnabled() and one.text().casefold().startswith(letter.casefold()):
                self.setActiveAction(one)
                return
