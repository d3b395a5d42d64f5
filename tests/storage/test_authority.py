"""The certificates that will sign papers: their profile, checked from the bytes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop.storage import authority, certificates
from desktop.storage.personal import new_rsa
from tests.storage.kit import FOUNDER, TEAM, Team

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def keys() -> tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey]:
    return new_rsa(), new_rsa()


def test_the_root_outlives_papers_and_may_only_sign_people(
    keys: tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey],
) -> None:
    root = x509.load_der_x509_certificate(authority.root_certificate(keys[0], TEAM, 1, NOW))
    basic = root.extensions.get_extension_for_class(x509.BasicConstraints)
    assert basic.critical
    assert (basic.value.ca, basic.value.path_length) == (True, 0)
    usage = root.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.key_cert_sign
    assert not usage.digital_signature
    assert root.not_valid_after_utc - NOW > timedelta(days=365 * 25)
    assert keys[0].key_size == 3072
    assert isinstance(root.signature_algorithm_parameters, padding.PSS)
    root.verify_directly_issued_by(root)


def test_a_leaf_has_the_profile_and_is_issued_by_the_root(
    keys: tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey],
) -> None:
    root_der = authority.root_certificate(keys[0], TEAM, 1, NOW)
    holder = authority.Holder("ab" * 16, "আমিনা খাতুন " * 3, TEAM)
    der = authority.leaf_certificate(keys[0], root_der, holder, keys[1].public_key(), NOW)
    leaf, root = (x509.load_der_x509_certificate(one) for one in (der, root_der))
    leaf.verify_directly_issued_by(root)
    name = leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    assert isinstance(name, str)
    assert holder.name.startswith(name)
    assert len(name.encode()) > 61
    number = leaf.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)[0].value
    assert number == holder.person_id
    usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
    assert not usage.key_cert_sign
    purposes = set(leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    assert purposes == {ExtendedKeyUsageOID.EMAIL_PROTECTION, authority.DOCUMENT_SIGNING}
    no_list = leaf.extensions.get_extension_for_oid(authority.NO_REVOCATION)
    assert no_list.value.public_bytes() == b"\x05\x00"
    assert leaf.public_key() == keys[1].public_key()


def test_a_leaf_never_outlives_its_root(
    keys: tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey],
) -> None:
    root_der = authority.root_certificate(keys[0], TEAM, 1, NOW - timedelta(days=365 * 40))
    holder = authority.Holder("ab" * 16, FOUNDER, TEAM)
    der = authority.leaf_certificate(keys[0], root_der, holder, keys[1].public_key(), NOW)
    leaf, root = (x509.load_der_x509_certificate(one) for one in (der, root_der))
    assert leaf.not_valid_after_utc == root.not_valid_after_utc


def test_a_certificate_of_an_authority_of_the_same_name_is_no_certificate_of_ours(
    keys: tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey],
) -> None:
    root_der = authority.root_certificate(keys[0], TEAM, 1, NOW)
    stranger = authority.root_certificate(keys[1], TEAM, 1, NOW)
    assert authority.belongs(keys[0], root_der)
    assert not authority.belongs(keys[0], stranger)
    holder = authority.Holder("ab" * 16, FOUNDER, TEAM)
    der = authority.leaf_certificate(keys[0], root_der, holder, keys[1].public_key(), NOW)
    leaf = x509.load_der_x509_certificate(der)
    with pytest.raises(InvalidSignature):
        leaf.verify_directly_issued_by(x509.load_der_x509_certificate(stranger))


def test_starting_a_team_issues_the_starters_certificate(team: Team) -> None:
    with team.opened() as store:
        me = team.unlocked.person_id
        found = store.read(lambda r: certificates.valid_certificate(r, me)).result()
        assert found is not None
        assert (found.person, found.generation, found.reason) == (me, 1, "started the team")
        (root,) = store.read(certificates.authorities).result()
    leaf = x509.load_der_x509_certificate(found.certificate)
    leaf.verify_directly_issued_by(x509.load_der_x509_certificate(root.certificate))
    assert leaf.public_key() == team.unlocked.personal_keys.paper.public_key()
    assert found.serial == f"{leaf.serial_number:x}"
    assert len(authority.fingerprint(root.certificate).split(":")) == 32
