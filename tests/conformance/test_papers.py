"""Papers of random answers over all forms and states, judged by others in one batch."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "documents"))

from judges import jhove, qpdf, vera
from papers import FACTS, SCRIPTS, Filling, record_forms

from desktop.documents.paper import BlankFacts, PaperState, blank_paper, build_paper

GOOD = "Well-Formed and valid"
STATES = {
    "draft": replace(FACTS, state=PaperState.DRAFT),
    "finished": FACTS,
    "corrected": replace(FACTS, version=3, reason="The date of the meeting was wrong."),
    "training": replace(FACTS, training=True, child="محمد عبد الله", subject="محمد, known as Mo"),
    "training-draft": replace(FACTS, training=True, state=PaperState.DRAFT),
    "bare": replace(FACTS, child="", reference="", marking="", summary=(), signers=(), author=""),
    "unattached": replace(FACTS, attach_record=False),
}


@dataclass(frozen=True)
class Batch:
    """The papers, each with the flavours of PDF that it must keep to."""

    flavours: dict[Path, set[str]]

    @property
    def papers(self) -> list[Path]:
        return list(self.flavours)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Batch:
    """At least 40 papers, 200 with `--full`: every form in every state, full, sparse and empty."""
    folder = tmp_path_factory.mktemp("papers")
    wanted = 200 if request.config.getoption("--full") else 40
    kinds = [(form, name) for form in record_forms() for name in STATES]
    flavours: dict[Path, set[str]] = {}
    seed = 0
    while len(flavours) < max(wanted, len(kinds)):
        form, name = kinds[seed % len(kinds)]
        chance = random.Random(seed)
        pool = [*chance.sample(SCRIPTS, 6), "Two men wait for her outside school. " * 12]
        share = chance.choice((0.0, 0.15, 0.6, 0.95))
        answers = Filling(form, pool, chance, share).fill()
        paper = folder / f"{seed:03}-{form.id}-{name}.pdf"
        paper.write_bytes(build_paper(form, answers, STATES[name]))
        flavours[paper] = {"ua1", "2a" if name == "unattached" else "3a"}
        seed += 1
    for form in record_forms():
        paper = folder / f"empty-{form.id}.pdf"
        paper.write_bytes(blank_paper(form, BlankFacts(made=FACTS.made, marking="OFFICIAL")))
        flavours[paper] = {"ua1", "2a"}
    return Batch(flavours)


def test_verapdf_finds_nothing_against_pdf_a_and_pdf_ua(batch: Batch):
    found = vera(batch.papers)
    wrong = {
        paper.name: dict(said)
        for paper, said in found.items()
        if set(said) != batch.flavours[paper] or any(said.values())
    }
    assert wrong == {}


def test_jhove_calls_every_paper_well_formed_and_valid(batch: Batch):
    wrong = {paper.name: word for paper, word in jhove(batch.papers).items() if word != GOOD}
    assert wrong == {}


def test_qpdf_finds_the_syntax_clean(batch: Batch):
    assert {paper.name: said for paper in batch.papers if (said := qpdf(paper))} == {}


def test_the_judges_find_what_is_broken(tmp_path: Path):
    """A judge that passes everything proves nothing."""
    good = build_paper(record_forms()[0], {}, FACTS)
    untagged, cut = tmp_path / "untagged.pdf", tmp_path / "cut.pdf"
    untagged.write_bytes(good.replace(b"/Marked true", b"/Marked null"))
    cut.write_bytes(good[: len(good) // 2])
    found = vera([untagged, cut])
    assert found[untagged]["ua1"]
    assert found[untagged]["3a"]
    assert not found[cut] or any(found[cut].values())
    assert jhove([cut])[cut] != GOOD
    assert qpdf(cut)
