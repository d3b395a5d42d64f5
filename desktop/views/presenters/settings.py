"""Behind the settings: people and passphrases, certificates, this laptop, look, about."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop import __version__
from desktop.casework.passphrase import offer_words
from desktop.casework.preferences import Preferences
from desktop.casework.roles import ROLE_NAMES, Act, Role
from desktop.casework.session import Member, Session
from desktop.casework.troubles import explain
from desktop.views.pages.data import Component, MemberShown
from desktop.views.pages.settings import SettingsPage
from desktop.views.pages.settings_about import AboutTab
from desktop.views.pages.settings_certificates import CertificatesTab
from desktop.views.pages.settings_laptop import LaptopTab, LookTab
from desktop.views.pages.settings_people import PeopleTab
from desktop.views.presenters.components import components
from desktop.views.presenters.first_run import judged
from desktop.views.presenters.settings_rights import RightsPresenter
from desktop.views.presenters.settings_words import CardWords
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

PEOPLE_CARD = "settings people"
"""Under this is remembered what is typed in the open card of the people's tab."""


OLD_SHEET = "The old sheet still opens the store, and a new one is made with the button above."


class Sheets(Protocol):
    """Who makes and proves recovery sheets: the desk."""

    def new_recovery_sheet(self) -> str:
        """Return the key of a new sheet; the old one opens the store until this one is used."""
        ...

    def prove_recovery(self, group: int, typed: str) -> bool:
        """Return whether that is the group (from 0) of the sheet."""
        ...

    def forget_recovery_sheet(self) -> None:
        """Give a new sheet up."""
        ...

    def use_recovery_sheet(self) -> None:
        """Let the new sheet open the store, and the old one no more."""
        ...


