"""The ASN.1 library, which has no types: the one place where that is said to the type checker.

`cades` is not used by name: it teaches the library the attributes of ETSI EN 319 122-1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyhanko.sign.ades import cades_asn1 as cades

if TYPE_CHECKING:
    cms: Any
    x509: Any
else:
    from asn1crypto import cms, x509

__all__ = ["cades", "cms", "x509"]
