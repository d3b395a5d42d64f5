"""Settings, People: who is in the team, adding a colleague, passphrases and keepers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.pages.data import ActingShown, MemberShown
from desktop.views.pages.passphrase_choice import Judge
from desktop.views.pages.settings_acting import ActingPart, AppointCard
from desktop.views.pages.settings_cards import (
    CARD_WIDTH,
    AddColleague,
    ChangeOwn,
    ForColleague,
)
from desktop.views.pages.settings_tab import CardTab
from desktop.views.parts.avatar import Avatar
from desktop.views.parts.buttons import secondary
from desktop.views.parts.chip import Chip
from desktop.views.parts.planes import Box, ListCard, ListRow, Section, column, line, no_wider
from desktop.views.parts.text import escaped
from desktop.views.theme import Theme

KEEPER_MEANS = "Keeps the certificates of the team"
ADD, OWN, APPOINT = "add", "own", "appoint"


class PeopleTab(CardTab):
    """The tab. `added`, `changed`, `reset`, `keeper_made` and `appointed` carry what was typed,
    `ended` who is to act as manager no longer; answer with `show_members`, `show_acting` and
    `say_done`, or with `say_wrong`. `undone` takes the last thing back that can be.
    """

    added = Signal(str, str, str)
    changed = Signal(str, str)
    reset = Signal(str, str)
    keeper_made = Signal(str, str)
    appointed = Signal(str, object, object)
    ended = Signal(str)
    undone = Signal()

    def __init__(
        self,
        theme: Theme,
        roles: Sequence[tuple[str, str]],
        offer: Callable[[], str],
        judge: Judge,
    ) -> None:
        self.add_card = AddColleague(theme, roles, offer, judge)
        self.own_card = ChangeOwn(theme, offer, judge)
        self.reset_card = ForColleague(theme, offer, judge, new=True)
        self.keeper_card = ForColleague(theme, offer, judge, new=False)
        self.appoint_card = AppointCard(theme)
        super().__init__(
            theme,
            (self.add_card, self.own_card, self.reset_card, self.keeper_card, self.appoint_card),
        )
        self._members: tuple[MemberShown, ...] = ()
        self._may_add = self._may_reset = self._may_keep = False
        self.done.acted.connect(self.undone)
        self.add = secondary(theme, "Add a colleague", "user-plus", size="small")
        self.own = secondary(theme, "Change my passphrase", "lock", size="small")
        self._list = ListCard(theme)
        self.acting = ActingPart(theme)
        self.add_row(self._main())
        self._join()

    def _main(self) -> QWidget:
        theme = self.theme
        row = line(theme.px(8))
        row.addWidget(self.own)
        row.addWidget(self.add)
        section = Section(theme, "Who is in the team", Box(row))
        section.add(self._list)
        main = column(theme.px(32))
        main.addWidget(self.done)
        for card in self.cards:
            main.addLayout(no_wider(card, theme.px(CARD_WIDTH)))
        main.addWidget(section)
        main.addWidget(self.acting)
        return Box(main)

    def _join(self) -> None:
        self._way(ADD, self.add, self._open_add)
        self._way(OWN, self.own, self._open_own)
        self.add_card.given.connect(self.added)
        self.own_card.given.connect(self.changed)
        self.reset_card.given.connect(self.reset)
        self.keeper_card.given.connect(self.keeper_made)
        self.acting.appoint_asked.connect(self._open_appoint)
        self.acting.ended.connect(self.ended)
        self.appoint_card.given.connect(self.appointed)

    def may(self, *, add: bool, reset: bool, keep: bool, appoint: bool) -> None:
        """Offer what this person may do."""
        self._may_add, self._may_reset, self._may_keep = add, reset, keep
        self.acting.may(appoint=appoint)
        self.add.setVisible(add)
        self.show_members(self._members)

    def show_members(self, members: tuple[MemberShown, ...]) -> None:
        """Show these people."""
        self._members = members
        self._list.clear()
        self._ways = {ADD: self.add, OWN: self.own, APPOINT: self.acting.appoint}
        for member in members:
            self._list.add_row(self._row(member))

    def show_acting(
        self, acting: tuple[ActingShown, ...], may_act: Sequence[tuple[str, str]]
    ) -> None:
        """Show who acts as manager; `may_act` are id and name of whoever may be appointed."""
        self.acting.show_acting(acting, nobody_to_ask=not may_act)
        self.appoint_card.offer(may_act)

    def say_done(self, words: str, undo: str = "") -> None:
        """Say that it was done, and close the form that asked; `undo` is what its button says."""
        if self.busy:
            self.close_cards()
        self.done.say("done", words, undo)
        self.done.show()
        self.verticalScrollBar().setValue(0)
        (self.done.action if undo else self.own).setFocus()

    def _open_add(self) -> None:
        self.add_card.open()
        self.add_card.begin()

    def _open_own(self) -> None:
        self.own_card.open()
        self.own_card.begin()

    def _open_appoint(self, acting: ActingShown | None) -> None:
        def begin() -> None:
            self.appoint_card.open()
            self.appoint_card.begin(acting)

        self._ask(APPOINT, begin)

    def _row(self, member: MemberShown) -> ListRow:
        theme = self.theme
        actions: list[QWidget] = []
        if member.keeper:
            actions.append(Chip(theme, KEEPER_MEANS, "plain", "shield", strong=False))
        if self._may_keep and not member.keeper and not member.me:
            keeper = secondary(theme, "Make a keeper", size="small")
            keeper.setAccessibleName(f"Make {member.name} a keeper")
            self._way(f"keeper:{member.id}", keeper, self._opener(self.keeper_card, member))
            actions.append(keeper)
        if self._may_reset and not member.me:
            new = secondary(theme, "New passphrase", size="small")
            new.setAccessibleName(f"A new passphrase for {member.name}")
            self._way(f"reset:{member.id}", new, self._opener(self.reset_card, member))
            actions.append(new)
        name = f"{member.name} (you)" if member.me else member.name
        return ListRow(
            theme,
            escaped(name),
            escaped(member.role),
            front=Avatar(theme, member.name, 40),
            actions=tuple(actions),
            height=64,
        )

    def _opener(self, card: ForColleague, member: MemberShown) -> Callable[[], None]:
        def open_card() -> None:
            card.open()
            card.open_for(member)
            card.begin()

        return open_card
