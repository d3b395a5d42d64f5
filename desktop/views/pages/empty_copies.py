"""Empty copies of the forms, to be written on by hand where no laptop may go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.views.pages.frame import ListPage
from desktop.views.parts.buttons import Button, secondary
from desktop.views.parts.copy_line import CopyLine
from desktop.views.parts.planes import Box, ListCard, ListRow, column, no_wider
from desktop.views.parts.progress import ProgressStrip
from desktop.views.parts.text import escaped, strong
from desktop.views.parts.tile import IconTile
from desktop.views.theme import Theme

WIDTH = 860  # pixels at 100 %: the words keep to the measure, the buttons stand near them
WHAT = (
    "Every question of a form with room to write, for where there is no laptop. "
    "Nothing about any child stands on them."
)
MAKING = "The empty copy is being made"


@dataclass(frozen=True)
class FormShown:
    """A form of which there are empty copies."""

    id: str
    title: str
    purpose: str


class EmptyCopiesPage(ListPage):
    """The page. `print_asked` and `save_asked` carry the id of a form; `left` is sent by Back."""

    print_asked = Signal(str)
    save_asked = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.back = secondary(theme, "Back")
        super().__init__(theme, "Empty copies", WHAT, self.back, parent)
        self.back.clicked.connect(self.left)
        self.buttons: dict[str, tuple[Button, Button]] = {}
        self.card = ListCard(theme)
        self.busy = ProgressStrip(theme)
        self.busy.hide()
        self.copy = CopyLine(theme)
        under = column(theme.px(16))
        for part in (self.card, self.busy, self.copy):
            under.addWidget(part)
        self.add_row(Box(no_wider(Box(under), theme.px(WIDTH))))

    def show_forms(self, forms: Sequence[FormShown]) -> None:
        """Offer an empty copy of each form."""
        self.card.clear()
        self.buttons = {}
        for form in forms:
            self.card.add_row(self._row(form))
        self.say("")

    def _row(self, form: FormShown) -> ListRow:
        pair = (
            self._button("Print", "printer", form, self.print_asked.emit),
            self._button("Save a copy", "download", form, self.save_asked.emit),
        )
        self.buttons[form.id] = pair
        front = IconTile(self.theme, "file-text")
        title = strong(form.title)
        return ListRow(self.theme, title, escaped(form.purpose), front=front, actions=pair, gap=12)

    def _button(self, words: str, icon: str, form: FormShown, ask: Callable[[str], None]) -> Button:
        button = secondary(self.theme, words, icon, size="small")
        button.setAccessibleName(f"{words}: {form.title}, empty")
        button.clicked.connect(lambda: ask(form.id))
        return button

    def show_busy(self, on: bool) -> None:
        """Tell that a copy is being made, past the first second."""
        if on:
            self.say("")
            self.busy.start(MAKING, can_cancel=False)
        else:
            self.busy.finish()

    def say(self, words: str) -> None:
        """Say what came of it, where it is seen and heard; "" says nothing."""
        self.copy.say(words)
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.copy, words))
            self.bring(self.copy)  # on a small screen it comes below what is seen

    def offer_copy(self, there: bool) -> None:
        """Offer to open the copy that was saved, or not."""
        self.copy.offer(there)

    def begin(self) -> None:
        """Give the keyboard to the first form."""
        first = next(iter(self.buttons.values()), (self.back,))[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
