"""The questions of one section in a column that scrolls. Built when first shown, then kept."""

from __future__ import annotations

import time
from collections.abc import Mapping, Set

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from desktop.forms.definition import Field, Section
from desktop.forms.values import Answers
from desktop.views.editors.contract import Surroundings
from desktop.views.editors.question import GUTTER, QuestionView
from desktop.views.editors.stack import SideBySide, pairs
from desktop.views.parts.planes import Box, ScrollPage, column
from desktop.views.parts.text import Prose
from desktop.views.theme import Theme

COLUMN, PADDING, BETWEEN = 720, 32, 32


def side_of(theme: Theme, width: int) -> int:
    """Return the room beside a column of questions on a page of that width, in real pixels."""
    return max(theme.px(PADDING), (width - theme.px(COLUMN)) // 2)


class SectionPage(ScrollPage):
    """One section. Values come in by `show_answers`, meaning goes out by the signals."""

    edited = Signal(str, object, bool)
    row_asked = Signal(object)
    focused = Signal(str)
    left = Signal(str)
    help_asked = Signal(str)
    register_asked = Signal(object)
    carried_asked = Signal(str, bool)

    def __init__(
        self, section: Section, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(surroundings.theme, "card", parent)
        self.section, self._surroundings = section, surroundings
        self.questions: dict[str, QuestionView] = {}
        self._stale: set[str] = set()
        self._problems: dict[str, dict[str, str]] = {}
        self._hidden: Set[str] = frozenset()
        self._read_only = False
        self._wanting = True
        self._groups = list(pairs(section.fields))
        self._lines: list[tuple[QWidget, list[QuestionView]]] = []
        px = self.theme.px
        self._column: QVBoxLayout = column(px(BETWEEN))
        self._page = Box(self._column)
        self._page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if section.intro:
            held = column(0, (px(GUTTER), 0, 0, 0))
            held.addWidget(Prose(self.theme, section.intro, "body", "muted", plain=True))
            self._column.addWidget(Box(held))
        self._column.addStretch(1)
        self.set_content(self._page)
        self._set_sides()

    # Building

    @property
    def built(self) -> bool:
        """Whether every question stands on the page."""
        return not self._groups

    def build(self, flat: Answers, seconds: float = float("inf"), wanted: str = "") -> bool:
        """Build questions until all are there or the time is over; return whether all are.

        The time never ends before the question `wanted` is there.
        """
        until = time.perf_counter() + seconds
        waits = bool(wanted) and wanted not in self.questions
        while self._groups:
            group = self._groups.pop(0)
            self._add([self._question(field, flat) for field in group])
            waits = waits and all(field.id != wanted for field in group)
            if not waits and time.perf_counter() > until:
                break
        return self.built

    def _question(self, field: Field, flat: Answers) -> QuestionView:
        question = QuestionView(
            field,
            field.id,
            self._surroundings,
            section_title=self.section.title,
            gutter=True,
            parent=self._page,
        )
        question.move(0, self._page.height())  # below the page until the layout gives it a place
        question.setVisible(field.id not in self._hidden)
        self.questions[field.id] = question
        question.set_values(flat)
        question.set_wanting(self._wanting)
        if self._read_only:
            question.set_read_only(True)
        for source, out in (
            (question.edited, self.edited),
            (question.row_asked, self.row_asked),
            (question.focused, self.focused),
            (question.left, self.left),
            (question.help_asked, self.help_asked),
            (question.register_asked, self.register_asked),
            (question.carried_asked, self.carried_asked),
        ):
            source.connect(out)
        return question

    def _add(self, made: list[QuestionView]) -> None:
        at = self._column.count() - 1
        if len(made) == 1 or made[1].field.joined:
            made[0].lead(made[1:])
            self._column.insertWidget(at, made[0])
            return
        both = SideBySide(made, self.theme.px(24), self._page)
        both.move(0, self._page.height())
        both.setVisible(any(not question.isHidden() for question in made))
        self._lines.append((both, made))
        self._column.insertWidget(at, both)

    # Answers

    def show_answers(self, flat: Answers, names: Set[str]) -> None:
        """Show the answers of some questions anew."""
        for name in names & self.questions.keys():
            self.questions[name].set_values(flat)

    def set_stale(self, names: Set[str]) -> None:
        """Remember that answers changed while another section was open."""
        self._stale |= names & self.questions.keys()

    def refresh(self, flat: Answers) -> None:
        """Show what has changed while another section was open."""
        stale, self._stale = self._stale, set()
        self.show_answers(flat, stale)

    def set_hidden(self, hidden: Set[str]) -> None:
        """Hide the questions that are not asked; the focus goes to the one before them."""
        if hidden == self._hidden:
            return
        self._hidden = hidden
        for name, question in self.questions.items():
            gone = name in hidden
            if gone != question.isHidden():
                if gone and question.isAncestorOf(QApplication.focusWidget() or self):
                    self.focusNextPrevChild(False)
                question.setVisible(not gone)
        for both, made in self._lines:
            both.setVisible(any(not question.isHidden() for question in made))

    def set_read_only(self, on: bool) -> None:
        """Show print in place of controls."""
        if on != self._read_only:
            self._read_only = on
            for question in self.questions.values():
                question.set_read_only(on)

    def set_wanting(self, on: bool) -> None:
        """Say at the questions whether answers are wanted: not in a part that is not begun."""
        if on != self._wanting:
            self._wanting = on
            for question in self.questions.values():
                question.set_wanting(on)

    def set_problems(self, by_question: Mapping[str, dict[str, str]]) -> None:
        """Show what is to be put right, by question and path, and nothing else."""
        for name, question in self.questions.items():
            was, now = self._problems.get(name, {}), by_question.get(name, {})
            if was == now:
                continue
            for path in was.keys() - now.keys():
                question.set_problem(path, None)
            for path, message in now.items():
                question.set_problem(path, message)
            self._problems[name] = now

    def set_changed(self, changed: Set[str], words: str) -> None:
        """Mark the questions whose answers differ from the version before."""
        for name, question in self.questions.items():
            mark = words if name in changed else ""
            if mark != question.changed:
                question.set_changed(mark)

    # Place

    def place(self) -> tuple[str, int] | None:
        """Return path and caret of the answer that has the focus."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return None
        for question in self.questions.values():
            if question.isAncestorOf(focus):
                return question.place()
        return None

    def go_to(self, path: str, caret: int | None = None) -> bool:
        """Bring the focus to an answer; a path that is no control brings it to its question."""
        question = self.questions.get(path.partition("/")[0])
        if question is None or question.isHidden():
            return False
        if question.go_to(path, caret):
            return True
        above = path
        while "/" in above:
            above = above.rpartition("/")[0]
            if question.go_to(above):
                return True
        self.show_question(question)
        return False

    def show_question(self, question: QWidget) -> None:
        """Scroll so that a question stands at the top of the page."""
        top = question.mapTo(self._page, QPoint(0, 0)).y()
        self.verticalScrollBar().setValue(max(0, top - self.theme.px(PADDING)))

    def focus_first(self) -> bool:
        """Bring the focus to the first control of the section."""
        for question in self.questions.values():
            if not question.isHidden() and question.go_to(question.field.id):
                return True
        return False

    def flush(self) -> None:
        """Have every answer say what was typed and not said yet."""
        for question in self.questions.values():
            if question.pending():
                question.flush()

    # Size

    def _set_sides(self) -> None:
        px, side = self.theme.px, side_of(self.theme, self.width())
        bar = self.width() - self.viewport().width()
        left = side - px(GUTTER)
        self._column.setContentsMargins(left, px(20), max(0, side - bar), px(48))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sides()
