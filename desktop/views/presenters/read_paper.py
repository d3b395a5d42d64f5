"""Behind the paper of the version that is read: see it, save it, print it, check it, correct it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.casework.agreeing import agreed_by
from desktop.casework.papers import KeptPaper
from desktop.casework.previews import Pages, open_pages
from desktop.casework.record_views import Version
from desktop.casework.roles import Act
from desktop.casework.session import Session, body_of
from desktop.casework.states import AGREED, ENDED, SIGNED
from desktop.casework.troubles import explain
from desktop.forms.values import as_object
from desktop.views.go import Go
from desktop.views.pages.read import ReadPage
from desktop.views.pages.read_paper import PaperShown
from desktop.views.pages.record.words import day
from desktop.views.presenters.kept_words import KeptWords
from desktop.views.presenters.leaving import Leaving
from desktop.views.presenters.sign_reason import REWORDING
from desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from desktop.casework.record_views import Reading


CORRECTING = "correcting:"
"""Under this and a record's id is remembered why somebody is about to correct it."""
REASON, OPEN = "reason", "open"
WAITING, NOT_AGREED = "Waiting for a manager who is not the author", "Not agreed"


@dataclass(frozen=True)
class _Looked:
    record: str
    revision: str
    kept: KeptPaper | None
    may_agree: bool
    may_correct: bool
    has_note: bool
    reason: str
    asks_reason: bool
    waits: str
    """Who is still to sign, or that nobody did."""


class ReadPaperPresenter(QObject):
    """The paper beside one read page."""

    wanted = Signal(object)
    trouble = Signal(object)

    def __init__(self, page: ReadPage, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self._page, self._session, self._tasks = page, session, tasks
        self._part = page.versions.paper
        self._here: Reading | None = None
        self._reason = KeptWords(session.memory, tasks, self)
        self._reason.refused.connect(self._failed)
        self._leaving = Leaving(page, session, tasks, self)
        self._leaving.tell_in(self._part.say)
        self._leaving.copy_there.connect(self._part.offer_copy)
        self._part.see_asked.connect(self._see)
        self._part.save_asked.connect(self._save)
        self._part.open_asked.connect(self._leaving.open)
        self._part.print_asked.connect(self._print)
        self._part.check_asked.connect(self._check)
        self._part.agree_asked.connect(self._agree)
        self._part.note_asked.connect(self._note)
        self._part.corrected.connect(self._correct)
        self._part.reason_written.connect(self._reason_written)

    def close(self) -> None:
        """Keep what was typed, and let go of the paper."""
        self._reason.close()
        self._here = None
        self._leaving.forget()
        self._part.show_paper(None)
        self._page.sheet.show_paper("", None, printable=False)

    def hold(self) -> bool:
        """Keep what was typed and wait for it; return whether it is safe. Asks nothing."""
        return self._reason.hold()

    def show(self, reading: Reading) -> None:
        """Show what paper a version has."""
        self._reason.close()
        self._here = reading
        self._leaving.forget()
        self._part.show_paper(None)
        self._tasks.run(lambda: self._look(reading), self._looked, self.trouble.emit)

    def _look(self, reading: Reading) -> _Looked:
        session, record, revision = self._session, reading.record, reading.version.revision
        versions = session.records.versions(record)
        newest = versions[0].origin == reading.version.origin
        ended = reading.header.state in ENDED and reading.header.role == "record"
        kept = session.signing.papers.kept(record, revision)
        begun = as_object(session.memory.recall(CORRECTING + record))
        may_correct = newest and ended and session.may(Act.WRITE_RECORD)
        return _Looked(
            record,
            revision,
            kept,
            newest and reading.header.state == SIGNED and session.agreeing.may_agree(record),
            may_correct,
            newest and kept is not None and agreed_by(session.member.id, reading, kept),
            body_of(begun, REASON) if may_correct else "",
            may_correct and begun.get(OPEN) is True,
            _waits(kept, versions, open_=newest and reading.header.state == SIGNED),
        )

    def _looked(self, found: _Looked) -> None:
        here, kept = self._here, found.kept
        if here is None or here.version.revision != found.revision or kept is None:
            return
        self._reason.open(CORRECTING + found.record if found.may_correct else "")
        signed = tuple(
            f"{how} by {one.name}, {one.role}, {day(one.at)}, {one.at.astimezone():%H:%M}"
            for how, one in zip(("Signed", "Agreed"), kept.signatures, strict=False)
        )
        self._part.show_paper(
            PaperShown(
                f"Paper of version {kept.version}",
                signed,
                found.waits,
                found.may_agree,
                found.may_correct,
                found.has_note,
                found.reason,
                found.asks_reason,
            )
        )
        if found.asks_reason:
            self._page.open_versions()

    # What is asked

    def _place(self) -> tuple[str, str]:
        here = self._here
        return (here.record, here.version.revision) if here is not None else ("", "")

    def _see(self) -> None:
        record, revision = self._place()
        papers = self._session.signing.papers

        def fetch() -> tuple[KeptPaper, Pages]:
            kept = papers.kept(record, revision)
            assert kept is not None  # the part is shown for versions with a paper only
            return kept, open_pages(papers.pdf(kept))

        if record:
            self._tasks.run(fetch, self._seen, self.trouble.emit)

    def _seen(self, found: tuple[KeptPaper, Pages]) -> None:
        kept, pages = found
        self._page.show_sheet(f"Paper of version {kept.version}", pages)

    def _save(self) -> None:
        record, revision = self._place()
        if record:
            self._leaving.save(record, revision)

    def _print(self) -> None:
        record, revision = self._place()
        if record:
            self._leaving.print(record, revision)

    def _check(self) -> None:
        record, revision = self._place()
        if record:
            self._part.say("Checking the signatures …")
            signing = self._session.signing
            self._tasks.run(
                lambda: signing.verify(record, revision).remark, self._part.say, self._failed
            )

    def _agree(self) -> None:
        record, _ = self._place()
        if record:
            self.wanted.emit(Go.agree(record))

    def _note(self) -> None:
        record, _ = self._place()
        if record:
            self.wanted.emit(Go.note(record))

    def _correct(self, reason: str) -> None:
        record, _ = self._place()
        if not record:
            return
        self._reason.keep()
        signing, memory = self._session.signing, self._session.memory

        def begin() -> str:
            signing.amend(record, reason)
            # Here: a lock may come before the answer. What was begun as another reason was begun
            # for an earlier correction, that was given up or taken over.
            for name in (CORRECTING, REWORDING):
                memory.remember(name + record, None)
            return record

        self._tasks.run(begin, self._begun, self._failed)

    def _reason_written(self, words: str, still_asked: bool) -> None:
        self._reason.put({REASON: words, OPEN: still_asked})

    def _begun(self, record: str) -> None:
        self._reason.forget()
        self.wanted.emit(Go.record(record))

    def _failed(self, problem: BaseException) -> None:
        self._part.say(explain(problem).text)


def _waits(kept: KeptPaper | None, versions: Sequence[Version], *, open_: bool) -> str:
    """Return what a paper with one signature of two waits for; "" where it was agreed later."""
    if kept is None or kept.is_complete:
        return ""
    if open_:
        return WAITING
    agreed = any(one.state == AGREED and one.number == kept.version for one in versions)
    return "" if agreed else NOT_AGREED
