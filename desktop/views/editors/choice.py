"""One choice: a list of circles, a row of segments, or a field that finds as one types.

Every choice starts empty and can be emptied again: Delete clears it, so does a press on the
chosen segment, the quiet "Clear" beside the chosen circle, and emptying the field. A kept answer
that is none of the choices is shown and stays until somebody chooses.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.forms.definition import Field, Option
from desktop.forms.kinds import not_a_choice
from desktop.forms.plaintext import clean_text
from desktop.forms.values import Json, is_blank
from desktop.views.editors.contract import Surroundings
from desktop.views.editors.leaf import LeafEditor
from desktop.views.editors.options import RadioOption, Segment, SegmentRow
from desktop.views.editors.suggestions import Suggestion, SuggestionField
from desktop.views.editors.textual import mark_wrong
from desktop.views.parts.buttons import LinkButton
from desktop.views.parts.icon import Icon
from desktop.views.parts.press import stop_once
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

LONGEST_LIST = 7
LONGEST_ROW = 6


class RadioList(QWidget):
    """Circles below each other, with "Clear" at the chosen one while the list is in use.

    Short ones stand in two columns, read downwards.
    """

    def __init__(
        self, theme: Theme, options: tuple[Option, ...], group: QButtonGroup, columns: int = 1
    ) -> None:
        super().__init__()
        self.theme = theme
        self.choices = [RadioOption(theme, option) for option in options]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(0)
        lines = -(-len(options) // columns)
        for at, choice in enumerate(self.choices):
            group.addButton(choice)
            grid.addWidget(choice, at % lines, at // lines)
            choice.installEventFilter(self)
        for at in range(columns):
            grid.setColumnStretch(at, 1)
        self.clear = LinkButton(theme, "Clear", role="small", name="Clear this answer", parent=self)
        self.clear.hide()
        self.clear.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (
            QEvent.Type.FocusIn,
            QEvent.Type.FocusOut,
            QEvent.Type.Resize,
            QEvent.Type.Move,
        ):
            self.place_clear()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: object) -> None:
        super().enterEvent(event)  # type: ignore[arg-type]
        self.place_clear()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.place_clear()

    def place_clear(self) -> None:
        """Show or hide "Clear" and lay it beside the chosen circle's words."""
        chosen = next((c for c in self.choices if c.isChecked()), None)
        used = self.underMouse() or any(part.hasFocus() for part in (*self.choices, self.clear))
        if chosen is None or not used:
            self.clear.hide()
            return
        size = self.clear.sizeHint()
        words = chosen.sizeHint().width() + self.theme.px(16)
        words = chosen.x() + min(words, chosen.width() - size.width())
        row = self.theme.px(36)
        y = chosen.y() + (row - size.height()) // 2
        self.clear.setGeometry(words, y, size.width(), size.height())
        self.clear.show()


class FilterField(SuggestionField):
    """A field over a long list of options; typing narrows it, emptying it clears the answer."""

    def __init__(self, editor: ChoiceEditor, options: tuple[Option, ...]) -> None:
        super().__init__(editor.theme)
        self._editor, self._options = editor, options
        self._shown = ""
        self.setPlaceholderText("Choose, or type to find")

    def show_words(self, words: str) -> None:
        """Show the words of the answer."""
        if self.text() != words:
            self.setText(words)
            self.setCursorPosition(0)
        self._shown = self.text()

    def typed(self) -> None:
        text = self.text().strip().casefold()
        lines = self._lines(text)
        self.offer(lines, 0 if text and lines else -1)
        if not text:
            self._editor.take(None)
            self._shown = ""

    def opened(self) -> None:
        lines = self._lines("")
        at = next((i for i, line in enumerate(lines) if line.chosen), -1)
        self.selectAll()
        self.offer(lines, at)

    def take_line(self, line: Suggestion) -> None:
        self._editor.take(line.key)
        self._editor.show_value(line.key)

    def leave(self) -> None:
        if self.text() == self._shown:
            return  # a stray answer that is like a choice does not become it by being passed
        text = self.text().strip().casefold()
        lines = self._lines(text) if text else []
        same = [line for line in lines if line.title.casefold() == text]
        if same or len(lines) == 1:
            self._editor.take((same or lines)[0].key)
        else:
            self.keep_stray()
        self._editor.show_value(self._editor.value)

    def has_stray(self) -> bool:
        """Whether what stands in the field goes with no choice and is not kept yet."""
        text = self._typed()
        new = bool(text) and self.text() != self._shown and text != self._editor.value
        return new and not self._lines(text.casefold())

    def keep_stray(self) -> None:
        """Keep typed words that go with no choice: they are marked as wrong, and never vanish."""
        if self.has_stray():
            self._editor.take(self._typed())

    def _typed(self) -> str:
        return clean_text(self.text()).strip()

    def _lines(self, text: str) -> list[Suggestion]:
        starts = [o for o in self._options if o.label.casefold().startswith(text)]
        holds = [o for o in self._options if o not in starts and text in o.label.casefold()]
        now = self._editor.value
        return [Suggestion(o.value, o.label, o.hint, chosen=o.value == now) for o in starts + holds]


