"""The sources of the house, read once, for the tests that look at the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent.parent
ROOMS = (".ci", "desktop", "docs", "packaging", "resources", "tests")
LOWER_FLOORS = ("forms", "practice", "storage", "documents", "casework")
TEXT_ENDINGS = {
    *(".py", ".toml", ".md", ".txt", ".cfg", ".ini", ".yml", ".yaml", ".json", ".qss", ".svg"),
    *(".lock", ".sh", ".spec", ".html", ".iss", ".desktop", ""),
}


@dataclass(frozen=True)
class Module:
    """One Python file: where it lies (with forward slashes), its lines and its syntax tree."""

    path: str
    lines: tuple[str, ...]
    tree: ast.Module

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree; many rules ask for them."""
        return tuple(ast.walk(self.tree))

    def imports(self) -> Iterator[tuple[str, int]]:
        """Give every dotted name that is imported anywhere in the file, with its line."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name, node.lineno
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    yield f"{node.module}.{alias.name}", node.lineno

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Give every call with the last part of the called name."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Name):
                    yield called.id, node
                elif isinstance(called, ast.Attribute):
                    yield called.attr, node

    def functions(self) -> Iterator[tuple[str, int]]:
        """Give every function's qualified name and how many lines it has from `def` to its end."""
        yield from _functions(self.tree, "")

    def words(self) -> Iterator[tuple[str, int]]:
        """Give every string of the code that is not a docstring, with its line."""
        documentation = {id(text) for text in _docstrings(self.tree)}
        for node in self.nodes:
            if not isinstance(node, ast.Constant) or id(node) in documentation:
                continue
            if isinstance(node.value, str):
                yield node.value, node.lineno


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Return the Python files under these folders of the clone."""
    return tuple(
        _module(file) for folder in folders for file in sorted((CLONE / folder).rglob("*.py"))
    )


@cache
def text_files() -> tuple[tuple[str, str], ...]:
    """Return path and text of every text file that belongs to the project, new ones too."""
    files = [file for file in CLONE.iterdir() if file.is_file()]
    for folder in ROOMS:
        files += [file for file in (CLONE / folder).rglob("*") if file.is_file()]
    return tuple(
        (file.relative_to(CLONE).as_posix(), file.read_text(encoding="utf-8"))
        for file in sorted(files)
        if file.suffix in TEXT_ENDINGS and "__pycache__" not in file.parts and file.name != ".git"
    )


@cache
def _module(file: Path) -> Module:
    text = file.read_text(encoding="utf-8")
    path = file.relative_to(CLONE).as_posix()
    return Module(path, tuple(text.splitlines()), ast.parse(text, filename=path))


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, int]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + child.name, (child.end_lineno or child.lineno) - child.lineno + 1
        named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        yield from _functions(child, f"{prefix}{child.name}." if named else prefix)


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value
