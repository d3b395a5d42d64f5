"""A training team: invented people and children, with WISE records in every state."""

from __future__ import annotations

from desktop.casework.desk import Desk
from desktop.casework.invented import Inventor, invented_words
from desktop.casework.roles import Role
from desktop.casework.session import Member, Session
from desktop.casework.working import Place
from desktop.forms.values import Json

STATES = ("none", "draft", "finished", "review", "reviewed")
FORM = "wise"


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
    _write(session, inventor, child, STATES[number % len(STATES)])


def _write(session: Session, inventor: Inventor, child: str, state: str) -> None:
    if state == "none":
        return
    record = session.records.start(FORM, child)
    copy = session.records.open(record).copy
    share = 0.7 if state == "draft" else 1.0
    copy.put_together(inventor.answers(copy.form, share))
    if state == "draft":
        copy.put("w.kind", "first")
        copy.place = Place("w.think", 0)
        session.records.leave(copy)
        return
    copy.put("w.kind", "first")
    session.records.finish(copy)
    if state == "finished":
        return
    review = session.records.open(session.records.start_review(record)).copy
    review.put_together(inventor.changes(review.form, review.flat))
    review.place = Place("w.harm", 0)
    if state == "reviewed":
        session.records.finish(review)
    else:
        session.records.leave(review)
