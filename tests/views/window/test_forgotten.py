"""A forgotten passphrase, on the lock screen of the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.views.pages.passphrase_choice import PassphraseChoice
from desktop.views.pages.recover import RecoverForm
from desktop.views.pages.unlock import UnlockPage
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import WAIT, session_of, unlock

NEW = "marble violin forest"

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def forgotten(window: Window, qtbot: QtBot, key: str) -> tuple[UnlockPage, RecoverForm]:
    """Type a sheet's key and a new passphrase for the person whose name is chosen."""
    window.lock(Reason.ASKED)
    qtbot.waitUntil(lambda: window.desk.session is None, timeout=WAIT)
    page = next(one for one in window.findChildren(UnlockPage) if one.isVisible())
    page.forgotten.click()
    form = page.recover
    QTest.keyClicks(form.key, key)
    choice = form.findChild(PassphraseChoice)
    assert choice is not None
    for field in (choice.field, choice.again):
        QTest.keyClicks(field, NEW)
    QTest.keyClick(choice.again, Qt.Key.Key_Return)
    return page, form


def test_a_sheet_that_opens_nothing_is_told_of_and_another_one_can_be_tried(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot, "Pat Example")
    people = session_of(window).people
    useless, good = people.make_recovery_sheet(), people.make_recovery_sheet()
    people.use_recovery_sheet(good)
    page, form = forgotten(window, qtbot, useless.key)
    qtbot.waitUntil(lambda: "opens nothing here" in form.error.message, timeout=WAIT)
    assert page.recovering
    assert form.go.isEnabled()
    assert form.back.isEnabled()
    assert form.key.hasFocus()
    form.key.selectAll()
    QTest.keyClicks(form.key, good.key)
    QTest.keyClick(form.key, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.state == "open", timeout=WAIT)
    assert session_of(window).member.name == "Pat Example"
