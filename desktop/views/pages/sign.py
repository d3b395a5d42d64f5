"""Check and sign: what is to be known first, the passphrase, and the very paper beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QWidget

from desktop.casework.previews import Pages
from desktop.views.pages.sign_reason import ReasonPart
from desktop.views.parts import paint
from desktop.views.parts.banner import Banner
from desktop.views.parts.buttons import LinkButton, primary, quiet, secondary
from desktop.views.parts.copy_line import CopyLine
from desktop.views.parts.icon import Icon
from desktop.views.parts.paper_pane import PaperPane
from desktop.views.parts.passphrase import PassphraseField, StrengthLine
from desktop.views.parts.planes import Box, Card, Rule, ScrollPage, column, empty, line
from desktop.views.parts.progress import ProgressStrip
from desktop.views.parts.text import Heading, Label, Prose
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

LEFT = 548  # pixels at 100 %
LEAST_PAPER = 420  # under this the paper goes below what is asked
FACE_TO_FACE = LEFT + LEAST_PAPER


@dataclass(frozen=True)
class SignShown:
    """What the page says before somebody signs, already in words."""

    back: str
    title: str
    notes: tuple[tuple[str, str], ...]
    """Icon and words of what is to be known first: what stands empty, what prints by name."""
    signs_as: str
    next_steps: tuple[tuple[str, str], ...] = ()
    action: str = "Sign and save PDF"
    ready: str = "Ready to sign"


@dataclass(frozen=True)
class DoneShown:
    """What the page says once it is signed."""

    words: str
    next_steps: tuple[tuple[str, str], ...] = ()
    way_on: str = ""


class SignPage(QWidget):
    """The page. `given` carries the passphrase; the field is emptied at once."""

    left = Signal()
    given = Signal(str)
    save_asked = Signal()
    open_asked = Signal()
    print_asked = Signal()
    on_asked = Signal()
    way_out_asked = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.paper = PaperPane(theme, tasks)
        self.paper.print_asked.connect(self.print_asked)
        self.paper.left.connect(self._back_from_paper)
        self._on_paper = False
        self.ask = _Ask(theme)
        self.ask.given.connect(self.given)
        self.ask.later.connect(self.left)
        self.done = _Done(theme)
        self.done.save.clicked.connect(self.save_asked)
        self.done.on.clicked.connect(self.on_asked)
        self.done.copy.open_asked.connect(self.open_asked)
        self.side = ScrollPage(theme, "card")
        self.side.set_content(self._words())
        self._layout = line(0)
        self._layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._layout.addWidget(self.side)
        self._layout.addWidget(self.paper, 1)
        self.setLayout(self._layout)

    def _words(self) -> QWidget:
        theme, px = self.theme, self.theme.px
        self.back = LinkButton(theme, "", role="table", icon="arrow-left")
        self.back.clicked.connect(self.left)
        self.title = Heading(theme, "Check and sign", 1)
        self.trouble = Banner(theme, "late", "")
        self.trouble.hide()
        self.trouble.acted.connect(self.way_out_asked)
        self.busy = ProgressStrip(theme)
        self.busy.hide()
        self.notes = _Notes(theme)
        self.reason = ReasonPart(theme)
        self.reason.asked.connect(self._reason_asked)
        # Where there is no room for the paper beside the words, it takes their place.
        self.see = secondary(theme, "See the paper", "file-text")
        self.see.clicked.connect(self._see_paper)
        self.steps = _Steps(theme)
        layout = column(0, (px(32), px(18), px(32), px(32)))
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(px(8))
        layout.addWidget(self.title)
        layout.addSpacing(px(20))
        # A layout leaves no gap round what is hidden, a spacer would.
        parts = column(px(20))
        asked = (self.trouble, self.notes, self.see, self.reason, self.ask)
        for part in (*asked, self.done, self.busy):
            parts.addWidget(part)
        layout.addLayout(parts)
        layout.addSpacing(px(32))
        layout.addWidget(Rule(theme))
        layout.addSpacing(px(16))
        layout.addWidget(self.steps)
        layout.addStretch(1)
        return Box(layout)

    # What is shown

    def show_making(self, back: str, title: str) -> None:
        """Show that the paper is being made."""
        self.name_back(back)
        self.title.setText(title)
        self.paper.show_paper("", None, printable=False)
        for part in (self.trouble, self.notes, self.reason, self.ask, self.done):
            part.hide()
        self.steps.show_steps("", ())
        self.busy.start("The paper is being made", can_cancel=False)

    def name_back(self, place: str) -> None:
        """Say where the way back leads."""
        self.back.setText(place)
        self.back.setAccessibleName(f"Back to {place}")

    def show_ready(self, shown: SignShown, pages: Pages) -> None:
        """Show the paper, and ask for the passphrase."""
        self.busy.finish()
        self.name_back(shown.back)
        self.title.setText(shown.title)
        self.notes.show_notes(shown.ready, shown.notes)
        self.notes.show()
        self.ask.show_ask(shown.signs_as, shown.action)
        self.ask.show()
        self.done.hide()
        self.steps.show_steps("What happens next", shown.next_steps)
        self.paper.show_paper("The very paper that you sign", pages, printable=False)
        self.ask.begin()

    def _reason_asked(self, on: bool) -> None:
        """While another reason is typed the paper is not the one that would be signed."""
        self.ask.setVisible(not on)

    def show_signing(self, on: bool) -> None:
        """While the key is derived and the paper signed, nothing else is asked."""
        self.ask.setVisible(not on)
        self.reason.setEnabled(not on)
        if on:
            self.busy.start("Signing", can_cancel=False)
        else:
            self.busy.finish()

    def say_wrong(self, words: str, next_step: str = "") -> None:
        """Say that the passphrase was wrong."""
        self.show_signing(False)
        self.ask.say_wrong(words, next_step)

    def show_trouble(self, words: str, way_out: str = "") -> None:
        """Say what stands in the way; `way_out` is what the button says that helps, if any."""
        self.busy.finish()
        self.trouble.say("late", words, way_out)
        self.trouble.show()
        self.side.verticalScrollBar().setValue(0)

    def show_done(self, shown: DoneShown, pages: Pages) -> None:
        """Show that it is signed, the signed paper, and what follows."""
        self.trouble.hide()
        self.notes.hide()
        self.reason.hide()
        self.ask.hide()
        self.busy.finish()
        self.done.show_done(shown)
        self.done.show()
        self.steps.show_steps("What happens next", shown.next_steps)
        self.paper.show_paper("The signed paper", pages, printable=True)
        self.done.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_saved(self, words: str) -> None:
        """Say that a copy was saved, and that it is no longer protected."""
        self.done.copy.say(words)

    def offer_copy(self, there: bool) -> None:
        """Offer to open the copy that was saved, or not."""
        self.done.copy.offer(there)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        px, width = self.theme.px, self.width()
        beside = width >= px(FACE_TO_FACE)
        self.side.setFixedWidth(px(LEFT) if beside else width)
        self.side.setVisible(beside or not self._on_paper)
        self.paper.setVisible(beside or self._on_paper)
        self.paper.back.setVisible(not beside)
        self.see.setVisible(not beside)

    def _see_paper(self) -> None:
        self._on_paper = True
        self._arrange()
        self.paper.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back_from_paper(self) -> None:
        self._on_paper = False
        self._arrange()
        self.see.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.theme.px(240))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("card"))


class _Notes(Card):
    """What is to be known before signing, behind a bar in the colour of what is done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=(16, 20), radius=8, gap=8)
        self._title = Label(theme, "", "label")
        head = line(theme.px(8))
        head.addWidget(Icon(theme, "circle-check", "done-fg"))
        head.addWidget(self._title, 1)
        self._lines = column(theme.px(8))
        self.body.addLayout(head)
        self.body.addLayout(self._lines)

    def show_notes(self, title: str, notes: Sequence[tuple[str, str]]) -> None:
        """Show these under a title."""
        self._title.setText(title)
        empty(self._lines)
        for icon, words in notes:
            self._lines.addWidget(_iconed(self.theme, icon, words, "muted"))
        self.setAccessibleName(". ".join([title, *(words for _, words in notes)]))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        bar = self.rect()
        bar.setWidth(self.theme.px(4))
        painter = QPainter(self)
        paint.plane(painter, bar, 0, self.theme.colour("done-fg"), None)


