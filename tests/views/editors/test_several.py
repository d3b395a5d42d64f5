"""Several people as chips, parts that stand folded, and short questions in one line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.forms.conditions import Is
from desktop.forms.definition import Field, Form, Option, Section
from desktop.views.editors.question import NEEDED, QuestionView
from desktop.views.editors.several import NameChip
from desktop.views.editors.stack import QuestionStack
from desktop.views.theme import Theme
from tests.views.editors.look import surroundings

NAN = {"id": None, "name": "Nan"}
MOCK = {"id": "p1", "name": "DC T. Mock"}
WHO = Field("q", "Who was there", "people", sign=True)


def chips(view: QWidget) -> list[NameChip]:
    return [chip for chip in view.findChildren(NameChip) if not chip.isHidden()]


# Several people


def test_a_name_is_an_answer_from_its_first_key(show, qtbot):
    view, heard = show(WHO)
    line = view.buddy()
    line.setFocus()
    qtbot.keyClicks(line, "Na")
    assert heard.edits[-1] == ("q", [{"id": None, "name": "Na"}], True)
    qtbot.keyClicks(line, "n")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert heard.last == ("q", [NAN])
    assert [chip.text() for chip in chips(view)] == ["Nan"]
    assert line.text() == ""


def test_somebody_found_is_linked_and_the_next_one_follows(show, qtbot):
    view, heard = show(WHO, {"q": [NAN]})
    line = view.buddy()
    line.setFocus()
    qtbot.keyClicks(line, "Mock")
    qtbot.waitUntil(line.is_open)
    assert [one.title for one in line.offered()] == ["DC T. Mock", "Add “Mock”"]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert heard.last == ("q", [NAN, MOCK])
    assert [chip.linked for chip in chips(view)] == [False, True]
    qtbot.keyClicks(line, "Mock")
    qtbot.waitUntil(line.is_open)
    assert [one.title for one in line.offered()] == ["Add “Mock”"]  # nobody is offered twice


def test_going_on_takes_what_was_typed_and_a_name_stands_once(show, qtbot):
    view, heard = show(WHO, {"q": [NAN]})
    line = view.buddy()
    line.setFocus()
    qtbot.keyClicks(line, "nan")
    line.clearFocus()
    assert heard.last == ("q", [NAN])
    assert len(chips(view)) == 1


def test_a_name_is_taken_away_by_its_chip_or_backwards(show, qtbot):
    view, heard = show(WHO, {"q": [NAN, MOCK]})
    qtbot.mouseClick(chips(view)[0], Qt.MouseButton.LeftButton)
    assert heard.last == ("q", [MOCK])
    assert chips(view)[0].accessibleName() == "DC T. Mock: take away"
    qtbot.keyClick(view.buddy(), Qt.Key.Key_Backspace)
    assert heard.last == ("q", None)
    assert chips(view) == []


def test_undo_shows_what_was_and_a_kill_in_mid_name_leaves_a_chip(show, qtbot):
    view, _ = show(WHO, {"q": [NAN]})
    line = view.buddy()
    line.setFocus()
    qtbot.keyClicks(line, "Jo")
    view.set_values({"q": [NAN]})
    assert line.text() == ""
    assert [chip.text() for chip in chips(view)] == ["Nan"]
    other, _ = show(WHO, {"q": [NAN, {"id": None, "name": "Jo"}]})
    assert [chip.text() for chip in chips(other)] == ["Nan", "Jo"]


def test_an_echo_of_what_is_typed_leaves_it_in_the_field(show, qtbot):
    view, _ = show(WHO)
    line = view.buddy()
    line.setFocus()
    qtbot.keyClicks(line, "Jo")
    view.set_values({"q": [{"id": None, "name": "Jo"}]})
    assert line.text() == "Jo"
    assert chips(view) == []


def test_read_only_names_are_print(show):
    view, _ = show(WHO, {"q": [NAN, MOCK]})
    view.set_read_only(True)
    assert view.editor.printed() == "Nan, DC T. Mock"
    assert not view.editor.controls.isVisible()


# Parts that stand folded

PARTS = (
    Field("what", "What", "text", sign=True),
    Field("with", "With whom", "text"),
    Field("why", "Why", "text", when=Is("with", ("x",))),
)


def stack_of(theme: Theme, qtbot, more=("with", "why")) -> QuestionStack:
    stack = QuestionStack(PARTS, "r", surroundings(theme), more=more)
    window = QWidget()
    QVBoxLayout(window).addWidget(stack)
    window.resize(720, 500)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    stack.kept = window
    return stack


def test_folded_parts_wait_behind_one_line_and_open_by_key(theme, qtbot):
    stack = stack_of(theme, qtbot)
    stack.set_values({})
    assert stack.fold is not None
    assert stack.fold.link.text() == "More about this"
    assert not stack.views["r/with"].isVisible()
    stack.fold.link.setFocus()
    qtbot.keyClick(stack.fold.link, Qt.Key.Key_Space)
    assert stack.views["r/with"].isVisible()
    assert stack.fold.link.accessibleName() == "Less about this"


def test_nothing_that_is_answered_wrong_or_gone_to_stays_folded(theme, qtbot):
    answered = stack_of(theme, qtbot)
    answered.set_values({"r/with": "Nan"})
    assert answered.views["r/with"].isVisible()
    wrong = stack_of(theme, qtbot)
    wrong.set_problem("r/with", "Something is wrong here.")
    assert wrong.views["r/with"].isVisible()
    sought = stack_of(theme, qtbot)
    assert sought.go_to("r/with", 0)
    assert sought.views["r/with"].isVisible()


def test_without_such_parts_there_is_no_line(theme, qtbot):
    assert stack_of(theme, qtbot, more=()).fold is None


# Short questions in one line

WHEN = (
    Field("day", "When", "date", sign=True, columns="half"),
    Field("at", "Start", "time", sign=True, joined="at"),
    Field("long", "How long", "minutes", joined="for"),
)


def test_a_line_tells_what_is_wanted_and_wrong_at_its_first_label(theme, qtbot):
    stack = QuestionStack(WHEN, "", surroundings(theme))
    window = QWidget()
    QVBoxLayout(window).addWidget(stack)
    window.resize(720, 300)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    stack.set_values({})
    day, at, long = (stack.views[name] for name in ("day", "at", "long"))
    assert day.aside.text() == NEEDED
    assert not at.label.isVisible()
    assert at.buddy().accessibleName() == "Start"
    stack.set_values({"day": {"y": 2026, "m": 11, "d": 23, "about": False}})
    assert day.aside.text() == NEEDED  # the time is still wanted
    stack.set_problem("at", "Write a time between 00:00 and 23:59, for example 16:30.")
    assert "Start: Write a time" in day.trouble_words.text()
    stack.set_problem("at", None)
    assert day.trouble_words.text() == ""
    tops = {view.buddy().mapTo(window, view.buddy().rect().topLeft()).y() for view in (day, at)}
    assert max(tops) - min(tops) <= 1
    assert (
        day.buddy().mapTo(window, day.buddy().rect().topLeft()).x()
        < long.buddy().mapTo(window, long.buddy().rect().topLeft()).x()
    )


def test_the_line_goes_on_below_where_there_is_no_room(theme, qtbot):
    stack = QuestionStack(WHEN, "", surroundings(theme))
    window = QWidget()
    QVBoxLayout(window).addWidget(stack)
    qtbot.addWidget(window)
    window.resize(330, 300)
    with qtbot.waitExposed(window):
        window.show()
    day, long = stack.views["day"].buddy(), stack.views["long"].buddy()
    qtbot.waitUntil(
        lambda: (
            long.mapTo(window, long.rect().topLeft()).y()
            > day.mapTo(window, day.rect().topLeft()).y()
        )
    )


# What is wanted, and what another question stands for


def test_nothing_is_called_needed_in_a_part_that_is_not_begun(show):
    view, _ = show(Field("q", "Next", "text", sign=True))
    assert view.aside.text() == NEEDED
    view.set_wanting(False)
    assert not view.aside.isVisible()
    view.set_wanting(True)
    assert view.aside.text() == NEEDED


def test_a_question_is_not_needed_once_the_other_one_is_answered(theme):
    words = Field("words", "Words", "quote", sign=True, unless="tried")
    tried = Field("tried", "What we tried", "long_text")
    form = Form("f", 1, "F", "F", "F", "record", sections=(Section("s", 1, "S", (words, tried)),))
    world = surroundings(theme)
    view = QuestionView(words, "words", type(world)(theme, form))
    view.set_values({})
    assert view.aside.text() == NEEDED
    view.set_values({"tried": "Twice"})
    assert view.aside.text() == ""


def test_seven_short_choices_stand_in_two_columns(show):
    options = tuple(Option(str(n), f"Choice {n}") for n in range(7))
    view, heard = show(Field("q", "Which", "choice", options=options, short=True))
    buttons = view.editor.buttons()
    assert len({button.x() for button in buttons}) == 2
    buttons[4].click()
    assert heard.last == ("q", "4")
    clear = [b for b in view.findChildren(QPushButton) if b.text() == "Clear"]
    assert len(clear) == 1
