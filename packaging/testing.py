"""The README's second command: set up, run every suite in order, print the time of each.

Suites are found, not listed: the checks of the code first, then every folder of `tests` that holds
test files, then what is marked `x11`, in a private X session. The last line sums up the tests.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from conformance_steps import provide_judges
from setup_steps import (
    CLONE,
    TEST_LOCK,
    SetupError,
    clean_surroundings,
    environment_python,
    provide_environment,
    provide_libraries,
    provide_tools,
    say,
)
from x_session import NoSession, x_session

TESTS = CLONE / "tests"
# The quick and the fundamental first; a folder that is not named here runs after these.
ORDER = (
    "architecture",
    "packaging",
    "forms",
    "practice",
    "storage",
    "documents",
    "conformance",
    "casework",
)
ORDER_LAST = ("views", "benchmarks", "faults", "journeys")
# Suites whose tests share nothing, so that two processes may take them in turn; else one does.
PROCESSES: Mapping[str, int] = dict.fromkeys(
    ("forms", "storage", "documents", "casework", "views"), 2
)
TIME_LIMIT = 15 * 60  # seconds for one suite; `--full` has none
NO_TESTS_COLLECTED = 5


@dataclass(frozen=True)
class Suite:
    """One thing to run: a check of the code, or tests of one folder."""

    name: str
    command: Sequence[str]
    is_pytest: bool = False
    in_x_session: bool = False
    on_real_windows: bool = False


@dataclass
class Outcome:
    """What came of one suite."""

    suite: Suite
    seconds: float
    ok: bool
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    note: str = ""


@dataclass(frozen=True)
class Wishes:
    """What the command line asked for."""

    full: bool = False
    only: Sequence[str] = ()
    expression: str = ""


def main(arguments: Sequence[str]) -> int:
    """Set up, run the suites, print the table and the closing line; 0 if all is well."""
    wishes = _read(arguments)
    try:
        provide_libraries()
        provide_tools()
        provide_environment(TEST_LOCK)
        suites = _chosen(all_suites(wishes), wishes)
        if any(suite.name == "conformance" for suite in suites):
            provide_judges()
        outcomes = run_all(suites, wishes)
    except SetupError as fault:
        say(str(fault))
        return fault.exit_code
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    return report(outcomes)


def _read(arguments: Sequence[str]) -> Wishes:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="packaging/test.py", description="Set up the tests' environment and run every suite."
    )
    parser.add_argument("--full", action="store_true", help="run the large counts too")
    parser.add_argument(
        "--only", action="append", default=[], metavar="SUITE", help="run this suite (repeatable)"
    )
    parser.add_argument("-k", default="", metavar="EXPRESSION", help="passed on to pytest")
    given = parser.parse_args(arguments)
    return Wishes(full=given.full, only=given.only, expression=given.k)


# --- which suites there are -------------------------------------------------------------------


def all_suites(wishes: Wishes) -> list[Suite]:
    """Return every suite that this clone has, in the order in which they run."""
    return [*_checks(), *_folders(wishes), *_real_windows(wishes)]


def _checks() -> list[Suite]:
    """Return the checks of the code and of the form files."""
    checks = [
        Suite("ruff check", _module("ruff", "check", "--no-cache", ".")),
        Suite("ruff format", _module("ruff", "format", "--check", "--no-cache", ".")),
        Suite("pyright", _module("pyright", "--pythonpath", str(environment_python()))),
        Suite("import-linter", [str(_script("lint-imports")), "--no-cache"]),
    ]
    forms = sorted((CLONE / "resources" / "forms").glob("*.toml"))
    if forms and (CLONE / "desktop" / "__main__.py").exists():
        command = _module("desktop", "forms", "check", *(str(form) for form in forms))
        checks.append(Suite("forms check", command))
    return checks


def _folders(wishes: Wishes) -> list[Suite]:
    """Return one suite for each folder of `tests` with test files in it."""
    found = [folder.name for folder in TESTS.iterdir() if any(folder.rglob("test_*.py"))]
    return [
        Suite(
            name,
            _pytest(wishes, ["-m", "not x11", f"tests/{name}"], PROCESSES.get(name, 1)),
            is_pytest=True,
            in_x_session=name == "journeys",
        )
        for name in sorted(found, key=_place_in_order)
    ]


def _real_windows(wishes: Wishes) -> list[Suite]:
    """Return the suite of everything marked `x11`, which wants real windows on a real server."""
    files = [
        str(file.relative_to(CLONE))
        for file in sorted(TESTS.rglob("test_*.py"))
        if "x11" in file.read_text(encoding="utf-8")
    ]
    if not files:
        return []
    command = _pytest(wishes, ["-m", "x11", *files], 1)
    return [Suite("x11", command, is_pytest=True, in_x_session=True, on_real_windows=True)]


def _place_in_order(name: str) -> tuple[int, str]:
    """Return the sort key of a folder of tests."""
    if name in ORDER:
        return ORDER.index(name), name
    if name in ORDER_LAST:
        return 200 + ORDER_LAST.index(name), name
    return 100, name


def _chosen(suites: Sequence[Suite], wishes: Wishes) -> list[Suite]:
    """Return the suites that were asked for; an unknown name is told, with the known ones."""
    names = [suite.name for suite in suites]
    for name in wishes.only:
        if name not in names:
            raise SetupError(f"There is no suite {name!r} here. There are: {', '.join(names)}.", 2)
    return [suite for suite in suites if not wishes.only or suite.name in wishes.only]


def _module(name: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of the clone's environment."""
    return [str(environment_python()), "-m", name, *arguments]


