"""The whole store looked through, and what was found in plain words without anybody's name."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.casework.session import Session
from desktop.storage.check import Problem
from desktop.storage.index import Difference

WORDS: dict[str, str] = {
    "pages": "Pages of the file are damaged.",
    "tables": "Tables of the file do not hang together.",
    "store": "The store does not say what it should of itself.",
    "header": "A version was altered.",
    "order": "A version stands where it cannot have been written.",
    "missing": "A version is missing.",
    "signature": "A version is not signed by its author.",
    "body": "The words of a version were altered.",
    "body_missing": "The words of a version are missing without a recorded decision.",
    "parent": "A version follows one that is not there.",
    "snapshot": "A form was altered, or is missing.",
    "attachment": "An attached file was altered, or is missing.",
    "row": "A list does not agree with the records.",
    "words": "The search does not agree with the records.",
    "name": "The search for names does not agree with the records.",
    "head": "The list of newest versions does not agree with the records.",
    "index": "The search index is damaged.",
}
"""What the store's short words mean; `tests/casework` sees that none is missing."""


@dataclass(frozen=True)
class Checked:
    """What a check found: whether all is well, and the lines to show."""

    good: bool
    lines: tuple[str, ...]


def check_store(session: Session, *, rebuild: bool = False) -> Checked:
    """Verify pages, chain, signatures, words and attachments; compare lists and search.

    With `rebuild`, lists and search that differ are built again from the records.
    """
    report = session.store.check().result()
    differing = session.store.rebuild_and_compare(mend=rebuild).result()
    lines = [_line(problem) for problem in report.problems]
    lines.extend(_line(difference) for difference in differing)
    if differing and rebuild:
        lines.append("Lists and search were built again from the records.")
    lines.extend(
        f"Somebody came back with the recovery sheet: {person}. A keeper should look at that."
        for person in report.self_enrolled
    )
    good = report.is_sound and (not differing or rebuild)
    found = f"{report.revisions} versions were checked."
    lines.append(f"{found} Nothing is wrong." if good else f"{found} Something is wrong.")
    return Checked(good, tuple(lines))


def _line(found: Problem | Difference) -> str:
    words = WORDS.get(found.what, f"Something is wrong: {found.what}.")
    where = f" Record {found.record}." if found.record else ""
    return f"{words}{where}"
