"""Every editor: shows without answering, says the right path and value, can be used by keys."""

from __future__ import annotations

from itertools import count, pairwise
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTextEdit, QWidget

from desktop.forms.definition import Field
from desktop.forms.kinds import KINDS
from desktop.forms.values import Json
from desktop.views.editors import EDITORS, RegisterAsk, RowAction, textual
from desktop.views.editors.choice import ChoiceEditor
from desktop.views.editors.dates import DateEditor, whole_date
from desktop.views.editors.pasting import (
    LONGEST_HTML,
    LONGEST_LINE,
    LONGEST_PARAGRAPH,
    LONGEST_TEXT,
)
from desktop.views.editors.question import NEEDED
from desktop.views.editors.reading import ReadView
from desktop.views.editors.rows import RowsEditor
from desktop.views.editors.textual import Line
from desktop.views.parts.text import Label, Prose
from tests.views.editors.look import ACTIONS, ANSWERS, FIELDS, FORM, dress, options, page

BY_ID = {field.id: field for field in FIELDS}


def field(kind: str, **more) -> Field:
    return Field("q", "The question", kind, **more)


def key(widget: QWidget, code: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    event = QKeyEvent(QEvent.Type.KeyPress, code, modifiers)
    QApplication.sendEvent(widget, event)
    return event


def test_every_kind_has_an_editor():
    assert {kind.name for kind in KINDS} - set(EDITORS) == set()
    assert set(EDITORS) - {kind.name for kind in KINDS} == set()


# Text


def test_text_says_each_key(show, qtbot):
    view, heard = show(field("text"))
    qtbot.keyClicks(view.buddy(), "06/41")
    assert heard.edits[-1] == ("q", "06/41", True)
    assert len(heard.edits) == 5


def test_text_pastes_one_clean_line(show):
    view, heard = show(field("text"))
    line = view.buddy()
    data = QMimeData()
    data.setText("one\x00\r\ntwo\x07")
    line.take(data)
    assert heard.last == ("q", "one two")


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("number", "3", 3),
        ("number", "two", "two"),
        ("minutes", "45", 45),
        ("minutes", "an hour", "an hour"),
        ("time", "9.30", "09:30"),
        ("time", "1430", "14:30"),
        ("time", "noon", "noon"),
    ],
)
def test_figures_are_kept_as_typed_where_they_are_none(show, qtbot, kind, typed, stored):
    view, heard = show(field(kind))
    line = view.buddy()
    line.setFocus()
    qtbot.keyClicks(line, typed)
    line.clearFocus()
    assert heard.last == ("q", stored)
    view.set_values({"q": stored})
    assert line.text() == str(stored)


def test_each_key_of_a_text_is_told_of_at_once(show, qtbot):
    view, heard = show(field("long_text"), {"q": "One. "})
    view.go_to("q", 5)
    qtbot.keyClicks(view.buddy(), "Two")
    assert [edit[1] for edit in heard.edits] == ["One. T", "One. Tw", "One. Two"]
    assert not view.pending()


