"""The twelve rules: for each the hostile files that it finds, where possible it alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pikepdf
import pytest
from asn1crypto import cms, core
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import MDPPerm

from desktop.documents.cms import Container
from desktop.documents.facts import AUTHOR, MANAGER
from desktop.documents.paper import build_paper
from desktop.documents.signer import PaperSigner
from desktop.documents.verdict import (
    Answer,
    ExpectedRecord,
    Known,
    Outcome,
    Registered,
    Rule,
    Verdict,
)
from desktop.documents.verification import verify
from desktop.storage.authority import root_certificate
from tests.documents import certificates, signers
from tests.documents.forging import (
    added,
    author_hand,
    edited,
    flipped,
    in_container,
    in_gap,
    manager_hand,
    page_stream,
    signed,
    signed_by_both,
)
from tests.documents.signers import ASKED, BEGUN, SIGNED, alone, once, team, twice, unsigned


@dataclass(frozen=True)
class Hostile:
    """One hostile file: which rules find it, with what at hand beside the authority."""

    name: str
    rules: frozenset[Rule]
    make: Callable[[], bytes]
    known: Callable[[], Known] = lambda: team().known

    def __str__(self) -> str:
        return self.name


def hostile(
    name: str,
    make: Callable[[], bytes],
    *rules: Rule,
    known: Callable[[], Known] = lambda: team().known,
) -> Hostile:
    return Hostile(name, frozenset(rules), make, known)


def found(verdict: Verdict) -> frozenset[Rule]:
    """Return the rules that do not hold, or cannot say that they do."""
    doubtful = (Answer.BROKEN, Answer.UNKNOWN)
    return frozenset(one.rule for one in verdict.findings if one.answer in doubtful)


# --- 1: fields --------------------------------------------------------------------------------


def one_field_of_two() -> bytes:
    def take_away(file: pikepdf.Pdf) -> None:
        del file.Root["/AcroForm"]["/Fields"][1]
        for page in file.pages:
            if "/Annots" in page.obj:
                del page.obj["/Annots"][1]

    return signed(edited(unsigned(), take_away), author_hand())


def renamed_fields() -> bytes:
    def rename(file: pikepdf.Pdf) -> None:
        file.Root["/AcroForm"]["/Fields"][1]["/T"] = String("Head")

    base = edited(unsigned(), rename)
    return signed(signed(base, author_hand()), manager_hand(place="Head"))


def fields_in_the_other_order() -> bytes:
    first = author_hand(place=MANAGER.name)
    return signed(signed(unsigned(), first), manager_hand(place=AUTHOR.name))


FIELDS = [
    hostile("cut off after the author's signature", once, Rule.FIELDS),
    hostile("the manager's field never there", one_field_of_two, Rule.FIELDS),
    hostile("a field of another name", renamed_fields, Rule.FIELDS),
    hostile("each in the other's field", fields_in_the_other_order, Rule.FIELDS),
    hostile(
        "only the manager's field signed",
        lambda: signed(unsigned(), manager_hand(certify=True)),
        Rule.FIELDS,
    ),
]


# --- 2 and 3: the library ---------------------------------------------------------------------


def text_replaced(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    stream = generic.StreamObject(stream_data=b"BT ET")
    page[pdf_name("/Contents")] = writer.add_object(stream)
    writer.update_container(page)


WHOLE = [
    hostile("junk behind the end", lambda: twice() + b"junk", Rule.WHOLE, Rule.GAP),
    hostile("an empty line behind the end", lambda: twice() + b"\n", Rule.WHOLE, Rule.GAP),
    hostile(
        "a comment behind the end",
        lambda: twice() + b"%%EOF\n",
        *(Rule.WHOLE, Rule.LIBRARY, Rule.GAP),
    ),
    hostile(
        "an addition that changes nothing",
        lambda: added(twice(), lambda writer: writer.update_root()),
        *(Rule.WHOLE, Rule.GAP, Rule.REVISIONS),
    ),
]


def _of_other_bytes(parts: Container, by: PaperSigner) -> bytes:
    return replace(parts, digest=hashlib.sha256(b"other").digest()).signed(by.key).to_der()


LIBRARY = [
    hostile(
        "a bit of a page turned",
        lambda: flipped(alone(), page_stream(alone())),
        *(Rule.LIBRARY, Rule.CMS),
    ),
    hostile(
        "the page's text replaced",
        lambda: added(twice(), text_replaced),
        *(Rule.LIBRARY, Rule.WHOLE, Rule.GAP, Rule.REVISIONS),
    ),
    hostile(
        "a bit of the signature turned",
        lambda: in_gap(alone(), 0, lambda digits: digits[:-8] + b"0000" + digits[-4:]),
        *(Rule.LIBRARY, Rule.CMS),
    ),
    hostile(
        "a digest of other bytes",
        lambda: signed(
            unsigned(1),
            author_hand(container=_of_other_bytes),
        ),
        *(Rule.LIBRARY, Rule.CMS),
    ),
]


# --- 4: authority -----------------------------------------------------------------------------


def by_strangers() -> bytes:
    return signers.by_both(unsigned(), team(1))


def manager_a_stranger() -> bytes:
    return signed(once(), manager_hand(signer=team(1).manager))


def with_another_root_certificate() -> bytes:
    """The authority's name and key, in a certificate that nobody pinned."""
    root = root_certificate(team().root_key, signers.TEAM, 1, BEGUN + timedelta(days=1))
    return signed(unsigned(1), author_hand(signer=replace(team().author, authority=root)))


