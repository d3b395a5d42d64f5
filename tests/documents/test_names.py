"""Names in every script: each can stand in a certificate, and whoever bears it can sign."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from asn1crypto.x509 import Name
from cryptography import x509
from cryptography.x509.oid import NameOID
from hypothesis import example, given
from hypothesis import strategies as st
from signers import SIGNED, team, unsigned

from desktop.documents.facts import AUTHOR
from desktop.documents.paper import build_stamp
from desktop.documents.signer import is_name_of, loaded, subject
from desktop.documents.signing import sign_paper
from desktop.documents.verification import verify
from desktop.forms.distinguished import LONGEST, certificate_name
from desktop.forms.plaintext import one_line

ADLAM = "𞤀𞤣𞤤𞤢𞤥 𞤔𞤢𞤤𞤮"
UNCOVERED = (ADLAM, "😀 Jo", "Jo \ue000", "محمد 😀", "Jo שלום Sample", "ߊߡߊߘߎ", "ᏣᎳᎩ")
AS_THEY_ARE = (
    "Jo Sample",
    "Łukasz Wiśniewski-Żółć",
    "Nguyễn Thị Ánh Tuyết",
    "محمد عبد الله",
    "שלום כהן",
    "می‌خواهم",
    "王小明",
    "김철수",
    "O’Neill, PhD",
)


@pytest.mark.parametrize("name", UNCOVERED)
def test_whoever_bears_it_signs_and_the_paper_verifies(name: str):
    """Certificates with such names were refused by the independent check, and so nobody signed."""
    signer = team().signer(name, "Practitioner", "a1" * 16, 1)
    pdf = unsigned()
    signed = sign_paper(pdf, AUTHOR, signer, SIGNED, reason="I wrote this record", rebuilt=pdf)
    verdict = verify(signed, team().known, SIGNED)
    ordinary = sign_paper(pdf, AUTHOR, team().author, SIGNED, reason="I wrote it", rebuilt=pdf)
    assert verdict.outcome is verify(ordinary, team().known, SIGNED).outcome
    assert verdict.signatures[-1].name == name
    with pikepdf.open(io.BytesIO(signed)) as opened:
        field = next(one for one in opened.Root.AcroForm.Fields if "/V" in one)
        assert str(field.V.Name) == name, "the true name stands in the signature"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ᚁ Jo", "[OGHAM LETTER BEITH] Jo"),
        (ADLAM, "".join(f"[U+{ord(one):04X}]" if one != " " else " " for one in ADLAM)),
    ],
)
def test_the_stamp_tells_what_no_typeface_holds(name: str, shown: str):
    """By name, as on the pages, and by number where the names would make the line unreadable."""
    page = pdfium.PdfDocument(build_stamp((name, "Practitioner")))[0]
    assert shown in page.get_textpage().get_text_range()


@pytest.mark.parametrize("name", AS_THEY_ARE)
def test_most_names_stand_in_a_certificate_as_they_are(name: str):
    assert certificate_name(name) == name


def test_what_a_certificate_cannot_hold_is_told_by_its_number():
    assert certificate_name("😀 Jo") == "[U+1F600] Jo"
    assert certificate_name("Jo שלום") == "Jo [U+05E9][U+05DC][U+05D5][U+05DD]"
    assert certificate_name("𞤀" * 20) == "[U+1E900]" * 7, "no number is cut in two"
    assert certificate_name("J" * 70) == "J" * LONGEST


@pytest.mark.parametrize("behind", [" ", "1", "-", "\u064e", "؟ "])
def test_a_long_name_written_to_the_left_is_cut_where_programs_take_it(behind: str):
    """Cut behind a space, a mark or a figure, it was refused, and nobody of that name signed."""
    long = "م" * (32 - len(behind)) + behind + "م" * 8
    name = certificate_name(long)
    assert Name.build({"common_name": name}).hashable
    assert long.startswith(name), "no letter of it is told by number"
    assert certificate_name(name) == name


@given(st.text(max_size=80) | st.text("مש 1-\u064ea", min_size=30, max_size=80))
@example("\u0600")
@example("\u0645\u062d\u0645\u062f\u200f")
@example("שָׁ")
@example("\ufe10\u0340\u200e")
def test_no_name_is_refused_by_programs_that_compare_them(words: str):
    name = certificate_name(one_line(words))
    assert len(name.encode()) <= LONGEST
    assert Name.build({"common_name": name}).hashable
    assert certificate_name(name) == name


@given(st.text(min_size=1, max_size=30).map(one_line).filter(bool))
def test_a_certificate_knows_its_own_name(name: str):
    certificate = loaded(team().signer(name, "Practitioner", "a1" * 16, 1).certificate)
    assert isinstance(certificate, x509.Certificate)
    assert is_name_of(name, certificate)
    assert subject(certificate, NameOID.COMMON_NAME)
    assert not is_name_of(f"Pat {name}", certificate)
