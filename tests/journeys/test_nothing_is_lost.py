"""The screen locks while I write, or the laptop dies: my words are there, and so is every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.harness.canary import Search, family, plant
from tests.harness.eyes import Control
from tests.journeys.steps import (
    PAT,
    add_a_child,
    begin_a_wise,
    lock,
    open_section,
    saved,
    start_a_team,
    unlock,
)
from tests.journeys.window import Window, window

pytestmark = pytest.mark.x11

PLAN = "11 My safety plan"


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Window]:
    """A team, a child and a WISE just begun."""
    with window(tmp_path, store=tmp_path / "store") as found:
        found.start()
        start_a_team(found, "Exampleton CST", PAT)
        add_a_child(found, "Zofia", "Wzorcowa")
        begin_a_wise(found)
        yield found


def test_it_locks_in_mid_word_and_the_caret_is_where_it_was(writing: Window) -> None:
    writing.write("What prompted it", "A neighbour said that she saw a silv")
    writing.hands.press("left", 4)
    writing.hands.type("dark ")
    says(writing, "What prompted it", "A neighbour said that she saw a dark silv")
    lock(writing)
    assert not writing.eyes.sees(holds="silv"), "the lock screen shows what was written"
    unlock(writing, PAT)
    area = writing.eyes.find("text", "What prompted it", states=["focused"])
    assert writing.eyes.text(area) == "A neighbour said that she saw a dark silv"
    assert writing.eyes.caret(area) == len("A neighbour said that she saw a dark ")
    writing.hands.type("and ")
    says(writing, "What prompted it", "A neighbour said that she saw a dark and silv")


def locked(writing: Window) -> None:
    lock(writing)
    unlock(writing, PAT)
    writing.eyes.find("label", PLAN)


def killed(writing: Window) -> None:
    writing.kill()
    writing.start()
    unlock(writing, PAT)
    writing.press("Carry on")
    writing.eyes.find("label", PLAN)


@pytest.mark.parametrize("interrupt", [locked, killed])
def test_undo_reaches_back_over_the_interruption(
    writing: Window, interrupt: Callable[[Window], None]
) -> None:
    open_section(writing, PLAN)
    for name, reach in (("Nan Sampleton", "Text first"), ("Uncle Ray", "Ring twice")):
        writing.press("Add", holds="Add a person")
        writing.eyes.find("text", "Who", states=["focused"])
        writing.hands.type(name)
        writing.hands.press("tab")
        writing.hands.type(reach)
        writing.eyes.find(holds=f"More for {name}")
    writing.press("More for Nan Sampleton")
    writing.choose("Delete")
    writing.eyes.find(holds="Undo: ")
    writing.write("Getting there and back", "The number 9 bus, never the lift home")
    writing.write("My phone and social media", "Location is off")
    saved(writing)
    interrupt(writing)
    assert not writing.eyes.sees(holds="More for Nan Sampleton")

    writing.hands.press("ctrl+z")
    says(writing, "My phone and social media", "")
    writing.hands.press("ctrl+z")
    says(writing, "Getting there and back", "")
    writing.hands.press("ctrl+z")
    writing.eyes.find(holds="More for Nan Sampleton")
    assert writing.eyes.sees(holds="More for Uncle Ray")


def says(writing: Window, question: str, words: str) -> None:
    """Wait until an answer reads so."""

    def answer() -> Control:
        return writing.eyes.find("text", question)

    writing.until(lambda: writing.eyes.text(answer()) == words, f"{question!r} to read {words!r}")


def test_nothing_that_was_typed_lies_readable_on_the_disk(writing: Window, tmp_path: Path) -> None:
    canaries = plant(100)
    search = Search(canaries)
    writing.write("What prompted it", " ".join(canaries[:30]))
    open_section(writing, "2 Who I am")
    writing.write("About me", " ".join(canaries[30:60]))
    writing.write("How best to communicate with me", " ".join(canaries[60:75]))
    writing.hands.press("ctrl+a")
    writing.hands.press("ctrl+x")
    writing.hands.press("ctrl+z", 2)
    open_section(writing, PLAN)
    writing.press("Add", holds="Add a person")
    writing.eyes.find("text", "Who", states=["focused"])
    writing.hands.type(" ".join(canaries[75:90]))
    writing.hands.press("ctrl+shift+f")
    writing.eyes.find("text", holds="Search", states=["focused"])
    writing.hands.type(" ".join(canaries[90:100]) + "\n")
    hits = [hit for pid in family(writing.pid) for hit in search.in_open_files(pid)]
    lock(writing)
    hits += [hit for pid in family(writing.pid) for hit in search.in_open_files(pid)]
    unlock(writing, PAT)
    writing.kill()
    writing.start()
    unlock(writing, PAT)
    writing.press("Carry on")
    writing.eyes.find("label", holds="My safety plan")
    writing.hands.press("ctrl+z", 3)
    assert writing.close() == 0

    hits += search.in_folders([tmp_path])
    assert not hits, "\n".join(str(hit) for hit in hits)
    control = tmp_path / "store" / "left-behind.tmp"
    control.write_bytes(b"\0" * 5000 + canaries[5].encode("utf-16-le"))
    assert [hit.canary for hit in search.in_folders([tmp_path])] == [canaries[5]]
