"""Rule 9: a paper is pages, tags, one record and signature fields; nothing that acts or hides."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from desktop.documents.opened import OpenedPaper
from desktop.documents.verdict import Answer, Finding, Rule

_CATALOGUE = {
    *("/AF", "/AcroForm", "/Extensions", "/Lang", "/MarkInfo", "/Metadata", "/Names", "/Outlines"),
    *("/OutputIntents", "/PageLabels", "/PageLayout", "/PageMode", "/Pages", "/Perms"),
    *("/StructTreeRoot", "/Type", "/Version", "/ViewerPreferences"),
}
_FOREIGN = {
    "AA": "an action",
    "JS": "a script",
    "JavaScript": "a script",
    "OpenAction": "an action",
    "Launch": "an action",
    "SubmitForm": "an action",
    "ImportData": "an action",
    "ResetForm": "an action",
    "GoToR": "an action",
    "GoToE": "an action",
    "Named": "an action",
    "Hide": "an action",
    "SetOCGState": "a layer",
    "Rendition": "an action",
    "Movie": "a film",
    "Sound": "a sound",
    "RichMedia": "a film",
    "XFA": "a form of another kind",
    "OCProperties": "a layer",
    "OC": "a layer",
    "OCG": "a layer",
    "OCMD": "a layer",
    "Encrypt": "encryption",
    "Collection": "a collection of files",
    "AlternatePresentations": "a second presentation",
    "PieceInfo": "private data of another program",
}
# A quick look at the text of an object; only what it finds is looked at name by name.
_SUSPECT = re.compile(
    rb"/(?:EF|EmbeddedFile|" + b"|".join(name.encode() for name in _FOREIGN) + rb")(?![A-Za-z0-9_])"
)


def rule_plain(paper: OpenedPaper) -> Finding:
    """Rule 9: pages, tags, the record and signature fields, and nothing that could act or hide."""
    fault = next(_foreign(paper.files[-1]), "")
    if fault:
        return Finding(Rule.PLAIN, Answer.BROKEN, fault)
    said = "There is no script, no layer, no note and no second attachment in the file."
    return Finding(Rule.PLAIN, Answer.HOLDS, said)


def _foreign(file: pikepdf.Pdf) -> Iterator[str]:
    """Give what a paper does not have, each in a sentence."""
    if not set(file.Root.keys()) <= _CATALOGUE:
        yield "The file has parts that no paper of this program has."
    form = file.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and not set(form.keys()) <= {"/Fields", "/SigFlags"}:
        yield "The file has form data beside its signature fields."
    names = file.Root.get("/Names")
    if isinstance(names, Dictionary) and not set(names.keys()) <= {"/EmbeddedFiles"}:
        yield "The file has parts that no paper of this program has."
    attachments = 0
    for one in file.objects:
        if not _SUSPECT.search(_text_of(one)):
            continue
        said = list(_names(one))
        for name in said:
            if name in _FOREIGN:
                yield f"There is {_FOREIGN[name]} in the file."
        attachments += said.count("EF")
    if attachments > 1:
        yield "There is a second attachment in the file."
    yield from _foreign_notes(file)


def _text_of(value: object) -> bytes:
    if isinstance(value, Stream):
        return value.stream_dict.unparse()
    return value.unparse(resolved=True) if isinstance(value, pikepdf.Object) else b""


def _names(value: object) -> Iterator[str]:
    """Give every name in an object, keys and values, without following references."""
    left = [value]
    first = True
    while left:
        one = left.pop()
        if isinstance(one, Name):
            yield str(one)[1:]
        elif isinstance(one, Array | Dictionary | Stream) and (first or not one.is_indirect):
            if isinstance(one, Array):
                left.extend(one)
            else:
                yield from (key[1:] for key, _ in one.items())
                left.extend(part for _, part in one.items())
        first = False


def _foreign_notes(file: pikepdf.Pdf) -> Iterator[str]:
    """Give every annotation that is neither a signature field nor a link."""
    form = file.Root.get("/AcroForm")
    fields = form.get("/Fields", Array()) if isinstance(form, Dictionary) else Array()
    known = {one.objgen for one in fields if isinstance(one, Dictionary)}
    for page in file.pages:
        for note in page.obj.get("/Annots", Array()):
            kind = note.get("/Subtype")
            if kind == Name.Widget and note.objgen in known:
                continue
            if kind != Name.Link or not _is_plain_link(note):
                yield "There is a note, or another addition, on a page."


def _is_plain_link(note: pikepdf.Object) -> bool:
    action = note.get("/A")
    if action is None:
        return "/Dest" in note
    return isinstance(action, Dictionary) and action.get("/S") in (Name.URI, Name.GoTo)
