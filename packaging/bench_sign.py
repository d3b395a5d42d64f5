"""Signing and verifying a paper of about twenty pages, beside bare pyHanko on the same bytes.

Ours is the whole step: whether the signer and the paper are in order, the comparison with a paper
made anew, the stamp, the signature, and the verdict by all twelve rules on what came out. The peer
signs with a key of the same size and kind and the same stamp, and judges what came out.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import io
import time
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import keys, x509
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bench_ratios import Extent, Result, compared
from bench_store import Words, temporary_folder
from desktop.documents.facts import AUTHOR, MANAGER, PaperFacts, PaperState, SignatureField
from desktop.documents.paper import build_paper, build_stamp
from desktop.documents.signer import PaperSigner
from desktop.documents.signing import sign_paper
from desktop.documents.verdict import Known, Outcome
from desktop.documents.verification import verify
from desktop.forms.catalogue import load_catalogue
from desktop.forms.values import Flat
from desktop.resources import resource_path
from desktop.storage.authority import Holder, leaf_certificate, root_certificate
from desktop.storage.personal import load_rsa, new_rsa, private_der

GOAL = 1.3
WORDS = 7500  # of a paper of about twenty pages
MOMENT = dt.datetime(2026, 3, 4, 14, 2, tzinfo=dt.UTC)
REASON = "I have read this record"


@dataclass(frozen=True)
class Measured:
    """Who signs and what: the paper before any signature, and after each."""

    author: PaperSigner
    manager: PaperSigner
    unsigned: bytes
    once: bytes
    twice: bytes
    stamp: Path

    @property
    def known(self) -> Known:
        return Known((self.author.authority,))


def measure(extent: Extent) -> list[Result]:
    """Return the lines of this measurement."""
    with temporary_folder() as folder:
        made = _made(folder)
        note = f"{len(PdfFileReader(io.BytesIO(made.unsigned)).root['/Pages']['/Kids'])} pages"
        return [
            _signing(extent, made, AUTHOR, f"signs first, {note}"),
            _signing(extent, made, MANAGER, f"signs second, {note}"),
            _verifying(extent, made, f"two signatures, {note}"),
        ]


def _made(folder: Path) -> Measured:
    authority_key = new_rsa()
    root = root_certificate(authority_key, "Measured team", 1, MOMENT)

    def person(name: str, person_id: str) -> PaperSigner:
        key = new_rsa()
        holder = Holder(person_id, name, "Measured team")
        leaf = leaf_certificate(authority_key, root, holder, key.public_key(), MOMENT)
        # As the store hands it out: its check was made when the wrap was opened.
        return PaperSigner(person_id, name, "Measured", load_rsa(private_der(key)), leaf, root)

    author, manager = person("Jo Sample", "a1" * 16), person("Pat Example", "b2" * 16)
    unsigned = _paper()
    once = sign_paper(unsigned, AUTHOR, author, MOMENT, reason=REASON, rebuilt=unsigned)
    twice = sign_paper(once, MANAGER, manager, MOMENT, reason=REASON, rebuilt=unsigned)
    stamp = folder / "stamp.pdf"
    stamp.write_bytes(build_stamp(["Jo Sample", "Measured", "Signed 4 March 2026", REASON]))
    return Measured(author, manager, unsigned, once, twice, stamp)


def _paper() -> bytes:
    form = load_catalogue([resource_path("forms")]).newest("wise")
    made = Words(5)
    long_ones = [field.id for field in form.fields if field.kind == "long_text"]
    flat: Flat = {path: made.text(WORDS // len(long_ones)) for path in long_ones}
    facts = PaperFacts("c3" * 16, 1, PaperState.FINISHED, MOMENT, child="Amelia Testcase")
    return build_paper(form, flat, facts)


def _signing(extent: Extent, made: Measured, place: SignatureField, note: str) -> Result:
    is_first = place == AUTHOR
    before = made.unsigned if is_first else made.once
    who = made.author if is_first else made.manager

    def ours(_turn: int) -> float:
        began = _begun()
        sign_paper(before, place, who, MOMENT, reason=REASON, rebuilt=made.unsigned)
        return _since(began)

    def peer(_turn: int) -> float:
        began = _begun()
        _judge(_bare_signature(before, place, who, made.stamp), made.author.authority)
        return _since(began)

    mine, theirs, rounds = compared(extent.rounds, 3, ours, peer)
    return Result(
        "sign a paper and verify it",
        "bare pyHanko",
        mine,
        theirs,
        goal=GOAL,
        note=note,
        rounds=rounds,
    )


def _verifying(extent: Extent, made: Measured, note: str) -> Result:
    def ours(_turn: int) -> float:
        began = _begun()
        verdict = verify(made.twice, made.known, MOMENT)
        assert verdict.outcome is Outcome.GOOD
        return _since(began)

    def peer(_turn: int) -> float:
        began = _begun()
        _judge(made.twice, made.author.authority)
        return _since(began)

    mine, theirs, rounds = compared(extent.rounds, 3, ours, peer)
    return Result(
        "verify a paper", "bare pyHanko", mine, theirs, goal=GOAL, note=note, rounds=rounds
    )


# --- the peer ---------------------------------------------------------------------------------


def _bare_signature(pdf: bytes, place: SignatureField, who: PaperSigner, stamp: Path) -> bytes:
    registry = SimpleCertificateStore()
    registry.register(x509.Certificate.load(who.authority))
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(who.certificate),
        signing_key=keys.PrivateKeyInfo.load(private_der(who.key)),
        cert_registry=registry,
        prefer_pss=True,
    )
    meta = signers.PdfSignatureMetadata(
        field_name=place.name,
        md_algorithm="sha256",
        reason=REASON,
        subfilter=SigSeedSubFilter.PADES,
        certify=place == AUTHOR,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    style = StaticStampStyle(
        background=ImportedPdfPage(str(stamp)), background_opacity=1, border_width=0
    )
    work = signers.PdfSigner(meta, signer=signer, stamp_style=style)
    out = work.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True)
    return bytes(out.getbuffer())


def _judge(pdf: bytes, authority: bytes) -> None:
    for one in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
        context = ValidationContext(
            trust_roots=[x509.Certificate.load(authority)], allow_fetching=False, moment=MOMENT
        )
        asyncio.run(async_validate_pdf_signature(one, signer_validation_context=context))


def _begun() -> float:
    """Return when a turn begins, with nothing left over from the one before.

    A verdict makes ten thousands of objects. What one side leaves to be collected would be counted
    as time of either, as it happens.
    """
    gc.collect()
    return time.perf_counter()


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000
