"""Planes on which the rest lies: cards, lists of rows, sections and the frame of a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QWidget

from desktop.views.parts import paint
from desktop.views.parts.boxes import (
    Box,
    Card,
    PressRow,
    ScrollPage,
    column,
    empty,
    line,
    no_wider,
)
from desktop.views.parts.layouts import widgets_of
from desktop.views.parts.text import Heading, Label, Prose
from desktop.views.theme import Theme

__all__ = [
    "Box",
    "Card",
    "HairList",
    "ListCard",
    "ListRow",
    "PageFrame",
    "PressRow",
    "Rule",
    "ScrollPage",
    "Section",
    "column",
    "empty",
    "line",
    "no_wider",
]


class ListCard(Card):
    """A card of rows with a hairline between each two."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=(0, 0), parent=parent)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(1)

    def add_row(self, row: QWidget) -> None:
        """Add a row below the others."""
        self.body.addWidget(row)

    def rows(self) -> list[QWidget]:
        """Return the rows in order."""
        return widgets_of(self.body)

    def clear(self) -> None:
        """Take every row away."""
        empty(self.body)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, colour = QPainter(self), self.theme.colour("hair")
        for row in self.rows()[1:]:
            if not row.isHidden():
                paint.hairline(painter, 1, row.y() - 1, self.width() - 2, colour)


class HairList(QWidget):
    """Rows on the bare page with a line between each two, as beside the main column."""

    def __init__(self, theme: Theme, padding: int = 15, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._padding = theme.px(padding)
        self.body = column(1)
        self.setLayout(self.body)

    def add_row(self, row: QWidget) -> None:
        """Add a row below the others."""
        box = Box(column(0, (0, self._padding, 0, self._padding)), self)
        layout = box.layout()
        assert layout is not None
        layout.addWidget(row)
        self.body.addWidget(box)

    def clear(self) -> None:
        """Take every row away."""
        empty(self.body)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour = QPainter(self), self.theme.colour("line")
        for row in widgets_of(self.body)[1:]:
            paint.hairline(painter, 0, row.y() - 1, self.width(), colour)


class ListRow(PressRow):
    """A row of a list: something in front, a sentence over a quieter line, actions behind."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        detail: str = "",
        *,
        front: QWidget | None = None,
        link: QWidget | None = None,
        actions: tuple[QWidget, ...] = (),
        height: int = 72,
        opens: bool = False,
        gap: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, height=height, parent=parent)
        layout = line(theme.px(gap), (theme.px(16), theme.px(8), theme.px(16), theme.px(8)))
        if front is not None:
            layout.addWidget(front, 0, Qt.AlignmentFlag.AlignVCenter)
        self.title = Prose(theme, title)
        self.detail = Prose(theme, detail, "hint", "muted")
        words = column(theme.px(1))
        words.addStretch(1)
        words.addWidget(self.title)
        words.addLayout(self._under(link)) if link or detail else None
        words.addStretch(1)
        layout.addLayout(words, 1)
        for action in actions:
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(layout)
        self.setAccessibleName(". ".join(filter(None, (self.title.words(), self.detail.words()))))
        if opens:
            self.let_open()

    def _under(self, link: QWidget | None) -> QHBoxLayout:
        under = line(self.theme.px(4))
        if link is None:
            under.addWidget(self.detail, 1)
            return under
        self.detail.hide()
        short = Label(self.theme, self.detail.words(), "hint", "muted")
        under.addWidget(short)
        under.addWidget(link)
        under.addStretch(1)
        return under


class Section(QWidget):
    """A section of a page: its heading, something quiet at the right of it, and the content."""

    def __init__(
        self, theme: Theme, title: str, aside: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.heading = Heading(theme, title)
        top = line(theme.px(12))
        top.addWidget(self.heading)
        top.addStretch(1)
        if aside is not None:
            top.addWidget(aside, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body = column(0)
        layout = column(theme.px(12))
        layout.addLayout(top)
        layout.addLayout(self.body)
        layout.addStretch(1)
        self.setLayout(layout)

    def add(self, widget: QWidget) -> None:
        """Add content under the heading."""
        self.body.addWidget(widget)


class Rule(QWidget):
    """A line one pixel high between two areas."""

    def __init__(self, theme: Theme, token: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.token = theme, token
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour(self.token))


def is_wide(theme: Theme, width: int) -> bool:
    """Whether a page of that width in real pixels has the measures of a wide window."""
    return width >= theme.px(1500)


def page_side(theme: Theme, width: int) -> int:
    """Return the room beside a page in real pixels: 32, or what centres 1216."""
    px = theme.px
    return max(px(32), (width - px(1216)) // 2) if is_wide(theme, width) else px(32)


class PageFrame(ScrollPage):
    """The frame of a page: title, summary, action at the top right, then rows of content.

    `add_row(main, aside)` puts content into the two columns (720 and 320, 54 apart; wider and
    centred from 1600 on), their tops aligned; without an aside it takes the whole width.
    """

    TOP_WIDE = 56  # pixels at 100 % over the title of a wide page

    def __init__(
        self,
        theme: Theme,
        title: str,
        summary: str = "",
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "window", parent)
        self.title = Heading(theme, title, 1)
        self.summary = Label(theme, summary, "lead", "muted", wrap=True)
        if not summary:
            self.summary.hide()  # and never shown here: on its own it would be a window
        self._head = line(theme.px(16))
        words = column(theme.px(4))
        words.addWidget(self.title)
        words.addWidget(self.summary)
        self._head.addLayout(words, 1)
        if action is not None:
            self._head.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self._page = Box(column(0))
        self._lay_out_page()
        self.set_content(self._page)

    def set_title(self, title: str, summary: str = "") -> None:
        """Change the title and the summary under it."""
        self.title.setText(title)
        self.summary.setText(summary)
        self.summary.setVisible(bool(summary))

    def add_row(self, main: QWidget, aside: QWidget | None = None) -> None:
        """Add content below what is there."""
        row = self.grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self.grid.addWidget(main, row, 0, 1, 1 if aside is not None else 3, top)
        if aside is not None:
            self.grid.addWidget(aside, row, 2, top)
        self._set_columns()

    def _lay_out_page(self) -> None:
        px = self.theme.px
        self._inner = Box(column(px(32)))
        inner = self._inner.layout()
        assert isinstance(inner, QBoxLayout)
        inner.addLayout(self._head)
        inner.addLayout(self.grid)
        inner.addStretch(1)
        outer = self._page.layout()
        assert isinstance(outer, QBoxLayout)
        outer.addWidget(self._inner)

    def _set_columns(self) -> None:
        px, full = self.theme.px, self.width()
        wide, side = is_wide(self.theme, full), page_side(self.theme, full)
        # The scroll bar takes its room from the margin, so that nothing moves when it comes.
        outer = self._page.layout()
        assert outer is not None
        right = max(0, side - (full - self.viewport().width()))
        outer.setContentsMargins(side, px(self.TOP_WIDE if wide else 28), right, px(28))
        inner = self._inner.layout()
        assert inner is not None
        inner.setSpacing(px(48) if wide else px(32))
        self.grid.setColumnStretch(0, 776 if wide else 720)
        self.grid.setColumnStretch(2, 368 if wide else 320)
        self.grid.setColumnMinimumWidth(1, px(72) if wide else px(54))
        self.grid.setHorizontalSpacing(0)
        self.grid.setVerticalSpacing(px(48) if wide else px(32))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_columns()
