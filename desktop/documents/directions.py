"""Right-to-left writing: the level of each character (Unicode Standard Annex 9), by python-bidi.

An even level runs from left to right, an odd one from right to left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, TypeVar

from bidi import algorithm  # pyright: ignore[reportMissingTypeStubs]

_bidi: Any = algorithm

_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# python-bidi knows no isolates, and takes marks of direction out of the text that it looks at.
_NOT_LOOKED_AT: Final = re.compile("[\u2066-\u2069]")
_BRACKETS: Final = dict(zip("([{", ")]}", strict=True))

Part = TypeVar("Part")


def has_right_to_left(text: str) -> bool:
    """Say whether any character of the text is written from right to left."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text))


def base_level(text: str) -> int:
    """Return the level of a paragraph: 1 where its first letter runs from right to left."""
    return int(_bidi.get_base_level(_NOT_LOOKED_AT.sub("", text)))


def levels(text: str, base: int) -> list[int]:
    """Return the level of each character of a paragraph, by its place in the text."""
    places = [at for at, one in enumerate(text) if not _NOT_LOOKED_AT.match(one)]
    storage: Any = _bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    _bidi.get_embedding_levels("".join(text[at] for at in places), storage)
    for at, one in zip(places, storage["chars"], strict=True):
        one["place"] = at
        if not one["type"]:
            one["type"] = one["orig"] = _kind_of_unknown(one["ch"])
    _bidi.explicit_embed_and_overrides(storage, False)
    _bidi.resolve_weak_types(storage, False)
    for run in storage["runs"]:
        _pair_brackets(storage["chars"], run)
    _bidi.resolve_neutral_types(storage, False)
    _bidi.resolve_implicit_levels(storage, False)
    found = [-1] * len(text)
    for one in storage["chars"]:
        found[one["place"]] = one["level"]
    return _filled(found, base)


def _kind_of_unknown(character: str) -> str:
    """Return a type for what this Python's Unicode data does not know yet, such as a new emoji.

    A place inside a block written from right to left belongs to it; others take after neighbours.
    """
    return "R" if _RIGHT_TO_LEFT.match(character) else "ON"


def _pair_brackets(characters: list[Any], run: dict[str, Any]) -> None:
    """Give the two brackets of a pair one direction (rule N0, which python-bidi leaves out)."""
    inside = characters[run["start"] : run["start"] + run["length"]]
    for first, last in _pairs([one["ch"] for one in inside]):
        own = "LR"[inside[first]["level"] % 2]
        found = {_strong(one["type"]) for one in inside[first + 1 : last]} - {""}
        if not found:
            continue
        if own not in found:
            before = (_strong(one["type"]) for one in reversed(inside[:first]))
            own = next((one for one in before if one), run["sor"])
        inside[first]["type"] = inside[last]["type"] = own


def _pairs(characters: Sequence[str]) -> list[tuple[int, int]]:
    """Return where brackets open and close, in order of the opening ones (definition BD16)."""
    opened: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, one in enumerate(characters):
        if one in _BRACKETS:
            opened.append((_BRACKETS[one], at))
        for back in range(len(opened) - 1, -1, -1):
            if opened[back][0] == one:
                found.append((opened[back][1], at))
                del opened[back:]
                break
    return sorted(found)


def _strong(kind: str) -> str:
    """Return the direction that a resolved type stands for, "" for a neutral one."""
    return "L" if kind == "L" else "R" if kind in ("R", "AL", "EN", "AN") else ""


def _filled(found: list[int], base: int) -> list[int]:
    """Give characters that the algorithm takes out the level of the one before."""
    last = base
    for at, level in enumerate(found):
        last = found[at] = last if level < 0 else level
    return found


def drawn_order(parts: Sequence[tuple[int, Part]]) -> list[Part]:
    """Return the parts of one line from left to right, each given with its level (rule L2)."""
    order = list(parts)
    highest = max((level for level, _part in order), default=0)
    for level in range(highest, 0, -1):
        order = _reversed_from(order, level)
    return [part for _level, part in order]


def _reversed_from(order: list[tuple[int, Part]], level: int) -> list[tuple[int, Part]]:
    turned: list[tuple[int, Part]] = []
    run: list[tuple[int, Part]] = []
    for one in order:
        if one[0] >= level:
            run.append(one)
            continue
        turned += reversed(run)
        turned.append(one)
        run = []
    return turned + run[::-1]
