"""Where a page sends somebody whose trouble is put right elsewhere."""

from __future__ import annotations

from desktop.casework.seal import wants_certificate

TO_CERTIFICATES = "See certificates"


def way_out(problem: BaseException) -> str:
    """Return what the button says that leads to where a trouble is put right, "" for none."""
    return TO_CERTIFICATES if wants_certificate(problem) else ""
