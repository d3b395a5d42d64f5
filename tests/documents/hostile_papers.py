"""Papers signed with a genuine key that are no papers of ours: rules 4, 7, 8 and 9."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import MDPPerm

from desktop.documents.verdict import (
    Known,
    Rule,
)
from desktop.storage.authority import root_certificate
from tests.documents import certificates, signers
from tests.documents.forging import (
    added,
    author_hand,
    edited,
    manager_hand,
    signed,
    signed_by_both,
    text_replaced,
)
from tests.documents.hostile import hostile
from tests.documents.signers import BEGUN, SIGNED, once, team, twice, unsigned

# --- 4: authority -------------------------------------------------------------------------------


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


# --- 7: who -------------------------------------------------------------------------------------


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


# --- 8: revisions -------------------------------------------------------------------------------


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


# --- 9: plain -----------------------------------------------------------------------------------


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
