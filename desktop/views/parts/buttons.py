"""Buttons: one primary a page, secondary, quiet, plain, an icon alone, and links.

All are push buttons to the keyboard and the screen reader. They draw themselves, because a style
sheet cannot set the space between icon and word.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.parts.press import EnterPress
from desktop.views.theme import Theme


class _Kind(NamedTuple):
    """Tokens of one kind of button at rest, under the pointer, and pressed."""

    planes: tuple[str, str, str]
    edges: tuple[str, str, str]
    ink: str
    padding: int = 14
    semibold: bool = True


KINDS = {
    "primary": _Kind(
        ("accent", "accent-hover", "accent-down"),
        ("accent", "accent-hover", "accent-down"),
        "on-accent",
    ),
    "secondary": _Kind(("card", "hover", "down"), ("edge", "edge", "edge"), "text"),
    "quiet": _Kind(("", "hover", "down"), ("", "", ""), "accent", 8),
    "plain": _Kind(("", "hover", "down"), ("", "", ""), "text", 8, semibold=False),
    "muted": _Kind(("", "hover", "down"), ("", "", ""), "muted", 8, semibold=False),
    "rail": _Kind(("", "rail-hover", "down"), ("", "", ""), "text", 8, semibold=False),
    "icon": _Kind(("", "hover", "down"), ("", "", ""), "text", 6, semibold=False),
    "icon-muted": _Kind(("", "hover", "down"), ("", "", ""), "muted", 6, semibold=False),
    "carried": _Kind(
        ("card", "hover", "down"), ("carried-fg", "carried-fg", "carried-fg"), "carried-fg", 10
    ),
    "carried-quiet": _Kind(("", "hover", "down"), ("", "", ""), "carried-fg", 10),
    "danger": _Kind(("card", "late-bg", "late-bg"), ("late-fg", "late-fg", "late-fg"), "late-fg"),
}
HEIGHTS = {"normal": 36, "small": 32, "tiny": 28}


class Button(EnterPress):
    """A push button of one of `KINDS`.

    `pose` ("hover" or "pressed") draws a state that the pointer does not make, for the gallery.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: str = "secondary",
        *,
        icon: str = "",
        trailing: str = "",
        size: str = "normal",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.kind, self.size_name = theme, kind, size
        self.icon_name, self.trailing, self.pose = icon, trailing, ""
        self._lasting_tip = ""
        self.setProperty("drawn", True)
        self.setFont(self._font())
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def set_words(self, text: str, icon: str | None = None) -> None:
        """Change what the button says and, when given, its icon."""
        self.setText(text)
        self.setAccessibleName(text)
        if icon is not None:
            self.icon_name = icon
        self.updateGeometry()
        self.update()

    def set_tip(self, text: str, shortcut: str = "") -> None:
        """Give the tool tip, the shortcut named after it."""
        self._lasting_tip = f"{text}, {shortcut}" if shortcut else text
        self.setToolTip(self._lasting_tip)

    def disable_because(self, reason: str) -> None:
        """Disable the button and say why in its tool tip and description."""
        self.setEnabled(False)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def enable(self) -> None:
        """Enable the button again and take the reason away."""
        self.setEnabled(True)
        self.setToolTip(self._lasting_tip)
        self.setAccessibleDescription("")

    def focus_radius(self) -> int:
        """Return the corner radius of the button, which the focus ring follows."""
        return self.theme.px(6)

    def sizeHint(self) -> QSize:
        px, height = self.theme.px, self.theme.px(HEIGHTS[self.size_name])
        width = 2 * px(self._padding()) + self._content_width()
        return QSize(max(width, height) if self.text() else height, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, edge, ink = self._colours()
        paint.plane(painter, self.rect(), self.theme.px(6), fill, edge)
        self._draw_content(painter, ink)

    # Measures

    def _font(self) -> QFont:
        semibold = KINDS[self.kind].semibold
        if self.size_name == "normal":
            return self.theme.font("button" if semibold else "body")
        return self.theme.font("button-small" if semibold else "table")

    def _padding(self) -> int:
        padding = KINDS[self.kind].padding
        return padding + 1 if self.size_name == "normal" and padding == 14 else padding

    def _icon_side(self) -> int:
        return 16 if self.size_name == "tiny" else 20

    def _content_width(self) -> int:
        px = self.theme.px
        words = QFontMetricsF(self.font()).horizontalAdvance(self._shown()) if self.text() else 0
        icons = (px(self._icon_side()) if self.icon_name else 0) + (
            px(self._icon_side()) if self.trailing else 0
        )
        parts = bool(self.text()) + bool(self.icon_name) + bool(self.trailing)
        return round(words + 0.5) + icons + px(8) * max(0, parts - 1)

    def _shown(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    # Drawing

    def _step(self) -> int:
        if self.isDown() or self.isChecked() or self.pose == "pressed":
            return 2
        return 1 if self.underMouse() or self.pose == "hover" else 0

    def _colours(self) -> tuple[QColor | None, QColor | None, str]:
        kind, step = KINDS[self.kind], self._step()
        if not self.isEnabled():
            framed = bool(kind.edges[0])
            return (
                self.theme.colour("hover") if framed else None,
                self.theme.colour("line") if framed else None,
                "muted",
            )
        fill, edge = kind.planes[step], kind.edges[step]
        return (
            self.theme.colour(fill) if fill else None,
            self.theme.colour(edge) if edge else None,
            kind.ink,
        )

    def _draw_content(self, painter: QPainter, ink: str) -> None:
        px, area = self.theme.px, QRectF(self.rect())
        side, width = self._icon_side(), self._content_width()
        x = area.x() + (area.width() - width) / 2
        icons_y = round(area.y() + (area.height() - px(side)) / 2)
        metrics = QFontMetricsF(self.font())
        words = metrics.horizontalAdvance(self._shown()) if self.text() else 0.0
        order: list[tuple[str, float]] = []
        if self.icon_name:
            order.append((self.icon_name, px(side)))
        if self.text():
            order.append(("", words))
        if self.trailing:
            order.append((self.trailing, px(side)))
        for name, length in reversed(order) if paint.mirrored(self) else order:
            if name:
                painter.drawPixmap(QPointF(round(x), icons_y), self.theme.pixmap(name, ink, side))
            else:
                painter.setPen(self.theme.colour(ink))
                painter.setFont(self.font())
                flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
                painter.drawText(QRectF(x, 0, length + 2, area.height()), flags, self._shown())
            x += length + px(8)


class LinkButton(EnterPress):
    """Words that act, in accent: semibold on their own, or underlined inside a line of text."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        role: str = "strong",
        token: str = "accent",
        underlined: bool = False,
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.theme, self.role, self.token = theme, role, token
        self.underlined, self.icon_name = underlined, icon
        self.setProperty("drawn", True)
        self.setFont(theme.font(role))
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def focus_radius(self) -> int:
        return self.theme.px(2)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        icon = self.theme.px(16 + 6) if self.icon_name else 0
        return QSize(round(words + 0.5) + icon, self.theme.line(self.role))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.theme.px(60)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self.token if self.isEnabled() else "muted"
        x = 0.0
        if self.icon_name:
            side = self.theme.px(16)
            at = QPointF(0, round((self.height() - side) / 2))
            painter.drawPixmap(at, self.theme.pixmap(self.icon_name, ink, 16))
            x = side + self.theme.px(6)
        metrics = QFontMetricsF(self.font())
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - x + 1)
        painter.setPen(self.theme.colour(ink))
        painter.setFont(self.font())
        flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
        painter.drawText(QRectF(x, 0, self.width() - x + 1, self.height()), flags, words)
        if self.underlined or self.underMouse():
            base = (self.height() + metrics.ascent() - metrics.descent()) / 2
            line = QRectF(x, round(base) + self.theme.px(2), metrics.horizontalAdvance(words), 1)
            paint.fill(painter, line, self.theme.colour(ink))


def primary(theme: Theme, text: str, icon: str = "", size: str = "normal") -> Button:
    """Return the one button of the page that does what the page is for."""
    return Button(theme, text, "primary", icon=icon, size=size)


def secondary(theme: Theme, text: str, icon: str = "", size: str = "normal") -> Button:
    """Return a framed button."""
    return Button(theme, text, "secondary", icon=icon, size=size)


def quiet(theme: Theme, text: str, icon: str = "", size: str = "normal") -> Button:
    """Return a button of accent words without a frame."""
    return Button(theme, text, "quiet", icon=icon, size=size)


def plain(
    theme: Theme, text: str, icon: str = "", size: str = "normal", trailing: str = ""
) -> Button:
    """Return a button of plain words without a frame, as in tool lines."""
    return Button(theme, text, "plain", icon=icon, size=size, trailing=trailing)


def icon(
    theme: Theme,
    icon_name: str,
    name: str,
    shortcut: str = "",
    size: str = "small",
    *,
    muted: bool = False,
) -> Button:
    """Return a button that is an icon alone; its name and shortcut are the tool tip."""
    kind = "icon-muted" if muted else "icon"
    button = Button(theme, "", kind, icon=icon_name, size=size, name=name)
    button.set_tip(name, shortcut)
    return button


def link(
    theme: Theme, text: str, *, role: str = "strong", underlined: bool = False, name: str = ""
) -> LinkButton:
    """Return words that act; `name` says more than the words where those repeat ("Why?")."""
    return LinkButton(theme, text, role=role, underlined=underlined, name=name)
