"""The step of the first run (and of the settings) that hands out the printed sheets."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.pages import sheets
from desktop.views.pages.entry import Entry, ErrorLine, OneOf, TextField
from desktop.views.pages.first_run_steps import Step
from desktop.views.pages.sheets import KeyCard, Sheet, envelope_sheet, recovery_sheet
from desktop.views.parts.buttons import secondary
from desktop.views.parts.checks import Check
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import column, empty, line
from desktop.views.parts.text import Label, Prose, escaped
from desktop.views.theme import Theme

NO_PRINTER = "No printer is set up on this laptop. Copy the key by hand instead."
PROVED_GROUPS = 2

# Whether what was typed is the group with this index (from 0) of the recovery sheet.
Prove = Callable[[int, str], bool]
Print = Callable[[Sheet, QWidget], bool]


class SheetView(QWidget):
    """One sheet: why it matters, its key, printing it or having copied it by hand."""

    def __init__(self, theme: Theme, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._sheet, self._printed = theme, None, False
        self._print: Print = sheets.print_sheet
        self._printers: Callable[[], tuple[str, ...]] = sheets.printers
        px = theme.px
        layout = column(0)
        layout.addWidget(Prose(theme, escaped(why)))
        layout.addSpacing(px(16))
        self.card = KeyCard(theme, "The key of this sheet")
        layout.addWidget(self.card)
        layout.addSpacing(px(16))
        self.print = secondary(theme, "Print the sheet", "printer")
        self.print.clicked.connect(self._print_it)
        self.done = Label(theme, "", "hint", "done")
        self._done_icon = Icon(theme, "", "done-fg", 16)
        row = line(px(8))
        row.addWidget(self.print)
        row.addSpacing(px(4))
        row.addWidget(self._done_icon)
        row.addWidget(self.done, 1)
        layout.addLayout(row)
        layout.addSpacing(px(8))
        self.by_hand = Check(theme, "I have copied it by hand")
        self.by_hand.toggled.connect(self._copied)
        layout.addWidget(self.by_hand)
        self.error = ErrorLine(theme)
        layout.addWidget(self.error)
        self.setLayout(layout)

    def use(self, print_: Print, printers: Callable[[], tuple[str, ...]]) -> None:
        """Print in another way (tests)."""
        self._print, self._printers = print_, printers

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet."""
        self._sheet = sheet
        self._printed = False
        self.error.say("")
        self.done.setText("")
        self._done_icon.show_icon("", "done-fg")
        self.card.show_groups(sheet.groups)

    def forget(self) -> None:
        """Take the key off the screen."""
        self.card.show_groups(())

    def ready(self) -> bool:
        """Whether the sheet is on paper."""
        if self._printed or self.by_hand.isChecked():
            return True
        self.error.say("Print the sheet, or copy it by hand and tick the box.")
        self.by_hand.setFocus()
        return False

    def _copied(self) -> None:
        self.error.say("")

    def _print_it(self) -> None:
        if self._sheet is None:
            return
        if not self._printers():
            self.error.say(NO_PRINTER)
            return
        if self._print(self._sheet, self):
            self._printed = True
            self.error.say("")
            self._done_icon.show_icon("circle-check", "done-fg")
            self.done.setText("Sent to the printer. Fetch it before you go on.")


