"""What a form is: sections and fields, as frozen values.

A form is read from a file (`catalogue`) or from a snapshot (`snapshot`) and then never changes.
Nothing here knows a screen, a store or a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from types import MappingProxyType

from desktop.forms.conditions import Is, When

COPIES: Mapping[str, str] = MappingProxyType(
    {"C": "child", "P": "parent or carer", "A": "partner agency", "F": "full, inside the team"}
)
"""The copies of a record and their letters. The police copy is A with the rows of people and
places. See domain reference, annex A."""

PRONGS: Mapping[str, str] = MappingProxyType({"stability": "Stability", "safety": "Safety"})

SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "aim": "worked out from the date the practitioner received the child's work",
        "pathway": "the dates counted from the day the practitioner received the child's work",
        "calendar": "the meeting calendar",
        "written": "the day that it tells of and the day it was finished",
        "referral": "the referral",
        "wise": "the child's last assessment",
        "notes": "session notes",
        "header": "the child's details",
        "sessions": "the child's words in session notes",
        "map": "the map of people and places",
        "missing": "missing episodes",
        "actions": "the child's actions",
        "register": "the team's registers",
        "workers": "the child's workers",
        "family": "the child's family and carers",
        "nrm": "the National Referral Mechanism record",
        "intelligence": "the intelligence that was sent",
        "panel": "the meetings that this child is listed for",
        "account": "the person who is signed in",
        "signing": "signing, agreeing and filing",
    }
)
"""Where a value may be carried from (`from` in a form file), as shown beside the field."""


class Shape(Enum):
    """How a container holds its parts."""

    ROWS = "rows"
    BLOCK = "block"
    GROUP = "group"
    PER_ROW = "per row"


CONTAINERS: Mapping[str, Shape] = MappingProxyType(
    {
        "rows": Shape.ROWS,
        "actions": Shape.ROWS,
        "block": Shape.BLOCK,
        "quote": Shape.GROUP,
        "choice_per_row": Shape.PER_ROW,
    }
)
"""Kinds that hold other answers; every other kind holds one value at its own path."""


class UnknownField(KeyError):
    """No field of the form answers to that path. Holds the path, never an answer."""


@dataclass(frozen=True)
class Option:
    """One choice. `value` is stored and never changes; `label` is what people read."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Setting:
    """Something that the authority's profile decides when a record is begun, and keeps for it.

    `profile` is the profile's name for it, `rest` what counts where the profile says nothing.
    Conditions may ask for it like for an answer, and `{id}` in the form's words stands for its
    label. It is kept beside the answers, so that a record reads as it was written.
    """

    id: str
    profile: str
    rest: str
    options: tuple[Option, ...] = ()

    def words(self, stored: object) -> str:
        """Return a stored value as people read it."""
        value = stored if isinstance(stored, str) and stored else self.rest
        return next((one.label for one in self.options if one.value == value), value)


@dataclass(frozen=True)
class Rewording:
    """Other words for a question where a setting asks for them; "" leaves the usual ones."""

    when: When
    label: str = ""
    prompt: str = ""
    help: str = ""


