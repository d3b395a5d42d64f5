"""What is told when the last words are not in the store yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.casework.working import WorkingCopy


def not_saved(copies: Sequence[WorkingCopy]) -> str:
    """Say that the last words wait, and why, if a copy knows it."""
    from desktop.casework.troubles import explain

    told = [explain(copy.failure).text for copy in copies if copy.failure is not None]
    return " ".join(("The last words are not saved yet.", *told[:1]))


def not_closed(copies: Sequence[WorkingCopy]) -> str:
    """Say why the window stays open, and what closing it again means."""
    return f"{not_saved(copies)} Closing again gives the last words up."
