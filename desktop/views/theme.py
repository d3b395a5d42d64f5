"""The look of the window: colour tokens, type scale, lengths, icons and the style sheet.

Colours live in `resources/theme/*.toml` and lengths are counted at 100 % and scaled here, so that
no other module names a colour or a fixed pixel.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.resources import resource_path

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

STYLE = "Fusion"
DRESSED = "dressed"
STYLE_SET = "style_set"  # the application's property that says that it has this style already
FAMILY = "Atkinson Hyperlegible Next"
FONT_FILES = (
    "AtkinsonHyperlegibleNext_400Regular.ttf",
    "AtkinsonHyperlegibleNext_600SemiBold.ttf",
)


class TypeStep(NamedTuple):
    """One step of the type scale: size and line height in pixels at 100 %, and the weight."""

    size: int
    line: int
    semibold: bool = False
    tabular: bool = False


TYPE_SCALE: dict[str, TypeStep] = {
    "title": TypeStep(24, 32, semibold=True),
    "title-regular": TypeStep(24, 32),
    "section": TypeStep(18, 26, semibold=True),
    "lead": TypeStep(18, 26),
    "label": TypeStep(15, 22, semibold=True),
    "body": TypeStep(15, 24),
    "link": TypeStep(15, 22),
    "button": TypeStep(15, 20, semibold=True),
    "button-small": TypeStep(14, 20, semibold=True),
    "strong": TypeStep(14, 20, semibold=True),
    "table": TypeStep(14, 20),
    "hint": TypeStep(14, 20),
    "small": TypeStep(13, 18),
    "small-strong": TypeStep(13, 18, semibold=True),
    "number": TypeStep(14, 20, tabular=True),
    "clock": TypeStep(13, 18, tabular=True),
}


@cache
def _load_fonts() -> bool:
    """Register the bundled typeface once in a process; needs a running application."""
    return all(
        QFontDatabase.addApplicationFont(str(resource_path("fonts", name))) >= 0
        for name in FONT_FILES
    )


@cache
def _tokens(name: str) -> dict[str, str]:
    return dict(tomllib.loads(resource_path("theme", f"{name}.toml").read_text("utf-8"))["tokens"])


@cache
def _svg(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text("utf-8")


@cache
def _sheet_template() -> str:
    return resource_path("theme", "window.qss").read_text("utf-8")


class Theme:
    """Colours, type and lengths of one look at one text scale.

    `name` is "light", "dark" or "contrast" (which follows the system's palette); `scale` is the
    text scale, 1.0 at 100 %.
    """

    def __init__(self, name: str = "light", scale: float = 1.0) -> None:
        self.name, self.scale = name, scale
        self.tokens = _contrast_tokens() if name == "contrast" else _tokens(name)
        self._icons: dict[tuple[str, str, int, float], QPixmap] = {}

    # Lengths and type

    def px(self, length: float) -> int:
        """Return a length given in pixels at 100 %, scaled with the text; at least 1 when > 0."""
        return max(1, round(length * self.scale)) if length > 0 else round(length * self.scale)

    def font(self, role: str) -> QFont:
        """Return the font of a step of the type scale, for example "title" or "hint"."""
        step = TYPE_SCALE[role]
        font = QFont(FAMILY)
        font.setPixelSize(self.px(step.size))
        font.setWeight(QFont.Weight.DemiBold if step.semibold else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if step.tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def line(self, role: str) -> int:
        """Return the line height of a step of the type scale, scaled."""
        return self.px(TYPE_SCALE[role].line)

    # Colour

    def colour(self, token: str) -> QColor:
        """Return the colour of a token; `KeyError` for a token that the theme does not have."""
        return QColor(self.tokens[token])

    @property
    def dark(self) -> bool:
        """Whether the planes are darker than the text."""
        return self.colour("window").lightness() < self.colour("text").lightness()

    def palette(self) -> QPalette:
        """Return the palette that native parts (menus, tool tips, selections) are drawn with."""
        roles = QPalette.ColorRole
        palette = QPalette()
        for role, token in (
            (roles.Window, "window"),
            (roles.WindowText, "text"),
            (roles.Base, "field"),
            (roles.AlternateBase, "hover"),
            (roles.Text, "text"),
            (roles.Button, "card"),
            (roles.ButtonText, "text"),
            (roles.ToolTipBase, "toast"),
            (roles.ToolTipText, "on-toast"),
            (roles.PlaceholderText, "muted"),
            (roles.Highlight, "accent"),
            (roles.HighlightedText, "on-accent"),
            (roles.Link, "accent"),
            (roles.LinkVisited, "accent"),
            (roles.BrightText, "late-fg"),
            (roles.Accent, "accent"),
        ):
            palette.setColor(role, self.colour(token))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("muted"))
        return palette

    def style_sheet(self) -> str:
        """Return the style sheet of the application with tokens and lengths filled in."""
        return self.fill(_sheet_template())

    def fill(self, template: str) -> str:
        """Fill `@token` and `px(n)` in a piece of style sheet."""
        filled = re.sub(r"@([a-z][a-z-]*)", lambda m: self.tokens[m[1]], template)
        return re.sub(r"\bpx\((\d+)\)", lambda m: f"{self.px(int(m[1]))}px", filled)

    # Icons

    def pixmap(self, name: str, token: str = "text", size: int = 20, turn: bool = False) -> QPixmap:
        """Return an icon drawn in a token's colour; `size` in pixels at 100 %."""
        ratio = _device_ratio()
        key = (f"{name}{turn}", token, size, ratio)
        if key not in self._icons:
            self._icons[key] = self._draw(name, token, size, ratio, turn)
        return self._icons[key]

    def icon(self, name: str, token: str = "text", size: int = 20) -> QIcon:
        """Return an icon for a button or an action."""
        from PySide6.QtGui import QIcon

        icon = QIcon(self.pixmap(name, token, size))
        icon.addPixmap(self.pixmap(name, "muted", size), QIcon.Mode.Disabled)
        return icon

    def icon_size(self, size: int = 20) -> QSize:
        """Return the size that goes with `icon`, scaled."""
        return QSize(self.px(size), self.px(size))

    def _draw(self, name: str, token: str, size: int, ratio: float, turn: bool) -> QPixmap:
        stroke = "1.75" if size >= 20 else "2"
        source = _svg(name).replace("currentColor", self.tokens[token])
        source = source.replace('stroke-width="2"', f'stroke-width="{stroke}"')
        side = self.px(size)
        pixmap = QPixmap(round(side * ratio), round(side * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        if turn:
            painter.translate(side, side)
            painter.rotate(180)
        QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        return pixmap

    # Applying

    def apply(self, application: QApplication) -> None:
        """Dress the whole application: fonts, palette and style sheet."""
        _load_fonts()
        if not application.property(STYLE_SET):
            application.setStyle(STYLE)
            application.setProperty(STYLE_SET, True)
        sheet = self.style_sheet()
        dressed = f"{self.name} {self.scale} {sheet}"
        if application.property(DRESSED) == dressed:
            return  # dressing anew asks every widget that there is to look at itself
        application.setFont(self.font("body"))
        application.setPalette(self.palette())
        application.setStyleSheet(sheet)
        application.setProperty(DRESSED, dressed)


def look_named(look: str) -> str:
    """Return the look of a preference: "system" is light or dark, as the system is now."""
    if look != "system":
        return look
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme is Qt.ColorScheme.Dark else "light"


def _device_ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0


CONTRAST_PLANES = (
    "window",
    "card",
    "rail",
    "field",
    "hover",
    "down",
    "rail-hover",
    "on-toast",
    "accent-soft",
    "due-bg",
    "late-bg",
    "done-bg",
    "carried-bg",
    "words-bg",
    "training",
)


def _contrast_tokens() -> dict[str, str]:
    """Map every token to the system's palette, as a high-contrast setting expects.

    The system's highlight is taken as the accent only where words in it can be read.
    """
    palette = QGuiApplication.palette()
    roles = QPalette.ColorRole
    window, text = palette.color(roles.Window), palette.color(roles.WindowText)
    tokens: dict[str, str] = dict.fromkeys(_tokens("light"), text.name())
    tokens.update(dict.fromkeys(CONTRAST_PLANES, window.name()))
    accent = palette.color(roles.Highlight)
    if contrast(accent, window) < 4.5:
        accent = text
    for token in ("accent", "accent-hover", "accent-down"):
        tokens[token] = accent.name()
    tokens["paper"] = _tokens("light")["paper"]
    tokens["on-accent"] = max((window, text), key=lambda ink: contrast(ink, accent)).name()
    return tokens


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(p) for p in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def paper_ink() -> QColor:
    """Return the colour that sheets are printed in, whatever the look of the window."""
    return QColor(Qt.GlobalColor.black)


def say_plane(widget: QWidget, plane: str) -> None:
    """Give a widget the background of a plane ("window", "card", "rail", "clear", ...)."""
    widget.setProperty("plane", plane)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
