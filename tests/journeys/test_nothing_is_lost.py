"""The screen locks while I write, or the laptop dies: my words are there, and so is every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.storage.cards import read_people
from desktop.storage.people import unlock as unlock_store
from tests.harness.canary import Found, Search, family, plant, written_elsewhere
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
from tests.storage import puredec

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


def test_nothing_that_was_typed_lies_readable_on_the_disk(tmp_path: Path) -> None:
    words = plant(100)
    search = Search(words)
    with window(tmp_path, store=tmp_path / "store") as used:
        used.start()
        start_a_team(used, "Exampleton CST", PAT)
        add_a_child(used, words[98], words[99])
        begin_a_wise(used)
        _write_words(used, words)
        hits = _in_memory_files(used, search, tmp_path)
        lock(used)
        hits += _in_memory_files(used, search, tmp_path)
        unlock(used, PAT)
        used.kill()
        hits += search.in_folders([tmp_path])
        used.start()
        unlock(used, PAT)
        used.press("Carry on")
        used.eyes.find("label", holds="My safety plan")
        used.hands.press("ctrl+z", 3)
        hits += _in_memory_files(used, search, tmp_path)
        assert used.close() == 0
    hits += search.in_folders([tmp_path])
    assert not hits, "\n".join(str(hit) for hit in hits)
    _the_search_can_find(search, words, tmp_path)


def _write_words(used: Window, words: tuple[str, ...]) -> None:
    """Type words into answers and a row, cut some, take it back, search for others."""
    used.write("What prompted it", " ".join(words[:30]))
    open_section(used, "2 Who I am")
    used.write("About me", " ".join(words[30:60]))
    used.write("How best to communicate with me", " ".join(words[60:75]))
    used.hands.press("ctrl+a")
    used.hands.press("ctrl+x")
    says(used, "How best to communicate with me", "")
    used.hands.press("ctrl+z")
    says(used, "How best to communicate with me", " ".join(words[60:75]))
    open_section(used, PLAN)
    used.press("Add", holds="Add a person")
    who = used.eyes.find("text", "Who", states=["focused"])
    used.hands.type(" ".join(words[75:90]))
    used.until(lambda: used.eyes.text(who) == " ".join(words[75:90]), "all of the name")
    used.hands.press("ctrl+shift+f")
    used.eyes.find("text", holds="Search", states=["focused"])
    used.hands.type(" ".join(words[90:98]) + "\n")
    saved(used)


def _in_memory_files(used: Window, search: Search, folder: Path) -> list[Found]:
    """Search what the running program holds open without a name; it writes nowhere else."""
    family_of_it = family(used.pid)
    for pid in family_of_it:
        assert not written_elsewhere(pid, folder)
    return [hit for pid in family_of_it for hit in search.in_open_files(pid)]


def _the_search_can_find(search: Search, words: tuple[str, ...], folder: Path) -> None:
    """The words do lie in the store: decrypted, the search finds them; and one in a stray file."""
    store = folder / "store"
    person = read_people(store).people[0].id
    key = unlock_store(store, person, PAT.passphrase).data_key
    pages = puredec.pages((store / "store.db").read_bytes(), key)
    kept = {*words[:90], *words[98:]}  # all but those that were only searched for
    assert {hit.canary for hit in search.in_bytes(pages, "the pages")} == kept
    (store / "left-behind.tmp").write_bytes(b"\0" * 5000 + words[5].encode("utf-16-le"))
    assert [hit.canary for hit in search.in_folders([folder])] == [words[5]]
