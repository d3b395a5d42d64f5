"""The ASN.1 library, which has no types: the one place where that is said to the type checker."""

from __future__ import annotations

from importlib import import_module
from typing import Any

cms: Any = import_module("asn1crypto.cms")
x509: Any = import_module("asn1crypto.x509")
# Teaches the library the attributes of ETSI EN 319 122-1.
cades: Any = import_module("pyhanko.sign.ades.cades_asn1")
