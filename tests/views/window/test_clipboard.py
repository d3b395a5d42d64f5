"""What was copied here goes when the window locks or closes; no clipboard history is to keep it."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.views.parts.clipboard import copy_text, private_text
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
