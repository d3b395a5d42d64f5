"""Words can be read and borders be seen: from the tokens, and measured in pictures of the parts."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.parts.banner import KINDS as BANNERS
from desktop.views.parts.banner import Banner
from desktop.views.parts.buttons import KINDS as BUTTONS
from desktop.views.parts.buttons import Button
from desktop.views.parts.chip import TONES as CHIPS
from desktop.views.parts.chip import Chip
from desktop.views.theme import Theme, contrast

WORDS = [
    *[
        (ink, plane)
        for ink in ("text", "muted", "accent")
        for plane in ("window", "card", "rail", "field", "hover", "rail-hover")
    ],
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-accent", "accent-down"),
    ("text", "down"),
    ("accent", "accent-soft"),
    ("text", "accent-soft"),
    *[(f"{tone}-fg", f"{tone}-bg") for tone in ("due", "late", "done", "carried", "words")],
    *[(f"{tone}-fg", "card") for tone in ("due", "late", "done", "carried", "words")],
    *[("text", f"{tone}-bg") for tone in ("due", "late", "done", "carried", "words")],
    ("on-toast", "toast"),
    ("due-fg", "training"),
]
BORDERS = [
    ("border", "field"),
    ("border", "card"),
    ("border", "window"),
    ("accent", "card"),
    ("accent", "window"),
    ("accent", "rail"),
    ("late-fg", "card"),
]


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_tokens_keep_their_contrast(name: str, qapp: QApplication) -> None:
    theme = Theme(name)

    weak = {
        (ink, plane): round(contrast(theme.colour(ink), theme.colour(plane)), 2)
        for pairs, least in ((WORDS, 4.5), (BORDERS, 3.0))
        for ink, plane in pairs
        if contrast(theme.colour(ink), theme.colour(plane)) < least
    }

    assert weak == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_in_pictures_can_be_read(name: str, qapp: QApplication, qtbot) -> None:
    theme = Theme(name, 2.0)
    theme.apply(qapp)
    parts: list[QWidget] = [Button(theme, "Sign and save", kind) for kind in BUTTONS]
    parts += [Chip(theme, "Under way", tone, "") for tone in CHIPS]
    parts += [Banner(theme, kind, "The disk is full and more.", "What to do") for kind in BANNERS]

    for part in parts:
        qtbot.addWidget(part)
        part.resize(part.sizeHint())
        assert measured(part, theme) >= 4.5, (type(part).__name__, vars(part).get("kind"))
    qapp.setStyleSheet("")


def measured(part: QWidget, theme: Theme) -> float:
    """The contrast between the commonest colour of the middle of a part and its strongest ink."""
    picture = QImage(part.size(), QImage.Format.Format_RGB32)
    picture.fill(theme.colour("card"))
    part.render(picture)
    middle = range(part.height() // 3, part.height() * 2 // 3)
    inside = range(theme.px(12), part.width() - theme.px(12))
    seen = Counter(picture.pixel(x, y) for y in middle for x in inside)
    plane = QColor(seen.most_common(1)[0][0])
    return max(contrast(QColor(colour), plane) for colour, count in seen.items() if count > 3)
