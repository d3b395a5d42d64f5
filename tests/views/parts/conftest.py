"""The bundled look for every test of the parts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.views.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light look, worn by the application while the test runs."""
    look = Theme("light")
    look.apply(qapp)
    yield look
    qapp.setStyleSheet("")
