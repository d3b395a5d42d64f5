"""Behind the page of agreeing: what changed, comments kept with every key, the decision."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.casework.agreeing import Compared, agreed_by
from desktop.casework.notes import DRAFT_NOTE, Notes, Receipt
from desktop.casework.previews import Pages, open_pages
from desktop.casework.record_views import Comment, Reading
from desktop.casework.seal import Signed
from desktop.casework.session import Session
from desktop.casework.states import SIGNED
from desktop.casework.troubles import explain
from desktop.forms.answers import is_answered, is_asked
from desktop.forms.comparison import Change, What, compare
from desktop.forms.conditions import holds
from desktop.forms.values import Json, as_object
from desktop.views.go import Go
from desktop.views.pages.agree import AgreePage, AgreeShown
from desktop.views.pages.agree_done import AgreedShown
from desktop.views.pages.record.words import day
from desktop.views.parts.clipboard import copy_text
from desktop.views.presenters.asked import asked_beside, asked_of
from desktop.views.presenters.kept_words import KeptWords
from desktop.views.presenters.leaving import Leaving
from desktop.views.presenters.ways_out import way_out
from desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from desktop.views.pages.agree_asked import Asked

WRONG = "keys.wrong_passphrase"
COMMENTS = "comments:"
REASONS = "@reasons"


@dataclass(frozen=True)
class _Found:
    """A signed record beside what its reader last knew, and what was begun to be said of it."""

    compared: Compared
    changes: tuple[Change, ...]
    asked: Asked | None
    pages: Pages
    signed: str
    reason: str
    comments: dict[str, str]
    against: str


@dataclass(frozen=True)
class _AgreedNow:
    """An agreed record, its paper, and its note for LCS as it was edited last."""

    reading: Reading
    signed: Signed
    pages: Pages
    note: str
    copied: bool


class AgreePresenter(QObject):
    """One page and the record that waits for a second signature."""

    wanted = Signal(object)
    trouble = Signal(object)
    status = Signal(str, str)

    def __init__(self, page: AgreePage, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.page, self._session, self._tasks = page, session, tasks
        self._notes = Notes(session)
        self._record, self._found = "", None
        self._found: _Found | None = None
        self._signed: Signed | None = None
        self._said: dict[str, str] = {}
        self._words = self._copied_words = ""  # the note as it stands, and as it was copied last
        self._comments = KeptWords(session.memory, tasks, self)
        self._comments.refused.connect(self._not_kept)
        self._noting = KeptWords(session.memory, tasks, self)
        self._noting.refused.connect(self._not_kept)
        self._leaving = Leaving(page, session, tasks, self)
        self._leaving.tell_in(page.say_left)
        self._leaving.copy_there.connect(page.agreed.offer_copy)
        page.left.connect(self._left)
        page.commented.connect(self._commented)
        page.reasons_written.connect(self._reasons)
        page.returned.connect(self._return)
        page.given.connect(self._agree)
        page.copy_asked.connect(self._copy)
        page.note_written.connect(self._note)
        page.save_asked.connect(self._save)
        page.way_out_asked.connect(self._certificates)
        page.open_asked.connect(self._leaving.open)
        page.print_asked.connect(self._print)

    def open(self, record: str) -> None:
        """Show a record that waits."""
        self.close()
        self._record = record
        self._comments.open(COMMENTS + record)
        self._tasks.run(lambda: self._look(record), self._show, self.trouble.emit)

    def open_note(self, record: str) -> None:
        """Show the note for LCS of a record that this person agreed."""
        self.close()
        self._record = record
        self._tasks.run(lambda: self._look_agreed(record), self._show_agreed, self.trouble.emit)

    @property
    def is_agreed(self) -> bool:
        """Whether the record is agreed, and its note for LCS stands on the page."""
        return self._signed is not None

    def leave(self) -> None:
        """Go to another page: a note that was copied as it stands has served its purpose."""
        if self._signed is not None and self._words == self._copied_words:
            self._noting.forget()
        self.close()

    def close(self) -> None:
        """Keep what was said, and let go of the record."""
        self._comments.close()
        self._noting.close()
        self._record, self._found, self._signed, self._said = "", None, None, {}
        self._leaving.forget()
        self.page.paper.show_paper("", None, printable=False)

    def hold(self) -> bool:
        """Keep comments and note and wait for it; return whether all is safe. Asks nothing."""
        return False not in [words.hold() for words in (self._comments, self._noting)]

    def _not_kept(self, problem: BaseException) -> None:
        self.page.show_trouble(explain(problem).text)

    # Looking

    def _look(self, record: str) -> _Found:
        session = self._session
        compared = session.agreeing.compared(record)
        reading, before = compared.reading, compared.before
        changes = (
            compare(before.form, before.flat, reading.form, reading.flat)
            if before is not None
            else _all_of(reading)
        )
        asked = compared.asked
        comments_then = asked.comments if asked is not None else ()
        changes, beside = asked_beside(changes, comments_then, reading.form, reading.flat)
        papers = session.agreeing.papers
        kept = papers.kept(record)
        assert kept is not None  # what waits for a signature has a paper
        first = kept.signatures[0]
        at = first.at.astimezone()
        signed = f"Signed by {first.name}, {day(at)}, {at:%H:%M}"
        said = as_object(session.memory.recall(COMMENTS + record))
        comments = {path: words for path, words in said.items() if isinstance(words, str)}
        return _Found(
            compared,
            changes,
            asked_of(asked, beside, session.member.id),
            open_pages(papers.pdf(kept)),
            signed,
            str(kept.facts.get("reason") or ""),
            comments,
            self._against(record),
        )

    def _against(self, record: str) -> str:
        """Return in words what stands against this person's agreeing, "" where nothing does."""
        try:
            self._session.agreeing.require_may_agree(record)
        except (PermissionError, RuntimeError) as problem:
            return explain(problem).what
        return ""

    def _show(self, found: _Found) -> None:
        reading = found.compared.reading
        if reading.record != self._record:
            return
        if reading.header.state != SIGNED:
            self.wanted.emit(Go.read(reading.record))
            return
        self._found, self._said = found, dict(found.comments)
        before = found.compared.before
        reasons = self._said.get(REASONS, "")
        comments = {path: words for path, words in self._said.items() if path != REASONS}
        since = (
            f"Changed since the version {found.compared.since}"
            if before is not None
            else "The first version: everything in it"
        )
        self.page.show_record(
            AgreeShown(
                form=reading.form,
                flat=reading.flat,
                title=reading.header.title,
                child_name=reading.header.child_name,
                signed=found.signed,
                reason=found.reason,
                since=since,
                changes=found.changes,
                is_first=before is None,
                me=self._session.member.name,
                against=found.against,
                asked=found.asked,
            ),
            comments,
            reasons,
            found.pages,
        )

    # Saying

    def _commented(self, path: str, words: str) -> None:
        self._said[path] = words
        said: dict[str, Json] = {path: words for path, words in self._said.items() if words}
        self._comments.put(said)

    def _reasons(self, words: str) -> None:
        self._commented(REASONS, words)

    # Deciding

    def _agree(self, passphrase: str) -> None:
        found = self._found
        if found is None:
            return
        self._comments.keep()
        reading, agreeing = found.compared.reading, self._session.agreeing
        record, seen = reading.record, reading.version.revision

        def agree() -> _AgreedNow:
            signed = agreeing.agree(record, seen, passphrase)
            self._decided(record)
            return self._agreed_now(reading, signed)

        self._tasks.run(agree, self._show_agreed, self._failed)

    def _look_agreed(self, record: str) -> _AgreedNow | None:
        """Return what this person agreed, None where it is not so, or not so any longer."""
        session = self._session
        reading = session.records.read(record)
        kept = session.agreeing.papers.kept(record)
        if kept is None or not agreed_by(session.member.id, reading, kept):
            return None
        at = kept.signatures[-1].at
        signed = Signed(record, reading.version.revision, kept.version, at, waits=False)
        return self._agreed_now(reading, signed)

    def _agreed_now(self, reading: Reading, signed: Signed) -> _AgreedNow:
        record, papers = reading.record, self._session.agreeing.papers
        kept = papers.kept(record)
        assert kept is not None  # it was kept with the signature, or agreeing raised
        note = self._notes.draft(record)
        copied = self._notes.was_copied(record, note)
        pages = open_pages(papers.pdf(kept))
        return _AgreedNow(reading, signed, pages, note, copied)

    def _show_agreed(self, found: _AgreedNow | None) -> None:
        if found is None:
            self.wanted.emit(Go.read(self._record))
            return
        header = found.reading.header
        if header.record != self._record:
            return
        self._signed, self._words = found.signed, found.note
        self._copied_words = found.note if found.copied else ""
        self._said = {}
        self._comments.forget()
        self._comments.close()
        self._noting.open(DRAFT_NOTE + self._record)
        self.page.decision.show_busy(False)
        at = self._signed.at.astimezone()
        signed = f"Agreed {day(at)}, {at:%H:%M}"
        words = (
            f"{signed}. The paper has both signatures and stays as it is; a correction "
            "becomes the next version."
        )
        whose = ". ".join(filter(None, (header.title, header.child_name, signed)))
        shown = AgreedShown(f"{header.title}: agreed", words, found.note, whose)
        self.page.show_agreed(shown, found.pages)

    def _return(self) -> None:
        found = self._found
        if found is None:
            return
        self._comments.keep()
        reading, agreeing = found.compared.reading, self._session.agreeing
        said = dict(self._said)
        comments = [
            Comment(path, words.strip())
            for path, words in said.items()
            if path != REASONS and words.strip()
        ]
        record, seen = reading.record, reading.version.revision

        def give_back() -> None:
            agreeing.give_back(record, seen, said.get(REASONS, ""), comments)
            agreeing.looked_at(reading)
            self._decided(record)

        self.page.decision.show_busy(True, "Returning it")
        self._tasks.run(give_back, partial(self._is_returned, reading), self._failed)

    def _decided(self, record: str) -> None:
        """Forget what was said of a record: it is about the version that is decided now.

        Called where the decision is made: a lock may come before the answer.
        """
        self._session.memory.remember(COMMENTS + record, None)

    def _is_returned(self, reading: Reading, _nothing: object) -> None:
        author = reading.version.author_name
        self.status.emit(f"Returned to {author}, who finds it on Today", "saved")
        if reading.record != self._record:
            return  # another record is here, and what is said of it
        self._said = {}
        self._comments.forget()
        self.page.decision.show_busy(False)
        self.wanted.emit(Go.today())

    def _failed(self, problem: BaseException) -> None:
        trouble = explain(problem)
        if getattr(problem, "code", "") == WRONG:
            self.page.decision.say_wrong(trouble.what, trouble.next)
        else:
            self.page.show_trouble(trouble.text, way_out(problem))

    # Afterwards

    def _note(self, words: str) -> None:
        if self._signed is not None:
            self._words = words
            self._noting.put(words)

    def _copy(self, words: str) -> None:
        if self._signed is None:
            return
        copy_text(words)
        record, notes = self._signed.record, self._notes
        copied = partial(self._copied, words)
        self._tasks.run(lambda: notes.copied(record, words), copied, self.trouble.emit)

    def _copied(self, words: str, receipt: Receipt) -> None:
        self._copied_words = words
        self.page.agreed.say(receipt.words)

    def _save(self) -> None:
        if self._signed is not None:
            self._leaving.save(self._signed.record, self._signed.revision)

    def _print(self) -> None:
        if self._signed is not None:
            self._leaving.print(self._signed.record, self._signed.revision)

    def _certificates(self) -> None:
        self.wanted.emit(Go.settings("certificates"))

    def _left(self) -> None:
        self.wanted.emit(Go.today())


def _all_of(reading: Reading) -> tuple[Change, ...]:
    """Return every answered question of a first version, as something new."""
    flat = reading.flat
    return tuple(
        Change(section.id, field.id, field.label, What.ADDED, "", "", False)
        for section in reading.form.sections
        if holds(section.when, flat)
        for field in section.fields
        if field.kind != "guidance" and is_asked(field, flat) and is_answered(flat, field, field.id)
    )
