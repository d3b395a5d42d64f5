"""What every editor is: values in by one setter, meaning out by one signal, no storage.

An editor shows and changes the answer of one field of a form. A plain editor holds one value at
its own path; a composed one (rows, quotations, blocks) holds editors for the paths below its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.definition import Field, Form
from desktop.forms.values import Answers, Json
from desktop.views.theme import Theme


@dataclass(frozen=True)
class Found:
    """A person or place that a search found; `detail` is the muted second line."""

    id: str
    name: str
    detail: str = ""


Answer = Callable[[tuple[Found, ...]], None]
Search = Callable[[str, Answer], None]
"""Looks for what was typed and calls back, at once or later, on the window's thread."""


def finds_nothing(_text: str, answer: Answer) -> None:
    """Be a search where no register stands behind the picker."""
    answer(())


def no_holiday(_day: date) -> str:
    """Know of no bank holidays."""
    return ""


@dataclass(frozen=True)
class Surroundings:
    """What an editor may know of the world around it.

    `theme` carries the text scale. `form` gives lists that other fields are repeated over.
    `holiday` names the bank holiday of a day, "" for none. `comments` are what a manager said
    beside a question when the record came back, by its path.
    """

    theme: Theme
    form: Form | None = None
    find_people: Search = finds_nothing
    find_places: Search = finds_nothing
    today: Callable[[], date] = date.today
    holiday: Callable[[date], str] = no_holiday
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


class RowAction(StrEnum):
    """What a person asks of a row."""

    ADD = "add"
    DELETE = "delete"
    MOVE = "move"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class RowAsk:
    """A wish about the rows at `path`.

    ADD: `row` is the row that the new one follows (None: at the end) and `cells` holds its first
    answers by sub-field. MOVE: `to` is the place that `row` gets, counted from 0 without itself.
    """

    path: str
    action: RowAction
    row: str | None = None
    to: int | None = None
    cells: Mapping[str, Json] = field(default_factory=dict[str, Json])


@dataclass(frozen=True)
class RegisterAsk:
    """The wish to add `name` to a register ("person" or "place") and link the answer at `path`."""

    path: str
    register: str
    name: str


class Editor(QWidget):
    """The editor of one field. Subclasses fill `column` and override what they need."""

    edited = Signal(str, object, bool)
    """path, stored value, whether it comes from typing that goes on."""
    row_asked = Signal(object)
    """RowAsk."""
    focused = Signal(str)
    """The path that the focus has come to."""
    left = Signal(str)
    """The path that the focus has gone from."""
    help_asked = Signal(str)
    """F1 at this path."""
    register_asked = Signal(object)
    """RegisterAsk: a name is wanted in a register."""
    carried_asked = Signal(str, bool)
    """path, whether to use the new value (else to keep this one)."""

    def __init__(
        self, field: Field, path: str, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field, self.path, self.surroundings = field, path, surroundings
        self.theme = surroundings.theme
        self.read_only = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._watched: dict[QObject, str] = {}
        self.spoken_name = field.label
        self.spoken_help = field.prompt

    # The contract

    def set_values(self, flat: Answers) -> None:
        """Show the answers; emits nothing, and leaves caret and focus where nothing changed."""
        raise NotImplementedError

    def set_problem(self, path: str, message: str | None) -> None:
        """Mark what is wrong at `path`, or unmark it with None."""
        raise NotImplementedError

    def set_read_only(self, on: bool) -> None:
        """Show the answers as print, or as controls again."""
        raise NotImplementedError

    def place(self) -> tuple[str, int] | None:
        """Return path and caret where the focus is, None when it is elsewhere."""
        for widget, path in self._watched.items():
            if isinstance(widget, QWidget) and widget.hasFocus():
                return path, caret_of(widget)
        return None

    def go_to(self, path: str, caret: int | None = None) -> bool:
        """Put the focus on `path`, the caret where it was; False when it is not here."""
        if path != self.path:
            return False
        target = self.buddy()
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if caret is not None:
            set_caret(target, caret)
        return True

    def pending(self) -> bool:
        """Whether something was typed that `edited` has not said yet."""
        return False

    def flush(self) -> None:
        """Say at once what was typed."""

    # What the question around it needs

    def adopt(self, inner: Editor) -> None:
        """Pass on everything that an editor inside this one says."""
        for name in (
            "edited",
            "row_asked",
            "focused",
            "left",
            "help_asked",
            "register_asked",
            "carried_asked",
        ):
            getattr(inner, name).connect(getattr(self, name))

    def headroom(self) -> int:
        """Return how much of the gap above (pixels at 100 %) the control brings with it."""
        return 0

    def own_paths(self) -> frozenset[str]:
        """Return the paths whose problems are told at the question itself."""
        return frozenset((self.path,))

    def buddy(self) -> QWidget | None:
        """Return the control that the label belongs to: the first one that takes focus."""
        return next((w for w in self._watched if isinstance(w, QWidget)), None)

    def speak(self, name: str, help_text: str) -> None:
        """Name the controls for screen readers: the label, and hint with problem."""
        self.spoken_name, self.spoken_help = name, help_text
        target = self.buddy()
        if target is not None:
            target.setAccessibleName(name)
            target.setAccessibleDescription(help_text)

    def watch(self, control: QWidget, path: str | None = None) -> None:
        """Tell when the focus comes to a control and goes from it."""
        self._watched[control] = self.path if path is None else path
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.FocusIn and watched in self._watched:
            self.focused.emit(self._watched[watched])
        elif kind is QEvent.Type.FocusOut and watched in self._watched:
            if isinstance(event, QFocusEvent) and event.reason() not in PASSING:
                self.focus_left(self._watched[watched])
        elif kind is QEvent.Type.Wheel and watched in self._watched:
            event.ignore()  # turning the wheel scrolls the page and never changes an answer
            return True
        return super().eventFilter(watched, event)

    def focus_left(self, path: str) -> None:
        """Do what is due when the focus goes: say what was typed."""
        self.flush()
        self.left.emit(path)


PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""The focus comes back after these."""


def caret_of(control: QWidget) -> int:
    """Return where the caret is in a control, 0 where it has none."""
    position = getattr(control, "caret", None) or getattr(control, "cursorPosition", None)
    return int(position()) if position is not None else 0


def set_caret(control: QWidget, caret: int) -> None:
    """Put the caret back, as far as the text goes."""
    setter = getattr(control, "set_caret", None) or getattr(control, "setCursorPosition", None)
    if setter is not None:
        setter(caret)
