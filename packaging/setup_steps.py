"""What a machine needs before CST Desktop can start on it, and the steps that bring it there.

Standard library only: this runs before anything is installed. Two things are set up, in order:
the system's own libraries (Debian and its relatives, where we may) and `.venv` in the clone,
filled from a lock whose every file is pinned by its hash. A stamp is written last, so a broken-off
set-up is noticed and made anew by the next start.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
ENVIRONMENT = CLONE / ".venv"
RUNTIME_LOCK = CLONE / "packaging" / "requirements.lock"
TEST_LOCK = CLONE / "packaging" / "requirements-test.lock"

SETUP_FAILED = 71
LIBRARIES_MISSING = 72
NO_DISPLAY = 73


class SetupError(Exception):
    """A step could not be done. The text says what to do next; `exit_code` is the process's."""

    def __init__(self, message: str, exit_code: int = SETUP_FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True)
class Library:
    """A shared library of the system: Debian's package, the file the loader asks for, and why."""

    package: str
    file: str
    reason: str
    wanted_to_start: bool = True


@dataclass(frozen=True)
class Tool:
    """A program or a Python module of the system that only the tests use, and why."""

    package: str
    program: str
    reason: str


# Measured in a minimal Debian 12 by adding one package after the other until a window was painted.
LIBRARIES = (
    Library("libgl1", "libGL.so.1", "Qt's drawing is linked to it"),
    Library("libegl1", "libEGL.so.1", "Qt's drawing is linked to it"),
    Library("libxkbcommon0", "libxkbcommon.so.0", "keyboard layouts"),
    Library("libglib2.0-0", "libglib-2.0.so.0", "Qt's event loop"),
    Library("libfontconfig1", "libfontconfig.so.1", "finding the system's fonts"),
    Library("libdbus-1-3", "libdbus-1.so.3", "screen readers, and the system's suspend signal"),
    Library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0", "keyboard layouts on X11"),
    Library("libxcb-cursor0", "libxcb-cursor.so.0", "mouse pointers on X11"),
    Library("libxcb-icccm4", "libxcb-icccm.so.4", "talking to the window manager"),
    Library("libxcb-image0", "libxcb-image.so.0", "pictures on X11"),
    Library("libxcb-keysyms1", "libxcb-keysyms.so.1", "keys on X11"),
    Library("libxcb-render-util0", "libxcb-render-util.so.0", "drawing on X11"),
    Library("libxcb-shape0", "libxcb-shape.so.0", "window shapes on X11"),
    Library("libxcb-xkb1", "libxcb-xkb.so.1", "keyboard state on X11"),
    Library("libcups2", "libcups.so.2", "printing", wanted_to_start=False),
)

# What the tests look with: none of these is needed to use the application.
ORACLES = (
    Tool("xvfb", "Xvfb", "an X server without a screen"),
    Tool("openbox", "openbox", "a real window manager, for focus and stacking"),
    Tool("dbus", "dbus-daemon", "a session bus, which the accessibility tree needs"),
    Tool("at-spi2-core", "/usr/libexec/at-spi-bus-launcher", "the accessibility tree itself"),
    Tool("python3-pyatspi", "/usr/lib/python3/dist-packages/pyatspi", "reads that tree"),
    Tool("gir1.2-atspi-2.0", "/usr/lib/python3/dist-packages/pyatspi", "reads that tree"),
    Tool("python3-gi", "/usr/lib/python3/dist-packages/gi", "reads that tree"),
    Tool("strace", "strace", "shows that no network is used; injects disk faults"),
    Tool("qpdf", "qpdf", "checks the syntax of papers"),
    Tool("poppler-utils", "pdfsig", "checks signatures and shows pages of papers"),
    Tool("libnss3-tools", "certutil", "tells pdfsig whom to trust"),
    Tool("default-jdk-headless", "javac", "runs the judges of papers"),
    Tool("maven", "mvn", "fetches the judges of papers"),
)

# What the benchmarks measure beside, and with: needed neither to use the application nor to test.
BENCH_TOOLS = (
    Tool("keepassxc", "keepassxc", "a peer: a Qt window before an encrypted file"),
    *(tool for tool in ORACLES if tool.package in {"xvfb", "openbox", "dbus"}),
)


