"""The ASN.1 library, which has no types: the one place where that is said to the type checker."""

from __future__ import annotations

from typing import Any

import asn1crypto.cms as _cms  # pyright: ignore[reportMissingTypeStubs]
import asn1crypto.x509 as _x509  # pyright: ignore[reportMissingTypeStubs]

# Teaches the library the attributes of ETSI EN 319 122-1.
import pyhanko.sign.ades.cades_asn1 as _cades

cms: Any = _cms
x509: Any = _x509
cades: Any = _cades
