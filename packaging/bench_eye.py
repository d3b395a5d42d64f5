"""Seeing, from outside, when a program's window is mapped and when something is painted in it.

The same for every program that is measured: its window is noticed by the X server's own events,
and then a strip of its pixels is looked at until it is not one colour any more. Nothing in the
program takes part.
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from Xlib import X, error
from Xlib import display as xlib
from Xlib.xobject.drawable import Window

from tests.harness.display import screen

SMALLEST = 200  # pixels: what is smaller is no window that a person works in
STRIP = 24  # pixels: how wide the strip is, in the middle of the window
BETWEEN_LOOKS = 0.002  # seconds
PATIENCE = 60.0  # seconds until a window that does not come is given up
KINDNESS = 5.0  # seconds that a program may take to end
# What leads a program onto a screen; its settings for tests are none of ours.
WAYS_IN = ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE")


@dataclass(frozen=True)
class Seen:
    """When a program's window was mapped and painted, in seconds of the monotonic clock."""

    mapped: float
    painted: float
    window: Window


@contextlib.contextmanager
def private_screen(folder: Path) -> Iterator[dict[str, str]]:
    """Give the variables for programs on a screen of their own, with their own places for files.

    Accessibility is left as it is without a screen reader: it is not what is measured here.
    """
    with screen(folder / "screen") as here:
        ways_in = {name: here.variables[name] for name in WAYS_IN}
        surroundings = {**os.environ, **ways_in, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder)}
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            surroundings[f"XDG_{name}_HOME"] = str(folder / name.lower())
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        yield surroundings


class Eye:
    """Looks at one display."""

    def __init__(self, display: str) -> None:
        self._server = xlib.Display(display)
        self._server.set_error_handler(lambda *_: None)
        self._root: Window = self._server.screen().root
        self._root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self._server.sync()

    def close(self) -> None:
        """Let go of the display."""
        self._server.close()

    def wait_for_paint(self, program: subprocess.Popen[bytes]) -> Seen:
        """Wait until the next window is mapped and painted. Raises TimeoutError, EOFError."""
        window = self._wait_for_map(program)
        mapped = time.perf_counter()
        end = mapped + PATIENCE
        while not self._is_painted(window):
            _require_alive(program, end, "nothing was painted")
            select.select([], [], [], BETWEEN_LOOKS)
        return Seen(mapped, time.perf_counter(), window)

    def title(self, window: Window) -> str:
        """Return what the window is called, "" when it is gone."""
        name = self._server.intern_atom("_NET_WM_NAME")
        with contextlib.suppress(error.XError):
            found = window.get_full_property(name, X.AnyPropertyType)
            if found is not None:
                return bytes(found.value).decode("utf-8", "replace")
            return str(window.get_wm_name() or "")
        return ""

    # Inside

    def _wait_for_map(self, program: subprocess.Popen[bytes]) -> Window:
        end = time.perf_counter() + PATIENCE
        watched: dict[int, Window] = {}
        while True:
            while self._server.pending_events():
                window = self._mapped_by(self._server.next_event(), watched)
                if window is not None and self._is_its_own(window, program.pid):
                    return window
            _require_alive(program, end, "no window came")
            select.select([self._server.fileno()], [], [], 0.1)

    def _mapped_by(self, event: Any, watched: dict[int, Window]) -> Window | None:
        """Return the program's window that an event shows to be mapped, not a frame around it."""
        if event.type == X.CreateNotify and not event.override:
            # From now on it tells of itself, wherever the window manager puts it.
            watched[event.window.id] = event.window
            event.window.change_attributes(event_mask=X.StructureNotifyMask)
            return event.window if self._is_viewable(event.window) else None
        own = event.type == X.MapNotify and event.event == event.window
        return event.window if own and event.window.id in watched else None

    def _is_viewable(self, window: Window) -> bool:
        with contextlib.suppress(error.XError):
            return window.get_attributes().map_state == X.IsViewable
        return False

    def _is_its_own(self, window: Window, program: int) -> bool:
        """Say whether a window is one to work in, and not of the program before, which ends."""
        with contextlib.suppress(error.XError):
            shape = window.get_geometry()
            name = self._server.intern_atom("_NET_WM_PID")
            pid = window.get_full_property(name, X.AnyPropertyType)
            large = min(shape.width, shape.height) >= SMALLEST
            return large and pid is not None and int(pid.value[0]) == program
        return False

    def _is_painted(self, window: Window) -> bool:
        strip = self.strip(window)
        return bool(strip) and strip != strip[:4] * (len(strip) // 4)

    def strip(self, window: Window) -> bytes:
        """Return the pixels of an upright strip in the middle; empty when it cannot be seen."""
        with contextlib.suppress(error.XError):
            shape = window.get_geometry()
            x = max(0, (shape.width - STRIP) // 2)
            return window.get_image(x, 0, STRIP, shape.height, X.ZPixmap, 0xFFFFFFFF).data
        return b""


def _require_alive(program: subprocess.Popen[bytes], end: float, what: str) -> None:
    if program.poll() is not None:
        raise EOFError(f"{program.args} ended with code {program.returncode}")
    if time.perf_counter() > end:
        raise TimeoutError(f"{what}: {program.args}")


@contextlib.contextmanager
def running(
    command: Sequence[str], surroundings: Mapping[str, str], stdin: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program and end it afterwards."""
    program = subprocess.Popen(
        command,
        env=surroundings,
        stdin=stdin,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield program
    finally:
        if program.stdin is not None:
            program.stdin.close()
        program.terminate()
        try:
            program.wait(KINDNESS)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
