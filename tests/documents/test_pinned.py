"""The file of the team's authority, as it is handed to those who check papers."""

from __future__ import annotations

import pytest

from desktop.documents.pinned import (
    LARGEST,
    NotAnAuthority,
    authorities_as_pem,
    read_authorities,
)
from desktop.documents.verdict import Known, Outcome
from desktop.documents.verification import verify
from tests.documents.signers import ASKED, team, twice


def test_one_generation_or_several_are_read_back():
    both = (team().root, team(7).root)
    assert read_authorities(authorities_as_pem(both)) == both
    assert read_authorities(team().root) == (team().root,)
    assert (
        verify(twice(), Known(read_authorities(authorities_as_pem(both))), ASKED).outcome
        is Outcome.GOOD
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"rubbish",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        bytes(LARGEST + 1),
    ],
)
def test_what_holds_no_certificate_is_refused(data: bytes):
    with pytest.raises(NotAnAuthority):
        read_authorities(data)


def test_a_persons_certificate_is_no_authority():
    with pytest.raises(NotAnAuthority):
        read_authorities(team().author.certificate)
    with pytest.raises(NotAnAuthority):
        read_authorities(authorities_as_pem((team().root, team().author.certificate)))
