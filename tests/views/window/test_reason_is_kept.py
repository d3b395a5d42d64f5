"""Why a record is corrected outlasts a lock, until the correction is begun."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.views.go import Go, Page
from desktop.views.pages.read_paper import PaperPart
from desktop.views.presenters.read_paper import CORRECTING
from desktop.views.presenters.unlock import Reason
from desktop.views.window import Window
from tests.views.window.conftest import (
    WAIT,
    frame_of,
    settled,
    short_first,
    unlock,
)
from tests.views.window.keeping import (
    JO,
    NOT_SAVED,
    full_disk,
    in_store,
    lock_and_unlock,
    paper_of,
    words_of_lock,
)

WHY = "The date of the meeting was wrong."

# Without a screen Qt has no windows to raise and no keyboard to hold.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def correcting(window: Window, qtbot: QtBot) -> tuple[PaperPart, str]:
    """Begin to say why an agreed record is corrected."""
    record = short_first(window, "agreed")[0]
    frame_of(window).go(Go.read(record))
    part = paper_of(window, qtbot)
    part.correct.click()
    QTest.keyClicks(part.why, WHY)
    return part, record


def test_why_a_record_is_corrected_is_there_after_a_lock(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    correcting(window, qtbot)
    lock_and_unlock(window, qtbot, Reason.ASKED, JO)
    part = paper_of(window, qtbot)
    assert part.why.isVisible()
    assert part.why.text() == WHY


def test_why_a_record_is_corrected_stays_behind_the_lock_where_the_disk_refused_it(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock(window, qtbot)
    with full_disk(monkeypatch):
        part, record = correcting(window, qtbot)
        window.lock(Reason.SLEEP)
        settled(window, qtbot)
        assert NOT_SAVED in words_of_lock(window)
    unlock(window, qtbot)
    assert part.why.isVisible()
    assert part.why.text() == WHY
    assert frame_of(window).hold()
    assert WHY in str(in_store(window, CORRECTING + record))


def test_why_is_forgotten_when_the_correction_is_begun(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    part, record = correcting(window, qtbot)
    part.corrected.emit(part.why.text())
    qtbot.waitUntil(lambda: frame_of(window).here.page is Page.RECORD, timeout=WAIT)
    settled(window, qtbot)
    assert in_store(window, CORRECTING + record) is None


def test_not_yet_puts_the_reason_away_and_keeps_it(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    part, _ = correcting(window, qtbot)
    part.later.click()
    lock_and_unlock(window, qtbot, Reason.ASKED, JO)
    part = paper_of(window, qtbot)
    assert not part.why.isVisible()
    part.correct.click()
    assert part.why.text() == WHY


def test_why_one_record_is_corrected_is_not_shown_at_another(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    correcting(window, qtbot)
    other = short_first(window, "agreed")[1]
    frame_of(window).go(Go.read(other))
    part = paper_of(window, qtbot)
    assert not part.why.isVisible()
    assert part.why.text() == ""
