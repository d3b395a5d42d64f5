"""The file of the team's authority, as it is handed to those who check papers."""

from __future__ import annotations

import pytest

from desktop.documents.pinned import LARGEST, NoAuthority, as_pem, pinned
from desktop.documents.verdict import Known, Outcome
from desktop.documents.verification import verify
from tests.documents.signers import ASKED, team, twice


def test_one_generation_or_several_are_read_back():
    both = (team().root, team(7).root)
    assert pinned(as_pem(both)) == both
    assert pinned(team().root) == (team().root,)
    assert verify(twice(), Known(pinned(as_pem(both))), ASKED).outcome is Outcome.GOOD


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
    with pytest.raises(NoAuthority):
        pinned(data)


def test_a_persons_certificate_is_no_authority():
    with pytest.raises(NoAuthority):
        pinned(team().author.certificate)
    with pytest.raises(NoAuthority):
        pinned(as_pem((team().root, team().author.certificate)))
