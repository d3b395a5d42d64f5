"""Editors of text: every key is told of, undo belongs to the window, a long text grows."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop.views.editors import textual
from tests.views.editors.asked import field


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
