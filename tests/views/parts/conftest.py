"""The bundled look and a window for every test of the parts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light look, worn by the application while the test runs."""
    look = Theme("light")
    look.apply(qapp)
    yield look
    qapp.setStyleSheet("")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    """A window with room for parts, in front and dressed."""
    assert theme is not None
    window = QWidget()
    window.setLayout(QVBoxLayout())
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window


def add(window: QWidget, *parts: QWidget) -> None:
    """Put parts into the window, one below the other, and lay them out."""
    layout = window.layout()
    assert layout is not None
    for part in parts:
        layout.addWidget(part)
        part.show()
    layout.activate()
