"""What casework says of a record: head, versions, a line in a list, and what can go wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.casework.states import OPEN
from desktop.casework.working import WorkingCopy
from desktop.forms.definition import Form
from desktop.forms.validation import Problem
from desktop.forms.values import Json, as_object


@dataclass(frozen=True)
class GivenUp:
    """That a correction was given up: when, by whom, and which version counts again with it."""

    at: datetime
    author_name: str
    restores: str


@dataclass(frozen=True)
class Version:
    """One kept version of a record: who wrote it, when, and in what state it was.

    With `given_up` it is an earlier version that counts again, whose author and time these are.
    """

    revision: str
    at: datetime
    author: str
    author_name: str
    state: str
    number: int = 0
    """Which signed version this is, from 1; 0 for what was never signed."""
    given_up: GivenUp | None = None

    @property
    def origin(self) -> str:
        """The revision that this version is, or the earlier one that counts again with it."""
        return self.given_up.restores if self.given_up is not None else self.revision


@dataclass(frozen=True)
class Stands:
    """The signed version that a record goes on being while a correction of it is open."""

    revision: str
    state: str
    at: datetime
    author_name: str


@dataclass(frozen=True)
class RecordHeader:
    """What the head of a page says of a record."""

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

    @property
    def is_open(self) -> bool:
        """Whether the author may go on writing."""
        return self.state in OPEN or self.role != "record"


@dataclass(frozen=True)
class Reading:
    """A record as it stands in one version, ready to be read or compared."""

    header: RecordHeader
    form: Form
    flat: Mapping[str, Json]
    version: Version
    follows: str

    @property
    def record(self) -> str:
        """The record's id."""
        return self.header.record


@dataclass(frozen=True)
class Comment:
    """What a manager said about one answer."""

    path: str
    text: str


@dataclass(frozen=True)
class Returned:
    """Why a record came back, from whom and when."""

    by: str
    name: str
    at: datetime
    reasons: str
    comments: tuple[Comment, ...]


RETURN = "returned"
"""In the body of a returned record: why it came back."""


def returned_from(body: Mapping[str, Json]) -> Returned | None:
    """Read why a record came back from its body, None where it did not."""
    found = as_object(body.get(RETURN))
    if not found:
        return None
    comments = found.get("comments")
    rows = [as_object(one) for one in comments] if isinstance(comments, list) else []
    return Returned(
        by=str(found["by"]),
        name=str(found["name"]),
        at=datetime.fromisoformat(str(found["at"])),
        reasons=str(found["reasons"]),
        comments=tuple(Comment(str(row["path"]), str(row["text"])) for row in rows),
    )


@dataclass(frozen=True)
class OpenRecord:
    """A record opened for writing, and the version that it follows, where there is one."""

    copy: WorkingCopy
    header: RecordHeader
    before: Reading | None
    returned: Returned | None = None


@dataclass(frozen=True)
class RecordLine:
    """One record in a list."""

    record: str
    form_id: str
    title: str
    short_title: str
    child: str
    child_name: str
    state: str
    author: str
    author_name: str
    at: datetime
    place: str = ""
    ready: int = 0
    sections: int = 0
    stands: Stands | None = None
    waits: bool = False
    """Whether it is signed by its author and waits for a manager."""

    @property
    def since(self) -> datetime:
        """Since when the record is what it is: an open correction does not make it newer."""
        return self.stands.at if self.stands is not None else self.at


@dataclass(frozen=True)
class PastAnswer:
    """What an answer was in an earlier version."""

    at: datetime
    author_name: str
    text: str


class NotComplete(Exception):
    """The record is not ready to be signed. It is saved; `problems` says what is missing."""

    code = "record.not_complete"

    def __init__(self, found: Sequence[Problem]) -> None:
        self.problems = tuple(found)
        super().__init__("Some answers are wanted before this can be signed. All is saved.")


class NotSaved(Exception):
    """The last keys could not be kept, so the record was not signed. `__cause__` says why."""

    code = "record.not_saved"
    told = (
        "The last words could not be saved, so the record was not signed.",
        "They are kept here and saved as soon as that is possible.",
        "Wait until the foot of the window says that all changes are saved, then try again.",
    )


class NotEmpty(ValueError):
    """A draft is not thrown away: something is answered in it by now."""

    code = "record.not_empty"
    told = (
        "Something has been answered in this draft meanwhile, so it was not thrown away.",
        "Nothing was changed, and nothing is lost.",
        "Open it again to see how it stands.",
    )


class NothingFollows(ValueError):
    """Records of this form do not begin from the last one."""

    code = "record.nothing_follows"
    told = (
        "A record of this kind does not begin from the last one.",
        "Nothing was changed.",
        "Start a new one from the child’s page.",
    )
