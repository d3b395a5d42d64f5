"""A whole paper as strips: its head, the sections, what is not answered, room for signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from desktop.documents.blocks import WHOLE, Blocks, Column, beside
from desktop.documents.facts import (
    SIGNATURE_HEIGHT,
    SIGNATURE_WIDTH,
    PaperFacts,
    SignatureField,
    signature_fields,
)
from desktop.documents.look import (
    BETWEEN_PARAGRAPHS,
    BETWEEN_SECTIONS,
    BODY,
    FACT,
    FACT_LABEL,
    FINE,
    GUTTER,
    LABEL,
    LEFT,
    MEASURE,
    RIGHT,
    STRONG,
    SUBJECT,
    TITLE,
    UNDER_SECTION,
)
from desktop.documents.missing import missing_in
from desktop.documents.questions import Asked, Questions
from desktop.documents.sheets import Sheets
from desktop.documents.strips import Keep, Strip, held, spaced, tied_to_next
from desktop.documents.tags import Tag
from desktop.forms.definition import Form, Section
from desktop.forms.kinds import printed
from desktop.forms.values import Answers

_LABEL_OF_FACT: Final = 80.0  # at most
_AFTER_LABEL: Final = 16.0
_NUMBER_OF_SECTION: Final = 22.0


def heading_of(form: Form, answers: Answers, facts: PaperFacts) -> tuple[str, str]:
    """Return the title of a paper and what kind of it this is: "WISE assessment", "review"."""
    words = [printed(form.field(path), answers.get(path)).strip() for path in form.title_of]
    named = [one.partition("\n")[0] for one in words if one]
    return facts.title or form.title, ", ".join(one[:1].lower() + one[1:] for one in named)


class Layout:
    """Sets one record; `root` holds its tags once `strips` has been called."""

    def __init__(self, form: Form, answers: Answers, facts: PaperFacts, blocks: Blocks) -> None:
        self.root = Tag("Document")
        self._form = form
        self._facts = facts
        self._blocks = blocks
        self._answers = answers
        self._questions = Questions(blocks, form, answers)

    def strips(self) -> list[Strip]:
        """Return the paper from its title to its signatures."""
        strips = self._head()
        for section in self._form.sections:
            strips += self._section(section)
        strips += self._missing()
        signatures = self._signatures()
        if signatures:  # they never stand alone on a page: something that they sign is beside them
            strips = tied_to_next(strips, Keep.IF_IT_FITS)
        return [*strips, *signatures]

    # --- the head ---------------------------------------------------------------------------

    def _head(self) -> list[Strip]:
        title, kind = heading_of(self._form, self._answers, self._facts)
        whole = f"{title}: {kind}" if kind else title
        strips = self._blocks.heading(whole, TITLE, self.root.add("H1"), 0)
        if self._facts.subject:
            subject = self._blocks.paragraph(
                self._facts.subject, SUBJECT, WHOLE, self.root.add("P")
            )
            strips += subject
        strips = held([*strips, *spaced([rule_strip(STRONG, "rule")], 9.0)], Keep.ALWAYS)
        if self._facts.summary:
            strips = [*tied_to_next(strips), *held(spaced([*self._summary()], 7.0), Keep.ALWAYS)]
            strips = tied_to_next(strips)
            strips += spaced([rule_strip(FINE, "line")], 7.0)
        if self._facts.reason:
            strips += self._reason()
        return strips

    def _summary(self) -> Iterator[Strip]:
        """Yield pairs of short facts, two beside each other."""
        items = self.root.add("L")
        width = (MEASURE - GUTTER) / 2
        places = (Column(LEFT, width), Column(LEFT + width + GUTTER, width))
        pairs = self._facts.summary
        labels = [self._room_for_labels(pairs[side::2]) for side in (0, 1)]
        for at in range(0, len(pairs), 2):
            yield beside(
                [
                    [beside([*self._fact(fact, room, place, items.add("LI"))])]
                    for fact, room, place in zip(pairs[at : at + 2], labels, places, strict=False)
                ]
            )

    def _room_for_labels(self, facts: Sequence[tuple[str, str]]) -> float:
        """Return the width of a column of labels: as they need, so that more is left for facts."""
        widths = (self._blocks.setter.line(label, FACT_LABEL).width for label, _ in facts)
        return min(max(widths, default=0.0) + _AFTER_LABEL, _LABEL_OF_FACT)

    def _fact(
        self, fact: tuple[str, str], room: float, place: Column, item: Tag
    ) -> Iterator[list[Strip]]:
        label, words = fact
        at_left = Column(place.left, room - 6.0)
        yield self._blocks.paragraph(label, FACT_LABEL, at_left, item.add("Lbl"))
        yield self._blocks.paragraph(words, FACT, place.inset(room), item.add("LBody"))

    def _reason(self) -> list[Strip]:
        words = f"Why this version: {self._facts.reason}"
        strips = self._blocks.text(words, BODY, WHOLE, self.root)
        return [*spaced(strips, 10.0)]

    # --- sections ---------------------------------------------------------------------------

    def _section(self, section: Section) -> list[Strip]:
        part = Tag("Sect")
        heading = part.add("H2")
        asked = [Asked(field, field.id, "") for field in section.fields]
        answers = self._questions.column(asked, part, section.title)
        if not answers:
            return []
        self.root.kids.append(part)
        strips = self._blocks.section(f"{section.number}", section.title, heading)
        return [*spaced(strips, BETWEEN_SECTIONS), *spaced(answers, UNDER_SECTION)]

    def _missing(self) -> list[Strip]:
        found = list(missing_in(self._questions))
        if not found:
            return []
        part = self.root.add("Sect")
        strips = self._blocks.section("", "Not answered", part.add("H2"))
        items = Tag("L")
        entries: list[Strip] = []
        for one in found:
            if one.number:
                mark, words = (f"{one.number} ", FACT_LABEL), (one.words, FACT)
                made = self._blocks.item(mark, words, WHOLE, _NUMBER_OF_SECTION, items.add("LI"))
            else:
                made = self._blocks.paragraph(one.words, FACT, WHOLE, part.add("P"))
            entries += spaced(made, BETWEEN_PARAGRAPHS if entries else UNDER_SECTION)
        if items.kids:
            part.kids.insert(1, items)
        return [*spaced(strips, BETWEEN_SECTIONS), *entries]

    # --- signatures -------------------------------------------------------------------------

    def _signatures(self) -> list[Strip]:
        fields = signature_fields(self._form, self._facts.state)
        if not fields:
            return []
        part = self.root.add("Sect")
        heading = self._blocks.section("", "Signatures", part.add("H2"))
        note = self._blocks.paragraph(
            "Each signature covers every page and the attached record.", FACT, WHOLE, part.add("P")
        )
        signers = (*self._facts.signers, "", "")
        places = (Column(LEFT, SIGNATURE_WIDTH), Column(RIGHT - SIGNATURE_WIDTH, SIGNATURE_WIDTH))
        rooms = [
            self._room(field, signer, place, part)
            for field, signer, place in zip(fields, signers, places, strict=False)
        ]
        tail = [*spaced(note, UNDER_SECTION - 4.0), *spaced([beside(rooms)], 9.0)]
        return held([*spaced(heading, BETWEEN_SECTIONS), *tail], Keep.ALWAYS)

    def _room(self, field: SignatureField, signer: str, place: Column, part: Tag) -> list[Strip]:
        label = self._blocks.paragraph(field.label, LABEL, place, part.add("P"))
        named = self._blocks.paragraph(signer, FACT, place, part.add("P")) if signer else []
        form = part.add("Form", alternative=field.label, name=f"signature-{field.name.lower()}")
        size = (SIGNATURE_WIDTH, SIGNATURE_HEIGHT)

        def draw(sheets: Sheets, top: float) -> None:
            sheets.frame(place.left, top, *size, "line")
            sheets.signature_field(field, place.left, top, size, form)

        return [*label, *named, *spaced([Strip(SIGNATURE_HEIGHT, draw)], 4.0)]


def rule_strip(weight: float, token: str) -> Strip:
    """Return a rule over the whole measure."""

    def draw(sheets: Sheets, top: float) -> None:
        sheets.rule(LEFT, top, MEASURE, weight, token)

    return Strip(weight, draw)
