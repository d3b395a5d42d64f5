"""The README's second command: set up, run every suite, print the time of each.

Suites are found, not listed: the checks of the code, every folder of `tests` that holds test files,
and every file marked `x11`, whose tests open real windows on private screens. Three suites run at a
time. The last line sums up the tests.
"""

from __future__ import annotations

import argparse
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
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

TESTS = CLONE / "tests"
# Folders whose parts are suites of their own, so that no suite is much longer than the others.
PARTED = ("views",)
# What takes longest begins first, so that the lanes end together; the rest in any order.
LONGEST = (
    "views/window",
    "x11 journeys/test_first_light",
    "x11 journeys/test_two_hands",
    "x11 journeys/test_signed_papers",
    "x11 views/around/test_every_page",
    "faults",
    "x11 journeys/test_nothing_is_lost",
    "conformance",
    "views/record",
    "casework",
    "documents",
    "views/pages",
    "commands",
    "architecture",
    "pyright",
)
LANES = 3  # real windows and faults leave half of a processor idle
# Suites whose tests share nothing: alone in a run, two processes take them in turn.
SHARE_NOTHING = ("forms", "storage", "documents", "casework", "views/record", "views/pages")
ALL_X11 = "pytestmark = pytest.mark.x11"  # stands in files of which every test is one
SHARED = "CST_TESTS_SHARED"  # a folder for what several suites want and one has to make
TIME_LIMIT = 15 * 60  # seconds for one suite; `--full` has none
NO_TESTS_COLLECTED = 5


@dataclass(frozen=True)
class Suite:
    """One thing to run: a check of the code, or tests of one folder."""

    name: str
    command: Sequence[str]
    is_pytest: bool = False
    real_windows: bool = False


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
    output: bytes = b""


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
        began = time.monotonic()
        outcomes = run_all(suites, wishes)
    except SetupError as fault:
        say(str(fault))
        return fault.exit_code
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    return report(outcomes, time.monotonic() - began)


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
    """Return every suite that this clone has, in the order in which the report lists them."""
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
    """Return one suite for each folder of `tests` with test files in it, or for each part of it."""
    folders: list[Path] = []
    for folder in sorted(TESTS.iterdir()):
        parts = [part for part in sorted(folder.glob("*")) if _has_tests(part)]
        folders += parts if folder.name in PARTED else [folder] if _has_tests(folder) else []
    return [
        Suite(
            _name(place),
            _pytest(wishes, ["-m", "not x11", str(place.relative_to(CLONE))], _name(place)),
            is_pytest=True,
        )
        for place in folders
    ]


def _has_tests(place: Path) -> bool:
    """Say whether a folder or a file has tests that run without real windows."""
    files = [place] if place.is_file() else place.rglob("test_*.py")
    return any(
        file.name.startswith("test_") and file.suffix == ".py" and ALL_X11 not in _text(file)
        for file in files
    )


def _real_windows(wishes: Wishes) -> list[Suite]:
    """Return a suite for each file with tests marked `x11`, which open windows on real screens."""
    return [
        Suite(
            f"x11 {_name(file)}",
            _pytest(wishes, ["-m", "x11", f"tests/{_name(file)}.py"]),
            is_pytest=True,
            real_windows=True,
        )
        for file in sorted(TESTS.rglob("test_*.py"))
        if "mark.x11" in _text(file)
    ]


def _name(place: Path) -> str:
    """Return where a folder or file of tests lies, without its ending."""
    return place.relative_to(TESTS).with_suffix("").as_posix()


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _place_in_order(suite: Suite) -> int:
    """Return the sort key of a suite."""
    return LONGEST.index(suite.name) if suite.name in LONGEST else len(LONGEST)


def _chosen(suites: Sequence[Suite], wishes: Wishes) -> list[Suite]:
    """Return the suites that were asked for; an unknown name is told, with the known ones."""
    for name in wishes.only:
        if not any(_is_named(suite, name) for suite in suites):
            names = ", ".join(suite.name for suite in suites)
            raise SetupError(f"There is no suite {name!r} here. There are: {names}.", 2)
    if not wishes.only:
        return list(suites)
    return [suite for suite in suites if any(_is_named(suite, name) for name in wishes.only)]


def _is_named(suite: Suite, name: str) -> bool:
    """Say whether a suite goes by a name, or is a part of what does: `views`, `x11`."""
    return suite.name == name or suite.name.startswith((f"{name}/", f"{name} "))