def under_a_colleagues_certificate() -> bytes:
    """A certificate that a person issued, not the authority."""
    by = team().manager
    made = certificates.leaf(signers.key(2), by.certificate, "Jo Sample", "a1" * 16, 1)
    return signed(
        unsigned(1),
        author_hand(signer=replace(team().author, certificate=made, authority=by.certificate)),
    )


def after_its_end() -> bytes:
    return signed(unsigned(1), author_hand(moment=BEGUN + timedelta(days=366 * 26)))


AUTHORITY = [
    hostile("strangers of the same names", by_strangers, Rule.AUTHORITY, Rule.LIBRARY),
    hostile("a stranger agrees", manager_a_stranger, Rule.AUTHORITY, Rule.LIBRARY),
    hostile("an authority's certificate made anew", with_another_root_certificate, Rule.AUTHORITY),
    hostile("issued by a colleague", under_a_colleagues_certificate, Rule.AUTHORITY, Rule.LIBRARY),
    hostile("signed after the certificate's end", after_its_end, Rule.AUTHORITY, Rule.LIBRARY),
    hostile("no authority at hand", twice, Rule.AUTHORITY, known=Known),
]


# --- 5: hash ----------------------------------------------------------------------------------


def kept() -> Known:
    return replace(team().known, sha256=hashlib.sha256(twice()).hexdigest())


HASH = [
    hostile("signed once more", lambda: signers.by_both(unsigned()), Rule.HASH, known=kept),
    hostile(
        "another child's genuine paper",
        lambda: signers.by_both(unsigned(2, "d4" * 16)),
        Rule.HASH,
        known=kept,
    ),
    hostile("the one before it was agreed", once, Rule.HASH, Rule.FIELDS, known=kept),
]


# --- 6: gap -----------------------------------------------------------------------------------


def last_digit_gone(digits: bytes) -> bytes:
    return digits[:-2] + b"  "


GAP = [
    hostile("small letters in the gap", lambda: in_gap(twice(), 1, bytes.lower), Rule.GAP),
    hostile(
        "one small letter in the gap",
        lambda: in_gap(twice(), 1, lambda digits: digits[:200] + _one_small(digits[200:])),
        Rule.GAP,
    ),
    hostile(
        "blanks in the gap",
        lambda: in_gap(
            signed(unsigned(1), author_hand(spare=8)), 0, lambda digits: digits[:-2] + b"\n "
        ),
        *(Rule.GAP, Rule.WHOLE, Rule.LIBRARY),
    ),
    hostile(
        "bytes before the beginning",
        lambda: b"\n" + twice(),
        *(Rule.GAP, Rule.WHOLE, Rule.LIBRARY),
    ),
    hostile(
        "cut off in the middle",
        lambda: twice()[: len(once()) + 500],
        *(Rule.GAP, Rule.WHOLE),
    ),
]


