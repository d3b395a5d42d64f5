"""Copies that leave the store: written under a name that says what they are, never half-done.

A copy is written under a temporary name in the folder that was chosen, read back, compared, and
only then given its name; what a cut leaves of it is swept (`halves`). Whoever saves one is told
that it is no longer protected. Signed papers are handed out as they are kept; the paper of a draft
and an empty copy for writing by hand are made when somebody asks for them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path

from desktop.casework.halves import half_beside, noted
from desktop.casework.papers import KeptPaper
from desktop.casework.roles import Act
from desktop.casework.seal import REASON
from desktop.casework.session import Session, body_of
from desktop.casework.states import OPEN
from desktop.forms.definition import Form
from desktop.forms.values import Answers
from desktop.storage.reading import Current

TOLD = "copies are not protected"
"""Under this is remembered that somebody was told once."""

DEFAULT_NAME = "{lcs}_{form}_{date}_v{version}"
"""LCSID_Form_yyyy-mm-dd_v#, no child's name (domain reference, section 11, point 4)."""

VERSION = "v{version}"
"""The part of a name in whose place a draft, which is no version yet, says what it is."""

NO_HALF = "no half-written file was left."
HALF_LEFT = (
    "the disk was gone before the copy was whole: a part of it may be there, unprotected, until "
    "you unlock again with the disk in its place."
)

NO_LCS = "no-lcs-id"
LONGEST_NAME = 100


class Kind(Enum):
    """What a paper that leaves is. The value says what is safe when it could not be written."""

    SIGNED = "The record and its paper are safe in the store"
    DRAFT = "What was saved of the record is safe in the store"
    EMPTY = "Nothing in the store was touched"


class ExportFailed(OSError):
    """A copy could not be made; the record is safe.

    Nothing half-done is left, unless the disk went away meanwhile (`gone`): then what is on it is
    removed by a later unlocking (`halves`).
    """

    code = "export.failed"
    reasons = (
        ({errno.ENOENT, errno.ENOTDIR}, "The folder is not there any more."),
        ({errno.ENOSPC, errno.EDQUOT}, "There is no room left where the copy should go."),
        ({errno.EROFS, errno.EACCES, errno.EPERM}, "The folder may not be written to."),
        ({errno.EBUSY, errno.ETXTBSY}, "A file of that name is open in another program."),
    )

    def __init__(self, problem: OSError, *, gone: bool = False, kind: Kind = Kind.SIGNED) -> None:
        what = next(
            (words for numbers, words in self.reasons if problem.errno in numbers),
            "The copy could not be written.",
        )
        self.told = (
            what,
            f"{kind.value}, and {HALF_LEFT if gone else NO_HALF}",
            "Choose another folder, or close the other program, and save again.",
        )
        super().__init__(problem.errno, what)


class CopyDiffers(RuntimeError):
    """What was read back is not what was written: a fault of the disk or of another program."""

    code = "export.differs"
    told = (
        "The copy that was written does not read back as it should.",
        "What is in the store is as it was, and the bad copy was removed.",
        "Save it somewhere else, and tell your ICT service about that disk.",
    )


class NoPrinter(RuntimeError):
    """There is no way to a printer."""

    code = "export.no_printer"
    told = (
        "No printer could be reached.",
        "Nothing was changed.",
        "Set a printer up on this laptop, or save a copy and print it elsewhere.",
    )


class CopyGone(FileNotFoundError):
    """A copy that was saved is not where it was put."""

    code = "export.copy_gone"

    def __init__(self, kind: Kind = Kind.SIGNED) -> None:
        self.told = (
            "The copy is not where it was saved any more: somebody moved, renamed or deleted it.",
            f"{kind.value}.",
            "Save a copy again, or look for the file where it was moved.",
        )
        super().__init__(errno.ENOENT, "the copy is gone")


class NoProgram(RuntimeError):
    """Nothing on this laptop opens the file."""

    code = "export.no_program"

    def __init__(self, kind: Kind = Kind.SIGNED) -> None:
        here = ", and the paper can be read here: See the paper" if kind is Kind.SIGNED else ""
        self.told = (
            "No program on this laptop opens PDF files.",
            f"The copy is where you saved it{here}.",
            "Open the copy on another laptop, or ask your ICT service for one that reads PDFs.",
        )
        super().__init__(self.told[0])


@dataclass(frozen=True)
class Leaving:
    """A paper that may leave: its bytes, the name that it goes by, and what it is."""

    pdf: bytes = field(repr=False)
    name: str
    kind: Kind = Kind.SIGNED

    @property
    def is_personal(self) -> bool:
        """Whether somebody's words are on it, so that it wants looking after."""
        return self.kind is not Kind.EMPTY


