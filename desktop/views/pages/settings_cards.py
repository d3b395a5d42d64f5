"""Short forms of the settings: a colleague, a passphrase, a keeper, each asked in a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.forms.values import Json
from desktop.views.pages.data import MemberShown
from desktop.views.pages.datebox import DateBoxes
from desktop.views.pages.entry import COLUMN_WIDTH, Entry, RadioGrid, TextField, give_focus
from desktop.views.pages.passphrase_choice import Judge, PassphraseChoice
from desktop.views.pages.typed import show_typed, typed_in
from desktop.views.parts.banner import Banner
from desktop.views.parts.buttons import primary, quiet
from desktop.views.parts.passphrase import PassphraseField
from desktop.views.parts.planes import Card, column, line
from desktop.views.parts.text import Heading, Label
from desktop.views.theme import Theme

CARD_WIDTH = COLUMN_WIDTH + 2 * 24  # so that the fields in a card are as wide as outside one
THEIR_OWN = "They type it themselves, and nobody else ever knows it."
SECONDS = "This takes a few seconds."
NOT_HALF_WAY = "It cannot be stopped half-way."


class AskCard(Card):
    """A short form in a card: entries, one primary button, Cancel, and room for a trouble.

    `asked` is sent by the button and by `press`, but not while it is being done; `left` by Cancel
    and Escape; `written` when something changed of what outlasts a lock.
    """

    asked = Signal()
    left = Signal()
    written = Signal()

    def __init__(
        self, theme: Theme, title: str, action: str, means: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, padding=(20, 24), gap=24, parent=parent)
        head = column(theme.px(4))
        self.title = Heading(theme, title)
        head.addWidget(self.title)
        self.means = Label(theme, means, "hint", "muted", wrap=True)
        head.addWidget(self.means)
        if not means:
            self.means.hide()
        self.body.addLayout(head)
        self.fields = column(theme.px(24))
        self.body.addLayout(self.fields)
        self.trouble = Banner(theme, "late", "")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.doing = Banner(theme, "info", "")
        self.doing.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keyboard waits here
        self.doing.hide()
        self.body.addWidget(self.doing)
        self.busy = False
        self.go = primary(theme, action)
        self.cancel = quiet(theme, "Cancel")
        foot = line(theme.px(8))
        foot.addWidget(self.go)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.go.clicked.connect(self.press)
        self.cancel.clicked.connect(self.left)
        self._from: QWidget | None = None
        self._fields: dict[str, TextField] = {}
        self._choices: dict[str, RadioGrid] = {}
        self.hide()

    def keep(self, name: str, control: TextField | RadioGrid | DateBoxes) -> None:
        """Have what is typed in this control outlast a lock. A passphrase never does."""
        if isinstance(control, RadioGrid):
            self._choices[name] = control
            control.chosen.connect(self.written)
        elif isinstance(control, TextField):
            self._fields[name] = control
            control.textChanged.connect(self.written)
        else:
            for part, box in zip(("day", "month", "year"), control.boxes, strict=True):
                self.keep(f"{name} {part}", box)

    def typed(self) -> dict[str, Json]:
        """Return what stands here as it was typed, without any passphrase."""
        return typed_in(self._fields, self._choices)

    def show_typed(self, typed: Mapping[str, Json]) -> None:
        """Show what was typed before, and nothing else, in the form that is open."""
        self._empty()
        show_typed(typed, self._fields, self._choices)
        self.written.emit()

    def open(self) -> None:
        """Show the form, and remember where the keyboard was."""
        self._from = QApplication.focusWidget()
        self.show()

    def give_back(self) -> None:
        """Bring the keyboard back to where it was before the form opened."""
        if self._from is not None and isValid(self._from) and self._from.isVisible():
            self._from.setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self) -> None:
        """Ask for it, as the button does; once, however often Enter is pressed."""
        if not self.busy:
            self.asked.emit()

    def working(self, words: str, *, slow: bool = False) -> None:
        """Say that it is being done; where it is `slow`, in plain sight and by ear."""
        self.busy = True
        self.trouble.hide()
        self.go.disable_because(words)
        if not slow:
            return
        self.cancel.disable_because(NOT_HALF_WAY)
        self.doing.say("info", words)
        self.doing.show()
        self.doing.setFocus(Qt.FocusReason.OtherFocusReason)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.doing, words))

    def rest(self) -> None:
        """Nothing is being done any more."""
        waited = self.doing.hasFocus()
        self.busy = False
        self.go.enable()
        self.cancel.enable()
        if waited:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self.doing.hide()

    def say_wrong(self, text: str) -> None:
        """Say why it was not done; what was typed stays."""
        self.trouble.say("late", text)
        self.trouble.show()
        self.rest()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.trouble, text))

    def forget(self) -> None:
        """Empty the form."""
        self._empty()
        self.trouble.hide()
        self.rest()

    def _empty(self) -> None:
        for field in self._fields.values():
            field.clear()
        for choice in self._choices.values():
            choice.choose_none()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.cancel.isEnabled():
                self.left.emit()
        else:
            super().keyPressEvent(event)


class AddColleague(AskCard):
    """Name, role, and a passphrase that the colleague types. `given` carries all three."""

    given = Signal(str, str, str)

    def __init__(
        self,
        theme: Theme,
        roles: Sequence[tuple[str, str]],
        offer: Callable[[], str],
        judge: Judge,
    ) -> None:
        super().__init__(
            theme, "Add a colleague", "Add the colleague", "Let your colleague sit at the keyboard."
        )
        self.name = TextField(theme, "Their name")
        self.name_entry = Entry(
            theme, "Their name", self.name, "As it should stand on the records that they sign."
        )
        self.roles = RadioGrid(theme, roles, name="Their role")
        self.role_entry = Entry(theme, "Their role", self.roles, gap=4)
        self.choice = PassphraseChoice(theme, offer, judge, "Their passphrase")
        self.fields.addWidget(self.name_entry)
        self.fields.addWidget(self.role_entry)
        self.fields.addWidget(Entry(theme, "Their passphrase", self.choice, THEIR_OWN))
        self.keep("name", self.name)
        self.keep("role", self.roles)
        self.asked.connect(self._ask)
        self.choice.returned.connect(self.press)
        self.name.returnPressed.connect(self.press)
        self.name.textChanged.connect(self._named)
        self.roles.chosen.connect(self._chose)

    def begin(self) -> None:
        """Give the first field the keyboard."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Empty the form."""
        super().forget()
        self.name_entry.say_wrong("")
        self.role_entry.error.say("")
        self.choice.clear()

    def _named(self) -> None:
        self.name_entry.say_wrong("")
        self.choice.set_own_words((self.name.text(),))

    def _chose(self) -> None:
        self.role_entry.error.say("")

    def _ask(self) -> None:
        if not self.name.text().strip():
            self.name_entry.say_wrong("Type your colleague’s name.")
        elif not self.roles.value():
            self.role_entry.say_wrong("Choose a role. It decides what the window offers.")
        elif self.choice.ready():
            name = self.name.text().strip()
            self.working(f"Making {name.split()[0]}’s keys. {SECONDS}", slow=True)
            self.given.emit(name, self.roles.value(), self.choice.text())


