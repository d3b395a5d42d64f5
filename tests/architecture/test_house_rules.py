"""Rules that hold in every file: colours, printing, addresses, versions, licences, loose ends."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest
from house import CLONE, modules, text_files

import desktop

COLOUR = re.compile(
    r"#(?:[0-9a-f]{8}|[0-9a-f]{6})\b|^#[0-9a-f]{3,4}$|\b(?:rgba?|hsla?|hsva?)\(\s*\d", re.IGNORECASE
)
# Where figures of colours may stand: the tokens and the one module that reads them.
THE_THEME = {"desktop/views/theme.py"}
MAY_PRINT = ("desktop/cli.py", "desktop/cli/", "desktop/__main__.py")

# Written in two halves so that this file does not hold what it looks for.
REGISTRIES = tuple(
    f"{host}.{domain}"
    for host, domain in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry.npmjs", "org"),
        ("deb.debian", "org"),
        ("security.debian", "org"),
        ("crates", "io"),
        ("repo.maven.apache", "org"),
    )
)
# In a comment, or with a colon or bracket behind it: an answer's state may be called "to do".
LOOSE_ENDS = re.compile(
    r"#[^\"']*\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HACK)\b|\b(?:TO" + r"DO|FIX" + r"ME)\s?[:(]"
)


def test_colours_stand_in_the_theme_only():
    found = [
        f"{module.path}:{line} {word}"
        for module in modules("desktop")
        if module.path not in THE_THEME
        for word, line in module.words()
        if COLOUR.search(word)
    ]
    assert found == []


def test_no_colour_is_made_from_figures_or_names():
    found = [
        f"{module.path}:{call.lineno}"
        for module in modules("desktop")
        if module.path not in THE_THEME
        for name, call in module.calls()
        if name in {"QColor", "fromRgb", "fromRgba", "fromHsv", "fromHsl"}
        and call.args
        and all(isinstance(argument, ast.Constant) for argument in call.args)
        and ast.unparse(call).split("(")[-1] != "0, 0, 0, 0)"  # nothing at all, no colour
    ]
    found += [
        f"{module.path}:{node.lineno} {node.attr}"
        for module in modules("desktop")
        if module.path not in THE_THEME
        for node in module.nodes
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "GlobalColor"
        and node.attr != "transparent"
    ]
    assert found == []


def test_only_the_commands_print():
    found = [
        f"{module.path}:{call.lineno}"
        for module in modules("desktop")
        if not module.path.startswith(MAY_PRINT)
        for name, call in module.calls()
        if name in {"print", "pprint"} and isinstance(call.func, ast.Name)
    ]
    assert found == []


@pytest.mark.parametrize("address", REGISTRIES)
def test_no_file_names_a_package_registry(address: str):
    assert [path for path, text in text_files() if address in text] == []


def test_no_loose_ends_are_left_in_the_code():
    found = [
        f"{path}:{number}"
        for path, text in text_files()
        if path.endswith((".py", ".toml", ".md", ".qss", ".spec"))
        for number, line in enumerate(text.splitlines(), 1)
        if LOOSE_ENDS.search(line)
    ]
    assert found == []


def test_the_version_stands_in_one_place():
    project = tomllib.loads((CLONE / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in project["project"]["dynamic"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "desktop.__version__"}
    found = [
        f"{module.path}:{line}"
        for module in modules("desktop", "packaging")
        for word, line in module.words()
        if word == desktop.__version__
    ]
    assert [place.split(":")[0] for place in found] == ["desktop/__init__.py"]


def test_the_changelog_tells_of_this_version():
    text = (CLONE / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(desktop.__version__)}\]", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("folder", "licence", "words"),
    [
        (".", "LICENSE", "Permission is hereby granted, free of charge"),
        ("resources/fonts", "*LICEN[CS]E*", "SIL Open Font License"),
        ("resources/fonts/paper", "Noto-LICENSE*", "SIL Open Font License"),
        ("resources/fonts/paper", "DroidSansFallback-LICENSE*", "Apache License"),
        ("resources/colour", "LICEN[CS]E*", "International Color Consortium"),
        ("resources/icons", "LICEN[CS]E*", "ISC License"),
        ("resources/words", "LICEN[CS]E*", ""),
    ],
)
def test_what_others_made_carries_its_licence(folder: str, licence: str, words: str):
    files = list((CLONE / folder).glob(licence))
    assert len(files) == 1
    text = files[0].read_text(encoding="utf-8")
    assert words in text
    assert len(text) > 200


def test_every_typeface_is_covered_by_a_licence_of_its_family():
    fonts = CLONE / "resources" / "fonts"
    licences = {file.name.split("-")[0] for file in fonts.glob("*LICEN*")}
    families = {re.split(r"[_-]", file.name)[0] for file in fonts.glob("*.[to]tf")}
    assert families <= licences
    assert families


def test_every_typeface_of_paper_is_named_in_a_licence():
    fonts = CLONE / "resources" / "fonts" / "paper"
    words = "".join(file.read_text(encoding="utf-8") for file in fonts.glob("*LICENSE*"))
    assert [file.name for file in fonts.glob("*.ttf") if file.name not in words] == []
