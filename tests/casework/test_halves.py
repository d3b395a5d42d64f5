"""Half-written copies on disks that come and go are removed, and told of truly meanwhile."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.casework import exports as exporting
from desktop.casework import halves
from desktop.casework.exports import ExportFailed, Exports, Leaving
from desktop.casework.session import Session
from tests.casework.conftest import PASSPHRASE

SignIn = Callable[[str, str], Session]
COPY = Leaving(b"%PDF a child's paper", "no-lcs-id_Planning_v1.pdf")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    found = tmp_path / "stick"
    found.mkdir()
    return found


@pytest.fixture
def pulled(stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the stick's files are once it was pulled out, in the middle of a copy."""
    away = tmp_path / "in somebody's pocket"

    def pull_out(half: Path, data: bytes) -> None:
        half.write_bytes(data[:8])
        stick.rename(away)
        raise OSError(errno.EIO, "the device is gone")

    monkeypatch.setattr(exporting, "_write", pull_out)
    return away


def test_what_a_pulled_stick_holds_is_removed_when_it_is_back(
    sign_in: SignIn, stick: Path, pulled: Path
) -> None:
    with pytest.raises(ExportFailed) as failed:
        Exports(sign_in("Jo Sample", PASSPHRASE)).save(COPY, stick)
    assert "no half-written file was left" not in failed.value.told[1]
    assert "until you unlock again" in failed.value.told[1]
    assert len(list(pulled.iterdir())) == 1

    sign_in("Jo Sample", PASSPHRASE)  # the stick is not there
    pulled.rename(stick)
    sign_in("Jo Sample", PASSPHRASE)
    assert not list(stick.iterdir())


def test_another_stick_in_its_place_is_not_taken_for_it(
    sign_in: SignIn, stick: Path, pulled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ExportFailed):
        Exports(sign_in("Jo Sample", PASSPHRASE)).save(COPY, stick)

    with monkeypatch.context() as other:
        stick.mkdir()
        other.setattr(halves, "_is_on", lambda *_: False)  # the number of another disk
        sign_in("Jo Sample", PASSPHRASE)
        stick.rmdir()
    pulled.rename(stick)
    sign_in("Jo Sample", PASSPHRASE)
    assert not list(stick.iterdir())


def test_a_disk_is_known_by_its_number(stick: Path) -> None:
    place = halves._place_of(halves.half_beside(stick / "copy.pdf"))
    number = place.partition(" ")[0]
    assert halves._is_on(stick, number)
    assert not halves._is_on(stick, f"{int(number, 16) + 1:x}")
    assert not halves._is_on(stick / "not there", number)
