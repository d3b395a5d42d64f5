"""A private screen for one test or measurement: Xvfb, a window manager and a session bus.

It ends with what it was started for. Nothing here touches the screen, the settings or the files
of whoever runs it: every place for files lies in a folder of its own, that can be searched.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageGrab
from Xlib import X
from Xlib import display as xlib

PATIENCE = 20.0  # seconds that a server may take to come up
KINDNESS = 5.0  # seconds that a program may take to end when it is asked to
NEEDED = ("Xvfb", "openbox", "dbus-daemon")
PLACES = ("home", "config", "cache", "data", "state", "runtime", "tmp")
# A window manager that binds buttons holds back each press until it has looked at it itself, and on
# a busy machine keys that were pressed later arrive before it. This one binds none.
NO_GRABS = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><focusLast>yes</focusLast></focus>
  <keyboard/>
  <mouse/>
</openbox_config>
"""


class NoScreen(Exception):
    """The screen could not be started; the text says which part is missing or failed."""


@dataclass(frozen=True)
class Size:
    """The size of a screen in its own pixels, and how many of them make one unit of the window."""

    width: int
    height: int
    scale: int = 1

    @property
    def name(self) -> str:
        """Return a name for file names, for example "1366x768" or "1366x768@2"."""
        plain = f"{self.width // self.scale}x{self.height // self.scale}"
        return plain if self.scale == 1 else f"{plain}@{self.scale}"


LAPTOP = Size(1366, 768)
MONITOR = Size(1920, 1080)
DOUBLE = Size(2732, 1536, 2)


@dataclass
class Screen:
    """A running screen."""

    size: Size
    folder: Path
    variables: Mapping[str, str]
    programs: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the name of the X display, for example ":3"."""
        return self.variables["DISPLAY"]

    def surroundings(self, **more: str) -> dict[str, str]:
        """Return the whole environment for a program on this screen."""
        return {**_plain_surroundings(), **self.variables, **more}

    def start(
        self,
        command: Sequence[str],
        *,
        output: Path | None = None,
        pass_fds: tuple[int, ...] = (),
        **more: str,
    ) -> subprocess.Popen[bytes]:
        """Start a program on this screen; it is ended with the screen if it still runs.

        Its output goes into a file, so that a full pipe can never stop it.
        """
        place = output or self.folder / f"program-{len(self.programs)}.log"
        with place.open("ab") as log:
            program = subprocess.Popen(
                command,
                env=self.surroundings(**more),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self.programs.append(program)
        return program

    def picture(self, place: Path | None = None) -> Image.Image:
        """Return a picture of the whole screen, and write it as PNG where a place is given."""
        image = ImageGrab.grab(xdisplay=self.name).convert("RGB")
        if place is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            image.save(place, compress_level=3)
        return image

    def still_picture(self, seconds: float = 5.0) -> Image.Image:
        """Return a picture once two in a row are the same: nothing moves or blinks any more."""
        end = time.monotonic() + seconds
        last = self.picture()
        while time.monotonic() < end:
            select.select([], [], [], 0.12)  # longer than a frame of any motion of the window
            now = self.picture()
            if now.tobytes() == last.tobytes():
                return now
            last = now
        return last


@contextlib.contextmanager
def screen(folder: Path, size: Size = MONITOR) -> Iterator[Screen]:
    """Start a screen whose programs keep all their files under `folder`; end it afterwards.

    Raises NoScreen when a part is not installed or does not come up.
    """
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        raise NoScreen(f"not installed: {', '.join(missing)}")
    variables = _places(folder)
    with contextlib.ExitStack() as stack:
        run = _Runner(stack, folder)
        variables["DISPLAY"] = run.server(size)
        variables["QT_SCALE_FACTOR"] = str(size.scale)
        variables["DBUS_SESSION_BUS_ADDRESS"] = run.bus(variables)
        run.window_manager(variables)
        here = Screen(size, folder, variables)
        stack.callback(lambda: [end(program) for program in here.programs])
        yield here


def end(program: subprocess.Popen[bytes]) -> None:
    """End a program and everything it started, kindly first."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(KINDNESS)
            break
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)  # what it started and left behind
    if program.stdout is not None:
        program.stdout.close()


