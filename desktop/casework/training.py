"""A training team: invented people and children, with records of every form in every state."""

from __future__ import annotations

from desktop.casework.desk import Desk
from desktop.casework.invented import Inventor, invented_words
from desktop.casework.roles import Role
from desktop.casework.session import Member, Session
from desktop.casework.working import Place
from desktop.forms.values import Json

STATES = ("none", "draft", "finished", "review", "reviewed")
ALONE = {"review": "draft", "reviewed": "finished"}
"""What a state becomes for a form whose records do not begin from the last one."""
FIRST = "wise"
DRAFT_SHARE = 0.7


def make_training(
    desk: Desk, session: Session, passphrase: str, children: int, seed: int
) -> tuple[Member, ...]:
    """Fill a training store that was just started; lock it; return its people.

    The person who started the team is the manager of `resources/training/team.toml`.
    Records are written by the practitioners, in turn, so that drafts belong to somebody.
    """
    words = invented_words()
    for name, role in words["people"]:
        if name != session.member.name:
            session.people.add(str(name), Role(str(role)), passphrase)
    members = session.people.members()
    writers = [m for m in members if m.role in {Role.PRACTITIONER, Role.SUPPORT_WORKER}]
    inventor = Inventor(seed, session.clock.now().date())
    desk.lock()
    for turn, writer in enumerate(writers):
        own = desk.unlock(writer.id, passphrase)
        for number in range(turn, children, len(writers)):
            _add_child(own, inventor, number)
        desk.lock()
    return members


def _add_child(session: Session, inventor: Inventor, number: int) -> None:
    worker: Json = {"id": session.member.id, "name": session.member.name}
    details = {**inventor.child(), "worker": worker}
    child = session.records.start("child", "", answers=details)
    for kind, answers in inventor.entries():
        session.children.add_entry(kind, child, answers)
    forms = sorted(session.offered(), key=lambda form: form.id != FIRST)
    for turn, form in enumerate(forms):
        state = STATES[(number + turn) % len(STATES)]
        if form.follow_on is None:
            state = ALONE.get(state, state)
        _write(session, inventor, child, form.id, state)


def _write(session: Session, inventor: Inventor, child: str, form: str, state: str) -> None:
    if state == "none":
        return
    record = session.records.start(form, child)
    copy = session.records.open(record).copy
    if state == "draft":
        copy.put_together(inventor.draft(copy.form, copy.flat, DRAFT_SHARE))
        copy.place = Place(inventor.place(copy.form), 0)
        session.records.leave(copy)
        return
    copy.put_together(inventor.answers(copy.form, kept=copy.flat, beyond=state != "finished"))
    session.records.finish(copy)
    if state != "finished":
        _follow(session, inventor, record, state)


def _follow(session: Session, inventor: Inventor, record: str, state: str) -> None:
    review = session.records.open(session.records.start_review(record)).copy
    review.put_together(inventor.changes(review.form, review.flat))
    review.place = Place(inventor.place(review.form, again=True), 0)
    if state == "reviewed":
        session.records.finish(review)
    else:
        session.records.leave(review)
