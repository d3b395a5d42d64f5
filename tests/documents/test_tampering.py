"""Changes to a finished paper by somebody without a key: each is told, with nothing else at hand.

No fingerprint, no register and no store stands behind these verdicts, only the authority's
certificate.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from desktop.documents.paper import build_paper
from desktop.documents.verdict import Answer, Outcome, Rule
from desktop.documents.verification import verify
from desktop.forms.values import Flat
from tests.documents import signers
from tests.documents.forging import (
    added,
    author_hand,
    edited,
    first_page,
    flipped,
    gap_of,
    in_gap,
    page_stream,
    resaved,
    signed,
    text_replaced,
)
from tests.documents.signers import ASKED, alone, once, team, twice, unsigned


def told(pdf: bytes) -> Outcome:
    return verify(pdf, team().known, ASKED).outcome


# --- additions --------------------------------------------------------------------------------


def note_added(writer: Any) -> None:
    page = first_page(writer)
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Contents"): generic.pdf_string("No concerns"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 50, 300, 90))),
        }
    )
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])


def alternative_text_changed(writer: Any) -> None:
    element = writer.root["/StructTreeRoot"]["/IDTree"]["/Names"][1].get_object()
    element[pdf_name("/Alt")] = generic.pdf_string("Agreed by nobody")
    writer.update_container(element)


def metadata_changed(writer: Any) -> None:
    old = writer.root["/Metadata"].data
    stream = generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/Metadata"), pdf_name("/Subtype"): pdf_name("/XML")},
        stream_data=old.replace(b"finished", b"replaced"),
    )
    writer.root[pdf_name("/Metadata")] = writer.add_object(stream)
    writer.update_root()


def attachment_swapped(writer: Any) -> None:
    spec = writer.root["/AF"][0]
    stream = generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/EmbeddedFile")}, stream_data=b'{"schema":"other"}'
    )
    spec["/EF"][pdf_name("/F")] = writer.add_object(stream)
    writer.update_container(spec)


def page_added(writer: Any) -> None:
    pages = writer.root["/Pages"]
    more = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
        }
    )
    pages["/Kids"].append(writer.add_object(more))
    pages[pdf_name("/Count")] = generic.NumberObject(len(pages["/Kids"]))
    writer.update_container(pages)


def signature_taken_out(writer: Any) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    del field["/V"]
    writer.update_container(field)


def script_added(writer: Any) -> None:
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(
        {
            pdf_name("/S"): pdf_name("/JavaScript"),
            pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
        }
    )
    writer.update_root()


ADDITIONS = (
    *(text_replaced, note_added, alternative_text_changed, metadata_changed, attachment_swapped),
    *(page_added, signature_taken_out, script_added),
)


@pytest.mark.parametrize("paper", [once, twice, alone])
@pytest.mark.parametrize("change", ADDITIONS, ids=lambda one: one.__name__)
def test_an_addition_is_told(change: Callable[[Any], None], paper: Callable[[], bytes]):
    assert told(added(paper(), change)) is Outcome.NOT_GOOD


def test_a_strangers_third_signature_is_told():
    def third(writer: Any) -> None:
        field = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Widget"),
                pdf_name("/FT"): pdf_name("/Sig"),
                pdf_name("/T"): generic.pdf_string("Third"),
                pdf_name("/F"): generic.NumberObject(132),
                pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 0, 0))),
                pdf_name("/P"): writer.root["/Pages"].raw_get("/Kids")[0],
            }
        )
        writer.root["/AcroForm"]["/Fields"].append(writer.add_object(field))
        writer.update_container(writer.root["/AcroForm"]["/Fields"])

    stranger = author_hand(signer=team(1).manager, place="Third", certify=False)
    verdict = verify(signed(added(twice(), third), stranger), team().known, ASKED)
    assert verdict.outcome is Outcome.NOT_GOOD
    assert verdict.signed == 3
    broken = {one.rule for one in verdict.findings if one.answer is Answer.BROKEN}
    assert {Rule.FIELDS, Rule.AUTHORITY, Rule.REVISIONS} <= broken


# --- the bytes themselves ---------------------------------------------------------------------


def test_a_bit_in_a_page_is_told():
    assert told(flipped(twice(), page_stream(twice()))) is Outcome.NOT_GOOD


@pytest.mark.parametrize("number", [0, 1])
def test_a_bit_in_a_signature_is_told(number: int):
    gap = gap_of(twice(), number)
    for at in (gap.start + 40, (gap.start + gap.end) // 2, gap.end - 40):
        assert told(flipped(twice(), at)) is Outcome.NOT_GOOD


def test_swapped_signatures_are_told():
    first, second = gap_of(twice(), 0), gap_of(twice(), 1)
    size = min(len(first.digits), len(second.digits))
    pdf = bytearray(twice())
    pdf[first.start + 1 : first.start + 1 + size] = second.digits[:size]
    assert told(bytes(pdf)) is Outcome.NOT_GOOD


def test_cutting_off_the_managers_signature_is_told_as_what_it_may_be():
    verdict = verify(twice()[: len(once())], team().known, ASKED)
    assert verdict.outcome is Outcome.CANNOT_SAY
    assert verdict.remark == "1 of 2 signatures: not yet agreed, or cut off."
    assert (verdict.signed, verdict.wanted) == (1, 2)


def test_cutting_off_both_signatures_is_told():
    verdict = verify(twice()[: len(unsigned())], team().known, ASKED)
    assert verdict.outcome is Outcome.NOT_GOOD
    assert verdict.remark.startswith("0 of 2 signatures")


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.999])
def test_cut_off_anywhere_is_never_good(share: float):
    assert told(twice()[: int(len(twice()) * share)]) is not Outcome.GOOD


def test_signatures_stripped_and_the_file_saved_anew_is_told():
    def strip(file: pikepdf.Pdf) -> None:
        for field in file.Root["/AcroForm"]["/Fields"]:
            del field["/V"]
        del file.Root["/Perms"]

    verdict = verify(edited(twice(), strip), team().known, ASKED)
    assert verdict.outcome is Outcome.NOT_GOOD
    assert verdict.remark.startswith("0 of 2 signatures")


def test_a_file_saved_anew_by_another_program_is_told():
    assert told(resaved(twice())) is Outcome.NOT_GOOD


def test_strangers_of_the_same_names_are_told():
    verdict = verify(signers.by_both(unsigned(), team(1)), team().known, ASKED)
    assert verdict.outcome is Outcome.NOT_GOOD
    assert "not from the team's authority" in verdict.remark
    assert [one.authority for one in verdict.signatures] == ["", ""]


def test_capital_letters_made_small_are_told():
    assert told(in_gap(alone(), 0, bytes.lower)) is Outcome.NOT_GOOD


def _padded() -> bytes:
    return signed(unsigned(1), author_hand(spare=600))


def test_a_signature_with_room_behind_it_is_good_as_it_stands():
    assert told(_padded()) is Outcome.GOOD


def test_no_change_of_a_single_byte_goes_unnoticed(full: bool):
    chance = random.Random(20260304)
    count = 1000 if full else 100
    padded = _padded()
    for paper in (once(), twice(), alone(), padded):
        gaps = [gap_of(paper, number) for number in range(2 if paper == twice() else 1)]
        for turn in range(count // 4):
            # Every second edit hits a signature or the room behind it, where most can hide.
            gap = chance.choice(gaps)
            at = chance.randrange(gap.start, gap.end) if turn % 2 else chance.randrange(len(paper))
            byte = chance.choice([one for one in range(256) if one != paper[at]])
            changed = paper[:at] + bytes([byte]) + paper[at + 1 :]
            assert told(changed) is Outcome.NOT_GOOD, (at, byte)


def test_no_digit_of_a_signature_ends_in_anything_but_a_verdict():
    gap = gap_of(alone(), 0)
    for at in range(gap.start + 1, gap.end - 1, 89):
        for digit in (b"0", b"F"):
            changed = alone()[:at] + digit + alone()[at + 1 :]
            expected = Outcome.GOOD if changed == alone() else Outcome.NOT_GOOD
            assert told(changed) is expected, (at, digit)


def test_no_digit_of_the_room_behind_a_signature_can_carry_a_message():
    padded = _padded()
    gap = gap_of(padded, 0)
    for at in range(gap.end - 1200, gap.end - 1, 97):
        for byte in (b"1", b"F", b"a", b" ", b"G", b"\x00"):
            changed = padded[:at] + byte + padded[at + 1 :]
            assert told(changed) is Outcome.NOT_GOOD, (at, byte)


# --- no genuine paper is refused --------------------------------------------------------------

GENUINE: dict[str, tuple[Flat, dict[str, object]]] = {
    "empty": ({}, {}),
    "a few answers": ({"w.kind": "first", "w.start": {"y": 2026, "m": 3, "d": 2}}, {}),
    "a later version": ({"w.kind": "review"}, {"version": 3, "reason": "A date was wrong"}),
    "training": ({"w.kind": "first"}, {"training": True}),
    "marked": ({"w.kind": "first"}, {"marking": "OFFICIAL-SENSITIVE"}),
    "words like a script": ({"w.kind": "first"}, {"title": "/JS /AA /OpenAction (x) << /EF"}),
    "Arabic": ({"w.kind": "first"}, {"child": "محمد علي", "title": "تقييم"}),
    "without the record": ({"w.kind": "first"}, {"attach_record": False}),
}


@pytest.mark.parametrize("name", GENUINE)
def test_no_genuine_paper_is_refused(name: str):
    answers, changes = GENUINE[name]
    for signatures in (1, 2):
        paper = build_paper(signers.form(signatures), answers, signers.facts(**changes))
        first = signers.by_author(paper)
        expected = Outcome.GOOD if signatures == 1 else Outcome.CANNOT_SAY
        assert told(first) is expected
        if signatures == 2:
            assert told(signers.agreed(first, paper)) is Outcome.GOOD