class _Stray(QWidget):
    """A kept answer that none of the buttons stands for, and the way to take it away."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(6), 0, 0)
        row.setSpacing(theme.px(12))
        self.words = Label(theme, "", "body", "late-fg", wrap=True)
        self.clear = LinkButton(theme, "Clear", role="small")
        row.addWidget(Icon(theme, "triangle-alert", "late-fg", 16))
        row.addWidget(self.words, 1)
        row.addWidget(self.clear)

    def say(self, words: str) -> None:
        """Show the answer; nothing is shown where there is none."""
        self.words.setText(words)
        self.clear.setAccessibleName(f"Clear this answer. {words}")
        self.setVisible(bool(words))


class ChoiceEditor(LeafEditor):
    """One of the options of the field, in the shape that their number asks for."""

    def __init__(
        self, field: Field, path: str, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        self.group: QButtonGroup | None = None
        self.finder: FilterField | None = None
        self._list: RadioList | None = None
        self._stray: _Stray | None = None
        super().__init__(field, path, surroundings, parent)

    def options(self) -> tuple[Option, ...]:
        """Return what can be chosen."""
        return self.field.options

    def in_one_row(self) -> bool:
        """Whether the options are few and short enough to stand side by side."""
        return self.field.short and len(self.options()) <= LONGEST_ROW

    def build(self) -> None:
        options = self.options()
        box = QVBoxLayout(self.controls)
        box.setContentsMargins(0, 0, 0, 0)
        if self.in_one_row():
            self.group = self._grouped()
            box.addWidget(SegmentRow(self.theme, options, self.group))
        elif len(options) > LONGEST_LIST or self.field.columns == "half":
            self.finder = FilterField(self, options)
            self.finder.name = self.field.label
            self.watch(self.finder)
            box.addWidget(self.finder)
        else:
            self.group = self._grouped()
            columns = 2 if self.field.short else 1
            self._list = RadioList(self.theme, options, self.group, columns)
            self._list.clear.clicked.connect(self.clear)
            box.addWidget(self._list)
        for button in self.buttons():
            self.watch(button)
            button.clear_asked.connect(self.clear)

    def _grouped(self) -> QButtonGroup:
        group = QButtonGroup(self)
        group.setExclusive(True)
        group.buttonClicked.connect(self._pressed)
        return group

    def headroom(self) -> int:
        return 7 if self._list is not None else 0

    def buttons(self) -> list[RadioOption | Segment]:
        """Return circles or segments, none where the field finds as one types."""
        found = self.group.buttons() if self.group is not None else []
        return [b for b in found if isinstance(b, RadioOption | Segment)]

    def speak(self, name: str, help_text: str) -> None:
        super().speak(name, help_text)
        if self.finder is not None:
            self.finder.name = name
        self.controls.setAccessibleName(name)
        for button in self.buttons():
            button.setAccessibleName(f"{name}: {button.text()}")
        if self._list is not None:
            self._list.setAccessibleName(name)

    def buddy(self) -> QWidget | None:
        chosen = next((b for b in self.buttons() if b.isChecked()), None)
        return chosen or super().buddy()

    def show_value(self, value: Json) -> None:
        if self.finder is not None:
            label = next((o.label for o in self.options() if o.value == value), "")
            if not label and not is_blank(value):
                label = value if isinstance(value, str) else str(value)
            self.finder.show_words(label)
            return
        if self.group is None:
            return
        self._show_stray(value)
        self.group.setExclusive(False)
        for button in self.buttons():
            button.setChecked(False)
        self.group.setExclusive(True)
        for button in self.buttons():
            if button.value == value:
                button.setChecked(True)
        stop_once(self.buttons())
        if self._list is not None:
            self._list.place_clear()

    def _show_stray(self, value: Json) -> None:
        """Say what is kept where no button stands for it."""
        known = any(option.value == value for option in self.options())
        words = "" if known else not_a_choice(value)
        if self._stray is None:
            if not words:
                return
            self._stray = _Stray(self.theme)
            self._stray.clear.clicked.connect(self.clear)
            self.watch(self._stray.clear)
            layout = self.controls.layout()
            assert layout is not None
            layout.addWidget(self._stray)
        self._stray.say(words)

    def take(self, value: Json) -> None:
        """Make an option the answer, or none of them."""
        self.say(value)
        if self.group is not None:
            self._show_stray(value)

    def clear(self) -> None:
        """Take the answer away."""
        at = next((b for b in self.buttons() if b.isChecked()), None)
        if at is None and self._stray is not None and self._stray.clear.hasFocus():
            at = self.buttons()[0]
        self.take(None)
        self.show_value(None)
        if at is not None:
            at.setFocus()

    def mark(self, wrong: bool) -> None:
        if self.finder is not None:
            mark_wrong(self.finder, wrong)
        for button in self.buttons():
            button.wrong = wrong
            button.update()

    def pending(self) -> bool:
        return self.finder is not None and self.finder.has_stray()

    def flush(self) -> None:
        if self.finder is None:
            return
        if self.finder.is_open():
            self.finder.settle()
        else:
            self.finder.keep_stray()

    def _pressed(self, button: QAbstractButton) -> None:
        if isinstance(button, RadioOption | Segment):
            self.take(button.value)
            if self._list is not None:
                self._list.place_clear()


class YesNoEditor(ChoiceEditor):
    """Yes, No or Not known, in one row."""

    ANSWERS = (Option("yes", "Yes"), Option("no", "No"), Option("unknown", "Not known"))

    def options(self) -> tuple[Option, ...]:
        return self.ANSWERS

    def in_one_row(self) -> bool:
        return True
