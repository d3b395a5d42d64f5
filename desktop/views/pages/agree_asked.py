"""What was asked when a record came back: the reasons on top, each comment beside its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from desktop.views.parts.avatar import Avatar
from desktop.views.parts.planes import Card, column, line
from desktop.views.parts.text import Label, Prose
from desktop.views.theme import Theme


class Asked(NamedTuple):
    """Who returned the record and when, why, and the comments by the path of a shown answer.

    `who` is "You" or the name; `name` is always the name.
    """

    who: str
    name: str
    when: str
    reasons: str
    comments: Mapping[str, str]


class AskedBefore(QWidget):
    """One comment as it was sent, in the quiet card of a comment that cannot be changed."""

    def __init__(
        self, theme: Theme, asked: Asked, words: str, what: str, parent: QWidget | None = None
    ) -> None:
        """`what`: what it is about, for who hears it: "your comment on: Who is in my life"."""
        super().__init__(parent)
        px = theme.px
        card = Card(theme, padding=(10, 12), radius=8, fill="window", gap=6)
        head = line(px(8))
        head.addWidget(Avatar(theme, asked.name, 28))
        names = column(0)
        names.addWidget(Label(theme, asked.who, "strong"))
        names.addWidget(Label(theme, f"returned it, {asked.when}", "small", "muted", wrap=True))
        head.addLayout(names, 1)
        card.body.addLayout(head)
        card.body.addWidget(Prose(theme, words, "hint", content=True, plain=True))
        card.setAccessibleName(f"{asked.who}, {what}")
        layout = column(0)
        layout.addWidget(card)
        self.setLayout(layout)
