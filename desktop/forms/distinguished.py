"""A name as a certificate can hold it: 64 bytes, and no character that programs refuse there.

Programs compare the names in certificates by RFC 4518, which knows the characters of Unicode 3.2
(2002) and no mixture of the two directions of writing. Some refuse every certificate with another
name, and with it each signature. So a younger script, a picture, or what stands between two
directions is written by its number there, as on paper where a name has no room. The true name
stands in the signature and in the team's own register.
"""

from __future__ import annotations

import re
import stringprep
import unicodedata
from functools import cache
from typing import Final

LONGEST: Final = 64
"""Bytes of a name in a certificate (X.520, ub-common-name; the limit counts characters, and a
library that counts bytes warns at every reading)."""

# What RFC 4518, 2.2 takes away before anything is compared.
_UNSEEN: Final = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u06dd\u070f\u1806\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2063\u206a-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_HALF_A_NUMBER: Final = re.compile(r"\[(U(\+[0-9A-F]*)?)?$")


def certificate_name(name: str) -> str:
    """Return a name of a person or a team as a certificate holds it; most stay as they are."""
    known = "".join(_numbered(one) if _is_refused(one) else one for one in name)
    if _mixes_directions(known):
        known = "".join(_numbered(one) if _runs_left(one) else one for one in known)
    cut = known.encode()[:LONGEST].decode(errors="ignore")
    if known not in {name, cut}:
        cut = _HALF_A_NUMBER.sub("", cut).rstrip()
    while _mixes_directions(cut):  # a name written to the left may not be cut behind a space
        cut = cut[:-1]
    return cut


def _numbered(one: str) -> str:
    return f"[U+{ord(one):04X}]"


def _compared(text: str) -> str:
    """Return what is left of a text to be compared (RFC 4518, 2.2 and 2.3)."""
    seen = _UNSEEN.sub("", text)
    return unicodedata.normalize("NFKC", "".join(map(stringprep.map_table_b2, seen)))


@cache
def _is_refused(one: str) -> bool:
    """Whether RFC 4518, 2.4 prohibits a character: unassigned then, private, half a pair..."""
    return any(
        stringprep.in_table_a1(part)
        or stringprep.in_table_c3(part)
        or stringprep.in_table_c4(part)
        or stringprep.in_table_c5(part)
        or part == "\ufffd"
        for part in (one if "\ud800" <= one <= "\udfff" else _compared(one))
    )


@cache
def _runs_left(one: str) -> bool:
    return any(map(stringprep.in_table_d1, _compared(one)))


def _mixes_directions(text: str) -> bool:
    """Whether a name breaks the rule for right-to-left writing (RFC 3454, 6)."""
    compared = _compared(text)
    if not any(map(stringprep.in_table_d1, compared)):
        return False
    ends = compared[0], compared[-1]
    return any(map(stringprep.in_table_d2, compared)) or not all(map(stringprep.in_table_d1, ends))
