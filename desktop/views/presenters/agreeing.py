"""Behind the page of agreeing: what changed, comments kept with every key, the decision."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.casework.notes import DRAFT_NOTE, Notes, Receipt
from desktop.casework.previews import Pages, open_pages
from desktop.casework.record_views import Comment, Reading
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
from desktop.views.presenters.leaving import Leaving
from desktop.views.presenters.ways_out import way_out
from desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from desktop.casework.agreeing import Compared
    from desktop.casework.seal import Signed
    from desktop.views.pages.agree_asked import Asked

WRONG = "keys.wrong_passphrase"
KEEP_EVERY = 150  # milliseconds at most between a key and the comment's being kept
TRY_AGAIN = 2000  # milliseconds after the store refused
HOLD_SECONDS = 3.0  # as long as a lock may wait for the last words
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
    comments: dict[str, str]
    against: str


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
        self._unkept = False
        self._leaving = Leaving(page, session, tasks, self)
        self._leaving.tell_in(page.say_left)
        self._leaving.copy_there.connect(page.agreed.offer_copy)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.timeout.connect(self.keep)
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
        self._tasks.run(lambda: self._look(record), self._show, self.trouble.emit)

    def close(self) -> None:
        """Keep what was said, and let go of the record."""
        self.keep()
        self._record, self._found, self._signed, self._said = "", None, None, {}
        self._unkept = False
        self._leaving.forget()
        self.page.paper.show_paper("", None, printable=False)

    def keep(self) -> None:
        """Keep the comments now, in the encrypted store; they are this person's own."""
        self._keeping.stop()
        if not (self._unkept and self._record) or self._signed is not None:
            return
        self._unkept = False
        said: dict[str, Json] = {path: words for path, words in self._said.items() if words}
        kept = self._session.memory.remember(COMMENTS + self._record, said)
        self._tasks.follow(kept, None, partial(self._not_kept, self._record))

    def _not_kept(self, record: str, problem: BaseException) -> None:
        if record == self._record and self._signed is None:
            self._unkept = True
            self._keeping.start(TRY_AGAIN)
            self.page.show_trouble(explain(problem).text)

    def hold(self) -> bool:
        """Keep comments and note and wait for it; return whether all is safe. Asks nothing."""
        self.keep()
        names = (COMMENTS + self._record, DRAFT_NOTE + self._record)
        return False not in [self._session.memory.hold(name, HOLD_SECONDS) for name in names]

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
        self._touch()

    def _reasons(self, words: str) -> None:
        self._commented(REASONS, words)

    def _touch(self) -> None:
        self._unkept = True
        if not self._keeping.isActive():
            self._keeping.start(KEEP_EVERY)

    # Deciding

    def _agree(self, passphrase: str) -> None:
        found = self._found
        if found is None:
            return
        self.keep()
        reading, agreeing = found.compared.reading, self._session.agreeing
        record, seen = reading.record, reading.version.revision

        def agree() -> tuple[Signed, Pages, str]:
            signed = agreeing.agree(record, seen, passphrase)
            kept = agreeing.papers.kept(record)
            assert kept is not None  # it was kept with the signature, or agreeing raised
            return signed, open_pages(agreeing.papers.pdf(kept)), self._notes.draft(record)

        self._tasks.run(agree, self._agreed, self._failed)

    def _agreed(self, found: tuple[Signed, Pages, str]) -> None:
        self._signed, pages, note = found
        self.page.decision.show_busy(False)
        at = self._signed.at.astimezone()
        words = (
            f"Agreed {at:%H:%M}. The paper has both signatures and stays as it is; a correction "
            "becomes the next version."
        )
        title = self._found.compared.reading.header.title if self._found is not None else ""
        self.page.show_agreed(AgreedShown(f"{title}: agreed", words, note), pages)

    def _return(self) -> None:
        found = self._found
        if found is None:
            return
        self.keep()
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
            self._session.memory.remember(COMMENTS + record, {})

        self.page.decision.show_busy(True, "Returning it")
        author = reading.version.author_name
        self._tasks.run(give_back, partial(self._is_returned, author), self._failed)

    def _is_returned(self, author: str, _nothing: object) -> None:
        self._said, self._unkept = {}, False
        self.page.decision.show_busy(False)
        self.status.emit(f"Returned to {author}, who finds it on Today", "saved")
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
            self._notes.keep(self._signed.record, words)

    def _copy(self, words: str) -> None:
        if self._signed is None:
            return
        copy_text(words)
        record, notes = self._signed.record, self._notes
        self._tasks.run(lambda: notes.copied(record, words), self._copied, self.trouble.emit)

    def _copied(self, receipt: Receipt) -> None:
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
