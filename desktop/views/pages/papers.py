"""Papers that lie in files, checked: what each is, who signed it, and whether it was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.views.pages.frame import ListPage
from desktop.views.parts.buttons import LinkButton, primary, secondary
from desktop.views.parts.chip import Chip
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Box, Card, Rule, column, line, no_wider
from desktop.views.parts.progress import ProgressStrip
from desktop.views.parts.text import Label, Prose, escaped, strong
from desktop.views.theme import Theme

SUMMARY = "Whether they are what was signed, by whom and when. The files stay as they are."
CHOOSE, ANOTHER = "Choose papers…", "Check another paper…"
EMPTY = "Drop papers on this window, or choose them. Nothing of them is kept."
COLUMN = 860  # pixels at 100 %: words across no more than one reads
LABELS = 132
INDENT = 40  # the icon and the room beside it
ICONS = {
    "done": ("circle-check", "done-fg"),
    "late": ("triangle-alert", "late-fg"),
    "due": ("info", "due-fg"),
    "plain": ("minus", "muted"),
}


@dataclass(frozen=True)
class CheckShown:
    """What one rule found: its name, a sentence, and a tone of `ICONS`."""

    label: str
    answer: str
    sentence: str
    tone: str


@dataclass(frozen=True)
class PaperShown:
    """What is said of one file. `facts` without a label go on with what stands before."""

    name: str
    word: str
    remark: str
    tone: str
    note: str = ""
    """Beside the name: that it is a training paper."""
    facts: tuple[tuple[str, str], ...] = ()
    checks: tuple[CheckShown, ...] = ()


class PaperCard(Card):
    """One file: the verdict first, then who and when, and on request every check."""

    def __init__(
        self, theme: Theme, shown: PaperShown, *, folded: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, padding=(20, 24), gap=16, parent=parent)
        self.shown = shown
        self.verdict = Prose(theme, _headline(shown), content=True)
        self.verdict.setAccessibleName(f"{shown.name}: {shown.word}. {shown.remark}")
        self.body.addLayout(self._head())
        self.facts = _facts(theme, shown.facts)
        self.checks = _checks(theme, shown.checks)
        self.more = LinkButton(theme, "", icon="chevron-right")
        self.more.clicked.connect(self.unfold)
        self.body.addWidget(self.facts)
        self.body.addLayout(_indented(theme, self.more))
        self.body.addWidget(self.checks)
        self._folds_facts = folded
        self._show(False)

    def _head(self) -> QHBoxLayout:
        theme, px = self.theme, self.theme.px
        head = line(px(16))
        icon = column(0)
        icon.addWidget(Icon(theme, *ICONS[self.shown.tone], 24))
        icon.addStretch(1)
        head.addLayout(icon)
        words = column(px(2))
        name = line(px(12))
        name.addWidget(Label(theme, self.shown.name, "section"))
        if self.shown.note:
            name.addWidget(Chip(theme, self.shown.note, "due", "info"))
        name.addStretch(1)
        words.addLayout(name)
        words.addWidget(self.verdict)
        head.addLayout(words, 1)
        return head

    def unfold(self) -> None:
        """Show what is folded, or fold it again."""
        self._show(self.checks.isHidden())

    def _show(self, open_: bool) -> None:
        there = bool(self.shown.checks)
        self.facts.setVisible(bool(self.shown.facts) and (open_ or not self._folds_facts))
        self.checks.setVisible(there and open_)
        self.more.setVisible(there)
        what = f"the {len(self.shown.checks)} checks"
        if self._folds_facts:
            what = f"who signed and {what}"
        words = f"Hide {what}" if open_ else f"Show {what}"
        self.more.setText(words)
        self.more.setAccessibleName(f"{words}: {self.shown.name}")
        self.more.icon_name = "chevron-down" if open_ else "chevron-right"
        self.more.updateGeometry()


class PapersPage(ListPage):
    """The page. `choose` asks for other files, `back` leads away; `stopped` ends the checking."""

    stopped = Signal()

    def __init__(self, theme: Theme, back: str, parent: QWidget | None = None) -> None:
        px = theme.px
        self.back = secondary(theme, back)
        self.choose = primary(theme, ANOTHER)
        buttons = line(px(12))
        buttons.addWidget(self.back)
        buttons.addWidget(self.choose)
        super().__init__(theme, "Check papers", SUMMARY, Box(buttons), parent)
        self.count = Label(theme, "", "hint", "muted", wrap=True)
        self.busy = ProgressStrip(theme)
        self.busy.hide()
        self.busy.cancelled.connect(self.stopped)
        self.cards: list[PaperCard] = []
        self._list = column(px(16))
        rows = column(px(16))
        rows.addWidget(self.count)
        rows.addWidget(self.busy)
        rows.addLayout(self._list)
        rows.addStretch(1)
        self.add_row(Box(no_wider(Box(rows), px(COLUMN))))

    def begin(self) -> None:
        """Bring the keyboard to the first verdict, or to choosing a file."""
        at = self.cards[0].verdict if self.cards else self.choose
        at.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_nothing(self) -> None:
        """Show that nothing was checked yet."""
        self._clear()
        self.busy.finish()
        self.choose.set_words(CHOOSE)
        self.count.setText(EMPTY)
        self.count.show()

    def show_busy(self, done: int, total: int) -> None:
        """Show how far checking is; the first call takes away what was shown before."""
        words = f"Checking paper {done + 1} of {total}" if total > 1 else "Checking the paper"
        if done == 0:
            self._clear()
            self.choose.set_words(ANOTHER)
            self.count.hide()
            self.busy.start(words)
        self.busy.set_progress(done, total, words)

    def add_paper(self, shown: PaperShown, total: int) -> None:
        """Show what was found of one more file of so many."""
        card = PaperCard(self.theme, shown, folded=total > 1)
        self.cards.append(card)
        self._list.addWidget(card)

    def show_done(self, words: str) -> None:
        """Show that it is done, and the sum in words where there is one."""
        self.busy.finish()
        self.count.setText(words)
        self.count.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.click()
        else:
            super().keyPressEvent(event)

    def _clear(self) -> None:
        for card in self.cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []


def _headline(shown: PaperShown) -> str:
    tone = {"done": "done", "late": "late", "due": "due"}.get(shown.tone, "")
    return f"{strong(f'{shown.word}.', tone)} {escaped(shown.remark)}"


def _indented(theme: Theme, widget: QWidget) -> QHBoxLayout:
    """Return a line whose beginning stands under the words beside the icon."""
    row = line(0, (theme.px(INDENT), 0, 0, 0))
    row.addWidget(widget)
    row.addStretch(1)
    return row


def _facts(theme: Theme, facts: Sequence[tuple[str, str]]) -> QWidget:
    """Return facts as rows of label and words; what goes on with one stands under it."""
    grid = QGridLayout()
    grid.setContentsMargins(theme.px(INDENT), 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(6))
    grid.setColumnMinimumWidth(0, theme.px(LABELS))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for at, (label, lines) in enumerate(_joined(facts)):
        name = Label(theme, label, "table", "muted", wrap=True)
        name.setFixedWidth(theme.px(LABELS))
        grid.addWidget(name, at, 0, top)
        words = column(0)
        for number, said in enumerate(lines):
            tone = "text" if number == 0 else "muted"
            words.addWidget(Prose(theme, said, "table", tone, plain=True))
        grid.addLayout(words, at, 1)
    return Box(grid)


def _joined(facts: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for label, said in facts:
        if label or not found:
            found.append((label, [said]))
        else:
            found[-1][1].append(said)
    return found


def _checks(theme: Theme, checks: Sequence[CheckShown]) -> QWidget:
    """Return every check as a row; those of one answer look alike."""
    px = theme.px
    rows = column(px(8), (px(INDENT), 0, 0, 0))
    rows.addWidget(Rule(theme))
    for one in checks:
        row = line(px(12))
        lowered = column(0, (0, px(2), 0, 0))
        lowered.addWidget(Icon(theme, *ICONS[one.tone], 16))
        lowered.addStretch(1)
        row.addLayout(lowered)
        words = Prose(theme, f"{strong(f'{one.label}.')} {escaped(one.sentence)}", "table")
        words.setAccessibleName(f"{one.label}, {one.answer}: {one.sentence}")
        row.addWidget(words, 1)
        rows.addLayout(row)
    return Box(rows)
