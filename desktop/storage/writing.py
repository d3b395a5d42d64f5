"""What a writing job may do. A job runs in one transaction: all of it is kept, or nothing."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.storage import attachments, index, working
from desktop.storage.canonical import Json, canonical
from desktop.storage.clock import Clock, next_tick, to_milliseconds
from desktop.storage.erasure import scrub_if_noted, scrub_later
from desktop.storage.errors import (
    RecordErased,
    SnapshotDiffers,
    SnapshotMissing,
    UnknownRecord,
    UnknownRevision,
)
from desktop.storage.projection import Projector
from desktop.storage.reading import Reader
from desktop.storage.revisions import (
    ABOUT,
    COLUMNS,
    SALT_BYTES,
    Header,
    NewRevision,
    Signer,
    System,
    content_digest,
    id_of,
    sign,
)
from desktop.storage.sql import Connection
from desktop.storage.working import JournalEntry, Place, Written

if TYPE_CHECKING:
    from desktop.forms.definition import Form

_PUT_HEADER = f"INSERT INTO revision({COLUMNS}) VALUES({', '.join('?' * 15)})"


class Writer:
    """Given to writing jobs by the store, on its one writer thread.

    A job may be run twice (when the disk is full and the reserve has been given up), so it must
    not have effects of its own. `reader` sees what the job has written so far.
    """

    def __init__(
        self, connection: Connection, clock: Clock, projector: Projector, incarnation: str
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._projector = projector
        self._incarnation = incarnation
        self._numbers: dict[tuple[str, str], int] = {}
        self._scrub = True
        self.reader = Reader(connection)
        (last,) = connection.execute("SELECT coalesce(max(hlc), 0) FROM revision").fetchone()
        self._hlc = int(last)

    # Revisions

    def append(self, revision: NewRevision, signer: Signer) -> Header:
        """Keep a revision, signed by its author, and bring the projections up to date.

        Raises RecordErased, UnknownRevision (a parent), SnapshotMissing.
        """
        self._require_not_erased(revision.record)
        snapshot = index.snapshot_of(self._connection, revision.form, revision.form_version)
        if revision.form is not None and snapshot is None:
            raise SnapshotMissing(revision.form)
        salt, body = secrets.token_bytes(SALT_BYTES), canonical(revision.body)
        bare = self._header(revision, signer.person_id, content_digest(salt, body))
        bare = replace(bare, form_digest=None if snapshot is None else snapshot.digest)
        named = replace(bare, id=id_of(bare))
        header = replace(named, signature=sign(named.id, signer))
        self._put(header, salt, body)
        index.index(self._connection, self._projector, header, json.loads(body), snapshot)
        return header

    def _header(self, revision: NewRevision, author: str, content: str) -> Header:
        """Return the header but for the form's digest, id and signature."""
        parents = revision.parents
        if parents is None:
            parents = self._followed(revision.record, revision.kind)
        else:
            self._require_parents(revision.record, parents)
        seq, tip = self._connection.execute(
            "SELECT seq, tip FROM incarnation WHERE id = ?", (self._incarnation,)
        ).fetchone()
        now = self._clock()
        return Header(
            id="",
            record=revision.record,
            kind=revision.kind,
            parents=parents,
            incarnation=self._incarnation,
            seq=seq + 1,
            hlc=next_tick(self._hlc, now),
            at_ms=to_milliseconds(now),
            author=author,
            form=revision.form,
            form_version=revision.form_version,
            form_digest=None,
            prev=tip,
            content=content,
            signature=b"",
        )

    def _put(self, header: Header, salt: bytes, body: bytes) -> None:
        self._connection.execute(_PUT_HEADER, header.row())
        self._connection.execute("INSERT INTO body VALUES(?, ?, ?)", (header.id, salt, body))
        self._connection.execute(
            "UPDATE incarnation SET seq = ?, tip = ? WHERE id = ?",
            (header.seq, header.id, self._incarnation),
        )
        self._hlc = header.hlc

    def _followed(self, record: str, kind: str) -> tuple[str, ...]:
        if kind in ABOUT:
            return ()
        row = self._connection.execute(
            "SELECT revision FROM current WHERE record = ?", (record,)
        ).fetchone()
        return () if row is None else (row[0],)

    def _require_parents(self, record: str, parents: tuple[str, ...]) -> None:
        for parent in parents:
            row = self._connection.execute(
                "SELECT 1 FROM revision WHERE id = ? AND record = ?", (parent, record)
            ).fetchone()
            if row is None:
                raise UnknownRevision(parent)

    def _require_not_erased(self, record: str) -> None:
        if self._connection.execute(
            "SELECT 1 FROM revision WHERE record = ? AND kind = 'erasure'", (record,)
        ).fetchone():
            raise RecordErased(record)

    # Forms and attachments

    def keep_snapshot(self, form: Form) -> str:
        """Keep a form version, once; return its digest. Raises SnapshotDiffers."""
        new = self._projector.snapshot(form)
        kept = index.snapshot_of(self._connection, new.form, new.version)
        if kept is None:
            self._connection.execute(
                "INSERT INTO snapshot VALUES(?, ?, ?, ?)",
                (new.form, new.version, new.digest, new.text),
            )
        elif kept.digest != new.digest:
            raise SnapshotDiffers(f"{new.form} {new.version}")
        return new.digest

    def attach(
        self, record: str, name: str, mime: str, chunks: Iterable[bytes]
    ) -> attachments.Attachment:
        """Keep a file with a record.

        The job may run twice: `chunks` must start anew with each call.
        """
        self._require_not_erased(record)
        now = to_milliseconds(self._clock())
        return attachments.attach(
            self._connection, record, name=name, mime=mime, chunks=chunks, now=now
        )

    # Working copies

    def begin_working(
        self,
        record: str,
        person: str,
        form: str,
        form_version: int,
        base_revision: str | None = None,
    ) -> None:
        """Begin a person's working copy of a record; one that is there already stays as it is."""
        self._require_not_erased(record)
        now = to_milliseconds(self._clock())
        working.begin(
            self._connection,
            record,
            person,
            form=form,
            form_version=form_version,
            base=base_revision,
            now=now,
        )

    def keep_edits(
        self,
        record: str,
        person: str,
        entries: Sequence[JournalEntry],
        place: Place | None = None,
    ) -> None:
        """Keep steps of writing and where the person is (None: as it was).

        A step number that is kept already is replaced: so typing goes on. Raises NoWorkingCopy.
        """
        self.keep_written(record, person, working.write_out(entries, place))

    def keep_written(self, record: str, person: str, steps: Written) -> None:
        """Keep steps and place that are written out already. Raises NoWorkingCopy."""
        working.keep(self._connection, self._number(record, person), steps)

    def mark_undone(self, record: str, person: str, step: int, undone: bool = True) -> None:
        """Mark one step as undone, or with `undone=False` as done again. Raises NoWorkingCopy."""
        working.mark(self._connection, self._number(record, person), step, undone=undone)

    def redo(self, record: str, person: str, step: int) -> None:
        """Mark one step as done again. Raises NoWorkingCopy."""
        self.mark_undone(record, person, step, undone=False)

    def forget_undone(self, record: str, person: str) -> None:
        """Drop undone steps, which new typing makes unreachable. Raises NoWorkingCopy."""
        working.forget_undone(self._connection, self._number(record, person))

    def change_working_form(self, record: str, person: str, form_version: int) -> None:
        """Take a working copy into another version of its form. Raises NoWorkingCopy."""
        self._connection.execute(
            "UPDATE working SET form_version = ? WHERE n = ?",
            (form_version, self._number(record, person)),
        )

    def drop_working(self, record: str, person: str) -> None:
        """Drop a working copy with its journal; nothing happens where there is none."""
        self._numbers.pop((record, person), None)
        working.drop(self._connection, record, person)

    def adopt_working(self, record: str, giver: str, reason: str, signer: Signer) -> Header:
        """Give a colleague's working copy to the signer, and keep a revision that says so.

        Raises NoWorkingCopy, WorkingCopyTaken.
        """
        self._numbers.clear()
        working.hand_over(self._connection, record, giver, signer.person_id)
        body: dict[str, Json] = {"from": giver, "to": signer.person_id, "reason": reason}
        return self.append(NewRevision(record, System.ADOPTION, body), signer)

    def _number(self, record: str, person: str) -> int:
        number = self._numbers.get((record, person))
        if number is None:
            number = working.number_of(self._connection, record, person)
            self._numbers[record, person] = number
        return number

    def remember(self, person: str, name: str, value: Json) -> None:
        """Remember a small value for a person: columns, text size, what was opened lately.

        What a name that ends in ":" and a record's id holds is erased with that record.
        """
        self._connection.execute(
            "INSERT OR REPLACE INTO memory VALUES(?, ?, ?)", (person, name, working.written(value))
        )

    # Erasure

    def erase(self, record: str, reason: str, signer: Signer) -> Header:
        """Keep an erasure decision, then remove the record's words for good.

        Salt and bodies, attachments, working copies, what was remembered of it and projections go;
        headers stay, so the chain still verifies. When the job is kept the file is scrubbed: no
        page holds the words.
        Raises UnknownRecord, RecordErased. For team, member, authority and certificate: ValueError.
        """
        revisions = self.reader.history(record)
        if not revisions and not self.reader.has_working(record):
            raise UnknownRecord(record)
        if any(header.kind in _NEVER_ERASED for header in revisions):
            raise ValueError("the team, its members and their certificates are never erased")
        body: dict[str, Json] = {"reason": reason, "revisions": [h.id for h in revisions]}
        decision = self.append(NewRevision(record, System.ERASURE, body), signer)
        self._connection.execute(
            "DELETE FROM body WHERE revision IN"
            " (SELECT id FROM revision WHERE record = ? AND kind <> 'erasure')",
            (record,),
        )
        attachments.detach_all(self._connection, record)
        working.drop(self._connection, record)
        self._connection.execute(
            "DELETE FROM memory WHERE substr(name, -length(?1)) = ?1", (f":{record}",)
        )
        index.unindex(self._connection, record, heads=True)
        self._numbers.clear()
        scrub_later(self._connection)
        self._scrub = True
        return decision

    # For the store

    def forget(self) -> None:
        """Forget what a job that was rolled back had in mind."""
        self._numbers.clear()
        self._scrub = False

    def finish(self) -> None:
        """Do what has to wait until a job is kept: scrub the file after an erasure.

        Raises StoreBusy, DiskFull, DiskFault; the job is kept, the next opening scrubs again.
        """
        if self._scrub:
            self._scrub = False
            scrub_if_noted(self._connection)


_NEVER_ERASED = frozenset({System.TEAM, System.MEMBER, System.AUTHORITY, System.CERTIFICATE})
