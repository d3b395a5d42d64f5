"""Signing a record as its author, correcting a signed one, and verifying what is kept.

A signed version never changes; a correction is a new version with its reason.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework.agreement import OutOfTurn
from desktop.casework.corrections import AMENDS
from desktop.casework.papers import PAPER, KeptPaper, Papers, Proof, facts_json
from desktop.casework.record_views import RETURN, NotComplete, NotSaved
from desktop.casework.roles import Act
from desktop.casework.seal import (
    REASON,
    WRITER,
    ReasonMissing,
    Seal,
    Signed,
    signature_of,
)
from desktop.casework.session import Session, body_of
from desktop.casework.states import DRAFT, ENDED, OPEN, SIGNED
from desktop.casework.working import WorkingCopy
from desktop.forms.answers import fold
from desktop.forms.definition import Form
from desktop.forms.validation import problems
from desktop.forms.values import Flat, Json
from desktop.forms.worked_out import worked_out
from desktop.storage.index import SEARCHED_TOO
from desktop.storage.reading import Current, Reader
from desktop.storage.restoring import RESTORES
from desktop.storage.revisions import Header

if TYPE_CHECKING:
    from desktop.casework.register import StoreRegister
    from desktop.documents.verdict import Verdict

WROTE = "I wrote this record"


class ProofStale(RuntimeError):
    """The record was changed after the paper that was shown."""

    code = "signing.proof_stale"
    told = (
        "The record was changed after this paper was made.",
        "Nothing was signed. All that you wrote is saved.",
        "Look at the new paper, then sign.",
    )


class Signing:
    """What an author does. `sign` derives a key and takes about a second."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.papers = Papers(session)
        self._seal = Seal(session, self.papers)

    def proof(self, copy: WorkingCopy) -> Proof:
        """Return the very paper that would be signed.

        Raises NotComplete with what is missing or wrong.
        """
        found = problems(copy.form, copy.flat)
        if found:
            raise NotComplete(found)
        _, body = self._seal.current(copy.record)
        flat = self._whole(copy)
        return self.papers.proof(copy.record, copy.form, flat, reason=body_of(body, REASON))

    def _whole(self, copy: WorkingCopy) -> Flat:
        """Return the answers of a record as they are signed, with what nobody types."""
        today = self._session.clock.now().date()
        return {**copy.flat, **worked_out(copy.form, copy.flat, today)}

    def sign(self, copy: WorkingCopy, proof: Proof, passphrase: str) -> Signed:
        """Sign a record as its author; it becomes read only.

        Raises NotComplete, NotSaved, ProofStale, WrongPassphrase, TooManyGuesses, NoCertificate,
        ClockBehind, OutOfTurn and the refusals of `documents.refusals`.
        """
        from desktop.documents.facts import AUTHOR
        from desktop.documents.signing import sign_paper

        session, seal = self._session, self._seal
        session.require(Act.WRITE_RECORD)
        if not copy.flush_all(5.0):
            raise NotSaved from copy.failure
        before, body = seal.current(copy.record)
        if before.state in ENDED:
            raise OutOfTurn
        self._require_same(copy, proof, body)
        now = seal.moment()
        signer = seal.signer(session.confirm(passphrase), now)
        # The paper was made of this very record a moment ago, in this process: it is its own proof.
        pdf = sign_paper(proof.pdf, AUTHOR, signer, now, reason=WROTE, rebuilt=proof.pdf)
        kept = KeptPaper(
            version=proof.version,
            attachment=hashlib.sha256(pdf).hexdigest(),
            record_digest=hashlib.sha256(proof.record).hexdigest(),
            wanted=copy.form.signatures,
            facts=facts_json(proof.record),
            signatures=(signature_of(AUTHOR, signer, now),),
        )
        signed = _signed_body(copy.form, self._whole(copy), body, kept)
        revision = seal.keep(before, copy.form, signed, pdf, drop=session.member.id)
        copy.read_only = True
        return Signed(copy.record, revision, kept.version, now, not kept.is_complete)

    def _require_same(self, copy: WorkingCopy, proof: Proof, body: dict[str, Json]) -> None:
        from desktop.documents.paper import record_json

        found = problems(copy.form, copy.flat)
        if found:
            raise NotComplete(found)
        same = record_json(copy.form, self._whole(copy), proof.facts) == proof.record
        same = same and proof.facts.reason == body_of(body, REASON)  # it can be worded anew
        if not same or proof.version != self.papers.versions(copy.record) + 1:
            raise ProofStale

    # Correcting

    def amend(self, record: str, reason: str) -> None:
        """Open a new version of an ended record, with the reason for it; the older one stays.

        Raises ReasonMissing, NotAllowed, OutOfTurn.
        """
        session, seal = self._session, self._seal
        session.require(Act.WRITE_RECORD)
        reason = reason.strip()
        if not reason:
            raise ReasonMissing
        current, before = seal.current(record)
        if current.state not in ENDED:
            raise OutOfTurn
        signed = session.store.read(lambda reader: _counts(reader, current, before)).result()
        changed: dict[str, Json] = {
            "state": DRAFT,
            REASON: reason,
            AMENDS: signed.id,
            SEARCHED_TOO: signed.id,
            WRITER: session.member.id,
        }
        body = {k: v for k, v in before.items() if k not in {PAPER, RESTORES}} | changed
        seal.keep(current, seal.form_of(current, body), body)

    def reword(self, record: str, reason: str) -> None:
        """Word anew why a record is corrected, while the correction is one's own and not signed.

        Raises ReasonMissing, NotAllowed, OutOfTurn.
        """
        self._session.require(Act.WRITE_RECORD)
        reason = reason.strip()
        if not reason:
            raise ReasonMissing
        current, body = self._own_correction(record)
        if reason != body_of(body, REASON):  # asked for twice, or worded as it was: no version
            self._seal.keep(current, self._seal.form_of(current, body), body | {REASON: reason})

    def take_back(self, record: str) -> None:
        """Give a correction up that one began, also one that came back: the signed version counts.

        What was written in it stays among the versions. A new version says the same as the signed
        one and names it, so that lists go on showing who wrote that one and when. Raises OutOfTurn
        when there is no correction of one's own, NotAllowed, NotSaved.
        """
        session, seal = self._session, self._seal
        session.require(Act.WRITE_RECORD)
        self._own_correction(record)
        session.records.leave(session.records.open(record).copy)
        current, body = self._own_correction(record)  # asked for twice, the other was quicker
        amended = body_of(body, AMENDS)
        signed, before = session.store.read(
            lambda reader: (reader.header(amended), reader.body(amended))
        ).result()
        written_in = replace(current, form=signed.form, form_version=signed.form_version)
        restoring: dict[str, Json] = {**before, RESTORES: signed.id}
        seal.keep(current, seal.form_of(written_in, before), restoring, drop=session.member.id)

    def _own_correction(self, record: str) -> tuple[Current, dict[str, Json]]:
        """Return a correction that this person writes, and its body."""
        current, body = self._seal.current(record)
        mine = self._session.records.writer_of(current) == self._session.member.id
        if current.state not in OPEN or not body_of(body, AMENDS) or not mine:
            raise OutOfTurn
        return current, body

    # Verifying

    def register(self) -> StoreRegister:
        """Return the team's register of certificates as it is now."""
        from desktop.casework.register import StoreRegister

        return self._session.store.read(StoreRegister).result()

    def verify(self, record: str, revision: str | None = None) -> Verdict:
        """Return the verdict on the kept paper of a version, with all that the store knows."""
        from desktop.documents.verdict import ExpectedRecord, Known
        from desktop.documents.verification import verify

        kept = self.papers.kept(record, revision)
        if kept is None:
            raise OutOfTurn
        register = self.register()
        known = Known(
            authorities=register.pinned,
            sha256=kept.attachment,
            register=register,
            expected=ExpectedRecord(record, kept.version, kept.record_digest),
        )
        return verify(self.papers.pdf(kept), known, self._seal.moment())


def _counts(reader: Reader, current: Current, body: dict[str, Json]) -> Header:
    """Return the version that counts: the current one, or the one that it restores."""
    header = reader.header(current.revision)
    return reader.restored(header, body) or header


def _signed_body(
    form: Form, flat: Flat, before: dict[str, Json], kept: KeptPaper
) -> dict[str, Json]:
    from desktop.documents.paper import asked_answers

    answers = fold(form, asked_answers(form, flat))
    ended = {RETURN, WRITER, SEARCHED_TOO}
    rest = {key: value for key, value in before.items() if key not in ended}
    changed: dict[str, Json] = {"answers": answers, "state": SIGNED, PAPER: kept.to_json()}
    return rest | changed
