"""What the page for form authors says is so: its example works, no key or kind is missing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from desktop.forms import reader
from desktop.forms.catalogue import load_form
from desktop.forms.definition import COPIES, SOURCES, Form
from desktop.forms.kinds import KIND_OF
from desktop.forms.lcs import lcs_note
from desktop.forms.validation import problems
from desktop.resources import resource_path

PAGE = (Path(__file__).parents[2] / "docs" / "forms.md").read_text("utf-8")
KEYS = (
    reader._FORM_KEYS
    | reader._SECTION_KEYS
    | reader._FIELD_KEYS
    | reader._KIND_KEYS
    | reader._SETTING_KEYS
    | reader._SHARED_KEYS
    | reader._USE_KEYS
)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Form:
    folder = tmp_path_factory.mktemp("forms")
    shutil.copytree(resource_path("forms", "shared"), folder / "shared")
    found = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    path = folder / "visit.toml"
    path.write_text(found[1], encoding="utf-8")
    return load_form(path)


def test_the_example_is_a_whole_form_that_works(example: Form) -> None:
    assert example.id == "visit"
    wanted = {problem.path for problem in problems(example, {"v.result": "no_answer"})}
    assert wanted == {"v.on", "v.tried"}
    note = lcs_note(example, {"v.result": "met", "v.saw": "She opened the door."})
    assert note is not None
    assert note.first == "we met."
    assert example.copies_of("v.words/r/said") == {"C", "A", "F"}


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_key_is_explained(key: str) -> None:
    assert re.search(rf"[`\[.]{re.escape(key)}[`\]]|`{re.escape(key)} =|\n{key} =", PAGE), key


@pytest.mark.parametrize("kind", sorted(KIND_OF))
def test_every_kind_is_explained_with_its_keys(kind: str) -> None:
    table = PAGE[PAGE.index("### Kinds") : PAGE.index("### Rows and blocks")]
    (line,) = re.findall(rf"^\| [^|]*`{kind}`[^|]* \|.*$", table, re.MULTILINE)
    own = KIND_OF[kind].keys - {"short"}
    if kind in ("rows", "actions"):
        assert "row keys below" in line
    else:
        assert all(f"`{key}`" in line for key in own), own


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_every_source_is_named(source: str) -> None:
    assert re.search(rf"^\| [^|]*`{source}`", PAGE, re.MULTILINE)


def test_every_copy_is_named() -> None:
    assert all(f"`{letter}`" in PAGE for letter in COPIES)


def test_the_shared_blocks_are_listed() -> None:
    for path in resource_path("forms", "shared").glob("*.toml"):
        assert f"`{path.stem}`" in PAGE
