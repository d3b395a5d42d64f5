"""A record in memory for the record page: the real working copy, a keeper that can fail."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from desktop.casework.record_views import NotSaved, Stands, Version
from desktop.casework.working import Operation, Place, Step, WorkingCopy
from desktop.forms.answers import unfold
from desktop.forms.comparison import Change, compare
from desktop.forms.definition import Form
from desktop.forms.values import Json

NOW = datetime(2026, 11, 18, 14, 2, 31, tzinfo=UTC)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.moment, self.seconds = NOW, 0.0

    def now(self) -> datetime:
        return self.moment

    def passed(self) -> float:
        return self.seconds

    def rest(self, seconds: float = 5.0) -> None:
        """Let time pass, so that the next key begins a step of its own."""
        self.seconds += seconds
        self.moment += timedelta(seconds=seconds)


class DiskFull(Exception):
    """What the store says on a full disk."""

    code = "store.full"


class Keeper:
    """Keeps the operations, in a thread of its own while `slow`, or fails while `broken`."""

    def __init__(self) -> None:
        self.kept: list[Operation] = []
        self.places: list[Place] = []
        self.broken = self.slow = False

    def __call__(self, operations: Sequence[Operation], place: Place) -> Future[None]:
        future: Future[None] = Future()
        if self.broken:
            future.set_exception(DiskFull("no room"))
        else:
            self.kept.extend(operations)
            self.places.append(place)
            if self.slow:
                threading.Timer(0.03, lambda: future.set_result(None)).start()
            else:
                future.set_result(None)
        return future


@dataclass(frozen=True)
class Header:
    record: str
    form_id: str
    title: str
    role: str
    child: str
    child_name: str
    state: str
    author: str
    author_name: str
    at: datetime
    others_draft: str = ""
    others_since: datetime | None = None
    stands: Stands | None = None


@dataclass(frozen=True)
class Reading:
    header: Header
    form: Form
    flat: Mapping[str, Json]
    version: Version
    follows: str

    @property
    def record(self) -> str:
        return self.header.record


@dataclass(frozen=True)
class OpenRecord:
    copy: WorkingCopy
    header: Header
    before: Reading | None
    returned: None = None


@dataclass(frozen=True)
class PastAnswer:
    at: datetime
    author_name: str
    text: str


@dataclass
class Records:
    """One record, opened as often as asked."""

    form: Form
    clock: Clock
    base: dict[str, Json] = field(default_factory=dict)
    before: dict[str, Json] | None = None
    place: Place = field(default_factory=Place)
    others: str = ""
    state: str = "draft"
    stands: Stands | None = None
    keeper: Keeper = field(default_factory=Keeper)
    left: list[WorkingCopy] = field(default_factory=list)
    adopted: list[str] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    copies: list[WorkingCopy] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def header(self, record: str = "rec1") -> Header:
        return Header(
            record,
            self.form.id,
            "WISE review" if self.before is not None else self.form.title,
            self.form.role,
            "child1",
            "Amelia Testcase",
            self.state,
            "p1",
            "J. Sample",
            NOW,
            self.others,
            NOW - timedelta(days=6) if self.others else None,
            self.stands,
        )

    def open(self, record: str) -> OpenRecord:
        copy = WorkingCopy(
            record=record,
            form=self.form,
            base=self.base,
            steps=self.steps,
            place=self.place,
            keep=self.keeper,
            clock=self.clock,
            read_only=bool(self.others) or self.state == "finished",
        )
        self.copies.append(copy)
        return OpenRecord(copy, self.header(record), self._before())

    def _before(self) -> Reading | None:
        if self.before is None:
            return None
        at = datetime(2026, 5, 14, 10, 0, tzinfo=UTC)
        version = Version("rev0", at, "p2", "P. Example", "finished")
        return Reading(self.header("rec0"), self.form, self.before, version, "")

    def leave(self, copy: WorkingCopy) -> None:
        if not copy.flush_all(1):
            raise NotSaved from copy.failure
        self.left.append(copy)

    def read(self, record: str, revision: str | None = None) -> Reading:
        if revision == "rev0" and self.before is not None:
            reading = self._before()
            assert reading is not None
            return reading
        version = Version("rev1", NOW, "p1", "J. Sample", self.state)
        return Reading(self.header(record), self.form, self.base, version, "rev0")

    def read_standing(self, record: str) -> Reading:
        return self.read(record)

    def versions(self, record: str) -> tuple[Version, ...]:
        newest = Version("rev1", NOW, "p1", "J. Sample", self.state)
        before = self._before()
        return (newest, before.version) if before is not None else (newest,)

    def differences(self, older: Reading, newer: Reading) -> tuple[Change, ...]:
        return compare(older.form, older.flat, newer.form, newer.flat)

    def history_of(self, record: str, path: str) -> tuple[PastAnswer, ...]:
        value = (self.before or {}).get(path)
        return (PastAnswer(NOW, "P. Example", value),) if isinstance(value, str) else ()

    def start_review(self, record: str) -> str:
        self.reviews.append(record)
        return "rec2"

    def adopt(self, record: str) -> None:
        self.adopted.append(record)
        self.others = ""


def answers(form: Form, **values: Json) -> dict[str, Json]:
    """Return flat answers of a tree given by keyword, dots written as double underscores."""
    return unfold(form, {key.replace("__", "."): value for key, value in values.items()})
