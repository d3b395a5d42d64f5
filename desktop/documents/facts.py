"""What a paper says of itself: which record, which version, in which state, made when, for whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from desktop.forms.definition import Form


class PaperState(Enum):
    """What a paper is, as its footer says it. The value is what the attached record holds.

    A paper that is signed later keeps its words: the signatures themselves say who and when.
    """

    DRAFT = "draft"
    FINISHED = "finished"

    @property
    def words(self) -> str:
        """The state in the words of the footer."""
        return "draft" if self is PaperState.DRAFT else "finished"


class FactsUnusable(ValueError):
    """A paper cannot be made with these facts. Names the fact, never its value."""

    code = "documents.facts"


@dataclass(frozen=True)
class PaperFacts:
    """Everything on a paper that is not an answer.

    `record_id` and `version` stand in the footer of each page. `child` is the child's name or
    initials as the profile wants it in headers, `reference` the case reference beside it.
    `made` is when the paper was made, with its zone, in whole seconds. `title` replaces the form's
    own title ("Complex safeguarding assessment (WISE)"), `subject` is the line under it ("Amelia
    Testcase, known as Millie"), `summary` the box of short facts below: pairs of label and words.
    `author` (a team, never a child) is the author in the file's properties. `signers` says below
    each signature who is expected there, first the author. `reason` is why a corrected version
    was made. `training` marks each page. Without `attach_record` the paper is PDF/A-2a, for
    archives that refuse attachments, and holds no data.
    """

    record_id: str
    version: int
    state: PaperState
    made: dt.datetime
    child: str = ""
    reference: str = ""
    marking: str = ""
    title: str = ""
    subject: str = ""
    summary: tuple[tuple[str, str], ...] = ()
    author: str = ""
    signers: tuple[str, ...] = ()
    reason: str = ""
    training: bool = False
    attach_record: bool = True

    def __post_init__(self) -> None:
        if self.made.tzinfo is None or self.made.microsecond:
            raise FactsUnusable("`made` wants a time zone and whole seconds")
        if self.version < 1 or not self.record_id.strip():
            raise FactsUnusable("a paper wants a record id and a version from 1 on")


@dataclass(frozen=True)
class BlankFacts:
    """What stands on an empty copy of a form; as in PaperFacts."""

    made: dt.datetime
    marking: str = ""
    title: str = ""
    author: str = ""
    training: bool = False

    def __post_init__(self) -> None:
        if self.made.tzinfo is None or self.made.microsecond:
            raise FactsUnusable("`made` wants a time zone and whole seconds")


@dataclass(frozen=True)
class SignatureField:
    """An empty signature field: its name in the file, and what people read beside it.

    No name is the beginning of another, since some programs lock fields by the beginning.
    """

    name: str
    label: str


AUTHOR = SignatureField("Author", "Signature of the author")
MANAGER = SignatureField("Manager", "Signature of the manager who agrees")

SIGNATURE_WIDTH = 216.0
SIGNATURE_HEIGHT = 66.0
"""Size of a signature field in points (1/72 inch); a stamp is drawn in this size."""


def signature_fields(form: Form, state: PaperState) -> tuple[SignatureField, ...]:
    """Return the empty signature fields of a paper, in signing order; a draft has none."""
    return () if state is PaperState.DRAFT else (AUTHOR, MANAGER)[: form.signatures]
