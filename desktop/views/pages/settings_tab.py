"""A tab of the settings whose work is asked for in cards, of which one is open at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton

from desktop.forms.values import Json, as_object
from desktop.views.pages.child_tabs import TabPage
from desktop.views.pages.settings_cards import AskCard
from desktop.views.parts.banner import Banner
from desktop.views.theme import Theme

OPEN = "@open"
"""Among what is typed: under this stands the name of the card that is open."""


class CardTab(TabPage):
    """The tab. What is typed in the open card can be kept and shown again, by the button that
    opened it: whoever is not offered the button any longer is not shown the card.

    `written` is sent when a card opened or closed, and when something in it changed.
    """

    written = Signal()

    def __init__(self, theme: Theme, cards: tuple[AskCard, ...]) -> None:
        super().__init__(theme)
        self.cards = cards
        self.done = Banner(theme, "done", "")
        self.done.hide()
        self._asked = ""
        self._ways: dict[str, QAbstractButton] = {}
        self._waits = False
        self._wish: Callable[[], None] | None = None
        self._left: dict[str, Mapping[str, Json]] = {}  # typed in cards that another one replaced
        for card in cards:
            card.written.connect(self.written)
            card.left.connect(self.close_cards)
            card.left.connect(card.give_back)

    @property
    def open_card(self) -> AskCard | None:
        """The card that is open."""
        return next((card for card in self.cards if not card.isHidden()), None)

    @property
    def busy(self) -> bool:
        """Whether what a card asked for is being done."""
        return any(card.busy for card in self.cards)

    def wait_for_typed(self) -> None:
        """Open no card until `show_typed`: what is typed in it would take the place of what was."""
        self._waits = True

    def typed(self) -> dict[str, Json]:
        """Return what is typed, by the card's name, and under OPEN which card is open."""
        card = self.open_card
        found: dict[str, Json] = {}
        for name, typed in self._left.items():
            found[name] = {**typed}
        if card is not None:
            found |= {self._asked: card.typed(), OPEN: self._asked}
        return found

    def show_typed(self, kept: Mapping[str, Json]) -> None:
        """Open the card that was open before, with what was typed; else the one asked for since."""
        self._waits = False
        wish, self._wish = self._wish, None
        self._left = {name: as_object(typed) for name, typed in kept.items() if name != OPEN}
        self._open_again(str(kept.get(OPEN, "")))
        if wish is not None and self.open_card is None:
            wish()

    def say_wrong(self, text: str) -> None:
        """Say why it was not done, in the form that is open; what was typed stays."""
        card = self.open_card
        if card is not None:
            card.say_wrong(text)

    def close_cards(self) -> None:
        """Close the form that is open and forget what was typed in it."""
        for card in self.cards:
            card.hide()
            card.forget()
        self.written.emit()

    def _way(self, name: str, button: QAbstractButton, begin: Callable[[], None]) -> None:
        """Have a button open the card of this name."""
        self._ways[name] = button
        button.clicked.connect(lambda: self._ask(name, begin))

    def _ask(self, name: str, begin: Callable[[], None]) -> None:
        if self._waits:
            self._wish = partial(self._ask, name, begin)
            return
        self.verticalScrollBar().setValue(0)
        if self.busy:
            return  # what is being done cannot be left half-way
        card = self.open_card
        if card is not None and card.typed():
            self._left[self._asked] = card.typed()
        self.close_cards()
        self.done.hide()
        self._asked = name
        begin()
        typed, card = self._left.pop(name, {}), self.open_card
        if typed and card is not None:
            card.show_typed(typed)
        self.verticalScrollBar().setValue(0)
        self.written.emit()

    def _open_again(self, name: str) -> None:
        way = self._ways.get(name)
        if way is None or way.isHidden() or not way.isEnabled():
            return
        focus = self.window().focusWidget()
        way.setFocus(Qt.FocusReason.OtherFocusReason)  # it comes back here when the card closes
        way.click()
        if focus is not None and not self.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
