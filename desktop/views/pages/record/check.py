"""The check before signing: what cannot be right, what is still wanted, and the way to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.pages.record.section import side_of
from desktop.views.parts.buttons import LinkButton
from desktop.views.parts.error_summary import ErrorLine, ErrorSummary
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Box, Rule, ScrollPage, column, empty, line
from desktop.views.parts.text import Label
from desktop.views.theme import Theme


@dataclass(frozen=True)
class Finding:
    """One line of the check: the path to go to, the question's words, what is the matter.

    `inside` is the list that a row's question stands in.
    """

    path: str
    question: str
    message: str
    section: str
    inside: str = ""


class CheckView(ScrollPage):
    """Shown in place of the questions. `jumped` carries a path."""

    jumped = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "card", parent)
        px = theme.px
        self.wrong = ErrorSummary(theme)
        self.wrong.jumped.connect(self.jumped)
        self.wanted = _Wanted(theme)
        self.wanted.jumped.connect(self.jumped)
        self._column = column(px(32))
        for part in (self.wrong, self.wanted):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.set_content(Box(self._column))

    def show_findings(self, wrong: Sequence[Finding], wanted: Sequence[Finding]) -> None:
        """Show what was found and take the focus."""
        self.wrong.setVisible(bool(wrong))
        if wrong:
            lines = tuple(
                ErrorLine(one.path, f"{one.question}: {_small(one.message)}", one.section)
                for one in wrong
            )
            self.wrong.show_errors(_wrong_title(len(wrong)), lines)
        self.wanted.show_lines(wanted, focus=not wrong)
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = side_of(self.theme, self.width())
        bar = self.width() - self.viewport().width()
        px = self.theme.px
        self._column.setContentsMargins(side, px(24), max(0, side - bar), px(48))


def _wrong_title(number: int) -> str:
    return "One answer cannot be right" if number == 1 else f"{number} answers cannot be right"


def _wanted_title(number: int) -> str:
    start = "One answer is" if number == 1 else f"{number} answers are"
    return f"{start} wanted before this can be signed"


def _small(message: str) -> str:
    """Return a message as the second half of a sentence; a name keeps its capital."""
    first, _, rest = message.partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "Add", "Write", "This", "Not") else message


class _Wanted(QWidget):
    """The questions that have no answer yet, by section, calmer than what is wrong."""

    jumped = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        px = theme.px
        self.title = Label(theme, "", "section")
        self._lines = column(0)
        layout = column(px(4))
        layout.addWidget(self.title)
        hint = "Everything is saved. You can come back to this at any time."
        layout.addWidget(Label(theme, hint, "hint", "muted", wrap=True))
        layout.addSpacing(px(12))
        layout.addLayout(self._lines)
        self.setLayout(layout)

    def show_lines(self, found: Sequence[Finding], *, focus: bool) -> None:
        """Show these; the first one takes the focus when asked to."""
        empty(self._lines)
        self.setVisible(bool(found))
        self.title.setText(_wanted_title(len(found)))
        self.setAccessibleName(_wanted_title(len(found)))
        section, first = "", None
        for one in found:
            if one.section != section:
                section = one.section
                self._lines.addSpacing(self.theme.px(12))
                self._lines.addWidget(Label(self.theme, section, "strong"))
                self._lines.addSpacing(self.theme.px(4))
                self._lines.addWidget(Rule(self.theme, "hair"))
            row = self._row(one)
            self._lines.addWidget(row)
            first = first or row.jump
        if focus and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, one: Finding) -> _Row:
        row = _Row(self.theme, one)
        row.jumped.connect(self.jumped)
        return row


class _Row(QWidget):
    """One question that is wanted: press it to go there."""

    jumped = Signal(str)

    def __init__(self, theme: Theme, one: Finding) -> None:
        super().__init__()
        self._path = one.path
        layout = line(theme.px(12), (0, theme.px(8), 0, theme.px(8)))
        layout.addWidget(Icon(theme, "circle", "muted", 16))
        words = f"{one.inside}: {one.question}" if one.inside else one.question
        name = f"{words}. {one.message}"
        self.jump = LinkButton(theme, words, role="table", underlined=True, name=name)
        self.jump.clicked.connect(self._jump)
        self.jump.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout.addWidget(self.jump)
        layout.addStretch(1)
        self.setLayout(layout)

    def _jump(self) -> None:
        self.jumped.emit(self._path)
