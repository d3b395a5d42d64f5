"""Whether this person may sign this paper in this field now; and that what came out verifies."""

from __future__ import annotations

from desktop.documents import refusals
from desktop.documents.facts import AUTHOR, MANAGER, SignatureField
from desktop.documents.opened import CannotOpen, OpenedPaper, open_paper
from desktop.documents.rules_file import rule_fields
from desktop.documents.rules_people import same_person
from desktop.documents.rules_plain import rule_plain
from desktop.documents.signer import Intent, check_signer, loaded
from desktop.documents.verdict import Answer, Rule
from desktop.documents.verification import verify


def admit(pdf: bytes, intent: Intent) -> None:
    """Refuse what must not be signed. Raises a SigningRefused; otherwise nothing happens."""
    check_signer(intent.signer, intent.moment)
    try:
        paper = open_paper(pdf)
    except CannotOpen as fault:
        raise refusals.NotOurPaper("unreadable") from fault
    _check_field(paper, intent.place)
    try:
        _check_paper(paper)
    except refusals.SigningRefused:
        raise
    # A stranger's file can make the library raise nearly anything.
    except Exception as fault:
        raise refusals.NotOurPaper("damaged") from fault
    if intent.place.name == MANAGER.name:
        _check_author(paper, intent)
        _check_verifies(pdf, intent)


def check_result(pdf: bytes, signed: bytes, intent: Intent) -> None:
    """Refuse what came out of signing where a stranger would not find it good. Raises NotSigned."""
    if not signed.startswith(pdf):
        raise refusals.NotSigned("bytes")
    verdict = verify(signed, intent.known, intent.moment)
    broken = [one.rule.name for one in verdict.findings if one.answer is Answer.BROKEN]
    if broken or not verdict.signatures:
        raise refusals.NotSigned(", ".join(broken))
    newest = verdict.signatures[-1]
    if (newest.field, newest.person) != (intent.place.name, intent.signer.person):
        raise refusals.NotSigned("field")


def _check_field(paper: OpenedPaper, place: SignatureField) -> None:
    if place.name not in paper.fields:
        raise refusals.NoSuchField(place.name)
    signed = [one.place for one in paper.signatures]
    if place.name in signed:
        raise refusals.FieldSigned(place.name)
    if signed != ([] if place.name == AUTHOR.name else [AUTHOR.name]):
        raise refusals.WrongOrder(place.name)


def _check_paper(paper: OpenedPaper) -> None:
    """Refuse a file that no paper of ours is, whoever may have signed it."""
    if len(paper.revisions) != len(paper.signatures) + 1:
        raise refusals.NotOurPaper(Rule.REVISIONS.name)
    if rule_plain(paper).answer is not Answer.HOLDS:
        raise refusals.NotOurPaper(Rule.PLAIN.name)
    if paper.record is None and "/AF" in paper.files[-1].Root:
        raise refusals.NotOurPaper(Rule.RECORD.name)
    if paper.signatures and rule_fields(paper).answer is Answer.BROKEN:
        raise refusals.NotOurPaper(Rule.FIELDS.name)


def _check_author(paper: OpenedPaper, intent: Intent) -> None:
    (author,) = paper.signatures
    if author.container is None or author.moment is None:
        raise refusals.NotOurPaper(Rule.CMS.name)
    theirs = loaded(author.container.certificate)
    mine = loaded(intent.signer.certificate)
    if theirs is None or mine is None:
        raise refusals.NotOurPaper(Rule.CMS.name)
    if same_person(author.name, theirs, intent.signer.name, mine):
        raise refusals.SamePerson
    if intent.moment < author.moment:
        raise refusals.ClockBeforeSignature(author.moment)


def _check_verifies(pdf: bytes, intent: Intent) -> None:
    for one in verify(pdf, intent.known, intent.moment).findings:
        if one.answer is Answer.BROKEN:
            raise refusals.NotOurPaper(one.rule.name)
