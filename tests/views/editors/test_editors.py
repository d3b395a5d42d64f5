"""Every editor: the question around it, names, order and print, whatever its kind."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTextEdit, QWidget

from desktop.forms.definition import Field
from desktop.forms.kinds import KINDS
from desktop.views.editors import EDITORS
from desktop.views.editors.question import NEEDED, QuestionView
from desktop.views.editors.reading import ReadView
from desktop.views.parts.text import Label, Prose
from tests.views.editors.asked import BY_ID, field
from tests.views.editors.look import ACTIONS, ANSWERS, FORM, dress, page


def test_every_kind_has_an_editor():
    assert {kind.name for kind in KINDS} - set(EDITORS) == set()
    assert set(EDITORS) - {kind.name for kind in KINDS} == set()


# The question around


def test_what_comes_after_signing_is_named_and_not_asked(show):
    later = Field("filed", "Filed on", "date", after_signing=True)
    block = Field("q", "Shared and filed", "block", fields=(field("text"), later))
    view, _ = show(block)
    assert [one.field.id for one in view.findChildren(QuestionView)] == ["q"]
    said = [one.text() for one in view.findChildren(Label)]
    assert "Not part of what is signed: Filed on." in said


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
