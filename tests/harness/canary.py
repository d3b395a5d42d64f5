"""Planted words and the search for them in everything that a program left on the disk.

A canary begins with eight letters that occur nowhere else; the search looks for these eight, so
that half a word left behind is found too, in UTF-8 and in both kinds of UTF-16.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
STEM = 8  # letters
PIECE = 4 * 1024 * 1024  # bytes read at once
_CONSONANTS, _VOWELS = "bcdfghjklmnpqrstvwxz", "aeiou"


@dataclass(frozen=True)
class Found:
    """One canary found where none may be."""

    canary: str
    place: str
    encoding: str
    offset: int

    def __str__(self) -> str:
        return f"{self.canary} as {self.encoding} in {self.place} at byte {self.offset}"


def plant(count: int = 100, seed: int = 1) -> tuple[str, ...]:
    """Return invented words that begin differently from one another and from all real words."""
    chance = random.Random(seed)
    stems: dict[str, None] = {}
    while len(stems) < count:
        pairs = (chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(STEM // 2 - 1))
        stems.setdefault("zq" + "".join(pairs))
    return tuple(f"{stem}{number:03d}" for number, stem in enumerate(stems))


class Search:
    """Looks for a set of canaries."""

    def __init__(self, canaries: Sequence[str]) -> None:
        self._known = {
            canary[:STEM].encode(encoding): (canary, encoding)
            for canary in canaries
            for encoding in ENCODINGS
        }
        # One pattern for each encoding: what all its words begin with makes the search quick.
        self._patterns = [
            re.compile(b"|".join(re.escape(c[:STEM].encode(encoding)) for c in canaries))
            for encoding in ENCODINGS
        ]
        self._overlap = max(len(part) for part in self._known)

    def in_bytes(self, pieces: Iterable[bytes], place: str) -> Iterator[Found]:
        """Look through bytes that come in pieces; a word cut by a border between two is found."""
        rest, offset = b"", 0
        for piece in pieces:
            whole = rest + piece
            for hit in self._hits(whole):
                if hit.end() > len(rest):
                    canary, encoding = self._known[hit.group()]
                    yield Found(canary, place, encoding, offset - len(rest) + hit.start())
            rest, offset = whole[-self._overlap + 1 :], offset + len(piece)

    def _hits(self, whole: bytes) -> Iterator[re.Match[bytes]]:
        """Yield what is found, in its order; a word in one UTF-16 is not told in the other too."""
        end = 0
        hits = (hit for pattern in self._patterns for hit in pattern.finditer(whole))
        for hit in sorted(hits, key=lambda one: one.start()):
            if hit.start() >= end:
                end = hit.end()
                yield hit

    def in_folders(self, folders: Iterable[Path]) -> list[Found]:
        """Look through every file under the folders, and through the files' and folders' names."""
        found: list[Found] = []
        for folder in folders:
            for place in [folder, *folder.rglob("*")]:
                found += self.in_bytes([os.fsencode(place.name)], f"the name {place}")
                with contextlib.suppress(FileNotFoundError):
                    if stat.S_ISREG(place.lstat().st_mode):
                        found += self.in_bytes(_pieces(place), str(place))
        return found

    def in_open_files(self, pid: int) -> list[Found]:
        """Look through the files that a process holds open or mapped and that have no name."""
        found: list[Found] = []
        for link in unlinked_files(pid):
            with contextlib.suppress(OSError):
                found += self.in_bytes(_pieces(link), f"{link} ({link.readlink()})")
        return found


def unlinked_files(pid: int) -> list[Path]:
    """Return the /proc links of files that a process still holds though they are deleted.

    Raises OSError when it cannot be seen what the process holds: that must not pass for nothing.
    """
    found: dict[tuple[int, int], Path] = {}
    for link in [*_open_files(pid), *_mapped_files(pid)]:
        with contextlib.suppress(OSError):
            about = link.stat()
            if stat.S_ISREG(about.st_mode) and about.st_nlink == 0:
                found.setdefault((about.st_dev, about.st_ino), link)
    return list(found.values())


def written_elsewhere(pid: int, folder: Path) -> list[str]:
    """Return the files outside a folder that a process has open for writing."""
    found: list[str] = []
    for link in _open_files(pid):
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            about, place = link.stat(), link.readlink()
            told = Path(f"/proc/{pid}/fdinfo/{link.name}").read_text()
            flags = int(next(line for line in told.splitlines() if line.startswith("flags"))[6:], 8)
            named = stat.S_ISREG(about.st_mode) and about.st_nlink > 0
            if named and flags & (os.O_WRONLY | os.O_RDWR) and not place.is_relative_to(folder):
                found.append(str(place))
    return found


def _open_files(pid: int) -> list[Path]:
    return list(Path(f"/proc/{pid}/fd").iterdir())


def _mapped_files(pid: int) -> list[Path]:
    with contextlib.suppress(PermissionError):  # only root may follow these
        return list(Path(f"/proc/{pid}/map_files").iterdir())
    return []


def family(pid: int) -> list[int]:
    """Return a process and everything that it started and that still runs."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                found += family(int(child))
    return found


def _pieces(place: Path) -> Iterator[bytes]:
    with place.open("rb", buffering=0) as file:
        while piece := file.read(PIECE):
            yield piece