def _module(name: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of the clone's environment."""
    return [str(environment_python()), "-m", name, *arguments]


def _script(name: str) -> Path:
    """Return a program of the clone's environment."""
    return environment_python().with_name(name + (".exe" if os.name == "nt" else ""))


def _pytest(wishes: Wishes, arguments: Sequence[str], name: str = "") -> list[str]:
    """Return the command of one pytest suite."""
    options = ["-q", "--durations=3", "--durations-min=3", "-p", "no:cacheprovider"]
    if name in SHARE_NOTHING and wishes.only == [name]:
        options += ["-n", "2"]
    if wishes.full:
        options.append("--full")
    if wishes.expression:
        options += ["-k", wishes.expression]
    return _module("pytest", *options, *arguments)


# --- running them -----------------------------------------------------------------------------


def run_all(suites: Sequence[Suite], wishes: Wishes) -> list[Outcome]:
    """Run the suites, some at a time; what each one prints comes out whole when it ends."""
    waiting: queue.SimpleQueue[Suite] = queue.SimpleQueue()
    for suite in sorted(suites, key=_place_in_order):
        waiting.put(suite)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="cst-tests-") as private:
        lanes = [
            threading.Thread(target=_lane, args=(waiting, outcomes, Path(private), wishes))
            for _ in range(LANES)
        ]
        for lane in lanes:
            lane.start()
        try:
            for lane in lanes:
                lane.join()
        except KeyboardInterrupt:
            while not waiting.empty():  # so that the lanes end after what they run now
                waiting.get_nowait()
            raise
    names = [suite.name for suite in suites]
    return sorted(outcomes, key=lambda outcome: names.index(outcome.suite.name))


def _lane(
    waiting: queue.SimpleQueue[Suite], outcomes: list[Outcome], private: Path, wishes: Wishes
) -> None:
    """Take one suite after the other until none waits."""
    while True:
        try:
            suite = waiting.get_nowait()
        except queue.Empty:
            return
        outcome = _run(suite, private, wishes)
        outcomes.append(outcome)
        say(f"\n== {suite.name}\n{outcome.output.decode('utf-8', 'replace').rstrip()}")
        say(f"== {suite.name}: {'ok' if outcome.ok else 'FAILED'}, {outcome.seconds:.1f} s")


def _run(suite: Suite, private: Path, wishes: Wishes) -> Outcome:
    """Run one suite and read what came of it."""
    if suite.real_windows and not sys.platform.startswith("linux"):
        return Outcome(suite, 0.0, ok=True, note="runs on Linux only")
    say(f"== {suite.name}: begun")
    own = private / suite.name.replace("/", "-").replace(" ", "-")
    own.mkdir()
    results = own / "results.xml"
    command = list(suite.command)
    if suite.is_pytest:
        command.append(f"--junitxml={results}")
    began = time.monotonic()
    code, output = _run_command(command, _surroundings(suite, own, private), wishes)
    outcome = Outcome(suite, time.monotonic() - began, ok=code == 0, output=output)
    if suite.is_pytest:
        _count(outcome, results, code)
    if code < 0:  # perhaps after the last test had passed
        outcome.note = f"the process was ended by signal {-code}"
    return outcome


def _run_command(
    command: Sequence[str], surroundings: dict[str, str], wishes: Wishes
) -> tuple[int, bytes]:
    """Run a command in the clone; return its exit code and everything that it printed."""
    try:
        done = subprocess.run(
            command,
            cwd=CLONE,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=None if wishes.full else TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        ended = f"Ended: it took longer than {TIME_LIMIT // 60} minutes.".encode()
        return 124, (late.output or b"") + ended
    return done.returncode, done.stdout


def _surroundings(suite: Suite, own: Path, private: Path) -> dict[str, str]:
    """Return the variables for one suite: its own places for files, never the user's."""
    surroundings = clean_surroundings({"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"})
    if not suite.is_pytest:
        return surroundings
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM"):
        surroundings.pop(name, None)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        surroundings[name] = str(own / name.lower())
    surroundings[SHARED] = str(private / "shared")
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


def report(outcomes: Sequence[Outcome], seconds: float) -> int:
    """Print a line for each suite and the sum; return the exit code. `seconds` is the whole."""
    say("")
    for outcome in outcomes:
        print(_line(outcome))
    print(f"{'all':<36}{seconds:8.1f} s")
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
    return f"{outcome.suite.name:<36}{outcome.seconds:8.1f} s  {verdict:<7} {said}".rstrip()
