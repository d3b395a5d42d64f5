"""Plain text from whatever was pasted or typed, so that nothing strange is ever stored."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Word, Outlook and PDF readers write list bullets as letters of the Symbol and Wingdings fonts,
# which lie in the private use area and show as empty boxes anywhere else; those of its deeper
# levels as a plain letter and a tab.
_BULLETS = re.compile(
    "^([ \t]*)(?:[\uf0b7\uf0a7\uf0d8\uf076\uf0fc\u00b7\u25aa\u25cf\u2022][ \t]+|[o§Øüv]\t[ \t]*)",
    re.M,
)
_SUSPECT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00b7\u2022\u2028\u2029\u25aa\u25cf\ud800-\udfff"
    "\uf076-\uf0fc\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def clean_text(text: str) -> str:
    """Return `text` in the one form that is stored: NFC, lines ended by a line feed.

    NULs and control characters go (line feed and tab stay), a lone surrogate becomes U+FFFD, a
    pair of surrogates the character it stands for; list bullets of Word become "• ". Marks for
    right-to-left writing and joiners stay: they are part of how words are spelt.
    """
    if _SUSPECT.search(text):
        text = _LINE_ENDS.sub("\n", text)
        text = _whole_characters(text)
        text = _CONTROLS.sub("", text).replace("\ufeff", "")
        text = _BULLETS.sub("\\1• ", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return clean text on one line without blanks around it: a name."""
    return " ".join(clean_text(text).split())


def _whole_characters(text: str) -> str:
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
