"""The lock screen: why it is locked, who may unlock, and their passphrase. No child's name here."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.pages.data_locked import LockedShown, PersonLine
from desktop.views.parts import paint
from desktop.views.parts.avatar import Avatar
from desktop.views.parts.boxes import Box, Card, PressRow, ScrollPage, column, empty, line
from desktop.views.parts.buttons import link
from desktop.views.parts.icon import Icon, Logo
from desktop.views.parts.label import Heading, Label
from desktop.views.parts.passphrase import InlineUnlock
from desktop.views.theme import Theme

if TYPE_CHECKING:
    from desktop.views.pages.recover import RecoverForm

WIDE = 480
RECOVERY_WIDE = 640
CAPS_LOCK = "Caps Lock is on."


class PersonRow(PressRow):
    """Somebody else who may unlock: pressing the row asks for their passphrase."""

    def __init__(self, theme: Theme, person: PersonLine, parent: QWidget | None = None) -> None:
        super().__init__(theme, height=63, parent=parent)
        px = theme.px
        row = line(px(16), (px(20), px(8), px(20), px(8)))
        row.addWidget(Avatar(theme, person.name, 40), 0, Qt.AlignmentFlag.AlignVCenter)
        words = column(px(1))
        words.addStretch(1)
        words.addWidget(Label(theme, person.name))
        words.addWidget(Label(theme, person.role, "hint", "muted"))
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(Icon(theme, "chevron-right"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(row)
        self.setAccessibleName(f"{person.name}, {person.role}")
        self.let_open()


class PersonCard(Card):
    """The people, the chosen one open with a passphrase field."""

    given = Signal(str, str)
    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=(0, 0), parent=parent)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(1)
        self.unlock: InlineUnlock | None = None
        self.rows: dict[str, PersonRow] = {}
        self._rules: list[QWidget] = []
        self._open = ""

    @property
    def open_person(self) -> str:
        """Whose passphrase is asked for."""
        return self._open

    def show_people(self, people: tuple[PersonLine, ...], chosen: str) -> None:
        """Show the people, the chosen one open and first."""
        empty(self.body)
        self.rows, self._rules, self._open = {}, [], chosen
        ordered = sorted(people, key=lambda person: person.id != chosen)
        for person in ordered:
            row = self._opened(person) if person.id == chosen else self._closed(person)
            self._rules.append(row)
            self.body.addWidget(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, colour = QPainter(self), self.theme.colour("hair")
        for row in self._rules[1:]:
            paint.hairline(painter, 1, row.y() - 1, self.width() - 2, colour)

    def _opened(self, person: PersonLine) -> QWidget:
        theme, px = self.theme, self.theme.px
        head = line(px(16))
        head.addWidget(Avatar(theme, person.name, 40))
        names = column(0)
        names.addWidget(Label(theme, person.name, "label"))
        names.addWidget(Label(theme, person.role, "hint", "muted"))
        head.addLayout(names, 1)
        self.unlock = InlineUnlock(theme, "Unlock")
        self.unlock.given.connect(self._give)
        layout = column(px(16), (px(20), px(17), px(20), px(20)))
        layout.addLayout(head)
        layout.addWidget(self.unlock)
        return Box(layout)

    def _closed(self, person: PersonLine) -> QWidget:
        row = PersonRow(self.theme, person)
        row.opened.connect(self._picker(person.id))
        self.rows[person.id] = row
        return row

    def _picker(self, person: str) -> Callable[[], None]:
        def pick() -> None:
            self.picked.emit(person)

        return pick

    def _give(self, words: str) -> None:
        self.given.emit(self._open, words)


class UnlockPage(ScrollPage):
    """The page. `given` carries person and passphrase; answer with `say_wrong`, `wait`,
    `show_trouble`, or take the page away. `recovered` carries printed key, person and the new
    passphrase. `person_picked` says whose turn it is, so that their waiting time can be looked up.
    """

    given = Signal(str, str)
    person_picked = Signal(str)
    recovered = Signal(str, str, str)
    paper_asked = Signal()

    def __init__(
        self, theme: Theme, make_recover: Callable[[], RecoverForm], parent: QWidget | None = None
    ) -> None:
        """`make_recover` makes the form for a forgotten passphrase, when it is first wanted."""
        super().__init__(theme, "window", parent)
        px = theme.px
        self._make_recover = make_recover
        self._recover: RecoverForm | None = None
        self._shown: LockedShown | None = None
        self._caps = self._opening = False
        self.title = Heading(theme, "", 1, wrap=True)
        self._icon = Icon(theme, "circle-check", "done-fg")
        self.why = Label(theme, "", wrap=True)
        self.saved = Label(theme, "", tone="muted", wrap=True)
        self.people = PersonCard(theme)
        self.people.given.connect(self._give)
        self.people.picked.connect(self._pick)
        self.caps = Label(theme, CAPS_LOCK, "hint", "due")
        self.caps.hide()
        self.forgotten = link(theme, "I have forgotten my passphrase", role="hint")
        self.forgotten.clicked.connect(self._open_recovery)
        self.check_paper = link(theme, "Check a paper that lies in a file", role="hint")
        self.check_paper.clicked.connect(self.paper_asked)
        self._usual, self._views = self._usual_view(), column(0)
        self._views.addWidget(self._usual)
        layout = column(px(24))
        layout.addLayout(self._head())
        layout.addLayout(self._reason())
        layout.addLayout(self._views)
        layout.addStretch(1)
        self._column = Box(layout)
        self._column.setMaximumWidth(px(WIDE))
        self._outer = line(0)
        self._outer.addWidget(self._column, 1)
        self.set_content(Box(self._outer))
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._left = 0

    def _head(self) -> QHBoxLayout:
        head = line(self.theme.px(16))
        head.addWidget(Logo(self.theme, 48))
        head.addWidget(self.title, 1)
        return head

    def _reason(self) -> QHBoxLayout:
        reason = line(self.theme.px(12))
        lowered = column(0, (0, self.theme.px(2), 0, 0))
        lowered.addWidget(self._icon)
        lowered.addStretch(1)
        reason.addLayout(lowered)
        said = column(0)
        said.addWidget(self.why)
        said.addWidget(self.saved)
        reason.addLayout(said, 1)
        return reason

    def _usual_view(self) -> Box:
        usual = column(self.theme.px(16))
        usual.addWidget(self.people)
        usual.addWidget(self.caps)
        usual.addWidget(self.forgotten, 0, Qt.AlignmentFlag.AlignLeft)
        usual.addWidget(self.check_paper, 0, Qt.AlignmentFlag.AlignLeft)
        return Box(usual)

    def show_locked(self, shown: LockedShown, chosen: str = "") -> None:
        """Show why it is locked and who may unlock; `chosen` is open."""
        self._shown = shown
        self.title.setText(f"{shown.team} is locked")
        self.why.setText(shown.why)
        self.saved.setText(shown.saved)
        self.saved.set_tone("late" if shown.trouble else "muted")
        icon = ("triangle-alert", "late-fg") if shown.trouble else ("circle-check", "done-fg")
        self._icon.show_icon(*icon)
        if self._recover is not None:
            self._recover.show_people(shown.people)
        known = [person.id for person in shown.people]
        first = chosen or shown.last
        self._show_open(first if first in known else (known[0] if known else ""))
        self._show_recovery(False)

    @property
    def recover(self) -> RecoverForm:
        """The form for a forgotten passphrase."""
        if self._recover is None:
            self._recover = form = self._make_recover()
            form.hide()
            form.left.connect(self._close_recovery)
            form.given.connect(self.recovered)
            form.show_people(self._shown.people if self._shown is not None else ())
            self._views.addWidget(form)
        return self._recover

    @property
    def recovering(self) -> bool:
        """Whether the form for a forgotten passphrase is shown."""
        return self._recover is not None and not self._recover.isHidden()

    @property
    def field(self) -> QWidget | None:
        """The passphrase field."""
        return self.people.unlock.field if self.people.unlock is not None else None

    def begin(self) -> None:
        """Give the passphrase field the keyboard."""
        if self.recovering:
            self.recover.begin()
        elif self.people.unlock is not None:
            self.people.unlock.field.setFocus()

    def say_wrong(self, message: str, next_step: str = "") -> None:
        """Say that the passphrase was not right; the person may try again."""
        if self.recovering:
            self.show_trouble(f"{message} {next_step}".strip())
            return
        self._opening = False
        if self.people.unlock is not None:
            self.people.unlock.button.set_words("Unlock")
            self.people.unlock.say_wrong(message, next_step)

    def show_trouble(self, text: str) -> None:
        """Say why the store could not be opened."""
        if self.recovering:
            self.recover.say_wrong(text)
            QTimer.singleShot(0, self._show_what_was_wrong)  # once the line has its place
            return
        self._working(False)
        self._icon.show_icon("triangle-alert", "late-fg")
        self.why.setText(text)
        self.saved.setText("")

    def _show_what_was_wrong(self) -> None:
        if self.recovering:
            self.ensureWidgetVisible(self.recover.error)

    def wait(self, seconds: float) -> None:
        """Take no guess for so many seconds, counting down; 0 takes one now."""
        self._left = ceil(seconds)
        if self._left <= 0:
            self._clock.stop()
            return
        self._say_wait()
        self._clock.start()

    @property
    def waiting(self) -> bool:
        """Whether guesses are not taken now."""
        return self._left > 0

    # Inside

    def _show_open(self, person: str) -> None:
        assert self._shown is not None
        self._opening = False
        self._left = 0
        self._clock.stop()
        self.people.show_people(self._shown.people, person)
        unlock = self.people.unlock
        if unlock is not None:
            unlock.field.installEventFilter(self)
            unlock.field.textEdited.connect(self._typed)

    def _typed(self) -> None:
        unlock = self.people.unlock
        if unlock is not None and not self.waiting:
            unlock.field.set_wrong(False)

    def _pick(self, person: str) -> None:
        if self._opening:  # the window that opens next is not for this person's keys
            return
        self._show_open(person)
        self.begin()
        self.person_picked.emit(person)

    def _give(self, person: str, passphrase: str) -> None:
        self._working(True)
        self.given.emit(person, passphrase)

    def _working(self, on: bool) -> None:
        self._opening = on
        unlock = self.people.unlock
        if unlock is None:
            return
        if on:
            unlock.button.set_words("Opening")
            unlock.wait("The store is being opened.")
        else:
            unlock.button.set_words("Unlock")
            unlock.enable()

    def _tick(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._say_wait()
            return
        self._clock.stop()
        unlock = self.people.unlock
        if unlock is not None:
            unlock.enable()
            unlock.message.hide()
            unlock.field.set_wrong(False)
            unlock.field.setFocus()

    def _say_wait(self) -> None:
        unlock = self.people.unlock
        if unlock is None:
            return
        seconds = "1 second" if self._left == 1 else f"{self._left} seconds"
        words = "That was not it."
        unlock.message.say("wrong", words, f"You can try again in {seconds}.")
        unlock.message.show()
        unlock.button.set_words("Unlock")
        unlock.wait(f"{words} You can try again in {seconds}.")

    def _open_recovery(self) -> None:
        self._show_recovery(True)
        self.recover.choose(self.people.open_person)
        self.recover.begin()

    def _close_recovery(self) -> None:
        self._show_recovery(False)
        self.begin()

    def _show_recovery(self, on: bool) -> None:
        if on or self._recover is not None:
            self.recover.setVisible(on)
        self._usual.setVisible(not on)
        self._set_margins()

    # Caps Lock: Qt has no question for its state, so it is read off what the keys give.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QKeyEvent.Type.KeyPress:
            self._look_at(event)
        elif isinstance(event, QFocusEvent) and event.lostFocus():
            self.caps.hide()
        return super().eventFilter(watched, event)

    def _look_at(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps.setVisible(self._caps is False and not self.caps.isVisible())
            return
        text = event.text()
        if len(text) == 1 and text.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.setVisible(text.isupper() != shifted and text.upper() != text.lower())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    def _set_margins(self) -> None:
        px = self.theme.px
        wide = px(RECOVERY_WIDE if self.recovering else WIDE)
        self._column.setMaximumWidth(wide)
        side = max(px(24), (self.width() - wide) // 2)
        right = max(0, side - (self.width() - self.viewport().width()))
        self._outer.setContentsMargins(side, px(56), right, px(32))
