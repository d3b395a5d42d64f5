"""What the tests of the ways out share: a correction, an empty draft, and what is offered."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.casework.record_views import RecordLine
from desktop.views.go import Go
from desktop.views.pages.record.page import RecordPage
from desktop.views.parts.toast import Toast
from desktop.views.rooms_record import RecordRoom
from desktop.views.window import Window
from tests.views.window.conftest import (
    WAIT,
    frame_of,
    long_text,
    offered,
    page_here,
    reading,
    session_of,
    settled,
    short_first,
    writing,
)

GIVE_UP, THROW_AWAY = "Give the correction up…", "Throw this empty draft away"
WORDS = "Half of a correction that nobody wants"


def ways_offered(window: Window) -> list[str]:
    """Return the ways out that the page offers, and then those of menu and list of commands."""
    link = page_here(window, RecordPage).outline.way_out
    return [
        *([link.text()] if link.isVisible() else []),
        *(words for words in offered(window, "Record") if words in {GIVE_UP, THROW_AWAY}),
    ]


def toast_of(window: Window) -> Toast:
    return next(one for one in frame_of(window).findChildren(Toast) if one.isVisible())


def agreed(window: Window) -> RecordLine:
    record = short_first(window, "agreed")[0]
    lines = session_of(window).records.in_state("agreed")
    return next(line for line in lines if line.record == record)


def corrected(window: Window, qtbot: QtBot) -> tuple[RecordLine, RecordRoom]:
    """Begin a correction on the page of an agreed record, as its reader does, and write in it."""
    before = agreed(window)
    frame_of(window).go(Go.read(before.record))
    part = reading(window, qtbot).versions.paper
    qtbot.waitUntil(part.correct.isVisible, timeout=WAIT)
    part.correct.click()
    QTest.keyClicks(part.why, "A date was wrong.")
    part.corrected.emit(part.why.text())
    room = writing(window, qtbot)
    assert room.record_page.go_to(long_text(room))
    QTest.keyClicks(window.focusWidget(), WORDS)
    return before, room


def begun(window: Window, qtbot: QtBot, form: str = "session") -> tuple[str, str, RecordRoom]:
    """Begin a record of a child from the page of new records; return child, record and room."""
    session, frame = session_of(window), frame_of(window)
    child = session.children.rows()[0].id
    frame.go(Go.child(child))
    settled(window, qtbot)
    frame.new_record()
    settled(window, qtbot)
    record = session.records.start(form, child)
    frame.go(Go.record(record))
    return child, record, writing(window, qtbot)