@dataclass(frozen=True)
class FollowOn:
    """How the next record of this form begins from a finished one: its answers are carried over.

    `title` is what it is called where it is offered, `button` what is pressed on the finished
    record, `answers` what is answered in it from the start, as pairs of path and value.
    """

    title: str
    button: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Field:
    """One question, or a container of questions.

    `prompt` is the grey hint under the label, `help` the longer guidance beside the question.
    `sign` means wanted before signing, never before saving. `carry` says where a value comes from
    (a key of SOURCES). `copies` holds letters of COPIES; empty inside a container means the
    container's. With `child_agrees` a row or item reaches a parent's copy only when its part
    `agrees` is answered "yes", and then it does. `over` repeats a block over fixed items or over
    another field, named by id. `title_of` and `meta_of` name the parts that make up the title
    line of a row, `group_by` the choice by which rows are grouped, `more` the parts that stand
    folded, `columns = "half"` lets two short parts share a line, and `joined` is the word by which
    a short question goes on in the line of the one before.

    `unless` names another question whose answer is enough before signing; with `sign_when` an
    answer is wanted only where that holds, and may be given elsewhere. `after_signing` is what
    only comes to be once a record is signed (where it was filed): nobody is asked for it while
    writing, and paper does not miss it. `since` names the date
    that a value carried `from = "written"` is counted from. `lcs` is how the answer is led in
    where it stands in the note for LCS. `worded` are other words for other authorities. `whose`
    exact words a quotation holds: the child's, unless it says "carer"; where a row may hold
    either, a part `whose` of that row tells.
    """

    id: str
    label: str
    kind: str
    prompt: str = ""
    help: str = ""
    options: tuple[Option, ...] = ()
    when: When | None = None
    sign: bool = False
    carry: str = ""
    copies: frozenset[str] = frozenset()
    prong: str = ""
    fields: tuple[Field, ...] = ()
    over: tuple[Option, ...] | str | None = None
    title_of: str = ""
    meta_of: tuple[str, ...] = ()
    add_label: str = ""
    group_by: str = ""
    unit: str = ""
    short: bool = False
    child_agrees: bool = False
    columns: str = ""
    joined: str = ""
    whose: str = ""
    more: tuple[str, ...] = ()
    unless: str = ""
    sign_when: When | None = None
    after_signing: bool = False
    since: str = ""
    lcs: str = ""
    worded: tuple[Rewording, ...] = ()

    @cached_property
    def parts(self) -> tuple[Field, ...]:
        """The fields inside a container; a quotation always has the same ones."""
        if self.kind != "quote":
            return self.fields
        words = replace(QUOTE_PARTS[0], sign=self.sign)
        return (words, *QUOTE_PARTS[1:])

    @cached_property
    def shape(self) -> Shape | None:
        """How this field holds others, None for a field with a value of its own."""
        return CONTAINERS.get(self.kind)

    @cached_property
    def _parts_by_id(self) -> dict[str, Field]:
        return {part.id: part for part in self.parts}

    def part(self, name: str) -> Field:
        """Return one part of a container; raises UnknownField."""
        try:
            return self._parts_by_id[name]
        except KeyError:
            raise UnknownField(f"{self.id}/{name}") from None

    def option(self, value: str) -> Option | None:
        """Return the choice with that stored value, None where this version has none."""
        return self._options_by_value.get(value)

    @cached_property
    def _options_by_value(self) -> dict[str, Option]:
        return {option.value: option for option in self.options}

    def for_item(self, item: Option) -> Field:
        """Return the single choice that a `choice_per_row` asks about one item."""
        return Field(
            id=item.value,
            label=item.label,
            kind="choice",
            prompt=item.hint,
            options=self.options,
            sign=self.sign,
            copies=self.copies,
            short=self.short,
        )


@dataclass(frozen=True)
class Section:
    """A part of a form with its own title.

    An `optional` one wants nothing before signing until something stands in it; while it is empty
    the outline says `aside` of it ("after the meeting"), or "if needed".
    """

    id: str
    number: int
    title: str
    fields: tuple[Field, ...]
    intro: str = ""
    help: str = ""
    optional: bool = False
    aside: str = ""
    when: When | None = None


