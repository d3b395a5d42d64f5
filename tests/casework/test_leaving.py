"""What leaves for filing: a copy of the paper, and the note for LCS with its receipt."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.casework.exports import ExportFailed, Exports
from desktop.casework.halves import half_beside, noted
from desktop.casework.notes import DRAFT_NOTE, Notes
from desktop.casework.session import Session
from tests.casework.conftest import (
    JO,
    MANAGER_PASSPHRASE,
    PASSPHRASE,
    PAT,
    SignIn,
)


def test_a_saved_copy_is_the_signed_paper_under_a_name_without_a_child(
    session: Session, signed: str, tmp_path: Path
) -> None:
    exports = Exports(session)
    leaving = exports.leaving(signed)
    folder = tmp_path / "for filing"
    folder.mkdir()
    saved = exports.save(leaving, folder)

    kept = session.signing.papers.kept(signed)
    assert kept is not None
    assert saved.read_bytes() == session.signing.papers.pdf(kept)
    assert [file.name for file in folder.iterdir()] == [leaving.name]
    child = session.records.read(signed).header.child_name
    assert not any(word.casefold() in leaving.name.casefold() for word in child.split())
    assert exports.told_once() is False
    assert exports.told_once() is True


def test_a_copy_into_a_folder_that_is_gone_leaves_nothing_half_done(
    session: Session, signed: str, tmp_path: Path
) -> None:
    exports = Exports(session)
    with pytest.raises(ExportFailed) as told:
        exports.save(exports.leaving(signed), tmp_path / "gone")
    assert "not there any more" in told.value.told[0]
    assert not (tmp_path / "gone").exists()


def test_what_a_cut_left_of_a_copy_is_swept_when_somebody_unlocks(
    session: Session, sign_in: SignIn, tmp_path: Path
) -> None:
    desktop, stick = tmp_path / "desktop", tmp_path / "stick"
    for folder in (desktop, stick):
        folder.mkdir()
        half = half_beside(folder / "paper.pdf")
        with noted(session.store, half):
            half.write_bytes(b"%PDF half a paper")  # and it is never given its name
    (desktop / ".of-another-program.part").touch()
    stick.rename(tmp_path / "pulled out")

    sign_in(PAT, MANAGER_PASSPHRASE)
    assert [file.name for file in desktop.iterdir()] == [".of-another-program.part"]

    (tmp_path / "pulled out").rename(stick)
    sign_in(JO, PASSPHRASE)
    assert not list(stick.iterdir())


def test_the_note_for_lcs_is_drafted_and_its_copying_leaves_a_receipt(
    session: Session, signed: str
) -> None:
    notes = Notes(session)
    note = notes.draft(signed)
    assert note.startswith("CST planning meeting") or "Signed by Jo Sample" in note
    session.memory.remember(DRAFT_NOTE + signed, "My own words.")
    assert notes.draft(signed) == "My own words."
    assert not notes.was_copied(signed, "My own words.")
    receipt = notes.copied(signed, "My own words.")
    assert notes.was_copied(signed, "My own words.")
    assert notes.receipts(signed) == (receipt,)
    assert session.records.versions(signed)[0].state == "signed"
