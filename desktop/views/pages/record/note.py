"""The note for LCS beside the questions: it builds itself while one writes, and can be copied."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.forms.lcs import LcsLine, LcsNote
from desktop.views.parts import buttons
from desktop.views.parts.buttons import link
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Card, Rule, ScrollPage, column, line
from desktop.views.parts.text import Label, Prose, escaped, strong, toned
from desktop.views.theme import Theme

MOST = 900  # characters of one answer that are shown here; all of them are copied


class NoteView(QWidget):
    """The note, as far as it is written; what is still wanted in it says "to do"."""

    copy_asked = Signal()
    folded = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.note: LcsNote | None = None
        self.unfolded = True
        px = theme.px
        self.setAccessibleName("The note for LCS")
        self.copy = link(theme, "Copy", name="Copy the note for LCS")
        self.copy.clicked.connect(self.copy_asked)
        self.fold = buttons.icon(theme, "chevron-down", "Hide the note for LCS", size="tiny")
        self.fold.clicked.connect(self._turn)
        head = line(px(8), (0, px(12), 0, px(8)))
        head.addWidget(Icon(theme, "clipboard-check", "accent", 16))
        head.addWidget(Label(theme, "The note for LCS", "strong"), 1)
        head.addWidget(self.copy)
        head.addWidget(self.fold)
        self.words = Prose(theme, "", "hint", content=True)
        self.words.setAccessibleName("The note for LCS as it stands")
        card = Card(theme, padding=(16, 14), radius=6)
        card.body.addWidget(self.words)
        card.body.addStretch(1)
        self._scroll = ScrollPage(theme, "window")
        self._scroll.set_content(card)
        layout = column(0, (px(20), 0, px(20), px(16)))
        layout.addWidget(Rule(theme))
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        self.setLayout(layout)

    def show_note(self, note: LcsNote | None) -> None:
        """Show the note as it stands now; a form without one shows nothing."""
        self.setVisible(note is not None)
        if note is None or note == self.note:
            self.note = note
            return
        self.note = note
        gap = self.theme.px(8)
        lines = (f'<p style="margin: 0 0 {gap}px 0">{words}</p>' for words in _markup(note))
        self.words.set_markup("".join(lines))
        self.copy.setVisible(bool(note.first) or any(not one.to_do for one in note.lines))

    def _turn(self) -> None:
        self.unfolded = not self.unfolded
        self._scroll.setVisible(self.unfolded)
        self.fold.icon_name = "chevron-down" if self.unfolded else "chevron-up"
        name = f"{'Hide' if self.unfolded else 'Show'} the note for LCS"
        self.fold.setAccessibleName(name)
        self.fold.set_tip(name)
        self.fold.update()
        self.folded.emit()


def _markup(note: LcsNote) -> list[str]:
    lines = [strong(note.title)]
    if note.first:
        lines.append(escaped(note.first))
    return [*lines, *(_line(one) for one in note.lines)]


def _line(one: LcsLine) -> str:
    if one.to_do:
        return toned(f"{one.lead}: to do", "muted")
    text = one.text if len(one.text) <= MOST else f"{one.text[:MOST].rsplit(' ', 1)[0]} …"
    between = "<br>" if text.startswith("\n") else " "
    return f"{strong(f'{one.lead}:')}{between}{escaped(text.lstrip())}"
