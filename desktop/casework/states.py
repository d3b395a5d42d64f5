"""The states of a record's life, and what follows from them.

`draft` -> `signed` by its author -> `agreed` by a manager who is not the author, or `returned`
with reasons, upon which the author goes on writing. `finished` is how a record ended before
papers were signed; it stays readable.
"""

from __future__ import annotations

DRAFT = "draft"
RETURNED = "returned"
SIGNED = "signed"
AGREED = "agreed"
FINISHED = "finished"
DISCARDED = "discarded"

OPEN = frozenset({DRAFT, RETURNED})
"""States in which the author goes on writing."""

ENDED = frozenset({SIGNED, AGREED, FINISHED})
"""States in which a version never changes; a correction is a new version."""

ON_PAPER = frozenset({SIGNED, AGREED})
"""States in which there is a signed paper."""

STATE_WORDS: dict[str, str] = {
    DRAFT: "Half written",
    RETURNED: "Returned",
    SIGNED: "Signed",
    AGREED: "Agreed",
    FINISHED: "Finished",
    DISCARDED: "Discarded",
}
