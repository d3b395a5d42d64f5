"""A training team: invented people and children, with records of every form in every state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop.casework.desk import Desk
from desktop.casework.invented import Inventor, invented_words
from desktop.casework.record_views import Comment
from desktop.casework.roles import Role
from desktop.casework.session import Member, Session
from desktop.casework.states import AGREED, DRAFT, RETURNED, SIGNED
from desktop.casework.working import Place
from desktop.forms.definition import Form
from desktop.forms.values import Json

NONE, CORRECTED, REVIEW = "none", "corrected", "review"
"""Besides the states of a record: none of that form, a second version signed, one begun anew."""

STATES = (
    *(REVIEW, DRAFT, NONE, CORRECTED, NONE, SIGNED),
    *(DRAFT, NONE, RETURNED, NONE, DRAFT, NONE),
)
"""How far the records of one form are, child by child. What a review follows is an agreed one."""
STEP = 3  # how far the next form of a child is ahead in them
ALONE = {RETURNED: DRAFT, AGREED: SIGNED, REVIEW: SIGNED}
"""What a state becomes for a form that nobody agrees."""
WRITERS = frozenset({Role.PRACTITIONER, Role.SUPPORT_WORKER})
FIRST = "wise"
DRAFT_SHARE = 0.7
SPREAD = 1009  # keeps the chances of one seed's children apart from those of the next seed's


@dataclass
class _Tale:
    """One record of the plan: what it is to become, and of which child. `form` is fitted."""

    form: Form
    state: str
    record: str = ""

    @property
    def is_agreed(self) -> bool:
        """Whether a manager is to agree it."""
        return self.form.signatures > 1 and self.state in {AGREED, CORRECTED, REVIEW}


@dataclass
class _Child:
    """A child of the plan, whose worker writes its records."""

    worker: Member
    inventor: Inventor
    record: str = ""
    tales: list[_Tale] = field(default_factory=list[_Tale])


@dataclass(frozen=True)
class _Door:
    """Lets the invented people in, one after the other; everybody has the same passphrase."""

    desk: Desk
    passphrase: str

    def enter(self, person: Member) -> Session:
        """Unlock as somebody. They proved who they are just now, so signing does not ask again."""
        self.desk.lock()
        session = self.desk.unlock(person.id, self.passphrase)
        session.confirm = lambda _passphrase: session.unlocked
        return session


def make_training(
    desk: Desk, session: Session, passphrase: str, children: int, seed: int, *, whole: bool = False
) -> tuple[Member, ...]:
    """Fill a training store that was just started; lock it; return its people.

    The person who started the team is the manager of `resources/training/team.toml`.
    Records are written by the practitioners, in turn, so that drafts belong to somebody.
    With `whole` no form lacks a state, however few the children (but one), and corrections are
    agreed.
    """
    manager = session.member
    for name, role in invented_words()["people"]:
        if name != manager.name:
            session.people.add(str(name), Role(str(role)), passphrase)
    members, today = session.people.members(), session.clock.now().date()
    writers = [member for member in members if member.role in WRITERS]
    team = [
        _Child(writers[number % len(writers)], Inventor(seed * SPREAD + number, today, number))
        for number in range(children)
    ]
    door = _Door(desk, passphrase)
    _write_all(door, writers, team, whole=whole)
    _judge_all(door.enter(manager), team)
    _follow_all(door, writers, team)
    if whole:
        _agree_corrections(door.enter(manager), team)
    desk.lock()
    return members


# What the writers do


def _write_all(
    door: _Door, writers: Sequence[Member], team: Sequence[_Child], *, whole: bool
) -> None:
    for writer in writers:
        session = door.enter(writer)
        forms = sorted(session.offered(), key=lambda form: form.id != FIRST)
        for number, child in enumerate(team):
            if child.worker == writer:
                _add_child(session, child)
                child.tales += [_Tale(form, state) for form, state in plan_of(number, forms)]
                if whole and child is team[-1]:
                    child.tales += _missing(team, forms)
                for tale in child.tales:
                    _write(session, child, tale)


def _add_child(session: Session, child: _Child) -> None:
    worker: Json = {"id": session.member.id, "name": session.member.name}
    details = {**child.inventor.child(), "worker": worker}
    child.record = session.records.start("child", "", answers=details)
    for kind, answers in child.inventor.entries():
        session.children.add_entry(kind, child.record, answers)


def plan_of(number: int, forms: Sequence[Form]) -> list[tuple[Form, str]]:
    """Return which records a child is to have, and in which states; the first child is 0."""
    plan: list[tuple[Form, str]] = []
    for turn, form in enumerate(forms):
        state = STATES[(number + turn * STEP) % len(STATES)]
        if form.signatures < 2:
            state = ALONE.get(state, state)
        elif form.follow_on is None and state == REVIEW:
            state = AGREED
        if state != NONE:
            plan.append((form, state))
    return plan


def _missing(team: Iterable[_Child], forms: Sequence[Form]) -> list[_Tale]:
    """Return a tale for each state of each form that nobody's records have yet."""
    there = {(tale.form.id, tale.state) for child in team for tale in child.tales}
    wanted = [(form, state) for form in forms for state in _states(form)]
    return [_Tale(form, state) for form, state in wanted if (form.id, state) not in there]