class ProofView(QWidget):
    """Two groups of the recovery sheet are typed from the paper."""

    returned = Signal()

    def __init__(self, theme: Theme, prove: Prove, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._prove = theme, prove
        self._layout = column(theme.px(24))
        why = "Take the sheet in your hand and type two of its groups. Then we know it can be read."
        self._layout.addWidget(Prose(theme, escaped(why)))
        self._fields = column(theme.px(24))
        self._layout.addLayout(self._fields)
        self.setLayout(self._layout)
        self.entries: list[tuple[int, Entry]] = []

    def ask(self, groups: int) -> None:
        """Ask for two groups, chosen at random; what was typed before stays."""
        if self.entries or groups < PROVED_GROUPS:
            return
        numbers = list(range(1, groups + 1))
        chosen = sorted(numbers.pop(secrets.randbelow(len(numbers))) for _ in range(PROVED_GROUPS))
        for number in chosen:
            field = TextField(self.theme, f"Group {number} of the sheet", 160)
            entry = Entry(self.theme, f"Group {number}", field, "Five letters and figures.")
            field.textEdited.connect(self._typed)
            field.returnPressed.connect(self.returned)
            self.entries.append((number, entry))
            self._fields.addWidget(entry)

    def start_again(self, groups: int) -> None:
        """Ask for two groups of another sheet."""
        empty(self._fields)
        self.entries = []
        self.ask(groups)

    def begin(self) -> None:
        """Give the first group the keyboard."""
        if self.entries:
            self.entries[0][1].control.setFocus()

    def ready(self) -> bool:
        """Whether both groups agree with the sheet."""
        for number, entry in self.entries:
            field = entry.control
            assert isinstance(field, TextField)
            if not self._prove(number - 1, field.text()):
                entry.say_wrong(
                    f"That is not group {number} of the sheet. Compare it letter by letter."
                )
                return False
            entry.say_wrong("")
        return True

    def _typed(self) -> None:
        for _number, entry in self.entries:
            entry.say_wrong("")


class SheetsStep(Step):
    """The recovery sheet, its proof, then the sealed envelope: three small pages of one step."""

    title = "Recovery sheet"
    next_words = "Next: prove the sheet"
    moved = Signal()

    TITLES = ("Recovery sheet", "Prove the sheet", "The sealed envelope")
    NEXT = ("Next: prove the sheet", "Next: sealed envelope", "Next: your authority’s rules")

    def __init__(self, theme: Theme, prove: Prove) -> None:
        super().__init__(theme)
        self.recovery = SheetView(
            theme,
            "If a passphrase is forgotten, this sheet is the only way back to the records. "
            "It is shown once, and no file of it is kept.",
        )
        self.proof = ProofView(theme, prove)
        self.envelope = SheetView(
            theme,
            "The second sheet is for the day when nobody who keeps the team’s certificates is "
            "here any more. Seal it in an envelope and keep it apart from the first.",
        )
        self._stack = OneOf(self.recovery, self.proof, self.envelope)
        self.body.addWidget(self._stack)

    def show_keys(self, team: str, recovery: str, envelope: str) -> None:
        """Show the keys of a team that was made a moment ago."""
        sheet = recovery_sheet(team, recovery)
        self.recovery.show_sheet(sheet)
        self.proof.ask(len(sheet.groups))
        self.envelope.show_sheet(envelope_sheet(team, envelope))

    @property
    def at(self) -> int:
        """Which of the three small pages is shown."""
        return self._stack.at

    def begin(self) -> None:
        (self._begin_sheet, self.proof.begin, self._begin_sheet)[self.at]()

    def ready(self) -> bool:
        """Whether one may go on; small pages of this step are turned here first."""
        if not (self.recovery.ready, self.proof.ready, self.envelope.ready)[self.at]():
            return False
        if self.at == len(self.TITLES) - 1:
            return True
        self._turn(self.at + 1)
        return False

    def forget(self) -> None:
        """Take both keys off the screen."""
        self.recovery.forget()
        self.envelope.forget()

    def back(self) -> bool:
        """Turn one small page back; False on the first one."""
        if self.at == 0:
            return False
        self._turn(self.at - 1)
        return True

    def _turn(self, at: int) -> None:
        self._stack.show_at(at)
        self.heading.setText(self.TITLES[at])
        self.next_words = self.NEXT[at]
        self.moved.emit()
        self.begin()

    def _begin_sheet(self) -> None:
        (self.recovery if self.at == 0 else self.envelope).print.setFocus()
