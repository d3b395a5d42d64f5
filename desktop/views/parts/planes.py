"""Planes on which the rest lies: cards, lists of rows, sections and the frame of a page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.views.parts import paint
from desktop.views.parts.press import RowPress
from desktop.views.parts.text import Heading, Label, Prose
from desktop.views.theme import Theme


def column(gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return a vertical layout with the gap and margins given in real pixels."""
    layout = QVBoxLayout()
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    return layout


def line(gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return a horizontal layout with the gap and margins given in real pixels."""
    layout = QHBoxLayout()
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    return layout


class Box(QWidget):
    """An undrawn widget with a layout of its own, for grouping."""

    def __init__(self, layout: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayout(layout)


class Card(QFrame):
    """A rounded plane with a thin edge. `body` is its vertical layout."""

    def __init__(
        self,
        theme: Theme,
        *,
        padding: tuple[int, int] = (16, 16),
        radius: int = 10,
        fill: str = "card",
        edge: str = "line",
        gap: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.radius, self.fill, self.edge = theme, radius, fill, edge
        vertical, sides = theme.px(padding[0]), theme.px(padding[1])
        self.body = column(theme.px(gap), (sides, vertical, sides, vertical))
        self.setLayout(self.body)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = self.theme.colour(self.edge) if self.edge else None
        fill = self.theme.colour(self.fill) if self.fill else None
        paint.plane(painter, self.rect(), self.theme.px(self.radius), fill, edge)


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


class ListRow(QWidget):
    """A row of a list: something in front, a sentence over a quieter line, actions behind.

    `opens=True` makes the whole row a thing to press (mouse, Enter, Space): `opened` is sent.
    """

    opened = Signal()

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
        super().__init__(parent)
        self.theme, self.opens, self._over = theme, opens, False
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
        self.setMinimumHeight(theme.px(height))
        self.setAccessibleName(". ".join(filter(None, (self.title.words(), self.detail.words()))))
        self.press = RowPress(theme, self) if opens else None
        if self.press is not None:
            self.setFocusProxy(self.press)
            self.press.clicked.connect(self.opened)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.press is not None:
            self.press.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if self.opens and event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self._over = event.type() is QEvent.Type.HoverEnter
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._over:
            painter = QPainter(self)
            paint.plane(painter, self.rect(), self.theme.px(9), self.theme.colour("hover"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        left = event.button() is Qt.MouseButton.LeftButton
        if self.opens and left and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self.opens and event.key() in keys:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


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


class ScrollPage(QScrollArea):
    """A page that scrolls and brings whatever gets the keyboard's focus into view."""

    def __init__(self, theme: Theme, plane: str = "window", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.plane_token = theme, plane
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.timeout.connect(self._focus_laid_out)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def set_content(self, content: QWidget) -> None:
        """Show this widget as the page; the plane of the page shows through it."""
        content.setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(event.rect(), self.theme.colour(self.plane_token))

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        content = self.widget()
        if now is None or content is None or not content.isAncestorOf(now):
            return
        if QGuiApplication.mouseButtons() is not Qt.MouseButton.NoButton:
            return  # a page that moves under a pressed mouse would lose the click
        self._bring_into_view(now, content)
        self._laid_out.start(0)

    def _focus_laid_out(self) -> None:
        """Look again once what was unfolded for the focus has its place."""
        content, now = self.widget(), QApplication.focusWidget()
        if now is not None and content is not None and content.isAncestorOf(now):
            self._bring_into_view(now, content)

    def _bring_into_view(self, now: QWidget, content: QWidget) -> None:
        if now.height() < self.viewport().height():
            self.ensureWidgetVisible(now, 0, self.theme.px(24))
        elif not self._shows_some(now):
            self.ensureVisible(0, now.mapTo(content, QPoint(0, 0)).y(), 0, self.theme.px(24))

    def _shows_some(self, widget: QWidget) -> bool:
        top = widget.mapTo(self.viewport(), QPoint(0, 0)).y()
        return top < self.viewport().height() and top + widget.height() > 0


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
        self.summary.setVisible(bool(summary))
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


def widgets_of(layout: QLayout) -> list[QWidget]:
    """Return the widgets of a layout in order."""
    items = (layout.itemAt(index) for index in range(layout.count()))
    found = (item.widget() for item in items if item is not None)
    return [widget for widget in found if widget is not None]


def empty(layout: QLayout) -> None:
    """Delete every widget of a layout and of the layouts in it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
