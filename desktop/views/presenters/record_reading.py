"""Behind the read page: fetches a version, compares two, and starts a review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.casework.states import ENDED, RETURNED
from desktop.forms.comparison import Change
from desktop.views.go import Go
from desktop.views.pages.read import Beside, Paper, ReadPage
from desktop.views.pages.read_versions import VersionLine
from desktop.views.pages.record.words import day
from desktop.views.presenters.lines import until_signed
from desktop.views.presenters.record_parts import RecordKeeping, Rights, Wall
from desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from desktop.casework.record_views import GivenUp, Reading, RecordHeader, Version

NO_RIGHTS = Rights()


@dataclass(frozen=True)
class _Fetched:
    """One version with all that stands around it."""

    reading: Reading
    versions: tuple[Version, ...]
    before: Reading | None


class ReadPresenter(QObject):
    """One read page and the record on it."""

    wanted = Signal(object)
    trouble = Signal(object)
    opened = Signal(str)
    shown = Signal(object)
    """A version that is read now, when it is on the page."""

    def __init__(  # noqa: PLR0917
        self,
        page: ReadPage,
        records: RecordKeeping,
        tasks: Tasks,
        clock: Wall,
        rights: Rights = NO_RIGHTS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.page, self._records, self._tasks = page, records, tasks
        self._clock, self._rights = clock, rights
        self._wish = ("", "")
        self._shown: _Fetched | None = None
        page.wanted.connect(self.wanted)
        page.read_asked.connect(self.open)
        page.compare_asked.connect(self.compare)
        page.review_asked.connect(self.start_review)

    @property
    def reading(self) -> Reading | None:
        """What is on the page."""
        return self._shown.reading if self._shown is not None else None

    def open(self, record: str, revision: str = "") -> None:
        """Read a record, in one version when a revision is given."""
        self._wish = (record, revision)
        self._tasks.run(lambda: self._fetch(record, revision), self._fetched, self.trouble.emit)

    def close(self) -> None:
        """Let go of the page: nothing happens by itself any more."""
        self._wish, self._shown = ("", ""), None
        self.page.rest()

    def _fetch(self, record: str, revision: str) -> tuple[tuple[str, str], _Fetched]:
        reading = self._records.read(record, revision or None)
        versions = self._records.versions(record)
        before = self._records.read_standing(reading.follows) if reading.follows else None
        return (record, revision), _Fetched(reading, versions, before)

    def _fetched(self, found: tuple[tuple[str, str], _Fetched]) -> None:
        if found[0] != self._wish:
            return
        self._shown = fetched = found[1]
        reading, header = fetched.reading, fetched.reading.header
        older = bool(fetched.versions) and fetched.versions[0].origin != reading.version.origin
        version = reading.version
        ended = header.state in ENDED and header.role == "record"
        on = reading.form.follow_on if ended and self._rights.review and not older else None
        state = version.state or "kept"
        paper = Paper(
            header.record,
            reading.form,
            header.title,
            header.child,
            header.child_name,
            f"{state.capitalize()} {day(version.at)}\nby {version.author_name}",
            _beside(fetched, older),
            on.button if on is not None else "",
        )
        self.page.show_record(paper, reading.flat, _lines(fetched))
        self.opened.emit(header.record)
        self.shown.emit(reading)

    def compare(self, record: str, revision: str) -> None:
        """Show what differs between another version and the one that is read."""
        shown = self._shown
        if shown is not None:
            self._tasks.run(
                lambda: self._differences(record, revision, shown),
                self._show_changes,
                self.trouble.emit,
            )

    def _differences(
        self, record: str, revision: str, shown: _Fetched
    ) -> tuple[Reading, tuple[Change, ...]]:
        other, here = self._records.read(record, revision), shown.reading
        written = [version.revision for version in reversed(shown.versions)]
        if other.version.revision in written:
            # Not by time: a version that counts again is as old as it was when it was signed.
            order = sorted((other, here), key=lambda one: written.index(one.version.revision))
        else:
            order = sorted((other, here), key=lambda one: one.version.at)
        older, newer = order
        return older, self._records.differences(older, newer)

    def _show_changes(self, found: tuple[Reading, tuple[Change, ...]]) -> None:
        if self._shown is not None:
            older, changes = found
            since = older.version
            title = f"Changed since {day(since.at)}, {since.at.astimezone():%H:%M}"
            self.page.show_changes(title, changes)

    def start_review(self) -> None:
        """Start a review of the record that is read, and go there."""
        shown = self._shown
        if shown is not None and self._rights.review:
            record = shown.reading.record
            self._tasks.run(
                lambda: self._records.start_review(record), self._started, self.trouble.emit
            )

    def _started(self, record: Any) -> None:
        self.wanted.emit(Go.record(str(record)))


def _lines(fetched: _Fetched) -> list[VersionLine]:
    reading = fetched.reading
    found = [_line(reading.record, version) for version in fetched.versions]
    found = [
        VersionLine(
            one.record,
            one.revision,
            one.title,
            one.detail,
            here=one.revision == reading.version.revision,
        )
        for one in found
    ]
    if fetched.before is not None:
        before = _line(fetched.before.record, fetched.before.version)
        found.append(
            VersionLine(before.record, before.revision, before.title, before.detail, before=True)
        )
    return found


def _beside(fetched: _Fetched, older: bool) -> Beside | None:
    """Return what stands over a version: that a correction is open, or that it is old."""
    header, version = fetched.reading.header, fetched.reading.version
    stands = header.stands
    if stands is not None and version.origin == stands.revision:
        words = _open_words(header)
        return Beside(words, "Read the correction")
    if stands is not None and not older:
        told = "came back" if header.state == RETURNED else "is being written"
        words = f"This is a correction that {told}. {until_signed(stands)}"
        return Beside(words, "Read the version that stands", stands.revision)
    return Beside(_older_words(version, fetched.versions), "Read the newest") if older else None


def _open_words(header: RecordHeader) -> str:
    """Return what stands over a version whose correction is open."""
    if header.state == RETURNED:
        whose = header.others_draft or "you"
        words = f"A correction came back to {whose} with reasons."
        return f"{words} This version stands until it is signed anew."
    who = f"{header.others_draft} has" if header.others_draft else "you have"
    return f"A correction is open: {who} begun it. This version stands until it is signed."


def _older_words(version: Version, versions: tuple[Version, ...]) -> str:
    """Return what the banner over an older version says: superseded, or only not the newest."""
    newer = [one for one in versions if one.number > version.number > 0]
    written = [one.revision for one in versions]
    at = written.index(version.revision) if version.revision in written else 0
    if version.number and at and versions[at - 1].state == RETURNED:
        back = day(versions[at - 1].at)
        return f"Version {version.number} came back to its author on {back} and was not agreed."
    if not newer:
        return f"This is the version of {day(version.at)}. There is a newer one."
    first = min(newer, key=lambda one: (one.number, one.at))
    return (
        f"Version {version.number} is superseded by version {first.number}, "
        f"signed {day(first.at)} by {first.author_name}."
    )


def _line(record: str, version: Version) -> VersionLine:
    if version.given_up is not None:
        return _line_given_up(record, version, version.given_up)
    title = f"{day(version.at)}, {version.at:%H:%M}"
    number = f"version {version.number}" if version.number else ""
    detail = ", ".join(filter(None, (version.author_name, version.state, number)))
    return VersionLine(record, version.revision, title, detail)


def _line_given_up(record: str, version: Version, given_up: GivenUp) -> VersionLine:
    """Return how the versions tell that a correction was given up, and what counts again."""
    number = f"version {version.number}, {version.state}" if version.number else version.state
    return VersionLine(
        record,
        version.revision,
        f"{day(given_up.at)}, {given_up.at:%H:%M}",
        f"Correction given up by {given_up.author_name}; {number} {day(version.at)}, counts again",
    )
