"""The gallery: every page is drawn, nothing is cut, everything has a name for a screen reader."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget

from desktop.views.gallery.command import run_gallery
from desktop.views.gallery.window import PAGES, GalleryWindow, picture_of
from desktop.views.parts.buttons import Button
from desktop.views.parts.chip import Chip
from desktop.views.parts.text import Label, Prose
from desktop.views.theme import Theme

LOOKS = [("light", 1.0), ("dark", 1.0), ("light", 2.0), ("contrast", 1.0)]
NAMED_ROLES = {
    QAccessible.Role.PushButton,
    QAccessible.Role.RadioButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.PageTab,
    QAccessible.Role.Table,
    QAccessible.Role.List,
    QAccessible.Role.ProgressBar,
}


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]:g}")
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    name, scale = request.param
    theme = Theme(name, scale)
    theme.apply(qapp)
    yield theme
    qapp.setStyleSheet("")


@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_is_drawn_and_no_word_is_cut(name: str, look: Theme, qtbot) -> None:
    page = PAGES[name](look)
    qtbot.addWidget(page)

    picture = picture_of(page, look.px(1366)).toImage()

    assert number_of_colours(picture) > 20
    if name == "Answers":
        return  # its cards shorten long titles on purpose; the editors' own tests look at them
    cut = [said(one) for one in page.findChildren(QWidget) if one.isVisible() and is_cut(one)]
    assert cut == []


def number_of_colours(picture: QImage) -> int:
    small = picture.scaled(400, 400)
    return len({small.pixel(x, y) for x in range(0, 400, 2) for y in range(0, 400, 2)})


def is_cut(widget: QWidget) -> bool:
    if isinstance(widget, Label | Prose | Chip):
        return not widget.fits()
    if isinstance(widget, QTabBar):
        return widget.width() < widget.sizeHint().width()
    if isinstance(widget, QAbstractButton) and not widget.inherits("QTabBar"):
        hint = widget.minimumSizeHint() if isinstance(widget, Button) else widget.sizeHint()
        return widget.height() < hint.height() or widget.width() < widget.minimumSizeHint().width()
    return False


def said(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()} {getattr(widget, 'text', str)()}"


@pytest.mark.parametrize("name", list(PAGES))
def test_every_control_has_a_name_for_a_screen_reader(name: str, theme: Theme, qtbot) -> None:
    page = PAGES[name](theme)
    qtbot.addWidget(page)
    picture_of(page, 1366)

    nameless = [
        str(one.role())
        for one in walk(QAccessible.queryAccessibleInterface(page))
        if one.role() in NAMED_ROLES and not one.text(QAccessible.Text.Name).strip()
    ]

    assert nameless == []


def walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child is not None and child.isValid():
            yield from walk(child)


def test_the_window_changes_its_look_and_page(qapp: QApplication, theme: Theme, qtbot) -> None:
    window = GalleryWindow(qapp, theme)
    qtbot.addWidget(window)
    window.show()
    light = window.grab().toImage().pixelColor(5, 300)

    window._look_chosen("dark")
    window._page_chosen(1)

    assert window.grab().toImage().pixelColor(5, 300).lightness() < light.lightness()


def test_the_machine_scale_doubles_the_picture(tmp_path: Path) -> None:
    out = tmp_path / "gallery.png"
    command = [sys.executable, "-m", "desktop.views.gallery", "--picture", str(out)]
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}

    subprocess.run(command, env=environment, check=True, timeout=60)

    assert QImage(str(out)).width() == 2 * 1366


def test_the_command_draws_a_page_into_a_file(tmp_path: Path, theme: Theme) -> None:
    out = tmp_path / "gallery.png"

    assert run_gallery(["--page", "Blocks", "--dark", "--picture", str(out)]) == 0

    picture = QImage(str(out))
    assert picture.width() == 1366
    assert picture.pixelColor(3, 3) == Theme("dark").colour("card")
