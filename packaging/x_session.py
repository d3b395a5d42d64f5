"""A private X session for the tests: Xvfb, a session bus and openbox, ended with the tests.

Keys and clicks of the journeys go through this server, never to the screen of whoever runs them.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

SCREEN = "1920x1080x24"
PATIENCE = 20.0  # seconds that a server of the session may take to come up
NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon")


class NoSession(Exception):
    """The session cannot be started; the text says which part is missing or failed."""


@contextlib.contextmanager
def x_session() -> Iterator[Mapping[str, str]]:
    """Start the session, give the variables that lead a program into it, and end it afterwards."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        raise NoSession(f"not installed: {', '.join(missing)}")
    with contextlib.ExitStack() as stack:
        private = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cst-session-")))
        display = _start_server(stack)
        surroundings = {
            "DISPLAY": display,
            "XDG_RUNTIME_DIR": str(private),
            "XDG_SESSION_TYPE": "x11",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        surroundings["DBUS_SESSION_BUS_ADDRESS"] = _start_bus(stack, surroundings)
        _start_window_manager(stack, surroundings)
        yield surroundings


def _start_server(stack: contextlib.ExitStack) -> str:
    """Start Xvfb on a free display and return its name, for example ":3"."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    _start(stack, [*command, "-noreset"], {}, pass_fds=(writing,))
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as answer:
        number = answer.readline().strip()
    if not number:
        raise NoSession("Xvfb did not start")
    return f":{number}"


def _start_bus(stack: contextlib.ExitStack, surroundings: Mapping[str, str]) -> str:
    """Start a session bus of our own and return its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    bus = _start(stack, command, surroundings, stdout=subprocess.PIPE)
    assert bus.stdout is not None
    address = bus.stdout.readline().decode("ascii").strip()
    if not address:
        raise NoSession("the session bus did not start")
    return address


def _start_window_manager(stack: contextlib.ExitStack, surroundings: Mapping[str, str]) -> None:
    """Start openbox and wait until it manages the display."""
    _start(stack, ["openbox", "--sm-disable"], surroundings)
    end = time.monotonic() + PATIENCE
    asking = ["xdotool", "get_num_desktops"]
    while subprocess.run(
        asking, env={**os.environ, **surroundings}, capture_output=True, check=False
    ).returncode:
        if time.monotonic() > end:
            raise NoSession("the window manager did not start")
        time.sleep(0.05)


def _start(
    stack: contextlib.ExitStack,
    command: list[str],
    surroundings: Mapping[str, str],
    *,
    stdout: int = subprocess.DEVNULL,
    pass_fds: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """Start one server of the session; it is ended when the stack closes."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **surroundings},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        pass_fds=pass_fds,
    )
    stack.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server of the session, kindly first."""
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
