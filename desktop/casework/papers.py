"""Papers of records: what stands on them beside the answers, and the kept bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.casework.session import Session
from desktop.casework.states import ON_PAPER
from desktop.forms import snapshot
from desktop.forms.answers import fold
from desktop.forms.definition import Form
from desktop.forms.searchable import title_of
from desktop.forms.values import Answers, Json, as_json, as_object
from desktop.storage.reading import Reader

if TYPE_CHECKING:
    from desktop.documents.facts import PaperFacts
    from desktop.documents.uncovered import Uncovered

PAPER = "paper"
"""In the body of a signed version: what is known of its paper."""


@dataclass(frozen=True)
class Signature:
    """One signature of a kept paper, as the signed revision says it."""

    field: str
    person: str
    name: str
    role: str
    at: datetime
    fingerprint: str

    def to_json(self) -> dict[str, Json]:
        """Return the signature as a body holds it."""
        return {**vars(self), "at": self.at.isoformat()}


@dataclass(frozen=True)
class KeptPaper:
    """What the store knows of one version's paper. `wanted` counts the signatures asked for."""

    version: int
    attachment: str
    record_digest: str
    wanted: int
    facts: Mapping[str, Json] = field(repr=False)
    signatures: tuple[Signature, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether everybody has signed."""
        return len(self.signatures) >= self.wanted

    def to_json(self) -> dict[str, Json]:
        """Return the paper as a body holds it."""
        return {
            "version": self.version,
            "attachment": self.attachment,
            "record": self.record_digest,
            "wanted": self.wanted,
            "facts": dict(self.facts),
            "signatures": [one.to_json() for one in self.signatures],
        }


@dataclass(frozen=True)
class Proof:
    """The very paper that would be signed, and what it was made of."""

    pdf: bytes = field(repr=False)
    record: bytes = field(repr=False)
    """The attached record, canonical JSON."""
    facts: PaperFacts = field(repr=False)
    uncovered: tuple[Uncovered, ...] = field(default=(), repr=False)

    @property
    def version(self) -> int:
        """Which signed version this would become."""
        return self.facts.version


def kept_paper(body: Mapping[str, Json]) -> KeptPaper | None:
    """Read what a body says of its paper, None where it has none."""
    found: dict[str, Any] = as_object(body.get(PAPER))
    if not found:
        return None
    return KeptPaper(
        version=int(found["version"]),
        attachment=str(found["attachment"]),
        record_digest=str(found["record"]),
        wanted=int(found["wanted"]),
        facts=as_object(found["facts"]),
        signatures=tuple(
            Signature(
                str(one["field"]),
                str(one["person"]),
                str(one["name"]),
                str(one["role"]),
                datetime.fromisoformat(one["at"]),
                str(one["fingerprint"]),
            )
            for one in found["signatures"]
        ),
    )


class Papers:
    """Makes papers of records, and hands out those that are kept."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # Making

    def proof(self, record: str, form: Form, flat: Answers, *, reason: str = "") -> Proof:
        """Return the paper that would be signed now. Takes a moment: off the window's thread."""
        from desktop.documents.facts import PaperState
        from desktop.documents.paper import build_paper, record_json, uncovered

        facts = self.facts(record, form, flat, PaperState.FINISHED, reason=reason)
        pdf, inside = build_paper(form, flat, facts), record_json(form, flat, facts)
        return Proof(pdf, inside, facts, uncovered(form, flat))

    def draft(
        self, record: str, form: Form, flat: Answers, *, reason: str = "", writer: str = ""
    ) -> bytes:
        """Return the paper of a draft: DRAFT stands on each page, and there is nothing to sign.

        `writer` is the id of whoever writes it, where that is somebody else.
        """
        from desktop.documents.facts import PaperState
        from desktop.documents.paper import build_paper

        state = PaperState.DRAFT
        facts = self.facts(record, form, flat, state, reason=reason, writer=writer)
        return build_paper(form, flat, facts)

    def blank(self, form: Form) -> bytes:
        """Return an empty copy of a form for writing by hand."""
        from desktop.documents.facts import BlankFacts
        from desktop.documents.paper import blank_paper

        session = self._session
        facts = BlankFacts(
            made=self._now(),
            marking=session.profile.marking,
            author=session.team,
            training=session.training,
        )
        return blank_paper(form, facts, session.settings_of(form))

    def facts(
        self,
        record: str,
        form: Form,
        flat: Answers,
        state: Any,
        *,
        reason: str = "",
        writer: str = "",
    ) -> PaperFacts:
        """Return everything on the paper that is no answer."""
        from desktop.documents.facts import PaperFacts

        session = self._session
        child = self._child_of(record)
        row = session.children.row(child) if child else None
        name = row.name if row else ""
        known = f"{name}, known as {row.known_as}" if row and row.known_as else name
        now = self._now()
        written = self._written_by(writer or session.member.id)
        summary = [("Record", title_of(form, flat)), ("Written by", written)]
        if row is not None and row.born is not None:
            born = row.born
            summary.insert(0, ("Born", f"{born.day} {born:%B %Y}"))
        return PaperFacts(
            record_id=record,
            version=self.versions(record) + 1,
            state=state,
            made=now,
            child=name,
            reference=f"LCS {row.lcs}" if row and row.lcs else "",
            marking=session.profile.marking,
            title=form.title,
            subject=known,
            summary=tuple(summary),
            author=session.team,
            signers=(written, "A team manager who is not the author")[: form.signatures],
            reason=reason,
            training=session.training,
        )

    def again(self, form: Form, answers: Answers, kept: KeptPaper) -> bytes:
        """Build the unsigned paper again from what the store says, to compare before agreeing."""
        from desktop.documents.paper import build_paper, read_record_json

        whole: dict[str, Json] = {
            "schema": "cst-desktop/record/1",
            "form": snapshot.to_json(form),
            "answers": fold(form, dict(answers)),
            "paper": dict(kept.facts),
        }
        found = read_record_json(json.dumps(whole).encode())
        return build_paper(found.form, found.answers, found.facts)

    # Kept papers

    def kept(self, record: str, revision: str | None = None) -> KeptPaper | None:
        """Return what is known of the paper of a version (the current one), None without paper."""

        def look(reader: Reader) -> dict[str, Json]:
            return reader.body(revision or reader.current(record).revision)

        return kept_paper(self._session.store.read(look).result())

    def pdf(self, kept: KeptPaper) -> bytes:
        """Return the signed bytes, as they were signed. Raises UnknownAttachment."""
        return self._session.store.read(lambda r: r.attachment(kept.attachment)).result()

    def versions(self, record: str) -> int:
        """Return how many versions of a record were signed."""
        return max((one.version for one in self.all_of(record)), default=0)

    def all_of(self, record: str) -> tuple[KeptPaper, ...]:
        """Return the papers of every version of a record, oldest first."""

        def look(reader: Reader) -> Sequence[dict[str, Json]]:
            return [reader.body(header.id) for header in reader.history(record) if header.form]

        bodies = self._session.store.read(look).result()
        found = [kept_paper(body) for body in bodies if body.get("state") in ON_PAPER]
        return tuple(one for one in found if one is not None)

    def _written_by(self, person: str) -> str:
        """Return name and role of a member of the team; of a past one the name."""
        session, me = self._session, self._session.member
        team = (me,) if person == me.id else session.people.members()
        found = next((one for one in team if one.id == person), None)
        return f"{found.name}, {found.role_name}" if found else session.name_of(person)

    def _child_of(self, record: str) -> str:
        current = self._session.store.read(lambda r: r.find_current(record)).result()
        return (current.child or "") if current is not None else ""

    def _now(self) -> datetime:
        return self._session.clock.now().replace(microsecond=0)


def facts_json(record: bytes) -> dict[str, Json]:
    """Return the facts in an attached record, as a body keeps them."""
    return as_object(as_object(as_json(json.loads(record))).get("paper"))
