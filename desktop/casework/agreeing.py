"""Agreeing a record that a colleague signed, or returning it with reasons."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from desktop.casework.agreement import Author, OutOfTurn, require_may_agree
from desktop.casework.corrections import AMENDS
from desktop.casework.papers import PAPER, KeptPaper, Papers
from desktop.casework.record_views import (
    RETURN,
    Comment,
    Reading,
    Returned,
    Version,
    returned_from,
)
from desktop.casework.seal import (
    WRITER,
    ReasonMissing,
    Seal,
    Signed,
    SignedVersion,
    signature_of,
)
from desktop.casework.session import Session, body_of
from desktop.casework.states import AGREED, RETURNED, SIGNED
from desktop.forms.answers import unfold
from desktop.forms.values import Json, as_object, texts
from desktop.storage.authority import fingerprint
from desktop.storage.canonical import canonical
from desktop.storage.index import SEARCHED_TOO
from desktop.storage.reading import Reader
from desktop.storage.restoring import RESTORES

AGREE = "I have read and agree this record"
LOOKED = "looked:"
"""Under this and a record's id is remembered which version somebody looked at last."""


@dataclass(frozen=True)
class Compared:
    """What a manager is to read: the version, the one that it is compared with, if any, and why
    the record came back to its author last, where that was since it was agreed.
    """

    reading: Reading
    before: Reading | None
    since: str
    """What the comparison is with, in words: "the version agreed on 14 May 2026"."""
    asked: Returned | None = None


