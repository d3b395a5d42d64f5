"""Papers that come as files from outside: checked by their bytes, and by what a store knows.

Anybody may check a paper, without a store too. Where one is open, its authorities are pinned, its
register is asked, and a paper that it keeps itself is compared with what was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.casework.corrections import version_that_counts
from desktop.casework.papers import KeptPaper
from desktop.casework.session import Session
from desktop.documents.told import Facts, Told, told
from desktop.documents.verdict import ExpectedRecord, Known, Verdict
from desktop.documents.verification import CannotRead, not_a_paper, read_file, sha256_of, verify
from desktop.storage.errors import RecordErased

if TYPE_CHECKING:
    from desktop.documents.verdict import RecordSeen

__all__ = ["Checker", "Told"]


class Checker:
    """Checks one file after the other; what the store knows is read once, when it is made."""

    def __init__(
        self,
        now: Callable[[], datetime],
        session: Session | None = None,
        authorities: Sequence[bytes] = (),
    ) -> None:
        """`authorities` are certificates (DER) that are pinned besides those of the store."""
        self._now, self._session = now, session
        register = session.signing.register() if session is not None else None
        pinned = (*(register.pinned if register is not None else ()), *authorities)
        self._known = Known(authorities=tuple(dict.fromkeys(pinned)), register=register)

    def told(self, path: Path) -> Told:
        """Return what a person reads of a file; it is called by its own name, without folders."""
        verdict = self.verdict(path)
        return told(path.name, verdict, self.notes(verdict))

    def notes(self, verdict: Verdict) -> Facts:
        """Return what else the store knows of a paper: that it was corrected, or came back."""
        seen = verdict.record
        kept = self._kept(seen) if seen is not None else ()
        if seen is None or self._session is None or not kept:
            return ()
        counts = version_that_counts(self._session, seen.record)
        if counts > seen.version:
            return (("Superseded", f"by version {counts}, which this store keeps"),)
        known = any(one.version == seen.version for one in kept)  # or signed in another copy of it
        if counts < seen.version and known:  # what is on paper and does not count came back
            stands = f"; version {counts} counts" if counts else ""
            return (("Returned", f"to its author with reasons, and not agreed{stands}"),)
        return ()

    def verdict(self, path: Path) -> Verdict:
        """Return the verdict on a file. Never raises because of what the file is."""
        try:
            pdf = read_file(path)
        except CannotRead as fault:
            return not_a_paper(str(fault))
        found = verify(pdf, self._known, self._now())
        seen = found.record
        kept = [one for one in self._kept(seen) if one.version == seen.version] if seen else []
        if seen is None or not kept:
            return found
        return verify(pdf, self._knowing(seen, kept, sha256_of(pdf)), self._now())

    def _kept(self, seen: RecordSeen) -> Sequence[KeptPaper]:
        """Return the papers that the store keeps of a record, in every version and state."""
        if self._session is None:
            return ()
        try:
            return self._session.signing.papers.all_of(seen.record)
        except (RecordErased, UnicodeError):  # an id that no record can have
            return ()

    def _knowing(self, seen: RecordSeen, kept: Sequence[KeptPaper], sha256: str) -> Known:
        """Return what is known of a file whose record and version the store keeps itself."""
        same = next((one for one in kept if one.attachment == sha256), kept[-1])
        expected = ExpectedRecord(seen.record, seen.version, same.record_digest)
        return replace(self._known, sha256=same.attachment, expected=expected)
