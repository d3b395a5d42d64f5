"""Beside the question: its guidance, what the last version said, and the history of the answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.lcs import LcsNote
from desktop.views.pages.record.note import NoteView
from desktop.views.parts import buttons
from desktop.views.parts.buttons import link
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Box, Rule, ScrollPage, column, empty, line
from desktop.views.parts.text import Label, Prose
from desktop.views.theme import Theme

NARROW, WIDE = 308, 360
WIDGET_MOST = (1 << 24) - 1  # Qt's own "no limit"


class PanelPart(QWidget):
    """One part of the panel: an icon and a heading, then its words."""

    def __init__(self, theme: Theme, icon: str, title: str, aside: QWidget | None = None) -> None:
        super().__init__()
        self.theme = theme
        px, over = theme.px, 4 if aside is not None else 0  # a button is higher than the words
        self.rule = Rule(theme)
        head = line(px(8))
        head.addWidget(Icon(theme, icon, "accent", 16))
        head.addWidget(Label(theme, title, "strong"), 1)
        if aside is not None:
            head.addWidget(aside)
        self.body = column(px(8), (0, px(8 - over), 0, px(12)))
        layout = column(0)
        layout.addWidget(self.rule)
        layout.addSpacing(px(12 - over))
        layout.addLayout(head)
        layout.addLayout(self.body)
        self.setLayout(layout)
        self.setAccessibleName(title)


class SidePanel(QWidget):
    """Shows what belongs to the question that has the focus; parts without words are hidden."""

    closed = Signal()
    copy_asked = Signal()
    compare_asked = Signal()
    history_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._free = theme, False
        self.setAccessibleName("Beside this question")
        self.title = Label(theme, "Beside this question", "label")
        self.hide_button = buttons.icon(theme, "panel-right-close", "Hide this panel", "F4")
        self.hide_button.clicked.connect(self.closed)
        self._head = head = line(0)
        head.addWidget(self.title, 1)
        head.addWidget(self.hide_button)
        self.returned = self._returned()
        self.guidance = self._guidance()
        self.last = self._last_version()
        self.history = self._history()
        self.nothing = Label(theme, "", "hint", "muted", wrap=True)
        self._inside = body = column(0)
        for part in (self.returned, self.guidance, self.last, self.history, self.nothing):
            body.addWidget(part)
        body.addStretch(1)
        self._body = Box(body)
        self._scroll = ScrollPage(theme, "window")
        self._scroll.set_content(self._body)
        self.note = NoteView(theme)
        self.note.folded.connect(self._share_room)
        self.note.hide()
        layout = column(0, (1, 0, 0, 0))
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.note, 1)
        self.setLayout(layout)
        self.set_wide(False)
        self.show_question("", "")

    def _returned(self) -> PanelPart:
        part = PanelPart(self.theme, "undo-2", "Why it came back")
        self.who = Label(self.theme, "", "hint", "muted", wrap=True)
        self.reasons = Prose(self.theme, "", "hint", content=True)
        part.body.addWidget(self.who)
        part.body.addWidget(self.reasons)
        part.hide()
        return part

    def _guidance(self) -> PanelPart:
        part = PanelPart(self.theme, "info", "Guidance")
        self.help = Prose(self.theme, "", "hint", content=True)
        part.body.addWidget(self.help)
        return part

    def _last_version(self) -> PanelPart:
        part = PanelPart(self.theme, "history", "What the last version said")
        self.source = Label(self.theme, "", "hint", "muted", wrap=True)
        self.said = Prose(self.theme, "", "hint", content=True)
        self.copy = link(self.theme, "Copy into this answer")
        self.copy.clicked.connect(self.copy_asked)
        part.body.addWidget(self.source)
        part.body.addWidget(self.said)
        part.body.addWidget(self.copy)
        return part

    def _history(self) -> PanelPart:
        self.fold = buttons.icon(
            self.theme, "chevron-down", "Show the history of this answer", size="tiny"
        )
        self.fold.setCheckable(True)
        self.fold.clicked.connect(self._folded)
        part = PanelPart(self.theme, "file-clock", "History of this answer", self.fold)
        self._past = Box(column(self.theme.px(12)))
        part.body.addWidget(self._past)
        self._past.hide()
        return part

    # What is shown

    def show_question(self, path: str, guidance: str, *, history: bool = False) -> None:
        """Show what belongs to another question; its history is folded."""
        self.path = path
        self.help.set_plain(guidance)
        self.guidance.setVisible(bool(guidance))
        self.show_last("", "", can_copy=False)
        self.history.setVisible(history)
        self._set_folded(True)
        self._rules()

    def show_returned(self, who: str, reasons: str) -> None:
        """Show why the whole record came back; an empty `who` shows nothing."""
        self.who.setText(who)
        self.reasons.set_plain(reasons)
        self.reasons.setVisible(bool(reasons))
        self.returned.setVisible(bool(who))
        self._rules()

    def show_last(self, source: str, said: str, *, can_copy: bool) -> None:
        """Show what the version before said here; an empty `source` shows nothing."""
        self.source.setText(source)
        self.said.set_plain(said)
        self.copy.setVisible(can_copy)
        self.last.setVisible(bool(source))
        self._rules()

    def show_history(self, path: str, past: Sequence[tuple[str, str]]) -> None:
        """Show earlier answers as (when and by whom, words), newest first."""
        if path != self.path or not self.fold.isChecked():
            return
        layout = self._past.layout()
        assert layout is not None
        empty(layout)
        if not past:
            layout.addWidget(Label(self.theme, "No earlier answer.", "hint", "muted"))
        for who, words in past:
            layout.addWidget(Label(self.theme, who, "small", "muted", wrap=True))
            layout.addWidget(Prose(self.theme, words, "hint", content=True, plain=True))
        self._past.show()

    def show_note(self, note: LcsNote | None) -> None:
        """Show the note for LCS below, or nothing where the form has none."""
        self.note.show_note(note)
        self._share_room()

    def _share_room(self) -> None:
        """Beside a note the words above take no more room than they need, and half at most."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        wide = self.note.isHidden() or not self.note.unfolded
        layout.setStretchFactor(self.note, 0 if wide else 1)
        needed = self._body.sizeHint().height()
        if self._body.hasHeightForWidth():
            needed = self._body.heightForWidth(self.width())
        self._scroll.setMaximumHeight(WIDGET_MOST if wide else needed)

    def focus_guidance(self) -> None:
        """Bring the keyboard to the guidance (F1), or to the panel where there is none."""
        target = self.help if not self.guidance.isHidden() else self.hide_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _folded(self) -> None:
        self._set_folded(not self.fold.isChecked())
        if self.fold.isChecked():
            self.history_asked.emit()

    def _set_folded(self, folded: bool) -> None:
        self.fold.setChecked(not folded)
        self.fold.icon_name = "chevron-down" if folded else "chevron-up"
        name = f"{'Show' if folded else 'Hide'} the history of this answer"
        self.fold.setAccessibleName(name)
        self.fold.set_tip(name)
        self._past.setVisible(False)
        self.fold.update()

    def _rules(self) -> None:
        """A line between parts, none over the first; a kind word where there are none."""
        parts = (self.returned, self.guidance, self.last, self.history)
        shown = [part for part in parts if not part.isHidden()]
        for part in shown:
            part.rule.setVisible(part is not shown[0])
        self.nothing.setText("" if shown else "There is no guidance for this question.")
        self.nothing.setVisible(not shown and bool(self.path))
        self._share_room()

    # Size

    def set_wide(self, wide: bool) -> None:
        """Take the width of a wide or a narrow window."""
        self._free = False
        px, side = self.theme.px, self.theme.px(28 if wide else 20)
        self._head.setContentsMargins(side, px(20 if wide else 16), side - px(6), 0)
        self._inside.setContentsMargins(side, 0, side, px(20))
        self.setFixedWidth(self.theme.px(WIDE if wide else NARROW))

    def set_free(self, width: int) -> None:
        """Take a width in real pixels: the panel stands in the place of the questions."""
        self._free = True
        self.setFixedWidth(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("window"))
        if not self._free:
            painter.fillRect(0, 0, 1, self.height(), self.theme.colour("line"))
