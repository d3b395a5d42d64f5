"""A dressed application and a place to gather what editors say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.forms.definition import Field
from desktop.forms.values import Flat, Json
from desktop.views.editors import RowAsk
from desktop.views.editors.question import QuestionView
from desktop.views.theme import Theme
from tests.views.editors.look import surroundings


@dataclass
class Heard:
    """What an editor said."""

    edits: list[tuple[str, Json, bool]] = field(default_factory=list)
    asks: list[RowAsk] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)

    @property
    def last(self) -> tuple[str, Json]:
        path, value, _ = self.edits[-1]
        return path, value


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme()
    theme.apply(qapp)
    return theme


Show = Callable[..., tuple[QuestionView, Heard]]


@pytest.fixture
def show(qtbot, theme: Theme) -> Iterator[Show]:
    """Show a question with answers in an active window; returns it and what it says from then."""
    windows: list[QWidget] = []  # pytest-qt holds windows weakly, and paints once more afterwards

    def shown(asked: Field, flat: Flat | None = None) -> tuple[QuestionView, Heard]:
        view, heard = QuestionView(asked, asked.id, surroundings(theme)), Heard()
        view.edited.connect(lambda *edit: heard.edits.append(edit))
        view.row_asked.connect(heard.asks.append)
        view.focused.connect(heard.focus.append)
        view.set_values(flat or {})
        assert heard.edits == [], "showing an answer is not giving one"
        window = QWidget()
        QVBoxLayout(window).addWidget(view)
        window.resize(720, 500)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        windows.append(window)
        return view, heard

    yield shown
    windows.clear()
