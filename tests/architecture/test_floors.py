"""Imports point down only, and nothing in the house can reach a network."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from house import CLONE, LOWER_FLOORS, modules

NETWORK = {
    *("socket", "ssl", "urllib", "http", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib"),
    *("socketserver", "xmlrpc", "asyncio", "requests", "httpx", "aiohttp", "webbrowser"),
    *("PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets"),
}


def _is_under(name: str, parents: set[str]) -> bool:
    return any(name == parent or name.startswith(f"{parent}.") for parent in parents)


def test_the_contracts_between_the_floors_are_kept():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(program), "--no-cache"], cwd=CLONE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_no_qt_under_the_window():
    found = [
        f"{module.path}:{line} {name}"
        for module in modules(*(f"desktop/{floor}" for floor in LOWER_FLOORS))
        for name, line in module.imports()
        if name.split(".")[0].startswith(("PySide", "shiboken", "PyQt"))
    ]
    assert found == []


def test_nothing_in_the_application_can_open_a_connection():
    found = [
        f"{module.path}:{line} {name}"
        for module in modules("desktop")
        for name, line in module.imports()
        if _is_under(name, NETWORK)
    ]
    assert found == []


def test_no_import_hides_in_a_string():
    found = [
        f"{module.path}:{call.lineno}"
        for module in modules("desktop")
        for name, call in module.calls()
        if name in {"__import__", "import_module"}
        or (name in {"exec", "eval"} and isinstance(call.func, ast.Name))  # not QDialog.exec
    ]
    assert found == []


def test_settings_are_never_left_outside_the_store():
    found = [
        f"{module.path}:{line} {name}"
        for module in modules("desktop")
        for name, line in module.imports()
        if name.endswith(".QSettings")
    ]
    assert found == []
