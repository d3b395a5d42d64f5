"""The editor of dates: typed, pasted, picked, not known."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.forms.dates import whole_date
from desktop.views.editors.dates import DateEditor
from tests.views.editors.asked import field, key


def boxes(view) -> dict[str, QLineEdit]:
    assert isinstance(view.editor, DateEditor)
    return dict(view.editor.boxes)


def test_a_date_starts_blank_and_takes_what_is_typed(show, qtbot):
    view, heard = show(field("date"))
    day, month, year = boxes(view).values()
    assert (day.text(), month.text(), year.text()) == ("", "", "")
    qtbot.keyClicks(year, "2026")
    assert heard.last == ("q", {"y": 2026, "m": None, "d": None, "about": False})
    qtbot.keyClicks(month, "3")
    qtbot.mouseClick(view.editor.about, Qt.MouseButton.LeftButton)
    assert heard.last == ("q", {"y": 2026, "m": 3, "d": None, "about": True})
    assert view.editor.reads.text() == "reads “about March 2026”"


def test_a_wrong_date_is_kept_as_typed_and_only_the_wrong_box_is_marked(show, qtbot):
    view, heard = show(field("date"))
    day, month, year = boxes(view).values()
    for box, text in ((day, "31"), (month, "02"), (year, "2026")):
        qtbot.keyClicks(box, text)
    assert heard.last == ("q", {"typed": ["31", "02", "2026"], "about": False})
    view.set_problem("q", "February 2026 has 28 days.")
    assert [box.property("wrong") for box in (day, month, year)] == [True, None, None]
    assert view.trouble_words.text() == "February 2026 has 28 days."


def test_one_is_led_to_the_box_that_is_wrong(show, qtbot):
    """Whoever is told to write the year with four figures types it where the caret is."""
    view, heard = show(field("date"))
    day, month, year = boxes(view).values()
    for box, text in ((day, "27"), (month, "11"), (year, "26")):
        qtbot.keyClicks(box, text)
    day.setFocus()
    assert view.editor.go_to("q")
    assert year.hasFocus()
    qtbot.keyClicks(year, "2026")
    assert heard.last == ("q", {"y": 2026, "m": 11, "d": 27, "about": False})
    assert view.editor.go_to("q")
    assert day.hasFocus()


def test_a_box_that_is_full_is_left_by_nothing_but_more(show, qtbot):
    view, _ = show(field("date"))
    day = boxes(view)["d"]
    day.setFocus()
    qtbot.keyClicks(day, "31")
    assert day.hasFocus()
    for code in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_T):
        qtbot.keyClick(day, code)
    assert boxes(view)["m"].text() == boxes(view)["y"].text() == ""


def write(words: str) -> None:
    """Type as somebody does who does not look at the boxes."""
    for one in words:
        QTest.keyClick(QApplication.focusWidget(), one)


@pytest.mark.parametrize(
    "words",
    ["26112026", "26/11/2026", "26.11.2026", "26 - 11 - 2026", "26 Nov 2026", "26 November 2026"],
)
def test_a_date_is_typed_in_a_row(show, words):
    view, heard = show(field("date"))
    boxes(view)["d"].setFocus()
    write(words)
    assert heard.last == ("q", {"y": 2026, "m": 11, "d": 26, "about": False})
    assert boxes(view)["y"].hasFocus()


def test_one_figure_and_a_stroke_go_on_too(show):
    view, heard = show(field("date"))
    boxes(view)["d"].setFocus()
    write("9/1/2026")
    assert heard.last == ("q", {"y": 2026, "m": 1, "d": 9, "about": False})


def test_figures_that_no_box_has_room_for_stay_in_sight_and_are_told_of(show):
    view, heard = show(field("date"))
    boxes(view)["d"].setFocus()
    write("261120267")
    assert [box.text() for box in boxes(view).values()] == ["26", "11", "20267"]
    assert heard.last == ("q", {"typed": ["26", "11", "20267"], "about": False})
    assert view.editor.is_wrong()


def test_a_date_written_anew_replaces_the_old_one(show):
    old = {"y": 2025, "m": 3, "d": 4, "about": False}
    view, heard = show(field("date"), {"q": old})
    day = boxes(view)["d"]
    day.setFocus()
    day.selectAll()
    write("26112026")
    assert heard.last == ("q", {"y": 2026, "m": 11, "d": 26, "about": False})


def test_a_slip_at_the_end_of_a_day_overwrites_no_month(show):
    old = {"y": 2025, "m": 3, "d": 14, "about": False}
    view, _ = show(field("date"), {"q": old})
    day = boxes(view)["d"]
    day.setFocus()
    day.end(False)
    write("1")
    assert [box.text() for box in boxes(view).values()] == ["141", "3", "2025"]


@pytest.mark.parametrize("text", ["26/11/2026", "26 Nov 2026", "26112026"])
def test_a_date_pasted_over_a_day_replaces_all(show, text):
    view, heard = show(field("date"), {"q": {"typed": ["2", "", ""], "about": False}})
    QGuiApplication.clipboard().setText(text)
    day = boxes(view)["d"]
    day.setFocus()
    day.end(False)
    key(day, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard.last == ("q", {"y": 2026, "m": 11, "d": 26, "about": False})


def test_a_pasted_date_fills_the_boxes(show):
    view, heard = show(field("date"))
    QGuiApplication.clipboard().setText("4 December 2026")
    day = boxes(view)["d"]
    day.setFocus()
    key(day, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard.last == ("q", {"y": 2026, "m": 12, "d": 4, "about": False})


@pytest.mark.parametrize(
    "text", ["9/11/2026", "9.11.2026", "2026-11-09", "9 November 2026", "9 nov 2026"]
)
def test_whole_dates_are_read_day_first(text):
    assert whole_date(text) == ("9", "11", "2026")


def test_not_known_is_an_answer_and_empties_the_boxes(show, qtbot):
    view, heard = show(field("date"), {"q": {"y": 2026, "m": None, "d": None, "about": False}})
    qtbot.mouseClick(view.editor.unknown, Qt.MouseButton.LeftButton)
    assert heard.last == ("q", {"unknown": True})
    assert boxes(view)["y"].text() == ""
    qtbot.keyClicks(boxes(view)["y"], "2025")
    assert heard.last == ("q", {"y": 2025, "m": None, "d": None, "about": False})


def test_the_calendar_gives_a_date_by_keys_only(show, qtbot):
    view, heard = show(field("date"))
    qtbot.keyClick(view.editor.opener, Qt.Key.Key_Space)
    days = view.editor._calendar.days
    qtbot.waitUntil(days.hasFocus)
    qtbot.keyClick(days, Qt.Key.Key_Right)
    assert heard.edits == []
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert heard.last == ("q", {"y": 2026, "m": 11, "d": 25, "about": False})
