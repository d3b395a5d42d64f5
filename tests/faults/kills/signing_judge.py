"""What is found in a store whose signer was killed: whole papers and whole records, or it is said.

A step that was begun is either done or not at all; all others are as they were. What was not done
can be done again. Every copy with a name of its own verifies, or is byte for byte one that did:
looking for changes after a second signature takes longer than all else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.casework.outside import Checker
from desktop.casework.papers import kept_paper
from desktop.casework.session import Session
from desktop.casework.states import DRAFT
from desktop.documents.verdict import Outcome
from desktop.documents.verification import sha256_of
from desktop.storage.reading import Reader
from tests.faults.kills.killing import lines_of
from tests.faults.kills.signing_team import COPIES, MAKES, SIGNATURES, Steps, steps_in


def judge(folder: Path, known: dict[str, Any]) -> dict[str, Any]:
    """Return what is wrong, which step was cut, and whether it had been done."""
    states = {record: state for state, record in known["records"].items()}
    changed: set[str] = set()
    step = record = ""
    for line in lines_of(folder / "log"):
        if "begun" in line:
            step, record = line["begun"], line["record"]
        elif "done" in line:
            states[line["record"]] = line["state"]
            changed.add(line["record"])
            step = record = ""
    halves = list(_halves(folder / COPIES))
    with steps_in(folder, known["author"], known["manager"]) as steps:
        session = steps.enter(known["author"])
        wrong = [*_of_store(session), *_of_halves(session, halves, known, folder / COPIES)]
        found = session.records.read(record).header.state if record else ""
        if record and found not in {states[record], MAKES[step]}:
            wrong.append(f"{step} of a record that was {states[record]} left it {found}")
        is_done = bool(record) and step != "export" and found == MAKES[step]
        states |= {record: found} if record else {}
        for one, state in states.items():
            verified = one in changed or one == record
            wrong += [f"{state}: {words}" for words in _of_record(session, one, state, verified)]
        copies, good = folder / COPIES, set(known["good"])
        wrong += _of_copies(session, copies, good)
        if record and not is_done:
            wrong += _again(steps, step, record)
            session = steps.enter(known["author"])
            wrong += [*_of_copies(session, copies, good), *_of_store(session)]
    return {"wrong": wrong, "step": step, "done": is_done, "halves": len(halves)}


def _of_store(session: Session) -> Iterator[str]:
    report = session.store.check().result()
    if not report.is_sound:
        yield f"the store is damaged: {report.problems}"
    differing = session.store.rebuild_and_compare().result()
    if differing:
        yield f"lists differ from the records: {differing}"


def _of_record(session: Session, record: str, state: str, verified: bool) -> Iterator[str]:
    """Say where a record and its kept papers do not agree."""
    found = session.records.read(record).header.state
    if found != state:
        yield f"it is {found}"

    def look(reader: Reader) -> tuple[list[dict[str, Any]], set[str]]:
        bodies = [reader.body(header.id) for header in reader.history(record) if header.form]
        return bodies, {one.id for one in reader.attachments(record)}

    bodies, attached = session.store.read(look).result()
    named = {kept.attachment for body in bodies if (kept := kept_paper(body)) is not None}
    if named != attached:
        yield f"{len(attached - named)} papers that no version names, {len(named - attached)} lost"
    kept = session.signing.papers.kept(record)
    if len(kept.signatures if kept is not None else ()) != SIGNATURES[found]:
        yield f"{kept}"
    copy = session.records.open(record).copy
    if copy.read_only == (found == DRAFT):
        yield f"read only: {copy.read_only}"
    if kept is not None and verified:
        verdict = session.signing.verify(record)
        if verdict.outcome is not Outcome.GOOD or verdict.signed != SIGNATURES[found]:
            yield f"its paper is {verdict.outcome}, with {verdict.signed} signatures"


def _halves(copies: Path) -> Iterator[tuple[Path, bytes]]:
    for path in copies.iterdir():
        if path.suffix != ".pdf" or path.name.startswith("."):
            yield path, path.read_bytes()


def _of_halves(
    session: Session, halves: list[tuple[Path, bytes]], known: dict[str, Any], copies: Path
) -> Iterator[str]:
    """Say where what was left half-written is more than a copy would be, or is still there."""
    papers = session.signing.papers
    whole = [papers.pdf(kept) for one in known["records"].values() for kept in papers.all_of(one)]
    for path, data in halves:
        if not any(pdf.startswith(data) for pdf in whole):
            yield f"{path.name} is no part of any paper"
    left = [path.name for path, _ in _halves(copies)]
    if left:
        yield f"left behind: {left}"


def _of_copies(session: Session, copies: Path, good: set[str]) -> Iterator[str]:
    checker = Checker(session.clock.now, session)
    for path in copies.iterdir():
        fingerprint = sha256_of(path.read_bytes())
        if fingerprint not in good:
            verdict = checker.verdict(path)
            if verdict.outcome is not Outcome.GOOD:
                yield f"{path.name} is {verdict.outcome}"
            good.add(fingerprint)


def _again(steps: Steps, step: str, record: str) -> Iterator[str]:
    """Do again what was not done, and say if that fails."""
    try:
        steps.do(step, record)
    except Exception as problem:
        yield f"{step} cannot be done again: {type(problem).__name__}: {problem}"
        return
    yield from _of_record(steps.enter(steps.author), record, MAKES[step], verified=True)
