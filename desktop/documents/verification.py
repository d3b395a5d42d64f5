"""Verification of a paper from its final bytes, without a network and without a store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop.documents.verdict import Known, Verdict

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is looked at: some twenty times the largest paper."""


def verify(pdf: bytes, known: Known, now: datetime) -> Verdict:
    """Return the verdict on a paper. Never raises because of what the bytes hold."""
    raise NotImplementedError


def verify_file(path: Path, known: Known, now: datetime) -> Verdict:
    """Return the verdict on a file; a file over LARGEST is not read at all."""
    raise NotImplementedError
