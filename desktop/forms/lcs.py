"""The note for LCS, made of the answers as they stand: plain lines, no tables, nothing added.

LCS stays the primary record. A form says which answers stand in its note (`lcs`) and which make
its first line (`lcs_first`); a question that is not asked is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.forms.answers import Slot, is_answered, items_of, rows_of, walk
from desktop.forms.definition import Field, Form, Shape
from desktop.forms.kinds import printed
from desktop.forms.validation import excused
from desktop.forms.values import Answers, join


@dataclass(frozen=True)
class LcsLine:
    """One answer: its lead-in and its words. No words: it is wanted and not written yet."""

    lead: str
    text: str

    @property
    def to_do(self) -> bool:
        """Whether this is still to be written."""
        return not self.text


@dataclass(frozen=True)
class LcsNote:
    """The note: what LCS calls it, its first line ("" while nothing stands there), its answers."""

    title: str
    first: str
    lines: tuple[LcsLine, ...]

    @property
    def text(self) -> str:
        """The note as it is pasted; what is still to be written is left out."""
        written = (f"{line.lead}: {line.text}" for line in self.lines if not line.to_do)
        return "\n\n".join(filter(None, (self.title, self.first, *written)))


def lcs_note(form: Form, flat: Answers) -> LcsNote | None:
    """Return the note for LCS, None for a form that has none."""
    if not form.lcs:
        return None
    asked = {slot.path: slot for slot in walk(form, flat) if not slot.depth}
    first = (_short(asked[name], flat) for name in form.lcs_first if name in asked)
    rest = (s for s in asked.values() if s.field.lcs and s.path not in form.lcs_first)
    lines = (_line(form, slot, flat) for slot in rest)
    return LcsNote(form.lcs, _sentence(first), tuple(line for line in lines if line is not None))


def _sentence(words: Iterator[str]) -> str:
    text = ", ".join(filter(None, words))
    return f"{text}." if text else ""


def _short(slot: Slot, flat: Answers) -> str:
    """An answer in the first line; a yes or no says what it answers."""
    field, words = slot.field, printed(slot.field, flat.get(slot.path)).strip()
    if words and field.kind == "yes_no":
        return f"{_small(field.lcs or field.label)}: {words.lower()}"
    return _small(words) if field.kind == "choice" else words


def _small(words: str) -> str:
    """Words inside a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _line(form: Form, slot: Slot, flat: Answers) -> LcsLine | None:
    field = slot.field
    words = "\n".join(_words(form, field, flat, slot.path, "")).strip()
    if words:
        return LcsLine(field.lcs, f"\n{words}" if "\n" in words else words)
    wanted = field.sign and not slot.section.optional and not excused(form, field, flat)
    return LcsLine(field.lcs, "") if wanted else None


def _words(form: Form, field: Field, flat: Answers, path: str, prefix: str) -> Iterator[str]:
    """Yield the lines of one answer, whatever shape it has."""
    if field.kind == "quote":
        yield _quoted(field, flat, path)
    elif field.kind == "words":
        yield f"“{printed(field, flat.get(path))}”"
    elif field.shape is Shape.ROWS:
        for row in rows_of(flat, path):
            yield f"- {_cells(form, field, flat, join(path, row))}"
    elif field.shape is Shape.PER_ROW:
        for item in items_of(form, field, flat, prefix):
            chosen = printed(field.for_item(item), flat.get(join(path, item.value)))
            if chosen:
                yield f"- {item.label}: {chosen}"
    elif field.shape is Shape.BLOCK:
        yield _cells(form, field, flat, path)
    else:
        yield printed(field, flat.get(path))


def _cells(form: Form, field: Field, flat: Answers, path: str) -> str:
    """A row as its title and what stands beside it in lists; a block as all of its answers."""
    title, beside, rest = "", list[str](), list[str]()
    for part in field.parts:
        at = join(path, part.id)
        if not is_answered(flat, part, at):
            continue
        words = " ".join(" ".join(_words(form, part, flat, at, path)).split())
        if part.id == field.title_of:
            title = words.rstrip(".")
        elif part.id in field.meta_of:
            beside.append(words)
        else:
            rest.append(f"{part.label}: {words}")
    if field.title_of:
        named = ", ".join(filter(None, beside))
        return f"{title} ({named})" if title and named else title or named
    return "; ".join(rest)


def _quoted(field: Field, flat: Answers, path: str) -> str:
    parts = {part.id: printed(part, flat.get(join(path, part.id))).strip() for part in field.parts}
    words = parts.pop("words")
    who = ", ".join(filter(None, parts.values()))
    return f"“{words}”{f' ({who})' if who else ''}" if words else ""
