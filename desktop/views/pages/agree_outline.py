"""The list of changed answers beside them: which were seen, which have a comment."""

from __future__ import annotations

from collections.abc import Sequence, Set

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.forms.comparison import Change
from desktop.forms.definition import Form
from desktop.views.parts import paint
from desktop.views.parts.buttons import LinkButton
from desktop.views.parts.planes import Box, ScrollPage, column, empty
from desktop.views.parts.press import EnterPress
from desktop.views.parts.progress import Bar
from desktop.views.parts.text import Label, Prose
from desktop.views.theme import Theme

WIDTH, ROW = 240, 30


class ChangedRow(EnterPress):
    """One changed answer: the number of its section, its question, seen or commented."""

    def __init__(
        self, theme: Theme, number: int, change: Change, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self.number, self.change = theme, number, change
        self.seen = self.commented = False
        self.setProperty("drawn", True)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(ROW))
        self.show_state(seen=False, commented=False)

    def show_state(self, *, seen: bool, commented: bool) -> None:
        """Show whether it was seen, and whether it has a comment."""
        self.seen, self.commented = seen, commented
        state = "commented" if commented else "seen" if seen else "not seen yet"
        self.setAccessibleName(f"{self.number} {self.change.label}, {state}")
        self.update()

    def nextCheckState(self) -> None:
        """Stay as it is: the page says which answer is in sight."""

    def focus_radius(self) -> int:
        return self.theme.px(6)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        here = self.isChecked()
        if here:
            paint.plane(painter, self.rect(), px(6), theme.colour("accent-soft"))
        elif self.underMouse():
            paint.plane(painter, self.rect(), px(6), theme.colour("hover"))
        high = float(self.height())
        middle = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
        right = Qt.AlignmentFlag.AlignRight.value | middle
        painter.setFont(theme.font("strong" if here else "number"))
        painter.setPen(theme.colour("accent" if here else "muted"))
        painter.drawText(QRectF(px(8), 0, px(18), high), right, str(self.number))
        room = self.width() - px(36 + 8 + 16 + 8)
        painter.setFont(theme.font("strong" if here else "table"))
        painter.setPen(theme.colour("accent" if here else "text"))
        label = self.change.label
        short = label.rpartition(", ")[2] if "/" in self.change.path else label
        words = QFontMetricsF(painter.font()).elidedText(short, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(px(36), 0, room + 2, high), middle, words)
        icon, token = ("message-square-text", "accent") if self.commented else ("check", "done-fg")
        if self.seen or self.commented:
            at = QPointF(self.width() - px(8 + 16), round((high - px(16)) / 2))
            painter.drawPixmap(at, theme.pixmap(icon, token, 16))


class ChangedOutline(QWidget):
    """The left side of the page. `chosen` carries the path of an answer."""

    back = Signal()
    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: dict[str, ChangedRow] = {}
        self.setAccessibleName("Changed answers")
        px = theme.px
        self.back_link = LinkButton(theme, "Today", role="table", icon="arrow-left")
        self.back_link.clicked.connect(self.back)
        self.title = Label(theme, "", "section", wrap=True)
        self.whose = Prose(theme, "", "small", "muted")
        top = column(0, (px(20), px(14), px(8), px(12)))
        top.addWidget(self.back_link, 0, Qt.AlignmentFlag.AlignLeft)
        top.addSpacing(px(8))
        top.addWidget(self.title)
        top.addSpacing(px(2))
        top.addWidget(self.whose)
        self._list: QVBoxLayout = column(0, (px(12), 0, px(8), px(8)))
        self._scroll = ScrollPage(theme, "window")
        self._scroll.set_content(Box(self._list))
        self.bar = Bar(theme)
        self._read = Label(theme, "", "small", "muted", wrap=True)
        foot = column(px(8), (px(20), px(12), px(16), px(16)))
        foot.addWidget(self.bar)
        foot.addWidget(self._read)
        layout = column(0)
        layout.addLayout(top)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)
        self.setLayout(layout)
        self.setFixedWidth(px(WIDTH))

    def show_changes(self, title: str, whose: str, changes: Sequence[Change], form: Form) -> None:
        """List these changes under whose record it is."""
        self.title.setText(title)
        self.whose.set_plain(whose)
        empty(self._list)
        numbers = {section.id: section.number for section in form.sections}
        self._rows = {}
        for change in changes:
            row = ChangedRow(self.theme, numbers.get(change.section, 0), change)
            row.clicked.connect(self._clicked)
            self._rows[change.path] = row
            self._list.addWidget(row)
        self._list.addStretch(1)
        self._tell()

    def show_seen(self, path: str) -> None:
        """Mark an answer as the one in sight; it counts as seen from now on."""
        for at, row in self._rows.items():
            row.setChecked(at == path)
            if at == path:
                row.show_state(seen=True, commented=row.commented)
                self._scroll.ensureWidgetVisible(row, 0, 0)
        self._tell()

    def show_commented(self, paths: Set[str]) -> None:
        """Mark the answers that have a comment."""
        for at, row in self._rows.items():
            row.show_state(seen=row.seen, commented=at in paths)

    def _tell(self) -> None:
        seen, count = sum(row.seen for row in self._rows.values()), len(self._rows)
        self.bar.setRange(0, max(1, count))
        self.bar.setValue(seen if count else 1)
        if not count:
            words = "No answer differs"
        elif seen == count:
            words = f"All {count} answers seen" if count > 1 else "The one answer is seen"
        else:
            words = f"{seen} of {count} answers seen"
        self._read.setText(words)
        self.bar.setAccessibleName(words)

    def _clicked(self) -> None:
        row = self.sender()
        if isinstance(row, ChangedRow):
            self.chosen.emit(row.change.path)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("window"))
