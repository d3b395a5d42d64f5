"""Records: starting, writing, leaving, finishing, reading, reviewing and comparing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.forms.definition import Form
from desktop.forms.validation import Problem
from desktop.forms.values import Json

DRAFT = "draft"
FINISHED = "finished"


@dataclass(frozen=True)
class Version:
    """One kept version of a record: who wrote it, when, in what state."""

    revision: str
    at: datetime
    author: str
    author_name: str
    state: str


@dataclass(frozen=True)
class Reading:
    """A record as it stands in one version, ready to be read or compared."""

    record: str
    form: Form
    flat: Mapping[str, Json]
    version: Version
    child: str
    child_name: str
    follows: str


class NotComplete(Exception):
    """The record is not ready to be finished. It is saved; `problems` says what is missing."""

    code = "record.not_complete"

    def __init__(self, found: Sequence[Problem]) -> None:
        self.problems = tuple(found)
        super().__init__("Some answers are wanted before this can be finished. All is saved.")
