"""Measure how quick the application is beside bare peers, and print the ratios.

    python3 packaging/bench.py [--full] [--only NAME] [--write]

`--write` puts the table, with date and machine, into docs/benchmarks.md. Each measurement runs in
a process of its own, ours and its peer in turn. Where this Python lacks what is measured, the
clone's environment is set up first and used. Debian's KeePassXC, WeasyPrint and LibreOffice, peers,
are installed where that is allowed; else the line to run is printed, and what needs them left out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench_peers import LAYOUT_PEERS
from bench_ratios import EXTENTS, Extent, Result, markdown_table, plain_table
from setup_steps import (
    BENCH_TOOLS,
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

# Name of a measurement and the module whose `measure(extent)` makes its results.
MEASUREMENTS = {
    "autosave": "bench_autosave",
    "search": "bench_search",
    "typing": "bench_typing",
    "pages": "bench_pages",
    "start": "bench_start",
    "memory": "bench_memory",
    "unlock": "bench_unlock",
    "sign": "bench_sign",
    "layout": "bench_layout",
}
ON_A_SCREEN = {"start", "memory"}  # seen from outside, in a private X session, beside a peer
NEEDED = ("PySide6", "sqlcipher3", "argon2", "psutil", "Xlib")
REPORT = CLONE / "docs" / "benchmarks.md"
MARK = "<!-- written by packaging/bench.py -->"
TIME_LIMIT = 1800  # seconds for one measurement


def main(arguments: Sequence[str]) -> int:
    """Run the measurements; 0 when every goal is met, 1 when one is not, 2 when one failed."""
    asked = _read(arguments)
    if asked.measure:
        return _measure(asked.measure, EXTENTS[asked.extent])
    names: list[str] = asked.only or list(MEASUREMENTS)
    try:
        python = _python()
        if ON_A_SCREEN.intersection(names):
            provide_tools(BENCH_TOOLS, "measurements")
        if "layout" in names:
            provide_tools(LAYOUT_PEERS, "measurements")
    except SetupError as fault:
        say(str(fault))
        return fault.exit_code
    extent = EXTENTS["full" if asked.full else "quick" if asked.quick else "normal"]
    results: list[Result] = []
    failed: list[str] = []
    for name in names:
        found = _run(python, name, extent)
        if found is None:
            failed.append(name)
        else:
            print(plain_table(found), flush=True)
            results.extend(found)
    if failed:
        print(f"Not measured: {', '.join(failed)}")
    if asked.write and results:
        _write(results, extent)
        say(f"Written to {REPORT.relative_to(CLONE)}.")
    return 2 if failed else int(any(result.met is False for result in results))


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="packaging/bench.py", description="Measure the application beside bare peers."
    )
    parser.add_argument("--full", action="store_true", help="more rounds, 50,000 notes")
    parser.add_argument("--quick", action="store_true", help="only see that everything runs")
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.name} in docs")
    parser.add_argument(
        "--only", action="append", choices=list(MEASUREMENTS), help="one measurement (repeatable)"
    )
    parser.add_argument("--measure", choices=list(MEASUREMENTS), help=argparse.SUPPRESS)
    parser.add_argument("--extent", default="normal", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _python() -> Path:
    """Return an interpreter that has everything: this one, or the clone's, made where needed."""
    if all(importlib.util.find_spec(name) for name in NEEDED):
        return Path(sys.executable)
    provide_libraries()
    provide_environment(TEST_LOCK)
    return environment_python()


def _run(python: Path, name: str, extent: Extent) -> list[Result] | None:
    """Run one measurement in a process of its own; None when it failed."""
    say(f"\n== {name}")
    began = time.monotonic()
    command = [str(python), __file__, "--measure", name, "--extent", extent.name]
    with tempfile.TemporaryDirectory(prefix="cst-bench-") as private:
        done = subprocess.run(
            command,
            cwd=CLONE,
            env=_surroundings(Path(private)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            timeout=TIME_LIMIT,
            check=False,
        )
    if done.returncode != 0:
        return None
    say(f"== {name}: {time.monotonic() - began:.0f} s")
    return [Result(**line) for line in json.loads(done.stdout.splitlines()[-1])]


def _surroundings(private: Path) -> dict[str, str]:
    """Return variables that keep settings, tokens and temporary files in a private folder."""
    places = {}
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        places[f"XDG_{name}_HOME"] = str(private / name.lower())
    surroundings = clean_surroundings(
        {**places, "TMPDIR": str(private), "PYTHONPATH": str(CLONE), "QT_QPA_PLATFORM": "offscreen"}
    )
    # Without its byte code kept, Python would compile everything at every start.
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    return surroundings


def _measure(name: str, extent: Extent) -> int:
    """Be the process of one measurement: the last line of its output is the results as JSON."""
    results: list[Result] = importlib.import_module(MEASUREMENTS[name]).measure(extent)
    print(json.dumps([result.as_json() for result in results]))
    return 0


# --- the report -------------------------------------------------------------------------------


def _write(results: Sequence[Result], extent: Extent) -> None:
    """Put the table below the words of the report, in the place of the last one."""
    words = REPORT.read_text("utf-8").partition(MARK)[0] if REPORT.exists() else ""
    day = dt.datetime.now(dt.UTC).strftime("%d %B %Y").lstrip("0")
    said = f"{day}, {_machine()}; extent {extent.name}."
    REPORT.write_text(f"{words}{MARK}\n\n{said}\n\n{markdown_table(results)}\n", encoding="utf-8")


def _machine() -> str:
    """Return the machine in one line: system, processor, cores, memory, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{platform.system()} {platform.release()}, {_processor()}, {os.cpu_count()} cores, "
        f"{memory:.0f} GB, Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
