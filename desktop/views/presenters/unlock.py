"""Behind the lock screen: takes guesses, with growing delays, and the recovery sheet."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.casework.desk import Desk
from desktop.casework.roles import ROLE_NAMES, Role
from desktop.views.pages.data_locked import LockedShown, PersonLine
from desktop.views.pages.unlock import UnlockPage
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

if TYPE_CHECKING:
    from desktop.casework.session import Session
    from desktop.views.pages.recover import RecoverForm

WRONG = "keys.wrong_passphrase"
SAVED = "Everything that was typed is saved, except passphrases."


class Reason(Enum):
    """Why the window is locked."""

    STARTED = "started"
    IDLE = "idle"
    ASKED = "asked"
    SLEEP = "sleep"
    SWITCH = "switch"


class Locked(NamedTuple):
    """When and why it was locked, whether all is saved, and by whom it was open."""

    reason: Reason
    at: datetime
    trouble: str = ""
    person: str = ""
    minutes: float = 0
    hint: str = ""


class UnlockPresenter(QObject):
    """Makes the page and answers it. `unlocked` carries the session."""

    unlocked = Signal(object)

    def __init__(self, theme: Theme, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self._person = ""
        self._locked: Locked | None = None
        self._open_before: Session | None = None
        self._stays = False
        self._theme = theme
        self.page = UnlockPage(theme, self._recover_form)
        self.page.given.connect(self._try)
        self.page.person_picked.connect(self._picked)
        self.page.recovered.connect(self._recover)

    def show(self, locked: Locked) -> None:
        """Show who may unlock, and why it is locked."""
        self._locked = locked
        try:
            card = self._desk.card()
        except Exception as problem:  # the key file may be damaged, missing, newer...
            from desktop.casework.troubles import explain

            shown = LockedShown(
                "The team", explain(problem, opening=True).text, "", (), trouble=True
            )
            self.page.show_locked(shown)
            return
        people = tuple(PersonLine(p.id, p.name, ROLE_NAMES[Role(p.role)]) for p in card.people)
        last = locked.person or card.last_person or ""
        self.page.show_locked(
            LockedShown(
                card.team,
                _why(locked),
                locked.trouble or locked.hint or SAVED,
                people,
                last,
                trouble=bool(locked.trouble),
            )
        )
        self._person = last or (people[0].id if people else "")
        self._picked(self._person)
        self.page.begin()

    def stay_locked(self) -> None:
        """The laptop goes to sleep: what is being opened now is closed again, and not shown."""
        self._stays = True

    def _recover_form(self) -> RecoverForm:
        from desktop.casework.passphrase import offer_words
        from desktop.views.pages.recover import RecoverForm
        from desktop.views.presenters.first_run import judged

        return RecoverForm(self._theme, offer_words, judged)

    def _begin(self, person: str) -> None:
        self._person, self._stays, self._open_before = person, False, self._desk.session

    def _opened(self, session: Session) -> None:
        if not self._stays:
            self.unlocked.emit(session)
            return
        if session is not self._open_before:  # else it waits behind the page for room on the disk
            self._tasks.run(self._desk.lock, None)
        if self._locked is not None and isValid(self.page):
            self.show(self._locked)

    def _try(self, person: str, passphrase: str) -> None:
        self._begin(person)

        def opened() -> Session:
            session = self._desk.unlock(person, passphrase)
            session.today.look_ahead()  # it is shown with the first picture of the open window
            return session

        self._tasks.run(opened, self._opened, self._failed)

    def _recover(self, printed: str, person: str, passphrase: str) -> None:
        self._begin(person)
        self._tasks.run(
            lambda: self._desk.recover(printed, person, passphrase),
            self._opened,
            self._failed,
        )

    def _picked(self, person: str) -> None:
        self._person = person
        seconds = self._desk.wait_before_guess(person)
        if seconds > 0:
            self.page.wait(seconds)

    def _failed(self, problem: BaseException) -> None:
        if not isValid(self.page):  # a paper was dropped meanwhile: the next lock screen says it
            return
        from desktop.casework.troubles import explain

        trouble = explain(problem, opening=True)
        if getattr(problem, "code", "") == WRONG:
            seconds = self._desk.wait_before_guess(self._person)
            self.page.say_wrong(trouble.what, trouble.next)
            if seconds > 0:
                self.page.wait(seconds)
            return
        self.page.show_trouble(trouble.text)


def _why(locked: Locked) -> str:
    at = f"{locked.at:%H:%M}"
    match locked.reason:
        case Reason.IDLE:
            return f"It locked itself at {at}, after {locked.minutes:g} idle minutes."
        case Reason.ASKED:
            return f"You locked it at {at}."
        case Reason.SLEEP:
            return f"It locked itself at {at}, when the laptop went to sleep or was locked."
        case Reason.SWITCH:
            return f"It was locked at {at} for a colleague."
        case Reason.STARTED:
            return "It was locked when the program was closed."
