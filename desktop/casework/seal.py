"""What signing, agreeing and correcting share: the version at hand, the signer, and keeping both.

Each step is one job of the store: the signed bytes and the version that names them are kept
together, or neither is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop.casework.agreement import OutOfTurn, require_clock
from desktop.casework.papers import KeptPaper, Papers, Signature, kept_paper
from desktop.casework.session import Session
from desktop.forms.answers import unfold
from desktop.forms.definition import Form
from desktop.forms.fitting import fitted
from desktop.forms.values import Json, as_object
from desktop.storage.authority import fingerprint
from desktop.storage.certificates import Certificate, authorities, valid_certificate
from desktop.storage.people import Unlocked
from desktop.storage.reading import Current, Reader
from desktop.storage.revisions import NewRevision
from desktop.storage.writing import Writer

if TYPE_CHECKING:
    from desktop.documents.facts import SignatureField
    from desktop.documents.signer import PaperSigner

WRITER, REASON = "writer", "reason"
"""In a body: who goes on writing, and why a version is corrected."""

CLOCKS_DIFFER = timedelta(minutes=5)
"""How far a laptop's clock may be put right backwards before signing is refused."""

PDF = "application/pdf"


class NoCertificate(RuntimeError):
    """The person has no certificate that counts."""

    code = "signing.no_certificate"
    told = (
        "You have no certificate for signing papers yet, or it was closed with a new passphrase.",
        "Nothing was signed. All that you wrote is saved.",
        "Settings, Certificates, says who of the team can issue one.",
    )


def wants_certificate(problem: BaseException) -> bool:
    """Say whether a new certificate puts right what stands in the way of a signature."""
    from desktop.documents.refusals import CERTIFICATE_WANTED

    return isinstance(problem, (NoCertificate, *CERTIFICATE_WANTED))


class ReasonMissing(ValueError):
    """A return or a correction wants a reason."""

    code = "signing.reason_missing"
    told = (
        "A reason is needed, so that the next reader knows why.",
        "Nothing was changed, and what you typed is still here.",
        "Write one sentence.",
    )


@dataclass(frozen=True)
class Signed:
    """What came of signing: which version, when, and whether a manager is still to agree."""

    record: str
    revision: str
    version: int
    at: datetime
    waits: bool


@dataclass(frozen=True)
class SignedVersion:
    """A signed version as it stands in the store."""

    current: Current
    body: dict[str, Json]
    form: Form
    kept: KeptPaper


class Seal:
    """Signs bytes as the person of a session, and keeps what was signed."""

    def __init__(self, session: Session, papers: Papers) -> None:
        self.session, self.papers = session, papers

    def current(self, record: str) -> tuple[Current, dict[str, Json]]:
        """Return a record as it now stands, and its body."""

        def look(reader: Reader) -> tuple[Current, dict[str, Json]]:
            current = reader.current(record)
            return current, reader.body(current.revision)

        return self.session.store.read(look).result()

    def form_of(self, current: Current, body: Mapping[str, Json]) -> Form:
        """Return the form version that a record was written in, in the words of its authority."""
        form = self.session.form(current.form or current.kind, current.form_version)
        return fitted(form, unfold(form, as_object(body.get("answers"))))

    def version(self, record: str, seen: str | None) -> SignedVersion:
        """Return the signed version that is current. Raises OutOfTurn when it is another."""
        current, body = self.current(record)
        kept = kept_paper(body)
        if kept is None or (seen is not None and current.revision != seen):
            raise OutOfTurn
        return SignedVersion(current, body, self.form_of(current, body), kept)

    def signer(self, unlocked: Unlocked, now: datetime) -> PaperSigner:
        """Return a person as a signer of papers. Raises NoCertificate, ClockBehind."""
        from desktop.documents.signer import PaperSigner

        require_clock(now, self.latest())
        person = unlocked.person_id
        mine, authority = self.session.store.read(lambda r: _certificate_of(r, person)).result()
        if mine is None:
            raise NoCertificate
        standing = self.session.people.standing(person)
        return PaperSigner(
            person=person,
            name=standing.name,
            role=standing.role_on(now.astimezone().date()),
            key=unlocked.personal_keys.paper,
            certificate=mine.certificate,
            authority=authority,
            closed=mine.closed,
        )

    def keep(
        self,
        before: Current,
        form: Form,
        body: dict[str, Json],
        pdf: bytes | None = None,
        *,
        drop: str = "",
    ) -> str:
        """Keep a version, with its paper where there is one, in one step. Raises OutOfTurn.

        `drop` is the person whose working copy ends with it.
        """
        session, record = self.session, before.record
        revision = NewRevision(record, form.id, body, None, form.id, form.version)

        def job(writer: Writer) -> str:
            if writer.reader.current(record).revision != before.revision:
                raise OutOfTurn
            writer.keep_snapshot(form)
            if pdf is not None:
                writer.attach(record, "paper.pdf", PDF, [pdf])
            header = writer.append(revision, session.signer)
            if drop:
                writer.drop_working(record, drop)
            return header.id

        return session.store.write(job).result()

    def authorities(self) -> tuple[bytes, ...]:
        """Return the certificates of every generation of the team's authority (DER)."""
        found = self.session.store.read(authorities).result()
        return tuple(one.certificate for one in found)

    def latest(self) -> datetime:
        """Return the moment before which no signature may be dated."""
        return self.session.store.read(lambda reader: reader.latest()).result() - CLOCKS_DIFFER

    def moment(self) -> datetime:
        """Return the present moment in whole seconds, as it stands on papers."""
        return self.session.clock.now().replace(microsecond=0)


def signature_of(place: SignatureField, signer: PaperSigner, at: datetime) -> Signature:
    """Return a signature as a kept paper names it."""
    key = fingerprint(signer.certificate)
    return Signature(place.name, signer.person, signer.name, signer.role, at, key)


def _certificate_of(reader: Reader, person: str) -> tuple[Certificate | None, bytes]:
    mine = valid_certificate(reader, person)
    roots: Mapping[int, bytes] = {one.generation: one.certificate for one in authorities(reader)}
    return mine, roots.get(mine.generation, b"") if mine is not None else b""
