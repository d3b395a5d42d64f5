"""What changed between two versions of a record, in the words that people read."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.forms.answers import Slot, label_of, rows_of, walk
from desktop.forms.definition import Form, Shape
from desktop.forms.kinds import KIND_OF
from desktop.forms.values import Answers


class What(Enum):
    """What happened to an answer or a row. SAME: nothing, and it is shown all the same."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    SAME = "same"


@dataclass(frozen=True)
class Change:
    """One difference. `before` and `after` are printed answers; a row prints as one text.

    `verbatim` marks exact words of a person: they are shown whole, never word by word.
    """

    section: str
    path: str
    label: str
    what: What
    before: str
    after: str
    verbatim: bool


class Mark(Enum):
    """What a piece of a compared text is."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A run of text under one mark; white space belongs to the word before it."""

    text: str
    mark: Mark


def compare(
    old_form: Form, old_flat: Answers, new_form: Form, new_flat: Answers
) -> tuple[Change, ...]:
    """Return what changed, in the reading order of the newer version.

    Rows are matched by their ids: a row that was added, removed or moved is one change, a row
    that stayed shows its changed cells. What only the older version holds comes at the end of
    its section.
    """
    old, new = _Side(old_form, old_flat), _Side(new_form, new_flat)
    found = [*_newer(old, new), *_gone(old, new)]
    order = {section.id: at for at, section in enumerate(new_form.sections)}
    return tuple(sorted(found, key=lambda change: order.get(change.section, len(order))))


def as_it_stands(form: Form, flat: Answers, path: str) -> Change | None:
    """Return an answer, a row or a block as no change, None where the form does not ask it."""
    side = _Side(form, flat)
    inside = (at for at in side.slots if at.startswith(f"{path}/"))
    slot = side.slots.get(path) or side.slots.get(next(inside, ""))
    if slot is None:
        return None
    words = side.printed(path) if path in side.slots and not slot.field.shape else side.row(path)
    return side.change(slot, path, What.SAME, words, words)


class _Side:
    """One version: its slots by path, and its lists of rows."""

    def __init__(self, form: Form, flat: Answers) -> None:
        self.form = form
        self.flat = flat
        self.slots = {slot.path: slot for slot in walk(form, flat)}
        self.rows = {
            path: rows_of(flat, path)
            for path, slot in self.slots.items()
            if slot.field.shape is Shape.ROWS
        }

    def printed(self, path: str) -> str:
        slot = self.slots.get(path)
        return _printed(slot, self.flat) if slot else ""

    def row(self, path: str) -> str:
        """The whole of a row as one text: a line for each answered cell."""
        inside = f"{path}/"
        cells = [
            (slot.field.label, _printed(slot, self.flat))
            for at, slot in self.slots.items()
            if at.startswith(inside)
        ]
        return "\n".join(f"{label}: {words}" for label, words in cells if words)

    def change(self, slot: Slot, path: str, what: What, before: str, after: str) -> Change:
        label = label_of(self.form, self.flat, path)
        verbatim = slot.field.kind == "words"
        return Change(slot.section.id, path, label, what, before, after, verbatim)


def _printed(slot: Slot, flat: Answers) -> str:
    kind, stored = KIND_OF[slot.field.kind], flat.get(slot.path)
    return "" if kind.is_empty(stored) else kind.printed(slot.field, stored)


def _newer(old: _Side, new: _Side) -> Iterator[Change]:
    """What the newer version added, changed or moved."""
    fresh: set[str] = set()
    for path, slot in new.slots.items():
        if any(one in fresh for one in _above(path)):
            continue
        if slot.field.shape is Shape.ROWS:
            before = old.rows.get(path, ())
            yield from _rows_changed(old, new, slot, before, fresh)
        elif slot.field.shape is None:
            if _same_answer(old, new, slot):
                continue
            was, now = old.printed(path), new.printed(path)
            if was != now:
                what = What.ADDED if not was else What.REMOVED if not now else What.CHANGED
                yield new.change(slot, path, what, was, now)


def _same_answer(old: _Side, new: _Side, slot: Slot) -> bool:
    """The same stored answer is no change, even where the newer form words its choices anew."""
    before = old.slots.get(slot.path)
    alike = before is not None and before.field.kind == slot.field.kind
    return alike and old.flat.get(slot.path) == new.flat.get(slot.path)


def _above(path: str) -> Iterator[str]:
    at = path.find("/")
    while at > 0:
        yield path[:at]
        at = path.find("/", at + 1)


