"""Questions below each other, two short ones side by side, each asked only when it applies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.forms.answers import is_answered, is_asked
from desktop.forms.definition import Field
from desktop.forms.values import Answers, join
from desktop.views.editors.contract import Editor, Surroundings
from desktop.views.editors.question import QuestionView
from desktop.views.parts.buttons import LinkButton
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

NARROW_KINDS = ("date", "time", "minutes", "number")


class QuestionStack(QWidget):
    """The questions of a section, a row or an item of a block, all below `prefix`.

    `gap` is the space between questions in pixels at 100 %. Those named in `more` stand folded at
    the end until somebody unfolds them, or one of them has an answer.
    """

    def __init__(
        self,
        fields: tuple[Field, ...],
        prefix: str,
        surroundings: Surroundings,
        *,
        gap: int = 32,
        section_title: str = "",
        gutter: bool = False,
        more: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.prefix, self.surroundings = prefix, surroundings
        self._section_title, self._gutter = section_title, gutter
        self.column = _column(self, surroundings.theme.px(gap))
        self.views: dict[str, QuestionView] = {}
        self._lines: list[tuple[QWidget, list[QuestionView]]] = []
        self._problems: dict[str, str] = {}
        self.fold: Fold | None = None
        later = [field.label for field in fields if field.after_signing]
        fields = tuple(field for field in fields if not field.after_signing)
        self._fill(self.column, tuple(field for field in fields if field.id not in more))
        folded = tuple(field for field in fields if field.id in more)
        if folded:
            self.fold = Fold(surroundings.theme, gap)
            self._folded = frozenset(join(prefix, field.id) for field in folded)
            self._fill(self.fold.column, folded)
            self.column.addWidget(self.fold)
        if later:
            words = f"Not part of what is signed: {', '.join(later)}."
            self.column.addWidget(Label(surroundings.theme, words, "hint", "muted", wrap=True))
        self.column.addStretch(1)

    def _fill(self, column: QVBoxLayout, fields: tuple[Field, ...]) -> None:
        for group in pairs(fields):
            made = [self._view(field) for field in group]
            self.views |= {view.path: view for view in made}
            self._add(column, made)

    def _view(self, field: Field) -> QuestionView:
        return QuestionView(
            field,
            join(self.prefix, field.id),
            self.surroundings,
            section_title=self._section_title,
            gutter=self._gutter,
        )

    def _add(self, column: QVBoxLayout, made: list[QuestionView]) -> None:
        if len(made) == 1 or made[1].field.joined:
            made[0].lead(made[1:])
            column.addWidget(made[0])
            return
        line = SideBySide(made, self.surroundings.theme.px(24))
        self._lines.append((line, made))
        column.addWidget(line)

    def adopt_into(self, owner: Editor) -> None:
        """Let an editor pass on what these questions say."""
        for view in self.views.values():
            owner.adopt(view)

    def set_values(self, flat: Answers) -> None:
        """Show the answers, and only the questions whose condition holds."""
        for view in self.views.values():
            asked = is_asked(view.field, flat, self.prefix)
            if asked == view.isHidden():
                view.setVisible(asked)
            view.set_values(flat)
            if self.fold is not None and view.path in self._folded and not self.fold.unfolded:
                self.fold.set_unfolded(is_answered(flat, view.field, view.path))
        for line, made in self._lines:
            line.setVisible(any(not view.isHidden() for view in made))

    def set_problem(self, path: str, message: str | None) -> None:
        """Mark a problem at the question that it belongs to."""
        view = self.view_of(path)
        if view is not None:
            view.set_problem(path, message)
            self._unfold_for(view, message is not None)

    def _unfold_for(self, view: QuestionView, needed: bool) -> None:
        if needed and self.fold is not None and view.path in self._folded:
            self.fold.set_unfolded(True)

    def view_of(self, path: str) -> QuestionView | None:
        """Return the question in which a path lies."""
        for own, view in self.views.items():
            if path == own or path.startswith(f"{own}/"):
                return view
        return None

    def go_to(self, path: str, caret: int | None) -> bool:
        """Put the focus on a path."""
        view = self.view_of(path)
        if view is None or view.isHidden():
            return False
        self._unfold_for(view, True)
        return view.go_to(path, caret)

    def place(self) -> tuple[str, int] | None:
        """Return where the focus is."""
        return next((at for view in self.views.values() if (at := view.place())), None)

    def pending(self) -> bool:
        """Whether any editor has something unsaid."""
        return any(view.pending() for view in self.views.values())

    def each(self, act: Callable[[QuestionView], None]) -> None:
        """Do something with every question."""
        for view in self.views.values():
            act(view)

    def first(self) -> QWidget | None:
        """Return the first control, which a new row gives the focus to."""
        for view in self.views.values():
            if not view.isHidden() and (target := view.buddy()) is not None:
                return target
        return None


class Fold(QWidget):
    """Questions that are there if there is more to say, under one line of words."""

    def __init__(self, theme: Theme, gap: int) -> None:
        super().__init__()
        self.unfolded = False
        self.link = LinkButton(theme, "More about this", icon="chevron-right")
        self.link.clicked.connect(self._toggle)
        self.holder = QWidget()
        self.column = _column(self.holder, theme.px(gap))
        self.holder.hide()
        outer = _column(self, theme.px(gap))
        outer.addWidget(self.link)
        outer.addWidget(self.holder)

    def _toggle(self) -> None:
        self.set_unfolded(not self.unfolded)

    def set_unfolded(self, on: bool) -> None:
        """Show the questions, or only the line."""
        if on == self.unfolded:
            return
        self.unfolded = on
        self.holder.setVisible(on)
        self.link.setText("Less about this" if on else "More about this")
        self.link.setAccessibleName(self.link.text())
        self.link.icon_name = "chevron-down" if on else "chevron-right"
        self.link.updateGeometry()
        self.link.update()


def _column(owner: QWidget, gap: int) -> QVBoxLayout:
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    return column


LABEL = 160  # pixels at 100 % that the label of a narrow question has to itself


class SideBySide(QWidget):
    """Questions side by side, their controls level although one has a hint and another not."""

    def __init__(self, views: list[QuestionView], gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views = views
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        narrow = [view.field.kind in NARROW_KINDS for view in views]
        for view, is_narrow in zip(views, narrow, strict=True):
            if is_narrow:
                policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
                view.setSizePolicy(policy)
                words = view.label.words_width() + 2  # a line breaks when it fits to the pixel
                view.label.setMinimumWidth(min(words, view.theme.px(LABEL)))
            row.addWidget(view, 0 if is_narrow else 1, Qt.AlignmentFlag.AlignTop)
        if all(narrow):
            row.addStretch(1)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            shown = [view for view in self._views if not view.isHidden()]
            highest = max((view.top_height() for view in shown), default=0)
            for view in shown:
                view.set_room(highest - view.top_height())
        return done


def pairs(fields: tuple[Field, ...]) -> Iterator[list[Field]]:
    """Yield the fields of each line: one, two that ask for half of it, or one with those joined."""
    waiting: list[Field] = []
    for field in fields:
        if field.joined and waiting:
            waiting.append(field)
            continue
        full = len(waiting) == 2 or (waiting and (field.columns != "half" or waiting[-1].joined))
        if full:
            yield waiting
            waiting = []
        waiting.append(field)
        if field.columns != "half":
            yield waiting
            waiting = []
    if waiting:
        yield waiting
