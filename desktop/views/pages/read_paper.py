"""The paper of the version that is read: who signed it, and what one may do with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.editors.note_area import NoteArea
from desktop.views.parts.buttons import LinkButton, primary, quiet, secondary
from desktop.views.parts.copy_line import CopyLine
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Box, Rule, column, empty, line
from desktop.views.parts.text import Label, Prose
from desktop.views.theme import Theme


@dataclass(frozen=True)
class PaperShown:
    """The paper of a version in words. `signed` are its signatures, one line each."""

    title: str
    signed: tuple[str, ...]
    waits: str = ""
    """Who is still to sign, "" for nobody."""
    may_agree: bool = False
    may_correct: bool = False
    has_note: bool = False
    """Whether whoever reads agreed it, and has its note for LCS to copy."""
    reason: str = ""
    """What they began to say of why it is corrected."""
    asks_reason: bool = False


class PaperPart(QWidget):
    """Stands over the versions. `corrected` carries the reason for a correction.

    `reason_written` carries it while it is typed, and whether it is still asked for.
    """

    see_asked = Signal()
    save_asked = Signal()
    open_asked = Signal()
    print_asked = Signal()
    check_asked = Signal()
    agree_asked = Signal()
    note_asked = Signal()
    corrected = Signal(str)
    reason_written = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        px = theme.px
        self._title = Label(theme, "", "label", wrap=True)
        self._signed = column(px(6))
        self.agree = primary(theme, "Read and agree", "file-check", "small")
        self.agree.clicked.connect(self.agree_asked)
        self._links = column(px(8))
        for icon, words, out in (
            ("file-text", "See the paper", self.see_asked),
            ("download", "Save a copy", self.save_asked),
            ("printer", "Print", self.print_asked),
            ("shield", "Check its signatures", self.check_asked),
        ):
            button = LinkButton(theme, words, icon=icon)
            button.clicked.connect(out)
            self._links.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.note = LinkButton(theme, "Case note for LCS", icon="copy")
        self.note.clicked.connect(self.note_asked)
        self._links.addWidget(self.note, 0, Qt.AlignmentFlag.AlignLeft)
        self.correct = LinkButton(theme, "Correct this record", icon="file-pen-line")
        self.correct.clicked.connect(self._ask_reason)
        self._links.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignLeft)
        self._copy = CopyLine(theme)
        self._copy.open_asked.connect(self.open_asked)
        self._reason = self._make_reason()
        layout = column(px(10), (px(20), px(21), px(20), px(12)))
        layout.addWidget(self._title)
        layout.addLayout(self._signed)
        layout.addWidget(self.agree, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._links)
        layout.addWidget(self._reason)
        layout.addWidget(self._copy)
        layout.addWidget(Rule(theme))
        self.setLayout(layout)
        self.hide()

    def _make_reason(self) -> QWidget:
        theme, px = self.theme, self.theme.px
        self.why = NoteArea(theme, lines=2)
        self.why.setAccessibleName("Why it is corrected")
        self.why.touched.connect(self._reason_touched)
        begin = secondary(theme, "Begin the correction", size="small")
        begin.clicked.connect(self._correct)
        self.later = quiet(theme, "Not yet", size="small")
        self.later.clicked.connect(self._not_yet)
        layout = column(px(8))
        layout.addWidget(Label(theme, "Why it is corrected", "strong"))
        hint = "The signed version stays as it is. The correction says this on its paper."
        layout.addWidget(Label(theme, hint, "hint", "muted", wrap=True))
        layout.addWidget(self.why)
        row = line(px(8))
        row.addWidget(begin)
        row.addWidget(self.later)
        row.addStretch(1)
        layout.addLayout(row)
        box = Box(layout)
        box.hide()
        return box

    def show_paper(self, shown: PaperShown | None) -> None:
        """Show the paper of a version, or nothing where it has none."""
        self.setVisible(shown is not None)
        self._put_away()
        self.say("")
        if shown is None:
            return
        self._title.setText(shown.title)
        empty(self._signed)
        for words in shown.signed:
            self._signed.addWidget(self._line("circle-check", "done-fg", words))
        if shown.waits:
            self._signed.addWidget(self._line("clock", "due-fg", shown.waits))
        self.agree.setVisible(shown.may_agree)
        self.note.setVisible(shown.has_note)
        self.correct.setVisible(shown.may_correct)
        self.why.set_text(shown.reason)
        if shown.asks_reason:
            self._open_reason()

    def _line(self, icon: str, token: str, words: str) -> QWidget:
        row = line(self.theme.px(8))
        lowered = column(0, (0, self.theme.px(2), 0, 0))
        lowered.addWidget(Icon(self.theme, icon, token, 16))
        lowered.addStretch(1)
        row.addLayout(lowered)
        row.addWidget(Prose(self.theme, words, "hint", plain=True), 1)
        return Box(row)

    def say(self, words: str) -> None:
        """Say what came of saving, printing or checking."""
        self._copy.say(words)

    def offer_copy(self, there: bool) -> None:
        """Offer to open the copy that was saved, or not."""
        self._copy.offer(there)

    def say_refused(self, words: str) -> None:
        """Tell that something was not taken, for example a paste that is too long."""
        self.say(words)

    def _ask_reason(self) -> None:
        self._open_reason()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_reason(self) -> None:
        self._reason.show()
        self.correct.hide()

    def _reason_touched(self) -> None:
        self.reason_written.emit(self.why.text(), True)

    def _not_yet(self) -> None:
        self._put_away()
        self.reason_written.emit(self.why.text(), False)

    def _put_away(self) -> None:
        if not self._reason.isHidden():
            self._reason.hide()
            self.correct.show()

    def _correct(self) -> None:
        self.corrected.emit(self.why.text())