def _rows_changed(
    old: _Side, new: _Side, slot: Slot, before: Sequence[str], fresh: set[str]
) -> Iterator[Change]:
    after = new.rows[slot.path]
    moved = _moved(before, after)
    for row in after:
        path = f"{slot.path}/{row}"
        if row not in before:
            fresh.add(path)
            yield new.change(slot, path, What.ADDED, "", new.row(path))
        elif row in moved:
            was, now = before.index(row) + 1, after.index(row) + 1
            yield new.change(slot, path, What.MOVED, f"place {was}", f"place {now}")
    for row in before:
        if row not in after:
            path = f"{slot.path}/{row}"
            yield old.change(slot, path, What.REMOVED, old.row(path), "")


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest rows that must have been moved: all but the longest run that kept its order."""
    places = {row: at for at, row in enumerate(after)}
    common = [row for row in before if row in places]
    ends: list[int] = []
    chains: list[list[str]] = []
    for row in common:
        at = bisect_left(ends, places[row])
        chain = [*(chains[at - 1] if at else ()), row]
        if at == len(ends):
            ends.append(places[row])
            chains.append(chain)
        else:
            ends[at], chains[at] = places[row], chain
    return set(common) - set(chains[-1] if chains else ())


def _gone(old: _Side, new: _Side) -> Iterator[Change]:
    """What stands only in the older version; rows that went were told with their list."""
    for path, slot in old.slots.items():
        if path in new.slots or slot.field.shape is not None:
            continue
        if any(_in_gone_row(old, new, above) for above in _above(path)):
            continue
        words = old.printed(path)
        if words:
            yield old.change(slot, path, What.REMOVED, words, "")


def _in_gone_row(old: _Side, new: _Side, path: str) -> bool:
    above, _, row = path.rpartition("/")
    return row in old.rows.get(above, ()) and above in new.rows and row not in new.rows[above]


# --- words ------------------------------------------------------------------------------------

_WORD = re.compile(r"\S+\s*|\s+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MOST_WORDS = 1500
"""Above this a text is compared by paragraphs first, so that 20,000 words take no time."""


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts woven together, each run marked same, removed or added.

    Without the removed runs it is the newer text, without the added ones the older, but for
    spaces behind words.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) <= _MOST_WORDS:
        return _joined(_word_pieces(old, new))
    return _joined(_by_lines(_LINE.findall(before), _LINE.findall(after)))


def _by_lines(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, i, j, k, m in _matched(old, new):
        if tag == "equal":
            yield Piece("".join(old[i:j]), Mark.SAME)
            continue
        a, b = _WORD.findall("".join(old[i:j])), _WORD.findall("".join(new[k:m]))
        yield from _word_pieces(a, b)


def _word_pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    start = _same_start(old, new)
    end = _same_start(old[start:][::-1], new[start:][::-1])
    yield Piece("".join(old[:start]), Mark.SAME)
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    if len(a) + len(b) > 4 * _MOST_WORDS:
        yield from (Piece("".join(a), Mark.REMOVED), Piece("".join(b), Mark.ADDED))
    else:
        yield from _matched_words(a, b)
    yield Piece("".join(old[len(old) - end :]), Mark.SAME)


def _matched_words(a: list[str], b: list[str]) -> Iterator[Piece]:
    for tag, i, j, k, m in _matched(_keys(a), _keys(b)):
        if tag == "equal":
            # The longer of the two spaces behind a word, so that neighbours are never glued.
            words = (max(pair, key=len) for pair in zip(a[i:j], b[k:m], strict=True))
            yield Piece("".join(words), Mark.SAME)
        else:
            yield Piece("".join(a[i:j]), Mark.REMOVED)
            yield Piece("".join(b[k:m]), Mark.ADDED)


def _keys(words: list[str]) -> list[str]:
    """What is compared: spaces behind a word are no difference, a new paragraph is one."""
    return [word.rstrip(" ") for word in words]


def _matched(a: list[str], b: list[str]) -> list[tuple[str, int, int, int, int]]:
    return list(difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes())


def _same_start(a: list[str], b: list[str]) -> int:
    for at, (one, other) in enumerate(zip(a, b, strict=False)):
        if one != other:
            return at
    return min(len(a), len(b))


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """Leave out empty pieces and join neighbours under the same mark."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].mark is piece.mark:
            found[-1] = Piece(found[-1].text + piece.text, piece.mark)
        elif piece.text:
            found.append(piece)
    return tuple(found)
