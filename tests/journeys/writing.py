"""Fills in a whole form as somebody at the keyboard does: read what has the focus, answer, Tab on.

Nothing is known here of the window's widgets. What a question is called comes from the
accessibility tree, what it is comes from the form, and every answer goes in as key presses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from desktop.forms.answers import walk
from desktop.forms.conditions import All, Any, Is, Not, When
from desktop.forms.definition import Field, Form, Shape
from desktop.forms.values import Answers, Json
from tests.harness.eyes import Control, Eyes
from tests.harness.hands import Hands
from tests.journeys.invented import Boxes, Inventor

SECTION = ".SectionPage."  # stands in the identifier of every control of a section
ROWS = 2  # in every list
DATE_PARTS = {": day": "day", ": month": "month", ": year": "year"}
NO_CHOICES: Mapping[str, str] = MappingProxyType({})
CHOOSERS = ("radio button", "toggle button", "push button", "check box")


@dataclass
class Written:
    """Everything that was typed and chosen, to be looked for in the store.

    An answer is the question as the window calls it, and the value that a record is to hold.
    `stops` is where Tab led, for whoever must find out why it led nowhere.
    """

    answers: list[tuple[str, Json]] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)

    def put(self, question: str, value: Json) -> None:
        """Note one answer."""
        self.answers.append((question, value))

    def tick(self, question: str, value: str) -> None:
        """Note one more tick at the question that is being answered."""
        if self.answers and self.answers[-1][0] == question:
            last = self.answers[-1][1]
            assert isinstance(last, list)
            last.append(value)
        else:
            self.put(question, [value])


class LostFocus(AssertionError):
    """Tab did not lead on, or led round in a circle."""


class Writer:
    """Fills in one form. `choices` say which option to take, by the id of the question."""

    def __init__(
        self,
        form: Form,
        hands: Hands,
        eyes: Eyes,
        inventor: Inventor,
        choices: Mapping[str, str] = NO_CHOICES,
    ) -> None:
        self._form, self._hands, self._eyes, self._inventor = form, hands, eyes, inventor
        self._choices = choices
        self._fields: dict[str, Field] = {}
        self._wanted = _choices_that_ask_more(form)
        self._rows: Counter[str] = Counter()
        self._answered: set[str] = set()
        self._date: dict[str, Boxes] = {}
        self.written = Written()

    def write_section(self, number: int, *, most: int = 2000) -> None:
        """Answer everything in the section that is open, beginning where the focus is."""
        section = next(s for s in self._form.sections if s.number == number)
        self._fields = {f.label: f for f in all_fields(section.fields)}
        self._rows.clear()
        self._answered.clear()
        here = self._eyes.find(inside=SECTION, states=["focused"])
        if not here.name:
            here = self._eyes.focused()
        for _ in range(most):
            if SECTION not in here.id:
                return
            self.written.stops.append(f"{number}: {here}")
            here = self._answer(here) or self._tab()
        raise LostFocus(f"Tab never leaves section {number}: {self.written.stops[-20:]}")

    def write_all(self) -> None:
        """Answer everything, one section after the other, from the one that is open."""
        for section in self._form.sections:
            title = f"{section.number} {section.title}"
            self._eyes.find("label", title)
            self.write_section(section.number)
            self._hands.press("shift+tab")  # back from where the last Tab led
            self._eyes.find(inside=SECTION, states=["focused"])
            self._hands.press("ctrl+pgdn")

    def _tab(self) -> Control:
        self._eyes.forget_focus()
        self._hands.press("tab")
        return self._eyes.next_focus()

    def _answer(self, here: Control) -> Control | None:
        """Answer what has the focus; return where the focus is then if it has moved on."""
        if here.role in ("text", "combo box", "entry", "password text"):
            self._write(here)
            return None
        if here.role in ("push button", "button") and here.name.startswith("Add "):
            return self._add_row(here)
        if here.role in ("push button", "button") and here.name.startswith("Unfold "):
            return self._unfold(here)
        if here.role in CHOOSERS and ": " in here.name:
            return self._choose(here)
        return None

    # Typing

    def _write(self, here: Control) -> None:
        question, _, part = here.name.rpartition(": ")
        if f": {part}" in DATE_PARTS and question:
            self._write_date(question, part)
            return
        if here.name.startswith("Find in "):
            return
        asked = self._asked(here.name)
        if asked is None:
            raise AssertionError(f"the form has no question {here.name!r}")
        if asked.kind == "choice":
            self._find(asked, here.name)
            return
        typed, value = self._invent(asked)
        self._hands.type(typed)
        self.written.put(here.name, value)

    def _invent(self, asked: Field) -> tuple[str, Json]:
        """Return what to type and what the record is to hold then."""
        if asked.kind in ("person", "place"):
            name = self._inventor.name()
            return name, {"id": None, "name": name}
        if asked.kind == "people":
            name = self._inventor.name()
            return name, [{"id": None, "name": name}]
        if asked.kind == "time":
            time = self._inventor.time()
            return time, time
        if asked.kind in ("number", "minutes"):
            number = self._inventor.number()
            return number, int(number)
        words = self._inventor.words()
        if asked.kind in ("long_text", "words"):
            words += f".\n{self._inventor.words()}."
        return words, words

    def _find(self, asked: Field, question: str) -> None:
        """Type the beginning of an option until no other one begins so, and take it."""
        value, label = self._option(asked)
        others = [other for other in _options(asked).values() if other != label]
        for end in range(3, len(label) + 1):
            if not any(other.casefold().startswith(label[:end].casefold()) for other in others):
                break
        self._hands.type(label[:end])
        self._hands.press("enter")
        self.written.put(question, value)

    def _write_date(self, question: str, part: str) -> None:
        if part == "day":
            boxes = self._date[question] = self._inventor.date()
            self.written.put(question, boxes.as_stored())
        self._hands.type(getattr(self._date[question], part))

    # Choosing

    def _choose(self, here: Control) -> Control | None:
        question, _, option = here.name.rpartition(": ")
        asked = self._asked(question)
        if asked is None or option not in _options(asked).values():
            return None  # a calendar, "About", "Not known"
        if asked.kind == "many":
            self._tick(asked, here, question, option)
            return None
        return self._choose_one(asked, here, question)

    def _asked(self, question: str) -> Field | None:
        """Return the field of a question: alone, part of a quotation, or asked about one item."""
        for name in (question, question.rpartition(": ")[2].capitalize()):
            if name in self._fields:
                return self._fields[name]
        over = [label for label in self._fields if question.startswith(f"{label}: ")]
        return self._fields[max(over, key=len)] if over else None

    def _tick(self, asked: Field, here: Control, question: str, option: str) -> None:
        value = next(v for v, label in _options(asked).items() if label == option)
        wanted = {*self._wanted.get(asked.id, ()), *[o.value for o in asked.options[:2]]}
        if value in wanted and not here.is_checked:
            self._hands.press("space")
            self.written.tick(question, value)

    def _choose_one(self, asked: Field, here: Control, question: str) -> Control:
        """Go along the options with the arrow keys, as far as the one that is wanted."""
        value, label = self._option(asked)
        wanted = f"{question}: {label}"
        if here.name != wanted:
            there = next(one for one in self._eyes.beside(here) if one.name == wanted)
            for _ in _options(asked):
                here = self._arrow_towards(here, there)
                if here.name == wanted:
                    break
            else:
                raise LostFocus(f"the arrow keys never come to {wanted!r}")
        if not here.is_checked:
            self._hands.press("space")
        self.written.put(question, value)
        return self._tab()

    def _arrow_towards(self, here: Control, there: Control) -> Control:
        """Press the arrow key that points from here to the option, as the eye sees it."""
        below = there.place.y - here.place.y > here.place.height // 2
        self._eyes.forget_focus()
        self._hands.press("down" if below and there.place.x <= here.place.x else "right")
        return self._eyes.next_focus(3)

    def _option(self, asked: Field) -> tuple[str, str]:
        """Return the option to choose: the one that makes the form ask more, else the last."""
        options = _options(asked)
        if asked.id in self._choices:
            return self._choices[asked.id], options[self._choices[asked.id]]
        wanted = self._wanted.get(asked.id, ())
        chosen = next((value for value in options if value in wanted), list(options)[-1])
        return chosen, options[chosen]

    # Lists and blocks

    def _add_row(self, here: Control) -> Control | None:
        words, _, label = here.name.partition(": ")
        key = here.name if words.startswith("Add to ") else label
        wanted = ROWS // 2 if words.startswith("Add to ") else ROWS
        if label not in self._fields or self._rows[key] >= wanted:
            return None
        self._rows[key] += 1
        listed = self._fields[label]
        for inner in all_fields(listed.parts):
            self._rows[inner.label] = 0  # a new row has lists of its own
        if listed.group_by:
            group = listed.part(listed.group_by)
            value = next(v for v, name in _options(group).items() if words == f"Add to {name}")
            self.written.put(group.label, value)
        self._eyes.forget_focus()
        self._hands.press("space")
        return self._eyes.next_focus()

    def _unfold(self, here: Control) -> Control | None:
        name = here.name.removeprefix("Unfold ")
        if name in self._answered:
            return None
        self._answered.add(name)
        self._hands.press("space")
        return None


def all_fields(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Yield fields and the fields inside them; the items of a choice per row are answers."""
    for one in fields:
        yield one
        if one.shape is not None and one.shape is not Shape.PER_ROW:
            yield from all_fields(one.parts)


