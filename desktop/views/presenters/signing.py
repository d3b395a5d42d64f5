"""Behind the page of signing: the paper is made, shown, signed; then a copy may leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.casework.previews import Pages, open_pages
from desktop.casework.record_views import NotComplete
from desktop.casework.seal import NoCertificate
from desktop.casework.session import Session
from desktop.casework.today import counted
from desktop.casework.troubles import explain
from desktop.casework.working import WorkingCopy
from desktop.forms.answers import is_answered, is_asked
from desktop.forms.conditions import holds
from desktop.forms.validation import is_missed
from desktop.views.go import Go
from desktop.views.pages.record.words import listed
from desktop.views.pages.sign import DoneShown, SignPage, SignShown
from desktop.views.presenters.leaving import Leaving
from desktop.views.presenters.sign_reason import SignReason, begun_in
from desktop.views.presenters.ways_out import way_out
from desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from desktop.casework.papers import Proof
    from desktop.casework.record_views import OpenRecord
    from desktop.casework.seal import Signed

WRONG = "keys.wrong_passphrase"


@dataclass(frozen=True)
class _Made:
    """A record opened to be signed, its paper, and who may agree it."""

    opened: OpenRecord
    proof: Proof
    pages: Pages
    agreers: tuple[str, ...]
    unanswered: int
    can_sign: bool
    begun: str | None
    """What was begun to be written as another reason of a correction."""


STAYS = (
    "The signed PDF is kept here, encrypted, and stays as it is. "
    "A correction becomes the next version."
)


class SignPresenter(QObject):
    """One page and the record that is to be signed."""

    wanted = Signal(object)
    trouble = Signal(object)
    signed = Signal()

    def __init__(self, page: SignPage, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.page, self._session, self._tasks = page, session, tasks
        self._record, self._made, self._child = "", None, ""
        self._made: _Made | None = None
        self._signed: Signed | None = None
        self._leaving = Leaving(page, session, tasks, self)
        self._leaving.tell_in(page.say_saved)
        self._leaving.copy_there.connect(page.offer_copy)
        self._reason = SignReason(page.reason, session, tasks, self)
        self._reason.reworded.connect(lambda: self.open(self._record))
        self._reason.refused.connect(page.show_trouble)
        page.left.connect(self._back)
        page.given.connect(self._sign)
        page.save_asked.connect(self._save)
        page.open_asked.connect(self._leaving.open)
        page.print_asked.connect(self._print)
        page.on_asked.connect(self._go_on)
        page.way_out_asked.connect(self._certificates)

    def open(self, record: str) -> None:
        """Make the paper of a record and show it."""
        self.close()
        self._record = record
        self.page.show_making("The record", "Check and sign")
        self._tasks.run(lambda: self._make(record), self._ready, self._not_ready)

    def close(self) -> None:
        """Let go of the record: nothing happens by itself any more."""
        self._record, self._made, self._signed = "", None, None
        self._leaving.forget()
        self._reason.close()
        self.page.paper.show_paper("", None, printable=False)

    def hold(self) -> bool:
        """Keep what was typed and wait for it; return whether it is safe. Asks nothing."""
        return self._reason.hold()

    @property
    def is_signed(self) -> bool:
        """Whether the record was signed on this page."""
        return self._signed is not None

    # Making

    def _make(self, record: str) -> _Made:
        session = self._session
        opened = session.records.open(record)
        proof = session.signing.proof(opened.copy)
        agreers = tuple(
            member.short_name
            for member in session.people.members()
            if member.id != session.member.id and _agrees(session, member.id)
        )
        me, left = session.member.id, _unanswered(opened.copy)
        can_sign = all(one.id != me for one in session.people.uncertified())
        begun = begun_in(session.memory, record)
        return _Made(opened, proof, open_pages(proof.pdf), agreers, left, can_sign, begun)

    def _ready(self, made: _Made) -> None:
        copy, header = made.opened.copy, made.opened.header
        if copy.record != self._record:
            return
        if copy.read_only:
            self.wanted.emit(Go.read(copy.record))
            return
        self._made, self._child = made, header.child
        member = self._session.member
        self.page.show_ready(
            SignShown(
                back=", ".join(filter(None, (header.title, header.child_name))),
                title="Check and sign",
                notes=self._notes(made),
                signs_as=f"You sign as {member.short_name}, {member.role_name.lower()}. "
                "Nobody else can sign as you.",
                ready="Ready to sign" if made.can_sign else "The paper is ready",
                next_steps=_next_steps(copy.form.signatures, made.proof.version, made.agreers),
            ),
            made.pages,
        )
        self._reason.open(copy.record, made.proof.facts.reason, made.begun)
        if not made.can_sign:  # better known before the passphrase than after it
            missing = NoCertificate()
            self.page.show_trouble(explain(missing).text, way_out(missing))

    def _notes(self, made: _Made) -> tuple[tuple[str, str], ...]:
        notes = [("check", "Everything that is wanted is answered.")]
        if made.unanswered:
            few = made.unanswered == 1
            words = "One question has" if few else f"{counted(made.unanswered)} questions have"
            notes.append(("info", f"{words} no answer. The paper lists them at its end."))
        if made.proof.uncovered:
            names = ", ".join(one.name for one in made.proof.uncovered[:5])
            notes.append(
                ("info", f"Some characters print as their names, and are kept as they are: {names}")
            )
        if self._session.training:
            notes.append(("info", "A training paper: TRAINING stands on every page."))
        return tuple(notes)

    def _not_ready(self, problem: BaseException) -> None:
        if isinstance(problem, NotComplete):
            self.wanted.emit(Go.check(self._record))
            return
        self.page.show_trouble(explain(problem).text)

    # Signing

    def _sign(self, passphrase: str) -> None:
        made = self._made
        if made is None:
            return
        self.page.show_signing(True)
        signing = self._session.signing
        self._tasks.run(
            lambda: self._sign_and_open(signing.sign(made.opened.copy, made.proof, passphrase)),
            self._is_signed,
            self._not_signed,
        )

    def _sign_and_open(self, signed: Signed) -> tuple[Signed, Pages]:
        papers = self._session.signing.papers
        kept = papers.kept(signed.record)
        assert kept is not None  # it was kept with the signature, or signing raised
        return signed, open_pages(papers.pdf(kept))

    def _is_signed(self, found: tuple[Signed, Pages]) -> None:
        self._signed, pages = found
        self.signed.emit()
        made, signed = self._made, self._signed
        at = f"{signed.at.astimezone():%H:%M}"
        waits = ""
        if signed.waits and made is not None:
            waits = f" Waiting for {_either(made.agreers)}."
        child = made.opened.header.child_name if made is not None else ""
        self.page.name_back(child or "Today")  # there is nothing to write any more
        self.page.show_done(
            DoneShown(
                f"Signed {at}.{waits}",
                (
                    ("lock", STAYS),
                    ("download", "A copy that you save is no longer protected by this program."),
                ),
                f"Go to {child}" if child else "Go to Today",
            ),
            pages,
        )

    def _not_signed(self, problem: BaseException) -> None:
        trouble = explain(problem)
        if getattr(problem, "code", "") == WRONG:
            self.page.say_wrong(trouble.what, trouble.next)
            return
        self.page.show_signing(False)
        self.page.show_trouble(trouble.text, way_out(problem))

    # Ways on

    def _back(self) -> None:
        if self._signed is not None:
            self._go_on()
        elif self._record:
            self.wanted.emit(Go.record(self._record))

    def _go_on(self) -> None:
        self.wanted.emit(Go.child(self._child) if self._child else Go.today())

    def _certificates(self) -> None:
        self.wanted.emit(Go.settings("certificates"))

    def _save(self) -> None:
        if self._signed is not None:
            self._leaving.save(self._signed.record, self._signed.revision)

    def _print(self) -> None:
        if self._signed is not None:
            self._leaving.print(self._signed.record, self._signed.revision)


def _agrees(session: Session, person: str) -> bool:
    day_ = session.clock.now().astimezone().date()
    return session.people.standing(person).may_agree(day_)


def _either(names: tuple[str, ...]) -> str:
    return listed(names, "or") if names else "a manager: nobody in this team may agree it yet"


def _next_steps(
    signatures: int, version: int, agreers: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    steps: list[tuple[str, str]] = []
    if signatures > 1:
        who = _either(agreers)
        steps.append(
            ("user-round", f"{who} is asked to read and agree it. You cannot agree your own work.")
            if agreers
            else ("user-round", "A manager has to agree it, and this team has none yet.")
        )
    later = version + 1
    steps.append(("lock", f"This version stays as it is. A correction becomes version {later}."))
    return tuple(steps)


def _unanswered(copy: WorkingCopy) -> int:
    """Return how many questions that are asked have no answer."""
    return sum(
        1
        for section in copy.form.sections
        if holds(section.when, copy.flat)
        for field in section.fields
        if field.kind != "guidance"
        and is_asked(field, copy.flat)
        and not is_answered(copy.flat, field, field.id)
        and is_missed(copy.form, field, copy.flat)
    )