def _states(form: Form) -> tuple[str, ...]:
    alone = form.signatures < 2
    return (DRAFT, SIGNED, CORRECTED) if alone else (DRAFT, SIGNED, RETURNED, AGREED, CORRECTED)


def _write(session: Session, child: _Child, tale: _Tale) -> None:
    tale.record = session.records.start(tale.form.id, child.record)
    copy, inventor = session.records.open(tale.record).copy, child.inventor
    if tale.state == DRAFT:
        copy.put_together(inventor.draft(copy.form, copy.flat, DRAFT_SHARE))
        copy.place = Place(inventor.place(copy.form), 0)
        session.records.leave(copy)
        return
    beyond = tale.state == REVIEW
    copy.put_together(inventor.answers(copy.form, kept=copy.flat, beyond=beyond))
    session.signing.sign(copy, session.signing.proof(copy), "")


def _follow_all(door: _Door, writers: Sequence[Member], team: Sequence[_Child]) -> None:
    """Correct what was signed, and begin what follows on it."""
    for writer in writers:
        later = [
            (child, tale)
            for child in team
            for tale in child.tales
            if child.worker == writer and tale.state in {CORRECTED, REVIEW}
        ]
        # The last one in is the first whom the lock screen shows.
        session = door.enter(writer) if later or writer == writers[-1] else None
        for child, tale in later:
            assert session is not None
            (_correct if tale.state == CORRECTED else _review)(session, child.inventor, tale)


def _correct(session: Session, inventor: Inventor, tale: _Tale) -> None:
    reason, answers = inventor.correction(tale.form.id)
    session.signing.amend(tale.record, reason)
    copy = session.records.open(tale.record).copy
    copy.put_together(answers)
    session.signing.sign(copy, session.signing.proof(copy), "")


def _review(session: Session, inventor: Inventor, tale: _Tale) -> None:
    review = session.records.open(session.records.start_review(tale.record)).copy
    review.put_together(inventor.changes(review.form, review.flat))
    review.place = Place(inventor.place(review.form, again=True), 0)
    session.records.leave(review)


# What the manager does


def _judge_all(manager: Session, team: Sequence[_Child]) -> None:
    for child in team:
        for tale in child.tales:
            if tale.is_agreed:
                _agree(manager, tale.record)
            elif tale.state == RETURNED:
                reasons, said = child.inventor.returned(tale.form.id)
                comments = [Comment(path, text) for path, text in said.items()]
                seen = _current(manager, tale.record)
                manager.agreeing.give_back(tale.record, seen, reasons, comments)


def _agree_corrections(manager: Session, team: Sequence[_Child]) -> None:
    for child in team:
        for tale in child.tales:
            if tale.is_agreed and tale.state == CORRECTED:
                _agree(manager, tale.record)


def _agree(manager: Session, record: str) -> None:
    manager.agreeing.agree(record, _current(manager, record), "")


def _current(session: Session, record: str) -> str:
    return session.records.read(record).version.revision
