"""Questions asked together: once, or again for every item of a list as cards that fold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms.answers import is_answered, is_asked, items_of
from desktop.forms.definition import Field, Option
from desktop.forms.kinds import printed
from desktop.forms.values import Answers
from desktop.views.editors.cards import FoldCard
from desktop.views.editors.choice import ChoiceEditor
from desktop.views.editors.contract import Editor, Surroundings
from desktop.views.editors.order import TabAnchor
from desktop.views.editors.stack import QuestionStack
from desktop.views.parts.text import Label


class _Inside(Editor):
    """What editors over a list of items share: items, problems, and where the answers go."""

    def __init__(
        self, field: Field, path: str, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, path, surroundings, parent)
        self._anchor = TabAnchor(self)
        self._flat: Answers = {}
        self._problems: dict[str, str] = {}

    def items(self, flat: Answers) -> tuple[Option, ...]:
        """Return what the questions are asked for."""
        if self.surroundings.form is None:
            return self.field.over if isinstance(self.field.over, tuple) else ()
        prefix = self.path.rpartition("/")[0]
        return items_of(self.surroundings.form, self.field, flat, prefix)

    def _wait_for(self) -> str:
        form = self.surroundings.form
        over = self.field.over
        if form is not None and isinstance(over, str) and form.has(over):
            return f"This asks about each answer to “{form.field(over).label}”. None is given yet."
        return "There is nothing to ask about yet."

    def speak(self, name: str, help_text: str) -> None:
        self.spoken_name, self.spoken_help = name, help_text
        self.setAccessibleName(name)
        self.setAccessibleDescription(help_text)


class BlockEditor(_Inside):
    """A block: its questions alone, or a folding card for every item it is repeated over."""

    def __init__(
        self, field: Field, path: str, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, path, surroundings, parent)
        self.cards: dict[str, FoldCard] = {}
        self.stack: QuestionStack | None = None
        self._items: tuple[Option, ...] = ()
        self.column.setSpacing(self.theme.px(8))
        self._nothing = Label(self.theme, self._wait_for(), "hint", "muted", wrap=True)
        self._nothing.hide()
        self.column.addWidget(self._nothing)
        if field.over is None:
            self.stack = QuestionStack(field.parts, path, surroundings, gap=24, more=field.more)
            self.stack.adopt_into(self)
            self.column.addWidget(self.stack)

    def set_values(self, flat: Answers) -> None:
        self._flat = flat
        if self.stack is not None:
            self.stack.set_values(flat)
            return
        self._show_items(self.items(flat))
        for item in self._items:
            card = self.cards[item.value]
            if card.body is not None:
                card.body.set_values(flat)
            self._describe(item)

    def _show_items(self, items: tuple[Option, ...]) -> None:
        if items == self._items and self.cards:
            return
        self._items = items
        for key in [key for key in self.cards if key not in {i.value for i in items}]:
            card = self.cards.pop(key)
            card.hide()
            card.deleteLater()
        for at, item in enumerate(items):
            if item.value not in self.cards:
                self._make(item)
            card = self.cards[item.value]
            self.column.removeWidget(card)
            self.column.insertWidget(at, card)
        self._nothing.setVisible(not items)
        self._anchor.put_in_reading_order()

    def _make(self, item: Option) -> None:
        card = FoldCard(self.theme, numbered=False, movable=False)
        card.key = item.value
        card.toggled.connect(self._toggled)
        self.cards[item.value] = card

    def _describe(self, item: Option) -> None:
        at = f"{self.path}/{item.value}"
        asked = [p for p in self.field.parts if is_asked(p, self._flat, at)]
        done = sum(is_answered(self._flat, part, f"{at}/{part.id}") for part in asked)
        words = f"{done} of {len(asked)} answered" if done else item.hint or "Nothing written yet"
        if done and done == len(asked):
            words = "All answered"
        self.cards[item.value].describe(0, item.label, self._said(at) or words)

    def _said(self, at: str) -> str:
        """What stands in the parts that tell of an item, "" where the form names none."""
        parts = (self.field.part(name) for name in self.field.meta_of)
        found = (printed(part, self._flat.get(f"{at}/{part.id}")).strip() for part in parts)
        return ", ".join(filter(None, found))

    def _toggled(self, on: bool) -> None:
        card = self.sender()
        if not on or not isinstance(card, FoldCard) or card.body is not None:
            return
        prefix = f"{self.path}/{card.key}"
        more = self.field.more
        body = QuestionStack(self.field.parts, prefix, self.surroundings, gap=24, more=more)
        body.adopt_into(self)
        for view in body.views.values():
            view.edited.connect(self._part_edited)
            view.set_read_only(self.read_only)
        body.set_values(self._flat)
        for path, message in self._problems.items():
            body.set_problem(path, message)
        card.set_body(body)
        self._anchor.put_in_reading_order()

    def _part_edited(self, path: str, value: object, _typing: bool) -> None:
        self._flat = {**self._flat, path: value}  # type: ignore[dict-item]
        key = path[len(self.path) + 1 :].partition("/")[0]
        for item in self._items:
            if item.value == key:
                self._describe(item)

    def bodies(self) -> list[QuestionStack]:
        """Return the questions that exist so far."""
        found = [self.stack, *(card.body for card in self.cards.values())]
        return [body for body in found if body is not None]

    def set_problem(self, path: str, message: str | None) -> None:
        self._problems.pop(path, None)
        if message is not None:
            self._problems[path] = message
        for body in self.bodies():
            body.set_problem(path, message)

    def set_read_only(self, on: bool) -> None:
        self.read_only = on
        for body in self.bodies():
            for view in body.views.values():
                view.set_read_only(on)

    def place(self) -> tuple[str, int] | None:
        return next((at for body in self.bodies() if (at := body.place())), None)

    def go_to(self, path: str, caret: int | None = None) -> bool:
        if path == self.path:
            target = self.buddy()
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
            return target is not None
        if not path.startswith(f"{self.path}/"):
            return False
        if self.stack is not None:
            return self.stack.go_to(path, caret)
        key = path[len(self.path) + 1 :].partition("/")[0]
        card = self.cards.get(key)
        if card is None:
            return False
        card.set_unfolded(True)
        if path == f"{self.path}/{key}":
            card.fold.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return card.body is not None and card.body.go_to(path, caret)

    def pending(self) -> bool:
        return any(body.pending() for body in self.bodies())

    def flush(self) -> None:
        for body in self.bodies():
            for view in body.views.values():
                view.flush()

    def buddy(self) -> QWidget | None:
        if self.stack is not None:
            return self.stack.first()
        return self.cards[self._items[0].value].fold if self._items else None


class PerRowEditor(_Inside):
    """The same choice for each item of a list: a line of words and segments for each."""

    def __init__(
        self, field: Field, path: str, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, path, surroundings, parent)
        self.lines: dict[str, tuple[QWidget, ChoiceEditor]] = {}
        self._items: tuple[Option, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(self.theme.px(8))
        self.column.addLayout(self._rows)
        self._nothing = Label(self.theme, self._wait_for(), "hint", "muted", wrap=True)
        self._nothing.hide()
        self.column.addWidget(self._nothing)

    def set_values(self, flat: Answers) -> None:
        self._flat = flat
        self._show_items(self.items(flat))
        for _, editor in self.lines.values():
            editor.set_values(flat)

    def _show_items(self, items: tuple[Option, ...]) -> None:
        if items == self._items:
            return
        self._items = items
        for key in [key for key in self.lines if key not in {i.value for i in items}]:
            line, _ = self.lines.pop(key)
            line.hide()
            line.deleteLater()
        for at, item in enumerate(items):
            if item.value not in self.lines:
                self._make(item)
            self._rows.insertWidget(at, self.lines[item.value][0])
        self._nothing.setVisible(not items)
        self._anchor.put_in_reading_order()

    def _make(self, item: Option) -> None:
        field = self.field.for_item(item)
        editor = ChoiceEditor(field, f"{self.path}/{item.value}", self.surroundings)
        editor.speak(f"{self.spoken_name}: {item.label}", item.hint)
        editor.set_read_only(self.read_only)
        self.adopt(editor)
        line = QWidget()
        one_row = editor.in_one_row()
        row = QHBoxLayout(line) if one_row else QVBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(16) if one_row else self.theme.px(4))
        label = Label(self.theme, item.label, "body", wrap=True)
        row.addWidget(label, 2, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(editor, 3)
        self.lines[item.value] = (line, editor)

    def editors(self) -> list[ChoiceEditor]:
        """Return the editors of the items, in order."""
        return [self.lines[item.value][1] for item in self._items or ()]

    def set_problem(self, path: str, message: str | None) -> None:
        for editor in self.editors():
            editor.set_problem(path, message)

    def own_paths(self) -> frozenset[str]:
        return frozenset((self.path, *(editor.path for editor in self.editors())))

    def set_read_only(self, on: bool) -> None:
        self.read_only = on
        for editor in self.editors():
            editor.set_read_only(on)

    def place(self) -> tuple[str, int] | None:
        return next((at for editor in self.editors() if (at := editor.place())), None)

    def go_to(self, path: str, caret: int | None = None) -> bool:
        editors = self.editors()
        if path == self.path and editors:
            return editors[0].go_to(editors[0].path, caret)
        return any(editor.go_to(path, caret) for editor in editors)

    def buddy(self) -> QWidget | None:
        editors = self.editors()
        return editors[0].buddy() if editors else None
