"""A paper taken apart for verification: its revisions, fields, signatures and record.

What is read here is what the file says; whether it is true is for the rules. Reading is bounded:
the number of revisions and fields, the size of a container and of the unpacked record.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Stream

from desktop.documents.cms import Container, NotOurContainer, is_exact, read_container
from desktop.documents.facts import AUTHOR, MANAGER
from desktop.documents.moments import read_pdf_date
from desktop.documents.record import (
    ATTACHMENT_NAME,
    NoRecord,
    PaperRecord,
    read_record_json,
    unpacked,
)
from desktop.documents.revisions import OtherRevisions, Revision, read_revisions

MOST_FIELDS = 16
LARGEST_CONTAINER = 64 * 1024

_CALLED = {AUTHOR.name: "the author's signature", MANAGER.name: "the manager's signature"}
_CONTENTS = b"/Contents "
_CAPITAL_HEX = re.compile(rb"(?:[0-9A-F]{2})+")


class CannotOpen(ValueError):
    """The file cannot be taken apart. The text is a plain sentence."""


@dataclass(frozen=True)
class Gap:
    """The part of the file that a signature leaves out: its own container, in hexadecimal."""

    start: int
    end: int
    reaches: int
    """Where the signed bytes end."""
    digits: bytes = field(repr=False)
    contents: bytes = field(repr=False)
    """What the digits spell, zeros behind the container included."""


@dataclass(frozen=True)
class SignatureRead:
    """One signature as the file has it. What could not be read is None, with the reason."""

    place: str
    """Name of the field."""
    widget: int
    """Number of the object that the field is."""
    value: int
    """Number of the object that the signature is."""
    revision: int
    """Which revision wrote it: 0 is the unsigned paper."""
    name: str
    """The name that the signer's program wrote; so with reason and moment."""
    reason: str
    moment: datetime | None
    dictionary: Dictionary = field(repr=False)
    """The signature in the newest revision; there as long as the paper is."""
    gap: Gap | None
    gap_fault: str
    container: Container | None
    container_fault: str
    digest: bytes
    """SHA-256 of the bytes that the signature is over, by our own arithmetic."""

    @property
    def called(self) -> str:
        """What the signature is called in a sentence."""
        return _CALLED.get(self.place, f"the signature {self.place!r}")


@dataclass(frozen=True)
class OpenedPaper:
    """A paper taken apart. `files` are its revisions, each opened as a file of its own."""

    pdf: bytes = field(repr=False)
    revisions: tuple[Revision, ...]
    files: tuple[pikepdf.Pdf, ...]
    fields: tuple[str, ...]
    signatures: tuple[SignatureRead, ...]
    record_bytes: bytes | None = field(repr=False)
    record: PaperRecord | None = field(repr=False)
    record_fault: str


def open_paper(pdf: bytes) -> OpenedPaper:
    """Take a paper apart. Raises CannotOpen."""
    try:
        revisions = read_revisions(pdf)
        if any(b"/Encrypt" in one.trailer for one in revisions):
            raise CannotOpen("The file is encrypted, which no paper of this program is.")
        files = tuple(_opened(pdf[: one.end]) for one in revisions)
        widgets = tuple(_widgets(files[-1]))
        signatures = sorted(_signatures(pdf, revisions, widgets), key=lambda one: one.revision)
        data, record, fault = _record(files[-1])
    except OtherRevisions as error:
        raise CannotOpen(str(error)) from error
    # A stranger's file can make the library raise nearly anything.
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, CannotOpen):
            raise
        raise CannotOpen("The file is damaged: it cannot be read as a PDF.") from error
    return OpenedPaper(
        pdf,
        revisions,
        files,
        tuple(_text(one, "/T") for one in widgets),
        tuple(signatures),
        data,
        record,
        fault,
    )


def _opened(data: bytes) -> pikepdf.Pdf:
    file = pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    if not isinstance(file.Root, Dictionary):
        raise CannotOpen("The file is damaged: it has no catalogue.")
    return file


def _widgets(file: pikepdf.Pdf) -> Iterator[Dictionary]:
    """Give the fields of a form; a paper's are flat."""
    form = file.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    if not isinstance(fields, Array):
        return
    if len(fields) > MOST_FIELDS:
        raise CannotOpen(f"The file has more than {MOST_FIELDS} fields.")
    for one in fields:
        if not isinstance(one, Dictionary) or not one.is_indirect or "/Kids" in one:
            raise CannotOpen("The file has fields of a kind that no paper has.")
        yield one


# --- signatures -------------------------------------------------------------------------------


def _signatures(
    pdf: bytes, revisions: tuple[Revision, ...], widgets: tuple[Dictionary, ...]
) -> Iterator[SignatureRead]:
    for widget in widgets:
        value = widget.get("/V")
        if value is None:
            continue
        if not isinstance(value, Dictionary) or not value.is_indirect:
            raise CannotOpen("A field holds something else than a signature.")
        yield _signature(pdf, revisions, widget, value)


