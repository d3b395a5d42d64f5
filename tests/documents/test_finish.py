"""What the finished file says of itself, where judges do not look."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from pagereader import Paper
from papers import FACTS, SCRIPTS, wise

from desktop.documents.paper import (
    SIGNATURE_HEIGHT,
    SIGNATURE_WIDTH,
    build_paper,
    read_record,
)
from desktop.forms.values import Flat

ANSWERS: Flat = {"w.kind": "review", "w.harm": "\n".join(SCRIPTS), "w.voice.helps/words": "Nan"}


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(build_paper(wise(), ANSWERS, FACTS)))


def test_the_properties_agree_with_each_other(pdf: pikepdf.Pdf):
    info, xmp = pdf.docinfo, pdf.Root.Metadata.read_bytes().decode()
    assert str(info.Title) == "WISE assessment, review, W-0417203-2"
    assert f'<rdf:li xml:lang="x-default">{info.Title}</rdf:li>' in xmp
    assert f"<rdf:li>{info.Author}</rdf:li>" in xmp
    assert str(info.Author) == "Example Team"
    assert "Amelia" not in xmp
    assert str(info.CreationDate) == str(info.ModDate) == "D:20261118140211+01'00'"
    assert "<xmp:CreateDate>2026-11-18T14:02:11+01:00</xmp:CreateDate>" in xmp
    assert "/Trapped" not in info


def test_strange_words_in_facts_break_nothing():
    facts = replace(
        FACTS,
        author="A & B <x> \x00\ud800",
        child="Línea\nuno \x07",
        subject="]]> &amp; \u202e",
        title="T" * 300,
        record_id="W-1 (a)\\",
    )
    opened = pikepdf.open(io.BytesIO(build_paper(wise(), {}, facts)))
    with opened.open_metadata() as metadata:
        assert metadata["dc:creator"] == ["A & B <x> \ufffd"]


@pytest.mark.parametrize("letter", ["T", "ä", "x\u0301", "👨\u200d👩\u200d👧", "T "])
def test_no_title_is_longer_than_pdf_a_lets_a_string_be(letter: str):
    """ISO 19005-3, 6.1.13. What is cut says so, and stands whole on the pages and in the record."""
    long = letter * (18_000 // len(letter))
    first = wise().sections[0]
    form = replace(wise(), sections=(replace(first, title=long), *wise().sections[1:]))
    made = build_paper(form, {"w.kind": "first"}, replace(FACTS, title=long, author=long))
    strings = re.findall(rb"/(?:Title|Author|Subject) (<[0-9A-F]+>|\([^)]*\))", made)
    assert max(len(one) for one in strings) < 10_000
    pdf = pikepdf.open(io.BytesIO(made))
    info, xmp = pdf.docinfo, pdf.Root.Metadata.read_bytes().decode()
    title, kind, record = str(info.Title).rsplit(", ", 2)
    assert (kind, record) == ("first assessment", "W-0417203-2")
    for words in (title, str(info.Author), str(pdf.Root.Outlines.First.Title)):
        assert words.endswith("…")
        assert long.startswith(words[:-1])
        assert 900 < len(words) <= 1000
        assert words[:-1].endswith(letter.strip()), "no letter is cut in two"
    assert f'<rdf:li xml:lang="x-default">{info.Title}</rdf:li>' in xmp
    assert f"<rdf:li>{info.Author}</rdf:li>" in xmp
    on_the_pages = "".join(Paper(made).text().split())
    assert on_the_pages.count("".join(long.split())) >= 2, "above the paper and above its section"


def test_the_catalogue_says_what_readers_need(pdf: pikepdf.Pdf):
    root = pdf.Root
    assert str(root.Lang) == "en-GB"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert root.PageMode == "/UseOutlines"
    assert all(page.obj.Tabs == "/S" for page in pdf.pages)
    for key in ("/OpenAction", "/AA", "/OCProperties"):
        assert key not in root
    assert "/JavaScript" not in root.Names
    assert pdf.pdf_version == "1.7"


def test_the_record_is_attached_as_the_data_of_the_pages(pdf: pikepdf.Pdf):
    (spec,) = pdf.Root.AF
    assert spec.AFRelationship == "/Data"
    assert str(spec.UF) == "record.json"
    stream = spec.EF.F
    assert stream.Subtype == "/application/json"
    assert stream.read_bytes() == read_record(build_paper(wise(), ANSWERS, FACTS))
    assert int(stream.Params.Size) == len(stream.read_bytes())
    assert str(stream.Params.ModDate) == str(pdf.docinfo.ModDate)


def test_signature_fields_are_made_so_that_a_signature_changes_nothing_else(pdf: pikepdf.Pdf):
    fields = list(pdf.Root.AcroForm.Fields)
    assert [str(field.T) for field in fields] == ["Author", "Manager"]
    for field in fields:
        left, bottom, right, top = (float(side) for side in field.Rect)
        assert right - left == pytest.approx(SIGNATURE_WIDTH, abs=0.02)
        assert top - bottom == pytest.approx(SIGNATURE_HEIGHT, abs=0.02)
        look = field.AP.N
        assert look.read_raw_bytes() == b""
        assert "/Filter" not in look
        width, height = SIGNATURE_WIDTH, SIGNATURE_HEIGHT
        assert [float(side) for side in look.BBox] == pytest.approx([0, height, width, 0])
        assert int(field.F) == 4
        assert str(field.TU)
        assert "/V" not in field


def test_each_field_is_the_only_child_of_a_named_tag(pdf: pikepdf.Pdf):
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    assert [str(name) for name in names[::2]] == ["signature-author", "signature-manager"]
    for element in names[1::2]:
        assert element.S == "/Form"
        assert element.K.Type == "/OBJR"
        assert element.K.Obj.Subtype == "/Widget"
        assert str(element.Alt)


def test_every_typeface_is_inside_and_gives_its_letters_back(pdf: pikepdf.Pdf):
    fonts = pdf.pages[0].obj.Resources.Font
    assert len(fonts) > 8
    for font in fonts.values():
        descendant = font.DescendantFonts[0]
        assert re.fullmatch(r"/[A-Z]{6}\+\w[\w-]+", str(font.BaseFont))
        assert "/FontFile2" in descendant.FontDescriptor
        pattern = rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$"
        codes = re.findall(pattern, font.ToUnicode.read_bytes(), re.M)[1:]  # behind the range
        assert len(codes) * 2 + 2 == len(descendant.CIDToGIDMap.read_bytes())
        assert len(codes) == len(descendant.W[1])
        assert all(len(letters) >= 4 and letters != b"0000" for _code, letters in codes)


def test_every_mark_has_its_tag_and_every_tag_its_mark(pdf: pikepdf.Pdf):
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    tree = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in pdf.pages:
        marks = re.findall(rb"/MCID (\d+)", page.obj.Contents.read_bytes())
        assert [int(mark) for mark in marks] == list(range(len(marks)))
        assert len(tree[int(page.obj.StructParents)]) == len(marks)


def test_saving_again_changes_no_stream(pdf: pikepdf.Pdf):
    data = build_paper(wise(), ANSWERS, FACTS)
    assert b"/ObjStm" not in data
    assert data.count(b"/Type /Catalog") == 1
    assert data.endswith(b"%%EOF\n")
