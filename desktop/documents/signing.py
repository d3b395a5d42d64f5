"""Signing a paper: PAdES B-B with RSASSA-PSS, the first signature certifies, the second extends.

Bytes in, bytes out; nothing is read from a clock, a disk or a network.
"""

from __future__ import annotations

from datetime import datetime

from desktop.documents.signer import PaperSigner, SignatureField


def sign_paper(
    pdf: bytes, place: SignatureField, signer: PaperSigner, moment: datetime, *, reason: str
) -> bytes:
    """Return the paper with one more signature; the bytes given are its beginning, unaltered.

    `moment` is aware and is drawn and written with its zone. Raises a SigningRefused.
    """
    raise NotImplementedError
