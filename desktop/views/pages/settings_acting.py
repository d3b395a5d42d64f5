"""Settings, People: who acts as team manager, from when until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.pages.data import ActingShown
from desktop.views.pages.datebox import DateBoxes
from desktop.views.pages.entry import Entry, RadioGrid, give_focus
from desktop.views.pages.settings_cards import AskCard
from desktop.views.parts.avatar import Avatar
from desktop.views.parts.buttons import secondary
from desktop.views.parts.chip import Chip
from desktop.views.parts.empty import EmptyState
from desktop.views.parts.planes import ListCard, ListRow, Section, column, empty
from desktop.views.parts.text import escaped
from desktop.views.theme import Theme

NOBODY = (
    "Nobody acts as manager. While a manager is away, a colleague whom they appoint can agree "
    "records in their place."
)
NOBODY_TO_ASK = (
    "Nobody can be appointed: nobody in the team has a role that goes with standing in for a "
    "manager."
)


class AppointCard(AskCard):
    """Who acts as manager, and the first and the last day. `given` carries the three."""

    given = Signal(str, object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "Appoint an acting manager",
            "Appoint",
            "They can agree what colleagues signed on these days, and never their own work.",
        )
        self.who = RadioGrid(theme, (), name="Who acts as manager")
        self._offered: tuple[tuple[str, str], ...] = ()
        self._place = column(0)
        self.fields.addLayout(self._place)
        self.first, self.last = DateBoxes(theme, "First day"), DateBoxes(theme, "Last day")
        self.first_entry = Entry(theme, "First day", self.first)
        self.last_entry = Entry(
            theme,
            "Last day",
            self.last,
            "The last on which they act as manager. At most three months from today.",
        )
        self.fields.addWidget(self.first_entry)
        self.fields.addWidget(self.last_entry)
        self.who_entry: Entry | None = None
        for entry, boxes in ((self.first_entry, self.first), (self.last_entry, self.last)):
            boxes.edited.connect(_cleared(entry))
            for box in boxes.boxes:
                box.returnPressed.connect(self.press)
        self.keep("first", self.first)
        self.keep("last", self.last)
        self.asked.connect(self._ask)
        self._today: date | None = None

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer these people, each with id and name; who was chosen stays so."""
        if tuple(people) == self._offered:
            return
        chosen = self.who.value()
        self._offered = tuple(people)
        empty(self._place)
        self.who = RadioGrid(self.theme, self._offered, name="Who acts as manager")
        self.who.set_value(chosen)
        self.who_entry = Entry(self.theme, "Who acts as manager", self.who, gap=4)
        self.who.chosen.connect(_cleared(self.who_entry))
        self.keep("who", self.who)
        self._place.addWidget(self.who_entry)

    def set_today(self, today: date) -> None:
        """Say which day is offered as the first."""
        self._today = today

    def begin(self, acting: ActingShown | None = None) -> None:
        """Begin to ask: anew, or about other dates of somebody who acts already."""
        if acting is None:
            self.first.set_day(self._today)
            give_focus(self.who)
        else:
            self.who.set_value(acting.id)
            self.first.set_day(acting.first)
            self.last.set_day(acting.last)
            give_focus(self.last)

    def forget(self) -> None:
        """Empty the form."""
        super().forget()
        self.first.set_day(None)
        self.last.set_day(None)
        for entry in (self.who_entry, self.first_entry, self.last_entry):
            if entry is not None:
                entry.error.say("")
        self.who.choose_none()

    def say_wrong_dates(self, text: str) -> None:
        """Say what is wrong with the two days together."""
        self.rest()
        self.last_entry.say_wrong(text)

    def _ask(self) -> None:
        first, last = self.first.whole(), self.last.whole()
        if not self.who.value():
            if self.who_entry is not None:
                self.who_entry.say_wrong("Choose who acts as manager.")
        elif isinstance(first, str):
            self.first_entry.say_wrong(first)
        elif isinstance(last, str):
            self.last_entry.say_wrong(last)
        else:
            self.working("They are being appointed.")
            self.given.emit(self.who.value(), first, last)


class ActingPart(Section):
    """Who acts as manager now or later. `appoint_asked` carries whose dates are to change, or None;
    `ended` who is to act no longer.
    """

    appoint_asked = Signal(object)
    ended = Signal(str)

    def __init__(self, theme: Theme) -> None:
        self.appoint = secondary(theme, "Appoint an acting manager", "user-plus", size="small")
        super().__init__(theme, "Acting managers", self.appoint)
        self.theme = theme
        self._may = False
        self._acting: tuple[ActingShown, ...] = ()
        self._list = ListCard(theme)
        self.nobody = EmptyState(theme, NOBODY, icon="users-round")
        self.add(self.nobody)
        self.add(self._list)
        self.appoint.clicked.connect(self._anew)
        self.show_acting((), nobody_to_ask=False)

    def may(self, *, appoint: bool) -> None:
        """Offer to appoint somebody, or only show who acts."""
        self._may = appoint
        self.appoint.setVisible(appoint)
        self._show()

    def show_acting(self, acting: tuple[ActingShown, ...], *, nobody_to_ask: bool) -> None:
        """Show these; without anybody who could be appointed the button says so."""
        self._acting = acting
        if nobody_to_ask:
            self.appoint.disable_because(NOBODY_TO_ASK)
        else:
            self.appoint.enable()
        self._show()

    def _show(self) -> None:
        self._list.clear()
        for one in self._acting:
            self._list.add_row(self._row(one))
        self._list.setVisible(bool(self._acting))
        self.nobody.setVisible(not self._acting)

    def _row(self, one: ActingShown) -> ListRow:
        theme = self.theme
        chip = Chip(theme, "Acts now", "done") if one.now else Chip(theme, "Not yet", "due")
        actions: list[QWidget] = [chip]
        if self._may:
            dates = secondary(theme, "Change the dates", size="small")
            dates.setAccessibleName(f"Change the dates of {one.name}")
            dates.clicked.connect(self._asker(one))
            end = secondary(theme, "End it", size="small")
            end.setAccessibleName(f"{one.name} is to act as manager no longer")
            end.clicked.connect(self._ender(one))
            actions += [dates, end]
        return ListRow(
            theme,
            escaped(one.name),
            escaped(f"{one.role}. {one.dates}"),
            front=Avatar(theme, one.name, 40),
            actions=tuple(actions),
            height=64,
        )

    def _anew(self) -> None:
        self.appoint_asked.emit(None)

    def _asker(self, one: ActingShown) -> Callable[[], None]:
        def ask() -> None:
            self.appoint_asked.emit(one)

        return ask

    def _ender(self, one: ActingShown) -> Callable[[], None]:
        def end() -> None:
            self.ended.emit(one.id)

        return end


def _cleared(entry: Entry) -> Callable[..., None]:
    """Return what takes the words away that say what was wrong."""

    def clear(*_what: object) -> None:
        entry.error.say("")

    return clear
