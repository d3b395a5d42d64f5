"""While somebody types the passphrase the open window is made ready: empty and unseen."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.frame import OpenFrame
from desktop.views.pages.unlock import UnlockPage
from desktop.views.parts.label import Label
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import WAIT, unlock

NOBODY = ("Jo", "Sample", "Pat", "Exampleton")


def ready(window: Window, qtbot: QtBot) -> OpenFrame:
    """Wait until the open window is ready, and return it."""
    qtbot.waitUntil(lambda: not window._warming.isActive(), timeout=WAIT)
    found = [one for one in window.findChildren(OpenFrame) if one is not window.frame]
    assert len(found) == 1
    return found[0]


def test_what_is_made_ready_is_unseen_and_names_nobody(window: Window, qtbot: QtBot) -> None:
    frame = ready(window, qtbot)
    assert not frame.isVisible()
    said = [label.text() for label in frame.findChildren(Label)]
    said += [part.accessibleName() for part in frame.findChildren(QWidget)]
    assert not [words for words in said if any(name in words for name in NOBODY)]


def test_what_is_made_ready_is_what_opens(window: Window, qtbot: QtBot) -> None:
    frame = ready(window, qtbot)
    unlock(window, qtbot)
    assert window.frame is frame
    assert frame.top.person.text() == "J. Sample"
    assert frame.rail._team.text() == "Exampleton CST"
    assert frame.top.marking.text() == "OFFICIAL-SENSITIVE"


def test_after_a_lock_another_is_made_ready(window: Window, qtbot: QtBot) -> None:
    first = ready(window, qtbot)
    unlock(window, qtbot)
    window.lock(Reason.ASKED)
    second = ready(window, qtbot)
    assert second is not first
    unlock(window, qtbot, "Pat Example")
    assert window.frame is second
    assert second.top.person.text() == "P. Example"


def test_another_look_has_it_made_anew(window: Window, qtbot: QtBot) -> None:
    ready(window, qtbot)
    window.set_look("dark")
    QApplication.processEvents()
    frame = ready(window, qtbot)
    assert frame.theme is window.theme
    unlock(window, qtbot)
    assert window.frame is frame


def test_its_keys_do_nothing_before_it_is_entered(window: Window, qtbot: QtBot) -> None:
    frame = ready(window, qtbot)
    done: list[object] = []
    for action in frame.actions():
        action.triggered.connect(done.append)
    page = window.findChild(UnlockPage)
    assert page is not None
    field = page.field
    assert field is not None
    for action in frame.actions():
        for keys in action.shortcuts():
            QTest.keySequence(field, keys)
    assert not done
    assert window.state == "locked"
    assert window.isVisible()