def _script(name: str) -> Path:
    """Return a program of the clone's environment."""
    return environment_python().with_name(name + (".exe" if os.name == "nt" else ""))


def _pytest(wishes: Wishes, arguments: Sequence[str], processes: int) -> list[str]:
    """Return the command of one pytest suite."""
    options = ["-q", "--durations=3", "--durations-min=3", "-p", "no:cacheprovider"]
    if processes > 1:
        options += ["-n", str(processes)]
    if wishes.full:
        options.append("--full")
    if wishes.expression:
        options += ["-k", wishes.expression]
    return _module("pytest", *options, *arguments)


# --- running them -----------------------------------------------------------------------------


def run_all(suites: Sequence[Suite], wishes: Wishes) -> list[Outcome]:
    """Run the suites one after the other; the X session starts with the first that needs it."""
    outcomes: list[Outcome] = []
    with (
        tempfile.TemporaryDirectory(prefix="cst-tests-") as private,
        contextlib.ExitStack() as stack,
    ):
        session: Mapping[str, str] | None = None
        for suite in suites:
            if suite.in_x_session and session is None:
                session = _enter_session(stack)
            outcomes.append(_run(suite, session, Path(private), wishes))
    return outcomes


def _enter_session(stack: contextlib.ExitStack) -> Mapping[str, str]:
    """Start the X session; where there is none, return nothing and say why."""
    if not sys.platform.startswith("linux"):
        return {}
    try:
        return stack.enter_context(x_session())
    except NoSession as reason:
        say(f"No X session for the tests: {reason}.")
        return {}


def _run(suite: Suite, session: Mapping[str, str] | None, private: Path, wishes: Wishes) -> Outcome:
    """Run one suite and read what came of it."""
    if suite.on_real_windows and not session:
        # A machine that should have a session and has none must not look green.
        wanted = sys.platform.startswith("linux")
        return Outcome(suite, 0.0, ok=not wanted, failed=int(wanted), note="no X session")
    say(f"\n== {suite.name}")
    results = private / f"{suite.name}.xml"
    command = list(suite.command)
    if suite.is_pytest:
        command.append(f"--junitxml={results}")
    began = time.monotonic()
    code = _run_command(command, _surroundings(suite, session, private), wishes)
    outcome = Outcome(suite, time.monotonic() - began, ok=code == 0)
    if suite.is_pytest:
        _count(outcome, results, code)
    say(f"== {suite.name}: {'ok' if outcome.ok else 'FAILED'}, {outcome.seconds:.1f} s")
    return outcome


def _run_command(command: Sequence[str], surroundings: Mapping[str, str], wishes: Wishes) -> int:
    """Run a command in the clone, with its output going straight through; return its exit code."""
    try:
        return subprocess.run(
            command,
            cwd=CLONE,
            env=dict(surroundings),
            stdin=subprocess.DEVNULL,
            timeout=None if wishes.full else TIME_LIMIT,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        say(f"Ended: it took longer than {TIME_LIMIT // 60} minutes.")
        return 124


def _surroundings(suite: Suite, session: Mapping[str, str] | None, private: Path) -> dict[str, str]:
    """Return the variables for one suite: its own places for files, never the user's."""
    surroundings = clean_surroundings({"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"})
    if not suite.is_pytest:
        return surroundings
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM"):
        surroundings.pop(name, None)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        surroundings[name] = str(private / suite.name / name.lower())
    if suite.in_x_session:
        surroundings.update(session or {})
    if suite.on_real_windows:
        surroundings["QT_QPA_PLATFORM"] = "xcb"
    return surroundings


def _count(outcome: Outcome, results: Path, code: int) -> None:
    """Take the numbers from pytest's own report; a suite that left none counts as one failure."""
    if code == NO_TESTS_COLLECTED:
        outcome.ok, outcome.note = True, "nothing to run"
        return
    try:
        reports = ET.parse(results).getroot().iter("testsuite")
    except (OSError, ET.ParseError):
        outcome.failed, outcome.ok, outcome.note = 1, False, "ended without a report"
        return
    for report_ in reports:
        broken = int(report_.get("failures", 0)) + int(report_.get("errors", 0))
        skipped = int(report_.get("skipped", 0))
        outcome.failed += broken
        outcome.skipped += skipped
        outcome.passed += int(report_.get("tests", 0)) - broken - skipped
    outcome.ok = code == 0 and outcome.failed == 0


# --- the report -------------------------------------------------------------------------------


def report(outcomes: Sequence[Outcome]) -> int:
    """Print a line for each suite and the sum; return the exit code."""
    say("")
    for outcome in outcomes:
        print(_line(outcome))
    print(f"{'all':<16}{sum(outcome.seconds for outcome in outcomes):8.1f} s")
    failed_suites = [outcome.suite.name for outcome in outcomes if not outcome.ok]
    if failed_suites:
        print(f"Not well: {', '.join(failed_suites)}")
    passed, failed, skipped = (
        sum(getattr(outcome, what) for outcome in outcomes)
        for what in ("passed", "failed", "skipped")
    )
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed_suites else 0


def _line(outcome: Outcome) -> str:
    """Return the table's line of one suite."""
    counts = f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped"
    said = outcome.note or (counts if outcome.suite.is_pytest else "")
    verdict = "ok" if outcome.ok else "FAILED"
    return f"{outcome.suite.name:<16}{outcome.seconds:8.1f} s  {verdict:<7} {said}".rstrip()
