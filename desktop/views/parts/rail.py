"""The rail at the left of the window: where one can go, what was open lately, settings below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QWidget

from desktop.views.parts import paint
from desktop.views.parts.icon import Logo
from desktop.views.parts.layouts import widgets_of
from desktop.views.parts.planes import column, empty, line
from desktop.views.parts.press import EnterPress
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

WIDE = 208
FOLDED = 76


@dataclass(frozen=True)
class Place:
    """A place the rail leads to. `short` is its word when folded; `shortcut` goes to the tip."""

    id: str
    icon: str
    title: str
    short: str = ""
    shortcut: str = ""
    count: int = 0


@dataclass(frozen=True)
class Recent:
    """Something opened lately: its id, title and kind ("WISE review, draft")."""

    id: str
    title: str
    detail: str


class RailItem(EnterPress):
    """One place of the rail: 40 high with its name beside the icon, or 54 with a word below it."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, place: Place, folded: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(place.title, parent)
        self.theme, self.place, self.folded, self.here = theme, place, folded, False
        self.count, self.pose = place.count, ""
        self.setProperty("drawn", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if place.shortcut:
            self.setToolTip(f"{place.title}, {place.shortcut}")
        self.clicked.connect(self._clicked)
        self._say_name()

    def set_here(self, here: bool) -> None:
        """Mark the place as the one that is shown."""
        self.here = here
        self._say_name()
        self.update()

    def set_count(self, count: int) -> None:
        """Show how many things wait there; none is shown for 0."""
        self.count = count
        self._say_name()
        self.update()

    def focus_radius(self) -> int:
        return self.theme.px(8)

    def focus_area(self) -> QRect:
        room = self.theme.px(4)
        return self.rect().adjusted(room, room, -room, -room)

    def sizeHint(self) -> QSize:
        px = self.theme.px
        return QSize(px(64), px(54)) if self.folded else QSize(px(192), px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self.theme.px
        option = QStyleOptionButton()
        self.initStyleOption(option)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver) or self.pose == "hover"
        if self.here:
            paint.plane(painter, self.rect(), px(8), self.theme.colour("card"))
            bar = QRectF(0, (self.height() - px(20)) / 2, px(3), px(20))
            paint.plane(painter, bar, px(3) / 2, self.theme.colour("accent"))
        elif over:
            paint.plane(painter, self.rect(), px(8), self.theme.colour("rail-hover"))
        ink = "accent" if self.here else "text"
        self._paint_folded(painter, ink) if self.folded else self._paint_wide(painter, ink)

    def _paint_wide(self, painter: QPainter, ink: str) -> None:
        px = self.theme.px
        icon_y = round((self.height() - px(20)) / 2)
        painter.drawPixmap(QPointF(px(12), icon_y), self.theme.pixmap(self.place.icon, ink))
        painter.setPen(self.theme.colour(ink))
        font = self.theme.font("label" if self.here else "body")
        painter.setFont(font)
        words = QRectF(px(44), 0, self.width() - px(44 + 36), self.height())
        text = QFontMetricsF(font).elidedText(
            self.place.title, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter.value, text)
        if self.count:
            painter.setFont(self.theme.font("small"))
            painter.setPen(self.theme.colour("accent" if self.here else "muted"))
            where = QRectF(0, 0, self.width() - px(12), self.height())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(where, flags, str(self.count))

    def _paint_folded(self, painter: QPainter, ink: str) -> None:
        px = self.theme.px
        x = round((self.width() - px(20)) / 2)
        painter.drawPixmap(QPointF(x, px(7)), self.theme.pixmap(self.place.icon, ink))
        painter.setPen(self.theme.colour(ink))
        painter.setFont(self.theme.font("small-strong" if self.here else "small"))
        words = QRectF(0, px(29), self.width(), px(18))
        flags = Qt.AlignmentFlag.AlignCenter
        painter.drawText(words, flags, self.place.short or self.place.title)

    def _say_name(self) -> None:
        parts = [self.place.title]
        if self.count:
            parts.append(str(self.count))
        if self.here:
            parts.append("shown now")
        self.setAccessibleName(", ".join(parts))

    def _clicked(self) -> None:
        self.chosen.emit(self.place.id)


class RecentItem(EnterPress):
    """One thing opened lately, 44 high: its title over its kind."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, recent: Recent, parent: QWidget | None = None) -> None:
        super().__init__(recent.title, parent)
        self.theme, self.recent = theme, recent
        self.setProperty("drawn", True)
        self.setAccessibleName(f"{recent.title}, {recent.detail}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.clicked.connect(self._clicked)

    def focus_area(self) -> QRect:
        room = self.theme.px(4)
        return self.rect().adjusted(room, 0, -room, 0)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(192), self.theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self.theme.px
        if self.underMouse():
            paint.plane(painter, self.rect(), px(8), self.theme.colour("rail-hover"))
        rows = (("table", "text", self.recent.title, 4), ("small", "muted", self.recent.detail, 22))
        for role, ink, text, top in rows:
            font = self.theme.font(role)
            painter.setFont(font)
            painter.setPen(self.theme.colour(ink))
            room = self.width() - px(24)
            short = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            box = QRectF(px(12), px(top), room, self.theme.line(role))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter.value, short)

    def _clicked(self) -> None:
        self.chosen.emit(self.recent.id)


class Rail(QWidget):
    """The rail: 208 wide with names, or 76 with a word under each icon (`set_folded`).

    `went` is sent with a place's id, `recalled` with the id of something opened lately.
    """

    went = Signal(str)
    recalled = Signal(str)

    def __init__(
        self,
        theme: Theme,
        team: str,
        places: tuple[Place, ...],
        pinned: tuple[Place, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.folded = theme, False
        self.items: dict[str, RailItem] = {}
        px = theme.px
        self._layout = column(px(2), (px(8), 0, px(8), px(8)))
        self._team = Label(theme, team, "strong")
        self._head = line(px(12), (px(12), px(8), px(12), px(8)))
        self._head.addWidget(Logo(theme, 24))
        self._head.addWidget(self._team, 1)
        self._layout.addLayout(self._head)
        self._layout.addSpacing(px(4))
        for place in places:
            self._layout.addWidget(self._item(place))
        self._recent_title = Label(theme, "Recent", "small-strong", "muted")
        self._recent_title.setContentsMargins(px(12), 0, 0, 0)
        self._recent_title.hide()
        self._recent = column(px(2))
        self._layout.addSpacing(px(20))
        self._layout.addWidget(self._recent_title)
        self._layout.addSpacing(px(3))
        self._layout.addLayout(self._recent)
        self._layout.addStretch(1)
        for place in pinned:
            self._layout.addWidget(self._item(place))
        self.setLayout(self._layout)
        self.setFixedWidth(px(WIDE))
        self.setAccessibleName("Places")

    def set_here(self, id: str) -> None:  # noqa: A002
        """Mark the place that is shown; "" for none."""
        for name, item in self.items.items():
            item.set_here(name == id)

    def set_count(self, id: str, count: int) -> None:  # noqa: A002
        """Show how many things wait at a place."""
        self.items[id].set_count(count)

    def set_team(self, team: str) -> None:
        """Show the team's name."""
        self._team.setText(team)

    def set_recent(self, recent: tuple[Recent, ...]) -> None:
        """Show what was opened lately, newest first."""
        empty(self._recent)
        for one in recent:
            item = RecentItem(self.theme, one)
            item.chosen.connect(self.recalled)
            self._recent.addWidget(item)
            item.setVisible(not self.folded)
        self._recent_title.setVisible(bool(recent) and not self.folded)

    def set_folded(self, folded: bool) -> None:
        """Fold the rail to icons with a word below each, or show it whole."""
        px, self.folded = self.theme.px, folded
        self.setFixedWidth(px(FOLDED if folded else WIDE))
        side = px(6) if folded else px(8)
        self._layout.setContentsMargins(side, 0, side, px(8))
        head = px(20) if folded else px(12)
        self._head.setContentsMargins(head, px(8), head, px(8))
        self._team.setVisible(not folded)
        for item in self.items.values():
            item.folded = folded
            item.updateGeometry()
        self._recent_title.setVisible(not folded and self._recent.count() > 0)
        for entry in widgets_of(self._recent):
            entry.setVisible(not folded)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("rail"))

    def _item(self, place: Place) -> RailItem:
        item = RailItem(self.theme, place)
        item.chosen.connect(self.went)
        self.items[place.id] = item
        return item
