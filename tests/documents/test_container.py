"""The signature container: the one shape, and that other people's code reads the same in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asn1crypto import cms, tsp
from cryptography.hazmat.primitives.hashes import SHA256

from desktop.documents.cms import (
    LONGEST_ROLE,
    PSS,
    Container,
    NotOurContainer,
    is_exact,
    read_container,
)
from desktop.documents.der import identifier, integer, tlv
from tests.documents.signers import key, team


def made(role: str = "Social worker") -> Container:
    by = team().author
    return Container(bytes(range(32)), role, by.certificate, by.authority).signed(by.key)


def test_another_library_reads_it_and_writes_the_same_bytes():
    der = made().to_der()
    info = cms.ContentInfo.load(der, strict=True)
    assert info["content"]["signer_infos"][0]["signed_attrs"].native
    assert info.dump(force=True) == der


def test_another_library_finds_what_was_put_in():
    data = cms.ContentInfo.load(made().to_der())["content"]
    (signer,) = data["signer_infos"]
    said = {one["type"].native: one["values"][0] for one in signer["signed_attrs"]}
    assert said["content_type"].native == "data"
    assert said["message_digest"].native == bytes(range(32))
    assert signer["signature_algorithm"]["parameters"]["salt_length"].native == 32
    named = said["signing_certificate_v2"]["certs"][0]
    assert isinstance(named, tsp.ESSCertIDv2)
    assert named["cert_hash"].native == data["certificates"][0].chosen.sha256 or named[
        "cert_hash"
    ].native == (data["certificates"][1].chosen.sha256)
    key(1).public_key().verify(
        signer["signature"].native, signer["signed_attrs"].untag().dump(), PSS, SHA256()
    )


@pytest.mark.parametrize("role", ["", "Social worker", "সমাজকর্মী", "x" * 127, "y" * 5000])
def test_what_is_written_is_read_again(role: str):
    container = made(role)
    again = read_container(container.to_der())
    assert again == replace(container, role=role[:LONGEST_ROLE])
    assert is_exact(again, container.to_der())


def test_its_length_does_not_depend_on_the_signature():
    by = team().author
    empty = Container(bytes(32), "Social worker", by.certificate, by.authority)
    assert len(empty.to_der()) == len(made().to_der())


@pytest.mark.parametrize("der", [b"", b"\x30\x80", b"\x30\x82\xff\xff", b"rubbish" * 9])
def test_what_is_no_container_is_said_to_be_none(der: bytes):
    with pytest.raises(NotOurContainer):
        read_container(der)


@pytest.mark.parametrize(
    ("value", "der"),
    [
        (integer(0), "020100"),
        (integer(127), "02017f"),
        (integer(128), "02020080"),
        (integer(65537), "0203010001"),
        (identifier("1.2.840.113549.1.7.2"), "06092a864886f70d010702"),
        (identifier("2.5.4.12"), "060355040c"),
        (tlv(4, bytes(127))[:2], "047f"),
        (tlv(4, bytes(128))[:3], "048180"),
        (tlv(4, bytes(256))[:4], "04820100"),
    ],
)
def test_the_forms_of_der(value: bytes, der: str):
    assert value.hex() == der
