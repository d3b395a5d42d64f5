"""Choosing a passphrase: three words offered, the field, and how hard it is to guess."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.pages.data import Verdict
from desktop.views.parts.buttons import quiet, secondary
from desktop.views.parts.passphrase import PassphraseField, StrengthLine
from desktop.views.parts.planes import Card, column, line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

JUDGE_AFTER = 60  # milliseconds after the last key

Judge = Callable[[str, tuple[str, ...]], Verdict]


class PassphraseChoice(QWidget):
    """Choosing a passphrase: three words offered, the field, and how hard it is to guess."""

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
        px = theme.px
        self.offered = Label(theme, offer(), "section")
        self.others = quiet(theme, "Three others", "refresh-cw", size="small")
        self.use = secondary(theme, "Use these", size="small")
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
        self.field = PassphraseField(theme, name)
        self.strength = StrengthLine(theme)
        layout = column(0)
        layout.addWidget(card)
        layout.addSpacing(px(12))
        layout.addWidget(self.field)
        layout.addSpacing(px(8))
        layout.addWidget(self.strength)
        self.setLayout(layout)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.judge_now)
        self.others.clicked.connect(self._offer_others)
        self.use.clicked.connect(self._use)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self.returned)
        self._say_offer()

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
        """Whether the passphrase is good enough; when not, says so at the field."""
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

    def freeze(self) -> None:
        """Show that it is chosen."""
        self.field.setReadOnly(True)
        self.others.setEnabled(False)
        self.use.setEnabled(False)

    def clear(self) -> None:
        """Forget what was typed."""
        self.field.hide_words()
        self.field.clear()
        self.field.set_wrong(False)

    def _typed(self) -> None:
        self.field.set_wrong(False)
        self._wait.start(JUDGE_AFTER)
        self.changed.emit()

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
