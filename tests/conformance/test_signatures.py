"""Signed papers of all forms and states, judged by others: signatures, and still PDF/A and PDF/UA.

Each paper is judged after the author's signature and after the manager's, today and as of 2040.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "documents"))

from judges import jhove, qpdf, vera
from papers import FACTS, SCRIPTS, Filling, record_forms
from signature_judges import NO_AIA, dss, nss_store, openssl, pdfsig

from desktop.documents.opened import open_paper
from desktop.documents.paper import build_paper
from desktop.documents.verdict import Outcome
from desktop.documents.verification import verify
from tests.documents import signers
from tests.documents.signers import ASKED, team

GOOD = "Well-Formed and valid"
# It does not know the extension of PDF 1.7 that PAdES names, and says so in passing.
UNKNOWN_PREFIX = "PDF-HUL-154"
LATER = "2040-01-01"
STATES = {
    "finished": FACTS,
    "corrected": replace(FACTS, version=3, reason="The date of the meeting was wrong."),
    "training": replace(FACTS, training=True, child="محمد عبد الله", subject="محمد, known as Mo"),
    "bare": replace(FACTS, child="", reference="", marking="", summary=(), signers=(), author=""),
    "unattached": replace(FACTS, attach_record=False),
}


@dataclass(frozen=True)
class Signed:
    """One signed paper: the file, how many fields it has, how many are signed, its flavours."""

    file: Path
    fields: int
    signatures: int
    flavours: frozenset[str]


@dataclass(frozen=True)
class Batch:
    """All signed papers, the authority's certificate as PEM, and a place for what judges need."""

    papers: tuple[Signed, ...]
    authority: Path
    folder: Path

    @property
    def files(self) -> list[Path]:
        return [one.file for one in self.papers]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Batch:
    """At least 40 signed papers, 200 with `--full`: every form in every state, once and twice."""
    folder = tmp_path_factory.mktemp("signed")
    wanted = 200 if request.config.getoption("--full") else 40
    kinds = [(form, name) for form in record_forms() for name in STATES]
    papers: list[Signed] = []
    seed = 0
    while len(papers) < wanted or seed < len(kinds):
        form, name = kinds[seed % len(kinds)]
        chance = random.Random(1000 + seed)
        pool = [*chance.sample(SCRIPTS, 6), "He says that he feels safe at his aunt's. " * 12]
        answers = Filling(form, pool, chance, chance.choice((0.1, 0.5, 0.9))).fill()
        unsigned = build_paper(form, answers, STATES[name])
        flavours = frozenset({"ua1", "2a" if name == "unattached" else "3a"})
        fields = len(open_paper(unsigned).fields)
        once = signers.by_author(unsigned)
        made = [once] if fields == 1 else [once, signers.agreed(once, unsigned)]
        for count, pdf in enumerate(made, 1):
            file = folder / f"{seed:03}-{form.id}-{name}-{count}.pdf"
            file.write_bytes(pdf)
            papers.append(Signed(file, fields, count, flavours))
        seed += 1
    authority = folder / "team-ca.pem"
    authority.write_bytes(team().root_pem)
    return Batch(tuple(papers), authority, folder)


def test_we_refuse_none(batch: Batch):
    for one in batch.papers:
        expected = Outcome.GOOD if one.signatures == one.fields else Outcome.CANNOT_SAY
        verdict = verify(one.file.read_bytes(), team().known, ASKED)
        assert verdict.outcome is expected, (one.file.name, verdict.remark)


def test_signing_keeps_pdf_a_and_pdf_ua(batch: Batch):
    found = vera(batch.files)
    wrong = {
        one.file.name: dict(found[one.file])
        for one in batch.papers
        if set(found[one.file]) != one.flavours or any(found[one.file].values())
    }
    assert wrong == {}


def test_eu_dss_passes_every_signature_today_and_in_2040(batch: Batch):
    found = dss(batch.files, batch.authority, [LATER])
    for one in batch.papers:
        said = found[one.file]
        assert len(said) == 2 * one.signatures, one.file.name
        for signature in said:
            assert signature.indication == "TOTAL_PASSED", (one.file.name, signature)
            assert signature.format == "PAdES-BASELINE-B"
            assert signature.complaints == {NO_AIA}, (one.file.name, signature)


def test_pdfsig_finds_every_signature_valid_and_trusted(batch: Batch):
    store = nss_store(batch.folder, batch.authority)
    for one in batch.papers:
        expected = ["valid, trusted, part"] * (one.signatures - 1) + ["valid, trusted, whole"]
        assert pdfsig(one.file, store) == expected, one.file.name


def test_openssl_verifies_every_signature_as_cms_and_cades(batch: Batch):
    for one in batch.papers:
        said = openssl(one.file, batch.authority, batch.folder)
        assert said == [""] * one.signatures, one.file.name


def test_jhove_and_qpdf_find_nothing(batch: Batch):
    for file, word in jhove(batch.files).items():
        assert word.startswith(GOOD), (file.name, word)
        assert word.count("'id': ") == word.count(UNKNOWN_PREFIX), (file.name, word)
    assert {file.name: said for file in batch.files if (said := qpdf(file))} == {}


def test_the_judges_find_what_is_wrong(batch: Batch, tmp_path: Path):
    """A judge that passes everything proves nothing."""
    twice = bytearray(signers.twice())
    twice[len(signers.unsigned()) // 2] ^= 1
    damaged, strangers = tmp_path / "damaged.pdf", tmp_path / "strangers.pdf"
    damaged.write_bytes(twice)
    strangers.write_bytes(signers.by_both(signers.unsigned(), team(1)))
    found = dss([damaged, strangers], batch.authority)
    assert all(one.indication != "TOTAL_PASSED" for said in found.values() for one in said)
    store = nss_store(tmp_path, batch.authority)
    assert all("not valid" in one for one in pdfsig(damaged, store))
    assert all("not trusted" in one for one in pdfsig(strangers, store))
    assert all(openssl(damaged, batch.authority, tmp_path))
    assert all(openssl(strangers, batch.authority, tmp_path))
