"""From drawn pages to the finished file: PDF/A-3a and PDF/UA-1, by pikepdf.

A paper with a record inside is part 3 of PDF/A, one without is part 2. What the standards want is
named at each step; what checkers of signatures want besides is said where it is done.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from desktop.documents.fontbook import compressed
from desktop.documents.languages import PAPER_LANGUAGE
from desktop.documents.look import PAGE_HEIGHT, PAGE_WIDTH
from desktop.documents.metadata import CREATOR, PRODUCER, Properties, xmp
from desktop.documents.record import ATTACHMENT_NAME
from desktop.documents.sheets import Bookmark, FieldPlace, Sheets
from desktop.documents.tags import Tag
from desktop.documents.treewriter import TreeWriter
from desktop.resources import resource_path


def finished(sheets: Sheets, root: Tag, properties: Properties, record: bytes | None) -> bytes:
    """Return the file: pages, fonts, tags, properties, outline, fields and the record."""
    pdf = pikepdf.new()
    _add_pages(pdf, sheets, (PAGE_WIDTH, PAGE_HEIGHT))
    _add_properties(pdf, properties)
    _add_colours(pdf)
    widgets = _add_fields(pdf, sheets.fields)
    TreeWriter(pdf, widgets).write(root)
    if record is not None:
        _attach(pdf, record, properties.info_date)
    _add_outline(pdf, sheets.bookmarks)
    return _saved(pdf)


def bare(sheets: Sheets, size: tuple[float, float]) -> bytes:
    """Return a file of pages alone, to be drawn into another one."""
    pdf = pikepdf.new()
    _add_pages(pdf, sheets, size)
    return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """Save once: part 1.7 of PDF, every object by itself, streams as they are."""
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=False,
        deterministic_id=True,
    )
    pdf.close()
    return out.getvalue()


def _add_pages(pdf: pikepdf.Pdf, sheets: Sheets, size: tuple[float, float]) -> None:
    contents = ["\n".join(sheet.operators).encode("ascii") for sheet in sheets.pages]
    fonts = pdf.make_indirect(sheets.fonts.embed(pdf))
    box = Array([0, 0, round(size[0], 2), round(size[1], 2)])
    for content in contents:
        page = Dictionary(
            Type=Name.Page,
            MediaBox=box,
            Resources=Dictionary(Font=fonts),
            Contents=compressed(pdf, content),
        )
        pdf.pages.append(pikepdf.Page(page))


def _add_properties(pdf: pikepdf.Pdf, properties: Properties) -> None:
    """XMP and information dictionary (ISO 19005-3, 6.6), language and title (ISO 14289-1, 7.1)."""
    stream = pikepdf.Stream(pdf, xmp(properties))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    root = pdf.Root
    root.Metadata = pdf.make_indirect(stream)
    root.Lang = String(PAPER_LANGUAGE)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(properties.title),
            Author=String(properties.author),
            Subject=String(properties.subject),
            Creator=String(CREATOR),
            Producer=String(PRODUCER),
            CreationDate=String(properties.info_date),
            ModDate=String(properties.info_date),
        )
    )


def _add_colours(pdf: pikepdf.Pdf) -> None:
    """Say what the colours mean, by a profile (ISO 19005-3, 6.2.3)."""
    profile = compressed(pdf, resource_path("colour", "sRGB2014.icc").read_bytes(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _attach(pdf: pikepdf.Pdf, record: bytes, date: str) -> None:
    """Attach the record as the data that the pages are made from (ISO 19005-3, 6.8, annex E)."""
    stream = compressed(pdf, record)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/application/json")
    stream.Params = Dictionary(
        Size=len(record),
        CheckSum=String(hashlib.md5(record, usedforsecurity=False).digest()),
        CreationDate=String(date),
        ModDate=String(date),
    )
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(ATTACHMENT_NAME),
            UF=String(ATTACHMENT_NAME),
            Desc=String("The record on these pages, as data"),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    names = Array([String(ATTACHMENT_NAME), spec])
    pdf.Root.Names = Dictionary(EmbeddedFiles=pdf.make_indirect(Dictionary(Names=names)))
    pdf.Root.AF = pdf.make_indirect(Array([spec]))


def _add_fields(pdf: pikepdf.Pdf, places: Sequence[FieldPlace]) -> Mapping[str, pikepdf.Object]:
    """Add the empty signature fields, all before the first signature.

    Their appearance draws nothing, has no filter and the box that the signer will write, so that a
    checker sees the signature itself as the only change.
    """
    widgets: dict[str, pikepdf.Object] = {}
    for place in places:
        page = pdf.pages[place.page].obj
        left, bottom, right, top = (round(side, 2) for side in place.box)
        empty = pikepdf.Stream(pdf, b"")
        empty.Type, empty.Subtype = Name.XObject, Name.Form
        empty.BBox = Array([0, round(top - bottom, 2), round(right - left, 2), 0])
        empty.Resources = Dictionary()
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(place.field.name),
                TU=String(place.field.label),
                Rect=Array([left, bottom, right, top]),
                F=4,
                P=page,
                AP=Dictionary(N=pdf.make_indirect(empty)),
            )
        )
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        widgets[place.field.name] = widget
    if widgets:
        pdf.Root.AcroForm = pdf.make_indirect(
            Dictionary(Fields=Array(list(widgets.values())), SigFlags=1)
        )
    return widgets


def _add_outline(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark]) -> None:
    if not bookmarks:
        return
    with pdf.open_outline() as outline:
        above = outline.root
        for one in bookmarks:
            item = pikepdf.OutlineItem(one.title, one.page, "XYZ", top=round(one.top + 6, 2))
            if one.level == 1:
                outline.root.append(item)
                above = item.children
                item.is_closed = True
            else:
                above.append(item)
    pdf.Root.PageMode = Name.UseOutlines