class SettingsPresenter(QObject):
    """Makes the page and answers it.

    `look_asked`, `percent_asked` and `minutes_asked` go to the window, which keeps them.
    """

    trouble = Signal(object)
    look_asked = Signal(str)
    percent_asked = Signal(int)
    minutes_asked = Signal(int)
    keys_wanted = Signal()

    def __init__(self, theme: Theme, session: Session, tasks: Tasks, desk: Sheets) -> None:
        super().__init__()
        self._session, self._tasks, self._desk = session, tasks, desk
        roles = [(role.value, name) for role, name in ROLE_NAMES.items()]
        self._people = PeopleTab(theme, roles, offer_words, judged)
        self._certificates = CertificatesTab(theme)
        self._laptop = LaptopTab(theme, desk.prove_recovery)
        self._look = LookTab(theme)
        self._about = AboutTab(theme)
        self.page = SettingsPage(
            theme,
            people=self._people,
            certificates=self._certificates,
            laptop=self._laptop,
            look=self._look,
            about=self._about,
        )
        self._words = CardWords(PEOPLE_CARD, self._people, session, tasks, self)
        self._rights = RightsPresenter(
            self._people, self._certificates, self._words, session, tasks
        )
        self._components: tuple[Component, ...] = ()
        self._connect()

    def show(self, preferences: Preferences, tab: str = "") -> None:
        """Show the settings, at a tab when one is given."""
        session = self._session
        self.page.show_tab(tab)
        self._people.may(
            add=session.may(Act.ADD_PERSON),
            reset=session.may(Act.RESET_PASSPHRASE),
            keep=session.member.keeper,
            appoint=session.may(Act.APPOINT),
        )
        self._laptop.show_laptop(
            str(session.store.folder),
            preferences.idle_minutes,
            may_make_sheet=session.may(Act.RESET_PASSPHRASE),
        )
        self._look.show_look(preferences.look, round(preferences.scale * 100))
        self._refresh_people()
        if not self._components:
            self._tasks.run(components, self._show_components, self.trouble.emit)

    def hold(self) -> bool:
        """Keep what is typed in the cards and wait for it; return whether it is safe."""
        return False not in [words.hold() for words in (self._words, self._rights.words)]

    def close(self) -> None:
        """Keep what is typed in the cards."""
        self._words.close()
        self._rights.words.close()

    # Inside

    def _connect(self) -> None:
        self._words.trouble.connect(self.trouble)
        self.page.keys_wanted.connect(self.keys_wanted)
        self._rights.trouble.connect(self.trouble)
        self._people.added.connect(self._add)
        self._people.changed.connect(self._change)
        self._people.reset.connect(self._reset)
        self._people.keeper_made.connect(self._make_keeper)
        self._laptop.minutes_chosen.connect(self.minutes_asked)
        self._laptop.sheet_wanted.connect(self._make_sheet)
        self._laptop.sheet_proved.connect(self._use_sheet)
        self._laptop.sheet.left.connect(self._desk.forget_recovery_sheet)
        self._look.look_chosen.connect(self.look_asked)
        self._look.size_chosen.connect(self.percent_asked)
        self._about.licence_wanted.connect(self._show_licence)

    def _refresh_people(self) -> None:
        self._tasks.run(self._session.people.members, self._show_members, self.trouble.emit)

    def _show_members(self, members: tuple[Member, ...]) -> None:
        me = self._session.member.id
        shown = [
            MemberShown(m.id, m.name, m.role_name, m.keeper, m.id == me)
            for m in sorted(members, key=lambda one: (one.id != me, one.name.casefold()))
        ]
        self._people.show_members(tuple(shown))
        self._rights.show_members(members)
        self._words.show()

    def _add(self, name: str, role: str, passphrase: str) -> None:
        people = self._session.people

        def done(member: Member) -> None:
            self._people.say_done(f"{member.name} is in the team and can unlock from now on.")
            self._refresh_people()

        add = self._words.ends(lambda: people.add(name, Role(role), passphrase))
        self._tasks.run(add, done, self._not_done)

    def _change(self, old: str, new: str) -> None:
        people = self._session.people

        def done(_nothing: object) -> None:
            self._people.say_done("Your passphrase is changed.")

        change = self._words.ends(lambda: people.change_passphrase(old, new))
        self._tasks.run(change, done, self._not_done)

    def _reset(self, person: str, passphrase: str) -> None:
        people = self._session.people

        def done(_nothing: object) -> None:
            name = people.name_of(person)
            self._people.say_done(f"{name} has a new passphrase and new signing keys.")
            self._refresh_people()

        reset = self._words.ends(lambda: people.reset(person, passphrase))
        self._tasks.run(reset, done, self._not_done)

    def _make_keeper(self, person: str, passphrase: str) -> None:
        people = self._session.people

        def done(_nothing: object) -> None:
            self._people.say_done(f"{people.name_of(person)} keeps the certificates now, too.")
            self._refresh_people()

        make_keeper = self._words.ends(lambda: people.make_keeper(person, passphrase))
        self._tasks.run(make_keeper, done, self._not_done)

    def _not_done(self, problem: BaseException) -> None:
        self._people.say_wrong(explain(problem).text)

    def _make_sheet(self) -> None:
        self._tasks.run(self._desk.new_recovery_sheet, self._show_sheet, self._no_sheet)

    def _show_sheet(self, key: str) -> None:
        self._laptop.show_key(self._session.team, key)

    def _no_sheet(self, problem: BaseException) -> None:
        self._laptop.say_wrong(f"{explain(problem).text} {OLD_SHEET}")

    def _use_sheet(self) -> None:
        def used(_nothing: object) -> None:
            self._laptop.say_used()

        self._tasks.run(self._desk.use_recovery_sheet, used, self._no_sheet)

    def _show_components(self, found: tuple[Component, ...]) -> None:
        self._components = found
        self._about.show_components(__version__, found)

    def _show_licence(self, name: str) -> None:
        text = next((one.text for one in self._components if one.name == name), "")
        self._about.show_licence(name, text)
