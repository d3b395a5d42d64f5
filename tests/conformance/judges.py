"""Judges of papers that are not ours: veraPDF, JHOVE and qpdf, each run once for a whole batch.

Where one is missing its tests are skipped with the line that installs it; on a machine that says
`CI=true` they fail.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CLONE / "packaging"))

from conformance_steps import ORACLES, oracle_folder  # noqa: E402 - packaging is no package

INSTALLS = "python3 packaging/test.py --only conformance"
BRIEF = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Java spends a third less of the processors so: a judge has ended before more would pay."""


def absent(what: str) -> None:
    """End a test whose judge is not there: a failure in CI, else skipped with what to run."""
    words = f"{what} is not here. This line installs it: {INSTALLS}"
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


def program(name: str) -> str:
    """Return the path of a program of the system, or end the test."""
    found = shutil.which(name)
    if found is None:
        absent(name)
    return str(found)


def jars(name: str) -> list[Path]:
    """Return the files of a judge written in Java, or end the test."""
    program("java")
    folder = oracle_folder(name)
    if not folder.is_dir():
        absent(name)
    return sorted(folder.glob("*.jar"))


def vera(papers: Sequence[Path]) -> Mapping[Path, Mapping[str, list[str]]]:
    """Return for each paper what veraPDF finds broken, by the flavour that its XMP claims.

    A paper that it cannot open has no flavour at all.
    """
    (jar,) = jars("vera")
    command = [program("java"), *BRIEF, "-Xmx512m", "-jar", str(jar), "--nonpdfext", "-f", "0"]
    done = _run([*command, "--format", "text", "-v", *map(str, papers)])
    found: dict[Path, dict[str, list[str]]] = {paper: {} for paper in papers}
    rules: list[str] = []
    for line in done.stdout.splitlines():
        verdict = re.fullmatch(r"(PASS|FAIL) (.*) (\S+)", line)
        if verdict:
            rules = found[Path(verdict[2])].setdefault(verdict[3], [])
            if verdict[1] == "FAIL":
                rules.append("FAIL")
        elif line.startswith("  FAIL "):
            rules.append(line.removeprefix("  FAIL "))
    return found


def jhove(papers: Sequence[Path]) -> Mapping[Path, str]:
    """Return JHOVE's word on each paper: "Well-Formed and valid" where all is well."""
    settings = ORACLES / "jhove" / "jhove.conf"
    path = os.pathsep.join(map(str, jars("jhove")))
    command = [program("java"), *BRIEF, "-Xmx512m", "-cp", path, "edu.harvard.hul.ois.jhove.Jhove"]
    done = _run([*command, "-c", str(settings), "-m", "PDF-hul", "-h", "json", *map(str, papers)])
    told = json.loads(done.stdout)["jhove"]["repInfo"]
    words = {Path(one["uri"]): _word(one) for one in told}
    return {paper: words.get(paper, "nothing said") for paper in papers}


def _word(one: Mapping[str, object]) -> str:
    messages = one.get("messages")
    return f"{one.get('status')}{f': {messages}' if messages else ''}"


def qpdf(paper: Path) -> str:
    """Return what qpdf finds wrong with the syntax of a paper, "" for nothing."""
    done = _run([program("qpdf"), "--check", str(paper)])
    return "" if done.returncode == 0 else done.stdout + done.stderr


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False)
