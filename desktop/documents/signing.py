"""Signing a paper: PAdES B-B with RSASSA-PSS, the first signature certifies, the second extends.

Bytes in, bytes out; nothing is read from a clock, a disk or a network. The author's signature
certifies the paper and permits nothing but further signing (DocMDP, P 2; ISO 32000-1, 12.8.2.2);
the manager's is added to exactly those bytes. What came out is verified before it is handed back.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from desktop.documents import refusals
from desktop.documents.admission import admit, check_result
from desktop.documents.cms import Container
from desktop.documents.comparison import compare_papers
from desktop.documents.facts import AUTHOR, SignatureField
from desktop.documents.moments import in_words
from desktop.documents.paper import build_stamp
from desktop.documents.signer import Intent, PaperSigner


def sign_paper(
    pdf: bytes,
    place: SignatureField,
    signer: PaperSigner,
    moment: datetime,
    *,
    reason: str,
    rebuilt: bytes,
    authorities: Sequence[bytes] = (),
) -> bytes:
    """Return the paper with one more signature; the bytes given are its beginning, unaltered.

    `moment` is aware; it is drawn and written with its zone, in whole seconds. `reason` is a short
    line for the stamp. `rebuilt` is the paper as it comes out of the record that the signer has
    read: bytes from outside are never signed on their own word. `authorities` are the other
    generations of the team's authority (DER), for a paper whose author signed under an earlier one.
    Raises a SigningRefused.
    """
    whole = moment.replace(microsecond=0)
    intent = Intent(place, signer, whole, reason, tuple(authorities))
    admit(pdf, intent)
    found = compare_papers(pdf, rebuilt)
    if not found.is_same:
        raise refusals.PaperDiffers(found.differs, is_other_program=found.is_other_program)
    signed = _signed(pdf, intent)
    check_result(pdf, signed, intent)
    return signed


def stamp_lines(intent: Intent) -> tuple[str, ...]:
    """Return what a stamp says: name, role, when with its zone, and why."""
    when = f"Signed {in_words(intent.moment)}"
    lines = (intent.signer.name, intent.signer.role, when, intent.reason)
    return tuple(line for line in lines if line)


def _signed(pdf: bytes, intent: Intent) -> bytes:
    signer = intent.signer
    parts = Container(bytes(32), signer.role, signer.certificate, signer.authority)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    _keep_metadata(writer)
    embedder = cast("Any", PdfCMSEmbedder())
    steps = embedder.write_cms(intent.place.name, writer, existing_fields_only=True)
    field = next(steps).get_object()
    writer.register_extension(ESIC_EXTENSION_1)
    field["/AP"] = _appearance(writer, field, build_stamp(stamp_lines(intent)))
    is_first = intent.place.name == AUTHOR.name
    dictionary = SignatureObject(
        timestamp=intent.moment,
        subfilter=SigSeedSubFilter.PADES,
        name=signer.name,
        reason=intent.reason,
        bytes_reserved=2 * len(parts.to_der()),
    )
    rights = SigMDPSetup(
        md_algorithm="sha256",
        certify=is_first,
        docmdp_perms=MDPPerm.FILL_FORMS if is_first else None,
    )
    steps.send(SigObjSetup(sig_placeholder=dictionary, mdp_setup=rights))
    prepared, out = steps.send(SigIOSetup(md_algorithm="sha256"))
    parts = replace(parts, digest=prepared.document_digest)
    steps.send(parts.signed(signer.key).to_der())
    return out.getvalue()


def _keep_metadata(writer: IncrementalPdfFileWriter) -> None:
    # The library writes the metadata anew at each update, and what comes out is no PDF/A any more.
    # Its maintainer names this way of keeping it; there is no public one.
    cast("Any", writer)._update_meta = lambda: None


def _appearance(writer: IncrementalPdfFileWriter, field: Any, stamp: bytes) -> Any:
    """Return the appearance of a signed field: the stamp's page, drawn into the field's own box.

    The outer stream has the box of the empty one and no filter: some validators report any other
    change there as one that they do not know.
    """
    drawn = cast("Any", writer).import_page_as_xobject(PdfFileReader(io.BytesIO(stamp)))
    box = [generic.FloatObject(one) for one in field["/AP"]["/N"]["/BBox"]]
    outer = generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(box),
            pdf_name("/Resources"): generic.DictionaryObject(
                {
                    pdf_name("/XObject"): generic.DictionaryObject({pdf_name("/Stamp"): drawn}),
                }
            ),
        },
        stream_data=b"/Stamp Do",
    )
    return generic.DictionaryObject({pdf_name("/N"): cast("Any", writer).add_object(outer)})
