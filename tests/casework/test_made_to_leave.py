"""Papers made on the spot: a draft to read together, an empty copy to write on by hand."""

from __future__ import annotations

import errno
import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from desktop.casework import exports as exporting
from desktop.casework.exports import (
    NO_LCS,
    CopyGone,
    ExportFailed,
    Exports,
    Kind,
    Leaving,
    NoProgram,
)
from desktop.casework.roles import Role
from desktop.casework.session import Session
from desktop.documents.record import NoRecord, read_record
from desktop.practice.profiles import Setting
from tests.casework.conftest import MANAGER_PASSPHRASE, PASSPHRASE, PAT, SignIn, sign

SUPPORT = "Robin Sample"
WORDS = "She wants her nan to be there."


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return found


def fields(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return len(file.Root.get("/AcroForm", {}).get("/Fields", []))


def draft_of(session: Session, record: str) -> Leaving:
    copy = session.records.open(record).copy
    return Exports(session).draft(record, copy.form, copy.flat)


def test_a_draft_says_so_on_each_page_and_has_nothing_to_sign(
    session: Session, record: str
) -> None:
    paper = draft_of(session, record)
    assert paper.kind is Kind.DRAFT
    assert paper.is_personal
    assert all("DRAFT" in page for page in pages(paper.pdf))
    assert fields(paper.pdf) == 0
    assert "Written by Jo Sample, Practitioner" in pages(paper.pdf)[0]


def test_what_was_typed_and_not_kept_as_a_version_yet_is_on_the_draft(
    session: Session, record: str
) -> None:
    copy = session.records.open(record).copy
    copy.put("m.why", WORDS)
    paper = Exports(session).draft(record, copy.form, copy.flat)
    assert WORDS in " ".join(pages(paper.pdf))


def test_a_colleague_prints_a_draft_under_its_writers_name(
    session: Session, sign_in: SignIn, record: str
) -> None:
    assert session.records.read(record).header.state == "draft"
    paper = draft_of(sign_in(PAT, MANAGER_PASSPHRASE), record)
    first = pages(paper.pdf)[0]
    assert "Written by Jo Sample, Practitioner" in first
    assert "Pat Example" not in first


def test_the_draft_of_a_correction_says_why_it_is_made(session: Session, record: str) -> None:
    sign(session, record)
    session.signing.amend(record, "A date was wrong.")
    paper = draft_of(session, record)
    assert "A date was wrong." in " ".join(pages(paper.pdf))
    assert fields(paper.pdf) == 0


def test_the_file_of_a_draft_is_named_as_a_signed_one_but_for_the_version(
    session: Session, record: str
) -> None:
    name = draft_of(session, record).name
    lcs = session.children.row(session.records.read(record).header.child).lcs or NO_LCS
    short = session.records.open(record).copy.form.short_title.replace(" ", "-")
    assert name == f"{lcs}_{short}_2026-11-25_DRAFT.pdf"
    child = session.records.read(record).header.child_name
    assert not any(word.casefold() in name.casefold() for word in child.split())


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{form}-{version}", "DRAFT"),
        ("{form} v{version} {date}", "DRAFT-2026-11-25"),
        ("{date}", "2026-11-25_DRAFT"),
    ],
)
def test_a_draft_keeps_to_the_pattern_of_the_profile(
    session: Session, record: str, pattern: str, name: str
) -> None:
    settings = {**session.profile.settings, "file_name": Setting(pattern)}
    session.profile = replace(session.profile, settings=settings)
    assert draft_of(session, record).name.endswith(f"{name}.pdf")


def test_an_empty_copy_holds_nothing_of_anybody(session: Session, record: str) -> None:
    paper = Exports(session).empty("wise")
    assert paper.name == "WISE-empty.pdf"
    assert not paper.is_personal
    assert fields(paper.pdf) == 0
    with pytest.raises(NoRecord):
        read_record(paper.pdf)
    said = " ".join(pages(paper.pdf))
    child = session.records.read(record).header.child_name
    assert not any(re.search(rf"\b{re.escape(word)}\b", said) for word in child.split())


def test_whoever_writes_no_records_may_have_empty_copies_of_all_of_them(
    sign_in: SignIn,
) -> None:
    sign_in(PAT, MANAGER_PASSPHRASE).people.add(SUPPORT, Role.BUSINESS_SUPPORT, PASSPHRASE)
    support = sign_in(SUPPORT, PASSPHRASE)
    assert support.offered() == ()
    names = {Exports(support).empty(form.id).name for form in support.record_forms()}
    assert len(names) == len(support.catalogue.records())


FAILURES = {
    errno.ENOENT: "The folder is not there any more.",
    errno.ENOSPC: "There is no room left where the copy should go.",
    errno.EROFS: "The folder may not be written to.",
    errno.EBUSY: "A file of that name is open in another program.",
}


@pytest.mark.parametrize(("number", "what"), FAILURES.items())
@pytest.mark.parametrize(
    ("kind", "safe"),
    [
        (Kind.SIGNED, "The record and its paper are safe in the store, and no half-written file"),
        (Kind.DRAFT, "What was saved of the record is safe in the store, and no half-written file"),
        (Kind.EMPTY, "Nothing in the store was touched, and no half-written file"),
    ],
)
def test_a_copy_that_could_not_be_written_says_what_is_safe(
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    what: str,
    kind: Kind,
    safe: str,
) -> None:
    def refuse(_half: Path, _data: bytes) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(exporting, "_write", refuse)
    folder = tmp_path / "for the meeting"
    folder.mkdir()
    with pytest.raises(ExportFailed) as failed:
        Exports(session).save(Leaving(b"%PDF", "a.pdf", kind), folder)
    assert failed.value.told[0] == what
    assert failed.value.told[1].startswith(safe)
    assert list(folder.iterdir()) == []


def test_a_copy_that_is_gone_says_what_is_safe(session: Session, tmp_path: Path) -> None:
    with pytest.raises(CopyGone) as gone:
        Exports(session).still_there(tmp_path / "moved.pdf", Kind.DRAFT)
    assert gone.value.told[1] == "What was saved of the record is safe in the store."


def test_only_a_signed_paper_is_said_to_stand_on_the_page() -> None:
    assert "See the paper" in NoProgram(Kind.SIGNED).told[1]
    assert NoProgram(Kind.DRAFT).told[1] == "The copy is where you saved it."