def test_a_huge_text_gathers_keys_and_tells_at_once_when_left(show, qtbot, monkeypatch):
    monkeypatch.setattr(textual, "SAY_WITHIN", 60_000)
    monkeypatch.setattr(textual, "SAY_EVERY", 60_000)
    words = "One. " * (textual.LONG // 5)
    view, heard = show(field("long_text"), {"q": words})
    area = view.buddy()
    view.go_to("q", len(words))
    qtbot.keyClicks(area, "Two and three.")
    assert heard.edits == []
    assert view.pending()
    area.clearFocus()
    assert heard.last == ("q", words + "Two and three.")
    assert not view.pending()


def test_a_cut_right_after_typing_can_be_taken_back_whole(show, qtbot):
    view, heard = show(field("long_text"))
    area = view.buddy()
    qtbot.keyClicks(area, "All of these words.")
    qtbot.keyClick(area, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(area, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    view.flush()
    assert [value or "" for _path, value, _typing in heard.edits[-2:]] == [
        "All of these words.",
        "",
    ]


def test_reading_a_huge_text_never_takes_the_time_that_saving_has(show, qtbot, monkeypatch):
    slow = count(0.0, 5.0)  # seconds
    monkeypatch.setattr(textual, "time", SimpleNamespace(perf_counter=lambda: next(slow)))
    view, _ = show(field("long_text"), {"q": "One. " * textual.LONG})
    view.go_to("q", 0)
    qtbot.keyClicks(view.buddy(), "T")
    view.flush()
    qtbot.keyClicks(view.buddy(), "w")
    assert 0 < view.editor._timer.remainingTime() <= textual.SAY_WITHIN < 250


def test_long_text_tells_within_a_moment_while_one_types_on(show, qtbot):
    view, heard = show(field("long_text"))
    qtbot.keyClicks(view.buddy(), "word")
    qtbot.waitUntil(lambda: heard.edits[-1] == ("q", "word", True), timeout=1000)


def test_the_same_text_leaves_caret_and_selection_alone(show):
    view, _ = show(field("long_text"), {"q": "One two three"})
    area = view.buddy()
    cursor = area.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(7, cursor.MoveMode.KeepAnchor)
    area.setTextCursor(cursor)
    view.set_values({"q": "One two three"})
    assert area.textCursor().selectedText() == "two"


def test_an_older_answer_does_not_take_back_what_is_being_typed(show, qtbot, monkeypatch):
    monkeypatch.setattr(textual, "LONG", 0)
    monkeypatch.setattr(textual, "SAY_EVERY", 60_000)
    monkeypatch.setattr(textual, "SAY_WITHIN", 60_000)
    view, heard = show(field("long_text"), {"q": "Old"})
    view.go_to("q", 3)
    qtbot.keyClicks(view.buddy(), "er")
    assert view.pending()
    view.set_values({"q": "Old"})  # as the page does while more is typed
    view.flush()
    assert heard.last == ("q", "Older")


def test_a_key_is_told_of_with_the_place_after_it(show, qtbot):
    view, heard = show(field("long_text"), {"q": "Old"})
    view.go_to("q", 3)
    qtbot.keyClicks(view.buddy(), "e")
    assert heard.last == ("q", "Olde")
    assert view.place() == ("q", 4)


def test_undo_brings_another_text_and_keeps_the_caret_near(show):
    view, heard = show(field("long_text"), {"q": "One two"})
    view.go_to("q", 7)
    view.set_values({"q": "One"})
    assert view.buddy().text() == "One"
    assert view.place() == ("q", 3)
    assert heard.edits == []


@pytest.mark.parametrize("kind", ["text", "long_text", "words", "person", "date"])
@pytest.mark.parametrize(
    ("code", "modifiers"),
    [
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier),
        (
            Qt.Key.Key_Z,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        ),
    ],
)
def test_undo_and_redo_belong_to_the_window(show, kind, code, modifiers):
    view, _ = show(field(kind), {"q": "One"} if kind in ("text", "long_text", "words") else {})
    override = QKeyEvent(QEvent.Type.ShortcutOverride, code, modifiers)
    override.ignore()
    view.buddy().event(override)
    assert not override.isAccepted()
    event = QKeyEvent(QEvent.Type.KeyPress, code, modifiers)
    event.ignore()
    view.buddy().keyPressEvent(event)
    assert not event.isAccepted()


def test_paste_from_word_is_plain(show):
    """Paragraphs and bullets stay, as text; nothing of the plain text is given up for the HTML."""
    view, heard = show(field("long_text"))
    data = QMimeData()
    data.setHtml("<p style='font-size:40pt'><b>Plan</b></p><ul><li>One</li></ul>")
    data.setText("Plan\r\n\uf0b7\tOne\r\n\uf0b7\tTwo\x00\x0c\r\n")
    view.buddy().insertFromMimeData(data)
    view.flush()
    path, text = heard.last
    assert path == "q"
    assert text.split("\n") == ["Plan", "• One", "• Two", "", ""]


def test_a_lone_surrogate_never_reaches_the_record(show):
    view, heard = show(field("long_text"))

    class Broken(QMimeData):
        def hasText(self):
            return True

        def text(self):
            return "a\ud800b"

    view.buddy().insertFromMimeData(Broken())
    view.flush()
    heard.last[1].encode("utf-8")
    assert heard.last[1].startswith("a")


CHAT = "[12/03/2026, 21:14:07] Sam: on my way now, where are you meeting them tonight?\n"


def paste(control, text):
    data = QMimeData()
    data.setText(text)
    take = control.take if isinstance(control, Line) else control.insertFromMimeData
    take(data)


def refusals(view):
    """Hear what the page is told that was not taken."""
    refused: list[str] = []
    view.kept.say_refused = refused.append
    return refused


def test_a_long_chat_that_was_exported_is_taken_whole(show):
    view, heard = show(field("long_text"))
    text = CHAT * (300_000 // len(CHAT))
    paste(view.buddy(), text)
    view.flush()
    assert heard.last[1] == text


@pytest.mark.parametrize(("kind", "most"), [("long_text", LONGEST_TEXT), ("text", LONGEST_LINE)])
def test_only_what_an_answer_cannot_hold_is_refused_and_what_stood_there_stays(show, kind, most):
    view, heard = show(field(kind), {"q": "What stood here"})
    refused = refusals(view)
    control = view.buddy()
    line = "ten words " * 10 + "\n"
    paste(control, (line * (most // len(line) + 1))[: most - len("What stood here")])
    view.flush()
    full = heard.last[1]
    assert len(full) == most
    assert "What stood here" in full
    assert refused == []
    QGuiApplication.clipboard().setText("one more")
    paste(control, "one more")
    view.flush()
    assert heard.last[1] == full
    assert f"holds {most:,}, and {most:,} stand in it" in refused[0]
    assert "Nothing was changed, and it is still on the clipboard." in refused[0]
    assert QGuiApplication.clipboard().text() == "one more"
    QGuiApplication.clipboard().clear()


def test_a_paragraph_without_end_is_told_of(show):
    view, heard = show(field("long_text"), {"q": "What stood here"})
    refused, area = refusals(view), view.buddy()
    text = "x" * (LONGEST_PARAGRAPH - 10)
    paste(area, text)
    assert "one paragraph of 200,005 characters" in refused[0]
    assert heard.edits == []
    paste(area, "\n" + text[:50_000] + "\n" + text[:50_000])
    view.flush()
    assert len(refused) == 1
    assert "What stood here" in heard.last[1]


def test_a_flood_of_html_alone_is_told_of_and_not_passed_over(show):
    view, heard = show(field("long_text"), {"q": "What stood here"})
    refused = refusals(view)
    data = QMimeData()
    data.setHtml("<p>ten words</p>" * (LONGEST_HTML // 10))
    view.buddy().insertFromMimeData(data)
    view.flush()
    assert refused[0].startswith("Too long to paste")
    assert view.buddy().text() == "What stood here"
    assert heard.edits == []


def test_the_area_grows_with_its_text_and_never_scrolls_inside(show, qtbot):
    view, _ = show(field("long_text"))
    area = view.buddy()
    one = area.height()
    view.set_values({"q": "Line\n" * 20})
    assert area.height() == one + 19 * 24
    assert area.verticalScrollBar().maximum() == 0
    view.set_values({"q": "Line"})
    assert area.height() == one


def test_non_breaking_spaces_and_joiners_survive(show):
    text = "a\u00a0b\u200dc\u200f"
    view, heard = show(field("long_text"), {"q": text})
    assert view.buddy().text() == text
    view.set_values({"q": text})
    assert heard.edits == []


def test_dots_move_with_the_text_and_go_when_the_phrase_is_changed(show, qtbot):
    view, _ = show(field("long_text"), {"q": "Since June hard to reach, so"})
    area = view.buddy()
    area.set_marks([(11, 13)])
    view.go_to("q", 0)
    qtbot.keyClicks(area, "X")
    assert area.marks() == ((12, 13),)
    view.go_to("q", 15)
    qtbot.keyClicks(area, "X")
    assert area.marks() == ()


def test_tab_leaves_every_field(show, qtbot):
    for kind in ("text", "long_text", "words", "person"):
        view, _ = show(field(kind))
        control = view.buddy()
        other = QLineEdit(view.window())
        view.window().layout().addWidget(other)
        other.show()
        control.setFocus()
        qtbot.keyClick(control, Qt.Key.Key_Tab)
        assert not control.hasFocus(), kind


def test_right_to_left_words_turn_the_block(show):
    view, _ = show(field("words"), {"q": "أريد أن أعود"})
    assert view.editor.block.layoutDirection() is Qt.LayoutDirection.RightToLeft
    view.set_values({"q": "I want to go"})
    assert view.editor.block.layoutDirection() is Qt.LayoutDirection.LeftToRight


# Choices


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


# Dates


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


def test_nothing_jumps_from_box_to_box(show, qtbot):
    view, _ = show(field("date"))
    day = boxes(view)["d"]
    day.setFocus()
    qtbot.keyClicks(day, "31")
    assert day.hasFocus()
    for code in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_T):
        qtbot.keyClick(day, code)
    assert boxes(view)["m"].text() == boxes(view)["y"].text() == ""


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


# Rows


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


# The question around


def test_a_problem_is_said_in_the_same_words_everywhere(show):
    view, _ = show(BY_ID["f.ref"], ANSWERS)
    view.set_problem("f.ref", "The crime reference has too few figures")
    assert view.trouble.isVisible()
    assert "too few figures" in view.buddy().accessibleDescription()
    view.set_problem("f.ref", None)
    assert not view.trouble.isVisible()
    assert "too few figures" not in view.buddy().accessibleDescription()


def test_needed_before_signing_is_said_until_answered(show, qtbot):
    view, _ = show(BY_ID["f.ref"])
    assert view.aside.text() == NEEDED
    assert "Needed before signing" in view.buddy().accessibleDescription()
    qtbot.keyClicks(view.buddy(), "1")
    assert not view.aside.isVisible()


def test_f1_asks_for_the_help_of_the_question_in_focus(show, qtbot):
    view, _ = show(ACTIONS, ANSWERS)
    asked: list[str] = []
    view.help_asked.connect(asked.append)
    view.go_to("f.actions/r2/worked", 0)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    assert asked == ["f.actions/r2/worked"]


def test_focus_is_told(show):
    view, heard = show(field("text"))
    view.go_to("q")
    assert heard.focus == ["q"]


def test_the_label_is_not_drawn_twice(theme, qtbot):
    from desktop.views.editors.question import QuestionView
    from tests.views.editors.look import surroundings

    view = QuestionView(field("text"), "q", surroundings(theme), section_title="The question")
    qtbot.addWidget(view)
    view.show()
    assert view.label.isHidden()
    assert view.buddy().accessibleName() == "The question"


# All of them


@pytest.fixture
def whole(theme, qtbot):
    scroll, stack = page(theme)
    qtbot.addWidget(scroll)
    dress(stack)
    with qtbot.waitExposed(scroll):
        scroll.show()
    return scroll, stack


def controls(widget: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QTextEdit)
    return [w for w in widget.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]


def test_every_control_has_a_name(whole):
    _, stack = whole
    nameless = [w for w in controls(stack) if not w.accessibleName()]
    assert nameless == []


def test_the_caret_of_a_very_long_answer_is_seen(whole, qtbot):
    scroll, stack = whole
    text = ("word " * 100 + "\n") * 100
    scroll.activateWindow()
    stack.set_values({**ANSWERS, "f.safer": text})
    stack.go_to("f.safer", len(text))
    area = stack.views["f.safer"].buddy()

    def seen() -> bool:
        spot = area.mapTo(scroll.viewport(), area.cursorRect().center())
        return 0 < spot.y() < scroll.viewport().height()

    qtbot.waitUntil(seen)
    area.set_caret(0)
    qtbot.waitUntil(seen)


def test_tab_goes_through_every_question_in_reading_order(whole):
    scroll, stack = whole
    scroll.activateWindow()
    stack.go_to("f.safer", 0)
    seen: list[QWidget] = []
    for _ in range(300):
        now = QApplication.focusWidget()
        if now is None or now in seen:
            break
        seen.append(now)
        scroll.focusNextPrevChild(True)
    tops = [w.mapTo(stack, QPoint(0, 0)).y() for w in seen if stack.isAncestorOf(w)]
    steps_up = [(a, b) for a, b in pairwise(tops) if b < a - 220]
    assert steps_up == [], "the focus jumps back up the page"
    for view in stack.views.values():
        inside = [w for w in controls(view) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert not inside or any(view.isAncestorOf(w) for w in seen), view.path


def test_the_wheel_changes_nothing(whole):
    _, stack = whole
    said: list[object] = []
    for view in stack.views.values():
        view.edited.connect(lambda *edit: said.append(edit))
    for control in controls(stack):
        event = QWheelEvent(
            QPointF(5, 5),
            control.mapToGlobal(QPointF(5, 5)),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(control, event)
    assert said == []


def test_read_only_answers_are_print(whole):
    _, stack = whole
    for view in stack.views.values():
        view.set_read_only(True)
    fields = [w for w in controls(stack) if isinstance(w, QLineEdit | QTextEdit)]
    assert fields == []
    words = " ".join(p.words() for p in stack.findChildren(Prose) if p.isVisible())
    for said in ("County lines", "Strategy request", "45 minutes", "14:30", "hard to reach"):
        assert said in words


def test_showing_the_same_answers_twice_says_nothing(whole):
    _, stack = whole
    said: list[object] = []
    for view in stack.views.values():
        view.edited.connect(lambda *edit: said.append(edit))
    stack.set_values(ANSWERS)
    stack.set_values({})
    stack.set_values(ANSWERS)
    assert said == []


def test_the_read_view_prints_all_and_lists_what_is_missing_once(theme, qtbot):
    view = ReadView(theme, FORM, ANSWERS)
    qtbot.addWidget(view)
    view.resize(700, 900)
    view.show()
    words = " ".join(
        [p.words() for p in view.findChildren(Prose)]
        + [label.text() for label in view.findChildren(Label)]
    )
    for said in (
        "I want to go back to boxing",
        "To J. Sample, Wed 18 Nov 2026, spoken",
        "Boxing on Tuesdays",
        "Knives: Happening",
        "Exampleton High, Year 11",
    ):
        assert said in words
    assert view.unanswered == ["Where", "What was seen", "Two questions together"]
    assert not view.findChildren(QLineEdit)
