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

Part = TypeVar("Part")


def has_right_to_left(text: str) -> bool:
    """Say whether any character of the text is written from right to left."""
    return bool(_RIGHT_TO_LEFT.search(text))


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
    _bidi.explicit_embed_and_overrides(storage, False)
    _bidi.resolve_weak_types(storage, False)
    _bidi.resolve_neutral_types(storage, False)
    _bidi.resolve_implicit_levels(storage, False)
    found = [-1] * len(text)
    for one in storage["chars"]:
        found[one["place"]] = one["level"]
    return _filled(found, base)


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