def _signature(
    pdf: bytes, revisions: tuple[Revision, ...], widget: Dictionary, value: Dictionary
) -> SignatureRead:
    number = value.objgen[0]
    revision = max(at for at, one in enumerate(revisions) if number in one.objects)
    try:
        gap, gap_fault = _gap(pdf, revisions[revision], number, value), ""
        if not _CAPITAL_HEX.fullmatch(gap.digits):
            gap_fault = "The gap of a signature holds other things than capital hexadecimal."
    except CannotOpen as fault:
        gap, gap_fault = None, str(fault)
    container, container_fault = _container(gap)
    return SignatureRead(
        place=_text(widget, "/T"),
        widget=widget.objgen[0],
        value=number,
        revision=revision,
        name=_text(value, "/Name"),
        reason=_text(value, "/Reason"),
        moment=read_pdf_date(_text(value, "/M")),
        dictionary=value,
        gap=gap,
        gap_fault=gap_fault,
        container=container,
        container_fault=container_fault,
        digest=_digest(pdf, gap),
    )


def _gap(pdf: bytes, revision: Revision, number: int, value: Dictionary) -> Gap:
    """Return what a signature leaves out, by arithmetic on the bytes alone. Raises CannotOpen."""
    ranges = _four_numbers(value.get("/ByteRange"))
    begin, length, again, rest = ranges
    reaches = again + rest
    if begin != 0 or not length < again <= reaches <= len(pdf):
        raise CannotOpen("A signature's ranges of bytes do not make one gap inside the file.")
    first = revision.objects[number]
    last = first + len(revision.object_bytes(pdf, number))
    if not first + len(_CONTENTS) < length < again < last:
        raise CannotOpen("A signature leaves out bytes that are not its own.")
    if pdf[length : length + 1] != b"<" or pdf[again - 1 : again] != b">":
        raise CannotOpen("A signature leaves out more, or less, than its own container.")
    if not pdf.endswith(_CONTENTS, 0, length):
        raise CannotOpen("A signature leaves out something else than its own container.")
    digits = pdf[length + 1 : again - 1]
    if len(digits) > 2 * LARGEST_CONTAINER:
        raise CannotOpen("A signature leaves out far more than a signature is long.")
    try:
        contents = bytes.fromhex(digits.decode("ascii"))
    except ValueError as fault:
        raise CannotOpen("The gap of a signature does not hold hexadecimal.") from fault
    return Gap(length, again, reaches, digits, contents)


def _four_numbers(ranges: object) -> tuple[int, int, int, int]:
    if not isinstance(ranges, Array) or len(ranges) != 4:
        raise CannotOpen("A signature does not say which bytes it is over.")
    numbers = [one for one in ranges if isinstance(one, int) and one >= 0]
    if len(numbers) != 4:
        raise CannotOpen("A signature does not say which bytes it is over.")
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _container(gap: Gap | None) -> tuple[Container | None, str]:
    """Return what stands in a gap, and what is wrong with it."""
    if gap is None:
        return None, "is not where it says."
    held = _unpadded(gap.contents)
    try:
        container = read_container(held)
    except NotOurContainer as fault:
        return None, str(fault)
    if not is_exact(container, held):
        return container, "holds more, or other things, than a signature of this program."
    return container, ""


def _unpadded(contents: bytes) -> bytes:
    """Return the container without the zeros behind it; anything else behind it stays."""
    if len(contents) < 4 or contents[:2] != b"\x30\x82":
        return contents
    size = 4 + int.from_bytes(contents[2:4], "big")
    return contents[:size] if not any(contents[size:]) else contents


def _digest(pdf: bytes, gap: Gap | None) -> bytes:
    if gap is None:
        return b""
    seen = memoryview(pdf)
    sha256 = hashlib.sha256(seen[: gap.start])
    sha256.update(seen[gap.end : gap.reaches])
    return sha256.digest()


# --- the record -------------------------------------------------------------------------------


def _record(file: pikepdf.Pdf) -> tuple[bytes | None, PaperRecord | None, str]:
    """Return the attached record, read, or the reason why there is none."""
    files = file.Root.get("/AF")
    if files is None:
        return None, None, "This paper carries no record as data."
    try:
        data = unpacked(_attached(files))
        return data, read_record_json(data), ""
    except (CannotOpen, NoRecord) as fault:
        return None, None, str(fault)


def _attached(files: object) -> Stream:
    wrong = CannotOpen("The attachment is not the one that a paper has.")
    if not isinstance(files, Array) or len(files) != 1 or not isinstance(files[0], Dictionary):
        raise wrong
    if _text(files[0], "/UF") != ATTACHMENT_NAME:
        raise wrong
    inside = files[0].get("/EF")
    stream = inside.get("/F") if isinstance(inside, Dictionary) else None
    if not isinstance(stream, Stream):
        raise wrong
    return stream


def _text(dictionary: pikepdf.Object, key: str) -> str:
    value = dictionary.get(key)
    return str(value) if isinstance(value, pikepdf.String) else ""
