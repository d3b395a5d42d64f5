"""Editors of choices: they start empty, can be emptied, and are used by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from desktop.views.editors.choice import ChoiceEditor
from tests.views.editors.asked import BY_ID, field
from tests.views.editors.look import options


@pytest.mark.parametrize("count", [3, 9])
@pytest.mark.parametrize("short", [False, True])
def test_a_choice_starts_empty_and_can_be_emptied(show, qtbot, count, short):
    asked = field("choice", options=options(*[f"Option {n}" for n in range(count)]), short=short)
    view, heard = show(asked)
    editor = view.editor
    assert isinstance(editor, ChoiceEditor)
    assert not any(b.isChecked() for b in editor.buttons())
    view.go_to("q")
    if editor.finder is not None:
        qtbot.keyClicks(editor.finder, "option 2")
        qtbot.keyClick(editor.finder, Qt.Key.Key_Return)
    else:
        qtbot.mouseClick(editor.buttons()[2], Qt.MouseButton.LeftButton)
    assert heard.last == ("q", "option_2")
    if editor.finder is not None:
        editor.finder.selectAll()
        qtbot.keyClick(editor.finder, Qt.Key.Key_Delete)
    else:
        qtbot.keyClick(editor.buttons()[2], Qt.Key.Key_Delete)
    assert heard.last == ("q", None)


def test_a_second_press_on_the_chosen_segment_clears_it(show, qtbot):
    view, heard = show(field("yes_no"), {"q": "yes"})
    qtbot.mouseClick(view.editor.buttons()[0], Qt.MouseButton.LeftButton)
    assert heard.edits == [("q", None, False)]


def test_arrow_keys_choose_in_a_row(show, qtbot):
    view, heard = show(field("yes_no"), {"q": "yes"})
    view.go_to("q")
    qtbot.keyClick(view.buddy(), Qt.Key.Key_Right)
    assert heard.last == ("q", "no")


@pytest.mark.parametrize("short", [False, True])
def test_one_of_several_is_read_out_as_one_of_several(show, short):
    asked = field("choice", options=options("Now", "Before", "Could"), short=short)
    view, _ = show(asked)
    for button in view.editor.buttons():
        spoken = QAccessible.queryAccessibleInterface(button)
        assert spoken.role() is QAccessible.Role.RadioButton


def test_the_finding_list_narrows_and_leaving_never_invents(show, qtbot):
    view, heard = show(BY_ID["f.topic"], {"f.topic": "debt"})
    finder = view.editor.finder
    view.go_to("f.topic")
    finder.selectAll()
    qtbot.keyClicks(finder, "cou")
    assert [line.title for line in finder.offered()] == [
        "County lines",
        "Court support",
        "Country of birth",
    ]
    finder.clearFocus()
    assert finder.text() == "Debt"
    assert all(value in ("debt",) for _, value, _ in heard.edits)
    assert not finder.is_open()


def test_escape_closes_the_list_and_keeps_the_answer(show, qtbot):
    view, heard = show(BY_ID["f.topic"], {"f.topic": "debt"})
    finder = view.editor.finder
    view.go_to("f.topic")
    qtbot.keyClick(finder, Qt.Key.Key_Down)
    assert finder.is_open()
    qtbot.keyClick(finder, Qt.Key.Key_Escape)
    assert not finder.is_open()
    assert heard.edits == []


def test_many_keeps_form_order_and_unknown_answers(show, qtbot):
    view, heard = show(BY_ID["f.short"], {"f.short": ["online", "from_before"]})
    boxes = {box.value: box for box in view.editor.boxes}
    assert boxes["from_before"].isChecked()
    qtbot.mouseClick(boxes["life_story"], Qt.MouseButton.LeftButton)
    assert heard.last == ("f.short", ["life_story", "online", "from_before"])


def test_many_filters(show, qtbot):
    view, heard = show(BY_ID["f.topics"])
    qtbot.keyClicks(view.editor.filter, "cou")
    shown = [box.text() for box in view.editor.boxes if box.isVisible()]
    assert shown == ["County lines", "Court support", "Country of birth"]
    assert heard.edits == []


def test_one_choice_for_each_item(show, qtbot):
    view, heard = show(BY_ID["f.each"], {"f.short": ["knives"]})
    (editor,) = view.editor.editors()
    qtbot.mouseClick(editor.buttons()[1], Qt.MouseButton.LeftButton)
    assert heard.last == ("f.each/knives", "happened")
    view.set_values({"f.short": ["knives", "online"]})
    assert len(view.editor.editors()) == 2
