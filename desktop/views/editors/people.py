"""Somebody or somewhere: found in the team's registers as one types, or a name only."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout
from shiboken6 import isValid

from desktop.forms.plaintext import clean_text
from desktop.forms.values import Json, as_object
from desktop.views.editors.contract import Found, RegisterAsk, Search
from desktop.views.editors.leaf import LeafEditor
from desktop.views.editors.suggestions import Suggestion, SuggestionField
from desktop.views.editors.textual import mark_wrong
from desktop.views.parts.avatar import initials
from desktop.views.theme import Theme

PAUSE = 120  # milliseconds of rest before the registers are searched


class Picking(Protocol):
    """What a picker's field asks of the editor that it stands in."""

    theme: Theme
    icon_name: str
    register: str
    value: Json

    def search(self) -> Search: ...
    def name_typed(self, name: str) -> None: ...
    def take(self, line: Suggestion) -> None: ...
    def add(self, name: str) -> None: ...


class PickerField(SuggestionField):
    """The field of a picker. What is typed is the answer; a found line links it."""

    def __init__(self, editor: Picking) -> None:
        super().__init__(editor.theme, editor.icon_name)
        self._editor = editor
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.search)

    def typed(self) -> None:
        self._editor.name_typed(clean_text(self.text()))
        if self.text().strip():
            self._timer.start()
        else:
            self._timer.stop()
            self.close_list()

    def opened(self) -> None:
        self.search()

    def search(self) -> None:
        """Ask the register; a late answer to older words is not shown."""
        self._asked += 1
        number, text = self._asked, self.text().strip()
        field = self

        def answered(found: tuple[Found, ...]) -> None:
            if isValid(field) and number == field._asked and field.hasFocus():
                field.show_found(text, found)

        self._editor.search()(text, answered)

    def show_found(self, text: str, found: tuple[Found, ...]) -> None:
        """Offer what the register found, and to add what was typed."""
        link = as_object(self._editor.value).get("id")
        person = self._editor.register == "person"
        lines = [
            Suggestion(
                one.id,
                one.name,
                one.detail,
                initials(one.name) if person else "",
                chosen=one.id == link,
            )
            for one in found
        ]
        if text and not any(one.name.casefold() == text.casefold() for one in found):
            lines.append(Suggestion(text, self.words_to_add(text), adds=True))
        self.offer(lines, 0 if found and text else -1)

    def words_to_add(self, text: str) -> str:
        """Return what the last line offers, which takes what was typed."""
        return f"Add “{text}” as a new {self._editor.register}"

    def take_line(self, line: Suggestion) -> None:
        if line.adds:
            self._editor.add(line.key)
        else:
            self._editor.take(line)

    def leave(self) -> None:
        self._timer.stop()
        self._asked += 1


class PersonEditor(LeafEditor):
    """A person: linked to the register, or a name only."""

    register = "person"
    icon_name = "user-round"

    def build(self) -> None:
        box = QVBoxLayout(self.controls)
        box.setContentsMargins(0, 0, 0, 0)
        self.line = PickerField(self)
        self.line.name = self.field.label
        self.watch(self.line)
        box.addWidget(self.line)

    def search(self) -> Search:
        """Return what finds in the register."""
        return self.surroundings.find_people

    def speak(self, name: str, help_text: str) -> None:
        super().speak(name, help_text)
        self.line.name = name

    def show_value(self, value: Json) -> None:
        name = as_object(value).get("name")
        text = name if isinstance(name, str) else ""
        if text != self.line.text():
            self.line.setText(text)

    def mark(self, wrong: bool) -> None:
        mark_wrong(self.line, wrong)

    def name_typed(self, name: str) -> None:
        """Take a name that stands alone: changing the words takes the link away."""
        self.say({"id": None, "name": name} if name.strip() else None, typing=True)

    def take(self, line: Suggestion) -> None:
        """Link the answer to a line of the register."""
        self.say({"id": line.key, "name": line.title})
        self.show_value(self.value)

    def add(self, name: str) -> None:
        """Keep the name and ask for a new entry of the register."""
        self.say({"id": None, "name": name})
        self.register_asked.emit(RegisterAsk(self.path, self.register, name))


class PlaceEditor(PersonEditor):
    """A place: linked to the register, or a name only."""

    register = "place"
    icon_name = "map-pin"

    def search(self) -> Search:
        return self.surroundings.find_places
