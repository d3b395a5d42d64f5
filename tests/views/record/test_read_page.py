"""A finished record is read as print, in its versions, and a review starts from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from record_fakes import Clock, Reading, Records, Version

from desktop.casework.record_views import GivenUp, Stands
from desktop.forms.definition import Form
from desktop.views.pages.read import ReadPage
from desktop.views.parts.text import Label, Prose
from desktop.views.presenters.record_parts import Rights
from desktop.views.presenters.record_reading import ReadPresenter
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

BEFORE = {"kind": "first", "harm": "She is in school every day."}
NOW = {**BEFORE, "harm": "She is home by nine.", "said/words": "I want boxing."}


class Reader:
    def __init__(self, qtbot: QtBot, theme: Theme, form: Form) -> None:
        self.qtbot, self.troubles = qtbot, list[BaseException]()
        self.records = Records(form, Clock(), base=dict(NOW), before=dict(BEFORE), state="finished")
        self.tasks = Tasks(self.troubles.append)
        self.page = ReadPage(theme, self.tasks)
        qtbot.addWidget(self.page)
        rights = Rights(review=True)
        self.presenter = ReadPresenter(
            self.page, self.records, self.tasks, self.records.clock, rights
        )
        self.presenter.trouble.connect(self.troubles.append)
        self.page.resize(1290, 664)
        self.page.show()

    def open(self, revision: str = "") -> None:
        with self.qtbot.waitSignal(self.presenter.opened):
            self.presenter.open("rec1", revision)
        self.qtbot.waitUntil(lambda: self.page.printed)

    def words(self) -> list[str]:
        content = self.page.reading_area.widget()
        assert content is not None
        labels = [label.text() for label in content.findChildren(Label)]
        return labels + [prose.words() for prose in content.findChildren(Prose)]


@pytest.fixture
def reader(qtbot: QtBot, theme: Theme, small: Form) -> Iterator[Reader]:
    made = Reader(qtbot, theme, small)
    made.open()
    yield made
    made.presenter.close()
    made.tasks.close()
    assert not made.troubles


def test_it_reads_like_print_and_lists_what_was_not_answered_at_the_end(reader: Reader) -> None:
    words = reader.words()
    assert "She is home by nine." in words
    assert "I want boxing." in words
    assert "Not answered" in words
    assert "What would be seen" in words
    assert "What prompted the review" not in words  # it was not asked


def test_versions_are_listed_read_and_compared(reader: Reader) -> None:
    entries = reader.page.versions.entries()
    assert [entry.shown.here for entry in entries] == [True, False, False]
    with reader.qtbot.waitSignal(reader.presenter.opened):
        entries[1]._read()
    reader.qtbot.waitUntil(lambda: reader.page.printed)
    assert "She is in school every day." in reader.words()
    assert reader.page.banner.isVisible()
    reader.open()
    reader.page.versions.entries()[1]._compare()
    page = reader.page
    reader.qtbot.waitUntil(lambda: page.stack.currentWidget() is page.changes)
    assert page.header.title.text() == "Changed since 14 May 2026, 10:00"
    page.header.way_back.click()
    assert page.stack.currentWidget() is page.reading_area


def test_a_review_starts_from_it(reader: Reader) -> None:
    assert reader.page.outline.check.text() == "Start a review"
    with reader.qtbot.waitSignal(reader.presenter.wanted) as went:
        reader.page.outline.check.click()
    assert reader.records.reviews == ["rec1"]
    assert went.args[0].id == "rec2"


STANDS = Stands("rev0", "agreed", datetime(2026, 5, 14, 10, 0, tzinfo=UTC), "P. Example")


def test_over_the_version_that_counts_it_says_that_a_correction_is_open(reader: Reader) -> None:
    reader.records.state, reader.records.stands = "draft", STANDS
    reader.records.others = "J. Sample"
    reader.open("rev0")
    banner = reader.page.banner
    assert banner.isVisible()
    assert banner.label.text() == (
        "A correction is open: J. Sample has begun it. This version stands until it is signed."
    )
    assert banner.action.text() == "Read the correction"
    with reader.qtbot.waitSignal(reader.presenter.opened):
        banner.acted.emit()
    assert banner.label.text() == (
        "This is a correction that is being written. "
        "The version agreed on 14 May 2026 stands until the correction is signed."
    )
    with reader.qtbot.waitSignal(reader.presenter.opened):
        banner.acted.emit()
    assert reader.presenter.reading is not None
    assert reader.presenter.reading.version.revision == "rev0"


def test_versions_around_a_correction_that_was_given_up_say_what_counts(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    may, june, july = (datetime(2026, month, 14, 10, 0, tzinfo=UTC) for month in (5, 6, 7))
    first = Version("rev0", may, "p2", "P. Example", "agreed", 1)
    signed = Version("rev1", june, "p1", "J. Sample", "signed", 2)
    half = Version("rev2", july, "p3", "A. Muster", "draft")
    again = replace(signed, revision="rev3", given_up=GivenUp(july, "A. Muster", "rev1"))
    versions = {one.revision: one for one in (again, half, signed, first)}

    def read(record: str, revision: str | None = None) -> Reading:
        whole = Records.read(reader.records, record)
        return replace(whole, version=versions[revision or "rev3"], follows="")

    monkeypatch.setattr(reader.records, "versions", lambda _record: tuple(versions.values()))
    monkeypatch.setattr(reader.records, "read", read)
    reader.open()
    assert [entry.shown.detail for entry in reader.page.versions.entries()] == [
        "Correction given up by A. Muster; version 2, signed 14 June 2026, counts again",
        "A. Muster, draft",
        "J. Sample, signed, version 2",
        "P. Example, agreed, version 1",
    ]
    assert reader.page.versions.entries()[0].shown.title == "14 July 2026, 10:00"
    assert reader.page.paper is not None
    assert reader.page.paper.whose == "Signed 14 June 2026\nby J. Sample"
    banner = reader.page.banner
    assert not banner.isVisible()
    reader.open("rev1")
    assert not banner.isVisible(), "nothing is newer than what counts again"
    reader.open("rev2")
    assert banner.label.text() == "This is the version of 14 July 2026. There is a newer one."
    reader.open("rev0")
    assert banner.label.text() == (
        "Version 1 is superseded by version 2, signed 14 June 2026 by J. Sample."
    )


def test_the_keyboard_stays_on_the_page_when_it_is_read_anew(reader: Reader) -> None:
    reader.page.activateWindow()
    reader.qtbot.waitUntil(reader.page.isActiveWindow)
    reader.page.begin()
    assert reader.page.outline.rows()[0].hasFocus()
    reader.open("rev1")
    assert reader.page.outline.back_link.hasFocus()


def test_where_there_is_no_room_one_pane_opens_at_a_time_and_escape_closes_it(
    reader: Reader,
) -> None:
    page = reader.page
    page.resize(620, 600)
    page.activateWindow()
    header = page.header
    for button, pane, other in (
        (header.panel_button, page.versions, page.outline),
        (header.outline_button, page.outline, page.versions),
    ):
        button.click()
        assert pane.isVisible()
        assert not other.isVisible()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert pane.isAncestorOf(focus)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not page.outline.isVisible()
    assert not page.versions.isVisible()
    assert QApplication.focusWidget() is header.outline_button


def test_a_section_that_is_chosen_over_the_text_brings_the_text_back(reader: Reader) -> None:
    page = reader.page
    page.resize(620, 600)
    page.activateWindow()
    page.header.outline_button.click()
    page.outline.section_chosen.emit("story")
    assert not page.outline.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    assert page.isAncestorOf(focus)