def say(text: str) -> None:
    """Print one plain line of progress at once, also when the output goes to a file."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


# --- the system's libraries -------------------------------------------------------------------


def missing_libraries() -> list[Library]:
    """Return the libraries that the loader does not find, in the order of the list (Linux only)."""
    if not sys.platform.startswith("linux"):
        return []
    return [library for library in LIBRARIES if not _loads(library.file)]


def missing_tools(tools: Iterable[Tool] = ORACLES) -> list[Tool]:
    """Return the tools that this Linux machine has not got."""
    if not sys.platform.startswith("linux"):
        return []
    return [tool for tool in tools if not _present(tool.program)]


def provide_libraries() -> None:
    """Install what the loader misses where we may; else say the exact line to run, and stop."""
    missing, venv = missing_libraries(), _missing_venv()
    if not missing and not venv:
        return
    packages = [*venv, *(library.package for library in missing)]
    if may_install():
        install_packages(packages)
        missing, venv = missing_libraries(), []
    if venv or any(library.wanted_to_start for library in missing):
        raise SetupError(_what_to_install(packages), LIBRARIES_MISSING)
    if missing:
        say(f"Without {missing[0].package} there is no printing. Everything else works.")


def provide_tools(tools: Sequence[Tool] = ORACLES, what: str = "tests") -> None:
    """Install tools where we may; else say the exact line. Never stops a run that misses some."""
    missing = missing_tools(tools)
    if not missing:
        return
    if may_install():
        install_packages([tool.package for tool in missing])
        missing = missing_tools(tools)
    for tool in missing:
        say(f"Missing for some {what}: {tool.package} ({tool.reason}).")
    if missing:
        say(_what_to_install([tool.package for tool in missing]))


def may_install() -> bool:
    """Whether packages can be installed here without asking anybody anything."""
    return shutil.which("apt-get") is not None and _as_root() is not None


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages without recommendations; raise `SetupError` with the line to run."""
    prefix = _as_root()
    if prefix is None:
        raise SetupError(_what_to_install(packages), LIBRARIES_MISSING)
    say(f"Installing {len(packages)} system packages: {' '.join(packages)}")
    settings = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    waiting = ["-o", "DPkg::Lock::Timeout=300"]
    # An old list names files that are gone; a source that fails may be one that is not needed.
    _quiet([*prefix, *settings, "apt-get", "update", "-q", *waiting])
    installing = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]
    code, output = _quiet([*prefix, *settings, *installing, *waiting, *packages])
    if code != 0:
        say(_last_lines(output))
        raise SetupError(_what_to_install(packages), LIBRARIES_MISSING)


def _as_root() -> list[str] | None:
    """Return what to write before a command so that it runs as root; None if we may not."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _quiet(["sudo", "-n", "true"])[0] == 0:
        return ["sudo", "-n"]
    return None


def _what_to_install(packages: Iterable[str]) -> str:
    """Return the sentence that tells which system packages to install, and how."""
    names = " ".join(packages)
    if shutil.which("apt-get"):
        return (
            "Some system packages are missing and may not be installed from here. Run:\n"
            f"  sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
        )
    return f"Install your system's packages for what Debian calls: {names}"


def _loads(file: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _present(program: str) -> bool:
    """Whether a program is on the path, or a file is at its place."""
    return Path(program).exists() if program.startswith("/") else bool(shutil.which(program))


# --- the environment --------------------------------------------------------------------------


def environment_python() -> Path:
    """Return the interpreter of the clone's own environment."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return ENVIRONMENT / folder / name


def provide_environment(lock: Path) -> bool:
    """Make `.venv` hold exactly what `lock` pins. Return False if it already did.

    The test lock holds everything of the runtime lock, so either stamp serves the application.
    """
    if is_ready(lock):
        return False
    began = time.monotonic()
    adding = is_ready(RUNTIME_LOCK)
    if not adding:
        _make_empty_environment()
    _stamp(lock).unlink(missing_ok=True)
    try:
        _install(lock)
        _write_path_file()
    except SetupError:
        if not adding:
            _remove_tree(ENVIRONMENT)
        raise
    for covered in (RUNTIME_LOCK, lock):
        _stamp(covered).write_text(fingerprint(covered), encoding="utf-8")
    say(f"The environment is ready ({time.monotonic() - began:.0f} s).")
    return True


def is_ready(lock: Path) -> bool:
    """Whether the environment was made in full from this lock, by this Python, in this folder."""
    try:
        stamped = _stamp(lock).read_text(encoding="utf-8")
    except OSError:
        return False
    return stamped == fingerprint(lock) and environment_python().exists()


def fingerprint(lock: Path) -> str:
    """Return what must not have changed since the environment was made."""
    parts = (
        hashlib.sha256(lock.read_bytes()).hexdigest(),
        platform.python_version(),
        platform.machine(),
        sys.base_prefix,
        str(CLONE),
    )
    return "\n".join(parts) + "\n"


