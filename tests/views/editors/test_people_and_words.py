"""Editors of people and of exact words."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.views.editors import RegisterAsk
from desktop.views.parts.text import Label
from tests.views.editors.asked import BY_ID, field
from tests.views.editors.look import ANSWERS

# People


def test_a_name_alone_is_an_answer_and_a_found_person_is_linked(show, qtbot):
    view, heard = show(field("person"))
    line = view.buddy()
    line.setFocus()
    qtbot.keyClicks(line, "Mock")
    assert heard.last == ("q", {"id": None, "name": "Mock"})
    qtbot.waitUntil(line.is_open)
    assert [one.title for one in line.offered()] == ["DC T. Mock", "Add “Mock” as a new person"]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert heard.last == ("q", {"id": "p1", "name": "DC T. Mock"})
    assert line.text() == "DC T. Mock"


def test_somebody_new_can_be_added(show, qtbot):
    view, heard = show(field("person"))
    asked: list[RegisterAsk] = []
    view.register_asked.connect(asked.append)
    line = view.buddy()
    line.setFocus()
    qtbot.keyClicks(line, "N. Obody")
    qtbot.waitUntil(line.is_open)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert asked == [RegisterAsk("q", "person", "N. Obody")]
    assert heard.last == ("q", {"id": None, "name": "N. Obody"})


# Quotations


def test_a_quotation_says_each_part_at_its_path(show, qtbot):
    view, heard = show(field("quote"))
    editor = view.editor
    qtbot.keyClicks(editor.words.area, "No.")
    view.flush()
    assert heard.last == ("q/words", "No.")
    qtbot.keyClicks(editor.who.line, "To A. Sample")
    assert heard.last == ("q/who", "To A. Sample")
    assert editor.language.isHidden()
    view.set_values({"q/words": "No.", "q/how": "interpreter"})
    assert not editor.language.isHidden()
    assert view.go_to("q/language", None)
    assert view.place() == ("q/language", 0)


def test_a_finished_quotation_says_that_the_words_are_exact(show):
    view, _ = show(BY_ID["f.wish"], ANSWERS)
    view.set_read_only(True)
    assert view.editor.told.text() == "To J. Sample, Wed 18 Nov 2026, spoken"
    assert any(
        label.text() == "Exact words" and label.isVisible() for label in view.findChildren(Label)
    )
