"""Canonical JSON, digests and ids: the bytes that are hashed and signed."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def canonical(value: Json) -> bytes:
    """Return the one UTF-8 spelling of a JSON value: keys sorted, no spaces, no NaN.

    A lone surrogate, which UTF-8 cannot carry, becomes U+FFFD.
    """
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def new_id() -> str:
    """Return a new random id (128 bits, 32 hexadecimal digits) for a record, slot or person."""
    return secrets.token_hex(16)
