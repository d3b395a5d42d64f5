"""The decision under what is read: return with comments, or agree and countersign."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.casework.today import counted
from desktop.views.editors.note_area import NoteArea
from desktop.views.parts.buttons import primary, quiet, secondary
from desktop.views.parts.passphrase import InlineUnlock
from desktop.views.parts.planes import Box, column, line
from desktop.views.parts.progress import ProgressStrip
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

CHOICE, RETURN, AGREE = "choice", "return", "agree"
BESIDE = 720  # pixels at 100 % from which the words stand beside the buttons
UNSAID = "Your comments reach nobody if you agree. Return it if they matter."


class Decision(QWidget):
    """The bar. `given` carries the passphrase, `returned` says that it goes back."""

    given = Signal(str)
    returned = Signal()
    reasons_written = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        px = theme.px
        self._comments, self._against = 0, ""
        self.busy = ProgressStrip(theme)
        self.busy.hide()
        self.ask = InlineUnlock(theme, "Agree and countersign")
        self.ask.given.connect(self._given)
        self._choice, self._return = self._make_choice(), self._make_return()
        self._agree = self._make_agree()
        layout = column(0, (px(32), px(13), px(32), px(14)))
        for part in (self._choice, self._return, self._agree, self.busy):
            layout.addWidget(part)
        self.setLayout(layout)
        self._turn(CHOICE)

    def _make_choice(self) -> QWidget:
        theme, px = self.theme, self.theme.px
        self._words = Label(theme, "", "hint", "muted", wrap=True)
        self.give_back = secondary(theme, "Return with comments", "undo-2")
        self.agree = primary(theme, "Agree and countersign", "file-check")
        self.give_back.clicked.connect(self._ask_reasons)
        self.agree.clicked.connect(self._ask_passphrase)
        words = column(0)
        self._heading = Label(theme, "Your decision", "label")
        words.addWidget(self._heading)
        words.addWidget(self._words)
        buttons = line(px(12))
        buttons.addStretch(1)
        buttons.addWidget(self.give_back)
        buttons.addWidget(self.agree)
        self._ways = line(px(12))
        self._ways.addLayout(words, 1)
        self._ways.addLayout(buttons)
        return Box(self._ways)

    def _make_return(self) -> QWidget:
        theme, px = self.theme, self.theme.px
        self.reasons = NoteArea(theme, lines=2)
        self.reasons.setAccessibleName("Why it goes back")
        self.reasons.touched.connect(self._reasons_touched)
        self.send = primary(theme, "Return it", "undo-2")
        self.send.clicked.connect(self.returned)
        back = quiet(theme, "Not yet")
        back.clicked.connect(self._back)
        row = line(px(12))
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self.send)
        layout = column(px(8))
        layout.addWidget(Label(theme, "Why it goes back", "label"))
        hint = "The author reads this first, and your comments beside the answers."
        layout.addWidget(Label(theme, hint, "hint", "muted", wrap=True))
        layout.addWidget(self.reasons)
        layout.addLayout(row)
        return Box(layout)

    def _make_agree(self) -> QWidget:
        theme, px = self.theme, self.theme.px
        back = quiet(theme, "Not yet")
        back.clicked.connect(self._back)
        row = line(px(12))
        row.addWidget(self.ask, 1)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignBottom)
        self.unsaid = Label(theme, "", "hint", "due", wrap=True)
        layout = column(px(8))
        layout.addWidget(self.unsaid)
        layout.addLayout(row)
        return Box(layout)

    # What is shown

    def show_choice(self, comments: int, reasons: str, against: str) -> None:
        """Offer both ways; `against` says why this person cannot decide, "" where they can."""
        self._against = against
        self.reasons.set_text(reasons)
        self.show_busy(False)
        self._turn(CHOICE)
        self.show_comments(comments)
        for button in (self.agree, self.give_back):
            if against:
                button.disable_because(against)
            else:
                button.enable()

    def show_comments(self, comments: int) -> None:
        """Say how many comments go back with the record."""
        self._comments = comments
        if self._against:
            self._words.setText(self._against)
        elif comments == 0:
            self._words.setText("Nothing is commented.")
        else:
            words = "One comment goes" if comments == 1 else f"{counted(comments)} comments go"
            self._words.setText(f"{words} back with the record if you return it.")
        self._arrange()

    def say_wrong(self, words: str, next_step: str) -> None:
        """Say that the passphrase was wrong."""
        self.show_busy(False)
        self._turn(AGREE)
        self.ask.say_wrong(words, next_step)

    def show_busy(self, on: bool, words: str = "Countersigning") -> None:
        """While it is signed nothing else is asked."""
        if on:
            for part in (self._choice, self._return, self._agree):
                part.setEnabled(False)
            self.busy.start(words, can_cancel=False)
        else:
            for part in (self._choice, self._return, self._agree):
                part.setEnabled(True)
            self.busy.finish()

    def _turn(self, name: str) -> None:
        for part, own in ((self._choice, CHOICE), (self._return, RETURN), (self._agree, AGREE)):
            part.setVisible(own == name)

    def _ask_reasons(self) -> None:
        self._turn(RETURN)
        self.reasons.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_passphrase(self) -> None:
        self.unsaid.setText(UNSAID if self._comments or self.reasons.text().strip() else "")
        self.unsaid.setVisible(bool(self.unsaid.text()))
        self.ask.field.setAccessibleDescription(self.unsaid.text())
        self._turn(AGREE)
        self.ask.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self._turn(CHOICE)
        self.agree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _given(self, passphrase: str) -> None:
        self.show_busy(True)
        self.given.emit(passphrase)

    def _reasons_touched(self) -> None:
        self.reasons_written.emit(self.reasons.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where there is little room, put the buttons under the words, if these say anything."""
        direction = QBoxLayout.Direction
        narrow = self.width() < self.theme.px(BESIDE)
        self._ways.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._heading.setVisible(not narrow)
        self._words.setVisible(not narrow or bool(self._comments or self._against))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("card"))
        painter.fillRect(0, 0, self.width(), 1, self.theme.colour("line"))
