"""A clock that explains itself: when something is due, how long that is, and "Why?"."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.parts.buttons import LinkButton, link
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Rule, line
from desktop.views.parts.popover import Popover
from desktop.views.parts.text import Label, Prose, escaped, strong
from desktop.views.theme import Theme


@dataclass(frozen=True)
class Why:
    """How a date came about: what was counted, what was skipped, and which rule says so."""

    counted: str
    counted_from: str = ""
    skipped: str = ""
    rule: str = ""
    source: str = ""


class WhyPopover(Popover):
    """The explanation of one date; `source_asked` is sent by its link to the source."""

    source_asked = Signal()

    def __init__(self, theme: Theme, why: Why) -> None:
        super().__init__(theme, padding=(15, 19))
        lead = strong(why.counted) + escaped(why.counted_from)
        self.body.addWidget(Prose(theme, lead, "hint"))
        if why.skipped:
            self.body.addWidget(Prose(theme, why.skipped, "hint", "muted", plain=True))
        self.source = link(theme, why.source, role="hint", underlined=True)
        self.source.clicked.connect(self.source_asked)
        if why.rule or why.source:
            self.body.addSpacing(theme.px(9))
            self.body.addWidget(Rule(theme, "hair"))
            self.body.addSpacing(theme.px(9))
            foot = line(theme.px(4))
            foot.addWidget(Label(theme, why.rule, "hint", "muted"))
            foot.addWidget(self.source)
            foot.addStretch(1)
            self.body.addLayout(foot)
            self.source.setVisible(bool(why.source))  # not before: on its own it would be a window
        self.setFixedWidth(theme.px(440 + 32))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", False)
        parts = (why.counted + why.counted_from, why.skipped, why.rule, why.source)
        self.setAccessibleName(" ".join(part for part in parts if part))


class ClockLine(QWidget):
    """An icon, a sentence and "Why?", which opens the explanation beside it.

    `tone` is "due", "late" or "muted"; `about` names the clock for a screen reader.
    """

    source_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        markup: str,
        why: Why | None = None,
        *,
        tone: str = "due",
        about: str = "this date",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self._why = theme, why
        row = line(theme.px(8))
        icon = "clock-alert" if tone == "late" else "clock"
        token = {"due": "due-fg", "late": "late-fg"}.get(tone, "muted")
        row.addWidget(Icon(theme, icon, token))
        self.words = Prose(theme, markup)
        self.words.setMaximumWidth(self.words.words_width())
        row.addWidget(self.words)
        self.why: LinkButton = link(
            theme, "Why?", role="link", underlined=True, name=f"Why {about}?"
        )
        self.why.clicked.connect(self._open)
        row.addSpacing(-theme.px(4))
        row.addWidget(self.why)
        row.addStretch(1)
        self.setLayout(row)
        self.why.setVisible(why is not None)

    def _open(self) -> None:
        if self._why is None:
            return
        popover = WhyPopover(self.theme, self._why)
        popover.source_asked.connect(self.source_asked)
        popover.closed.connect(popover.deleteLater)
        popover.open_at(self.why, popover)