class Agreeing:
    """What a manager does. `agree` derives a key and takes about a second."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.papers = Papers(session)
        self._seal = Seal(session, self.papers)

    # Whether

    def may_agree(self, record: str) -> bool:
        """Whether this person may agree this record now, as the window offers it."""
        try:
            self._require(self._seal.version(record, None))
        except (PermissionError, RuntimeError):
            return False
        return True

    def waiting(self) -> tuple[str, ...]:
        """Return the records that wait for a second signature which this person may give."""
        who = self._session.people.standing(self._session.member.id)
        if not who.may_agree(self._seal.moment().astimezone().date()):
            return ()
        found = self._session.records.in_state(SIGNED)
        return tuple(line.record for line in found if self.may_agree(line.record))

    def require_may_agree(self, record: str) -> None:
        """Raise what stands against this person's agreeing this record: the rule in words."""
        self._require(self._seal.version(record, None))

    # Reading

    def compared(self, record: str) -> Compared:
        """Return a record to be agreed, beside the version that its reader last knew.

        That is the version last agreed or last looked at by this person, whichever is the later;
        for a review's first version, the assessment that it follows.
        """
        records = self._session.records
        reading = records.read(record)
        earlier = _before(records.versions(record), reading.version.origin)
        asked = self._asked(earlier)
        looked = set(texts(self._session.memory.recall(LOOKED + record)))
        known = [v for v in earlier if v.state == AGREED or v.revision in looked]
        if known:
            before = max(known, key=lambda version: version.at)
            was = "agreed" if before.state == AGREED else "that you last looked at"
            return Compared(reading, records.read(record, before.revision), was, asked)
        if reading.follows:
            follows = records.read_standing(reading.follows)
            return Compared(reading, follows, "that this one follows", asked)
        return Compared(reading, None, "", asked)

    def _asked(self, earlier: Sequence[Version]) -> Returned | None:
        """Return why a record came back last; `earlier` are its versions, newest first."""
        since = takewhile(lambda version: version.state != AGREED, earlier)
        back = next((version for version in since if version.state == RETURNED), None)
        if back is None:
            return None
        body = self._session.store.read(lambda reader: reader.body(back.revision)).result()
        return returned_from(body)

    def looked_at(self, reading: Reading) -> None:
        """Remember that this person looked at a version."""
        memory, name = self._session.memory, LOOKED + reading.record
        looked = [one for one in texts(memory.recall(name)) if one != reading.version.origin]
        memory.remember(name, [*looked, reading.version.origin])

    # Agreeing and returning

    def agree(self, record: str, seen: str, passphrase: str) -> Signed:
        """Agree a record and countersign its paper; `seen` is the revision that was read.

        The paper is built again from the record and compared before it is signed.
        Raises NotAllowed, OwnWork, NameOfAuthor, ClockBehind, OutOfTurn, WrongPassphrase,
        TooManyGuesses, NoCertificate and the refusals of `documents.refusals`.
        """
        from desktop.documents.facts import MANAGER
        from desktop.documents.signing import sign_paper

        seal = self._seal
        version = seal.version(record, seen)
        self._require(version)
        now = seal.moment()
        signer = seal.signer(self._session.confirm(passphrase), now)
        self._require(version, fingerprint(signer.certificate))
        pdf = sign_paper(
            self.papers.pdf(version.kept),
            MANAGER,
            signer,
            now,
            reason=AGREE,
            rebuilt=self._built_again(version),
            authorities=seal.authorities(),
        )
        mine = signature_of(MANAGER, signer, now)
        kept = replace(
            version.kept,
            attachment=hashlib.sha256(pdf).hexdigest(),
            signatures=(*version.kept.signatures, mine),
        )
        changed: dict[str, Json] = {"state": AGREED, PAPER: kept.to_json()}
        rest = {key: value for key, value in version.body.items() if key != RESTORES}
        revision = seal.keep(version.current, version.form, rest | changed, pdf)
        return Signed(record, revision, kept.version, now, waits=False)

    def _built_again(self, version: SignedVersion) -> bytes:
        """Return the unsigned paper as it comes out of the record that was read."""
        answers = unfold(version.form, as_object(version.body.get("answers")))
        return self.papers.again(version.form, answers, version.kept)

    def give_back(
        self, record: str, seen: str, reasons: str, comments: Sequence[Comment] = ()
    ) -> None:
        """Return a record to its author with reasons; the author goes on writing.

        Raises ReasonMissing, NotAllowed, OwnWork, OutOfTurn.
        """
        reasons = reasons.strip()
        if not reasons and not comments:
            raise ReasonMissing
        version = self._seal.version(record, seen)
        self._require(version)
        changed: dict[str, Json] = {
            "state": RETURNED,
            RETURN: self._returned(reasons, comments),
            WRITER: version.kept.signatures[0].person,
        }
        amended = body_of(version.body, AMENDS)
        if amended:
            changed[SEARCHED_TOO] = amended
        rest = {k: v for k, v in version.body.items() if k not in {PAPER, RESTORES}}
        self._seal.keep(version.current, version.form, rest | changed)

    def _returned(self, reasons: str, comments: Sequence[Comment]) -> dict[str, Json]:
        member = self._session.member
        return {
            "by": member.id,
            "name": member.name,
            "at": self._seal.moment().isoformat(),
            "reasons": reasons,
            "comments": [{"path": one.path, "text": one.text} for one in comments],
        }

    def returned(self, record: str) -> Returned | None:
        """Return why a record came back to its author, None where it did not."""
        _, body = self._seal.current(record)
        return returned_from(body)

    # Inside

    def _require(self, version: SignedVersion, key: str = "") -> None:
        session = self._session
        if version.current.state != SIGNED or version.kept.is_complete:
            raise OutOfTurn
        require_may_agree(
            session.people.standing(session.member.id),
            self._authors(version),
            now=self._seal.moment(),
            latest=self._seal.latest(),
            key=key,
        )

    def _authors(self, version: SignedVersion) -> list[Author]:
        """Return everybody whose words or signature are in this version.

        That is who signed, and who kept a revision with other answers since the last agreed one.
        """
        session, record = self._session, version.current.record
        people = session.store.read(lambda reader: _writers(reader, record)).result()
        authors = [Author(person, session.name_of(person)) for person in people]
        signed = [
            Author(one.person, one.name, frozenset({one.fingerprint}))
            for one in version.kept.signatures
        ]
        return [*signed, *authors]


def agreed_by(person: str, reading: Reading, kept: KeptPaper) -> bool:
    """Whether it is this person who agreed a record, and it stands as they did."""
    managers = [one.person for one in kept.signatures[1:]]  # the first is the author's
    return reading.header.state == AGREED and kept.is_complete and person in managers


def _before(versions: Sequence[Version], signed: str) -> list[Version]:
    """Return the versions before a signed one, newest first.

    What came after it, when it counts again, is a correction that was given up.
    """
    later = sum(1 for _ in takewhile(lambda version: version.revision != signed, versions))
    return [version for version in versions[later + 1 :] if version.given_up is None]


def _writers(reader: Reader, record: str) -> frozenset[str]:
    """Return who wrote what counts: whoever only gave a correction up wrote nothing of it."""
    nobody: frozenset[str] = frozenset()
    people, answers = nobody, b""
    after: dict[str, tuple[frozenset[str], bytes]] = {}
    for header in reader.history(record):
        if header.form is None:
            continue
        body = reader.body(header.id)
        signed, said = reader.restored(header, body), canonical(body.get("answers"))
        if signed is not None:
            people, answers = after[signed.id]
        elif said != answers:
            people, answers = people | {header.author}, said
        if body.get("state") == AGREED:
            people = nobody
        after[header.id] = people, answers
    return people
