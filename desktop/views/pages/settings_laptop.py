"""Settings, This laptop and Look: the store's folder, idle lock, recovery sheet; look and size."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.views.pages.child_tabs import TabPage
from desktop.views.pages.entry import COLUMN_WIDTH, Entry, ErrorLine, RadioGrid
from desktop.views.pages.first_run_sheets import ProofView, Prove, SheetView
from desktop.views.pages.sheets import recovery_sheet
from desktop.views.parts.banner import Banner
from desktop.views.parts.buttons import primary, quiet, secondary
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Box, Card, column, line, no_wider
from desktop.views.parts.text import Heading, Label
from desktop.views.theme import Theme

MINUTES = (2, 5, 10, 15, 20)
SIZES = (100, 115, 130, 150, 175, 200)
LOOKS = (
    ("system", "As the laptop"),
    ("light", "Light"),
    ("dark", "Dark"),
    ("contrast", "High contrast"),
)

UNTIL_PROVED = "The old sheet opens the store until you have proved this one. Destroy it then."
GIVEN_UP = "The new sheet opens nothing: destroy it if it is on paper. The old one opens the store."
PROVED = "The new recovery sheet is proved. Destroy the old one."


class NewSheet(Card):
    """A new recovery sheet: shown, put on paper, proved. `proved` ends it, `left` gives it up."""

    proved = Signal()
    left = Signal()

    def __init__(self, theme: Theme, prove: Prove, parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=(20, 24), gap=16, parent=parent)
        px = theme.px
        self.body.addWidget(Heading(theme, "New recovery sheet"))
        self.body.addWidget(Label(theme, UNTIL_PROVED, "body", wrap=True))
        self.sheet = SheetView(theme, "It is shown once, and no file of it is kept.")
        self._make_proof(prove)
        self.body.addWidget(self.sheet)
        self.next = primary(theme, "Next: prove the sheet")
        self.later = quiet(theme, "Back to the sheet")
        self.cancel = quiet(theme, "Keep the old one")
        self.cancel.clicked.connect(self._leave)
        foot = line(px(8))
        for button in (self.next, self.later, self.cancel):
            foot.addWidget(button)
        foot.addStretch(1)
        self.body.addWidget(self.proof)
        self.body.addLayout(foot)
        self.next.clicked.connect(self._go_on)
        self.later.clicked.connect(self._back)
        self.hide()

    def show_key(self, team: str, key: str) -> None:
        """Show a sheet that was made a moment ago."""
        sheet = recovery_sheet(team, key)
        self.sheet.show_sheet(sheet)
        self.sheet.by_hand.setChecked(False)
        self.proof.start_again(len(sheet.groups))
        self._back()
        self.show()
        self.sheet.print.setFocus()

    def _make_proof(self, prove: Prove) -> None:
        self.proof = ProofView(self.theme, prove)
        self.proof.returned.connect(self._go_on)
        self.proof.hide()

    def _back(self) -> None:
        self.proof.hide()
        self.sheet.show()
        self.later.hide()
        self.next.set_words("Next: prove the sheet")

    def _leave(self) -> None:
        self.sheet.forget()
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        if not self.sheet.isHidden():
            if self.sheet.ready():
                self.sheet.hide()
                self.proof.show()
                self.later.show()
                self.next.set_words("Prove it")
                self.proof.begin()
        elif self.proof.ready():
            self.sheet.forget()
            self.hide()
            self.proved.emit()


class LaptopTab(TabPage):
    """Where the store is, after how many idle minutes the window locks, and the recovery sheet."""

    minutes_chosen = Signal(int)
    sheet_wanted = Signal()
    sheet_proved = Signal()

    def __init__(self, theme: Theme, prove: Prove, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        px = theme.px
        self.folder = Label(theme, wrap=True)
        card = self._folder_card()
        self.minutes = RadioGrid(
            theme,
            [(str(minutes), f"{minutes} minutes") for minutes in MINUTES],
            name="Lock after idle minutes",
            columns=len(MINUTES),
            pitch=128,
        )
        self.minutes.chosen.connect(self._chosen)
        self.new_sheet = secondary(theme, "Make a new recovery sheet", "printer")
        self.new_sheet.clicked.connect(self._ask_sheet)
        self.error = ErrorLine(theme)
        self.done = Banner(theme, "done", PROVED)
        self.done.hide()
        self.sheet = NewSheet(theme, prove)
        self.sheet.proved.connect(self.sheet_proved)
        self.sheet.left.connect(self._left)
        body = column(px(32))
        body.addWidget(
            Entry(theme, "The folder of the store", card, "Everything in it is encrypted.")
        )
        body.addWidget(
            Entry(
                theme,
                "Lock after",
                self.minutes,
                "Without a key or a movement. It also locks when the laptop goes to sleep.",
                gap=4,
            )
        )
        sheet = column(px(12))
        sheet.addWidget(self.new_sheet, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.error, self.done, self.sheet):
            sheet.addWidget(part)
        self._sheet_entry = Entry(
            theme,
            "Recovery sheet",
            Box(sheet),
            "It opens the store when a passphrase is forgotten. "
            "Once a new one is proved, the old one is useless.",
        )
        body.addWidget(self._sheet_entry)
        self.add_row(Box(no_wider(Box(body), px(COLUMN_WIDTH))))

    def _folder_card(self) -> Card:
        card = Card(self.theme, padding=(12, 16), radius=8)
        row = line(self.theme.px(12))
        row.addWidget(Icon(self.theme, "hard-drive", "muted"))
        row.addWidget(self.folder, 1)
        card.body.addLayout(row)
        return card

    def show_laptop(self, folder: str, minutes: int, *, may_make_sheet: bool) -> None:
        """Show this."""
        self.folder.setText(folder)
        self.minutes.set_value(str(minutes))
        self._sheet_entry.setVisible(may_make_sheet)

    def show_key(self, team: str, key: str) -> None:
        """Show the sheet that was asked for."""
        self.new_sheet.enable()
        self.new_sheet.hide()
        self.sheet.show_key(team, key)

    def say_wrong(self, text: str) -> None:
        """Say why no sheet was made, or why the new one opens nothing."""
        self.new_sheet.enable()
        self.new_sheet.show()
        self.error.say(text)

    def say_used(self) -> None:
        """Say that the new sheet opens the store, and the old one no more."""
        self.new_sheet.show()
        self.done.say("done", PROVED)
        self.done.show()
        self.new_sheet.setFocus()

    def _chosen(self, minutes: str) -> None:
        self.minutes_chosen.emit(int(minutes))

    def _ask_sheet(self) -> None:
        self.error.say("")
        self.done.hide()
        self.new_sheet.disable_because("The sheet is being made.")
        self.sheet_wanted.emit()

    def _left(self) -> None:
        self.new_sheet.show()
        self.done.say("info", GIVEN_UP)
        self.done.show()
        self.new_sheet.setFocus()


class LookTab(TabPage):
    """Light, dark, high contrast or as the laptop; the size of the text."""

    look_chosen = Signal(str)
    size_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.look = RadioGrid(theme, LOOKS, name="Colours", columns=len(LOOKS), pitch=160)
        self.text_size = RadioGrid(
            theme,
            [(str(size), f"{size} %") for size in SIZES],
            name="Size of the text",
            columns=len(SIZES),
            pitch=106,
        )
        self.look.chosen.connect(self.look_chosen)
        self.text_size.chosen.connect(self._sized)
        body = column(theme.px(32))
        body.addWidget(Entry(theme, "Colours", self.look, "It changes at once.", gap=4))
        body.addWidget(
            Entry(
                theme,
                "Size of the text",
                self.text_size,
                "Everything grows with it. Ctrl+Plus and Ctrl+Minus do the same.",
                gap=4,
            )
        )
        inner = Box(body)
        inner.setMaximumWidth(theme.px(COLUMN_WIDTH))
        self.add_row(inner)

    def show_look(self, look: str, percent: int) -> None:
        """Show what is chosen."""
        self.look.set_value(look)
        self.text_size.set_value(str(percent))

    def _sized(self, size: str) -> None:
        self.size_chosen.emit(int(size))