def clean_surroundings(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment variables without those that would bend Python or pip."""
    bending = {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    kept = {name: value for name, value in os.environ.items() if name not in bending}
    return {**kept, **(extra or {})}


def _stamp(lock: Path) -> Path:
    """Return the file that is written when everything of `lock` is installed."""
    return ENVIRONMENT / f"{lock.stem}.stamp"


def _make_empty_environment() -> None:
    """Make `.venv` anew, with Debian's venv package first where that is missing."""
    if ENVIRONMENT.exists():
        say("The environment is from another version or was broken off: making it anew.")
        _remove_tree(ENVIRONMENT)
    say("Making the environment in .venv")
    base_python = getattr(sys, "_base_executable", None) or sys.executable
    code, output = _quiet([base_python, "-m", "venv", str(ENVIRONMENT)])
    if code != 0:
        _remove_tree(ENVIRONMENT)
        raise SetupError(f"{_last_lines(output)}\nThe environment could not be made in .venv.")


def _remove_tree(folder: Path) -> None:
    """Remove the old environment; a file that another program holds open is named."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as fault:
        raise SetupError(
            f"Cannot remove {fault.filename}: {fault.strerror}. "
            "Close CST Desktop if it is open, then start again."
        ) from fault


def _missing_venv() -> list[str]:
    """Debian ships Python without `ensurepip`: return the package that brings it, if wanted."""
    if is_ready(RUNTIME_LOCK) or importlib.util.find_spec("ensurepip"):
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def _install(lock: Path) -> None:
    """Install the lock's files, each only if its hash is the pinned one, and nothing else."""
    count = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line)
    say(f"Downloading and installing {count} packages (the first time about 100 MB)")
    command = [str(environment_python()), "-m", "pip", "install", "--require-hashes", "--no-deps"]
    command += ["--only-binary=:all:", "--no-input", "--disable-pip-version-check"]
    command += ["--no-warn-script-location", "--progress-bar=off", "-r", str(lock)]
    code, output = _watched(command, _tell_package)
    if code != 0:
        raise SetupError(
            f"{_last_lines(output)}\n"
            "The packages could not be fetched and installed; nothing half-done was left. "
            "Check the connection (it is needed this once only) and start again."
        )
    _keep_byte_code()


def _keep_byte_code() -> None:
    """Have PySide write its support modules out as files, which Python keeps byte code of.

    They come as source inside a library and would be compiled at every start, an eighth of the time
    that a bare window takes. SBK_EMBED is PySide's own switch; without it all works, only slower.
    """
    writing = {"SBK_EMBED": "0", "PYTHONDONTWRITEBYTECODE": ""}
    _quiet([str(environment_python()), "-c", "import PySide6.QtCore"], writing)


def _tell_package(line: str) -> None:
    """Turn pip's line about one package into ours."""
    words = line.split()
    if len(words) > 1 and words[0] == "Collecting":
        say(f"  {words[1].replace('==', ' ')}")
    elif line.startswith("Installing collected packages"):
        say("  installing")


def _write_path_file() -> None:
    """Let the environment import the package `desktop` from this clone, from any folder."""
    code, output = _quiet(
        [str(environment_python()), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    )
    if code != 0:
        raise SetupError(f"{_last_lines(output)}\nThe new environment does not start.")
    path_file = Path(output.strip().splitlines()[-1]) / "cst-desktop-clone.pth"
    path_file.write_text(f"{CLONE}\n", encoding="utf-8")


# --- running things ---------------------------------------------------------------------------


def _quiet(command: Sequence[str], extra: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run a command without a terminal; return its exit code and all it printed."""
    return _watched(command, lambda _line: None, extra)


def _watched(
    command: Sequence[str], told: Callable[[str], None], extra: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a command, hand each line of its output on as it comes, and return code and output."""
    try:
        process = subprocess.Popen(
            command,
            cwd=tempfile.gettempdir(),
            env=clean_surroundings({"PIP_USER": "0", "PYTHONUNBUFFERED": "1", **(extra or {})}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as fault:
        return 127, str(fault)
    lines: list[str] = []
    with process:
        for line in process.stdout or ():
            lines.append(line)
            told(line)
    return process.returncode, "".join(lines)


def _last_lines(output: str, count: int = 8) -> str:
    """Return the end of a command's output, indented: that is where the reason stands."""
    lines = [line for line in output.splitlines() if line.strip()]
    return "\n".join(f"  | {line}" for line in lines[-count:])
