"""The same altered papers through our verdict, pdfsig, bare pyHanko and EU DSS: the table in docs.

    python3 packaging/test.py --only architecture        # makes the environment
    .venv/bin/python tests/conformance/compared.py       # writes docs/verification.md anew

The files are those of the tests of the twelve rules that need nothing beside the authority's
certificate, and the additions of the tests of tampering.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

CLONE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(CLONE), str(Path(__file__).parent)]

from signature_judges import NO_AIA, Said, dss, nss_store, pdfsig, pyhanko  # noqa: E402

from desktop.documents import told  # noqa: E402
from desktop.documents.verdict import Answer, Verdict  # noqa: E402
from desktop.documents.verification import verify  # noqa: E402
from tests.documents.forging import added, resaved  # noqa: E402
from tests.documents.signers import ASKED, alone, team, twice, unsigned  # noqa: E402
from tests.documents.test_rules import CASES  # noqa: E402
from tests.documents.test_tampering import ADDITIONS  # noqa: E402

REPORT = CLONE / "docs" / "verification.md"
MARK = "<!-- written by tests/conformance/compared.py -->"
HEADINGS = ("what was done to the paper", "ours", "pdfsig", "pyHanko", "EU DSS")


@dataclass(frozen=True)
class Altered:
    """A paper that something was done to; `is_genuine` where nothing was."""

    name: str
    make: Callable[[], bytes]
    is_genuine: bool = False


def altered() -> list[Altered]:
    """Return every paper of the table, the genuine ones first."""
    genuine = [
        Altered("nothing: signed by one, whose form asks for one", alone, is_genuine=True),
        Altered("nothing: signed by two", twice, is_genuine=True),
    ]
    additions = [
        Altered(f"added to: {one.__name__.replace('_', ' ')}", lambda one=one: added(twice(), one))
        for one in ADDITIONS
    ]
    others = [
        Altered("both signatures cut off", unsigned),
        Altered("opened and saved by another program", lambda: resaved(twice())),
    ]
    cases = [Altered(case.name, case.make) for _, case in CASES if case.known() == team().known]
    return [*genuine, *additions, *others, *cases]


def main() -> int:
    """Write the table into the documentation."""
    with tempfile.TemporaryDirectory() as name:
        lines = rows(Path(name), altered())
    words = REPORT.read_text("utf-8").partition(MARK)[0]
    day = dt.datetime.now(dt.UTC).strftime("%d %B %Y").lstrip("0")
    table = [HEADINGS, tuple("---" for _ in HEADINGS), *lines]
    text = "\n".join(f"| {' | '.join(line)} |" for line in table)
    REPORT.write_text(f"{words}{MARK}\n\nMade on {day}.\n\n{text}\n", encoding="utf-8")
    print(f"{len(lines)} papers, written to {REPORT.relative_to(CLONE)}.")
    return 0


def rows(folder: Path, papers: Sequence[Altered]) -> list[tuple[str, ...]]:
    """Return the table's lines."""
    authority = folder / "team-ca.pem"
    authority.write_bytes(team().root_pem)
    store = nss_store(folder, authority)
    files = []
    for number, paper in enumerate(papers):
        files.append(folder / f"{number:03}.pdf")
        files[-1].write_bytes(paper.make())
    found = dss(files, authority)
    return [
        (
            paper.name,
            ours(verify(file.read_bytes(), team().known, ASKED)),
            by_pdfsig(pdfsig(file, store)),
            pyhanko(file.read_bytes(), team().root),
            by_dss(found[file]),
        )
        for paper, file in zip(papers, files, strict=True)
    ]


def ours(verdict: Verdict) -> str:
    """Return our outcome and the numbers of the rules that found something."""
    rules = [
        str(one.rule.value)
        for one in verdict.findings
        if one.answer in (Answer.BROKEN, Answer.UNKNOWN)
    ]
    return told.WORDS[verdict.outcome] + (f" ({', '.join(rules)})" if rules else "")


def by_pdfsig(said: Sequence[str]) -> str:
    """Return pdfsig's answers in one phrase."""
    if not said:
        return "no signature"
    valid = sum(1 for one in said if one.startswith("valid"))
    if valid < len(said):
        return f"not valid ({len(said) - valid} of {len(said)})"
    if not all(", trusted" in one for one in said):
        return "valid, not trusted"
    return "valid" if said[-1].endswith("whole") else "valid, not the whole file"


def by_dss(said: Sequence[Said]) -> str:
    """Return the answers of EU DSS in one phrase."""
    if not said or said[0].indication == "NONE":
        return "no signature"
    if said[0].indication == "EXCEPTION":
        return "cannot read it"
    worst = {one.indication for one in said} - {"TOTAL_PASSED"}
    if worst:
        return ", ".join(sorted(worst)).lower().replace("_", " ")
    warned = any(one.complaints - {NO_AIA} for one in said)
    return "passed, with a warning" if warned else "passed"


if __name__ == "__main__":
    sys.exit(main())