def _options(asked: Field) -> dict[str, str]:
    if asked.kind == "yes_no":
        return {"yes": "Yes", "no": "No", "unknown": "Not known"}
    return {option.value: option.label for option in asked.options}


def _choices_that_ask_more(form: Form) -> dict[str, tuple[str, ...]]:
    """Return, by the id of a choice, the answers upon which the form asks another question."""
    found: dict[str, tuple[str, ...]] = {}
    fields = [*all_fields(form.fields)]
    settings = {setting.id for setting in form.settings}
    for one in fields:
        for name, listed, without in _named(one.when):
            if name in settings:
                continue  # the authority's profile has answered it
            asked = next(f for f in fields if f.id == name)
            values = [v for v in _options(asked) if (v in listed) != without]
            found[name] = (*found.get(name, ()), *values)
    return found


def _named(when: When | None, negated: bool = False) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    if isinstance(when, Is):
        yield when.field, tuple(str(value) for value in when.values), negated
    elif isinstance(when, Not):
        yield from _named(when.part, not negated)
    elif isinstance(when, All | Any):
        for part in when.parts:
            yield from _named(part, negated)


def answers_in(form: Form, flat: Answers) -> list[tuple[str, Json]]:
    """Return what a record holds: each question as the window calls it, and its stored value."""
    found: list[tuple[str, Json]] = []
    for slot in walk(form, flat):
        value = flat.get(slot.path)
        if slot.field.shape is None and value is not None:
            above = form.lineage(slot.path)[:-1]
            asked = slot.field.label
            if above and above[-1].shape in (Shape.GROUP, Shape.PER_ROW):
                asked = f"{above[-1].label}: {asked}"
            found.append((asked, value))
    return found
