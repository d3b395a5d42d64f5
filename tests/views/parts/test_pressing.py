"""What Enter presses, and words that have little room or a look of their own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHeaderView, QWidget

from desktop.views.parts.buttons import LinkButton, secondary
from desktop.views.parts.planes import ListRow
from desktop.views.parts.stepper import Step
from desktop.views.theme import Theme
from tests.views.parts.conftest import add


def test_a_row_opens_with_enter(window, theme, qtbot) -> None:
    row = ListRow(theme, "WISE assessment", "Agreed", opens=True)
    add(window, row)

    with qtbot.waitSignal(row.opened):
        qtbot.keyClick(row, Qt.Key.Key_Return)


def test_enter_presses_buttons_and_links(qtbot, theme: Theme, window: QWidget) -> None:
    """As Space does: what looks like a link or a button answers to both keys, once."""
    button, link = secondary(theme, "Save a copy"), LinkButton(theme, "Who was invited")
    add(window, button, link)
    pressed: list[str] = []
    for part in (button, link):
        part.clicked.connect(lambda _checked=False, part=part: pressed.append(part.text()))
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(link, Qt.Key.Key_Enter)
    assert pressed == ["Save a copy", "Who was invited"]
    held = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    QApplication.sendEvent(link, held)
    button.setEnabled(False)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(pressed) == 2


def test_a_step_with_a_long_name_ends_with_an_ellipsis(theme: Theme, window: QWidget) -> None:
    long, short = "Your team: Northshire Complex Safeguarding Team", "Your team: Exampleton CST"
    steps = [Step(theme, 1, words, "done") for words in (long, short)]
    add(window, *steps)
    for step in steps:
        step.setFixedWidth(theme.px(256))
    shown = steps[0].shown_words()
    assert shown.endswith("…")
    assert shown[:-1] in long
    assert steps[1].shown_words() == short


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_the_heads_of_the_file_dialog_can_be_read(qtbot, qapp: QApplication, look: str) -> None:
    theme = Theme(look)
    theme.apply(qapp)
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    header = dialog.findChild(QHeaderView)
    assert header is not None
    plane = header.grab().toImage().pixelColor(2, 2)
    assert plane == theme.colour("card")
