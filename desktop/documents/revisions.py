"""How the bytes of a paper lie: revisions, their tables of objects, and nothing between them.

Our own reading of a file, by arithmetic on its bytes (ISO 32000-1, 7.5), beside that of any
library. It knows only the plain form that this program writes: classic tables of objects, each
revision right behind the one before. A file in another form is no paper as it was signed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_REVISIONS = 16
"""More than this many are not looked at; a paper has three at most."""
MOST_OBJECTS = 100_000
"""More than this many are not looked at; the largest paper has some thousands."""

_HEADER = re.compile(rb"%PDF-1\.7\r?\n%[\x80-\xff]{4}\r?\n")
_END = re.compile(rb"\nstartxref\n(\d{1,10})\n%%EOF\n")
_SECTION = re.compile(rb"(\d{1,10}) (\d{1,10}) ?\n")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])[ \r]\n")
_TRAILER = re.compile(rb"trailer\s+<<")
_ENTRY_SIZE = 20
_LONGEST_TRAILER = 4096


class OtherRevisions(ValueError):
    """The bytes do not lie as this program lays them. The text is a plain sentence."""


@dataclass(frozen=True)
class Revision:
    """One revision: the bytes from `start` to before `end`, and the objects that it writes.

    `objects` leads from an object's number to where it begins; `trailer` is the text of its
    trailer. `table` is where the table of objects begins.
    """

    start: int
    end: int
    table: int
    objects: Mapping[int, int]
    trailer: bytes

    def object_bytes(self, pdf: bytes, number: int) -> bytes:
        """Return the bytes of an object that this revision writes."""
        begin = self.objects[number]
        later = [at for at in self.objects.values() if at > begin]
        return pdf[begin : min(later, default=self.table)]


def read_revisions(pdf: bytes) -> tuple[Revision, ...]:
    """Return the revisions of a file, the oldest first. Raises OtherRevisions."""
    if not _HEADER.match(pdf):
        raise OtherRevisions("The file does not begin as a paper of this program does.")
    found: list[Revision] = []
    end = len(pdf)
    table = _last_table(pdf)
    while True:
        revision, before = _revision(pdf, table, end)
        found.append(revision)
        if before is None:
            break
        if len(found) == MOST_REVISIONS:
            raise OtherRevisions(f"The file was changed more than {MOST_REVISIONS - 1} times.")
        if before >= table:
            raise OtherRevisions("The file's tables of objects do not lie one behind the other.")
        table, end = before, revision.start
    if found[-1].start != 0:
        raise OtherRevisions("The file holds bytes that belong to no revision.")
    return tuple(reversed(found))


def base_of(pdf: bytes) -> bytes:
    """Return the unsigned paper that a signed one was made of. Raises OtherRevisions."""
    return pdf[: read_revisions(pdf)[0].end]


def _last_table(pdf: bytes) -> int:
    tail = pdf[-64:]
    found = list(_END.finditer(tail))
    if not found or found[-1].end() != len(tail):
        raise OtherRevisions("The file does not end as a PDF does: it is cut off, or added to.")
    return int(found[-1].group(1))


def _revision(pdf: bytes, table: int, end: int) -> tuple[Revision, int | None]:
    """Return the revision whose table begins there and ends at `end`, and the table before it."""
    if not pdf.startswith(b"xref\n", table) or not 0 < table < end:
        raise OtherRevisions("A table of objects is not where the file says.")
    objects, behind = _table(pdf, table + 5, end)
    tail = _END.search(pdf, behind, min(end, behind + _LONGEST_TRAILER))
    if tail is None or not _TRAILER.match(pdf, behind) or int(tail.group(1)) != table:
        raise OtherRevisions("A table of objects does not close as it should.")
    if tail.end() != end:
        raise OtherRevisions("The file holds bytes that belong to no revision.")
    trailer = pdf[behind : tail.start()]
    before = _before(trailer)
    start = 0 if before is None else _end_of(pdf, before, table)
    for number, at in objects.items():
        if not start <= at < table or not pdf.startswith(b"%d 0 obj" % number, at):
            raise OtherRevisions("An object is not where the file says.")
    return Revision(start, end, table, objects, trailer), before


def _table(pdf: bytes, at: int, end: int) -> tuple[dict[int, int], int]:
    """Return the objects of a table, and where it ends."""
    objects: dict[int, int] = {}
    while section := _SECTION.match(pdf, at, end):
        first, count = int(section.group(1)), int(section.group(2))
        at = section.end()
        if count > MOST_OBJECTS or len(objects) > MOST_OBJECTS:
            raise OtherRevisions(f"The file has more than {MOST_OBJECTS} objects.")
        if at + count * _ENTRY_SIZE > end:
            raise OtherRevisions("A table of objects is longer than the file.")
        for number in range(first, first + count):
            entry = _ENTRY.fullmatch(pdf, at, at + _ENTRY_SIZE)
            at += _ENTRY_SIZE
            if entry is None or number in objects:
                raise OtherRevisions("A table of objects cannot be read.")
            in_use, generation = entry.group(3) == b"n", int(entry.group(2))
            if in_use != (number != 0) or (in_use and generation):
                raise OtherRevisions("A table of objects takes an object away.")
            if in_use:
                objects[number] = int(entry.group(1))
    return objects, at


def _before(trailer: bytes) -> int | None:
    """Return where the table of the revision before begins, None for the first revision."""
    if b"/XRefStm" in trailer:
        raise OtherRevisions("The file has a second table of objects beside the first.")
    named = re.findall(rb"/Prev\s*(\d{0,10})", trailer)
    if not named:
        return None
    if len(named) > 1 or not named[0]:
        raise OtherRevisions("A table of objects does not say what came before it.")
    return int(named[0])


def _end_of(pdf: bytes, table: int, limit: int) -> int:
    """Return where the revision ends whose table begins there."""
    if not pdf.startswith(b"xref\n", table):
        raise OtherRevisions("A table of objects is not where the file says.")
    _, behind = _table(pdf, table + 5, limit)
    tail = _END.search(pdf, behind, min(limit, behind + _LONGEST_TRAILER))
    if tail is None:
        raise OtherRevisions("A table of objects does not close as it should.")
    return tail.end()