def wait_until(
    condition: Callable[[], bool], seconds: float, what: str, every: float = 0.02
) -> None:
    """Wait until something without an event of its own is so (a file, a process); bounded.

    Raises TimeoutError that says what was waited for.
    """
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            raise TimeoutError(f"waited {seconds:g} s for {what}")
        select.select([], [], [], every)


def _plain_surroundings() -> dict[str, str]:
    """Return the environment without anything that leads to the screen of whoever runs this."""
    unwanted = ("XDG_", "QT_", "DBUS_", "WAYLAND_", "GTK_", "LC_", "PYTEST")
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(unwanted) and name not in {"DISPLAY", "SESSION_MANAGER"}
    }


def _places(folder: Path) -> dict[str, str]:
    """Make the places for files and return the variables that name them."""
    for place in PLACES:
        (folder / place).mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "runtime").chmod(0o700)
    return {
        "HOME": str(folder / "home"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "TMPDIR": str(folder / "tmp"),
        "XDG_SESSION_TYPE": "x11",
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "NO_AT_BRIDGE": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONFAULTHANDLER": "1",  # a crash says where it came from
    }


@dataclass
class _Runner:
    """Starts the servers of a screen; each ends when the stack closes, the last one first."""

    stack: contextlib.ExitStack
    folder: Path

    def server(self, size: Size) -> str:
        """Start Xvfb on a display number that it finds itself; return the display's name."""
        reading, writing = os.pipe()
        shape = f"{size.width}x{size.height}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", shape, "-nolisten", "tcp"]
        self._start([*command, "-noreset", "-dpi", "96"], {}, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            number = _line(answer.fileno())
        if not number:
            raise NoScreen("Xvfb did not start")
        return f":{number}"

    def bus(self, variables: Mapping[str, str]) -> str:
        """Start a session bus and return its address."""
        # A socket with a path: an abstract one could not be reached from another network namespace.
        where = f"--address=unix:dir={variables['XDG_RUNTIME_DIR']}"
        command = ["dbus-daemon", "--session", where, "--nofork", "--nopidfile"]
        command.append("--print-address=1")
        bus = self._start(command, variables, stdout=subprocess.PIPE)
        assert bus.stdout is not None
        address = _line(bus.stdout.fileno())
        if not address:
            raise NoScreen("the session bus did not start")
        return address

    def window_manager(self, variables: Mapping[str, str]) -> None:
        """Start openbox and wait for its announcement on the root window."""
        rules = Path(variables["XDG_CONFIG_HOME"]) / "openbox" / "rc.xml"
        rules.parent.mkdir()
        rules.write_text(NO_GRABS, encoding="utf-8")
        server = xlib.Display(variables["DISPLAY"])
        try:
            root = server.screen().root
            root.change_attributes(event_mask=X.PropertyChangeMask)
            server.sync()
            self._start(["openbox", "--sm-disable", "--config-file", str(rules)], variables)
            sign = server.intern_atom("_NET_SUPPORTING_WM_CHECK")
            limit = time.monotonic() + PATIENCE
            while root.get_full_property(sign, X.AnyPropertyType) is None:
                if not wait_readable(server.fileno(), limit - time.monotonic()):
                    raise NoScreen("the window manager did not start")
                while server.pending_events():
                    server.next_event()
        finally:
            server.close()

    def _start(
        self,
        command: list[str],
        variables: Mapping[str, str],
        *,
        stdout: int | None = None,
        pass_fds: tuple[int, ...] = (),
    ) -> subprocess.Popen[bytes]:
        with (self.folder / f"{command[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                env={**_plain_surroundings(), **variables},
                stdin=subprocess.DEVNULL,
                stdout=log if stdout is None else stdout,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self.stack.callback(end, process)
        return process


def wait_readable(descriptor: int, seconds: float) -> bool:
    """Wait until there is something to read; say whether there is."""
    return bool(select.select([descriptor], [], [], max(0.0, seconds))[0])


def _line(descriptor: int) -> str:
    """Read one line from a pipe, within the patience of this module; "" when none came."""
    limit = time.monotonic() + PATIENCE
    text = b""
    while not text.endswith(b"\n"):
        if not wait_readable(descriptor, limit - time.monotonic()):
            break
        if not (piece := os.read(descriptor, 200)):
            break
        text += piece
    return text.decode("ascii").strip()
