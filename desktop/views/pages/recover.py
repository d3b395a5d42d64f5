"""A forgotten passphrase: the key of the recovery sheet, and a new passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.pages.data_locked import PersonLine
from desktop.views.pages.entry import Entry, ErrorLine, RadioGrid, TextField
from desktop.views.pages.passphrase_choice import Judge, PassphraseChoice
from desktop.views.parts.buttons import primary, quiet
from desktop.views.parts.planes import Card, column, empty, line
from desktop.views.parts.text import Heading, Label
from desktop.views.theme import Theme

MEANS = (
    "Your old signing keys cannot be brought back: you get new ones, and the old ones are closed "
    "with today’s date. What you signed before still counts. You can write at once; "
    "before you can sign, a keeper of the team’s certificates gives you a new one."
)
GO = "Set and unlock"


class RecoverForm(Card):
    """Who, the printed key, a new passphrase. `given` carries key, person and passphrase."""

    given = Signal(str, str, str)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        offer: Callable[[], str],
        judge: Judge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, padding=(20, 20), gap=24, parent=parent)
        px = theme.px
        head = column(px(4))
        head.addWidget(Heading(theme, "A forgotten passphrase"))
        head.addWidget(Label(theme, MEANS, "hint", "muted", wrap=True))
        self.body.addLayout(head)
        self._who = column(0)
        self.body.addLayout(self._who)
        self.people: RadioGrid | None = None
        self.key = TextField(theme, "The key of the recovery sheet", 0)
        self.key_entry = Entry(
            theme,
            "The key of the recovery sheet",
            self.key,
            "Eight groups. Capitals, spaces and hyphens do not matter.",
        )
        self.choice = PassphraseChoice(theme, offer, judge, "Your new passphrase")
        self.body.addWidget(self.key_entry)
        self.body.addWidget(Entry(theme, "Your new passphrase", self.choice))
        self.error = ErrorLine(theme)
        self.body.addWidget(self.error)
        self.go = primary(theme, GO)
        self.back = quiet(theme, "Back")
        foot = line(px(8))
        foot.addWidget(self.go)
        foot.addWidget(self.back)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.go.clicked.connect(self._give)
        self.key.returnPressed.connect(self._give)
        self.choice.returned.connect(self._give)
        self.back.clicked.connect(self.left)

    def show_people(self, people: tuple[PersonLine, ...]) -> None:
        """Offer these people."""
        empty(self._who)
        options = [(person.id, person.name) for person in people]
        self.people = None
        if options:
            self.people = RadioGrid(self.theme, options, name="Who you are", columns=2)
            self._who.addWidget(Entry(self.theme, "Who you are", self.people, gap=4))

    def choose(self, person: str) -> None:
        """Choose this person."""
        if self.people is not None:
            self.people.set_value(person)

    def begin(self) -> None:
        """Give the key's field the keyboard."""
        self._rest()
        self.key.setFocus()

    def say_wrong(self, message: str) -> None:
        """Say what was wrong; what was typed stays."""
        self.error.say(message)
        self._rest()
        self.key.setFocus()

    def forget(self) -> None:
        """Take key and passphrase off the screen."""
        self.key.clear()
        self.choice.clear()
        self.error.say("")
        self._rest()

    def _rest(self) -> None:
        self.go.set_words(GO)
        self.go.enable()
        self.back.setEnabled(True)

    def _give(self) -> None:
        if not self.go.isEnabled():
            return
        self.error.say("")
        self.key_entry.say_wrong("")
        if not self.key.text().strip():
            self.key_entry.say_wrong("Type the key that is printed on the recovery sheet.")
        elif self.choice.ready() and self.people is not None:
            self.go.set_words("Making your keys")
            self.go.disable_because("This takes a few seconds. Then the store is opened.")
            self.back.setEnabled(False)
            self.given.emit(self.key.text(), self.people.value(), self.choice.text())
