"""Behind the settings: who acts as manager until when, and who can sign papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from desktop.casework.agreement import Acting, ActingOver, ActingTooLong, DatesReversed
from desktop.casework.certifying import CertificateState, Certified
from desktop.casework.people import acting_among
from desktop.casework.roles import Act, may
from desktop.casework.session import Member, Session
from desktop.casework.troubles import explain
from desktop.views.pages.data import ActingShown, CertificateShown
from desktop.views.pages.record.words import day, listed
from desktop.views.pages.settings_certificates import CertificatesTab
from desktop.views.pages.settings_people import PeopleTab
from desktop.views.presenters.settings_words import CardWords
from desktop.views.tasks import Tasks

CERTIFICATE_CARD = "settings certificates"
"""Under this is remembered what is typed in the open card of the certificates' tab."""
ISSUE, RENEW = "Issue a certificate", "Renew"
_CHIPS = {
    CertificateState.GOOD: ("Can sign", "done"),
    CertificateState.NONE: ("No certificate", "late"),
    CertificateState.CLOSED: ("Closed", "late"),
    CertificateState.ENDED: ("Has run out", "late"),
    CertificateState.OTHER_NAME: ("For another name", "late"),
}
_REASONS = {
    CertificateState.GOOD: "renewed",
    CertificateState.NONE: "joined the team",
    CertificateState.CLOSED: "new signing keys",
    CertificateState.ENDED: "the last one has run out",
    CertificateState.OTHER_NAME: "new name",
}
_COUNTS = "It counts from today, for the signing key and the name that they have now."
_OLDER = (
    f"{_COUNTS} The one before is closed with today’s date. What was signed with it still counts."
)