def _one_small(digits: bytes) -> bytes:
    at = next(at for at, one in enumerate(digits) if one in b"ABCDEF")
    return digits[:at] + digits[at : at + 1].lower() + digits[at + 1 :]


# --- 7: who -----------------------------------------------------------------------------------


def agreed_by(name: str, person: str, number: int) -> Callable[[], bytes]:
    return lambda: signed(
        once(), manager_hand(signer=team().signer(name, "Team manager", person, number))
    )


def with_certificate(**parts: Any) -> Callable[[], bytes]:
    def make() -> bytes:
        people = team()
        made = certificates.leaf(
            people.root_key, people.root, "Jo Sample", parts.pop("person", "a1" * 16), 1, **parts
        )
        return signed(unsigned(1), author_hand(signer=replace(people.author, certificate=made)))

    return make


WHO = [
    hostile("the same person twice", agreed_by("Jo Sample", "a1" * 16, 1), Rule.WHO),
    hostile("one key, two accounts", agreed_by("J. S. Other", "d4" * 16, 1), Rule.WHO),
    hostile("one name, two accounts", agreed_by("jo sample", "d4" * 16, 4), Rule.WHO),
    hostile(
        "a name that the certificate has not",
        lambda: signed(unsigned(1), author_hand(name="Somebody Else")),
        Rule.WHO,
    ),
    hostile("a certificate for e-mail only", with_certificate(signs_documents=False), Rule.WHO),
    hostile("a certificate for nobody", with_certificate(person=""), Rule.WHO),
    hostile("an authority's certificate", with_certificate(is_authority=True), Rule.WHO),
]


# --- 8: revisions -----------------------------------------------------------------------------


def moved(_writer: Any, field: Any) -> None:
    field[pdf_name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 9, 9)))


def with_a_stray(writer: Any, _field: Any) -> None:
    writer.add_object(generic.DictionaryObject({pdf_name("/Left"): generic.NumberObject(1)}))


def with_a_change_elsewhere(writer: Any, _field: Any) -> None:
    text_replaced(writer)


REVISIONS = [
    hostile(
        "an addition before the second signature",
        lambda: signed(added(once(), lambda writer: writer.update_root()), manager_hand()),
        Rule.REVISIONS,
    ),
    hostile(
        "the first signature permits changes",
        lambda: signed_by_both(unsigned(), certify=False),
        Rule.REVISIONS,
    ),
    hostile(
        "the first signature permits notes",
        lambda: signed_by_both(unsigned(), permission=MDPPerm.ANNOTATE),
        Rule.REVISIONS,
    ),
    hostile(
        "the second before the first",
        lambda: signed(once(), manager_hand(moment=SIGNED - timedelta(hours=1))),
        Rule.REVISIONS,
    ),
    hostile(
        "an object that belongs to nothing",
        lambda: signed(unsigned(1), author_hand(touch=with_a_stray)),
        Rule.REVISIONS,
    ),
    hostile(
        "the field moved while signing",
        lambda: signed(unsigned(1), author_hand(touch=moved)),
        Rule.REVISIONS,
    ),
    hostile(
        "the page changed while agreeing",
        lambda: signed(once(), manager_hand(touch=with_a_change_elsewhere)),
        *(Rule.REVISIONS, Rule.LIBRARY),
    ),
]


# --- 9: plain ---------------------------------------------------------------------------------


def with_script(file: pikepdf.Pdf) -> None:
    file.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def with_launch(file: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.Launch, F=String("a.exe"))
    _note(file, Dictionary(Subtype=Name.Link, A=action))


def with_note(file: pikepdf.Pdf) -> None:
    _note(file, Dictionary(Subtype=Name.Text, Contents=String("Read this")))


def _note(file: pikepdf.Pdf, note: Dictionary) -> None:
    page = file.pages[0].obj
    note["/Type"], note["/Rect"] = Name.Annot, Array([0, 0, 9, 9])
    page["/Annots"] = Array([*page.get("/Annots", Array()), file.make_indirect(note)])


