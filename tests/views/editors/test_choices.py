"""Editors of choices: they start empty, can be emptied, and are used by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from desktop.forms.kinds import KIND_OF
from desktop.views.editors.choice import ChoiceEditor
from desktop.views.parts.buttons import LinkButton
from desktop.views.parts.text import Prose
from tests.views.editors.asked import BY_ID, field
from tests.views.editors.look import ACTIONS, options


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


SHAPES = [
    field("choice", options=options("Now", "Before"), short=True),  # segments
    field("choice", options=options("Now", "Before")),  # circles
    field("choice", options=options(*[f"Option {n}" for n in range(9)])),  # finds as one types
    field("yes_no"),
    field("many", options=options("Now", "Before")),
]


@pytest.mark.parametrize("asked", SHAPES, ids=["row", "list", "finder", "yes_no", "many"])
def test_a_kept_answer_that_is_no_choice_stays_in_sight(show, asked):
    """An older form had it, or it came in from elsewhere: it is there until somebody chooses."""
    value = ["at_sea"] if asked.kind == "many" else "at_sea"
    view, heard = show(asked, {"q": value})
    assert "at_sea" in words_of(view)
    assert asked.kind == "many" or "Not one of the choices" in view.editor.printed()
    view.flush()
    view.set_read_only(True)
    assert "Not one of the choices: at_sea" in words_of(view)
    view.set_read_only(False)
    assert "at_sea" in words_of(view)
    assert heard.edits == [], "only a person takes it away"


@pytest.mark.parametrize("asked", [SHAPES[0], SHAPES[1], SHAPES[3]], ids=["row", "list", "yes_no"])
def test_choosing_takes_a_stray_answer_away_and_undo_brings_it_back(show, qtbot, asked):
    view, heard = show(asked, {"q": "at_sea"})
    qtbot.mouseClick(view.editor.buttons()[0], Qt.MouseButton.LeftButton)
    assert heard.last == ("q", view.editor.buttons()[0].value)
    assert "at_sea" not in words_of(view)
    view.set_values({"q": "at_sea"})
    assert "Not one of the choices: at_sea" in words_of(view)
    clear = next(b for b in view.findChildren(LinkButton) if b.isVisible() and b.text() == "Clear")
    assert "at_sea" in clear.accessibleName()
    clear.setFocus()
    qtbot.keyClick(clear, Qt.Key.Key_Space)
    assert heard.last == ("q", None)
    assert "at_sea" not in words_of(view)
    assert view.editor.buttons()[0].hasFocus()


def test_a_typed_word_that_goes_with_no_choice_is_kept_and_marked(show, qtbot):
    """A place that the list does not know was typed into it: it may not vanish on leaving."""
    view, heard = show(BY_ID["f.topic"])
    finder = view.editor.finder
    view.go_to("f.topic")
    qtbot.keyClicks(finder, "Lodgings")
    assert view.pending()
    view.flush()
    assert heard.last == ("f.topic", "Lodgings"), "the store is locked in mid-word"
    qtbot.keyClicks(finder, " by the canal")
    finder.clearFocus()
    assert heard.last == ("f.topic", "Lodgings by the canal")
    assert finder.text() == "Lodgings by the canal"
    assert not view.pending()
    found = KIND_OF["choice"].check(BY_ID["f.topic"], "Lodgings by the canal")
    assert found == "This answer is not one of the choices of this form."
    finder.selectAll()
    qtbot.keyClicks(finder, "debt")
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    assert heard.last == ("f.topic", "debt")


@pytest.mark.parametrize("kept", ["3", 3, ["x", "y"], "a\nb", "Option"])
def test_a_stray_answer_is_not_changed_by_going_past_it(show, kept):
    """It may be like one of the choices, or no text at all: only a person changes it."""
    view, heard = show(SHAPES[2], {"q": kept})
    view.go_to("q")
    assert not view.pending()
    view.flush()
    view.editor.finder.clearFocus()
    assert heard.edits == []
    assert view.editor.value == kept


def test_a_choice_that_was_emptied_and_typed_again_is_the_answer(show, qtbot):
    view, heard = show(SHAPES[2], {"q": "option_3"})
    view.go_to("q")
    finder = view.editor.finder
    finder.selectAll()
    qtbot.keyClick(finder, Qt.Key.Key_Delete)
    assert heard.last == ("q", None)
    qtbot.keyClicks(finder, "Option 3")
    finder.clearFocus()
    assert heard.last == ("q", "option_3")


def test_many_keeps_what_is_no_choice_while_others_are_ticked(show, qtbot):
    view, heard = show(SHAPES[4], {"q": ["at_sea", "now"]})
    boxes = {box.value: box for box in view.editor.boxes}
    assert boxes["at_sea"].text() == "Not one of the choices: at_sea"
    assert boxes["at_sea"].accessibleName().endswith("Not one of the choices: at_sea")
    qtbot.mouseClick(boxes["before"], Qt.MouseButton.LeftButton)
    assert heard.last == ("q", ["now", "before", "at_sea"])
    qtbot.mouseClick(boxes["at_sea"], Qt.MouseButton.LeftButton)
    assert heard.last == ("q", ["now", "before"])


def test_what_was_said_of_a_stray_choice_keeps_its_place(show):
    """The choice per row of a choice that a newer form dropped is asked and printed as well."""
    flat = {"f.short": ["knives", "at_sea"], "f.each/at_sea": "happened"}
    view, heard = show(BY_ID["f.each"], flat)
    assert len(view.editor.editors()) == 2
    assert view.editor.editors()[1].value == "happened"
    assert "Not one of the choices: at_sea" in words_of(view)
    assert heard.edits == []


@pytest.mark.parametrize("prong", ["at_sea", ["at_sea"]])
def test_a_row_of_no_group_says_which_group_it_was_given(show, prong):
    flat = {"f.actions": ["r1"], "f.actions/r1/what": "Boxing", "f.actions/r1/prong": prong}
    view, _ = show(ACTIONS, flat)
    assert "at_sea" in words_of(view)


def words_of(view):
    """What stands on the screen, of every part of a question."""
    shown = [w for w in view.findChildren(QWidget) if w.isVisible()]
    found = [w.words() for w in shown if isinstance(w, Prose)]
    return " ".join([*found, *(w.text() for w in shown if hasattr(w, "text"))])
