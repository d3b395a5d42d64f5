"""One change to the answers: what the journal keeps, undo takes back and redo puts again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from desktop.forms.values import Flat, Json


@dataclass(frozen=True)
class Edit:
    """The whole value at a path is replaced. None stands for "no answer"."""

    path: str
    before: Json
    after: Json


@dataclass(frozen=True)
class Splice:
    """Inside a text: at character `at`, `cut` is taken out and `put` put in its place."""

    path: str
    at: int
    cut: str
    put: str


LONGEST_FIRST_WORDS = 200
"""Characters. Past this a whole value is no longer grown, so that the journal stays small."""

NO_WORDS: tuple[Json, ...] = (None, "")
"""Taking back the first words of a text leaves an empty one where there was no answer."""

Change: TypeAlias = "Edit | Splice"

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class EditDoesNotFit(ValueError):
    """The answers are not the ones that the edit was made on. Names the path, never the words."""

    def __init__(self, path: str) -> None:
        super().__init__(f"the edit does not fit the answer at {path}")
        self.path = path


def edit_between(path: str, before: Json, after: Json) -> Change | None:
    """Return the change that leads from one value to the other, None where there is none.

    Between two texts only the part that differs is kept, so that a keystroke in a long answer is
    a small journal entry. Comparison is by slices: 120,000 characters take well under 1 ms.
    """
    if isinstance(before, str) and isinstance(after, str):
        return None if before == after else _splice(path, before, after)
    same_type = isinstance(before, bool) == isinstance(after, bool)
    return None if before == after and same_type else Edit(path, before, after)


def _splice(path: str, before: str, after: str) -> Splice:
    start = _common_start(before, after)
    room = min(len(before), len(after)) - start
    end = _common_end(before, after, room)
    return Splice(path, start, before[start : len(before) - end], after[start : len(after) - end])


def _common_start(a: str, b: str) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(a: str, b: str, room: int) -> int:
    low, high = 0, room
    while low < high:
        middle = (low + high + 1) // 2
        same = a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]
        low, high = (middle, high) if same else (low, middle - 1)
    return low


def apply(flat: Flat, edit: Change) -> Flat:
    """Carry the change out in `flat` and return it; raises EditDoesNotFit and changes nothing."""
    found = flat.get(edit.path)
    if isinstance(edit, Splice):
        text = "" if found is None else found
        end = edit.at + len(edit.cut)
        if not isinstance(text, str) or edit.at > len(text) or text[edit.at : end] != edit.cut:
            raise EditDoesNotFit(edit.path)
        flat[edit.path] = text[: edit.at] + edit.put + text[end:]
        return flat
    if found != edit.before and not (found in NO_WORDS and edit.before in NO_WORDS):
        raise EditDoesNotFit(edit.path)
    if edit.after is None:
        flat.pop(edit.path, None)
    else:
        flat[edit.path] = edit.after
    return flat


def invert(edit: Change) -> Change:
    """Return the change that takes `edit` back."""
    if isinstance(edit, Splice):
        return Splice(edit.path, edit.at, edit.put, edit.cut)
    return Edit(edit.path, edit.after, edit.before)


def merge(first: Change, then: Change) -> Change | None:
    """Return one change that does both, None where they do not touch.

    Texts merge where the second change begins or ends inside, or right beside, what the first one
    put there: typing on, and deleting what was just typed. Whole values merge where the second
    starts from what the first left. Whether they should be one step is the caller's decision.
    """
    if first.path != then.path:
        return None
    if isinstance(first, Splice) and isinstance(then, Splice):
        return _merge_splices(first, then)
    if isinstance(first, Edit) and isinstance(then, Edit) and first.after == then.before:
        return Edit(first.path, first.before, then.after)
    if isinstance(first, Edit) and isinstance(then, Splice):
        return _merge_typing(first, then)
    return None


def _merge_typing(first: Edit, then: Splice) -> Edit | None:
    """The first letters of an answer replace "no answer"; the next ones follow for a while."""
    if not isinstance(first.after, str) or len(first.after) > LONGEST_FIRST_WORDS:
        return None
    if then.at + len(then.cut) != len(first.after):
        return None
    return Edit(first.path, first.before, first.after[: then.at] + then.put)


def _merge_splices(first: Splice, then: Splice) -> Splice | None:
    put_end = first.at + len(first.put)
    cut_end = then.at + len(then.cut)
    if then.at > put_end or cut_end < first.at:
        return None
    before = then.cut[: max(0, first.at - then.at)]
    behind = then.cut[len(then.cut) - max(0, cut_end - put_end) :] if cut_end > put_end else ""
    kept_start = first.put[: max(0, then.at - first.at)]
    kept_end = first.put[cut_end - first.at :] if cut_end < put_end else ""
    return Splice(
        first.path,
        min(first.at, then.at),
        before + first.cut + behind,
        kept_start + then.put + kept_end,
    )


def taken_back(first: Change, then: Change) -> int:
    """Return how many characters that `first` put there `then` takes away again.

    Joined into one change, nothing would know of them any more.
    """
    if isinstance(then, Splice):
        start, words = (first.at, first.put) if isinstance(first, Splice) else (0, first.after)
        if not isinstance(words, str):
            return 0
        end = min(start + len(words), then.at + len(then.cut))
        return max(0, end - max(start, then.at))
    return len(then.before) if isinstance(then.before, str) else 0


def to_json(edit: Change) -> dict[str, Json]:
    """Return the change as the journal keeps it."""
    if isinstance(edit, Splice):
        return {"path": edit.path, "at": edit.at, "cut": edit.cut, "put": edit.put}
    return {"path": edit.path, "before": edit.before, "after": edit.after}


def to_text(edits: Iterable[Change]) -> str:
    """Return changes as a JSON list, as `to_json` has each, for every save while somebody types.

    A splice is spelt as it is, without being made into a dictionary first: that took longer than
    the database's own work on it.
    """
    return f"[{','.join(map(_text, edits))}]"


def _text(edit: Change) -> str:
    if isinstance(edit, Splice):
        path, cut, put = _JSON.encode(edit.path), _JSON.encode(edit.cut), _JSON.encode(edit.put)
        return f'{{"path":{path},"at":{edit.at},"cut":{cut},"put":{put}}}'
    return _JSON.encode(to_json(edit))


def from_json(data: Mapping[str, Json]) -> Change:
    """Read a change back; raises ValueError where the shape is not one that `to_json` writes."""
    match data:
        case {"path": str(path), "at": int(at), "cut": str(cut), "put": str(put)}:
            return Splice(path, at, cut, put)
        case {"path": str(path), "before": before, "after": after}:
            return Edit(path, before, after)
        case _:
            raise ValueError("this is no journal entry of an edit")
