"""A signed record reads as signed while a correction of it is written, wherever it is listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desktop.casework.record_views import RecordLine, Stands
from desktop.casework.today import Recent
from desktop.views.go import Go
from desktop.views.presenters.lines import (
    carry_on_line,
    go_to_recent,
    record_lines,
    standing_line,
)

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
STANDS = Stands("rev7", "agreed", datetime(2026, 5, 14, 10, 0, tzinfo=UTC), "Pat Example")
LINE = RecordLine(
    "rec1",
    "wise",
    "WISE, First",
    "WISE",
    "child1",
    "Amelia Testcase",
    "draft",
    "p1",
    "Jo Sample",
    NOW - timedelta(hours=1),
    stands=STANDS,
)


def test_a_list_shows_what_counts_and_beside_it_what_is_being_written() -> None:
    agreed, correction = record_lines(LINE)
    assert (agreed.words, agreed.state, agreed.state_tone) == ("WISE, First", "Agreed", "done")
    assert agreed.detail == "14 May 2026, agreed by Pat Example. A correction is open."
    assert agreed.go == Go.read("rec1", "rev7")
    assert (correction.words, correction.state) == ("Correction of WISE, First", "Half written")
    assert correction.go == Go.record("rec1")
    assert standing_line(LINE) == agreed


def test_a_record_without_correction_is_one_line() -> None:
    (line,) = record_lines(replace(LINE, stands=None))
    assert (line.words, line.state) == ("WISE, First", "Half written")
    (line,) = record_lines(replace(LINE, stands=None, state="agreed"))
    assert (line.state, line.go) == ("Agreed", Go.read("rec1"))


def test_what_waits_for_a_manager_does_not_look_as_if_all_were_done() -> None:
    (note,) = record_lines(replace(LINE, stands=None, state="signed"))
    (meeting,) = record_lines(replace(LINE, stands=None, state="signed", waits=True))
    assert (note.state, meeting.state) == ("Signed", "To be agreed")


def test_whoever_corrects_is_told_what_stands_until_then() -> None:
    line = carry_on_line(LINE, NOW, "Amelia Testcase")
    assert line.words == "Correction of WISE, First for Amelia Testcase"
    assert line.detail.endswith(
        "The version agreed on 14 May 2026 stands until the correction is signed."
    )
    assert line.go == Go.record("rec1")


def test_others_come_back_to_the_version_that_counts() -> None:
    meta = "WISE, agreed, correction open"
    assert go_to_recent(Recent("rec1", False, "Amelia", meta, "rev7")) == Go.read("rec1", "rev7")
    assert go_to_recent(Recent("rec1", False, "Amelia", meta)) == Go.record("rec1")
    assert go_to_recent(Recent("child1", True, "Amelia", "Child")) == Go.child("child1")
