"""A whole record about a new child, for tests that begin where the writing ends."""

from __future__ import annotations

from desktop.casework.invented import Inventor
from desktop.casework.session import Session


def write_whole(session: Session, form: str = "planning", seed: int = 5) -> str:
    """Write a record as its author, with everything that signing wants; return its id."""
    inventor = Inventor(seed, session.clock.now().date())
    child = session.records.start("child", "", answers=inventor.child())
    record = session.records.start(form, child)
    copy = session.records.open(record).copy
    copy.put_together(inventor.answers(copy.form, kept=copy.flat, beyond=False))
    session.records.leave(copy)
    return record
