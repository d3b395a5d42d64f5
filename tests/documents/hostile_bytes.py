"""Files changed by somebody without a key, or signed by other code: rules 1, 2, 3, 6 and 10."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pikepdf
from asn1crypto import cms, core
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256
from pikepdf import String

from desktop.documents.cms import Container
from desktop.documents.facts import AUTHOR, MANAGER
from desktop.documents.signer import PaperSigner
from desktop.documents.verdict import (
    Rule,
)
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
    text_replaced,
)
from tests.documents.hostile import hostile
from tests.documents.signers import alone, once, team, twice, unsigned

# --- 1: fields ----------------------------------------------------------------------------------


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


# --- 2 and 3: the library -----------------------------------------------------------------------


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


# --- 6: gap -------------------------------------------------------------------------------------


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


# --- 10: container ------------------------------------------------------------------------------


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
