"""Where a page sends somebody whose trouble is put right elsewhere."""

from __future__ import annotations

TO_CERTIFICATES = "See certificates"
CERTIFICATE_TROUBLES = frozenset(
    {
        "signing.no_certificate",
        "sign.expired",
        "sign.closed",
        "sign.certificate_not_ours",
        "sign.key_of_another_certificate",
    }
)


def way_out(problem: BaseException) -> str:
    """Return what the button says that leads to where a trouble is put right, "" for none."""
    wanted = getattr(problem, "code", "") in CERTIFICATE_TROUBLES
    return TO_CERTIFICATES if wanted else ""
