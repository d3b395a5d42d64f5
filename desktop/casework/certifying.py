"""Who of the team can sign papers: each member's certificate, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop.casework.session import Member
from desktop.storage.authority import valid_until
from desktop.storage.certificates import Certificate, certificates
from desktop.storage.reading import Reader


class CertificateState(StrEnum):
    """How a member's certificate stands. With all but the first nothing can be signed."""

    GOOD = "good"
    NONE = "none"
    CLOSED = "closed"
    ENDED = "ended"
    OTHER_NAME = "other_name"


@dataclass(frozen=True)
class Certified:
    """A member and the newest certificate that was issued to them.

    `until` is the end of the certificate, or the moment at which it was closed and did not count
    any more, `why` the reason for which it was issued or closed. Both are empty where none was
    ever issued.
    """

    member: Member
    state: CertificateState
    until: datetime | None = None
    why: str = ""

    @property
    def can_sign(self) -> bool:
        """Whether papers can be signed with it now."""
        return self.state is CertificateState.GOOD


def certified(reader: Reader, members: Sequence[Member], now: datetime) -> tuple[Certified, ...]:
    """Return how the certificate of each of these members stands at this moment."""
    newest: dict[str, Certificate] = {}
    for one in certificates(reader):  # the newest first, but one that still counts before all
        kept = newest.get(one.person)
        if kept is None or (kept.closed is not None and one.closed is None):
            newest[one.person] = one
    return tuple(_standing(member, newest.get(member.id), now) for member in members)


def _standing(member: Member, found: Certificate | None, now: datetime) -> Certified:
    from desktop.documents.signer import is_name_of, loaded

    if found is None:
        return Certified(member, CertificateState.NONE)
    if found.closed is not None:
        return Certified(member, CertificateState.CLOSED, found.closed, found.why_closed)
    until, leaf = valid_until(found.certificate), loaded(found.certificate)
    state = CertificateState.GOOD
    if now > until:
        state = CertificateState.ENDED
    elif leaf is None or not is_name_of(member.name, leaf):
        state = CertificateState.OTHER_NAME
    return Certified(member, state, until, found.reason)
