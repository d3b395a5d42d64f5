"""Make the three locks anew from pyproject.toml; wants `uv` (any recent version) on the path.

    python3 packaging/relock.py [--upgrade]

Everything is resolved together first, so that what is tested and frozen is what is run. The locks
hold names, versions and hashes for every system and Python from 3.11 on, and no address.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements.lock": [],
    "requirements-test.lock": ["--extra", "test"],
    "requirements-build.lock": ["--extra", "build"],
}
PLAIN = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]
COMMAND = ["uv", "pip", "compile", "--generate-hashes", "--universal", "--python-version", "3.11"]
COMMAND += ["--only-binary", ":all:", *PLAIN]


def main(arguments: list[str]) -> int:
    """Write the locks; `--upgrade` takes the newest allowed versions instead of keeping ours."""
    with tempfile.TemporaryDirectory() as private:
        together = Path(private) / "together.lock"
        if "--upgrade" not in arguments:
            texts = [(CLONE / "packaging" / lock).read_text(encoding="utf-8") for lock in LOCKS]
            kept = {line for text in texts for line in text.splitlines() if "==" in line}
            together.write_text(
                "\n".join(sorted(line.rstrip(" \\") for line in kept)), encoding="utf-8"
            )
        _compile(together, ["--all-extras"])
        for lock, extras in LOCKS.items():
            _compile(CLONE / "packaging" / lock, [*extras, "--constraint", str(together)])
    return 0


def _compile(lock: Path, options: list[str]) -> None:
    """Resolve pyproject.toml into one lock."""
    subprocess.run(
        [*COMMAND, *options, "pyproject.toml", "--output-file", str(lock)], cwd=CLONE, check=True
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
