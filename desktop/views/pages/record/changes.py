"""What changed between two versions, by section. A person's exact words are never marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.forms.comparison import Change, Mark, Piece, What, words_changed
from desktop.forms.definition import Field, Form, UnknownField
from desktop.views.pages.record.section import side_of
from desktop.views.parts.differences import Differences
from desktop.views.parts.empty import EmptyState
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Box, ScrollPage, column, empty, line
from desktop.views.parts.text import Heading, Label, Prose
from desktop.views.theme import Theme

NOTES = {
    What.ADDED: "New",
    What.REMOVED: "Not answered any more",
    What.CHANGED: "",
    What.MOVED: "Moved",
    What.SAME: "Not changed",
}
ROW_NOTES = {
    What.ADDED: "Added",
    What.REMOVED: "Taken out",
    What.MOVED: "Moved",
    What.SAME: "Not changed",
}


class Words(QWidget):
    """A person's exact words as they stand: the bar, the quote mark, no difference marks."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        px = theme.px
        layout = line(px(12), (px(4 + 16), px(12), px(16), px(12)))
        mark = column(0)
        mark.addWidget(Icon(theme, "quote", "words-fg", turn=True))
        mark.addStretch(1)
        layout.addLayout(mark)
        layout.addWidget(Prose(theme, text, content=True, plain=True), 1)
        self.setLayout(layout)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("words-bg"))
        bar = self.rect()
        bar.setWidth(self.theme.px(4))
        painter.fillRect(bar, self.theme.colour("words-fg"))


class ChangeBlock(QWidget):
    """One change: the question, what kind of change, and the words with their marks.

    `meta` stands under the question.
    """

    def __init__(
        self,
        theme: Theme,
        form: Form,
        change: Change,
        meta: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self._form = theme, form
        layout = column(0)
        layout.addWidget(Label(theme, change.label, "label", wrap=True))
        note = ". ".join(filter(None, (meta, self._note(change))))
        if note:
            layout.addWidget(Label(theme, note, "hint", "muted", wrap=True))
        layout.addSpacing(theme.px(8))
        for widget in self._words(change):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setLayout(layout)

    def _note(self, change: Change) -> str:
        row = _is_row(self._form, change.path)
        note = (ROW_NOTES if row else NOTES).get(change.what, "")
        return f"{note or 'Changed'}. Exact words are never marked." if change.verbatim else note

    def _words(self, change: Change) -> list[QWidget]:
        if change.what is What.MOVED:
            words = f"From {change.before} to {change.after}"
            return [Prose(self.theme, words, plain=True)]
        if change.verbatim:
            return self._verbatim(change)
        if change.what is What.SAME:
            return [Prose(self.theme, change.after, plain=True, content=True)]
        if _holds_words(self._form, change.path):
            return [Prose(self.theme, change.after or change.before, plain=True, content=True)]
        if not change.before or not change.after:
            mark = Mark.ADDED if change.after else Mark.REMOVED
            return [Differences(self.theme, [(change.after or change.before, mark.value)])]
        return [Differences(self.theme, _spaced(words_changed(change.before, change.after)))]

    def _verbatim(self, change: Change) -> list[QWidget]:
        said: list[QWidget] = []
        if change.after:
            said.append(Words(self.theme, change.after))
        if change.before and change.what is not What.SAME:
            said.append(Label(self.theme, "Before:", "hint", "muted"))
            said.append(Words(self.theme, change.before))
        return said


class ChangesView(ScrollPage):
    """The comparison of two versions; `jumped` carries the path of an answer."""

    jumped = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "card", parent)
        self._column = column(theme.px(32))
        self.set_content(Box(self._column))

    def show_changes(self, form: Form, changes: Sequence[Change]) -> None:
        """Show these changes, in the words of the newer version's form."""
        empty(self._column)
        titles = {section.id: f"{section.number} {section.title}" for section in form.sections}
        for name, group in groupby(changes, key=lambda change: change.section):
            self._column.addWidget(self._section(form, titles.get(name, ""), tuple(group)))
        if not changes:
            self._column.addWidget(EmptyState(self.theme, "No answer differs."))
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _section(self, form: Form, title: str, changes: Sequence[Change]) -> QWidget:
        layout = column(self.theme.px(24))
        if title:
            layout.addWidget(Heading(self.theme, title))
        for change in changes:
            layout.addWidget(ChangeBlock(self.theme, form, change))
        return Box(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, side = self.theme.px, side_of(self.theme, self.width())
        bar = self.width() - self.viewport().width()
        self._column.setContentsMargins(side, px(24), max(0, side - bar), px(48))


def _spaced(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """Return pieces with their marks, a space between what went and what came in its place."""
    found: list[tuple[str, str]] = []
    for at, piece in enumerate(pieces):
        text = piece.text
        follows = at + 1 < len(pieces) and not text[-1:].isspace()
        if piece.mark is Mark.REMOVED and follows:
            text += " "
        found.append((text, piece.mark.value))
    return found


def _holds_words(form: Form, path: str) -> bool:
    """Whether what stands at a path has somebody's exact words in it."""

    def holds(field: Field) -> bool:
        return field.kind in ("quote", "words") or any(holds(part) for part in field.parts)

    try:
        return holds(form.field(path))
    except UnknownField:
        return False


def _is_row(form: Form, path: str) -> bool:
    """Whether a path is that of a row, which answers with its list."""
    try:
        field = form.field(path)
    except UnknownField:
        return False
    return field.shape is not None and path != field.id
