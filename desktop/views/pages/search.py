"""Search everything: what was written, newest first, with the words found marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.views.pages.data import HitShown
from desktop.views.pages.entry import OneOf
from desktop.views.pages.rows import sender
from desktop.views.parts.banner import Banner
from desktop.views.parts.buttons import secondary
from desktop.views.parts.chip import Chip
from desktop.views.parts.fields import FindField
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import (
    Box,
    ListCard,
    ListRow,
    ScrollPage,
    column,
    is_wide,
    no_wider,
    page_side,
)
from desktop.views.parts.skeleton import Skeleton
from desktop.views.parts.text import Heading, Label
from desktop.views.theme import Theme

ASK_AFTER = 80  # milliseconds after the last key
COLUMN = 776
NOTHING, HITS, EMPTY, WAITING = range(4)


def marked_up(pieces: Sequence[tuple[str, bool]]) -> str:
    """Return markup of a piece of text, the words found in semibold accent."""
    return "".join(
        f'<span class="strong accent">{escape(text)}</span>' if marked else escape(text)
        for text, marked in pieces
    ).replace("\n", " ")


class SearchPage(ScrollPage):
    """The page. `sought` carries the words while they are typed; answer with `show_hits` or
    `show_trouble`. `more_wanted` asks for older ones, `wanted` carries a `Go`.
    """

    sought = Signal(str)
    more_wanted = Signal()
    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "window", parent)
        px = theme.px
        self._asked = ""
        self._ids: list[ListRow] = []
        self.find_field = FindField(theme, "Search everything that was written")
        self.find_field.installEventFilter(self)
        self.count = Label(theme, "", "hint", "muted")
        self.trouble = Banner(theme, "late", "")
        self.trouble.hide()
        self.hits = ListCard(theme)
        self.more = secondary(theme, "Show older ones")
        self._skeleton = Skeleton(theme)
        self._none = Label(theme, "", tone="muted", wrap=True)
        found = column(px(16))
        found.addWidget(self.hits)
        found.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        waiting = column(0, (px(20), px(16), px(20), 0))
        waiting.addWidget(self._skeleton)
        hint = Label(
            theme,
            "Type a word, a name, or the beginning of one. Records of every child are searched, "
            "the newest first.",
            tone="muted",
            wrap=True,
        )
        self._views = OneOf(hint, Box(found), self._none, Box(waiting))
        layout = column(px(16))
        layout.addWidget(Heading(theme, "Search everything", 1))
        layout.addWidget(self.find_field)
        layout.addWidget(self.count)
        layout.addWidget(self.trouble)
        layout.addWidget(self._views)
        layout.addStretch(1)
        self._inner = Box(layout)
        self._outer = no_wider(self._inner, px(COLUMN))
        self.set_content(Box(self._outer))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(ASK_AFTER)
        self._wait.timeout.connect(self.ask_now)
        self.find_field.sought.connect(self._typed)
        self.find_field.entered.connect(self._entered)
        self.more.clicked.connect(self.more_wanted)

    def show_words(self, text: str) -> None:
        """Look for these words, as if they had been typed."""
        self.find_field.setText(text)
        self.ask_now()

    def ask_now(self) -> None:
        """Send the words, unless they were sent already."""
        self._wait.stop()
        text = self.find_field.text().strip()
        if text == self._asked:
            return
        self._asked = text
        if not text:
            self._show(NOTHING)
            self.count.setText("")
        else:
            self._show(WAITING)
            self._skeleton.start()
        self.sought.emit(text)

    def show_hits(self, text: str, hits: Sequence[HitShown], *, more: bool, added: bool) -> None:
        """Show what was found for these words; late answers to other words are dropped.

        `added` puts them under those that are shown, `more` says that there are older ones.
        """
        if text != self._asked or not text:
            return
        self._skeleton.stop()
        self.trouble.hide()
        if not added:
            self.hits.clear()
            self._ids = []
        for hit in hits:
            self.hits.add_row(self._row(hit))
        self.more.setVisible(more)
        if not self._ids:
            self._none.setText(
                f"Nothing was found for “{text}”. Fewer words, or the beginning of one, find more."
            )
            self.count.setText("")
            self._show(EMPTY)
            return
        number = len(self._ids)
        many = f"{number} records" if number > 1 else "One record"
        self.count.setText(f"{'The newest ' + many if more else many}, newest first")
        self._show(HITS)

    def show_trouble(self, text: str) -> None:
        """Say why nothing could be looked up."""
        self._skeleton.stop()
        self.trouble.say("late", text)
        self.trouble.show()
        self._show(NOTHING)

    def begin(self) -> None:
        """Give the field the keyboard, what is in it chosen."""
        self.find_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.find_field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() is QEvent.Type.KeyPress
        down = pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if down and watched is self.find_field and self._ids:
            self._ids[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        here = next((at for at, row in enumerate(self._ids) if row.hasFocus()), -1)
        if step and here >= 0:
            to = here + step
            (self.find_field if to < 0 else self._ids[min(to, len(self._ids) - 1)]).setFocus(
                Qt.FocusReason.TabFocusReason
            )
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self.theme.px
        side = page_side(self.theme, self.width())
        right = max(0, side - (self.width() - self.viewport().width()))
        top = px(56 if is_wide(self.theme, self.width()) else 28)
        self._outer.setContentsMargins(side, top, right, px(28))

    def _show(self, view: int) -> None:
        self._views.show_at(view)

    def _typed(self, _text: str) -> None:
        self._wait.start()

    def _entered(self, _text: str) -> None:
        self.ask_now()
        if self._views.at == HITS and self._ids:
            self._ids[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _row(self, hit: HitShown) -> ListRow:
        behind: list[QWidget] = [Label(self.theme, hit.when, "hint", "muted")]
        if hit.state:
            behind.insert(0, Chip(self.theme, hit.state, hit.state_tone))
        title = f'<span class="strong">{escape(hit.child)}</span>' if hit.child else ""
        middle = ", " if hit.child and hit.title else ""
        row = ListRow(
            self.theme,
            f"{title}{middle}{escape(hit.title)}",
            marked_up(hit.pieces),
            front=Icon(self.theme, "file-text", "accent"),
            actions=tuple(behind),
            opens=True,
        )
        words = "".join(text for text, _marked in hit.pieces)
        said = (hit.child, hit.title, hit.state, hit.when, words)
        row.setAccessibleName(", ".join(part for part in said if part))
        row.opened.connect(sender(self.wanted.emit, hit.go))
        self._ids.append(row)
        return row