def with_second_attachment(file: pikepdf.Pdf) -> None:
    stream = file.make_stream(b"other", Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, UF=String("b.txt"), EF=Dictionary(F=stream))
    file.Root["/Names"]["/EmbeddedFiles"]["/Names"].extend([String("b"), file.make_indirect(spec)])


def with_layer(file: pikepdf.Pdf) -> None:
    group = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("seen")))
    file.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary())


def with_other_form(file: pikepdf.Pdf) -> None:
    file.Root["/AcroForm"]["/XFA"] = file.make_stream(b"<xdp/>")


def with_hidden_script(file: pikepdf.Pdf) -> None:
    raw = {"/S": Name.JavaScript, "/JS": String("app.alert(1)")}
    file.Root["/StructTreeRoot"]["/Hung"] = file.make_indirect(Dictionary(raw))


def plain(change: Callable[[pikepdf.Pdf], None]) -> Callable[[], bytes]:
    return lambda: signed(edited(unsigned(1), change), author_hand())


PLAIN = [
    hostile("a script at opening", plain(with_script), Rule.PLAIN),
    hostile("a link that starts a program", plain(with_launch), Rule.PLAIN),
    hostile("a note on a page", plain(with_note), Rule.PLAIN),
    hostile("a second attachment", plain(with_second_attachment), Rule.PLAIN),
    hostile("a layer", plain(with_layer), Rule.PLAIN),
    hostile("a form of another kind", plain(with_other_form), Rule.PLAIN),
    hostile("a script where nobody looks", plain(with_hidden_script), Rule.PLAIN),
]


# --- 10: container ----------------------------------------------------------------------------


def roomy() -> bytes:
    return signed(unsigned(1), author_hand(spare=4000))


