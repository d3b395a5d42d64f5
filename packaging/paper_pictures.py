"""Make the pictures of paper in the documentation: pages of the three reference records.

    python3 packaging/paper_pictures.py

They go into `docs/paper`, in the place of the last ones. The same program gives the same pictures.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from setup_steps import (
    CLONE,
    TEST_LOCK,
    SetupError,
    environment_python,
    provide_environment,
    provide_libraries,
    say,
)

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

PICTURES = CLONE / "docs" / "paper"
PAGES = {"one-line": 1, "typical": 4, "enormous": 0}  # so many from the first on
SHOWN = {"enormous": {"scripts": "Łukasz", "rows": "Person 120"}}  # found by what stands on them
DOTS = 84 / 72  # dots of a picture for each point
SHADES = 64


def main() -> int:
    """Make the pictures; 0 when all were made."""
    if Path(sys.prefix) != environment_python().parent.parent:
        return _in_the_environment()
    sys.path.insert(0, str(CLONE))
    from desktop.documents.paper import build_paper
    from reference_records import reference_records

    for old in PICTURES.glob("*.png"):
        old.unlink()
    for one in reference_records():
        _pictures(one.name, build_paper(one.form, one.answers, one.facts))
    return 0


def _in_the_environment() -> int:
    """Set up what is missing, then do it there."""
    try:
        provide_libraries()
        provide_environment(TEST_LOCK)
    except SetupError as fault:
        say(str(fault))
        return fault.exit_code
    return subprocess.run([str(environment_python()), __file__], check=False).returncode


def _pictures(name: str, paper: bytes) -> None:
    """Write the pictures of one paper."""
    import pypdfium2
    from PIL import Image

    pdf = pypdfium2.PdfDocument(paper)
    pages = {f"{number + 1}": number for number in range(PAGES[name])}
    for shows, words in SHOWN.get(name, {}).items():
        pages[shows] = _page_with(pdf, words)
    for shows, number in pages.items():
        drawn = pdf[number].render(scale=DOTS)  # pyright: ignore[reportArgumentType] - any number
        picture = drawn.to_pil().convert("RGB")
        few = picture.quantize(SHADES, dither=Image.Dither.NONE)
        few.save(PICTURES / f"{name}-{shows}.png", optimize=True)
    say(f"{name}: {len(pages)} of {len(pdf)} pages")


def _page_with(pdf: PdfDocument, words: str) -> int:
    """Return the first page on which words stand."""
    for number in range(len(pdf)):
        if words in pdf[number].get_textpage().get_text_bounded():
            return number
    raise LookupError(f"No page says {words}.")


if __name__ == "__main__":
    sys.exit(main())
