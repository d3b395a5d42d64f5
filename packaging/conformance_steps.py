"""The judges of paper that are Java programs: fetched once, checked against pinned digests, kept.

Each folder of tests/conformance/oracles with a pom.xml names Maven packages, and beside it the
SHA-256 of every file that may come of them. They lie outside the clone, so a new clone has them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from setup_steps import CLONE, say

ORACLES = CLONE / "tests" / "conformance" / "oracles"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
TIME_LIMIT = 15 * 60  # seconds for one fetch


def cache_folder() -> Path:
    """Return where the fetched files lie; `CST_ORACLES` names another place."""
    named = os.environ.get("CST_ORACLES")
    return Path(named) if named else Path.home() / ".cache" / "cst-desktop-oracles"


def oracle_folder(name: str) -> Path:
    """Return the folder of one oracle's files; another pom or other digests make another one."""
    key = hashlib.sha256()
    for file in ("pom.xml", "checksums.sha256"):
        key.update((ORACLES / name / file).read_bytes())
    return cache_folder() / f"{name}-{key.hexdigest()[:12]}"


def oracle_names() -> list[str]:
    """Return the oracles that are fetched."""
    return sorted(pom.parent.name for pom in ORACLES.glob("*/pom.xml"))


def provide_judges() -> None:
    """Fetch what is missing. Never stops a run: without them, their tests say what is missing."""
    for name in oracle_names():
        if not oracle_folder(name).is_dir():
            say(f"Fetching {name}, which judges papers (once)")
            trouble = _fetch(name)
            if trouble:
                say(f"Missing for some tests: {name} ({trouble}).")


def _fetch(name: str) -> str:
    """Fetch one oracle whole or not at all; return what went wrong, "" if nothing did."""
    maven = shutil.which("mvn")
    if maven is None:
        return "Maven is not installed; Debian calls it maven"
    target = oracle_folder(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as private:
        files = Path(private) / "files"
        trouble = _copy_with_maven(maven, ORACLES / name / "pom.xml", files) or _differs(
            name, files
        )
        if not trouble:
            files.replace(target)
        return trouble


def _copy_with_maven(maven: str, pom: Path, files: Path) -> str:
    command = [maven, "-q", "-B", "-f", str(pom), PLUGIN]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={files}"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIME_LIMIT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        return f"Maven did not end well: {fault}"
    return "" if done.returncode == 0 else f"Maven could not fetch it:\n{done.stdout[-800:]}"


def _differs(name: str, files: Path) -> str:
    """Compare what came with what is pinned."""
    lines = (ORACLES / name / "checksums.sha256").read_text(encoding="utf-8").splitlines()
    pinned = {file: digest for digest, file in (line.split() for line in lines if line)}
    came = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files.glob("*.jar")
    }
    wrong = sorted(set(pinned.items()) ^ set(came.items()))
    return f"{wrong[0][0]} is not the pinned file" if wrong else ""
