"""From drawn pages to the finished file: PDF/A-3a and PDF/UA-1.

A paper with a record inside is part 3 of PDF/A, one without is part 2. What the standards want is
named at each step; what checkers of signatures want besides is said where it is done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache

from desktop.documents.languages import PAPER_LANGUAGE
from desktop.documents.look import PAGE_HEIGHT, PAGE_WIDTH
from desktop.documents.metadata import CREATOR, PRODUCER, Properties, xmp
from desktop.documents.outline import outline
from desktop.documents.pdffile import PdfFile, Ref, array, number, packed, text
from desktop.documents.record import ATTACHMENT_NAME
from desktop.documents.sheets import FieldPlace, Sheets
from desktop.documents.tags import Tag
from desktop.documents.treewriter import TreeWriter
from desktop.resources import resource_path


def finished(sheets: Sheets, root: Tag, properties: Properties, record: bytes | None) -> bytes:
    """Return the file: pages, fonts, tags, properties, outline, fields and the record."""
    file = PdfFile()
    catalogue = file.reserve()
    pages = [file.reserve() for _ in sheets.pages]
    widgets = {place.field.name: file.reserve() for place in sheets.fields}
    tree = TreeWriter(file, pages, widgets)
    structure = tree.write(root)
    # Fields come before pages and tags: a checker of signatures goes by the first way to each.
    entries = (
        _fields(file, sheets.fields, pages, widgets, tree.parents),
        _attached(file, record, properties.info_date) if record is not None else "",
        _described(file, properties),
        _outlined(file, sheets, pages),
        f"/Pages {_put_pages(file, sheets, pages, (PAGE_WIDTH, PAGE_HEIGHT), widgets)}",
        f"/StructTreeRoot {structure} /Type /Catalog",
    )
    file.put(catalogue, f"<< {' '.join(entries)} >>")
    return file.to_bytes(catalogue, _information(file, properties))


def bare(sheets: Sheets, size: tuple[float, float]) -> bytes:
    """Return a file of pages alone, to be drawn into another one."""
    file = PdfFile()
    pages = [file.reserve() for _ in sheets.pages]
    tree = _put_pages(file, sheets, pages, size, None)
    return file.to_bytes(file.add(f"<< /Pages {tree} /Type /Catalog >>"))


def _put_pages(
    file: PdfFile,
    sheets: Sheets,
    pages: Sequence[Ref],
    size: tuple[float, float],
    widgets: Mapping[str, Ref] | None,
) -> Ref:
    """Put in the pages and return their tree; those of a tagged file have `widgets`."""
    tree = file.reserve()
    fonts = sheets.fonts.embed(file)
    width, height = (number(round(side, 2)) for side in size)
    for at, (page, sheet) in enumerate(zip(pages, sheets.pages, strict=True)):
        fields, tagged = "", ""
        if widgets is not None:
            here = [widgets[one.field.name] for one in sheets.fields if one.page == at]
            fields = f"/Annots {array(*here)} " if here else ""
            tagged = f"/StructParents {at} /Tabs /S "
        content = file.packed("\n".join(sheet.operators).encode("latin-1"))
        file.put(
            page,
            f"<< {fields}/Contents {content} /MediaBox [0 0 {width} {height}] /Parent {tree} "
            f"/Resources << /Font {fonts} >> {tagged}/Type /Page >>",
        )
    file.put(tree, f"<< /Count {len(pages)} /Kids {array(*pages)} /Type /Pages >>")
    return tree


def _information(file: PdfFile, properties: Properties) -> Ref:
    """Return the information dictionary, which says the same as XMP (ISO 19005-3, 6.6.3)."""
    date = text(properties.info_date)
    return file.add(
        f"<< /Title {text(properties.title)} /Author {text(properties.author)} "
        f"/Subject {text(properties.subject)} /Creator {text(CREATOR)} "
        f"/Producer {text(PRODUCER)} /CreationDate {date} /ModDate {date} >>"
    )


def _described(file: PdfFile, properties: Properties) -> str:
    """XMP (ISO 19005-3, 6.6), language and title (ISO 14289-1, 7.1), colours (19005-3, 6.2.3)."""
    metadata = file.stream(xmp(properties), "/Type /Metadata /Subtype /XML")
    profile = file.stream(_profile(), "/N 3 /Filter /FlateDecode")
    intent = file.add(
        "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) "
        f"/Info (sRGB IEC61966-2.1) /DestOutputProfile {profile} >>"
    )
    return (
        f"/Lang {text(PAPER_LANGUAGE)} /MarkInfo << /Marked true >> /Metadata {metadata} "
        f"/OutputIntents [{intent}] /ViewerPreferences << /DisplayDocTitle true >>"
    )


@cache
def _profile() -> bytes:
    return packed(resource_path("colour", "sRGB2014.icc").read_bytes())


def _attached(file: PdfFile, record: bytes, date: str) -> str:
    """Attach the record as the data that the pages are made from (ISO 19005-3, 6.8, annex E)."""
    digest = hashlib.md5(record, usedforsecurity=False).hexdigest()
    stream = file.packed(
        record,
        "/Type /EmbeddedFile /Subtype /application#2fjson "
        f"/Params << /Size {len(record)} /CheckSum <{digest}> "
        f"/CreationDate {text(date)} /ModDate {text(date)} >>",
    )
    name = text(ATTACHMENT_NAME)
    spec = file.add(
        f"<< /Type /Filespec /F {name} /UF {name} /Desc (The record on these pages, as data) "
        f"/AFRelationship /Data /EF << /F {stream} /UF {stream} >> >>"
    )
    names = file.add(f"<< /Names [{name} {spec}] >>")
    return f"/AF {file.add(array(spec))} /Names << /EmbeddedFiles {names} >>"


def _fields(
    file: PdfFile,
    places: Sequence[FieldPlace],
    pages: Sequence[Ref],
    widgets: Mapping[str, Ref],
    parents: Mapping[str, int],
) -> str:
    """Put in the empty signature fields, all before the first signature.

    Their appearance draws nothing, has no filter and the box that the signer will write, so that a
    checker sees the signature itself as the only change.
    """
    for place in places:
        left, bottom, right, top = (round(side, 2) for side in place.box)
        height, width = number(round(top - bottom, 2)), number(round(right - left, 2))
        box = f"[0 {height} {width} 0]"
        look = file.stream(b"", f"/Type /XObject /Subtype /Form /BBox {box} /Resources << >>")
        name = place.field.name
        file.put(
            widgets[name],
            f"<< /AP << /N {look} >> /F 4 /FT /Sig /P {pages[place.page]} "
            f"/Rect {array(*map(number, (left, bottom, right, top)))} "
            f"/StructParent {parents[name]} /Subtype /Widget /T {text(name)} "
            f"/TU {text(place.field.label)} /Type /Annot >>",
        )
    if not widgets:
        return ""
    return f"/AcroForm {file.add(f'<< /Fields {array(*widgets.values())} /SigFlags 1 >>')}"


def _outlined(file: PdfFile, sheets: Sheets, pages: Sequence[Ref]) -> str:
    if not sheets.bookmarks:
        return ""
    return f"/Outlines {outline(file, sheets.bookmarks, pages)} /PageMode /UseOutlines"
