"""What was copied here goes when the window locks or closes; no clipboard history is to keep it."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.views.parts.clipboard import PrivateLine, copy_text, private_text
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import unlock

WORDS = "What she said on the way home"


@pytest.mark.parametrize("whose", ["ours", "another program’s"])
@pytest.mark.parametrize("ending", ["lock", "close"])
def test_what_was_copied_here_is_taken_away_and_nothing_else(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ending: str, whose: str
) -> None:
    unlock(window, qtbot)
    copy_text(WORDS)
    # Without a screen Qt cannot tell whose it is.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: whose == "ours")
    if ending == "lock":
        window.lock(Reason.ASKED)
    else:
        window.close()
    assert QGuiApplication.clipboard().text() == ("" if whose == "ours" else WORDS)


@pytest.mark.parametrize(
    ("system", "marks"), [("linux", 1), ("win32", 3), ("darwin", 1), ("freebsd14", 1)]
)
def test_a_copied_text_asks_histories_to_leave_it_alone(
    monkeypatch: pytest.MonkeyPatch, system: str, marks: int
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    data = private_text(WORDS)
    assert data.text() == WORDS
    assert not data.hasHtml()
    assert len(set(data.formats()) - {"text/plain"}) == marks


def test_what_was_only_chosen_here_goes_as_well(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A middle button pastes it, on X11 and Wayland. Without a screen Qt has no such place."""
    unlock(window, qtbot)
    cleared: list[QClipboard.Mode] = []
    monkeypatch.setattr(QClipboard, "supportsSelection", lambda _clipboard: True)
    monkeypatch.setattr(QClipboard, "ownsSelection", lambda _clipboard: True)
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: False)
    monkeypatch.setattr(QClipboard, "clear", lambda _clipboard, mode: cleared.append(mode))
    window.lock(Reason.ASKED)
    assert cleared == [QClipboard.Mode.Selection]


@pytest.mark.parametrize("by", ["keys", "menu"])
@pytest.mark.parametrize("how", ["copy", "cut"])
def test_a_field_of_one_line_asks_histories_too(qtbot: QtBot, how: str, by: str) -> None:
    """A child's name stands in such a field."""
    field = PrivateLine()
    qtbot.addWidget(field)
    field.show()
    field.setText("Amelia Testcase")
    told: list[str] = []
    field.textEdited.connect(told.append)
    field.setSelection(0, 7)
    if by == "keys":
        QTest.keySequence(field, "Ctrl+C" if how == "copy" else "Ctrl+X")
    else:
        menu = field.own_menu()
        (action,) = (one for one in menu.actions() if one.objectName() == f"edit-{how}")
        action.trigger()
        menu.deleteLater()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "Amelia "
    assert set(copied.formats()) == set(private_text("").formats()) | {"text/plain"}
    assert (field.text(), told) == (
        ("Amelia Testcase", []) if how == "copy" else ("Testcase", ["Testcase"])
    )


def test_hidden_words_are_never_copied(qtbot: QtBot) -> None:
    copy_text("before")
    field = PrivateLine()
    qtbot.addWidget(field)
    field.setEchoMode(PrivateLine.EchoMode.Password)
    field.setText("copper lantern hedge")
    field.selectAll()
    for keys in ("Ctrl+C", "Ctrl+X", "Ctrl+Insert", "Shift+Delete"):
        QTest.keySequence(field, keys)
    assert QGuiApplication.clipboard().text() == "before"
    assert field.text() == "copper lantern hedge"