def with_unsigned_attribute(data: Any) -> None:
    more = cms.CMSAttribute({"type": "1.2.3.4", "values": [core.UTF8String("agreed")]})
    data["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([more])


def with_third_certificate(data: Any) -> None:
    other = certificates.leaf(signers.key(1), team().author.certificate, "Other", "d4" * 16, 4)
    data["certificates"].append(cms.CertificateChoices.load(other))


def with_other_list_of_digests(data: Any) -> None:
    data["digest_algorithms"] = [{"algorithm": "sha256"}, {"algorithm": "sha1"}]


def older_padding(parts: Container, by: PaperSigner) -> bytes:
    """The same container with a signature of the older kind, PKCS #1 v1.5."""
    info = cms.ContentInfo.load(parts.to_der())
    signer = info["content"]["signer_infos"][0]
    signer["signature_algorithm"] = {"algorithm": "sha256_rsa"}
    signer["signature"] = by.key.sign(parts.attributes, padding.PKCS1v15(), SHA256())
    return info.dump(force=True)


CMS = [
    hostile(
        "an attribute that is not signed",
        lambda: in_container(roomy(), 0, with_unsigned_attribute),
        Rule.CMS,
    ),
    hostile(
        "a third certificate", lambda: in_container(roomy(), 0, with_third_certificate), Rule.CMS
    ),
    hostile(
        "a second digest named",
        lambda: in_container(roomy(), 0, with_other_list_of_digests),
        Rule.CMS,
    ),
    hostile(
        "words behind the signature",
        lambda: in_gap(roomy(), 0, lambda digits: digits[:-8] + b"ABCDABCD"),
        Rule.CMS,
    ),
    hostile(
        "a signature of the older kind",
        lambda: signed(unsigned(1), author_hand(container=older_padding)),
        Rule.CMS,
    ),
]


# --- 11: register -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Book:
    """A register that says the same of every certificate."""

    entries: dict[bytes, Registered]

    def registered(self, certificate: bytes, at: datetime) -> Registered | None:
        return self.entries.get(certificate)


def register(**changes: object) -> Known:
    """Return our register, the author's line changed; without changes it is right."""
    by, manager = team().author, team().manager
    mine = Registered(by.person, by.name, by.role, BEGUN)
    entries = {manager.certificate: Registered(manager.person, manager.name, "", BEGUN)}
    if changes.pop("heard_of", True):
        entries[by.certificate] = replace(mine, **changes)
    return replace(team().known, register=Book(entries))


REGISTER = [
    hostile("never issued", twice, Rule.REGISTER, known=lambda: register(heard_of=False)),
    hostile("issued to another", twice, Rule.REGISTER, known=lambda: register(person="ee" * 16)),
    hostile("closed before", twice, Rule.REGISTER, known=lambda: register(closed=SIGNED)),
    hostile("another role then", twice, Rule.REGISTER, known=lambda: register(role="Student")),
    hostile(
        "issued afterwards",
        twice,
        Rule.REGISTER,
        known=lambda: register(issued=SIGNED + timedelta(days=3)),
    ),
]


# --- 12: record -------------------------------------------------------------------------------


def expecting(**changes: object) -> Known:
    record = verify(twice(), team().known, ASKED).record
    assert record is not None
    expected = ExpectedRecord(record.record, record.version, record.digest)
    return replace(team().known, expected=replace(expected, **changes))


def other_answers() -> bytes:
    return signers.by_both(build_paper(signers.form(), {"w.kind": "closing"}, signers.facts()))


def garbled_record() -> bytes:
    def garble(file: pikepdf.Pdf) -> None:
        file.Root["/AF"][0]["/EF"]["/F"].write(b"{}")

    return signed(edited(unsigned(1), garble), author_hand())


RECORD = [
    hostile(
        "another child's genuine paper",
        lambda: signers.by_both(unsigned(2, "d4" * 16)),
        Rule.RECORD,
        known=expecting,
    ),
    hostile("other answers", other_answers, Rule.RECORD, known=expecting),
    hostile("an older version", twice, Rule.RECORD, known=lambda: expecting(version=2)),
    hostile("a record that is none", garbled_record, Rule.RECORD),
]

CASES = [
    (rule, case)
    for rule, cases in (
        (Rule.FIELDS, FIELDS),
        (Rule.WHOLE, WHOLE),
        (Rule.LIBRARY, LIBRARY),
        (Rule.AUTHORITY, AUTHORITY),
        (Rule.HASH, HASH),
        (Rule.GAP, GAP),
        (Rule.WHO, WHO),
        (Rule.REVISIONS, REVISIONS),
        (Rule.PLAIN, PLAIN),
        (Rule.CMS, CMS),
        (Rule.REGISTER, REGISTER),
        (Rule.RECORD, RECORD),
    )
    for case in cases
]


@pytest.mark.parametrize(("rule", "case"), CASES, ids=str)
def test_a_hostile_file_is_found_by_its_rule(rule: Rule, case: Hostile):
    verdict = verify(case.make(), case.known(), ASKED)
    assert verdict.outcome is not Outcome.GOOD
    assert rule in found(verdict)
    assert found(verdict) == case.rules
    assert verdict.finding(rule).sentence.endswith(".")


def test_every_rule_has_three_hostile_files():
    counts = {rule: sum(1 for one, _ in CASES if one is rule) for rule in Rule}
    assert min(counts.values()) >= 3


def test_most_rules_find_something_that_no_other_finds():
    lonely = {rule for rule, case in CASES if case.rules == {rule}}
    # What the library finds, our own arithmetic finds too: these two are there to contradict it.
    assert set(Rule) - lonely == {Rule.WHOLE, Rule.LIBRARY}


def test_a_register_that_cannot_answer_is_no_fault_of_the_file():
    class Locked:
        def registered(self, certificate: bytes, at: datetime) -> Registered | None:
            raise LookupError("the store is locked")

    with pytest.raises(LookupError):
        verify(twice(), replace(team().known, register=Locked()), ASKED)


@pytest.mark.parametrize("make", [once, twice, alone])
def test_a_register_and_a_record_that_fit_refuse_nothing(make: Callable[[], bytes]):
    pdf = make()
    known = replace(register(), sha256=hashlib.sha256(pdf).hexdigest())
    verdict = verify(pdf, known, ASKED)
    assert verdict.outcome is Outcome.GOOD
    assert verdict.signatures[0].registered == "Jo Sample, Social worker"
    record = verdict.record
    assert record is not None
    known = replace(known, expected=ExpectedRecord(record.record, record.version, record.digest))
    assert found(verify(pdf, known, ASKED)) == frozenset()
