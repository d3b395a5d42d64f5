"""The README's first command: set up what is missing, then become the application."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence

from setup_steps import (
    CLONE,
    NO_DISPLAY,
    RUNTIME_LOCK,
    SETUP_FAILED,
    SetupError,
    clean_surroundings,
    environment_python,
    provide_environment,
    provide_libraries,
    say,
)

# These need no screen; everything else opens a window.
COMMANDS_WITHOUT_A_WINDOW = frozenset(
    {"forms", "check", "training", "verify", "extract", "paper", "authority"}
)
MAIN = CLONE / "desktop" / "__main__.py"
OPTIONS_WITHOUT_A_WINDOW = frozenset({"-h", "--help", "--version"})


def main(arguments: Sequence[str]) -> int:
    """Set up, then start the application with `arguments`; return its exit code or ours."""
    try:
        provide_libraries()
        provide_environment(RUNTIME_LOCK)
        _require_display(arguments)
    except SetupError as fault:
        say(str(fault))
        return fault.exit_code
    except KeyboardInterrupt:
        say("Stopped. Start again to go on; nothing half-done is kept.")
        return 130
    return _become(application(arguments))


def application(arguments: Sequence[str]) -> list[str]:
    """Return the command that is the application. A file: for `-m` Python loads a finder first."""
    return [str(environment_python()), "-P", str(MAIN), *arguments]


def opens_a_window(arguments: Sequence[str]) -> bool:
    """Whether these arguments ask for a window, by the words that stand where a command does."""
    if OPTIONS_WITHOUT_A_WINDOW.intersection(arguments):
        return False
    return not COMMANDS_WITHOUT_A_WINDOW.intersection([*arguments[:1], *_after_store(arguments)])


def _after_store(arguments: Sequence[str]) -> list[str]:
    """Return the word that follows `--store FOLDER` at the beginning, if any."""
    return list(arguments[2:3]) if arguments[:1] == ["--store"] else []


def _require_display(arguments: Sequence[str]) -> None:
    """On Linux, say in one line that there is no display and how to get one."""
    if not sys.platform.startswith("linux") or not opens_a_window(arguments):
        return
    if any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return
    again = shlex.join(["python3", "packaging/run.py", *arguments])
    raise SetupError(
        "There is no display here: start it from a desktop session, or in a virtual one with "
        f"xvfb-run -a {again} (Debian's packages xvfb and xauth).",
        NO_DISPLAY,
    )


def _become(command: Sequence[str]) -> int:
    """Replace this process by the command; Windows has no such thing, so there we wait for it."""
    if not MAIN.exists():
        say("This clone holds no application to start: desktop/__main__.py is missing.")
        return SETUP_FAILED
    if os.name != "nt":
        os.execve(command[0], list(command), clean_surroundings())
    return subprocess.run(command, env=clean_surroundings(), check=False).returncode
