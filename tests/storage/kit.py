"""What the tests of the store share: a small form, an invented team, and stores to work on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.forms.definition import Field, Form, Section
from desktop.storage.canonical import new_id
from desktop.storage.engine import Store, open_store
from desktop.storage.people import Unlocked
from desktop.storage.revisions import Header, NewRevision

PASSPHRASE = "three Plain wörds"
TEAM = "Northmoor CST"
FOUNDER = "Ines Example"
SMALL_RESERVE = 64 * 1024

NOTE = Form(
    id="note",
    version=1,
    title="Session note",
    short_title="Note",
    purpose="",
    role="record",
    sections=(
        Section(
            id="s",
            number="1",
            title="What happened",
            fields=(
                Field(id="subject", label="Subject", kind="text"),
                Field(id="words", label="What was seen", kind="long_text"),
            ),
        ),
    ),
    title_of=("subject",),
    facts=("subject",),
)
CHILD = Form(
    id="child",
    version=1,
    title="A child",
    short_title="Child",
    purpose="",
    role="register",
    sections=(
        Section(
            id="d",
            number="1",
            title="Details",
            fields=(Field(id="name", label="Name", kind="text"),),
        ),
    ),
    title_of=("name",),
    facts=("name",),
)


class Clock:
    """A clock that goes on by a second each time it is read, and can be set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass(frozen=True)
class Team:
    """A team on disk: its folder, the account's folder, and how to get in."""

    folder: Path
    profile: Path
    unlocked: Unlocked
    recovery_key: str
    envelope_key: str
    clock: Clock

    def copied_to(self, place: Path) -> Team:
        """Return the same team in another folder, as if it had always been there."""
        shutil.copytree(self.folder, place / "store")
        shutil.copytree(self.profile, place / "profile")
        return Team(
            place / "store",
            place / "profile",
            self.unlocked,
            self.recovery_key,
            self.envelope_key,
            Clock(),
        )

    @property
    def file(self) -> Path:
        return self.folder / "store.db"

    def open(self, reserve_bytes: int = SMALL_RESERVE) -> Store:
        return open_store(
            self.folder,
            self.unlocked.data_key,
            incarnation_token_dir=self.profile,
            clock=self.clock,
            reserve_bytes=reserve_bytes,
        )

    @contextmanager
    def opened(self, reserve_bytes: int = SMALL_RESERVE) -> Iterator[Store]:
        store = self.open(reserve_bytes)
        try:
            yield store
        finally:
            store.close()


def keep_forms(store: Store) -> None:
    store.write(lambda w: (w.keep_snapshot(NOTE), w.keep_snapshot(CHILD))).result()


def note(
    record: str, subject: str, words: str, *, child: str | None = None, state: str = "finished"
) -> NewRevision:
    """Return a new revision of a note."""
    answers = {"subject": subject, "words": words}
    body = {"state": state, "child": child, "answers": answers, "reason": "", "follows": None}
    return NewRevision(record, "note", body, form="note", form_version=1)


def child(record: str, name: str) -> NewRevision:
    """Return a new revision of a child's details."""
    body = {"state": "finished", "child": None, "answers": {"name": name}, "reason": ""}
    return NewRevision(record, "child", body, form="child", form_version=1)


def write_note(store: Store, who: Unlocked, subject: str, words: str, record: str = "") -> Header:
    """Keep a note and return its header."""
    new = note(record or new_id(), subject, words)
    return store.write(lambda w: w.append(new, who.signer)).result()
