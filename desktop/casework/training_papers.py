"""Papers of a training team as files: one of each form in each state, for trying checks out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop.casework.exports import ExportFailed, write_whole
from desktop.casework.session import Session
from desktop.casework.states import AGREED, DRAFT, RETURNED, SIGNED
from desktop.documents.pinned import authorities_as_pem
from desktop.forms.definition import Form

AUTHORITY = "team-ca.pem"
SUPERSEDED, CORRECTED, BLANK = "superseded", "corrected", "blank"


class ChildMissing(ValueError):
    """Papers need a child to be about. Nothing was made."""

    code = "training.child_missing"
    told = (
        "Papers are about a child, and the team was to have none.",
        "Nothing was made.",
        "Give --children 1 or more.",
    )


def ready_for_papers(folder: Path, children: int) -> None:
    """Make the folder for papers before the long work begins. Raises ExportFailed, ChildMissing."""
    if children < 1:
        raise ChildMissing
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ExportFailed(problem) from problem


def write_papers(session: Session, folder: Path) -> None:
    """Write `FORM-STATE.pdf` for each form and state, and the certificate of the authority.

    A returned paper is the one that came back, signed by its author only; a superseded one is the
    version that `corrected` corrects. Raises ExportFailed.
    """
    try:
        for form in session.catalogue.records():
            for state, pdf in _papers_of(session, form).items():
                write_whole(folder / f"{form.id}-{state}.pdf", pdf)
        write_whole(folder / AUTHORITY, authorities_as_pem(session.signing.register().pinned))
    except OSError as problem:
        raise ExportFailed(problem) from problem


def _papers_of(session: Session, form: Form) -> dict[str, bytes]:
    papers = session.signing.papers
    found = {BLANK: papers.blank(form)}
    for state in (DRAFT, SIGNED, RETURNED, AGREED):
        for line in session.records.in_state(state):
            if line.form_id == form.id:
                for name, pdf in _named(session, line.record, state):
                    found.setdefault(name, pdf)
    return found


def _named(session: Session, record: str, state: str) -> Iterator[tuple[str, bytes]]:
    """Give the papers of one record, each with the state that it stands for."""
    papers = session.signing.papers
    if state == DRAFT:
        copy = session.records.open(record).copy
        yield DRAFT, papers.draft(record, copy.form, copy.flat)
        return
    kept = papers.all_of(record)
    first = next(one for one in reversed(kept) if one.version == 1)
    if kept[-1].version == 1:
        yield state, papers.pdf(first)
    else:
        yield SUPERSEDED, papers.pdf(first)
        yield CORRECTED, papers.pdf(kept[-1])
