"""One question of a record: label, hint, problem, control, where it came from, what changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from desktop.forms.answers import is_answered
from desktop.forms.definition import Field
from desktop.forms.validation import excused
from desktop.forms.values import Answers
from desktop.views.editors.carried import CarriedFrom, CarriedLine
from desktop.views.editors.contract import Editor, Surroundings
from desktop.views.parts.flow import Flow
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Box
from desktop.views.parts.text import Label

GUTTER = 17  # pixels at 100 % left of the words, in which the margin mark stands
MARK = (3, 16)
NEEDED = "Needed before signing"
NEEDED_HERE = "Needed"  # nobody signs an entry of a register


class QuestionView(Editor):
    """An editor with everything around it. It is an editor itself, so a page treats it as one.

    `gutter` leaves room for the margin mark at the left; questions inside a card have none.
    """

    def __init__(
        self,
        field: Field,
        path: str,
        surroundings: Surroundings,
        *,
        section_title: str = "",
        gutter: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, path, surroundings, parent)
        from desktop.views.editors import editor_for  # the map of editors needs this module

        self.problem: str | None = None
        self.changed = ""
        self.comments = surroundings.comments.get(path, ())
        self.wanting = True
        """Whether answers are wanted here before signing: not in a part that is not begun."""
        self._needed = False
        self._leader: QuestionView | None = None
        self._followers: list[QuestionView] = []
        self._room = 0
        self._gutter = surroundings.theme.px(GUTTER) if gutter else 0
        self.column.setContentsMargins(self._gutter, 0, 0, 0)
        self.editor = editor_for(field, path, surroundings, self)
        self.adopt(self.editor)
        self.editor.edited.connect(self._answered)
        self._draw_label = field.kind != "guidance" and not _same(field.label, section_title)
        self._build()

    def _build(self) -> None:
        px, theme = self.theme.px, self.theme
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        self.label = Label(theme, self.field.label, "label", wrap=True)
        self.aside = Label(theme, "", "small", "muted")
        row.addWidget(self.label, 1)
        row.addStretch(0)
        # On one base line with the label, though the letters are smaller.
        beside = QVBoxLayout()
        beside.setContentsMargins(0, px(3), 0, 0)
        beside.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside)
        self.hint = Label(theme, self.field.prompt, "hint", "muted", wrap=True)
        self.trouble, self.trouble_words = _problem_line(self)
        self.carried = CarriedLine(theme)
        self.carried.used.connect(self._use_new)
        self.carried.kept.connect(self._keep)
        self._top = QVBoxLayout()
        self._top.setSpacing(px(4))
        self._top.addWidget(self.head)
        self._top.addWidget(self.hint)
        self._top.addWidget(self.trouble)
        self.comment = _comment_lines(self)
        self._top.addWidget(self.comment)
        self.column.addLayout(self._top)
        self._space = QSpacerItem(0, px(8))
        self.column.addSpacerItem(self._space)
        self._line = QHBoxLayout()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(px(12))
        self._line.addWidget(self.editor)
        self.column.addLayout(self._line)
        self.column.addWidget(self.carried)
        self.column.addStretch(1)
        self.trouble.hide()
        self._arrange()
        self._speak()

    # Contract, passed on to the editor

    def set_values(self, flat: Answers) -> None:
        self.editor.set_values(flat)
        form = self.surroundings.form
        instead = form is not None and form.has(self.path) and excused(form, self.field, flat)
        self._flat_answered(instead or is_answered(flat, self.field, self.path))

    def set_problem(self, path: str, message: str | None) -> None:
        self.editor.set_problem(path, message)
        if path not in self.editor.own_paths():
            return
        if message == self.problem:
            return
        self.problem = message
        self._arrange()
        self._speak()
        if self._leader is not None:
            self._leader._arrange()
        if message and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

    def set_read_only(self, on: bool) -> None:
        self.read_only = on
        self.editor.set_read_only(on)
        self._arrange()

    def place(self) -> tuple[str, int] | None:
        return self.editor.place()

    def go_to(self, path: str, caret: int | None = None) -> bool:
        return self.editor.go_to(path, caret)

    def pending(self) -> bool:
        return self.editor.pending()

    def flush(self) -> None:
        self.editor.flush()

    def buddy(self) -> QWidget | None:
        return self.editor.buddy()

    def own_paths(self) -> frozenset[str]:
        return self.editor.own_paths()

    # What stands around the control

    def lead(self, followers: Sequence[QuestionView]) -> None:
        """Take short questions into the line of this one, each led in by its word.

        What is wanted or wrong in them is told at this label, which stands over the whole line.
        """
        if not followers:
            return
        self._followers = list(followers)
        self._line.removeWidget(self.editor)
        flow = Flow(self.theme)
        flow.show_widgets([self.editor, *(view._follow(self) for view in followers)])
        self._line.addWidget(flow)
        self._arrange()

    def _follow(self, leader: QuestionView) -> QWidget:
        """Stand behind one's own word in the line of another question."""
        self._leader, self._gutter = leader, 0
        self._arrange()
        row = QHBoxLayout()
        row.setContentsMargins(self.theme.px(4), 0, 0, 0)
        row.setSpacing(self.theme.px(12))
        row.addWidget(Label(self.theme, self.field.joined, "body", "muted"))
        row.addWidget(self)
        return Box(row)

    def set_changed(self, words: str) -> None:
        """Mark the question in the margin and say why ("Changed since May"); "" takes it away."""
        self.changed = words
        self._arrange()
        self._speak()
        self.update()

    def set_wanting(self, on: bool) -> None:
        """Say or leave out that an answer is wanted before signing."""
        if on != self.wanting:
            self.wanting = on
            self._arrange()
            self._speak()

    def set_carried(self, carried: CarriedFrom | None) -> None:
        """Say below the control where the value came from."""
        self.carried.show_source(carried)
        self._arrange()

    def _flat_answered(self, answered: bool) -> None:
        needed = self.field.sign and not answered
        if needed != self._needed:
            self._needed = needed
            self._arrange()
            self._speak()
            if self._leader is not None:
                self._leader._arrange()

    def _wants_answer(self) -> bool:
        return self._needed and self.wanting and not self.read_only

    def _line_wants(self) -> bool:
        return any(view._wants_answer() for view in (self, *self._followers))

    def _line_problem(self) -> str:
        told = [f"{v.field.label}: {v.problem}" for v in self._followers if v.problem]
        return " ".join(filter(None, (self.problem, *told)))

    def _answered(self, path: str, value: object, _typing: bool) -> None:
        if path in self.own_paths():
            self._flat_answered(value not in (None, "", [], {}))

    def _arrange(self) -> None:
        """Show the parts that have something to say, nothing else takes room."""
        alone = self._leader is None
        words = self.changed or (self._needed_words() if self._line_wants() else "")
        self.aside.setText(words)
        self.aside.setVisible(bool(words))
        self.label.setVisible(self._draw_label)
        self.head.setVisible(alone and (self._draw_label or bool(words)))
        self.hint.setVisible(alone and bool(self.field.prompt) and not self.read_only)
        self.trouble_words.setText(self._line_problem())
        self.trouble.setVisible(alone and bool(self.trouble_words.text()))
        shown = [not w.isHidden() for w in self._over()]
        gap = 4 if self.read_only else max(0, 8 - self.editor.headroom())
        self._gap = self.theme.px(gap) if any(shown) else 0
        self._set_gap(self._gap + self._room)
        self.column.setContentsMargins(self._gutter, 0, 0, 0)
        self.carried.setContentsMargins(0, self.theme.px(8), 0, 0)
        target = self.editor.buddy()
        if target is not None and "&" not in self.field.label:
            self.label.setBuddy(target)

    def _needed_words(self) -> str:
        form = self.surroundings.form
        return NEEDED_HERE if form is not None and form.role == "register" else NEEDED

    def _over(self) -> tuple[QWidget, ...]:
        """What stands over the control."""
        return (self.head, self.hint, self.trouble, self.comment)

    def top_height(self) -> int:
        """Return the height of label, hint and problem at the present width."""
        width, gap = self.width() - self._gutter, self._top.spacing()
        parts = [w for w in self._over() if not w.isHidden()]
        heights = [
            w.heightForWidth(width) if w.hasHeightForWidth() else w.sizeHint().height()
            for w in parts
        ]
        return sum(heights) + gap * max(0, len(parts) - 1)

    def set_room(self, room: int) -> None:
        """Leave so much room above the control that it stands level with its neighbour's."""
        if room != self._room:
            self._room = room
            self._set_gap(self._gap + room)

    def _set_gap(self, gap: int) -> None:
        self._space.changeSize(0, gap)
        self.column.invalidate()

    def _speak(self) -> None:
        parts = [self.field.prompt, self.problem or "", *self.comments, self.changed]
        if self._wants_answer():
            parts.append(self._needed_words())
        self.editor.speak(self.field.label, ". ".join(p.rstrip(".") for p in parts if p))
        self.setAccessibleName(self.field.label)

    def _use_new(self) -> None:
        self.carried_asked.emit(self.path, True)

    def _keep(self) -> None:
        self.carried_asked.emit(self.path, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1 and not event.modifiers():
            here = self.place()
            self.help_asked.emit(here[0] if here else self.path)
            event.accept()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # A page may have F1 as a shortcut of its own; the question's help goes first.
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_F1)
            return event.isAccepted()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.changed and self._gutter:
            px = self.theme.px
            top = self.head.y() + (self.theme.line("label") - px(MARK[1])) // 2
            x = self.width() - px(MARK[0]) if _mirrored(self) else 0
            painter = QPainter(self)
            painter.fillRect(x, top, px(MARK[0]), px(MARK[1]), self.theme.colour("accent"))


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _mirrored(widget: QWidget) -> bool:
    return widget.layoutDirection() is Qt.LayoutDirection.RightToLeft


def _comment_lines(view: QuestionView) -> QWidget:
    """Build what a manager said about this question when the record came back."""
    lines = QWidget()
    column = QVBoxLayout(lines)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(view.theme.px(4))
    for words in view.comments:
        line, label = _iconed(view, "message-square-text", "accent", "hint")
        label.setText(words)
        column.addWidget(line)
    lines.setVisible(bool(view.comments))
    return lines


def _problem_line(view: QuestionView) -> tuple[QWidget, Label]:
    """Build the line that says what is wrong: icon and words, never colour alone."""
    return _iconed(view, "triangle-alert", "late-fg", "strong")


def _iconed(view: QuestionView, name: str, token: str, role: str) -> tuple[QWidget, Label]:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(view.theme.px(6))
    words = Label(view.theme, "", role, token, wrap=True)
    icon = Icon(view.theme, name, token, 16)
    beside = QVBoxLayout()
    beside.setContentsMargins(0, view.theme.px(2), 0, 0)
    beside.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(beside)
    row.addWidget(words, 1)
    return line, words
