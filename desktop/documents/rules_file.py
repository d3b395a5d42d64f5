"""Rules 1 and 8: the fields are those that the form asks for, and only signatures were added."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from desktop.documents.facts import AUTHOR, MANAGER, signature_fields
from desktop.documents.opened import OpenedPaper, SignatureRead
from desktop.documents.verdict import Answer, Finding, Rule

ONE_OF_TWO = "1 of 2 signatures: not yet agreed, or cut off."


def rule_fields(paper: OpenedPaper, *, is_known: bool = False) -> Finding:
    """Rule 1: the fields are those that the form asks for, and none is empty.

    `is_known`: the file is byte for byte the one that was kept, so nothing was cut off it.
    """
    expected = _expected_fields(paper)
    signed = tuple(one.place for one in paper.signatures)
    if not signed:
        said = "Nobody has signed this paper, or its signatures were taken away."
        return Finding(Rule.FIELDS, Answer.BROKEN, said)
    if paper.fields != expected:
        said = "The fields for signatures are not those that the record's form asks for."
        return Finding(Rule.FIELDS, Answer.BROKEN, said)
    if signed == expected:
        count = "The signature" if len(signed) == 1 else "Both signatures"
        said = f"{count} that the form asks for {'is' if len(signed) == 1 else 'are'} there."
        return Finding(Rule.FIELDS, Answer.HOLDS, said)
    if signed != expected[:1]:
        said = "The signatures are not in the fields, or not in the order, that the form asks for."
        return Finding(Rule.FIELDS, Answer.BROKEN, said)
    if is_known:
        said = "1 of 2 signatures: not yet agreed. The file is the one that was kept."
        return Finding(Rule.FIELDS, Answer.HOLDS, said)
    return Finding(Rule.FIELDS, Answer.UNKNOWN, ONE_OF_TWO)


def rule_revisions(paper: OpenedPaper) -> Finding:
    """Rule 8: one revision for each signature, which changed that signature's field only."""
    fault = _revisions_fault(paper)
    if fault:
        return Finding(Rule.REVISIONS, Answer.BROKEN, fault)
    said = "Nothing but the signatures was added since the paper was made."
    return Finding(Rule.REVISIONS, Answer.HOLDS, said)


def _expected_fields(paper: OpenedPaper) -> tuple[str, ...]:
    """Return the names of the fields by the record, or where there is none, by the first page."""
    if paper.record is not None:
        record = paper.record
        return tuple(one.name for one in signature_fields(record.form, record.facts.state))
    return (AUTHOR.name, MANAGER.name)[: max(1, min(len(paper.fields), 2))]


# --- rule 8 -----------------------------------------------------------------------------------


def _revisions_fault(paper: OpenedPaper) -> str:
    if len(paper.revisions) != len(paper.signatures) + 1:
        return "The file was changed more often than it was signed."
    if [one.revision for one in paper.signatures] != list(range(1, len(paper.revisions))):
        return "The signatures do not follow one another, each in its own revision."
    moments = [one.moment for one in paper.signatures]
    if None in moments:
        return "A signature does not say when it was made."
    if moments != sorted(one for one in moments if one is not None):
        return "A later signature says that it was made before an earlier one."
    for one in paper.signatures:
        fault = _signature_fault(paper, one) or _changes_fault(paper, one)
        if fault:
            return fault
    return ""


_KIND = {"/Type": Name.Sig, "/Filter": Name("/Adobe.PPKLite")}
_SUBFILTER = Name("/ETSI.CAdES.detached")
_ALLOWED = {
    *("/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Name", "/Reason"),
    "/Reference",
}


def _signature_fault(paper: OpenedPaper, one: SignatureRead) -> str:
    said = one.dictionary
    if any(said.get(key) != value for key, value in _KIND.items()):
        return "A signature is of a kind that this program does not make."
    if said.get("/SubFilter") != _SUBFILTER or not set(said.keys()) <= _ALLOWED:
        return "A signature is of a kind that this program does not make."
    certifies = _certifies(paper, one)
    if one.revision == 1 and not certifies:
        return "The first signature does not forbid changes to the paper."
    if one.revision > 1 and ("/Reference" in said or certifies):
        return "A later signature sets rights of its own."
    return ""


def _certifies(paper: OpenedPaper, one: SignatureRead) -> bool:
    """Say whether a signature permits nothing but signing, and the catalogue names it for that."""
    permits = paper.files[one.revision].Root.get("/Perms")
    if not isinstance(permits, Dictionary) or set(permits.keys()) != {"/DocMDP"}:
        return False
    named = permits.get("/DocMDP")
    if named is None or named.objgen != (one.value, 0):
        return False
    return _plain(one.dictionary.get("/Reference")) == [
        {
            "/Type": "/SigRef",
            "/TransformMethod": "/DocMDP",
            "/TransformParams": {"/Type": "/TransformParams", "/V": "/1.2", "/P": 2},
        }
    ]


def _plain(value: object) -> object:
    """Return a direct PDF value as Python's own; what is shared or deep stays unequal to all."""
    if isinstance(value, Array):
        return [_plain(one) for one in value] if not value.is_indirect else None
    if isinstance(value, Dictionary):
        return {key: _plain(one) for key, one in value.items()} if not value.is_indirect else None
    return str(value) if isinstance(value, Name) else value


def _changes_fault(paper: OpenedPaper, one: SignatureRead) -> str:
    before, after = paper.files[one.revision - 1], paper.files[one.revision]
    known = set[int]().union(*(older.objects for older in paper.revisions[: one.revision]))
    written = set(paper.revisions[one.revision].objects)
    field = after.get_object(one.widget, 0)
    allowed = {one.widget: {"/V", "/AP"}}
    if one.revision == 1:
        allowed[after.Root.objgen[0]] = {"/Perms", "/Extensions"}
        allowed[_form_number(after)] = {"/SigFlags"}
    for number in written & known:
        older, newer = before.get_object(number, 0), after.get_object(number, 0)
        if number not in allowed or _other_keys(older, newer) - allowed[number]:
            return "A signature came with a change to something else than its own field."
    if before.get_object(one.widget, 0).get("/V") is not None:
        return "A field that was signed already was signed again."
    reached = _reached([field.get("/V"), field.get("/AP")], written - known)
    if reached != written - known:
        return "A signature came with objects that do not belong to it."
    return ""


def _form_number(file: pikepdf.Pdf) -> int:
    form = file.Root.get("/AcroForm")
    return form.objgen[0] if isinstance(form, Dictionary) else 0


def _other_keys(older: object, newer: object) -> set[str]:
    """Return the keys whose values differ between two versions of one dictionary."""
    if not isinstance(older, Dictionary) or not isinstance(newer, Dictionary):
        return {"everything"}
    keys = set(older.keys()) | set(newer.keys())
    return {key for key in keys if _written(older.get(key)) != _written(newer.get(key))}


def _written(value: object) -> object:
    return value.unparse() if isinstance(value, pikepdf.Object) else value


def _reached(roots: list[object], among: set[int]) -> set[int]:
    """Return which of these new objects are reached from a field, going through new ones only."""
    found: set[int] = set()
    left = roots
    while left:
        value = left.pop()
        if not isinstance(value, Array | Dictionary | Stream):
            continue
        if value.is_indirect:
            number = value.objgen[0]
            if number not in among or number in found:
                continue
            found.add(number)
        left.extend(value if isinstance(value, Array) else dict(value.items()).values())
    return found
