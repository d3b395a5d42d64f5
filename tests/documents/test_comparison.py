"""The paper against one made anew: what the second signer has read is what the paper shows."""

from __future__ import annotations

import datetime as dt

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from desktop.documents.comparison import compare_papers
from desktop.documents.opened import open_paper
from desktop.documents.paper import build_paper
from desktop.documents.record import read_record_json
from desktop.documents.verification import verify
from tests.documents import signers
from tests.documents.forging import edited, in_gap
from tests.documents.signers import ASKED, alone, once, team, twice, unsigned


def test_a_paper_made_again_from_its_own_record_is_the_same():
    paper = open_paper(twice())
    assert paper.record_bytes is not None
    record = read_record_json(paper.record_bytes)
    rebuilt = build_paper(record.form, record.answers, record.facts)
    assert rebuilt == unsigned()
    for pdf in (unsigned(), once(), twice()):
        assert compare_papers(pdf, rebuilt).is_same


def test_dates_of_the_file_and_drawn_ids_do_not_count():
    def otherwise(file: pikepdf.Pdf) -> None:
        for key in ("/CreationDate", "/ModDate"):
            file.trailer["/Info"][key] = String("D:20300101000000+00'00'")
            file.Root["/AF"][0]["/EF"]["/F"]["/Params"][key] = String("D:20300101000000+00'00'")
        packet = file.Root["/Metadata"].read_bytes()
        start = packet.index(b"<xmpMM:DocumentID>uuid:") + 23
        packet = packet[:start] + b"0" * 36 + packet[start + 36 :]
        date = b"<xmp:CreateDate>"
        at = packet.index(date) + len(date)
        packet = packet[:at] + b"2030-01-01T00:00:00+00:00" + packet[packet.index(b"<", at) :]
        stream = file.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
        file.Root["/Metadata"] = stream

    other = edited(unsigned(), otherwise)
    assert other != unsigned()
    assert compare_papers(once(), other).differs == ()


def test_the_same_drawing_packed_otherwise_is_the_same():
    def unpack(file: pikepdf.Pdf) -> None:
        for page in file.pages:
            page.obj["/Contents"].write(page.obj["/Contents"].read_bytes())

    assert compare_papers(once(), edited(unsigned(), unpack)).is_same


# --- what differs -----------------------------------------------------------------------------


def _text(file: pikepdf.Pdf) -> None:
    content = file.pages[0].obj["/Contents"]
    content.write(content.read_bytes().replace(b"Tj", b"Tj ", 1) + b" q Q")


def _hidden_by_a_box(file: pikepdf.Pdf) -> None:
    box = file.make_stream(b"0 0 400 400 re f")
    page = file.pages[0].obj
    page["/Contents"] = Array([page["/Contents"], box])


def _other_font(file: pikepdf.Pdf) -> None:
    fonts = file.pages[0].obj["/Resources"]["/Font"]
    first, second = list(fonts.keys())[:2]
    fonts[first], fonts[second] = fonts[second], fonts[first]


def _inherited(file: pikepdf.Pdf) -> None:
    file.Root["/Pages"]["/Rotate"] = 180


def _note(file: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([0, 0, 90, 90]))
    file.pages[0].obj["/Annots"].append(file.make_indirect(note))


def _alternative(file: pikepdf.Pdf) -> None:
    file.Root["/StructTreeRoot"]["/IDTree"]["/Names"][1]["/Alt"] = String("Anything")


def _record(file: pikepdf.Pdf) -> None:
    file.Root["/AF"][0]["/EF"]["/F"].write(b'{"schema":"cst-desktop/record/1"}')


def _title(file: pikepdf.Pdf) -> None:
    file.trailer["/Info"]["/Title"] = String("Another title")


def _page_more(file: pikepdf.Pdf) -> None:
    file.add_blank_page()


def _flags(file: pikepdf.Pdf) -> None:
    file.Root["/AcroForm"]["/SigFlags"] = 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_text, "Page 1 shows something else than the record."),
        (_hidden_by_a_box, "Page 1 shows something else than the record."),
        (_other_font, "Page 1 shows something else than the record."),
        (_inherited, "Page 1 shows something else than the record."),
        (_note, "Page 1 shows something else than the record."),
        (_alternative, "The tags, by which a screen reader reads, differ from the record."),
        (_record, "The attached record is another one."),
        (_title, "Other parts of the file differ from what the record makes."),
        (_flags, "Other parts of the file differ from what the record makes."),
        (_page_more, "The paper has 2 pages, the record makes 1."),
    ],
)
def test_what_differs_is_said(change, words: str):
    found = compare_papers(edited(unsigned(), change), unsigned())
    assert words in found.differs
    assert not found.is_same


def test_other_answers_and_other_facts_differ():
    for other in (
        build_paper(signers.form(), {"w.kind": "closing"}, signers.facts()),
        build_paper(signers.form(), signers.ANSWERS, signers.facts(child="Bo Sample")),
        build_paper(signers.form(), signers.ANSWERS, signers.facts(version=2)),
        build_paper(signers.form(), signers.ANSWERS, signers.facts(training=True)),
        build_paper(
            signers.form(),
            signers.ANSWERS,
            signers.facts(made=signers.SIGNED - dt.timedelta(days=1)),
        ),
    ):
        assert not compare_papers(once(), other).is_same


def test_papers_of_two_versions_of_the_program_are_told_apart():
    def older(file: pikepdf.Pdf) -> None:
        file.trailer["/Info"]["/Producer"] = String("CST Desktop, something older")

    found = compare_papers(edited(unsigned(), older), unsigned())
    assert found.is_other_program
    assert not found.is_same


@pytest.mark.parametrize("pdf", [b"", b"rubbish", b"%PDF-1.7\n%%EOF\n"])
def test_what_cannot_be_read_is_not_the_same(pdf: bytes):
    assert compare_papers(pdf, unsigned()).differs == ("The paper cannot be read.",)


def test_the_comparison_looks_at_the_paper_and_not_at_the_signatures():
    lowered = in_gap(alone(), 0, bytes.lower)
    assert compare_papers(lowered, unsigned(1)).is_same
    assert verify(lowered, team().known, ASKED).outcome.value == 1
