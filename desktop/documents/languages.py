"""Which language a run of letters is in, where its script says so.

A screen reader chooses its voice by it (ISO 14289-1, 7.2). Where several languages share a script
and nothing tells them apart, nothing is said: the paper's own language stands.
"""

from __future__ import annotations

import re
from typing import Final

PAPER_LANGUAGE: Final = "en-GB"

# The first that is found decides; letters of one language before those of its whole script.
_SIGNS: Final = (
    ("ps", "[\u067c\u0689\u0693\u0696\u069a\u06bc\u06cd\u06d0]"),
    ("ckb", "[\u0695\u06b5\u06c6\u06ce]"),
    ("ur", "[\u0679\u0688\u0691\u06ba\u06c1\u06d2]"),
    ("fa", "[\u067e\u0686\u0698\u06af\u06a9\u06cc]"),
    ("ar", "[\u0629\u0649\u0643\u064a]"),
    ("he", "[\u05d0-\u05ea]"),
    ("bn", "[\u0980-\u09ff]"),
    ("pa", "[\u0a00-\u0a7f]"),
    ("gu", "[\u0a80-\u0aff]"),
    ("ta", "[\u0b80-\u0bff]"),
    ("te", "[\u0c00-\u0c7f]"),
    ("ml", "[\u0d00-\u0d7f]"),
    ("si", "[\u0d80-\u0dff]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("my", "[\u1000-\u109f]"),
    ("ka", "[\u10a0-\u10ff]"),
    ("km", "[\u1780-\u17ff]"),
    ("hy", "[\u0530-\u058f]"),
    ("ja", "[\u3040-\u30ff]"),
    ("zh", "[\u4e00-\u9fff]"),
)
_PATTERNS: Final = tuple((language, re.compile(sign)) for language, sign in _SIGNS)
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_LETTER: Final = re.compile(r"[^\W\d_]")


def language_of(text: str) -> str:
    """Return the language tag (BCP 47) of a text that is mostly not in Latin letters, else ""."""
    if text.isascii():
        return ""
    letters = len(_LETTER.findall(text))
    if letters <= 2 * len(_LATIN.findall(text)):
        return ""
    return next((language for language, sign in _PATTERNS if sign.search(text)), "")
