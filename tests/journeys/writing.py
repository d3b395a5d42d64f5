"""Fills in a whole form as somebody at the keyboard does: read what has the focus, answer, Tab on.

Nothing is known here of the window's widgets. What a question is called comes from the
accessibility tree, what it is comes from the form, and every answer goes in as key presses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.forms.conditions import All, Any, Is, Not, When
from desktop.forms.definition import Field, Form, Shape
from desktop.forms.values import Json
from tests.harness.eyes import Control, Eyes
from tests.harness.hands import Hands
from tests.journeys.invented import Boxes, Inventor

SECTION = ".SectionPage."  # stands in the identifier of every control of a section
ROWS = 2  # in every list
DATE_PARTS = {": day": "day", ": month": "month", ": year": "year"}
CHOOSERS = ("radio button", "toggle button", "push button", "check box")


@dataclass
class Written:
    """Everything that was typed and chosen, to be looked for in the store."""

    texts: list[str] = field(default_factory=list)
    dates: list[Boxes] = field(default_factory=list)
    chosen: list[tuple[str, str]] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)


class LostFocus(AssertionError):
    """Tab did not lead on, or led round in a circle."""


class Writer:
    """Fills in one form."""

    def __init__(self, form: Form, hands: Hands, eyes: Eyes, inventor: Inventor) -> None:
        self._form, self._hands, self._eyes, self._inventor = form, hands, eyes, inventor
        self._fields: dict[str, Field] = {}
        self._wanted = _choices_that_ask_more(form)
        self._rows: Counter[str] = Counter()
        self._answered: set[str] = set()
        self._date: dict[str, Boxes] = {}
        self.written = Written()

    def write_section(self, number: int, *, most: int = 2000) -> None:
        """Answer everything in the section that is open, beginning where the focus is."""
        section = next(s for s in self._form.sections if s.number == number)
        self._fields = {f.label: f for f in _all_fields(section.fields)}
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
        if asked is not None and asked.kind == "choice":
            self._hands.type(self._option(asked))
            self._hands.press("enter")  # takes the line of the list that fits
            self.written.chosen.append((here.name, self._option(asked)))
            return
        answer = self._invent(asked)
        self._hands.type(answer)
        self.written.texts.append(answer)

    def _invent(self, asked: Field | None) -> str:
        kind = asked.kind if asked is not None else "text"
        if kind in ("person", "people", "place"):
            return self._inventor.name()
        if kind in ("number", "minutes"):
            return self._inventor.number()
        if kind == "time":
            return self._inventor.time()
        if kind == "long_text":
            return f"{self._inventor.words(3)}.\n{self._inventor.words(2)}."
        return self._inventor.words()

    def _write_date(self, question: str, part: str) -> None:
        if part == "day":
            self._date[question] = self._inventor.date()
            self.written.dates.append(self._date[question])
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
        for name in (question, question.rpartition(": ")[2]):
            if name in self._fields:
                return self._fields[name]
        over = [label for label in self._fields if question.startswith(f"{label}: ")]
        return self._fields[max(over, key=len)] if over else None

    def _tick(self, asked: Field, here: Control, question: str, option: str) -> None:
        wanted = {self._label(asked, value) for value in self._wanted.get(asked.id, ())}
        if option in wanted | {o.label for o in asked.options[:2]} and not here.is_checked:
            self._hands.press("space")
            self.written.chosen.append((question, option))

    def _choose_one(self, asked: Field, here: Control, question: str) -> Control:
        """Go along the options with the arrow keys, as far as the one that is wanted."""
        wanted = f"{question}: {self._option(asked)}"
        if here.name != wanted:
            for _ in _options(asked):
                here = self._arrow_towards(here, wanted)
                if here.name == wanted:
                    break
            else:
                raise LostFocus(f"the arrow keys never come to {wanted!r}")
        if not self._eyes.again(here).is_checked:
            self._hands.press("space")
        self.written.chosen.append((question, self._option(asked)))
        return self._tab()

    def _arrow_towards(self, here: Control, wanted: str) -> Control:
        """Press the arrow key that points from here to the option, as the eye sees it."""
        options = self._eyes.all(name=wanted)  # other rows have options of the same name
        there = min((o.place for o in options), key=lambda p: abs(p.y - here.place.y))
        below = there.y - here.place.y > here.place.height // 2
        self._eyes.forget_focus()
        self._hands.press("down" if below and there.x <= here.place.x else "right")
        return self._eyes.next_focus(3)

    def _option(self, asked: Field) -> str:
        """Return the option to choose: the one that makes the form ask more, else the last."""
        options = _options(asked)
        wanted = self._wanted.get(asked.id, ())
        chosen = next((value for value in options if value in wanted), list(options)[-1])
        return options[chosen]

    def _label(self, asked: Field, value: str) -> str:
        return _options(asked).get(value, "")

    # Lists and blocks

    def _add_row(self, here: Control) -> Control | None:
        words, _, label = here.name.partition(": ")
        key = here.name if words.startswith("Add to ") else label
        wanted = ROWS // 2 if words.startswith("Add to ") else ROWS
        if label not in self._fields or self._rows[key] >= wanted:
            return None
        self._rows[key] += 1
        for inner in _all_fields(self._fields[label].parts):
            self._rows[inner.label] = 0  # a new row has lists of its own
        self._eyes.forget_focus()
        self._hands.press("space")
        return self._eyes.next_focus()

    def _unfold(self, here: Control) -> Control | None:
        name = here.name.removeprefix("Unfold ")
        if name in self._answered:
            return None
        self._answered.add(name)
        self._hands.press("space")
        self._eyes.find(name=f"Fold {name}")
        return None


def _all_fields(fields: tuple[Field, ...]) -> Iterator[Field]:
    for one in fields:
        yield one
        if one.shape is not None and one.shape is not Shape.PER_ROW:
            yield from _all_fields(one.parts)


def _options(asked: Field) -> dict[str, str]:
    if asked.kind == "yes_no":
        return {"yes": "Yes", "no": "No", "unknown": "Not known"}
    return {option.value: option.label for option in asked.options}


def _choices_that_ask_more(form: Form) -> dict[str, tuple[str, ...]]:
    """Return, by the id of a choice, the answers upon which the form asks another question."""
    found: dict[str, tuple[str, ...]] = {}
    fields = [*_all_fields(form.fields)]
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


def texts_in(value: Json) -> Iterator[str]:
    """Yield every text in a stored value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
