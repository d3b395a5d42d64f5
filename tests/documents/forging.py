"""What a hostile hand, or a careless program, could make of a paper.

Two kinds: changes to a finished file by somebody without a key, and papers that were signed with a
genuine key by other code than ours.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

import pikepdf
from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from desktop.documents.cms import Container
from desktop.documents.facts import AUTHOR, MANAGER
from desktop.documents.opened import Gap, open_paper
from desktop.documents.signer import PaperSigner
from tests.documents.signers import AGREED, SIGNED, team

Touch = Callable[[Any, Any], None]
"""Given an incremental writer and the field that is being signed."""


@dataclass(frozen=True)
class Hand:
    """How somebody signs with other code than ours; at rest just as ours does."""

    signer: PaperSigner
    place: str
    moment: datetime
    certify: bool = True
    permission: MDPPerm = MDPPerm.FILL_FORMS
    name: str | None = None
    container: Callable[[Container, PaperSigner], bytes] = lambda parts, by: parts.signed(
        by.key
    ).to_der()
    touch: Touch = lambda _writer, _field: None
    spare: int = 0


def author_hand(**changes: Any) -> Hand:
    """Return the author signing by hand."""
    return replace(Hand(team().author, AUTHOR.name, SIGNED), **changes)


def manager_hand(**changes: Any) -> Hand:
    """Return the manager signing by hand."""
    return replace(Hand(team().manager, MANAGER.name, AGREED, certify=False), **changes)


def signed(pdf: bytes, hand: Hand) -> bytes:
    """Return the paper signed by hand; `spare` bytes are left behind the signature."""
    by = hand.signer
    writer = updating(pdf)
    steps: Any = PdfCMSEmbedder().write_cms(hand.place, writer, existing_fields_only=True)
    field = next(steps).get_object()
    hand.touch(writer, field)
    parts = Container(bytes(32), by.role, by.certificate, by.authority)
    size = len(hand.container(parts, by)) + hand.spare
    dictionary = SignatureObject(
        timestamp=hand.moment,
        subfilter=SigSeedSubFilter.PADES,
        name=by.name if hand.name is None else hand.name,
        reason="By hand",
        bytes_reserved=2 * size,
    )
    rights = SigMDPSetup(
        md_algorithm="sha256",
        certify=hand.certify,
        docmdp_perms=hand.permission if hand.certify else None,
    )
    steps.send(SigObjSetup(sig_placeholder=dictionary, mdp_setup=rights))
    prepared, out = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(hand.container(replace(parts, digest=prepared.document_digest), by))
    return cast("bytes", out.getvalue())


def signed_by_both(pdf: bytes, **changes: Any) -> bytes:
    """Return a paper that both signed by hand, the author as `changes` say."""
    return signed(signed(pdf, author_hand(**changes)), manager_hand())


# --- without a key ----------------------------------------------------------------------------


def updating(pdf: bytes) -> Any:
    """Return a writer that adds to a file and leaves its metadata."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer._update_meta = lambda: None
    return writer


def added(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    """Return the file with one more revision that makes a change."""
    writer = updating(pdf)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def first_page(writer: Any) -> Any:
    """Return the first page of the file that is being added to."""
    return writer.root["/Pages"]["/Kids"][0].get_object()


def text_replaced(writer: Any) -> None:
    """Let the first page show nothing any more."""
    page = first_page(writer)
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)


def edited(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return the file changed and written anew, in the plain form that papers have."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        change(file)
        out = io.BytesIO()
        file.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
        )
    return out.getvalue()


def resaved(pdf: bytes) -> bytes:
    """Return the file as any program writes it that opens and saves it."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        out = io.BytesIO()
        file.save(out)
    return out.getvalue()


def gap_of(pdf: bytes, number: int) -> Gap:
    """Return where a signature stands."""
    found = open_paper(pdf).signatures[number].gap
    assert found is not None
    return found


def in_gap(pdf: bytes, number: int, change: Callable[[bytes], bytes]) -> bytes:
    """Return the file with other digits in a signature's gap, as many as before."""
    gap = gap_of(pdf, number)
    digits = change(gap.digits)
    assert len(digits) == len(gap.digits)
    return pdf[: gap.start + 1] + digits + pdf[gap.end - 1 :]


def in_container(pdf: bytes, number: int, change: Callable[[Any], None]) -> bytes:
    """Return the file with a signature's container changed where nothing in it is signed."""

    def changed(digits: bytes) -> bytes:
        held = bytes.fromhex(digits.decode())
        info = cms.ContentInfo.load(held[: 4 + int.from_bytes(held[2:4], "big")])
        change(info["content"])
        grown = info.dump(force=True)
        return (grown + bytes(len(held) - len(grown))).hex().upper().encode()

    return in_gap(pdf, number, changed)


def flipped(pdf: bytes, at: int, bit: int = 0) -> bytes:
    """Return the file with one bit turned."""
    return pdf[:at] + bytes([pdf[at] ^ (1 << bit)]) + pdf[at + 1 :]


def page_stream(pdf: bytes) -> int:
    """Return where, in the middle of what a page draws, a byte stands."""
    file = open_paper(pdf).files[-1]
    raw = file.pages[0].obj["/Contents"].read_raw_bytes()
    return pdf.index(raw) + len(raw) // 2