class ChangeOwn(AskCard):
    """One's own passphrase: the old one, and a new one. `given` carries both."""

    given = Signal(str, str)

    def __init__(self, theme: Theme, offer: Callable[[], str], judge: Judge) -> None:
        super().__init__(theme, "Change my passphrase", "Change it")
        self.old = PassphraseField(theme, "The passphrase that you have now")
        self.old_entry = Entry(theme, "The passphrase that you have now", self.old)
        self.choice = PassphraseChoice(theme, offer, judge, "Your new passphrase")
        self.fields.addWidget(self.old_entry)
        self.fields.addWidget(Entry(theme, "Your new passphrase", self.choice))
        self.asked.connect(self._ask)
        self.choice.returned.connect(self.press)

    def begin(self) -> None:
        """Give the first field the keyboard."""
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Empty the form."""
        super().forget()
        self.old.hide_words()
        self.old.clear()
        self.choice.clear()

    def _ask(self) -> None:
        self.old_entry.error.say("")
        if not self.old.text():
            self.old_entry.say_wrong("Type the passphrase that you have now.")
        elif self.choice.ready():
            self.working(f"Changing your passphrase. {SECONDS}", slow=True)
            self.given.emit(self.old.text(), self.choice.text())


class ForColleague(AskCard):
    """A colleague types a passphrase: a new one, or their own to become a keeper.

    `given` carries the person and what was typed.
    """

    given = Signal(str, str)

    def __init__(self, theme: Theme, offer: Callable[[], str], judge: Judge, *, new: bool) -> None:
        super().__init__(theme, "", "Set it" if new else "Make them a keeper")
        self._new, self._person, self._name = new, "", ""
        self.choice: PassphraseChoice | None = None
        self.own: PassphraseField | None = None
        if new:
            self.choice = PassphraseChoice(theme, offer, judge, "Their new passphrase")
            self.fields.addWidget(Entry(theme, "Their new passphrase", self.choice, THEIR_OWN))
            self.choice.returned.connect(self.press)
        else:
            self.own = PassphraseField(theme, "Their own passphrase")
            self.own_entry = Entry(theme, "Their own passphrase", self.own, THEIR_OWN)
            self.fields.addWidget(self.own_entry)
            self.own.returnPressed.connect(self.press)
        self.asked.connect(self._ask)

    def open_for(self, member: MemberShown) -> None:
        """Ask this colleague."""
        self._person, self._name = member.id, member.name
        if self._new:
            self.title.setText(f"A new passphrase for {member.name}")
            self.means.setText(
                "Their old signing keys cannot be brought back: they get new ones, and the old "
                "ones are closed with today’s date. What they signed before still counts."
            )
        else:
            self.title.setText(f"{member.name} becomes a keeper")
            self.means.setText(
                "A keeper can add colleagues and issue their certificates, also when you are away."
            )
        self.means.show()

    def begin(self) -> None:
        """Give the field the keyboard."""
        field = self.choice or self.own
        assert field is not None
        give_focus(field)

    def forget(self) -> None:
        """Empty the form."""
        super().forget()
        if self.choice is not None:
            self.choice.clear()
        if self.own is not None:
            self.own.hide_words()
            self.own.clear()

    def _ask(self) -> None:
        if self.choice is not None:
            if self.choice.ready():
                self.working(f"Making new keys for {self._name}. {SECONDS}", slow=True)
                self.given.emit(self._person, self.choice.text())
            return
        assert self.own is not None
        self.own_entry.error.say("")
        if not self.own.text():
            self.own_entry.say_wrong("Your colleague types the passphrase here.")
            return
        self.working(f"Making {self._name} a keeper. {SECONDS}", slow=True)
        self.given.emit(self._person, self.own.text())
