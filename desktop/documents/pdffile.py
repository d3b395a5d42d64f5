"""The bytes of a PDF: objects written out as they stand in it, and the table that finds them.

The plain form of ISO 32000-1, 7.5: classic objects, one table, one trailer. Streams are compressed
when they are put in, so that saving again with any program changes none of them.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import Final, TypeAlias

Ref: TypeAlias = str
"""How a file names one of its objects: "12 0 R"."""

# The second line shows every program that the file is not text (7.5.2).
_HEADER: Final = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_LEVEL: Final = 5  # the highest takes five times as long for the thirtieth part of a file
_PLAIN: Final = re.compile("[ -~]*")
_ESCAPED: Final = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


class PdfFile:
    """One file while it is made: its objects in the order of their numbers."""

    def __init__(self) -> None:
        self._objects: dict[Ref, bytes] = {}

    def reserve(self) -> Ref:
        """Return the name of an object that is put in later."""
        ref = f"{len(self._objects) + 1} 0 R"
        self._objects[ref] = b""
        return ref

    def put(self, ref: Ref, written: str) -> None:
        """Put in an object that was reserved."""
        self._objects[ref] = written.encode("ascii")

    def add(self, written: str) -> Ref:
        """Put in an object and return its name."""
        ref = self.reserve()
        self.put(ref, written)
        return ref

    def stream(self, data: bytes, entries: str = "") -> Ref:
        """Put in a stream as it is; `entries` are those of its dictionary but its length."""
        ref = self.reserve()
        opened = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("ascii")
        self._objects[ref] = b"%b%b\nendstream" % (opened, data)
        return ref

    def packed(self, data: bytes, entries: str = "") -> Ref:
        """Put in a compressed stream."""
        return self.stream(packed(data), f"{entries} /Filter /FlateDecode")

    def to_bytes(self, root: Ref, info: Ref | None = None) -> bytes:
        """Return the file. The same objects give the same bytes, its id among them."""
        parts = [_HEADER]
        entries = ["0000000000 65535 f \n"]
        at = len(_HEADER)
        for number, written in enumerate(self._objects.values(), 1):
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, written))
            entries.append(f"{at:010d} 00000 n \n")
            at += len(parts[-1])
        digest = hashlib.sha256(b"".join(parts)).hexdigest()[:32]
        told = f"/Info {info} " if info else ""
        trailer = f"/Size {len(entries)} /Root {root} {told}/ID [<{digest}> <{digest}>]"
        end = f"trailer\n<< {trailer} >>\nstartxref\n{at}\n%%EOF\n"
        table = f"xref\n0 {len(entries)}\n{''.join(entries)}{end}"
        return b"".join((*parts, table.encode("ascii")))


def packed(data: bytes) -> bytes:
    """Return bytes as a stream with the filter FlateDecode holds them (7.4.4)."""
    return zlib.compress(data, _LEVEL)


def text(words: str) -> str:
    """Return words as a text string (7.9.2.2)."""
    if _PLAIN.fullmatch(words):
        return f"({words.translate(_ESCAPED)})"
    return f"<FEFF{words.encode('utf-16-be', 'replace').hex().upper()}>"


def number(value: float) -> str:
    """Return a number in thousandths, no longer than it has to be (7.3.3)."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def array(*written: str) -> str:
    """Return an array of values that are written already (7.3.6)."""
    return f"[{' '.join(written)}]"