class _Ask(QWidget):
    """The passphrase, and the one button."""

    given = Signal(str)
    later = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        px = theme.px
        self._as = Label(theme, "", "hint", "muted", wrap=True)
        self.field = PassphraseField(theme, "Your passphrase")
        self.message = StrengthLine(theme)
        self.message.hide()
        self.sign = primary(theme, "Sign and save PDF", "file-pen-line")
        self.not_yet = quiet(theme, "Not yet")
        layout = column(px(8))
        head = column(px(4))
        head.addWidget(Label(theme, "Your passphrase", "label"))
        head.addWidget(self._as)
        layout.addLayout(head)
        layout.addWidget(self.field)
        layout.addWidget(self.message)
        row = line(px(12), (0, px(12), 0, 0))
        row.addWidget(self.sign)
        row.addWidget(self.not_yet)
        row.addStretch(1)
        layout.addLayout(row)
        self.setLayout(layout)
        self.field.returnPressed.connect(self._give)
        self.sign.clicked.connect(self._give)
        self.not_yet.clicked.connect(self.later)

    def show_ask(self, signs_as: str, action: str) -> None:
        """Say as whom one signs, and what the button does."""
        self._as.setText(signs_as)
        self.field.setAccessibleDescription(signs_as)
        self.sign.set_words(action)
        self.message.hide()
        self.field.set_wrong(False)

    def begin(self) -> None:
        """Bring the keyboard to the passphrase."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_wrong(self, words: str, next_step: str) -> None:
        """Say that it was wrong; the field waits for the next try."""
        self.message.say("wrong", words, next_step)
        self.message.show()
        self.field.set_wrong(True)
        self.begin()

    def _give(self) -> None:
        words = self.field.text()
        if not words:
            self.say_wrong("Type your passphrase.", "")
            return
        self.field.hide_words()
        self.field.clear()
        self.field.set_wrong(False)
        self.message.hide()
        self.given.emit(words)


class _Done(QWidget):
    """It is signed: what it waits for, and what one may do now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        px = theme.px
        self.said = Banner(theme, "done", "")
        self.save = secondary(theme, "Save a copy", "download")
        self.on = primary(theme, "Go on", "arrow-right")
        self.copy = CopyLine(theme)
        layout = column(px(16))
        layout.addWidget(self.said)
        row = line(px(12))
        row.addWidget(self.on)
        row.addWidget(self.save)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self.copy)
        self.setLayout(layout)

    def show_done(self, shown: DoneShown) -> None:
        """Say it."""
        self.said.say("done", shown.words)
        self.on.set_words(shown.way_on or "Go on")
        self.copy.say("")


class _Steps(QWidget):
    """What happens next, step by step."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._heading = Heading(theme, "", 3)
        self._lines = column(theme.px(8))
        layout = column(theme.px(12))
        layout.addWidget(self._heading)
        layout.addLayout(self._lines)
        self.setLayout(layout)

    def show_steps(self, title: str, steps: Sequence[tuple[str, str]]) -> None:
        """Show these, each with its icon."""
        self.setVisible(bool(steps))
        self._heading.setText(title)
        empty(self._lines)
        for icon, words in steps:
            self._lines.addWidget(_iconed(self.theme, icon, words, "accent"))


def _iconed(theme: Theme, icon: str, words: str, token: str) -> QWidget:
    """Return a sentence with an icon at its first line."""
    size = 16 if token == "muted" else 20
    row = line(theme.px(12))
    lowered = column(0, (0, theme.px(3 if size == 16 else 1), 0, 0))
    lowered.addWidget(Icon(theme, icon, token, size))
    lowered.addStretch(1)
    row.addLayout(lowered)
    tone = "muted" if token == "muted" else "text"
    row.addWidget(Prose(theme, words, "hint" if size == 16 else "body", tone, plain=True), 1)
    return Box(row)
