"""The few forms of DER (X.690) that a signature container is written in."""

from __future__ import annotations

OCTETS, NULL_TAG, OID, UTF8, SEQUENCE, SET = 0x04, 0x05, 0x06, 0x0C, 0x30, 0x31
INTEGER = 0x02
IMPLICIT_0 = 0xA0
"""Constructed, context-specific, number 0: explicit or implicit, as the definition has it."""


def tlv(tag: int, *parts: bytes) -> bytes:
    """Return a value with its tag and its length, in as few bytes as it takes."""
    value = b"".join(parts)
    size = len(value)
    if size < 0x80:
        return bytes((tag, size)) + value
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + value


def sequence(*parts: bytes) -> bytes:
    """Return a sequence of values that are written already."""
    return tlv(SEQUENCE, *parts)


def integer(value: int) -> bytes:
    """Return a whole number that is not negative."""
    return tlv(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def identifier(dotted: str) -> bytes:
    """Return an object identifier that is written with dots."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return tlv(OID, *(_arc(arc) for arc in (first * 40 + second, *rest)))


def _arc(value: int) -> bytes:
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(0x80 | value & 0x7F)
    return bytes(reversed(groups))


NULL = tlv(NULL_TAG)
