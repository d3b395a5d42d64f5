"""Rows of lists made from a `Line`: with a tile and a button, or quiet ones beside the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.go import Go, Page
from desktop.views.pages.data import Line
from desktop.views.parts.avatar import Avatar
from desktop.views.parts.buttons import LinkButton, secondary
from desktop.views.parts.chip import Chip
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Box, HairList, ListCard, ListRow, column, line
from desktop.views.parts.text import Label, Prose, escaped, strong
from desktop.views.parts.tile import IconTile
from desktop.views.theme import Theme

ACTION_WIDTH = 132

Told = Callable[[Go], None]


def markup_of(shown: Line) -> str:
    """Return the sentence of a line, its strong part marked."""
    middle = strong(shown.strong) if shown.strong else ""
    return f"{escaped(shown.before)}{middle}{escaped(shown.after)}"


def sender(tell: Told, go: Go) -> Callable[[], None]:
    """Return a slot that says where to go."""

    def send() -> None:
        tell(go)

    return send


def work_row(theme: Theme, shown: Line, tell: Told, icon: str = "pencil-line") -> ListRow:
    """Return a row with a tile in front and its button behind."""
    actions: list[QWidget] = []
    if shown.state:
        actions.append(Chip(theme, shown.state, shown.state_tone))
    if shown.action:
        button = secondary(theme, shown.action, size="small")
        button.setAccessibleName(f"{shown.action}: {shown.words}")
        button.setMinimumWidth(theme.px(ACTION_WIDTH))
        button.clicked.connect(sender(tell, shown.go))
        actions.append(button)
    row = ListRow(
        theme,
        markup_of(shown),
        escaped(shown.detail),
        front=IconTile(theme, icon),
        actions=tuple(actions),
        opens=not shown.action,
    )
    row.opened.connect(sender(tell, shown.go))
    return row


def open_row(theme: Theme, shown: Line, tell: Told, front: QWidget | None = None) -> ListRow:
    """Return a row 56 high that is pressed as a whole; its state stands behind as a chip."""
    actions: list[QWidget] = []
    if shown.state:
        actions.append(Chip(theme, shown.state, shown.state_tone))
    actions.append(Icon(theme, "chevron-right", "muted"))
    row = ListRow(
        theme,
        markup_of(shown),
        escaped(shown.detail),
        front=front or Icon(theme, icon_of(shown), "accent"),
        actions=tuple(actions),
        height=60,
        opens=True,
    )
    row.setAccessibleName(", ".join(t for t in (shown.words, shown.detail, shown.state) if t))
    row.opened.connect(sender(tell, shown.go))
    return row


def icon_of(shown: Line) -> str:
    """Return the icon that goes with where a line leads."""
    return {Page.CHILD: "user-round", Page.RECORD: "pencil-line"}.get(shown.go.page, "file-text")


def person_row(theme: Theme, shown: Line, tell: Told) -> ListRow:
    """Return a row with a person's initials, to be pressed as a whole."""
    return open_row(theme, shown, tell, Avatar(theme, shown.words, 32))


class AsideRow(QWidget):
    """A quiet row beside the page: icon, sentence, quieter line; the sentence leads on."""

    wanted = Signal(object)

    def __init__(
        self, theme: Theme, shown: Line, icon: str, token: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        px = theme.px
        row = line(px(12))
        lowered = column(0, (0, px(2), 0, 0))
        lowered.addWidget(Icon(theme, icon, token))
        lowered.addStretch(1)
        row.addLayout(lowered)
        words = column(px(1))
        words.addWidget(Prose(theme, markup_of(shown)))
        if shown.detail:
            words.addWidget(Prose(theme, escaped(shown.detail), "hint", "muted"))
        if shown.action:
            self.action = LinkButton(theme, shown.action, name=f"{shown.action}: {shown.words}")
            self.action.clicked.connect(sender(self.wanted.emit, shown.go))
            words.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        self.setLayout(row)


class AvatarLine(QWidget):
    """A person beside the page: initials, name, who they are; pressing it leads on."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, shown: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        row = line(px(12))
        row.addWidget(Avatar(theme, shown.words, 28), 0, Qt.AlignmentFlag.AlignVCenter)
        words = column(0)
        name = LinkButton(theme, shown.words, role="body", token="text")
        name.setAccessibleName(", ".join(t for t in (shown.words, shown.detail) if t))
        name.clicked.connect(sender(self.wanted.emit, shown.go))
        words.addWidget(name)
        words.addWidget(Label(theme, shown.detail, "hint", "muted"))
        row.addLayout(words, 1)
        self.setLayout(row)


def card_of(theme: Theme, rows: Sequence[QWidget]) -> ListCard:
    """Return a card of rows."""
    card = ListCard(theme)
    for row in rows:
        card.add_row(row)
    return card


def hairs_of(theme: Theme, rows: Sequence[QWidget]) -> HairList:
    """Return rows on the bare page."""
    hairs = HairList(theme)
    for row in rows:
        hairs.add_row(row)
    return hairs


def note(theme: Theme, text: str, action: QWidget | None = None) -> QWidget:
    """Return a card of one quiet sentence and, behind it, a way on: an empty place."""
    card = ListCard(theme)
    row = line(theme.px(6), (theme.px(24), theme.px(20), theme.px(24), theme.px(20)))
    row.addWidget(Label(theme, text, "body", "muted", wrap=action is None), int(action is None))
    if action is not None:
        row.addWidget(action)
        row.addStretch(1)
    card.add_row(Box(row))
    return card