class RightsPresenter(QObject):
    """Answers the part "Acting managers" of the people's tab, and the tab of certificates."""

    trouble = Signal(object)

    def __init__(
        self,
        people: PeopleTab,
        certificates: CertificatesTab,
        people_words: CardWords,
        session: Session,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._people_words = people_words
        self.words = CardWords(CERTIFICATE_CARD, certificates, session, tasks, self)
        self.words.trouble.connect(self.trouble)
        self._people, self._certificates = people, certificates
        self._session, self._tasks = session, tasks
        self._acting: tuple[Member, ...] = ()
        self._ended: Member | None = None
        people.appointed.connect(self._appoint)
        people.ended.connect(self._end)
        people.undone.connect(self._bring_back)
        certificates.issued.connect(self._issue)

    def show_members(self, members: Sequence[Member]) -> None:
        """Show who acts and who may be appointed, and who keeps and has certificates."""
        today = self._today()
        self._people.appoint_card.set_today(today)
        self._acting = acting_among(members, today)
        shown = tuple(_acting_shown(one, one.acting, today) for one in self._acting if one.acting)
        may_act = [(one.id, one.name) for one in members if may(one.role, Act.STAND_IN)]
        self._people.show_acting(shown, may_act)
        self._show_keepers(members)
        self._refresh_certificates()

    # Acting managers

    def _appoint(self, person: str, first: date, last: date) -> None:
        people = self._session.people

        def done(_nothing: object) -> None:
            until = f"{day(first)} until {day(last)}"
            self._people.say_done(f"{people.name_of(person)} acts as manager from {until}.")
            self._refresh()

        acting = Acting(first, last)
        appoint = self._people_words.ends(lambda: people.act_as_manager(person, acting))
        self._tasks.run(appoint, done, self._not_appointed)

    def _not_appointed(self, problem: BaseException) -> None:
        trouble = explain(problem)
        if isinstance(problem, DatesReversed | ActingOver | ActingTooLong):
            self._people.appoint_card.say_wrong_dates(f"{trouble.what} {trouble.next}")
        else:
            self._people.say_wrong(trouble.text)

    def _end(self, person: str) -> None:
        people = self._session.people
        ended = next((one for one in self._acting if one.id == person), None)

        def done(_nothing: object) -> None:
            self._ended = ended
            words = f"{people.name_of(person)} acts as manager no longer."
            self._people.say_done(words, "Undo" if ended is not None else "")
            self._refresh()

        self._tasks.run(lambda: people.act_as_manager(person, None), done, self.trouble.emit)

    def _bring_back(self) -> None:
        ended, self._ended = self._ended, None
        if ended is None or ended.acting is None:
            return
        people, acting = self._session.people, ended.acting

        def done(_nothing: object) -> None:
            last = day(acting.last)
            self._people.say_done(f"{ended.name} acts as manager until {last}, as before.")
            self._refresh()

        self._tasks.run(lambda: people.act_as_manager(ended.id, acting), done, self.trouble.emit)

    # Certificates

    def _show_keepers(self, members: Sequence[Member]) -> None:
        keepers = [one.name for one in members if one.keeper]
        may_issue = self._session.unlocked.is_keeper
        words = ""
        if not may_issue and self._session.member.id in {m.id for m in members if m.keeper}:
            words = (
                "You keep the team’s certificates now. Lock and unlock once (Ctrl+L), and you can "
                "issue them."
            )
        elif not may_issue and keepers:
            verb = "keeps" if len(keepers) == 1 else "keep"
            words = (
                f"{listed(keepers, 'and')} {verb} the team’s certificates. Ask for a new one where "
                "somebody cannot sign."
            )
        elif not may_issue:
            words = "Nobody in the team keeps its certificates any more."
        self._certificates.show_keepers(words, may_issue=may_issue)

    def _refresh_certificates(self) -> None:
        people = self._session.people
        self._tasks.run(people.certificates, self._show_certificates, self.trouble.emit)

    def _show_certificates(self, found: tuple[Certified, ...]) -> None:
        me = self._session.member.id
        self._certificates.show_certificates(
            tuple(_certificate_shown(one, me=one.member.id == me) for one in found)
        )
        self.words.show()

    def _issue(self, person: str, reason: str) -> None:
        people = self._session.people

        def done(_nothing: object) -> None:
            self._certificates.say_done(f"{people.name_of(person)} can sign papers from now on.")
            self._refresh_certificates()

        certify = self.words.ends(lambda: people.certify(person, reason))
        self._tasks.run(certify, done, self._not_issued)

    def _not_issued(self, problem: BaseException) -> None:
        self._certificates.say_wrong(explain(problem).text)

    def _refresh(self) -> None:
        self._tasks.run(self._session.people.members, self.show_members, self.trouble.emit)

    def _today(self) -> date:
        return self._session.clock.now().astimezone().date()


def _acting_shown(member: Member, acting: Acting, today: date) -> ActingShown:
    first, last = acting.first, acting.last
    until = f"until {day(last)}"
    dates = f"From {day(first)} {until}"
    return ActingShown(
        member.id, member.name, member.role_name, first, last, dates, acting.covers(today)
    )


def _certificate_shown(one: Certified, *, me: bool) -> CertificateShown:
    state, tone = _CHIPS[one.state]
    fresh = one.state in {CertificateState.NONE, CertificateState.CLOSED}
    means = _COUNTS if fresh else _OLDER
    return CertificateShown(
        id=one.member.id,
        name=one.member.name,
        state=state,
        tone=tone,
        detail=f"{one.member.role_name}. {_since_when(one)}",
        action=RENEW if one.can_sign else ISSUE,
        means=means.replace("they have", "you have") if me else means,
        reason=_REASONS[one.state],
        me=me,
    )


def _since_when(one: Certified) -> str:
    if one.until is None:
        return "None was ever issued"
    at = day(one.until.astimezone())
    match one.state:
        case CertificateState.CLOSED:
            return f"Closed on {at}: {one.why}"
        case CertificateState.ENDED:
            return f"Ended on {at}"
        case _:
            return f"Until {at}. Issued: {one.why}"
