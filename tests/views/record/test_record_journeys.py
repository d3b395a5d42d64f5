"""Journeys of somebody who writes: keys go in by the real widgets, what counts is what is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from record_desk import Desk, MakeDesk
from record_fakes import Clock, Place, Records

from desktop.casework.record_views import Stands
from desktop.casework.troubles import explain
from desktop.forms.definition import Form
from desktop.views.editors.contract import RowAction, RowAsk
from desktop.views.go import Go
from desktop.views.presenters import record

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_what_is_typed_is_kept_by_itself(desk: Desk) -> None:
    desk.go("harm")
    desk.type("They wait outside")
    desk.qtbot.waitUntil(lambda: bool(desk.records.keeper.kept), timeout=2000)
    desk.qtbot.waitUntil(lambda: desk.flat.get("harm") == "They wait outside")
    desk.qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said[-1] == "All changes saved 14:02:31"


def test_leaving_an_answer_saves_at_once(desk: Desk) -> None:
    desk.go("harm")
    desk.type("now")
    desk.key(Qt.Key.Key_Tab)
    assert desk.flat["harm"] == "now"
    copy = desk.presenter.copy
    assert copy is not None
    assert not copy._pending  # nothing waits for a timer


def test_undo_crosses_questions_and_sections_and_goes_there(desk: Desk) -> None:
    desk.write("harm", "first")
    desk.write("seen", "second")
    desk.write("lead", "third")
    assert desk.section() == "plan"
    desk.undo()
    assert "lead" not in {k for k, v in desk.flat.items() if v}
    desk.undo()
    assert desk.section() == "story"
    assert not desk.flat["seen"]
    assert desk.page.paper.place().path == "seen"
    desk.undo()
    assert not desk.flat["harm"]
    for key, modifiers in ((Qt.Key.Key_Y, (CTRL,)), (Qt.Key.Key_Z, (CTRL, SHIFT))):
        desk.key(key, *modifiers)
    assert (desk.flat["harm"], desk.flat["seen"]) == ("first", "second")
    desk.key(Qt.Key.Key_Y, CTRL)
    assert desk.flat["lead"] == "third"
    assert desk.section() == "plan"


def test_a_deleted_row_comes_back_with_every_word(make_desk: MakeDesk) -> None:
    rows = {"actions": ["a", "b"], "actions/a/what": "Boxing", "actions/b/what": "A lift"}
    desk = make_desk(base=dict(rows))
    desk.open("actions/b/what")
    ask = RowAsk("actions", RowAction.DELETE, "b")
    desk.presenter.edits.change_rows(ask)  # type: ignore[union-attr]
    assert desk.flat["actions"] == ["a"]
    assert desk.page.toast.isVisible()
    assert desk.page.toast.accessibleName() == "Action 2 deleted"
    desk.page.toast.action.click()
    assert desk.flat["actions"] == ["a", "b"]
    assert desk.flat["actions/b/what"] == "A lift"


def test_the_toast_brings_the_row_back_though_more_was_written(make_desk: MakeDesk) -> None:
    rows = {"actions": ["a", "b"], "actions/a/what": "Boxing", "actions/b/what": "A lift"}
    desk = make_desk(base=dict(rows))
    desk.open("lead")
    desk.presenter.edits.change_rows(RowAsk("actions", RowAction.DELETE, "a"))  # type: ignore[union-attr]
    desk.write("lead", "J. Sample")
    desk.page.toast.action.click()
    assert desk.flat["actions"] == ["a", "b"]
    assert desk.flat["lead"] == "J. Sample"


def test_delete_a_row_edit_two_answers_then_undo_three_times(make_desk: MakeDesk) -> None:
    desk = make_desk(base={"actions": ["a"], "actions/a/what": "Boxing", "lead": ""})
    desk.open()
    desk.go("lead")
    desk.presenter.edits.change_rows(RowAsk("actions", RowAction.DELETE, "a"))  # type: ignore[union-attr]
    desk.write("harm", "one")
    desk.write("seen", "two")
    for _ in range(3):
        desk.presenter.undo()
    assert desk.flat["actions"] == ["a"]
    assert not desk.flat["harm"]
    assert not desk.flat["seen"]
    assert desk.section() == "plan"
    assert "is back" in desk.page.toast.accessibleName()


def test_conditions_follow_the_answers_and_the_focus_stays(desk: Desk) -> None:
    page = desk.page.paper.page
    assert page is not None
    trigger = page.questions["trigger"]
    assert trigger.isHidden()
    here = desk.go("kind")
    desk.presenter.edits.put("kind", "review", False)  # type: ignore[union-attr]
    assert not trigger.isHidden()
    assert desk.focus() is here
    desk.write("trigger", "A move")
    desk.presenter.edits.put("kind", "first", False)  # type: ignore[union-attr]
    assert trigger.isHidden()
    assert desk.flat["trigger"] == "A move"  # kept, though it is not asked


def test_f8_walks_what_is_to_be_put_right_and_the_check_leads_to_it(desk: Desk) -> None:
    desk.go("lead")
    desk.key(Qt.Key.Key_F8)
    assert desk.page.paper.place().path == "kind"
    desk.key(Qt.Key.Key_F8)
    assert desk.page.paper.place().path == "harm"
    desk.key(Qt.Key.Key_F8, SHIFT)
    assert desk.page.paper.place().path == "kind"
    desk.page.outline.check.click()
    assert desk.page.paper.stack.currentWidget() is desk.page.paper.check
    desk.page.paper.jumped.emit("harm")
    assert desk.section() == "story"
    assert desk.page.paper.place().path == "harm"


def test_a_wrong_date_is_told_apart_from_what_is_only_wanted(desk: Desk) -> None:
    desk.presenter.edits.put("start", {"typed": ["31", "02", "2026"]}, False)  # type: ignore[union-attr]
    desk.presenter.check()
    check = desk.page.paper.check
    assert not check.wrong.isHidden()
    assert "February 2026 has 28 days" in check.wrong.accessibleName()
    assert "Opened" in check.wrong.accessibleName()
    assert check.wanted.title.text() == "2 answers are wanted before this can be signed"


def test_a_record_that_is_whole_goes_on_to_its_paper(desk: Desk) -> None:
    desk.presenter.edits.put("kind", "first", False)  # type: ignore[union-attr]
    desk.write("harm", "Something")
    with desk.qtbot.waitSignal(desk.presenter.wanted) as went:
        desk.page.outline.check.click()
    assert went.args == [Go.sign("rec1")]
    assert desk.records.keeper.kept


def test_the_outline_follows_what_is_typed(desk: Desk) -> None:
    row = {r.section.id: r for r in desk.page.outline.rows()}
    assert row["story"].accessibleName() == "2 What is happening, to do"
    assert row["extra"].accessibleName().endswith("if needed")
    desk.write("harm", "Something")
    desk.qtbot.waitUntil(lambda: row["story"].accessibleName().endswith("complete"), timeout=3000)


def test_the_caret_is_where_it_was(make_desk: MakeDesk, small: Form) -> None:
    records = Records(small, Clock(), base={"seen": "a long thought"})
    desk = make_desk(records)
    desk.open()
    area = desk.go("seen")
    area.set_caret(6)  # type: ignore[attr-defined]
    assert desk.presenter.hold()
    kept = records.keeper.places[-1]
    assert (kept.path, kept.caret, kept.section) == ("seen", 6, "story")
    desk.presenter.close()
    records.place = Place("seen", 6)  # the store keeps path and caret
    desk.open()
    assert desk.section() == "story"
    assert desk.page.paper.place() == Place("seen", 6, "story")


def test_a_full_disk_is_told_while_typing_goes_on(desk: Desk) -> None:
    desk.records.keeper.broken = True
    desk.go("harm")
    desk.type("word")
    desk.key(Qt.Key.Key_Tab)
    desk.qtbot.waitUntil(desk.page.paper.banner.isVisible)
    assert "The disk is full." in desk.page.paper.banner.accessibleName()
    assert not desk.presenter.hold()
    desk.write("seen", "more")
    desk.records.keeper.broken = False
    desk.key(Qt.Key.Key_Tab)
    desk.qtbot.waitUntil(lambda: not desk.page.paper.banner.isVisible(), timeout=4000)
    assert desk.presenter.hold()
    assert (desk.flat["harm"], desk.flat["seen"]) == ("word", "more")
    assert desk.said[-1].startswith("All changes saved")


def leave_on_a_full_disk(desk: Desk) -> None:
    desk.records.keeper.broken = True
    desk.go("harm")
    desk.type("last words")
    desk.presenter.leave()
    desk.qtbot.waitUntil(lambda: bool(desk.troubles), timeout=5000)
    assert explain(desk.troubles.pop()).what == "The disk is full."
    assert desk.said[-1] == "Not saved yet"
    assert not desk.presenter.hold()


def test_words_that_were_left_on_a_full_disk_are_saved_when_there_is_room(desk: Desk) -> None:
    leave_on_a_full_disk(desk)
    desk.records.keeper.broken = False
    desk.qtbot.waitUntil(lambda: desk.said[-1].startswith("All changes saved"), timeout=8000)
    assert [copy.flat["harm"] for copy in desk.records.left] == ["last words"]
    assert desk.presenter.hold()
    desk.troubles.clear()  # told as often as it was tried


def test_a_record_that_was_left_on_a_full_disk_is_opened_with_every_word(desk: Desk) -> None:
    leave_on_a_full_disk(desk)
    desk.open()
    assert desk.flat["harm"] == "last words"
    desk.write("seen", "and more")
    desk.records.keeper.broken = False
    desk.qtbot.waitUntil(desk.presenter.hold, timeout=8000)
    assert desk.flat["harm"] == "last words"
    assert not desk.records.left, "it is being written, and no version is made behind one's back"
    desk.troubles.clear()


def test_a_colleagues_draft_is_read_only_and_a_manager_may_take_over(make_desk: MakeDesk) -> None:
    desk = make_desk(others="P. Example", base={"harm": "Their words"})
    desk.open("harm")
    banner = desk.page.paper.banner
    assert banner.isVisible()
    assert "P. Example has been writing this since 12 November 2026" in banner.accessibleName()
    desk.presenter.edits.put("harm", "mine", True)  # type: ignore[union-attr]
    assert desk.flat["harm"] == "Their words"
    assert not desk.page.outline.check.isVisible()
    with desk.qtbot.waitSignal(desk.presenter.opened):
        banner.action.click()
    assert desk.records.adopted == ["rec1"]
    assert not banner.isVisible()
    desk.write("seen", "Mine now")
    assert desk.flat["seen"] == "Mine now"


def test_leaving_hands_over_what_was_typed_last(desk: Desk) -> None:
    desk.go("harm")
    desk.type("last words")
    desk.presenter.leave()
    desk.qtbot.waitUntil(lambda: bool(desk.records.left))
    assert desk.records.left[0].flat["harm"] == "last words"


def test_pages_turn_by_keys(desk: Desk) -> None:
    desk.go("kind")
    desk.key(Qt.Key.Key_PageDown, CTRL)
    assert desk.section() == "story"
    assert desk.page.paper.place().path == "harm"
    desk.key(Qt.Key.Key_PageDown, CTRL)
    assert desk.section() == "plan"
    desk.key(Qt.Key.Key_PageUp, CTRL)
    assert desk.section() == "story"


def test_panes_and_panel_by_keys(desk: Desk) -> None:
    desk.go("harm")
    assert desk.page.panel.help.words() == "Write what was seen or said."
    desk.key(Qt.Key.Key_F6)
    assert desk.page.panel.isAncestorOf(desk.focus())
    desk.key(Qt.Key.Key_F6)
    assert desk.page.outline.isAncestorOf(desk.focus())
    desk.key(Qt.Key.Key_F6)
    assert desk.page.paper.place().path == "harm"
    desk.key(Qt.Key.Key_F4)
    assert not desk.page.panel.isVisible()
    assert desk.page.paper.header.panel_button.isVisible()
    answer = desk.focus()
    desk.key(Qt.Key.Key_F1)
    assert desk.page.panel.isVisible()
    assert desk.focus() is answer, "the help is read beside what is being written"


def test_help_beside_a_question_leaves_the_keyboard_in_the_answer(desk: Desk) -> None:
    day = desk.go("start")
    desk.key(Qt.Key.Key_F1)
    assert desk.page.panel.isVisible()
    assert desk.focus() is day


def test_where_there_is_no_room_the_panel_takes_the_place_of_the_questions(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk(width=900)
    desk.open("harm")
    assert not desk.page.panel.isVisible()
    desk.page.paper.header.panel_button.click()
    assert desk.page.panel.isVisible()
    assert not desk.page.paper.isVisible()
    desk.page.panel.hide_button.click()
    assert desk.page.paper.isVisible()
    assert desk.page.paper.place().path == "harm"


def test_a_choice_is_kept_before_what_follows_from_it_is_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "SETTLE_SECONDS", 20)  # the machine of a test may be busy
    copy, shown = desk.presenter.copy, []
    assert copy is not None
    desk.records.keeper.slow = True
    desk.page.paper.show_answers = lambda names: shown.append(copy.unsaved)  # type: ignore[method-assign]
    desk.presenter.edits.put("kind", "review", False)  # type: ignore[union-attr]
    assert shown == [False]


def test_a_store_that_does_not_answer_holds_nothing_up(desk: Desk) -> None:
    desk.records.keeper.broken = True
    desk.presenter.edits.put("kind", "review", False)  # type: ignore[union-attr]
    page = desk.page.paper.page
    assert page is not None
    assert not page.questions["trigger"].isHidden()
    assert desk.flat["kind"] == "review"
    desk.records.keeper.broken = False


def test_words_are_kept_before_the_page_turns(desk: Desk) -> None:
    desk.go("harm")
    desk.type("before turning")
    kept: list[int] = []
    make = desk.page.paper._make
    desk.page.paper._make = lambda section: (  # type: ignore[method-assign]
        kept.append(len(desk.records.keeper.kept)),
        make(section),
    )[1]
    desk.key(Qt.Key.Key_PageDown, CTRL)
    assert desk.section() == "plan"
    assert kept
    assert kept[0] > 0
    assert desk.flat["harm"] == "before turning"


def test_tab_goes_as_one_reads_though_a_row_was_made_later(desk: Desk) -> None:
    desk.go("lead")
    desk.presenter.edits.change_rows(RowAsk("actions", RowAction.ADD))  # type: ignore[union-attr]
    desk.presenter.edits.change_rows(RowAsk("actions", RowAction.ADD))  # type: ignore[union-attr]
    rows = desk.flat["actions"]
    assert isinstance(rows, list)
    QApplication.processEvents()  # what was made now is shown
    desk.go(f"actions/{rows[0]}/what")
    seen: list[str] = []
    for _ in range(14):
        desk.key(Qt.Key.Key_Tab)
        seen.append(desk.focus().accessibleName())
        if seen[-1] == "Who leads":
            break
    assert seen[0] == "How we will know"
    assert seen.index("Add an action: What each of us will do") == len(seen) - 2
    desk.key(Qt.Key.Key_Backtab, SHIFT)
    assert desk.focus().accessibleName() == seen[-2]


def test_a_finished_record_is_read_not_written(make_desk: MakeDesk) -> None:
    desk = make_desk(state="finished")
    with desk.qtbot.waitSignal(desk.presenter.wanted) as went:
        desk.presenter.open("rec1")
    assert went.args[0].page == "read"
    assert desk.presenter.copy is None


def test_a_correction_is_called_one_and_says_what_stands(make_desk: MakeDesk) -> None:
    at = datetime(2026, 5, 14, 10, 0, tzinfo=UTC)
    stands = Stands("rev0", "agreed", at, "P. Example")
    until = "The version agreed on 14 May 2026 stands until the correction is signed."
    desk = make_desk(stands=stands)
    desk.open()
    assert desk.page.outline.whose.words() == f"Your correction\n{until}"
    desk = make_desk(stands=stands, others="P. Example")
    desk.open()
    assert desk.page.outline.whose.words() == f"Correction by P. Example\n{until}"
    assert "has been writing this correction since" in desk.page.paper.banner.label.text()
