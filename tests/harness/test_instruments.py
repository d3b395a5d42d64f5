"""The tests' own instruments, tried on a small window: what they say must be so."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tests.harness import canary, contrast, netless
from tests.harness.display import DOUBLE, LAPTOP, Screen, screen, wait_until
from tests.harness.eyes import Eyes, NotSeen
from tests.harness.hands import Hands, Place

SMALL_WINDOW = Path(__file__).with_name("small_window.py")
ALL_SCRIPTS = "Hello World! Ümlaut é Łódź “q” @£$ żółć مرحبا हिन्दी 中文 – • €"


@dataclass
class Workplace:
    """A screen with the small window on it."""

    screen: Screen
    hands: Hands
    eyes: Eyes
    pid: int
    answers: Path


@pytest.fixture(params=[LAPTOP, DOUBLE], ids=lambda size: size.name)
def workplace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workplace]:
    with screen(tmp_path, request.param) as here:
        hands, eyes = Hands(here.name), Eyes(here)
        answers = tmp_path / "answers.txt"
        program = here.start([sys.executable, str(SMALL_WINDOW), str(answers)])
        hands.wait_for_focus(hands.wait_for_window("small window"))
        eyes.attach(program.pid)
        yield Workplace(here, hands, eyes, program.pid, answers)
        eyes.close()
        hands.close()


@pytest.mark.x11
def test_what_is_typed_with_real_keys_arrives_letter_by_letter(workplace: Workplace) -> None:
    hands, eyes = workplace.hands, workplace.eyes
    hands.click(eyes.find("text", "Name").place)
    hands.type(ALL_SCRIPTS)
    hands.press("tab")
    eyes.find("text", "What happened", states=["focused"])
    hands.type("First line\n" + ALL_SCRIPTS[::-1])
    hands.press("tab")
    eyes.find("push button", "Keep", states=["focused"])
    hands.press("space")
    eyes.find("label", "Kept")
    name, story = workplace.answers.read_text(encoding="utf-8").split("\n--\n")
    assert name == ALL_SCRIPTS
    assert story == "First line\n" + ALL_SCRIPTS[::-1]


@pytest.mark.x11
def test_clicks_wheel_and_shortcuts_reach_the_right_place(workplace: Workplace) -> None:
    hands, eyes = workplace.hands, workplace.eyes
    hands.press("ctrl+shift+f")
    eyes.find("label", "Search")
    hands.click(eyes.find("push button", "Keep").place)
    eyes.find("label", "Kept")
    first = eyes.find("text", "Line 0", id="lines/0")
    hands.wheel(first.place, 3)
    wait_until(lambda: eyes.again(first).place.y < first.place.y, 5, "the list to scroll")
    with pytest.raises(NotSeen):
        eyes.find("push button", "Delete everything", seconds=0.2)


@pytest.mark.x11
def test_contrast_is_read_from_the_picture(workplace: Workplace) -> None:
    workplace.eyes.find("label", "Nothing kept")
    label = workplace.eyes.find("label", "Nothing kept")
    measured = contrast.measure(workplace.screen.still_picture(), label.place)
    assert measured.plane == (255, 255, 255)
    assert 4.4 < measured.ratio < 4.7  # 4.54 by the formula


@pytest.mark.x11
def test_a_word_in_a_file_without_a_name_is_found(workplace: Workplace) -> None:
    planted = canary.plant()
    search = canary.Search(planted)
    workplace.hands.type(planted[7])
    name = workplace.eyes.find("text", "Name")
    wait_until(lambda: workplace.eyes.text(name) == planted[7], 5, "the word to arrive")
    found = search.in_open_files(workplace.pid)
    assert {hit.canary for hit in found} == {planted[7]}
    assert all(hit.encoding.startswith("utf-16") for hit in found)


def test_contrast_of_known_colours() -> None:
    assert contrast.ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    picture = Image.new("RGB", (40, 20), (255, 255, 255))
    picture.paste((0x76, 0x76, 0x76), (10, 5, 20, 9))
    assert contrast.measure(picture, Place(0, 0, 40, 20)).ratio == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("encoding", canary.ENCODINGS)
def test_every_planted_word_is_found_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    planted = canary.plant()
    assert len(planted) == len({word[: canary.STEM] for word in planted}) == 100
    for word in planted:
        noise = b"\x00\xff" * (hash(word) % 300)
        (tmp_path / word[-3:]).write_bytes(noise + word.encode(encoding) + noise)
    found = canary.Search(planted).in_folders([tmp_path])
    assert {hit.canary for hit in found} == set(planted)
    assert {hit.encoding for hit in found} == {encoding}


def test_a_word_is_found_half_over_a_border_and_in_a_file_name(tmp_path: Path) -> None:
    word, *_ = planted = canary.plant()
    search = canary.Search(planted)
    assert list(search.in_bytes([b"..." + word[:3].encode(), word[3:].encode()], "pieces"))
    (tmp_path / f"copy of {word}.pdf").touch()
    assert len(search.in_folders([tmp_path])) == 1
    assert not search.in_folders([tmp_path / "elsewhere"])


def test_a_program_that_looks_for_the_network_is_caught(tmp_path: Path) -> None:
    record = tmp_path / "calls"
    attempt = "import socket; socket.socket(socket.AF_INET).connect_ex(('192.0.2.1', 80))"
    command = netless.without_network([sys.executable, "-S", "-c", attempt])
    subprocess.run(netless.recorded(command, record), check=True, timeout=30)
    asked = netless.read_record(record)
    assert not asked.is_local
    assert asked.families["AF_INET"] == 1


def test_local_sockets_still_work_without_a_network(tmp_path: Path) -> None:
    record = tmp_path / "calls"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()
        attempt = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
        command = [sys.executable, "-S", "-c", attempt, str(tmp_path / "s")]
        program = netless.recorded(netless.without_network(command), record)
        subprocess.run(program, check=True, timeout=30)
    asked = netless.read_record(record)
    assert asked.is_local
    assert asked.families["AF_UNIX"] == 1
