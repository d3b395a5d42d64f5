"""What the pages show, already in words: frozen values that presenters make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desktop.views.go import Go


@dataclass(frozen=True)
class ProfileChoice:
    """One authority profile: its name, what it is for, and its settings with their sources."""

    id: str
    title: str
    summary: str
    settings: tuple[tuple[str, str, str], ...] = ()  # what, value, source


@dataclass(frozen=True)
class Verdict:
    """The strength of a passphrase: "weak" or "good", one word, and the next step."""

    state: str
    word: str
    advice: str

    @property
    def enough(self) -> bool:
        """Whether it may be used."""
        return self.state == "good"


@dataclass(frozen=True)
class TeamPlan:
    """What was typed to start a team."""

    team: str
    name: str
    role: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class Line:
    """One row of a list: a sentence whose `strong` part stands out, a quieter line, a way on.

    `before` + `strong` + `after` is the sentence.
    """

    go: Go
    before: str = ""
    strong: str = ""
    after: str = ""
    detail: str = ""
    action: str = ""
    state: str = ""
    state_tone: str = "plain"

    @property
    def words(self) -> str:
        """The sentence."""
        return f"{self.before}{self.strong}{self.after}"


@dataclass(frozen=True)
class TodayShown:
    """What Today shows."""

    title: str
    sentence: str
    half_written: tuple[Line, ...] = ()
    recent: tuple[Line, ...] = ()
    finished: tuple[Line, ...] = ()
    others: tuple[Line, ...] = ()
    waiting: tuple[Line, ...] = ()
    has_children: bool = True
    may_write: bool = True


@dataclass(frozen=True)
class ChipShown:
    """A chip of a child's header."""

    text: str
    tone: str = "plain"
    icon: str = ""


@dataclass(frozen=True)
class Quote:
    """A child's exact words and the line under them."""

    words: str
    line: str


@dataclass(frozen=True)
class Group:
    """A heading and the rows under it."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ChildShown:
    """The header of a child's page."""

    id: str
    name: str
    known_as: str = ""
    pronouns: str = ""
    facts: tuple[tuple[str, str], ...] = ()  # (quiet word before, fact): ("LCS", "0417203")
    chips: tuple[ChipShown, ...] = ()
    closed: bool = False


@dataclass(frozen=True)
class GlanceShown:
    """The tab "At a glance"."""

    half_written: tuple[Line, ...] = ()
    latest: tuple[Line, ...] = ()
    words: tuple[Quote, ...] = ()
    words_title: str = "In the child’s words"
    people: tuple[Line, ...] = ()


@dataclass(frozen=True)
class HitShown:
    """One search result."""

    go: Go
    title: str
    child: str
    when: str
    pieces: tuple[tuple[str, bool], ...]
    state: str = ""
    state_tone: str = "plain"


@dataclass(frozen=True)
class FormChoice:
    """A form that can be begun, and the finished record that a review would start from."""

    id: str
    title: str
    purpose: str
    follows: str = ""
    follows_words: str = ""


@dataclass(frozen=True)
class MemberShown:
    """A colleague in the settings."""

    id: str
    name: str
    role: str
    keeper: bool = False
    me: bool = False


@dataclass(frozen=True)
class ActingShown:
    """Somebody who acts as manager: who, from which day to which, and both in words."""

    id: str
    name: str
    role: str
    first: date
    last: date
    dates: str
    now: bool


@dataclass(frozen=True)
class CertificateShown:
    """How a colleague's certificate stands, and what a keeper is offered to do about it.

    `means` says what issuing one does, `reason` what the register would say of it.
    """

    id: str
    name: str
    state: str
    tone: str
    detail: str
    action: str
    means: str
    reason: str
    me: bool = False


@dataclass(frozen=True)
class Component:
    """A part of the program made by others: name, version, licence and its text."""

    name: str
    version: str
    licence: str
    text: str = ""
