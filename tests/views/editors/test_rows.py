"""The editor of rows: opened, added, deleted, moved; and a block of questions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.forms.values import Json
from desktop.views.editors import RowAction
from desktop.views.editors.rows import RowsEditor
from desktop.views.parts.text import Label
from tests.views.editors.asked import BY_ID
from tests.views.editors.look import ACTIONS, ANSWERS


def rows(view) -> RowsEditor:
    assert isinstance(view.editor, RowsEditor)
    return view.editor


def test_rows_show_title_meta_and_state(show):
    view, _ = show(ACTIONS, ANSWERS)
    card = rows(view).cards["r2"]
    assert card.title.text() == "Boxing on Tuesdays, with a lift both ways"
    assert card.meta.text() == "D. Beispiel, by Tue 1 Dec"
    assert card.chip.text() == "Under way"
    assert card.body is None, "questions are made when a row is first unfolded"


def test_a_cell_is_edited_at_its_path_and_the_title_follows(show, qtbot):
    view, heard = show(ACTIONS, ANSWERS)
    card = rows(view).cards["r1"]
    qtbot.mouseClick(card.head, Qt.MouseButton.LeftButton)
    line = card.body.views["f.actions/r1/what"].buddy()
    line.selectAll()
    qtbot.keyClicks(line, "Maths")
    assert heard.last == ("f.actions/r1/what", "Maths")
    assert card.title.text() == "Maths"


def test_a_new_row_is_asked_for_in_its_group_opens_and_gets_the_focus(show, qtbot):
    view, heard = show(ACTIONS, ANSWERS)
    rows(view).list.adders[1].click()
    (ask,) = heard.asks
    assert (ask.path, ask.action, ask.row) == ("f.actions", RowAction.ADD, "r3")
    assert ask.cells == {"prong": "safety"}
    view.set_values(
        {**ANSWERS, "f.actions": ["r1", "r2", "r3", "new"], "f.actions/new/prong": "safety"}
    )
    assert rows(view).cards["new"].unfolded
    assert view.place() == ("f.actions/new/what", 0)


def test_a_deleted_row_says_so_in_its_place_and_comes_back(show, qtbot):
    view, heard = show(ACTIONS, ANSWERS)
    rows(view).ask_delete("r2")
    assert heard.asks[-1].action is RowAction.DELETE
    view.set_values({**ANSWERS, "f.actions": ["r1", "r3"]})
    words = [label.text() for label in view.findChildren(Label) if label.isVisible()]
    assert "“Boxing on Tuesdays, with a lift both ways” is deleted" in words
    rows(view).bring_back("r2")
    assert heard.last == ("f.actions", ["r1", "r2", "r3"])
    view.set_values(ANSWERS)
    words = [label.text() for label in view.findChildren(Label) if label.isVisible()]
    assert not any("is deleted" in w for w in words)


def test_a_row_moves_by_alt_and_arrows_from_inside_it(show, qtbot):
    view, heard = show(ACTIONS, ANSWERS)
    view.go_to("f.actions/r1/what", 2)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    ask = heard.asks[-1]
    assert (ask.action, ask.row, ask.to) == (RowAction.MOVE, "r1", 1)
    view.set_values({**ANSWERS, "f.actions": ["r2", "r1", "r3"]})
    assert view.place() == ("f.actions/r1/what", 2), "focus and caret stay with the moved row"


def test_a_row_is_dragged_by_its_grip(show, qtbot):
    view, heard = show(ACTIONS, ANSWERS)
    first, second = rows(view).cards["r1"], rows(view).cards["r2"]
    qtbot.waitUntil(lambda: second.y() > first.y())
    grip = first.grip
    qtbot.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    below = grip.mapFromGlobal(second.mapToGlobal(QPoint(5, second.height() - 5)))
    qtbot.mouseMove(grip, below)
    qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=below)
    ask = heard.asks[-1]
    assert (ask.action, ask.row, ask.to) == (RowAction.MOVE, "r1", 1)


def test_the_menu_duplicates_and_moves_to_the_other_group(show):
    view, heard = show(ACTIONS, ANSWERS)
    menu = rows(view).menu_of("r1")
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == [
        "Move up",
        "Move down",
        "Duplicate",
        "Delete",
        "Move to Stability",
        "Move to Safety",
    ]
    menu.actions()[2].trigger()
    assert heard.asks[-1].action is RowAction.DUPLICATE
    menu.actions()[-1].trigger()
    assert heard.last == ("f.actions/r1/prong", "safety")


# Without a screen Qt has no windows to raise and no keyboard to hold.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_letters_walk_through_the_menu_of_a_row(show, qtbot):
    view, heard = show(ACTIONS, ANSWERS)
    menu = rows(view).menu_of("r1")
    menu.popup(view.mapToGlobal(view.rect().topLeft()))
    qtbot.waitUntil(menu.isVisible)
    QTest.keyClicks(menu, "d")
    assert menu.activeAction().text() == "Duplicate"
    QTest.keyClicks(menu, "d")
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert heard.asks[-1].action is RowAction.DELETE


def test_forty_rows_build_no_questions(show):
    ids: list[Json] = [f"r{n}" for n in range(40)]
    flat = {"f.actions": ids, **{f"f.actions/r{n}/prong": "safety" for n in range(40)}}
    view, _ = show(ACTIONS, flat)
    assert len(rows(view).cards) == 40
    assert all(card.body is None for card in rows(view).cards.values())


def test_an_empty_list_says_so_kindly(show):
    view, heard = show(BY_ID["f.rows"])
    words = [label.text() for label in view.findChildren(Label) if label.isVisible()]
    assert any(w.startswith("Nothing written about “what was seen” yet") for w in words)
    rows(view).list.adders[0].click()
    assert heard.asks[0].action is RowAction.ADD


def test_a_block_says_how_much_is_answered(show, qtbot):
    view, heard = show(BY_ID["f.ctx"], ANSWERS)
    assert view.editor.cards["home"].meta.text() == "1 of 2 answered"
    assert view.go_to("f.ctx/school/harms", 0)
    qtbot.keyClicks(QApplication.focusWidget(), "Gate")
    view.flush()
    assert heard.last == ("f.ctx/school/harms", "Gate")
    assert view.editor.cards["school"].meta.text() == "1 of 2 answered"
