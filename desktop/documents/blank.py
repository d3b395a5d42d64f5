"""An empty copy of a form for writing by hand: every question, ruled space, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.documents.blocks import WHOLE, Blocks, Column, beside, on_panel
from desktop.documents.conditions import in_words
from desktop.documents.facts import BlankFacts
from desktop.documents.layout import rule_strip
from desktop.documents.look import (
    BETWEEN_CARDS,
    BETWEEN_QUESTIONS,
    BETWEEN_SECTIONS,
    CARD_TITLE,
    FACT,
    FINE,
    GUTTER,
    LABEL,
    QUOTE_INSET,
    QUOTE_PAD,
    SOURCE,
    STRONG,
    SUBJECT,
    TITLE,
    UNDER_SECTION,
)
from desktop.documents.sheets import Sheets
from desktop.documents.strips import Keep, Strip, held, nothing, spaced, tied_to_next
from desktop.documents.tags import Tag
from desktop.forms.definition import Field, Form, Option, Section, Shape

_RULE_APART: Final = 23.0  # room for handwriting
_BOX: Final = 9.0
_TICK_ROW: Final = 17.0
_FEW_PARTS: Final = 5  # rows of so many questions are there twice, of more only once
_LINES: Final = {"long_text": 4, "carried": 2}
_LINES_INSIDE: Final = {"long_text": 2}
_YES_NO: Final = (Option("yes", "Yes"), Option("no", "No"), Option("unknown", "Not known"))
_HALVES: Final = frozenset({"date", "text", "person", "place", "number", "minutes", "time"})
_DATE: Final = (("Day", 44.0), ("Month", 64.0), ("Year", 64.0))


class BlankLayout:
    """Sets an empty form; `root` holds its tags once `strips` has been called."""

    def __init__(self, form: Form, facts: BlankFacts, blocks: Blocks) -> None:
        self.root = Tag("Document")
        self._form = form
        self._facts = facts
        self._blocks = blocks

    def strips(self) -> list[Strip]:
        """Return the whole form."""
        strips = self._head()
        for section in self._form.sections:
            strips += self._section(section)
        return [*strips, *self._signed_by_hand()]

    def _head(self) -> list[Strip]:
        title = self._facts.title or self._form.title
        strips = self._blocks.heading(title, TITLE, self.root.add("H1"), 0)
        note = "For writing by hand. Put it into the program as soon as you can."
        strips += self._blocks.paragraph(note, SUBJECT, WHOLE, self.root.add("P"))
        strips += spaced([rule_strip(STRONG, "rule")], 9.0)
        strips = held(strips, Keep.ALWAYS)
        for label in ("The child’s name and LCS number", "Written by, and on which date"):
            made = self._blocks.paragraph(label, LABEL, WHOLE, self.root.add("P"))
            strips += spaced([*tied_to_next(made), *_ruled(1, WHOLE)], 8.0)
        return strips

    def _section(self, section: Section) -> list[Strip]:
        part = self.root.add("Sect")
        strips = self._blocks.section(f"{section.number}", section.title, part.add("H2"))
        for words in (section.intro, in_words(section.when, self._form)):
            if words:
                line = self._blocks.paragraph(words, SOURCE, WHOLE, part.add("P"))
                strips += tied_to_next(spaced(line, 2.0))
        strips = spaced(strips, BETWEEN_SECTIONS)
        asked = [*section.fields]
        gap = UNDER_SECTION
        while asked:
            two = _halves(asked[:2])
            made = self._beside(two, WHOLE, part, None) if two else []
            made = made or self._question(asked[0], WHOLE, part, None)
            strips += spaced(made, gap)
            asked, gap = asked[2 if two else 1 :], BETWEEN_QUESTIONS
        return strips

    def _question(
        self, field: Field, column: Column, parent: Tag, inside: Field | None
    ) -> list[Strip]:
        """Return a question with its hint and condition, and room for the answer."""
        if field.shape is Shape.BLOCK and isinstance(field.over, tuple):
            return self._items(field, column, parent)
        tag = parent.add("H3" if inside is None else "P")
        bookmark = 2 if inside is None else 0
        strips = self._blocks.heading(field.label, LABEL, tag, bookmark, column)
        for words in (field.prompt, in_words(field.when, self._form, inside)):
            if words:
                hint = self._blocks.paragraph(words, SOURCE, column, parent.add("P"))
                strips += tied_to_next(hint)
        return [*strips, *self._room(field, column, parent)]

    def _items(self, field: Field, column: Column, parent: Tag) -> list[Strip]:
        items = field.over if isinstance(field.over, tuple) else ()
        strips: list[Strip] = []
        for item in items:
            inside = parent.add("Div")
            title = self._blocks.heading(item.label, CARD_TITLE, inside.add("H3"), 2, column)
            made = [*title, *self._parts(field, column, inside)]
            strips += spaced(made, BETWEEN_QUESTIONS)
        return strips

    def _room(self, field: Field, column: Column, parent: Tag) -> list[Strip]:
        match field.shape:
            case Shape.ROWS:
                return self._rows(field, column, parent)
            case Shape.GROUP:
                return self._words(column, parent)
            case Shape.BLOCK:
                return self._parts(field, column.inset(GUTTER), parent.add("Div"))
            case Shape.PER_ROW:
                return self._per_item(field, column, parent)
            case None:
                return self._answer(field, column, parent)

    def _answer(self, field: Field, column: Column, parent: Tag) -> list[Strip]:
        match field.kind:
            case "guidance":
                return []
            case "yes_no":
                return self._ticks(_YES_NO, column, parent)
            case "choice" | "many":
                return self._ticks(field.options, column, parent)
            case "date":
                return self._date(column, parent)
            case "words":
                return self._ground(_ruled(3, column.inset(QUOTE_INSET, QUOTE_PAD)), column)
            case "number" | "minutes" | "time":
                return _ruled(1, Column(column.left, column.width / 3))
            case kind:
                lines = _LINES if parent.kind == "Sect" else _LINES_INSIDE
                return _ruled(lines.get(kind, 1), column)

    def _ticks(self, options: Sequence[Option], column: Column, parent: Tag) -> list[Strip]:
        """Return boxes to tick, as many in a row as find room."""
        items = parent.add("L")
        widths = [self._blocks.setter.line(one.label, FACT).width for one in options]
        room = max([*widths, 0.0]) + _BOX + 6.0 + GUTTER
        across = max(1, min(int(column.width / room), 3 if len(options) > 4 else 4))
        width = column.width / across
        strips: list[Strip] = []
        for at in range(0, len(options), across):
            cells = [
                self._tick(option, Column(column.left + width * place, width), items)
                for place, option in enumerate(options[at : at + across])
            ]
            strips.append(beside([[cell] for cell in cells]))
        return held(spaced(strips, 3.0), Keep.ALWAYS)

    def _tick(self, option: Option, column: Column, items: Tag) -> Strip:
        body = items.add("LI").add("LBody")
        words = self._blocks.paragraph(option.label, FACT, column.inset(_BOX + 6.0), body)
        text = beside([words])

        def draw(sheets: Sheets, top: float) -> None:
            sheets.frame(column.left + 0.5, top + 3.0, _BOX, _BOX, "rule")
            text.draw(sheets, top)

        return Strip(max(text.height + 2.0, _TICK_ROW), draw)

    def _date(self, column: Column, parent: Tag) -> list[Strip]:
        made: list[list[Strip]] = []
        left = column.left
        for label, width in _DATE:
            place = Column(left, width)
            words = self._blocks.paragraph(label, SOURCE, place, parent.add("P"))
            made.append([*_ruled(1, place), *words])
            left += width + 12.0
        return [beside(made)]

    def _per_item(self, field: Field, column: Column, parent: Tag) -> list[Strip]:
        items = field.over if isinstance(field.over, tuple) else self._options_of(field)
        strips: list[Strip] = []
        for item in items:
            label = self._blocks.paragraph(item.label, FACT, column, parent.add("P"))
            ticks = self._ticks(field.options, column.inset(GUTTER), parent)
            strips += spaced([*tied_to_next(label), *ticks], 3.0)
        return strips

    def _options_of(self, field: Field) -> tuple[Option, ...]:
        if not isinstance(field.over, str) or not self._form.has(field.over):
            return ()
        return self._form.field(field.over).options

    def _words(self, column: Column, parent: Tag) -> list[Strip]:
        inside = column.inset(QUOTE_INSET, QUOTE_PAD)
        note = "Who said it and to whom, when, how it was shared, in which language"
        line = self._blocks.paragraph(note, SOURCE, inside, parent.add("P"))
        return self._ground([*_ruled(2, inside), *spaced(line, 4.0), *_ruled(1, inside)], column)

    def _ground(self, strips: Sequence[Strip], column: Column) -> list[Strip]:
        panel = self._blocks.panel(column)
        whole = [*strips, Strip(QUOTE_PAD, nothing)]
        return spaced([on_panel(one, panel) for one in held(whole, Keep.ALWAYS)], 4.0)

    def _rows(self, field: Field, column: Column, parent: Tag) -> list[Strip]:
        strips: list[Strip] = []
        last = 2 if len(field.parts) <= _FEW_PARTS else 1
        part = parent.add("Div")
        for number in range(1, last + 1):
            words = f"{number}" if number < last else f"{number}  (copy for more)"
            title = self._blocks.heading(words, CARD_TITLE, part.add("P"), 0, column)
            made = [*title, *self._parts(field, column.inset(GUTTER), part)]
            strips += spaced(made, BETWEEN_CARDS if number > 1 else 4.0)
        return strips

    def _parts(self, field: Field, column: Column, parent: Tag) -> list[Strip]:
        asked = [part for part in field.parts if part.kind != "guidance"]
        strips: list[Strip] = []
        while asked:
            two = _halves(asked[:2])
            made = self._beside(two, column, parent, field) if two else []
            made = made or self._question(asked[0], column, parent, field)
            strips += spaced(made, BETWEEN_QUESTIONS * 0.7)
            asked = asked[2 if two else 1 :]
        return strips

    def _beside(
        self, two: Sequence[Field], column: Column, parent: Tag, inside: Field | None
    ) -> list[Strip]:
        width = (column.width - GUTTER) / 2
        lefts = (column.left, column.left + width + GUTTER)
        return [
            beside(
                [
                    self._question(field, Column(left, width), parent, inside)
                    for field, left in zip(two, lefts, strict=True)
                ]
            )
        ]

    def _signed_by_hand(self) -> list[Strip]:
        if not self._form.signatures:
            return []
        part = self.root.add("Sect")
        heading = self._blocks.section("", "Signed by hand", part.add("H2"))
        strips = [*spaced(heading, BETWEEN_SECTIONS)]
        for label in ("The author, date", "The manager, date")[: self._form.signatures]:
            words = self._blocks.paragraph(label, LABEL, WHOLE, part.add("P"))
            strips += spaced([*tied_to_next(words), *_ruled(1, WHOLE)], UNDER_SECTION)
        return held(strips, Keep.ALWAYS)


def _halves(two: Sequence[Field]) -> Sequence[Field]:
    """Return two short questions that the form sets beside each other, else nothing."""
    fit = len(two) == 2 and all(field.kind in _HALVES for field in two)
    wanted = fit and (two[1].joined or all(field.columns == "half" for field in two))
    return two if wanted else ()


def _ruled(lines: int, column: Column) -> list[Strip]:
    """Return rules to write on; the first three stay together."""

    def draw(sheets: Sheets, top: float) -> None:
        sheets.rule(column.left, top + _RULE_APART - FINE, column.width, FINE, "line")

    strips = [Strip(_RULE_APART, draw) for _ in range(lines)]
    return [*held(strips[:3], Keep.ALWAYS), *strips[3:]]
