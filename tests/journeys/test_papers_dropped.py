"""Papers are dragged out of another program onto the window, and checked there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents import signers
from tests.harness import drag_source
from tests.harness.display import wait_until
from tests.harness.eyes import PATIENCE
from tests.journeys.window import Window, window

pytestmark = pytest.mark.x11

MIDDLE = (683, 500)


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Window]:
    """The first page of a window over no store."""
    with window(tmp_path) as found:
        found.start()
        found.sees("Start a team")
        yield found


def _drag(begun: Window, folder: Path, *files: Path) -> None:
    """Drag files out of another program to the middle of the window, and let them go there."""
    said, hands = folder / "said.txt", begun.hands
    program = [sys.executable, drag_source.__file__, *(str(file) for file in files)]
    begun.screen.start(program, output=said)
    source = hands.wait_for_window(drag_source.TITLE)
    hands.wait_for_focus(source)
    x, y = hands.place_of(source).middle
    hands.hold(x, y)
    hands.point(x - 20, y + 10)
    wait_until(lambda: "taken" in said.read_text("utf-8"), PATIENCE, "the files to be taken")
    hands.point(MIDDLE[0] + 4, MIDDLE[1] + 4)
    hands.point(*MIDDLE)
    wait_until(lambda: "would take" in said.read_text("utf-8"), PATIENCE, "the window to agree")
    hands.let_go()


def test_files_from_another_program_are_checked_where_they_fall(
    begun: Window, tmp_path: Path
) -> None:
    paper, letter = tmp_path / "paper.pdf", tmp_path / "letter.pdf"
    paper.write_bytes(signers.alone())
    letter.write_bytes(b"Dear colleague")
    _drag(begun, tmp_path, paper, letter)
    begun.sees("2 papers: 2 cannot be told.")
    begun.sees("No certificate of the team's authority was given")
    begun.sees("This is no PDF.")
    begun.press("Back")
    begun.sees("Start a team")
