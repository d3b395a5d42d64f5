"""The outline: back to the child, what is written and by whom, the sections, and the check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.forms.definition import Form, Section
from desktop.forms.validation import Completeness, State
from desktop.views.pages.record.words import state_words
from desktop.views.parts import paint
from desktop.views.parts.buttons import Button, LinkButton, link
from desktop.views.parts.planes import Box, ScrollPage, column, line
from desktop.views.parts.press import EnterPress
from desktop.views.parts.text import Label, Prose
from desktop.views.theme import Theme

NARROW, MOST, WIDE = 240, 264, 272
ROW, ROW_WIDE = 30, 34
SIDE, SIDE_WIDE = 20, 24  # pixels at 100 % at the left of the words


class SectionRow(EnterPress):
    """One section in the outline: number, title, and how far it is."""

    def __init__(self, theme: Theme, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.section = theme, section
        self.how_far: Completeness | None = None
        self.under_heading = False
        """Whether a heading above says what would stand beside an empty section."""
        self.setProperty("drawn", True)
        self.setText(section.title)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(ROW))
        self._name()

    def show_state(self, how_far: Completeness | None) -> None:
        """Show how far the section is."""
        if how_far != self.how_far:
            self.how_far = how_far
            self._name()
            self.update()

    def _name(self) -> None:
        words = state_words(self.how_far, self.section.aside)
        name = f"{self.section.number} {self.section.title}"
        self.setAccessibleName(f"{name}, {words}" if words else name)
        self.setToolTip("")

    def focus_radius(self) -> int:
        return self.theme.px(6)

    def nextCheckState(self) -> None:
        """Stay as it is: the page says which section is open."""

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        if self.isChecked():
            paint.plane(painter, self.rect(), theme.px(6), theme.colour("accent-soft"))
        elif self.underMouse():
            paint.plane(painter, self.rect(), theme.px(6), theme.colour("hover"))
        here = self.isChecked()
        high, px = float(self.height()), theme.px
        painter.setFont(theme.font("strong" if here else "number"))
        painter.setPen(theme.colour("accent" if here else "muted"))
        middle = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
        right = Qt.AlignmentFlag.AlignRight.value | middle
        painter.drawText(QRectF(px(8), 0, px(18), high), right, str(self.section.number))
        room = self.width() - px(36) - px(8) - self._paint_state(painter, here, right)
        painter.setFont(theme.font("strong" if here else "table"))
        painter.setPen(theme.colour("accent" if here else "text"))
        metrics = QFontMetricsF(painter.font())
        title = metrics.elidedText(self.section.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(px(36), 0, room + 2, high), middle, title)

    def words_width(self) -> int:
        """Return the width that number, title (semibold, as when it is open) and state need."""
        theme = self.theme
        title = QFontMetricsF(theme.font("strong")).horizontalAdvance(self.section.title)
        state = self._beside()
        if self.how_far is not None and self.how_far.state is State.DONE:
            room = theme.px(16)
        else:
            room = ceil(QFontMetricsF(theme.font("small")).horizontalAdvance(state))
        return theme.px(36) + ceil(title) + theme.px(8) + room + theme.px(8)

    def _beside(self) -> str:
        """The state in words, as far as it stands beside the title."""
        idle = self.how_far is not None and self.how_far.state is State.IF_NEEDED
        return "" if idle and self.under_heading else state_words(self.how_far, self.section.aside)

    def _paint_state(self, painter: QPainter, here: bool, flags: int) -> int:
        """Paint the state at the right and return the room that it takes."""
        theme, high = self.theme, float(self.height())
        if self.how_far is None:
            return 0
        if self.how_far.state is State.DONE:
            side = theme.px(16)
            at = QPointF(self.width() - theme.px(8) - side, round((high - side) / 2))
            painter.drawPixmap(at, theme.pixmap("check", "done-fg", 16))
            return side + theme.px(8)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("accent" if here else "muted"))
        words = self._beside()
        painter.drawText(QRectF(0, 0, self.width() - theme.px(8), high), flags, words)
        return round(QFontMetricsF(painter.font()).horizontalAdvance(words)) + theme.px(8)


class Outline(QWidget):
    """The left side of the record page; width 240, or 272 where there is room."""

    section_chosen = Signal(str)
    back = Signal()
    check_asked = Signal()
    compare_asked = Signal()
    way_out_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: dict[str, SectionRow] = {}
        self._headings: list[tuple[QWidget, list[SectionRow]]] = []
        self.setAccessibleName("Outline")
        px = theme.px
        self.back_link = LinkButton(theme, "", role="table", icon="arrow-left")
        self.back_link.clicked.connect(self.back)
        self.title = Label(theme, "", "section", wrap=True)
        self.whose = Prose(theme, "", "small", "muted")
        self._top = top = column(0)
        top.addWidget(self.back_link)
        top.addSpacing(px(8))
        top.addWidget(self.title)
        top.addSpacing(px(2))
        top.addWidget(self.whose)
        self._make_links()
        self._list: QVBoxLayout = column(0)
        self._list.addStretch(1)
        self._scroll = ScrollPage(theme, "window")
        self._scroll.set_content(Box(self._list))
        self.check = Button(theme, "Check and sign", icon="file-check", size="small")
        self.check.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.check.clicked.connect(self.check_asked)
        self.foot = Box(line(0))
        foot = self.foot.layout()
        assert foot is not None
        foot.addWidget(self.check)
        layout = column(0)
        layout.addLayout(top)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.foot)
        self.setLayout(layout)
        self.set_wide(False)

    def _make_links(self) -> None:
        self.compare_link = link(self.theme, "Compare", role="small", underlined=True)
        self.compare_link.setAccessibleName("Compare with the version that this one follows")
        self.compare_link.clicked.connect(self.compare_asked)
        self.way_out = link(self.theme, "", role="small", underlined=True)
        self.way_out.clicked.connect(self.way_out_asked)
        for one in (self.compare_link, self.way_out):
            one.hide()
            self._top.addWidget(one)

    def show_form(self, form: Form, title: str, child_name: str, whose: str, follows: str) -> None:
        """Show the sections of a form and what is being written."""
        self.back_link.setText(child_name or "Back")
        self.back_link.setAccessibleName(f"Back to {child_name}" if child_name else "Back")
        self.back_link.updateGeometry()
        self.title.setText(title)
        self.whose.set_plain("\n".join(filter(None, (whose, follows))))
        self.compare_link.setVisible(bool(follows))
        if any(row.hasFocus() for row in self._rows.values()):
            # Hidden with the keyboard it would give it to whatever comes next in the window.
            self.back_link.setFocus(Qt.FocusReason.OtherFocusReason)
        for old in (*self._rows.values(), *(heading for heading, _ in self._headings)):
            old.hide()
            old.deleteLater()
        self._headings = []
        self._rows = {section.id: self._row(section) for section in form.sections}
        for words, rows in _together(list(self._rows.values())):
            self._head(words, rows)

    def show_way_out(self, words: str) -> None:
        """Offer the way out of what is being written, or none."""
        if not words and self.way_out.hasFocus():
            self.back_link.setFocus(Qt.FocusReason.OtherFocusReason)
        self.way_out.setText(words)
        self.way_out.setAccessibleName(words)
        self.way_out.updateGeometry()
        self.way_out.setVisible(bool(words))

    def _head(self, words: str, rows: list[SectionRow]) -> None:
        """Say once, over several sections, that they are there if there is more."""
        px = self.theme.px
        held = column(0, (px(8), px(12), 0, px(4)))
        held.addWidget(Label(self.theme, words[:1].upper() + words[1:], "small", "muted"))
        heading = Box(held)
        self._list.insertWidget(self._list.indexOf(rows[0]), heading)
        self._headings.append((heading, rows))
        for row in rows:
            row.under_heading = True

    def _row(self, section: Section) -> SectionRow:
        row = SectionRow(self.theme, section)
        row.setFixedHeight(self.theme.px(ROW_WIDE if self.wide else ROW))
        row.clicked.connect(self._chosen)
        self._list.insertWidget(self._list.count() - 1, row)
        return row

    def _chosen(self) -> None:
        row = self.sender()
        if isinstance(row, SectionRow):
            self.section_chosen.emit(row.section.id)

    def show_states(self, states: Mapping[str, Completeness | None]) -> None:
        """Show how far every section is; sections that are not asked are hidden."""
        for name, row in self._rows.items():
            row.show_state(states.get(name))
            row.setVisible(name in states)
        for heading, rows in self._headings:
            heading.setVisible(any(not row.isHidden() for row in rows))
        self._fit()

    def _fit(self) -> None:
        """Grow a little where a title and its state would not fit."""
        px = self.theme.px
        if self.wide:
            self.setFixedWidth(px(WIDE))
            return
        needed = max((row.words_width() for row in self.rows()), default=0) + px(20)
        self.setFixedWidth(max(px(NARROW), min(needed, px(MOST))))

    def show_here(self, section: str) -> None:
        """Mark the section that is open."""
        for name, row in self._rows.items():
            row.setChecked(name == section)
            if name == section:
                self._scroll.ensureWidgetVisible(row, 0, 0)

    def show_foot(self, words: str, icon: str) -> None:
        """Let the button at the foot say something else; "" hides it."""
        self.foot.setVisible(bool(words))
        if words:
            self.check.set_words(words, icon)

    def show_read_only(self, on: bool) -> None:
        """Offer the check only where the reader may write."""
        self.foot.setVisible(not on)

    def set_wide(self, wide: bool) -> None:
        """Take the width and row height of a wide or a narrow window."""
        self.wide = wide
        px, side = self.theme.px, self.theme.px(SIDE_WIDE if wide else SIDE)
        before = px(8)  # a row's plane begins before its words
        self._top.setContentsMargins(side, px(18 if wide else 14), px(8), px(12))
        self._list.setContentsMargins(side - before, 0, before, px(8))
        self.foot.setContentsMargins(side, px(12), side - px(4), px(13))
        self._fit()
        for row in self._rows.values():
            row.setFixedHeight(self.theme.px(ROW_WIDE if wide else ROW))

    def rows(self) -> list[SectionRow]:
        """Return the rows that are shown, in order."""
        return [row for row in self._rows.values() if not row.isHidden()]

    def focus_here(self) -> None:
        """Bring the keyboard to the section that is open."""
        buttons: list[QAbstractButton] = [row for row in self.rows() if row.isChecked()]
        (buttons or [self.back_link])[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        rows = self.rows()
        at = next((i for i, row in enumerate(rows) if row.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        rows[max(0, min(at + step, len(rows) - 1))].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("window"))


def _together(rows: list[SectionRow]) -> Iterator[tuple[str, list[SectionRow]]]:
    """Yield runs of several sections of which the form says the same aside."""
    for words, run in groupby(rows, key=lambda row: row.section.aside):
        found = list(run)
        if words and len(found) > 1:
            yield words, found
