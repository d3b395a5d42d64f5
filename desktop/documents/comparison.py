"""Whether a paper shows what its record says: the paper against one made anew from the record.

No rule on a finished file can find a page that disagreed with the record when it was signed first.
So who signs second builds the page from the record that was read, and compares.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from desktop.documents.revisions import OtherRevisions, base_of

_LARGEST = 256 * 1024 * 1024
"""Bytes of one unpacked stream; ours stay far below."""

# What may differ between two papers made of the same record: when, and the ids drawn for it.
_PASSING = {"/CreationDate", "/ModDate"}
_PASSING_METADATA = re.compile(
    rb"<(xmp:(?:Create|Modify|Metadata)Date|xmpMM:(?:Document|Instance)ID)>[^<]*</\1>"
)


@dataclass(frozen=True)
class Comparison:
    """What differs between two papers, in sentences; nothing where they are the same.

    `is_other_program`: they were made by different versions of this program, so that a difference
    may be one of layout only. The paper has to be made and signed anew all the same.
    """

    differs: tuple[str, ...]
    is_other_program: bool = False

    @property
    def is_same(self) -> bool:
        """Whether both show the same, have the same tags and hold the same record."""
        return not self.differs


def compare_papers(paper: bytes, rebuilt: bytes) -> Comparison:
    """Compare a paper, signed or not, with one made anew from its record.

    Compared are pages with everything drawn on them, tags, attachment and the rest of the file, as
    they were before the first signature. Dates of the file and drawn ids are left out.
    """
    try:
        first, second = base_of(paper), base_of(rebuilt)
        if first == second:
            return Comparison(())
        with (
            pikepdf.open(io.BytesIO(first), attempt_recovery=False) as one,
            pikepdf.open(io.BytesIO(second), attempt_recovery=False) as other,
        ):
            return _compared(one, other)
    except (OtherRevisions, pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return Comparison(("The paper cannot be read.",))


def _compared(one: pikepdf.Pdf, other: pikepdf.Pdf) -> Comparison:
    differs: list[str] = []
    if len(one.pages) != len(other.pages):
        differs.append(
            f"The paper has {len(one.pages)} pages, the record makes {len(other.pages)}."
        )
    pages = [_Part(file, "page").digests(*_pages(file)) for file in (one, other)]
    for number, (mine, theirs) in enumerate(zip(*pages, strict=False), 1):
        if mine != theirs:
            differs.append(f"Page {number} shows something else than the record.")
    for key, sentence in _REST.items():
        mine, theirs = (_Part(file, key).digest(_root(file, key)) for file in (one, other))
        if mine != theirs:
            differs.append(sentence)
    return Comparison(tuple(differs), _producer(one) != _producer(other))


_REST = {
    "/StructTreeRoot": "The tags, by which a screen reader reads, differ from the record.",
    "/AF": "The attached record is another one.",
    "/Outlines": "The list of headings differs from the record.",
    "rest": "Other parts of the file differ from what the record makes.",
}


def _pages(file: pikepdf.Pdf) -> list[object]:
    return [page.obj for page in file.pages]


def _root(file: pikepdf.Pdf, key: str) -> object:
    if key != "rest":
        return file.Root.get(key)
    rest = _Bundle({name: value for name, value in file.Root.items() if name not in _REST})
    rest.parts["info"] = file.trailer.get("/Info")
    return rest


def _producer(file: pikepdf.Pdf) -> tuple[str, str]:
    info = file.trailer.get("/Info", Dictionary())
    return str(info.get("/Producer", "")), str(info.get("/Creator", ""))


@dataclass
class _Part:
    """A part of a file as one digest: what hangs on it, with numbers of its own for objects."""

    file: pikepdf.Pdf
    key: str
    labels: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    queue: deque[object] = field(default_factory=deque[object])

    def digests(self, *roots: object) -> list[str]:
        """Return one digest for each of these pages."""
        return [_Part(self.file, self.key).digest(root) for root in roots]

    def digest(self, root: object) -> str:
        """Return the digest of everything that hangs on a root. Pages are named, not entered."""
        for number, page in enumerate(self.file.pages):
            self.labels[page.obj.objgen] = f"page {number}"
        sha256 = hashlib.sha256()
        self.queue.append(root)
        first = True
        while self.queue:
            for piece in self._written(self.queue.popleft(), is_root=first):
                sha256.update(piece)
            first = False
        return sha256.hexdigest()

    def _written(self, value: object, *, is_root: bool) -> Iterator[bytes]:
        """Give a value as text; what it refers to is queued under a number and written later."""
        if isinstance(value, Array | Dictionary | Stream) and value.is_indirect and not is_root:
            label = self.labels.get(value.objgen)
            if label is None:
                label = self.labels[value.objgen] = str(len(self.labels))
                self.queue.append(_Entered(value))
            yield f"<{label}>".encode()
            return
        inner = value.value if isinstance(value, _Entered) else value
        yield from self._inside(inner)

    def _inside(self, value: object) -> Iterator[bytes]:
        if isinstance(value, Array):
            yield b"["
            for one in value:
                yield from self._written(one, is_root=False)
            yield b"]"
        elif isinstance(value, Stream):
            yield from self._mapping(dict(value.items()), ("/Length", "/Filter"))
            yield _content(value)
        elif isinstance(value, Dictionary):
            yield from self._mapping(dict(value.items()))
        elif isinstance(value, _Bundle):
            yield from self._mapping(value.parts)
        elif isinstance(value, pikepdf.Object):
            yield value.unparse() + b" "
        else:
            yield f"{value!r} ".encode()

    def _mapping(self, value: Mapping[str, object], but: tuple[str, ...] = ()) -> Iterator[bytes]:
        yield b"{"
        for key in sorted(value):
            if key in _PASSING or key in but:
                continue
            yield f"{key} ".encode()
            yield from self._written(value[key], is_root=False)
        yield b"}"


@dataclass(frozen=True)
class _Bundle:
    """Several values under names of ours, where the file has no one object that holds them."""

    parts: dict[str, object]


@dataclass(frozen=True)
class _Entered:
    """An object whose turn has come to be written out."""

    value: object


def _content(stream: Stream) -> bytes:
    """Return what a stream holds, unpacked where it is packed as we pack; never beyond a bound."""
    raw = stream.read_raw_bytes()
    packing = stream.get("/Filter")
    if packing == Name.FlateDecode and "/DecodeParms" not in stream:
        raw, packing = zlib.decompressobj().decompress(raw, _LARGEST), None
    if stream.get("/Type") == Name.Metadata:
        raw = _PASSING_METADATA.sub(b"", raw)
    said = b"" if packing is None else packing.unparse(resolved=True)
    return hashlib.sha256(said + b"\n" + raw).digest()
