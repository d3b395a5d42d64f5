"""Several people: names as chips in the order in which they were named, and a field for the next.

The field finds in the team's registers as one types; Return, or going on, takes what was typed.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from desktop.forms.plaintext import clean_text
from desktop.forms.values import Json, as_object
from desktop.views.editors.contract import Found, Search
from desktop.views.editors.leaf import LeafEditor
from desktop.views.editors.order import TabAnchor
from desktop.views.editors.people import PickerField
from desktop.views.editors.suggestions import Suggestion
from desktop.views.editors.textual import mark_wrong
from desktop.views.parts import paint
from desktop.views.parts.flow import Flow
from desktop.views.theme import Theme

HIGH = 28
CROSS = 16


class NameChip(QPushButton):
    """A name that a press, Delete or Backspace takes away."""

    taken_away = Signal(int)

    def __init__(self, theme: Theme, at: int, name: str, linked: bool) -> None:
        super().__init__(name)
        self.theme, self.at, self.linked = theme, at, linked
        self.setProperty("drawn", True)
        self.setFont(theme.font("small-strong"))
        self.setAccessibleName(f"{name}: take away")
        self.setToolTip(f"Take {name} away")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.clicked.connect(self._gone)

    def _gone(self) -> None:
        self.taken_away.emit(self.at)

    def focus_radius(self) -> int:
        return self.theme.px(HIGH // 2)

    def sizeHint(self) -> QSize:
        px, words = self.theme.px, QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(words + 0.5) + px(12 + 6 + CROSS + 8), px(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._gone()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        plane, ink = ("carried-bg", "carried-fg") if self.linked else ("hover", "text")
        plane = "down" if self.underMouse() and not self.linked else plane
        paint.plane(painter, self.rect(), px(HIGH // 2), theme.colour(plane))
        words = QRectF(px(12), 0, self.width() - px(12 + 6 + CROSS + 8), self.height())
        metrics = QFontMetricsF(self.font())
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width() + 1)
        painter.setPen(theme.colour(ink))
        painter.drawText(words.adjusted(0, 0, 1, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
        cross = QPointF(self.width() - px(8 + CROSS), round((self.height() - px(CROSS)) / 2))
        painter.drawPixmap(cross, theme.pixmap("x", ink, CROSS))


class NextField(PickerField):
    """The field for the next name. What stands in it is a name already, told while it is typed."""

    def __init__(self, editor: PeopleEditor) -> None:
        super().__init__(editor)
        self._names = editor

    def words_to_add(self, text: str) -> str:
        return f"Add “{text}”"

    def show_found(self, text: str, found: tuple[Found, ...]) -> None:
        known = {name.casefold() for name, _ in self._names.settled()}
        super().show_found(text, tuple(one for one in found if one.name.casefold() not in known))

    def leave(self) -> None:
        super().leave()
        self._names.settle_typed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.highlighted() is None and self.text().strip():
            self.close_list()
            self._names.settle_typed()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self._names.take_away(-1)
        else:
            super().keyPressEvent(event)


Named = tuple[str, str | None]
"""A name, and the record that it is linked to."""


class PeopleEditor(LeafEditor):
    """Several people, linked to the register or names only."""

    register = "person"
    icon_name = "user-plus"

    def build(self) -> None:
        self._typing = False
        column = QVBoxLayout(self.controls)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(8))
        self._anchor = TabAnchor(self.controls)
        self.chips = Flow(self.theme)
        self.chips.hide()
        self.line = NextField(self)
        self.line.name = self.field.label
        column.addWidget(self.chips)
        column.addWidget(self.line)
        self.watch(self.line)

    # Names

    def named(self) -> list[Named]:
        """Return every name, the one that is being typed included."""
        listed = self.value if isinstance(self.value, list) else []
        found: list[Named] = []
        for one in listed:
            name, link = as_object(one).get("name"), as_object(one).get("id")
            if isinstance(name, str) and name.strip():
                found.append((name, link if isinstance(link, str) else None))
        return found

    def settled(self) -> list[Named]:
        """Return the names that stand as chips."""
        return self.named()[:-1] if self._typing else self.named()

    def _say_names(self, names: list[Named], *, typing: bool = False) -> None:
        self.say([{"id": link, "name": name} for name, link in names] or None, typing=typing)

    def name_typed(self, name: str) -> None:
        """Keep what is being typed as the last name, key by key."""
        settled, self._typing = self.settled(), bool(name.strip())
        self._say_names([*settled, (name, None)] if self._typing else settled, typing=True)

    def settle_typed(self) -> None:
        """Make what stands in the field a name like the others; one that is there already goes."""
        if not self._typing:
            return
        names, self._typing = self.named(), False
        *before, (name, link) = names
        if name.strip().casefold() not in {known.casefold() for known, _ in before}:
            before.append((name.strip(), link))
        self._say_names(before)
        self._show_chips()

    def take(self, line: Suggestion) -> None:
        """Add somebody whom the register has found."""
        names, self._typing = [*self.settled(), (line.title, line.key)], False
        self._say_names(names)
        self._show_chips()

    def add(self, name: str) -> None:
        """Add a name only: who was there need not be in a register."""
        self.name_typed(name)
        self.settle_typed()

    def take_away(self, at: int) -> None:
        """Take one name away; the focus goes on to the field."""
        names = self.settled()
        if names:
            del names[at]
            self._typing = False
            self._say_names(names)
            self._show_chips()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # The contract

    def search(self) -> Search:
        return self.surroundings.find_people

    def speak(self, name: str, help_text: str) -> None:
        super().speak(name, help_text)
        self.line.name = name

    def show_value(self, value: Json) -> None:
        names, typed = self.named(), clean_text(self.line.text())
        self._typing = bool(names) and self.line.hasFocus() and names[-1] == (typed, None)
        self._show_chips()

    def _show_chips(self) -> None:
        if not self._typing:
            self.line.clear()
        chips: list[NameChip] = []
        for at, (name, link) in enumerate(self.settled()):
            chip = NameChip(self.theme, at, name, link is not None)
            chip.taken_away.connect(self.take_away)
            chips.append(chip)
        self.chips.show_widgets(chips)
        self.chips.setVisible(bool(chips))
        self.line.setPlaceholderText("Add somebody else" if chips else "Type a name")
        self._anchor.put_in_reading_order()

    def mark(self, wrong: bool) -> None:
        mark_wrong(self.line, wrong)