@dataclass(frozen=True)
class Form:
    """A whole form in one version.

    `role` is "record" (a page in a child's file) or "register" (details of a child, a person, a
    place). `title_of` and `facts` name the fields that lists show, `fresh` those that a review does
    not carry over. `signatures` is how many people sign: 0, 1 or 2; where `agreed_when` holds,
    which asks for settings only, one becomes two. `follow_on` is None where the next record does
    not begin from the last one. `lcs` is what the note for LCS is called ("" for none),
    `lcs_first` the questions whose answers make its first line, and `lcs_by` is "manager" where it
    is the manager's to write when agreeing and not the author's. `as_written` is the form as its
    file has it, where settings have been filled into its words (see `fitting`).
    """

    id: str
    version: int
    title: str
    short_title: str
    purpose: str
    role: str
    sections: tuple[Section, ...]
    title_of: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    signatures: int = 0
    note: str = ""
    settings: tuple[Setting, ...] = ()
    agreed_when: When | None = None
    follow_on: FollowOn | None = None
    lcs: str = ""
    lcs_first: tuple[str, ...] = ()
    lcs_by: str = ""
    as_written: Form | None = None

    def __hash__(self) -> int:
        """A form is long, and its id and version tell it from nearly every other one."""
        return hash((self.id, self.version))

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the record itself, in reading order."""
        return tuple(field for section in self.sections for field in section.fields)

    @cached_property
    def _places(self) -> dict[str, tuple[Section, Field]]:
        return {field.id: (section, field) for section in self.sections for field in section.fields}

    def has(self, name: str) -> bool:
        """Say whether the record itself has a field with that id."""
        return name in self._places

    def section(self, name: str) -> Section:
        """Return the section with that id; raises UnknownField."""
        for section in self.sections:
            if section.id == name:
                return section
        raise UnknownField(name)

    def section_of(self, path: str) -> Section:
        """Return the section that the field at `path` stands in; raises UnknownField."""
        top = path.partition("/")[0]
        try:
            return self._places[top][0]
        except KeyError:
            raise UnknownField(path) from None

    def field(self, path: str) -> Field:
        """Return the field at `path`; raises UnknownField.

        The path of a row or of an item of a block answers with its container.
        """
        return self.lineage(path)[-1]

    def lineage(self, path: str) -> tuple[Field, ...]:
        """Return the field at `path` with the containers that it stands in, outermost first."""
        top, *rest = path.split("/")
        if top not in self._places:
            raise UnknownField(path)
        found = [self._places[top][1]]
        while rest:
            try:
                rest = _step(found, rest)
            except UnknownField:
                raise UnknownField(path) from None
        return tuple(found)

    def copies_of(self, path: str) -> frozenset[str]:
        """Return the copies that the field at `path` may reach: a part can only narrow."""
        allowed = frozenset(COPIES)
        for field in self.lineage(path):
            allowed = allowed & field.copies if field.copies else allowed
        return allowed


def _step(found: list[Field], rest: list[str]) -> list[str]:
    """Go one container down: append the field met to `found`, return what is left of the path."""
    here, first = found[-1], rest[0]
    if here.shape is Shape.GROUP or (here.shape is Shape.BLOCK and here.over is None):
        found.append(here.part(first))
        return rest[1:]
    if here.shape is Shape.PER_ROW:
        found.append(here.for_item(_item(here, first)))
        return rest[1:]
    if here.shape is None:
        raise UnknownField(first)
    if len(rest) > 1:
        found.append(here.part(rest[1]))
    return rest[2:]


def _item(field: Field, value: str) -> Option:
    if isinstance(field.over, tuple):
        for option in field.over:
            if option.value == value:
                return option
    return Option(value, value)


HOW_SHARED = (
    Option("spoken", "Spoken"),
    Option("written", "Written"),
    Option("text_message", "Text message"),
    Option("drawing", "Drawing"),
    Option("sign", "Sign"),
    Option("interpreter", "Through an interpreter"),
)

QUOTE_PARTS: tuple[Field, ...] = (
    Field("words", "Exact words", "words", prompt="Word for word, in the language it was said in"),
    Field("who", "Who said it, and to whom", "text", short=True),
    Field("when", "When", "date", columns="half"),
    Field("how", "How it was shared", "choice", options=HOW_SHARED, columns="half"),
    Field(
        "language",
        "Language, and who interpreted",
        "text",
        when=Is("how", ("interpreter", "sign")),
        short=True,
    ),
)
"""What every verbatim quotation is made of. No checker of language ever reads `words`."""
