"""Signing: what comes out, and every door at which it is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pikepdf
import pytest

from desktop.documents import refusals
from desktop.documents.cms import read_container
from desktop.documents.facts import AUTHOR, MANAGER, PaperState, SignatureField
from desktop.documents.opened import open_paper
from desktop.documents.paper import build_paper
from desktop.documents.revisions import base_of
from desktop.documents.signer import PaperSigner
from desktop.documents.signing import sign_paper
from desktop.documents.verdict import Known, Outcome
from desktop.documents.verification import verify
from tests.documents import signers
from tests.documents.signers import AGREED, ASKED, BEGUN, SIGNED, team


def sign(
    pdf: bytes,
    place: SignatureField,
    signer: PaperSigner,
    moment: datetime = AGREED,
    rebuilt: bytes | None = None,
) -> bytes:
    rebuilt = signers.unsigned() if rebuilt is None else rebuilt
    return sign_paper(pdf, place, signer, moment, reason="Read and signed", rebuilt=rebuilt)


# --- what comes out ---------------------------------------------------------------------------


def test_each_signature_extends_exactly_the_bytes_before_it():
    base, once, twice = signers.unsigned(), signers.once(), signers.twice()
    assert once.startswith(base)
    assert twice.startswith(once)
    assert base_of(twice) == base


def test_the_first_signature_permits_nothing_but_signing_and_the_second_sets_no_rights():
    paper = open_paper(signers.twice())
    first, second = paper.signatures
    rights = first.dictionary["/Reference"][0]["/TransformParams"]
    assert (rights["/P"], str(rights["/V"])) == (2, "/1.2")
    assert "/Reference" not in second.dictionary
    permits = paper.files[-1].Root["/Perms"]["/DocMDP"]
    assert permits.objgen == first.dictionary.objgen


def test_a_signature_is_pades_with_pss_and_names_who_when_and_why():
    paper = open_paper(signers.twice())
    first, second = paper.signatures
    assert str(first.dictionary["/SubFilter"]) == "/ETSI.CAdES.detached"
    assert (first.name, first.reason, first.moment) == ("Jo Sample", "I wrote this record", SIGNED)
    assert second.gap is not None
    container = read_container(second.gap.contents)
    assert container.role == "Team manager"
    assert len(container.signature) == 384


def test_the_metadata_stays_byte_for_byte():
    packets = [
        bytes(file.Root["/Metadata"].read_raw_bytes()) for file in open_paper(signers.twice()).files
    ]
    assert len(set(packets)) == 1


def test_the_moment_keeps_its_zone_and_loses_fractions_of_a_second():
    summer = timezone(timedelta(hours=1), "BST")
    moment = datetime(2025, 7, 1, 9, 30, 15, 999_999, tzinfo=summer)
    signed = sign(signers.unsigned(), AUTHOR, team().author, moment)
    (seen,) = verify(signed, team().known, ASKED + timedelta(days=365)).signatures
    assert seen.moment == moment.replace(microsecond=0)
    assert seen.moment is not None
    assert seen.moment.utcoffset() == timedelta(hours=1)


def test_a_form_for_one_signature_is_good_after_one():
    assert verify(signers.alone(), team().known, ASKED).outcome is Outcome.GOOD


def test_a_role_and_a_name_of_any_length_or_script_can_sign():
    long_name = "আমিনা খাতুন " * 9
    signer = team().signer(long_name, "সমাজকর্মী " * 60, "e5" * 16, 3)
    signed = sign(signers.unsigned(1), AUTHOR, signer, rebuilt=signers.unsigned(1))
    verdict = verify(signed, team().known, ASKED)
    assert verdict.outcome is Outcome.GOOD
    assert verdict.signatures[0].name == long_name


def test_a_paper_without_the_record_inside_can_be_signed():
    plain = build_paper(signers.form(), signers.ANSWERS, signers.facts(attach_record=False))
    verdict = verify(signers.by_both(plain), team().known, ASKED)
    assert verdict.outcome is Outcome.GOOD
    assert verdict.record is None


def test_signing_under_a_new_generation_of_the_authority():
    old, new = team(), team(7)
    twice = sign_paper(
        signers.once(),
        MANAGER,
        new.manager,
        AGREED,
        reason="Agreed",
        rebuilt=signers.unsigned(),
        authorities=(old.root,),
    )
    assert verify(twice, Known((old.root, new.root)), ASKED).outcome is Outcome.GOOD
    assert verify(twice, Known((new.root,)), ASKED).outcome is Outcome.NOT_GOOD


# --- who may not ------------------------------------------------------------------------------


def test_an_ended_certificate_signs_nothing():
    late = BEGUN + timedelta(days=366 * 25)
    with pytest.raises(refusals.CertificateExpired) as told:
        sign(signers.unsigned(), AUTHOR, team().author, late)
    assert told.value.ended < late


def test_a_closed_certificate_signs_nothing():
    closed = replace(team().author, closed=SIGNED)
    with pytest.raises(refusals.CertificateClosed):
        sign(signers.unsigned(), AUTHOR, closed)


def test_a_clock_before_the_certificate_signs_nothing():
    with pytest.raises(refusals.ClockBeforeCertificate):
        sign(signers.unsigned(), AUTHOR, team().author, BEGUN - timedelta(days=30))


def test_a_key_that_is_not_of_the_certificate_signs_nothing():
    with pytest.raises(refusals.KeyOfAnotherCertificate):
        sign(signers.unsigned(), AUTHOR, replace(team().author, key=signers.key(2)))


@pytest.mark.parametrize(
    "change",
    [
        {"person": "ff" * 16},
        {"name": "Somebody Else"},
        {"authority": team(1).root},
        {"authority": b"no certificate"},
        {"certificate": b""},
    ],
)
def test_a_certificate_that_is_not_this_persons_signs_nothing(change: dict[str, object]):
    with pytest.raises(refusals.CertificateNotOurs):
        sign(signers.unsigned(), AUTHOR, replace(team().author, **change))


# --- where nothing may be signed --------------------------------------------------------------


def test_a_signed_field_is_not_signed_again():
    with pytest.raises(refusals.FieldSigned):
        sign(signers.once(), AUTHOR, team().manager)
    with pytest.raises(refusals.FieldSigned):
        sign(signers.twice(), MANAGER, team().manager)


def test_the_manager_does_not_sign_first():
    with pytest.raises(refusals.WrongOrder):
        sign(signers.unsigned(), MANAGER, team().manager)


def test_a_form_for_one_signature_has_no_second_field():
    with pytest.raises(refusals.NoSuchField):
        sign(signers.alone(), MANAGER, team().manager, rebuilt=signers.unsigned(1))


def test_a_draft_is_not_signed():
    draft = build_paper(signers.form(), signers.ANSWERS, signers.facts(state=PaperState.DRAFT))
    with pytest.raises(refusals.NoSuchField):
        sign(draft, AUTHOR, team().author, rebuilt=draft)


@pytest.mark.parametrize("pdf", [b"", b"no paper", b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"])
def test_what_is_no_paper_is_not_signed(pdf: bytes):
    with pytest.raises(refusals.NotOurPaper):
        sign(pdf, AUTHOR, team().author)


def test_an_altered_paper_is_not_countersigned():
    once = bytearray(signers.once())
    once[len(signers.unsigned()) // 2] ^= 1
    with pytest.raises(refusals.NotOurPaper):
        sign(bytes(once), MANAGER, team().manager)


def test_a_paper_with_an_addition_is_not_countersigned():
    with pytest.raises(refusals.NotOurPaper):
        sign(signers.once() + b"\n", MANAGER, team().manager)


def test_a_strangers_paper_is_not_countersigned():
    stranger = signers.by_author(signers.unsigned(), team(1))
    with pytest.raises(refusals.NotOurPaper):
        sign(stranger, MANAGER, team().manager)


def test_a_paper_that_shows_something_else_than_its_record_is_not_signed():
    other = build_paper(signers.form(), {"w.kind": "closing"}, signers.facts())
    with pytest.raises(refusals.PaperDiffers) as told:
        sign(signers.once(), MANAGER, team().manager, rebuilt=other)
    assert "Page 1 shows something else than the record." in told.value.differs
    with pytest.raises(refusals.PaperDiffers):
        sign(signers.unsigned(), AUTHOR, team().author, rebuilt=other)


# --- nobody agrees their own work -------------------------------------------------------------


def _again(**changes: object) -> PaperSigner:
    """Return the author once more, as somebody who looks like another."""
    said = {"name": "Jo Sample", "role": "Team manager", "person": "a1" * 16, "number": 1}
    said.update(changes)
    return team().signer(**said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "changes"),
    [
        ("the same account", {}),
        ("the same account with a new key and certificate", {"number": 4}),
        ("the same account under another name", {"name": "J. S. Other", "number": 4}),
        ("a second account with the same key", {"name": "J. S. Other", "person": "d4" * 16}),
        ("a second account with the same name", {"person": "d4" * 16, "number": 4}),
        ("a second account, spaced out", {"name": "JO  sample", "person": "d4" * 16, "number": 4}),
        ("the role changed in between", {"role": "Head of service"}),
    ],
)
def test_the_author_does_not_agree(what: str, changes: dict[str, object]):
    with pytest.raises(refusals.SamePerson):
        sign(signers.once(), MANAGER, _again(**changes))


def test_a_clock_set_back_does_not_open_the_door():
    before = SIGNED - timedelta(hours=1)
    with pytest.raises(refusals.SamePerson):
        sign(signers.once(), MANAGER, _again(), before)
    with pytest.raises(refusals.ClockBeforeSignature):
        sign(signers.once(), MANAGER, team().manager, before)


def test_what_does_not_verify_is_thrown_away(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("desktop.documents.cms.Container.signed", lambda self, _key: self)
    with pytest.raises(refusals.NotSigned):
        sign(signers.unsigned(), AUTHOR, team().author)


def test_a_refusal_says_nothing_personal():
    with pytest.raises(refusals.SigningRefused) as told:
        sign(signers.once(), MANAGER, _again())
    assert str(told.value) == "sign.same_person"


def test_every_refusal_says_what_whether_it_is_safe_and_what_next():
    kinds = refusals.SigningRefused.__subclasses__()
    assert len({one.code for one in kinds}) == len(kinds)
    for one in kinds:
        what, safe, then = one.told
        assert what != refusals.SigningRefused.told[0]
        assert safe.startswith("Nothing was signed")
        assert then.endswith(".")


def test_the_stamp_is_drawn_on_the_field():
    paper = open_paper(signers.twice())
    page = next(one for one in paper.files[-1].pages if "/Annots" in one.obj)
    for widget in page.obj["/Annots"]:
        drawn = widget["/AP"]["/N"]
        assert b"/Stamp Do" in drawn.read_bytes()
        assert isinstance(drawn["/Resources"]["/XObject"]["/Stamp"], pikepdf.Stream)
        assert [float(one) for one in drawn["/BBox"]] == [0.0, 66.0, 216.0, 0.0]
