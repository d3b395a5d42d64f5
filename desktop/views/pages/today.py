"""Today: what waits, what is half written, what was opened lately, what was signed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.pages.data import Line, TodayShown
from desktop.views.pages.frame import ListPage
from desktop.views.pages.rows import AsideRow, card_of, hairs_of, note, open_row, work_row
from desktop.views.parts.buttons import link, primary
from desktop.views.parts.planes import Box, Section, column
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

WAITING = "Waits for you"


class TodayPage(ListPage):
    """The page. `wanted` carries a `Go`; `new_wanted` and `child_wanted` ask for something new."""

    wanted = Signal(object)
    new_wanted = Signal()
    child_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.new = primary(theme, "New record", "plus")
        super().__init__(theme, "Today", "", self.new, parent)
        self.new.clicked.connect(self._new)
        self.new.set_tip("New record", "Ctrl+N")
        self._shown: TodayShown | None = None

    @property
    def is_filled(self) -> bool:
        """Whether the page has been given something to show."""
        return self._shown is not None

    def show_today(self, shown: TodayShown) -> None:
        """Show this day."""
        if shown == self._shown:
            return
        self._shown = shown
        self.set_title(shown.title, shown.sentence)
        self.new.setVisible(shown.may_write)
        words, icon = ("New record", "plus") if shown.has_children else ("Add a child", "user-plus")
        self.new.set_words(words, icon)
        self.clear()
        if shown.waiting and shown.half_written:
            self.add_row(self._half_written(shown), self._waiting_beside(shown))
            self.add_row(self._recent(shown), self._finished(shown))
            if shown.others:
                self.add_row(Box(column(0)), self._others(shown))
            return
        # What somebody has to do stands in the wide column, whichever it is.
        first = self._waiting(shown) if shown.waiting else self._half_written(shown)
        self.add_row(first, self._finished(shown))
        if shown.recent or shown.others:
            self.add_row(self._recent(shown), self._others(shown))

    def begin(self) -> None:
        """Give the keyboard to what one does first here."""
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _half_written(self, shown: TodayShown) -> QWidget:
        section = Section(self.theme, "Half written")
        if shown.half_written:
            rows = [work_row(self.theme, one, self._go) for one in shown.half_written]
            section.add(card_of(self.theme, rows))
            return section
        if not shown.may_write:
            section.add(note(self.theme, "You have nothing half written."))
            return section
        words = "Start a record" if shown.has_children else "Add the first child"
        start = link(self.theme, words, role="label")
        start.clicked.connect(self._new)
        text = "You have nothing half written." if shown.has_children else "No child is here yet."
        section.add(note(self.theme, text, start))
        return section

    def _waiting(self, shown: TodayShown) -> QWidget:
        section = Section(self.theme, WAITING)
        rows = [work_row(self.theme, one, self._go, "file-check") for one in shown.waiting]
        section.add(card_of(self.theme, rows))
        return section

    def _waiting_beside(self, shown: TodayShown) -> QWidget:
        section = Section(self.theme, WAITING)
        rows = [self._aside(one, "message-square-text", "accent") for one in shown.waiting]
        self._fill_aside(section, rows, "")
        return section

    def _finished(self, shown: TodayShown) -> QWidget:
        section = Section(self.theme, "Signed lately")
        rows = [self._aside(one, "circle-check", "done-fg") for one in shown.finished]
        self._fill_aside(section, rows, "Records that you sign come here.")
        return section

    def _recent(self, shown: TodayShown) -> QWidget:
        section = Section(self.theme, "Opened lately")
        rows: list[QWidget] = [open_row(self.theme, one, self._go) for one in shown.recent]
        if rows:
            section.add(card_of(self.theme, rows))
        else:
            section.add(note(self.theme, "Children and records that you open come here."))
        return section

    def _others(self, shown: TodayShown) -> QWidget | None:
        if not shown.others:
            return None if self._is_narrow() else QWidget()
        section = Section(self.theme, "Colleagues are writing")
        rows = [self._aside(one, "pencil-line", "accent") for one in shown.others]
        self._fill_aside(section, rows, "")
        return section

    def _aside(self, shown: Line, icon: str, token: str) -> QWidget:
        row = AsideRow(self.theme, shown, icon, token)
        row.wanted.connect(self.wanted)
        return row

    def _fill_aside(self, section: Section, rows: list[QWidget], none: str) -> None:
        if rows:
            section.add(hairs_of(self.theme, rows))
        else:
            section.body.addSpacing(self.theme.px(15))
            section.add(Label(self.theme, none, "body", "muted", wrap=True))

    def _go(self, go: object) -> None:
        self.wanted.emit(go)

    def _new(self) -> None:
        if self._shown is not None and not self._shown.has_children:
            self.child_wanted.emit()
        else:
            self.new_wanted.emit()
