"""Round every page of the real window: names, Tab, nothing cut off, and contrast in pictures."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from tests.harness import contrast
from tests.harness.display import DOUBLE, LAPTOP, MONITOR, Screen, Size, screen, wait_readable
from tests.harness.eyes import Control, Eyes
from tests.harness.hands import Place
from tests.harness.tour import CHAPTERS
from tests.harness.tour_look import Page, Thing
from tests.harness.trained import training_team

pytestmark = pytest.mark.x11

CLONE = Path(__file__).parents[3]
PATIENCE = 120  # seconds from page to page
TEXT, BORDER = 4.5, 3.0  # least contrast of words, and of borders of fields
NO_ROLE = {"unknown", "invalid", "filler", "panel", "redundant object"}
SHORT = 2  # letters
NEAR = 3  # pixels by which two accounts of one place may differ


@dataclass
class Tour:
    """A guide on a screen of its own, followed from page to page."""

    here: Screen
    program: subprocess.Popen[bytes]
    reading: int
    writing: int
    kept: bytes = field(default=b"")

    def pages(self) -> Iterator[Page]:
        """Yield each page while it stands there."""
        while line := self._line():
            yield Page.read(json.loads(line))
            os.write(self.writing, b"\n")
        assert self.program.wait(PATIENCE) == 0, self.log.read_text("utf-8")[-20_000:]

    @property
    def log(self) -> Path:
        return self.here.folder / "guide.log"

    def _line(self) -> bytes:
        while b"\n" not in self.kept:
            assert wait_readable(self.reading, PATIENCE), self.log.read_text("utf-8")[-20_000:]
            if not (piece := os.read(self.reading, 1 << 16)):
                return b""
            self.kept += piece
        line, _, self.kept = self.kept.partition(b"\n")
        return line


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return training_team(tmp_path_factory).home


def tour(folder: Path, team: Path, size: Size, *wishes: str) -> Iterator[Tour]:
    home = folder / "tour"
    shutil.copytree(team, home / "team")
    with screen(folder / "screen", size) as here:
        (reading, told), (asked, writing) = os.pipe(), os.pipe()
        command = [sys.executable, "-m", "tests.harness.tour_guide", str(home), *wishes]
        program = here.start(
            [*command, "--ask", str(asked), str(told)],
            output=here.folder / "guide.log",
            pass_fds=(asked, told),
            CST_DESKTOP_KDF="floor",
            PYTHONPATH=str(CLONE),
        )
        os.close(told)
        os.close(asked)
        yield Tour(here, program, reading, writing)
        os.close(writing)
        os.close(reading)


# What is wrong with a page


def unnamed(page: Page, nodes: list[Control]) -> Iterator[str]:
    """Yield controls that a screen reader cannot name, and those that it does not know."""
    for node in nodes:
        empty_cell = node.role == "table cell"  # a table may say nothing in one of its cells
        if not (node.name or empty_cell) or node.role in NO_ROLE:
            yield f"{node} at {node.place} has no name or no role"
    for stop in page.stops:
        if not any(_is(stop, node) for node in nodes):
            yield f"{stop} is not in the tree"


def _is(stop: Thing, node: Control) -> bool:
    """Say whether a node is that control: the tree gives the whole of it, or its mark and words."""
    seen = Place(*stop.place)
    near = node.place.holds(seen, slack=NEAR) or seen.holds(node.place, slack=NEAR)
    return near and _lasting_name(node.name.strip()) == _lasting_name(stop.name)


def _lasting_name(name: str) -> str:
    """Return a name without what may change while one looks: a change in sight counts as seen."""
    return name.removesuffix(", not seen yet")


def faint(page: Page, picture: Image.Image) -> Iterator[str]:
    """Yield words and borders whose contrast in the picture is too low."""
    for words in page.words:
        # One letter alone may have no two pixels of the same ink.
        least = 3 if len(words.name) > SHORT else 1
        measured = contrast.measure(picture, Place(*words.place), least)
        if measured.ratio < TEXT:
            yield f"{words}: {measured}"
    for one in page.fields:
        ratio = border_ratio(picture, Place(*one.place))
        if ratio < BORDER:
            yield f"border of {one}: {ratio:.2f}"


def border_ratio(picture: Image.Image, place: Place) -> float:
    """Return the contrast of the left border of a field to the plane beside it."""
    y = min(place.y + place.height // 2, picture.height - 1)
    row = [picture.getpixel((x, y)) for x in range(place.x - 1, place.x + 4)]
    beside, *border = [(c[0], c[1], c[2]) for c in row if isinstance(c, tuple)]
    return max(contrast.ratio(colour, beside) for colour in border)


def of_page(page: Page, found: Iterator[str]) -> list[str]:
    return [f"{page.name}: {one}" for one in found]


# The walks: two guides at once, each on a screen of its own


@dataclass
class Seen:
    """What two walks found wrong, by what it is."""

    unnamed: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    cut_off: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)

    def note(self, page: Page, here: Screen) -> None:
        """Keep what is wrong with a page in its picture, and the picture of what is faint."""
        self.pages.add(page.name)
        self.cut_off += of_page(page, iter(page.clipped))
        picture = here.picture()
        found = of_page(page, faint(page, picture))
        if found:
            place = here.folder / f"faint-{page.name}.png"
            picture.save(place)
            self.faint += [*found, f"see {place}"]


def light_walk(folder: Path, team: Path, wishes: list[str], seen: Seen) -> None:
    """Look at everything, in the light look."""
    for walk in tour(folder, team, LAPTOP, "light", *wishes):
        eyes = Eyes(walk.here)
        for page in walk.pages():
            eyes.attach(walk.program.pid)
            seen.unnamed += of_page(page, unnamed(page, eyes.all(states=["focusable"])))
            seen.order += of_page(page, iter(f"Tab misses {one}" for one in page.missed))
            seen.order += of_page(page, iter(page.astray))
            seen.note(page, walk.here)
        eyes.close()


def dark_walk(
    folder: Path, team: Path, wishes: list[str], seen: Seen, size: Size = MONITOR, scale: str = "2"
) -> None:
    """Look at words and borders in the dark look, the text at 200 %."""
    for walk in tour(folder, team, size, "dark", "--scale", scale, "--no-tabs", *wishes):
        for page in walk.pages():
            seen.note(page, walk.here)


@pytest.fixture(scope="module")
def seen(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, team: Path
) -> Seen:
    full = bool(request.config.getoption("--full"))
    wishes, found = [] if full else ["--brief"], Seen()
    place = tmp_path_factory.mktemp
    with ThreadPoolExecutor(2) as both:
        walks = [
            both.submit(light_walk, place("light"), team, wishes, found),
            both.submit(dark_walk, place("dark"), team, wishes, found),
        ]
        if full:  # a screen of 200 %, too
            walks.append(both.submit(dark_walk, place("d"), team, wishes, found, DOUBLE, "1"))
        for walk in walks:
            walk.result()
    return found


# The tests


def test_every_page_was_met(seen: Seen) -> None:
    assert len(seen.pages) > 40
    for chapter in CHAPTERS:
        for name in chapter.names:
            assert any(page.startswith(name) for page in seen.pages), name


def test_every_control_has_a_name_and_a_role(seen: Seen) -> None:
    assert not seen.unnamed, "\n".join(seen.unnamed)


def test_tab_reaches_every_control_in_reading_order(seen: Seen) -> None:
    assert not seen.order, "\n".join(seen.order)


def test_nothing_is_cut_off_also_at_200_percent(seen: Seen) -> None:
    assert not seen.cut_off, "\n".join(seen.cut_off)


def test_words_and_borders_can_be_seen_in_pictures(seen: Seen) -> None:
    assert not seen.faint, "\n".join(seen.faint)
