"""Choosing a passphrase: three words offered, the field, and how hard it is to guess.

Whoever cannot see what they type may slip, and a slip in a passphrase locks them out of what they
write. So it is typed twice while the words are hidden, and once while they are shown.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.pages.data import Verdict
from desktop.views.pages.entry import Entry
from desktop.views.parts.buttons import quiet, secondary
from desktop.views.parts.passphrase import PassphraseField, StrengthLine
from desktop.views.parts.planes import Card, column, line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

JUDGE_AFTER = 60  # milliseconds after the last key

AGAIN = "The same passphrase once more"
WHY_AGAIN = "A slip that nobody sees would lock its owner out. Or press Show, and type it once."
NOT_YET = "Type the same passphrase once more, or press Show above."
NOT_THE_SAME = (
    "The two are not the same. Nothing is changed yet. Type it here again, or press Show above to "
    "see what you typed there."
)

Judge = Callable[[str, tuple[str, ...]], Verdict]


class PassphraseChoice(QWidget):
    """Three words offered, the field, its strength, and the field for typing it once more.

    `returned` is sent by Enter when nothing is left to type here.
    """

    returned = Signal()
    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        offer: Callable[[], str],
        judge: Judge,
        name: str = "Your passphrase",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._offer, self._judge = offer, judge
        self._own_words: tuple[str, ...] = ()
        self._frozen = False
        self.offered = Label(theme, offer(), "section")
        self.others = quiet(theme, "Three others", "refresh-cw", size="small")
        self.use = secondary(theme, "Use these", size="small")
        self.field = PassphraseField(theme, name)
        self.strength = StrengthLine(theme)
        self.again = PassphraseField(theme, AGAIN)
        self.again.toggle.hide()  # one Show is enough, and it takes this field away
        self.again_entry = Entry(theme, AGAIN, self.again, WHY_AGAIN)
        self.setLayout(self._lay_out(theme))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.judge_now)
        self.others.clicked.connect(self._offer_others)
        self.use.clicked.connect(self._use)
        self.field.textChanged.connect(self._typed)
        self.field.shown_changed.connect(self._shown)
        self.field.returnPressed.connect(self._return)
        self.again.textChanged.connect(self._typed_again)
        self.again.returnPressed.connect(self.returned)
        self._say_offer()

    def _lay_out(self, theme: Theme) -> QVBoxLayout:
        px = theme.px
        card = Card(theme, padding=(11, 16), radius=8, fill="window")
        margins = card.body.contentsMargins()
        card.body.setContentsMargins(px(16), margins.top(), px(10), margins.bottom())
        row = line(px(8))
        row.addWidget(Label(theme, "We offer", "hint", "muted"))
        row.addSpacing(px(8))
        row.addWidget(self.offered, 1)
        row.addWidget(self.others)
        row.addWidget(self.use)
        card.body.addLayout(row)
        self.again_entry.setContentsMargins(0, px(16), 0, 0)
        layout = column(0)
        layout.addWidget(card)
        layout.addSpacing(px(12))
        layout.addWidget(self.field)
        layout.addSpacing(px(8))
        layout.addWidget(self.strength)
        layout.addWidget(self.again_entry)
        return layout

    def take_focus(self) -> None:
        """Give the field the keyboard."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_own_words(self, words: tuple[str, ...]) -> None:
        """Tell the judge the names that a guesser would try first."""
        self._own_words = words
        if self.field.text():
            self._wait.start(JUDGE_AFTER)

    def text(self) -> str:
        """What was typed."""
        return self.field.text()

    def judge_now(self) -> Verdict:
        """Judge what stands in the field, and say it."""
        self._wait.stop()
        verdict = self._judge(self.field.text(), self._own_words)
        self.strength.say(verdict.state, verdict.word, verdict.advice)
        return verdict

    def ready(self) -> bool:
        """Whether it is good enough and, while nobody sees it, typed twice alike.

        When not, says so at the field in question; what was typed stays.
        """
        return self._good() and self._same()

    def _good(self) -> bool:
        verdict = self.judge_now()
        if verdict.enough:
            return True
        if not self.field.text():
            self.strength.say("wrong", "Choose a passphrase.", "You may use the words offered.")
        else:
            self.strength.say("wrong", verdict.word, verdict.advice)
        self.field.set_wrong(True)
        self.field.setFocus()
        return False

    def _same(self) -> bool:
        if self.again_entry.isHidden() or self.again.text() == self.field.text():
            return True
        self.again_entry.say_wrong(NOT_THE_SAME if self.again.text() else NOT_YET)
        self.again.selectAll()
        return False

    def freeze(self) -> None:
        """Show that it is chosen."""
        self._frozen = True
        self.field.setReadOnly(True)
        self.again_entry.hide()
        self.others.setEnabled(False)
        self.use.setEnabled(False)

    def clear(self) -> None:
        """Forget what was typed."""
        self.field.hide_words()
        self.field.clear()
        self.field.set_wrong(False)
        self.again.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Fields hand Enter on when they have told of it; a page would take it for "go on".
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._wants_more():
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _wants_more(self) -> bool:
        """Whether the first field is filled well, and the second is still to come."""
        if not self.field.hasFocus() or self.again_entry.isHidden() or self.again.text():
            return False
        return self.judge_now().enough

    def _return(self) -> None:
        if not self._wants_more():
            self.returned.emit()

    def _typed(self) -> None:
        self.field.set_wrong(False)
        self.again_entry.say_wrong("")
        self._wait.start(JUDGE_AFTER)
        self.changed.emit()

    def _typed_again(self) -> None:
        self.again_entry.say_wrong("")

    def _shown(self, shown: bool) -> None:
        self.again.clear()
        self.again_entry.setVisible(not shown and not self._frozen)

    def _say_offer(self) -> None:
        self.use.setAccessibleName(f"Use these: {self.offered.text()}")

    def _offer_others(self) -> None:
        self.offered.setText(self._offer())
        self.offered.updateGeometry()
        self._say_offer()

    def _use(self) -> None:
        self.field.setText(self.offered.text())
        if self.field.echoMode() is PassphraseField.EchoMode.Password:
            self.field.toggle.click()  # words that one did not type oneself are shown
        self.field.setFocus()