class Exports:
    """The use cases around copies."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def leaving(self, record: str, revision: str | None = None) -> Leaving:
        """Return the signed paper of a version and its file name. Raises LookupError."""
        papers = self._session.signing.papers
        kept = papers.kept(record, revision)
        if kept is None:
            raise LookupError("this version has no paper")
        return Leaving(papers.pdf(kept), self.file_name(record, kept))

    def draft(self, record: str, form: Form, flat: Answers) -> Leaving:
        """Make the paper of a record as it is being written, and name it; nothing can be signed.

        For whoever may read the record. Takes a moment: off the window's thread.
        """
        session = self._session
        session.require(Act.READ)
        current = self._current(record)
        body = session.store.read(lambda reader: reader.body(current.revision)).result()
        writer = session.records.writer_of(current) if current.state in OPEN else current.author
        pdf = session.signing.papers.draft(
            record, form, flat, reason=body_of(body, REASON), writer=writer
        )
        return Leaving(pdf, self._draft_name(current), Kind.DRAFT)

    def empty(self, form_id: str) -> Leaving:
        """Make an empty copy of a form for writing by hand, and name it. Takes a moment."""
        session = self._session
        session.require(Act.READ)
        form = session.catalogue.newest(form_id)
        title = session.form(form_id, answers=session.settings_of(form)).short_title
        pdf = session.signing.papers.blank(form)
        return Leaving(pdf, f"{plain_name(title)}-empty.pdf", Kind.EMPTY)

    def file_name(self, record: str, kept: KeptPaper) -> str:
        """Return the name of a paper's file as the authority's profile has it; no child's name."""
        at = kept.signatures[0].at if kept.signatures else None
        return self._name(self._pattern(), self._current(record), at, str(kept.version))

    def _draft_name(self, current: Current) -> str:
        """Return the same name with DRAFT where the version would stand."""
        pattern = self._pattern().replace(VERSION, "{version}")
        if "{version}" not in pattern:
            pattern = f"{pattern}_{{version}}"
        return self._name(pattern, current, self._session.clock.now(), "DRAFT")

    def _pattern(self) -> str:
        pattern = self._session.profile.settings.get("file_name")
        return str(pattern.value) if pattern is not None else DEFAULT_NAME

    def _name(self, pattern: str, current: Current, at: datetime | None, version: str) -> str:
        session = self._session
        row = session.children.row(current.child) if current.child else None
        name = pattern.format(
            lcs=row.lcs if row is not None and row.lcs else NO_LCS,
            form=session.form(current.form or current.kind, current.form_version).short_title,
            date=f"{at.astimezone():%Y-%m-%d}" if at is not None else "",
            version=version,
            record=current.record[:8],
        )
        return f"{plain_name(name)}.pdf"

    def _current(self, record: str) -> Current:
        return self._session.store.read(lambda reader: reader.current(record)).result()

    def save(self, leaving: Leaving, folder: Path, name: str = "") -> Path:
        """Write a copy into a folder; return where it is. A file of that name is replaced.

        Raises ExportFailed, CopyDiffers.
        """
        target = folder / (name or leaving.name)
        half, there = half_beside(target), folder.is_dir()
        try:
            with noted(self._session.store, half):
                write_whole(target, leaving.pdf, half)
        except OSError as problem:
            gone = there and not folder.is_dir()
            raise ExportFailed(problem, gone=gone, kind=leaving.kind) from problem
        return target

    def still_there(self, copy: Path, kind: Kind = Kind.SIGNED) -> Path:
        """Return a copy that is to be opened. Raises CopyGone."""
        if not copy.is_file():
            raise CopyGone(kind)
        return copy

    def told_once(self) -> bool:
        """Return whether this person was told before that copies are not protected; now they are.

        The first time is the one at which the window says it at length.
        """
        memory = self._session.memory
        before = memory.recall(TOLD) is True
        if not before:
            memory.remember(TOLD, True)
        return before


def write_whole(target: Path, data: bytes, half: Path | None = None) -> None:
    """Write a file under a temporary name beside its place, read it back, then give it its name.

    A file of that name is replaced. `half` is the temporary name, where the caller keeps a note of
    it. Raises OSError, CopyDiffers; then nothing is left.
    """
    half = half or half_beside(target)
    try:
        _write(half, data)
        if half.read_bytes() != data:
            raise CopyDiffers
        half.replace(target)
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


def plain_name(name: str) -> str:
    """Return a name that every file system takes: plain letters, digits, dots, dashes."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-. ")
    return plain[:LONGEST_NAME] or "paper"


def print_by_pipe(pdf: bytes, printer: str = "", chosen: Sequence[str] = ()) -> None:
    """Hand a paper to the print system through a pipe: no temporary file of ours.

    For Linux and macOS (`lp`); `chosen` are more of its options. Raises NoPrinter.
    """
    program = shutil.which("lp")
    if program is None:
        raise NoPrinter
    where = ["-d", printer] if printer else []
    command = [program, "-t", "CST Desktop", *where, *chosen, "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise NoPrinter


def prints_by_pipe() -> bool:
    """Whether this system prints through a pipe."""
    return not sys.platform.startswith("win")


def _write(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
